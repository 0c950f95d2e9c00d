import GSLKit
import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("The history of tests") struct HistoryTests {
  private func past(
    _ id: String,
    _ control: Int64,
    _ variant: Int64,
    month: Int,
    goal: Goal = .prove,
    repeats: String? = nil,
    decision: DecisionChoice? = nil,
    bets: [String] = []
  ) throws -> PastTest {
    // One look of sixty an arm at the end.
    let even = [control / 4, control / 2, control * 3 / 4, control]
    let other = [variant / 4, variant / 2, variant * 3 / 4, variant]
    var trial = HandmadeTrial(HandmadeTrial.quarters(even, other), goal: goal)
    trial.form.id = id
    trial.form.repeats = repeats
    let period = try #require(HalfMonth(iso: "2026-\(month < 10 ? "0" : "")\(month)-H1"))
    return PastTest(
      evaluation: try trial.evaluate(),
      period: period,
      decision: decision.map {
        Decision(
          hypothesis: id,
          period: period,
          choice: $0,
          why: "",
          lesson: "lesson of " + id,
          owner: "Anna",
          due: nil,
          checkOn: nil,
          author: "head",
          at: Timestamp(microseconds: 0)
        )
      },
      hold: nil,
      bets: bets.enumerated().map {
        Bet(
          hypothesis: id,
          person: "p\($0.offset)",
          direction: $0.element,
          size: nil,
          at: Timestamp(microseconds: 0)
        )
      }
    )
  }

  private let seven: [(Int64, Int64)] = [
    (24, 28), (24, 20), (26, 30), (24, 44), (27, 25), (24, 26), (22, 30),
  ]

  @Test("the newest word stands first, and six others on the metric draw a winner back")
  func shrunken() throws {
    let tests = try seven.enumerated().map {
      try past("t\($0.offset)", $0.element.0, $0.element.1, month: $0.offset + 3)
    }
    let history = History(tests, company: nil, currency: "RUB")
    #expect(history.results.map(\.hypothesis) == ["t6", "t5", "t4", "t3", "t2", "t1", "t0"])
    let winner = try #require(history.results.first { $0.hypothesis == "t3" })
    let (raw, kept) = (try #require(winner.effect), try #require(winner.shrunken))
    #expect(winner.verdict == .confirmed)
    #expect(kept.estimate < raw.estimate && kept.estimate > 0)
    #expect(kept.standardError < raw.standardError)
    // Of the others' own family, without the one that is drawn back.
    let others = try tests.filter { $0.evaluation.hypothesis != "t3" }.map { test in
      let effect = try #require(test.evaluation.effect)
      let interval = effect.interval
      // One look at the end spends all of .025: 1.96 errors each way.
      return try EstimateWithError(
        estimate: try #require(effect.stagewise?.estimate ?? effect.estimate),
        standardError: try #require(interval.width) / 2
          / NormalDistribution.upperQuantile(try #require(test.evaluation.look.tail))
      )
    }
    let family = try ResultShrinkage(past: others)
    let expected = family.shrink(
      try EstimateWithError(estimate: raw.estimate, standardError: raw.standardError)
    )
    #expect(abs(expected.estimate - kept.estimate) < 1e-9)
    #expect(history.shelves.map(\.results) == [7])
    #expect(history.shelves.allSatisfy { (0.02...0.25).contains($0.tau) })
  }

  @Test("with five others there is no shelf, and nothing is drawn anywhere")
  func few() throws {
    let tests = try seven.prefix(5).enumerated().map {
      try past("t\($0.offset)", $0.element.0, $0.element.1, month: $0.offset + 3)
    }
    let history = History(tests, company: nil, currency: "RUB")
    #expect(history.results.allSatisfy { $0.shrunken == nil })
    #expect(history.shelves.isEmpty)
    #expect(Shelf(tests, for: tests[0].evaluation.form) == nil)
  }

  @Test("repeats are weighed by their precision, whatever the order of the links")
  func repeats() throws {
    let tests = [
      try past("first", 24, 34, month: 3),
      try past("other", 24, 20, month: 4),
      try past("second", 26, 30, month: 5, repeats: "first"),
      try past("third", 22, 33, month: 6, repeats: "second"),
    ]
    let history = History(tests, company: nil, currency: "RUB")
    let reading = try #require(history.repeats.first)
    #expect(history.repeats.count == 1)
    #expect(reading.hypotheses == ["first", "second", "third"])
    // Σ y/s² over Σ 1/s², written out.
    let sizes = history.results.filter { $0.hypothesis != "other" }.compactMap(\.effect)
    let weight = sizes.reduce(0) { $0 + 1 / ($1.standardError * $1.standardError) }
    let mean =
      sizes.reduce(0) { $0 + $1.estimate / ($1.standardError * $1.standardError) } / weight
    #expect(abs(reading.pooled.estimate - mean) < 1e-12)
    #expect(abs(reading.pooled.standardError - (1 / weight).squareRoot()) < 1e-12)
    #expect(reading.disagreementP > 0.05)
  }

  @Test("opinions are held against what came out, and only where something did")
  func bets() throws {
    let tests = [
      try past("won", 24, 44, month: 3, decision: .adopt, bets: ["up", "up", "same", "down"]),
      try past("open", 24, 28, month: 4, bets: ["up"]),
      try past("lost", 44, 24, month: 5, decision: .adopt, bets: ["up", "down"]),
    ]
    let record = History(tests, company: nil, currency: "RUB").record
    #expect(tests.map(\.evaluation.verdict) == [.confirmed, .undecided, .harmful])
    #expect(record.bets?.right == 3)
    #expect(record.bets?.all == 6)
    #expect(record.adopted == 2)
    #expect(record.againstVerdict == 1)
    #expect(abs(record.expectedFalseConfirmations - 0.075) < 1e-12)
  }

  @Test("a clear proof is a discovery of the online rule, a pick is not asked")
  func discoveries() throws {
    let tests = [
      try past("won", 12, 48, month: 3), try past("picked", 24, 44, month: 4, goal: .choose),
      try past("null", 24, 26, month: 5),
    ]
    let results = History(tests, company: nil, currency: "RUB").results
    #expect(results.map(\.isDiscovery) == [false, nil, true])
  }
}
