import Testing
import VerdictInference

@Suite("The calc contract of uptake")
struct NoncomplianceCalculationTests {
  private let registry = CalculationRegistry([NoncomplianceCalculation.self])

  private func arm(_ numbers: [Int?]) -> CalculationValue {
    let keys = ["trials", "uptake", "successes", "uptakeSuccesses"]
    return .object(
      zip(keys, numbers).compactMap { key, number in
        number.map { .init(key, .integer($0)) }
      }
    )
  }

  private func answer(
    _ control: [Int?],
    _ variant: [Int?],
    _ more: [CalculationValue.Member] = []
  ) throws(InferenceError) -> CalculationValue {
    try registry.run(
      "noncompliance",
      inputs: .object(
        [.init("control", arm(control)), .init("variant", arm(variant))] + more
      )
    )
  }

  @Test("every key of the contract is there, sets as sets")
  func keys() throws {
    let result = try answer([200, 10, 90, 6], [190, 120, 110, 80])
    for path in NoncomplianceCalculation.results {
      #expect(result.value(at: path) != nil && result.value(at: path) != .null, "\(path)")
    }
    #expect(result.value(at: "complierEffect.andersonRubin.kind") == "interval")
    #expect(result["notes"] == nil)
    let two = try #require(result.value(at: "intentionToTreat.interval")?.asInterval)
    #expect(two.contains(try #require(result.value(at: "intentionToTreat.estimate")?.asDouble)))
  }

  @Test("without successes among uptake the estimates and F stand, the rest is null with a note")
  func withoutUptakeSuccesses() throws {
    let result = try answer([100, 0, 40, nil], [100, 18, 47, nil])
    for path in ["intentionToTreat.estimate", "intentionToTreat.p", "firstStageF"] {
      #expect(result.value(at: path)?.asDouble != nil, "\(path)")
    }
    #expect(
      agrees(result.value(at: "complierEffect.estimate")?.asDouble, 0.07 / 0.18, relative: 1e-13)
    )
    for key in ["standardError", "interval", "andersonRubin"] {
      #expect(result.value(at: "complierEffect.\(key)") == .null)
    }
    #expect(result.json.contains("uptakeSuccessesNotGiven"))
    // Without uptake in control its successes among uptake are known to be 0.
    let one = try answer([100, 0, 40, nil], [100, 18, 47, 14])
    #expect(one.value(at: "complierEffect.standardError")?.asDouble != nil)
  }

  @Test("a weak offer is noted and its set is not an interval")
  func weak() throws {
    let result = try answer([45, 20, 18, 9], [43, 22, 24, 13])
    #expect(result.value(at: "complierEffect.andersonRubin.kind") == "line")
    #expect(result.value(at: "complierEffect.andersonRubin.lower") == .null)
    #expect(result.json.contains("weakInstrument"))
    let narrow = try answer([45, 20, 18, 9], [43, 22, 24, 13], [.init("level", 0.8)])
    #expect(narrow.value(at: "complierEffect.andersonRubin.kind") == "outside")
  }

  @Test("the same uptake, nobody and everybody, no units, no outcome: a reason, never a NaN")
  func undefined() throws {
    let same = try answer([40, 10, 10, 2], [40, 10, 14, 3])
    #expect(same.value(at: "complierEffect.estimate") == .null)
    #expect(same.value(at: "complierEffect.andersonRubin.kind") == "line")
    #expect(same["firstStageF"]?.asDouble == 0)
    let nobody = try answer([40, 0, 10, 0], [40, 0, 14, 0])
    #expect(nobody["firstStageF"] == .null)
    #expect(nobody.json.contains("sameUptake"))
    let everybody = try answer([40, 0, 10, 0], [40, 40, 14, 14])
    #expect(everybody["firstStageF"] == .null)
    #expect(everybody.json.contains("uptakeDoesNotVary"))
    #expect(everybody.value(at: "complierEffect.interval")?.asInterval != nil)
    let empty = try answer([0, 0, 0, 0], [40, 40, 14, 14])
    for path in NoncomplianceCalculation.results { #expect(empty.value(at: path) == .null) }
    #expect(empty.json.contains("emptyArm"))
    for successes in [0, 1] {
      let flat = try answer(
        [10, 0, 10 * successes, 0],
        [12, 9, 12 * successes, 9 * successes]
      )
      #expect(flat.value(at: "complierEffect.estimate")?.asDouble == 0)
      #expect(flat.value(at: "complierEffect.interval") == .null)
      #expect(flat.value(at: "complierEffect.andersonRubin") == .null)
      #expect(flat.json.contains("noVariance"))
    }
    let ones = try answer([1, 0, 0, 0], [1, 1, 1, 1])
    #expect(ones.value(at: "complierEffect.estimate")?.asDouble == 1)
    #expect(ones.value(at: "complierEffect.andersonRubin.kind") == "line")
    #expect(ones["firstStageF"] == .null)
  }

  @Test("counts of a billion are answered")
  func large() throws {
    let result = try answer(
      [1_000_000_000, 0, 180_000_000, 0],
      [1_000_000_000, 180_000_000, 180_100_000, 40_000_000]
    )
    #expect(
      agrees(result.value(at: "complierEffect.estimate")?.asDouble, 0.0001 / 0.18, relative: 1e-6)
    )
    #expect(result.value(at: "complierEffect.andersonRubin.kind") == "interval")
    #expect(result["firstStageF"]?.asDouble != nil)
  }

  @Test("impossible counts are refused by name, and only what is asked for is answered")
  func contract() throws {
    #expect(
      throws: InferenceError.successesAboveTrials(
        field: "variant.uptake",
        successes: 11,
        trials: 10
      )
    ) { try answer([10, 0, 1, 0], [10, 11, 1, 1]) }
    #expect(
      throws: InferenceError.outsideRange(
        field: "variant.uptakeSuccesses",
        value: 0,
        allowed: "[1, 4]"
      )
    ) { try answer([10, 0, 1, 0], [10, 4, 7, 0]) }
    #expect(throws: InferenceError.missing(field: "control.uptake")) {
      try answer([10, nil, 1, 0], [10, 4, 7, 1])
    }
    #expect(throws: InferenceError.missing(field: "control")) {
      try registry.run("noncompliance", inputs: ["variant": ["trials": 1]])
    }
    #expect(throws: InferenceError.self) {
      try answer([10, 0, 1, 0], [10, 4, 7, 3], [.init("level", 1)])
    }
    let only = try answer(
      [100, 0, 40, 0],
      [100, 18, 47, 14],
      [.init("only", ["complierEffect.estimate", "andersonRubin"])]
    )
    guard case .object(let members) = only else {
      Issue.record("a result is an object")
      return
    }
    #expect(members.map(\.key) == ["complierEffect"])
    #expect(only.value(at: "complierEffect.andersonRubin.kind") == "interval")
  }
}
