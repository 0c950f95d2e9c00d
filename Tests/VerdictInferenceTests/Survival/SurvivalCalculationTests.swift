import GSLKit
import Testing
import VerdictInference

@Suite("SurvivalCalculation")
struct SurvivalCalculationTests {
  private let registry = CalculationRegistry([SurvivalCalculation.self])

  @Test("every path is there and agrees with R", arguments: SurvivalOracle.loaded.cases)
  func oracle(_ oracle: SurvivalOracle.Case) throws {
    let result = try registry.run("survival", inputs: oracle.request)
    for path in SurvivalCalculation.results { #expect(result.value(at: path) != nil, "\(path)") }
    func number(_ path: String) -> Double? { result.value(at: path)?.asDouble }
    #expect(agrees(number("logRank.chiSquare"), oracle.chiSquare, relative: survivalTolerance))
    #expect(agrees(number("logRank.p"), oracle.p, relative: survivalTolerance))
    #expect(number("horizon") == oracle.horizon)
    for (arm, curve) in [("control", oracle.curves.control), ("variant", oracle.curves.variant)] {
      #expect(number("medians.\(arm).estimate") == curve.median)
      #expect(result.value(at: "medians.\(arm).interval")?.asInterval?.lower == curve.medianLower)
      #expect(agrees(number("rmst.\(arm)"), curve.mean, relative: survivalTolerance))
    }
    let difference = oracle.curves.variant.mean - oracle.curves.control.mean
    #expect(
      agrees(number("rmst.difference.estimate"), difference, relative: 1e-10, absolute: 1e-12)
    )
  }

  @Test("without a horizon the smaller of the largest times is used and said")
  func horizon() throws {
    let inputs: CalculationValue = [
      "control": ["times": [1, 2, 9], "events": [true, false, false]],
      "variant": ["times": [2, 3, 7], "events": [1, 1, 0]],
    ]
    let result = try registry.run("survival", inputs: inputs)
    #expect(result["horizon"]?.asDouble == 7)
    #expect(result.json.contains("horizonAssumed"))
  }

  @Test("only what was asked for is computed")
  func only() throws {
    let result = try registry.run(
      "survival",
      inputs: [
        "control": ["times": [1, 2, 9], "events": [1, 0, 0]],
        "variant": ["times": [2, 3, 7], "events": [1, 1, 0]],
        "horizon": 7, "only": ["logRank.p", "rmst.control"],
      ]
    )
    guard case .object(let members) = result else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.key) == ["logRank", "rmst"])
    #expect(result.value(at: "logRank.chiSquare") == nil)
    #expect(agree(result.value(at: "rmst.control")?.asDouble, 1.0 / 3 + 2.0 / 3 * 7, within: 1e-14))
  }

  @Test("what does not exist is null with a reason")
  func undefined() throws {
    let cases: [(CalculationValue, CalculationValue, [String: String])] = [
      (
        ["times": [], "events": []], ["times": [1, 2], "events": [1, 0]],
        [
          "logRank.p": "emptyArm", "rmst.difference.p": "emptyArm", "horizon": "emptyArm",
          "difference.estimate": "emptyArm", "medians.control.estimate": "emptyArm",
          "kaplanMeier.control.conversion.estimate": "emptyArm",
        ]
      ),
      (
        ["times": [5, 6], "events": [0, 0]], ["times": [7, 8, 9], "events": [0, 0, 0]],
        [
          "logRank.p": "noVariance", "rmst.difference.interval": "noVariance",
          "medians.variant.interval": "notReached",
          "kaplanMeier.variant.conversion.interval": "undefinedAtZeroAndOne",
        ]
      ),
      (
        ["times": [3, 3, 3], "events": [1, 1, 1]], ["times": [3, 3], "events": [1, 1]],
        ["logRank.chiSquare": "noVariance", "rmst.difference.p": "noVariance"]
      ),
      (
        ["times": [0], "events": [1]], ["times": [0], "events": [0]],
        ["rmst.control": "horizonIsZero", "medians.variant.estimate": "notReached"]
      ),
    ]
    for (control, variant, expected) in cases {
      let result = try registry.run(
        "survival",
        inputs: .object([.init("control", control), .init("variant", variant)])
      )
      for path in SurvivalCalculation.results { #expect(result.value(at: path) != nil, "\(path)") }
      for (path, reason) in expected {
        #expect(result.value(at: path) == .null, "\(path)")
        #expect(
          result.json.contains("{\"path\":\"\(path)\",\"reason\":\"\(reason)\"}"),
          "\(path) \(reason)"
        )
      }
    }
    let late = try registry.run(
      "survival",
      inputs: [
        "control": ["times": [1, 2], "events": [1, 0]],
        "variant": ["times": [1, 9], "events": [1, 0]], "horizon": 5,
      ]
    )
    #expect(late.json.contains("notFollowed"))
    #expect(late.value(at: "difference.estimate") == .null)
    #expect(late.value(at: "rmst.control") == .null)
    #expect(agree(late.value(at: "rmst.variant")?.asDouble, 3, within: 1e-15))
    #expect(late.value(at: "rmst.difference.estimate") == .null)
    for path in SurvivalCalculation.results { #expect(late.value(at: path) != nil, "\(path)") }
    #expect(late.value(at: "kaplanMeier.variant.conversion.estimate")?.asDouble == 0.5)
  }

  @Test("wrong inputs are refused with their place")
  func refusals() {
    func request(_ events: CalculationValue, _ horizon: CalculationValue = nil) -> CalculationValue
    {
      [
        "control": ["times": [1, 2], "events": events],
        "variant": ["times": [1], "events": [1]], "horizon": horizon,
      ]
    }
    #expect(throws: InferenceError.wrongType(field: "control.events[1]", expected: "0 or 1")) {
      try registry.run("survival", inputs: request([1, 2]))
    }
    #expect(
      throws: InferenceError.unequalLengths(field: "control.events", count: 1, expected: 2)
    ) { try registry.run("survival", inputs: request([1])) }
    #expect(throws: InferenceError.missing(field: "control.events")) {
      try registry.run("survival", inputs: request(nil))
    }
    #expect(throws: InferenceError.outsideRange(field: "horizon", value: -1, allowed: "(0, ∞)")) {
      try registry.run("survival", inputs: request([1, 0], -1))
    }
    #expect(throws: InferenceError.negative(field: "variant.times[0]", value: -3)) {
      try registry.run(
        "survival",
        inputs: [
          "control": ["times": [1], "events": [1]], "variant": ["times": [-3], "events": [1]],
        ]
      )
    }
  }

  @Test("10⁵ rows an arm take no more than a moment")
  func large() throws {
    let random = RandomGenerator(seed: 1)
    func arm(_ mean: Double) -> CalculationValue {
      let rows = (0..<100_000).map { _ in (random.exponential(mean: mean), random.happens(0.7)) }
      return [
        "times": CalculationValue(rows.map(\.0)), "events": .array(rows.map { .boolean($0.1) }),
      ]
    }
    let inputs: CalculationValue = ["control": arm(10), "variant": arm(11), "horizon": 20]
    let clock = ContinuousClock()
    var result: CalculationValue = nil
    let elapsed = try clock.measure { result = try registry.run("survival", inputs: inputs) }
    #expect(elapsed < .seconds(120))
    #expect((result.value(at: "logRank.p")?.asDouble ?? 1) < 1e-10)
  }
}
