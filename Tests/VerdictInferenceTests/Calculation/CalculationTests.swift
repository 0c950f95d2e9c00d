import Foundation
import Testing
import VerdictInference

@Suite("Calculations")
struct CalculationTests {
  private func count(_ pair: [Int]) -> CalculationValue {
    ["successes": .integer(pair[0]), "trials": .integer(pair[1])]
  }

  private func answer(_ control: [Int], _ variant: [Int], _ more: [CalculationValue.Member] = [])
    throws
    -> CalculationValue
  {
    try Calculations.all.run(
      "two-proportions",
      inputs: .object([.init("control", count(control)), .init("variant", count(variant))] + more)
    )
  }

  @Test("every key of the contract is there, in its order")
  func keys() throws {
    for method in Calculations.all.methods
    where ["one-proportion", "two-proportions"].contains(method.name) {
      let result =
        method.name == "one-proportion"
        ? try Calculations.all.run("one-proportion", inputs: count([3, 20]))
        : try answer([48, 80], [56, 70], [.init("margin", 0.1)])
      for path in method.results { #expect(result.value(at: path) != nil, "\(path)") }
    }
    guard case .object(let members) = try answer([48, 80], [56, 70]) else {
      Issue.record("a result is an object")
      return
    }
    #expect(
      members.map(\.key) == [
        "difference", "ratio", "oddsRatio", "intervals", "ratioIntervals", "oddsRatioIntervals",
        "pValues",
      ]
    )
    #expect(
      try answer([48, 80], [56, 70])["intervals"]?.json.hasPrefix("{\"miettinenNurminen\":[0.0528")
        == true
    )
  }

  @Test(
    "values agree with SciPy, statsmodels and the 40-digit score",
    arguments: RateOracles.loaded.twoRates
  )
  func values(_ oracle: RateOracles.Comparison) throws {
    let result = try answer(oracle.control, oracle.variant)
    for (name, expected) in oracle.pValues where name != "barnard" {
      let tolerance = name.hasPrefix("boschloo") ? 1e-6 : 1e-9
      let value = result.value(at: "pValues.\(name)")?.asDouble
      #expect(agrees(value, expected, relative: tolerance), "\(name)")
    }
    for (name, ends) in oracle.intervals {
      let interval = try #require(result.value(at: "intervals.\(name)")?.asInterval)
      #expect(agrees(interval.lower, ends[0], relative: 1e-9, absolute: 1e-12), "\(name)")
      #expect(agrees(interval.upper, ends[1], relative: 1e-9, absolute: 1e-12), "\(name)")
    }
  }

  @Test("only what is asked for is computed and answered")
  func only() throws {
    let result = try answer(
      [48, 80],
      [56, 70],
      [.init("only", ["fisher", "intervals.newcombe", "difference"])]
    )
    guard case .object(let members) = result, case .object(let pValues) = result["pValues"] else {
      Issue.record("a result is an object of objects")
      return
    }
    #expect(members.map(\.key) == ["difference", "intervals", "pValues"])
    #expect(pValues.map(\.key) == ["fisher"])
    #expect(result.value(at: "pValues.exact") == nil)
    #expect(result.value(at: "intervals.exact") == nil)
    #expect(result.value(at: "intervals.newcombe") != nil)
    let group = try answer([1, 4], [3, 5], [.init("only", ["intervals"])])
    #expect(group.value(at: "intervals.exact") != nil)
    #expect(group["pValues"] == nil)
  }

  @Test("a name that belongs to several groups asks for all of them")
  func ambiguousOnly() throws {
    let result = try answer([1, 4], [3, 5], [.init("only", ["score"])])
    #expect(result.value(at: "pValues.score") != nil)
    #expect(result.value(at: "ratioIntervals.score") != nil)
    #expect(result.value(at: "pValues.fisher") == nil)
  }

  @Test("above 2,000 units the exact family is null with a note, the rest is there")
  func large() throws {
    let result = try answer([500, 1_100], [560, 1_000])
    #expect(result.value(at: "pValues.exact") == .null)
    #expect(result.value(at: "intervals.exact") == .null)
    #expect(result.value(at: "pValues.fisher")?.asDouble != nil)
    guard case .array(let notes) = result["notes"] else {
      Issue.record("notes are missing")
      return
    }
    #expect(notes.contains { $0["path"] == "pValues.exact" && $0["reason"] == "aboveExactLimit" })
  }

  @Test("what does not exist is null with its reason, never 0, 1 or NaN")
  func undefined() throws {
    let result = try answer([0, 30], [6, 30])
    #expect(result["ratio"] == .null)
    #expect(result["oddsRatio"] == .null)
    #expect(result.value(at: "ratioIntervals.katz") == .null)
    let score = try #require(result.value(at: "ratioIntervals.score")?.asInterval)
    #expect(score.upper == nil)
    #expect(result.json.contains("noControlSuccesses"))
    let empty = try answer([0, 0], [6, 30])
    #expect(empty.value(at: "pValues.score") == .null)
    #expect(empty.json.contains("emptyArm"))
  }

  @Test("non-inferiority and equivalence appear with a margin and only then")
  func margin() throws {
    #expect(try answer([48, 80], [56, 70])["nonInferiority"] == nil)
    let result = try answer([48, 80], [47, 80], [.init("margin", 0.2)])
    let lower = try #require(result.value(at: "equivalence.pLower")?.asDouble)
    let upper = try #require(result.value(at: "equivalence.pUpper")?.asDouble)
    #expect(lower == result.value(at: "nonInferiority.p")?.asDouble)
    // Equivalence at .2 is what a 90 % interval inside ±.2 says.
    let narrow = try answer([48, 80], [47, 80], [.init("level", 0.9)])
    let interval = try #require(narrow.value(at: "intervals.miettinenNurminen")?.asInterval)
    let inside = (interval.lower ?? -1) > -0.2 && (interval.upper ?? 1) < 0.2
    #expect(inside == (lower < 0.05 && upper < 0.05))
  }

  @Test(
    "the claims of the show-up story",
    arguments: [
      (["share": 0.18, "rest": 0.55], "total", 0.631),
      (["share": 0.18, "total": 0.66], "rest", 0.5854),
      (["share": 0.18, "total": 0.72], "rest", 0.6585),
      (["share": 0.18, "total": 0.6105], "rest", 0.525),
      (["total": 0.631, "rest": 0.55], "share", 0.18),
    ] as [([String: Double], String, Double)]
  )
  func claim(_ given: [String: Double], _ missing: String, _ expected: Double) throws {
    // Printed to three or four digits in the story; the numbers follow by hand.
    let members = given.sorted { $0.key < $1.key }.map {
      CalculationValue.Member($0.key, .number($0.value))
    }
    let result = try Calculations.all.run("claim", inputs: .object(members + [.init("base", 0.55)]))
    #expect(agrees(result[missing]?.asDouble, expected, relative: 0, absolute: 5e-5))
  }

  @Test("a claim that cannot be true says so")
  func impossible() throws {
    let result = try Calculations.all.run("claim", inputs: ["total": 0.1, "share": 0.18])
    #expect(result.json.contains("impossible"))
    #expect(
      throws: InferenceError.conflictingInputs(fields: ["total", "share", "rest"], allowed: "2")
    ) {
      try Calculations.all.run("claim", inputs: ["total": 0.1])
    }
  }

  @Test("a bad line is answered with code and field, and the next is not hurt")
  func errors() {
    let bad: [(CalculationValue, String, CalculationValue)] = [
      (["id": 7, "method": "no-such"], "unknown", "method"),
      (["id": 7, "method": "two-proportions", "variant": [:]], "missing", "control"),
      (
        [
          "id": 7, "method": "two-proportions", "control": ["successes": 3, "trials": 2],
          "variant": count([1, 2]),
        ],
        "successesAboveTrials", "control.successes"
      ),
      (
        ["id": 7, "method": "one-proportion", "successes": 1.5, "trials": 2], "wrongType",
        "successes"
      ),
      (
        ["id": 7, "method": "one-proportion", "successes": 1, "trials": 2, "levle": 0.9], "unknown",
        "levle"
      ),
      (
        ["id": 7, "method": "one-proportion", "successes": 1, "trials": 2, "level": 95],
        "outsideRange", "level"
      ),
      (
        ["id": 7, "method": "claim", "only": ["nothing"], "total": 1, "rest": 0], "unknown",
        "only[0]"
      ),
      (["id": 7, "successes": 1], "missing", "method"),
      (
        ["id": 7, "method": "one-proportion", "successes": -1, "trials": 2], "negative", "successes"
      ),
    ]
    for (request, code, field) in bad {
      let answer = Calculations.all.answer(request)
      #expect(answer["id"] == 7)
      #expect(answer.value(at: "error.code") == .string(code))
      #expect(answer.value(at: "error.field") == field)
    }
    #expect(Calculations.all.answer([1]).value(at: "error.code") == "wrongType")
  }

  @Test("the registry is open to methods of other modules")
  func open() throws {
    enum Doubling: Calculation {
      static let name = "doubling"
      static let summary = "Twice a number."
      static let inputs = [CalculationInput("x", .number, required: true, "a number")]
      static let results = ["twice"]
      static func calculate(
        _ inputs: CalculationInputs,
        into result: inout CalculationResult
      ) throws(InferenceError) {
        let x = try inputs.required("x")
        try result.set(number: "twice") { 2 * x }
      }
    }
    let registry = Calculations.all.adding([Doubling.self])
    #expect(try registry.run("doubling", inputs: ["x": 21])["twice"]?.asDouble == 42)
    #expect(Set(registry.methods.map { $0.name }).count == registry.methods.count)
  }

  @Test("a value survives JSON, and its own line is what JSON reads")
  func codable() throws {
    let value: CalculationValue = [
      "a": [1, 2.5, nil, true, "with \"quotes\", \\ and\nlines"], "b": ["c": 1e-300, "d": -3],
    ]
    let read = try JSONDecoder().decode(CalculationValue.self, from: Data(value.json.utf8))
    #expect(read["a"] == value["a"])
    #expect(read.value(at: "b.c") == 1e-300)
    let again = try JSONDecoder().decode(CalculationValue.self, from: JSONEncoder().encode(value))
    #expect(again.value(at: "b.d") == -3)
  }
}
