import Testing
import VerdictInference

@Suite("power-proportions and power-means")
struct PowerCalculationTests {
  private func run(_ method: String, _ inputs: CalculationValue) throws -> CalculationValue {
    try Calculations.all.run(method, inputs: inputs)
  }

  private func number(_ answer: CalculationValue, _ path: String) throws -> Double {
    try #require(answer[path]?.asDouble)
  }

  @Test("each of the four is found from the other three")
  func proportions() throws {
    let size = try run("power-proportions", ["baseline": 0.45, "target": 0.75, "power": 0.8])
    let units = try number(size, "sizePerArm")
    let power = try run(
      "power-proportions",
      ["baseline": 0.45, "target": 0.75, "sizePerArm": .integer(Int(units))]
    )
    let found = try number(power, "power")
    #expect(found >= 0.8)
    #expect(try number(power, "exactPower") == found)
    let target = try run(
      "power-proportions",
      ["baseline": 0.45, "power": .number(found), "sizePerArm": .integer(Int(units))]
    )
    #expect(agree(try number(target, "target"), 0.75, within: 1e-6))
    let baseline = try run(
      "power-proportions",
      ["target": 0.75, "power": .number(found), "sizePerArm": .integer(Int(units))]
    )
    // Exact power may reach a value at more than one baseline; the nearest is given.
    let nearest = try number(baseline, "baseline")
    let again = try run(
      "power-proportions",
      ["baseline": .number(nearest), "target": 0.75, "sizePerArm": .integer(Int(units))]
    )
    #expect(agree(try number(again, "power"), found, within: 1e-6))
    let lower = try run(
      "power-proportions",
      ["baseline": 0.55, "power": 0.8, "sizePerArm": 40, "direction": "lower"]
    )
    #expect(try number(lower, "target") < 0.55)
  }

  @Test("above 300 units an arm the normal formula answers, says so, and there is no exact power")
  func large() throws {
    let answer = try run("power-proportions", ["baseline": 0.15, "target": 0.2, "power": 0.8])
    #expect(answer["sizePerArm"] == .integer(903))
    #expect(answer["exactPower"] == .null)
    let reasons = answer["notes"]?.asArray?.compactMap { $0["reason"]?.asString }
    #expect(Set(reasons ?? []) == ["normalAboveExactLimit", "aboveExactLimit"])
    let fleiss = try run(
      "power-proportions",
      ["baseline": 0.15, "target": 0.2, "power": 0.8, "method": "fleiss"]
    )
    #expect(fleiss["sizePerArm"] == .integer(906))
  }

  @Test("what cannot be found has no value; what contradicts itself is refused")
  func edges() throws {
    let answer = try run("power-proportions", ["baseline": 0.9, "power": 0.8, "sizePerArm": 5])
    #expect(answer["target"] == .null && answer["exactPower"] == .null)
    #expect(throws: InferenceError.self) {
      try run("power-proportions", ["baseline": 0.3, "target": 0.5])
    }
    #expect(throws: InferenceError.self) {
      try run("power-proportions", ["baseline": 0.3, "target": 0.5, "power": 0.8, "alpha": 0])
    }
    #expect(throws: InferenceError.self) {
      try run("power-means", ["effect": 0, "standardDeviation": 1, "power": 0.8])
    }
    let tiny = try run(
      "power-means",
      ["effect": 1e-9, "standardDeviation": 1, "power": 0.8]
    )
    #expect(tiny["sizePerArm"] == .null)
  }

  @Test("half a standard deviation needs 64 an arm; each of the four from the other three")
  func means() throws {
    let size = try run("power-means", ["effect": 0.5, "standardDeviation": 1, "power": 0.8])
    #expect(size["sizePerArm"] == .integer(64))
    let power = try run(
      "power-means",
      ["effect": 0.5, "standardDeviation": 1, "sizePerArm": 64]
    )
    let found = try number(power, "power")
    let effect = try run(
      "power-means",
      ["standardDeviation": 1, "sizePerArm": 64, "power": .number(found)]
    )
    #expect(agree(try number(effect, "effect"), 0.5, within: 1e-9))
    let deviation = try run(
      "power-means",
      ["effect": 0.5, "sizePerArm": 64, "power": .number(found)]
    )
    #expect(agree(try number(deviation, "standardDeviation"), 1, within: 1e-9))
  }
}
