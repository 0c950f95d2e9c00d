import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("Segments, and what confirmation overstates") struct SegmentTests {
  private func facts(_ trial: HandmadeTrial) throws -> EvaluationFacts {
    let plain = try trial.facts()
    func arm(_ successes: Int64, _ trials: Int64) -> ArmCounts {
      var counts = ArmCounts()
      (counts.exposed, counts.matured, counts.answered) = (trials, trials, trials)
      counts.reached = successes
      return counts
    }
    let strata = [
      (member: "a", control: arm(20, 50), variant: arm(30, 50)),
      (member: "b", control: arm(25, 50), variant: arm(24, 50)),
      (member: "c", control: arm(18, 40), variant: arm(31, 45)),
      // Too few to say anything: left out of the test, not counted as alike.
      (member: "d", control: arm(1, 2), variant: arm(2, 2)),
    ]
    return EvaluationFacts(
      hypothesis: plain.hypothesis,
      history: plain.history,
      looks: plain.looks,
      current: plain.current,
      segments: [
        (
          .segment,
          MetricEvidence(strata: strata, direction: .up, horizon: 14, asOf: plain.current.asOf)
        )
      ],
      gates: plain.gates,
      glances: [],
      calendar: .russia,
      table: [:]
    )
  }

  /// Cochran's Q by NumPy, its tail by SciPy: 3.82828 on 2 degrees of freedom, p .147468.
  @Test("one test of all segments, and each pulled towards the others")
  func heterogeneity() throws {
    let trial = HandmadeTrial(HandmadeTrial.quarters([5, 10, 15, 20], [6, 12, 18, 24]))
    let evaluation = try Evaluator.evaluate(facts(trial))
    #expect(evaluation.verdict == .undecided)
    let reading = try #require(evaluation.heterogeneity?.first { $0.cut == Cut.segment.key })
    #expect(abs(try #require(reading.pValue) - 0.147_468_467_825_830_93) < 1e-10)
    #expect(reading.members.map(\.member) == ["a", "b", "c"])
    // Observed +.20, −.02, +.239: the middle one is pulled up, the outer ones down.
    let estimates = reading.members.map(\.estimate)
    #expect(estimates[0] < 0.20 && estimates[1] > -0.02 && estimates[2] < 0.239)
    #expect(estimates[1] < estimates[0])
  }

  @Test("nothing of segments is shown before the verdict")
  func blinded() throws {
    let trial = HandmadeTrial(HandmadeTrial.quarters([5, 10], [6, 12]))
    let evaluation = try Evaluator.evaluate(facts(trial))
    #expect(evaluation.verdict == .tooEarly)
    #expect(evaluation.heterogeneity == nil && evaluation.exaggeration == nil)
  }

  @Test("a confirmed test says how much such tests overstate a gain that is just worth it")
  func overstating() throws {
    let trial = HandmadeTrial(HandmadeTrial.quarters([5, 10, 15, 20], [10, 20, 30, 40]))
    let evaluation = try trial.evaluate()
    #expect(evaluation.verdict == .confirmed)
    let reading = try #require(evaluation.exaggeration)
    #expect(reading.trueEffect == evaluation.effect?.smallestWorthwhileEffect)
    #expect(reading.typeM > 1 && reading.power > 0 && reading.power < 1)
    let design = try DesignAnalysis(
      trueEffect: 0.10,
      standardError: 0.05,
      significanceLevel: 0.05
    )
    // Quadrature in NumPy: power .516005, M 1.386265.
    #expect(abs(design.power - 0.516_004_87) < 1e-6)
    #expect(abs(try #require(design.typeM) - 1.386_265_46) < 1e-5)
  }
}
