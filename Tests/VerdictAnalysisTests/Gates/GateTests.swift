import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Each gate passing, warning and failing at its stated limit, and what a failure does.
@Suite struct GateTests {
  typealias Trial = HandmadeTrial

  static func counts(exposed: Int64, matured: Int64? = nil, missing: Int64 = 0) -> ArmCounts {
    var counts = ArmCounts()
    counts.exposed = exposed
    counts.matured = matured ?? exposed
    counts.answered = counts.matured - missing
    return counts
  }

  static func states(
    control: ArmCounts = counts(exposed: 100),
    variant: ArmCounts = counts(exposed: 100),
    differing: Int64 = 0,
    crossovers: Int64 = 0,
    hasList: Bool = true,
    table: Int64? = 200,
    exposed: Int64 = 200
  ) throws -> [String: GateState] {
    let readings = try GateChecks.readings(
      GateFacts(
        audit: AllocationAudit(
          drawn: 200,
          listed: hasList ? 200 : 0,
          differing: differing,
          crossovers: crossovers
        ),
        hasList: hasList,
        control: control,
        variant: variant,
        controlKey: "old",
        variantKey: "new",
        tableCount: table,
        exposedForTable: exposed
      )
    )
    return Dictionary(
      readings.map { ($0.gate.name, $0.state) },
      uniquingKeysWith: { $0 == .failed || $1 == .passed ? $0 : $1 }
    )
  }

  @Test(
    "Deviations from the list: above 5 % fails, above 2.5 % warns",
    arguments: [
      (Int64(5), GateState.passed), (6, .warning), (10, .warning), (11, .failed),
    ]
  )
  func deviations(units: Int64, state: GateState) throws {
    #expect(try Self.states(differing: units)["deviations"] == state)
  }

  @Test(
    "Units in both arms: above 1 % fails, above half of it warns",
    arguments: [
      (Int64(1), GateState.passed), (2, .warning), (3, .failed),
    ]
  )
  func crossovers(units: Int64, state: GateState) throws {
    #expect(try Self.states(crossovers: units)["crossovers"] == state)
  }

  @Test(
    "Without a list the sizes are tested exactly: p < .001 fails, < .002 warns",
    arguments: [
      // Two-sided exact binomial p at ½, in Python's whole numbers: .832, .00228, .00140, .00050.
      (Int64(102), GateState.passed), (122, .passed), (123, .warning), (125, .failed),
    ]
  )
  func sizes(variant: Int64, state: GateState) throws {
    let states = try Self.states(
      control: Self.counts(exposed: 200 - variant),
      variant: Self.counts(exposed: variant),
      hasList: false
    )
    #expect(states["armSizes"] == state)
    #expect(states["deviations"] == nil)
  }

  @Test(
    "Units of an arm: under 5 fails, under 10 warns",
    arguments: [
      (Int64(4), GateState.failed), (5, .warning), (9, .warning), (10, .passed),
    ]
  )
  func few(units: Int64, state: GateState) throws {
    #expect(try Self.states(variant: Self.counts(exposed: units))["tooFewUnits"] == state)
  }

  @Test(
    "Matured units without outcome: above 10 % fails, above 5 % warns",
    arguments: [
      (Int64(5), GateState.passed), (6, .warning), (10, .warning), (11, .failed),
    ]
  )
  func missing(units: Int64, state: GateState) throws {
    let arm = Self.counts(exposed: 100, missing: units)
    let states = try Self.states(control: arm, variant: arm)
    #expect(states["missingOutcomes"] == state)
    #expect(states["missingByArm"] == .passed)
  }

  @Test(
    "Outcomes missing in one arm only: Fisher p < .01 fails, < .02 warns",
    arguments: [
      // Fisher's two-sided p of k/100 against 0/100, likewise: .0594, .0289, .0140, .0068.
      (Int64(5), GateState.passed), (6, .passed), (7, .warning), (8, .failed),
    ]
  )
  func missingByArm(units: Int64, state: GateState) throws {
    let states = try Self.states(variant: Self.counts(exposed: 100, missing: units))
    #expect(states["missingByArm"] == state)
  }

  @Test(
    "Units against the table: outside .90–1.10 fails, outside .95–1.05 warns",
    arguments: [
      (Int64(200), GateState.passed), (210, .passed), (211, .warning), (220, .warning),
      (221, .failed),
      (190, .passed), (189, .warning), (180, .warning), (179, .failed),
    ]
  )
  func coverage(exposed: Int64, state: GateState) throws {
    #expect(try Self.states(exposed: exposed)["coverage"] == state)
  }

  @Test("Without a table there is nothing to compare with")
  func noTable() throws {
    #expect(try Self.states(table: nil)["coverage"] == .unknown)
  }

  @Test("A failed gate forbids every other verdict and hides the effect")
  func firstRow() throws {
    for goal in [Goal.prove, .choose] {
      var trial = Trial(Trial.quarters([8, 17, 26, 40], [7, 13, 19, 20]), goal: goal)
      #expect(try trial.evaluate().verdict == .harmful)
      trial.tableShare = 0.8
      let evaluation = try trial.evaluate()
      #expect(evaluation.verdict == .invalidData)
      #expect(evaluation.reasons.count == 1)
      #expect(
        evaluation.reasons.allSatisfy { if case .gate(.coverage) = $0 { true } else { false } }
      )
      #expect(evaluation.effect == nil)
      #expect(evaluation.calls.isEmpty)
      #expect(evaluation.arms.allSatisfy { $0.reached == nil })
    }
  }

  @Test("A warning does not stop a verdict")
  func warning() throws {
    var trial = Trial(Trial.quarters([5, 10, 15, 20], [6, 15, 25, 40]))
    trial.differing = 4
    let evaluation = try trial.evaluate()
    #expect(evaluation.verdict == .confirmed)
    #expect(evaluation.gates.contains { $0.state == .warning })
  }

  @Test("Four units an arm are too early before the final look and invalid at it")
  func fewUnits() throws {
    let four = Trial.Pair((2, 4), (2, 4))
    #expect(try Trial([four]).evaluate().verdict == .tooEarly)
    let final = try Trial([four, four, four, four]).evaluate()
    #expect(final.verdict == .invalidData)
    #expect(
      final.reasons == [
        .gate(.tooFewUnits(arm: "old", units: 4)), .gate(.tooFewUnits(arm: "new", units: 4)),
      ]
    )
  }

  @Test("A team that logs only its successes is caught by the outcomes missing by arm")
  func onlySuccesses() throws {
    var trial = Trial(Trial.quarters([7, 14, 21, 58], [8, 17, 26, 50]))
    trial.unanswered = (0, 10)
    let evaluation = try trial.evaluate()
    #expect(evaluation.verdict == .invalidData)
    #expect(evaluation.gates.contains { $0.gate.name == "missingByArm" && $0.state == .failed })
  }
}
