import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// `calc look`: the contract's keys, agreement with the evaluator, errors that name their field.
@Suite struct LookCalculationTests {
  typealias Trial = HandmadeTrial

  static let registry = CalculationRegistry([LookCalculation.self])

  static func count(_ successes: Int, _ trials: Int) -> CalculationValue {
    ["successes": .integer(successes), "trials": .integer(trials)]
  }

  static func run(_ changes: [(String, CalculationValue)]) throws(InferenceError)
    -> CalculationValue
  {
    var members: [CalculationValue.Member] = [
      .init("control", count(20, 60)), .init("variant", count(40, 60)),
      .init("plannedPerArm", 60), .init("smallestWorthwhileEffect", 0.1),
    ]
    for (key, value) in changes {
      members.removeAll { $0.key == key }
      members.append(.init(key, value))
    }
    return try registry.run("look", inputs: .object(members))
  }

  @Test("The result has the keys of the contract and no others")
  func keys() throws {
    guard case .object(let members) = try Self.run([]) else {
      Issue.record("a result is an object")
      return
    }
    #expect(
      members.map(\.key) == [
        "information", "boundary", "z", "repeatedInterval", "verdict", "reasons",
      ]
    )
  }

  @Test(
    "It says what the evaluator says, in both modes, at both ends of the calendar",
    arguments: [
      TestMode.exact, .score,
    ]
  )
  func agrees(mode: TestMode) throws {
    let control: [Int64] = [5, 10, 15, 24]
    let variant: [Int64] = [6, 15, 24, 36]
    for number in 2...4 {
      let trial = Trial(
        Trial.quarters(Array(control.prefix(number)), Array(variant.prefix(number))),
        mode: mode
      )
      let evaluation = try trial.evaluate()
      let past = (2..<max(2, number)).map { Double($0) / 4 }
      // The first quarter counts too: 15 units an arm and t = .25.
      let result = try Self.run([
        ("control", Self.count(Int(control[number - 1]), 15 * number)),
        ("variant", Self.count(Int(variant[number - 1]), 15 * number)),
        ("past", CalculationValue([0.25] + past)), ("mode", .string(mode.rawValue)),
        ("final", .boolean(number == 4)),
      ])
      #expect(result["verdict"] == .string(evaluation.verdict.rawValue))
      #expect(result["reasons"] == .array(evaluation.reasons.map { .string($0.name) }))
      #expect(result["information"]?.asDouble == evaluation.look.fraction)
      #expect(result["boundary"]?.asDouble == evaluation.look.boundary)
      if let effect = evaluation.effect {
        #expect(result["repeatedInterval"]?.asInterval == effect.interval)
        #expect(result["z"]?.asDouble == effect.statistic)
      }
    }
  }

  @Test("Printed boundaries come out: 2.963 at half, 1.969 at the end")
  func boundaries() throws {
    let half = try Self.run([
      ("control", Self.count(15, 30)), ("variant", Self.count(15, 30)),
    ])
    #expect(abs(try #require(half["boundary"]?.asDouble) - 2.963) < 5e-4)
    let end = try Self.run([("past", [0.5])])
    #expect(abs(try #require(end["boundary"]?.asDouble) - 1.969) < 5e-4)
  }

  @Test("A look that does not count has no boundary, says so, and decides nothing")
  func uncounted() throws {
    let result = try Self.run([
      ("control", Self.count(0, 9)), ("variant", Self.count(9, 9)),
    ])
    #expect(result["boundary"] == .null)
    #expect(result["verdict"] == "tooEarly")
    #expect(result["repeatedInterval"]?.asInterval == Interval(lower: -1, upper: 1))
    guard case .array(let notes)? = result["notes"] else {
      Issue.record("a missing value is noted")
      return
    }
    #expect(notes.contains { $0["reason"] == "lookDoesNotCount" })
  }

  @Test("Strata, guardrails and maturing units are taken")
  func richInputs() throws {
    let strata: CalculationValue = [
      ["control": Self.count(10, 30), "variant": Self.count(20, 30)],
      ["control": Self.count(10, 30), "variant": Self.count(20, 30)],
    ]
    let stratified = try Self.registry.run(
      "look",
      inputs: [
        "strata": strata, "plannedPerArm": 60, "smallestWorthwhileEffect": 0.1,
      ]
    )
    #expect(stratified["information"]?.asDouble == 1)
    #expect(stratified["verdict"] == "confirmed")

    func guarded(_ variant: Int, _ policy: String) throws -> CalculationValue {
      try Self.run([
        (
          "guardrails",
          [
            [
              "control": Self.count(50, 60), "variant": Self.count(variant, 60), "margin": 0.05,
              "policy": .string(policy),
            ]
          ]
        )
      ])
    }
    #expect(try guarded(15, "mustNotBreak")["verdict"] == "harmful")
    #expect(try guarded(48, "mustNotBreak")["verdict"] == "confirmed")
    #expect(try guarded(48, "mustHold")["reasons"] == ["guardrailOpen"])

    let maturing = try Self.run([
      ("mode", "score"),
      (
        "maturity",
        [
          "control": ["effectiveTrials": 40.0, "conversion": 0.4],
          "variant": ["effectiveTrials": 40.0, "conversion": 0.5],
        ]
      ),
    ])
    #expect(abs(try #require(maturing["information"]?.asDouble) - 20.0 / 30) < 1e-12)
  }

  @Test("A thin arm collapses the strata into one exact test")
  func collapse() throws {
    let strata: CalculationValue = [
      ["control": Self.count(1, 30), "variant": Self.count(0, 15)],
      ["control": Self.count(1, 30), "variant": Self.count(2, 15)],
    ]
    let result = try Self.registry.run(
      "look",
      inputs: [
        "strata": strata, "plannedPerArm": 40, "smallestWorthwhileEffect": 0.1, "final": true,
      ]
    )
    let counts = LookCounts(
      control: try BinomialCount(successes: 2, trials: 60),
      variant: try BinomialCount(successes: 2, trials: 30)
    )
    #expect(counts.isThin)
    #expect(
      result["repeatedInterval"]?.asInterval
        == (try counts.test(mode: .exact).test.interval(tail: 0.025))
    )
    // The same ratio with plenty of both outcomes stays stratified.
    let thick = LookCounts(
      control: try BinomialCount(successes: 30, trials: 60),
      variant: try BinomialCount(successes: 14, trials: 30)
    )
    #expect(!thick.isThin)
  }

  @Test(
    "Every refusal names its field",
    arguments: [
      ("control", CalculationValue.null, "control"),
      ("plannedPerArm", 0, "plannedPerArm"),
      ("smallestWorthwhileEffect", 1.5, "smallestWorthwhileEffect"),
      ("smallestWorthwhileEffect", -0.1, "smallestWorthwhileEffect"),
      ("alpha", 1, "alpha"),
      ("past", [0.5, 0.4], "past"),
      ("past", [0.5, 0.5], "past"),
      ("mode", "guess", "mode"),
      ("looks", 3, "looks"),
      ("control", ["successes": 3, "trials": 2], "control.successes"),
      (
        "guardrails",
        [
          [
            "control": ["successes": 1, "trials": 2], "variant": ["successes": 1, "trials": 2],
            "margin": 0,
          ]
        ],
        "guardrails[0].margin"
      ),
      ("guardrails", [["control": ["successes": 1, "trials": 2]]], "guardrails[0].variant"),
    ] as [(String, CalculationValue, String)]
  )
  func refusals(key: String, value: CalculationValue, field: String) throws {
    let error = #expect(throws: InferenceError.self) { try Self.run([(key, value)]) }
    #expect(error?.field == field)
  }
}
