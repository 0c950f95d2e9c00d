import Testing
import VerdictInference

@Suite("The calc contract of looks and choices")
struct SequentialCalculationTests {
  private let registry = CalculationRegistry([
    BoundariesCalculation.self, SequentialEstimateCalculation.self,
    ConditionalPowerCalculation.self, AnytimeCalculation.self, ChooseCalculation.self,
  ])

  @Test("boundaries: two equal looks, two-sided levels")
  func boundaries() throws {
    let result = try registry.run("boundaries", inputs: ["looks": 2])
    #expect(agree(number(result["z"], 0), 2.963, within: 0.0006))
    #expect(agree(number(result["z"], 1), 1.969, within: 0.0006))
    #expect(agree(number(result["cumulativeAlpha"], 1), 0.05, within: 1e-15))
    #expect(agree(number(result["nominalP"], 1), 0.049, within: 0.0001))
    #expect(result["notes"] == nil)
  }

  @Test("boundaries: a look that spends nothing is null with a note")
  func boundaryNull() throws {
    let result = try registry.run(
      "boundaries",
      inputs: ["information": [0.01, 1.0], "final": true, "sides": 2]
    )
    guard case .array(let z)? = result["z"] else {
      Issue.record("z is no list")
      return
    }
    #expect(z[0] == .null)
    #expect(result["notes"] != nil)
  }

  @Test("boundaries: both or neither way of naming the looks is refused")
  func boundaryInputs() {
    #expect(throws: InferenceError.missing(field: "looks")) {
      try registry.run("boundaries", inputs: [:])
    }
    #expect(
      throws: InferenceError.conflictingInputs(fields: ["looks", "information"], allowed: "1")
    ) { try registry.run("boundaries", inputs: ["looks": 2, "information": [0.5, 1.0]]) }
    #expect(throws: InferenceError.missing(field: "rho")) {
      try registry.run("boundaries", inputs: ["looks": 2, "spending": "power"])
    }
    #expect(
      throws: InferenceError.conflictingInputs(fields: ["rho", "spending"], allowed: "power")
    ) { try registry.run("boundaries", inputs: ["looks": 2, "rho": 2.0]) }
  }

  @Test("choose: the example, with only what was asked for")
  func choose() throws {
    let arms: CalculationValue = [
      "control": ["successes": 24, "trials": 43], "variant": ["successes": 31, "trials": 45],
      "volume": 44,
    ]
    let result = try registry.run("choose", inputs: arms)
    #expect(result["pick"] == .string("variant"))
    #expect(agree(result["probabilityVariantBetter"]?.asDouble, 0.7778, within: 5e-5))
    #expect(agree(result["expectedLoss"]?["control"]?.asDouble, 0.05614, within: 5e-6))
    // 44 × .00803 = .353 and 44 × .05614 = 2.47 meetings a month.
    #expect(agree(result["expectedLossOfVolume"]?["variant"]?.asDouble, 0.353, within: 0.001))
    let only = try registry.run(
      "choose",
      inputs: [
        "control": ["successes": 24, "trials": 43], "variant": ["successes": 31, "trials": 45],
        "only": ["pick"],
      ]
    )
    #expect(only == ["pick": "variant"])
  }

  @Test("sequential-estimate: a boundary that is null cannot stop")
  func sequentialEstimate() throws {
    let result = try registry.run(
      "sequential-estimate",
      inputs: ["information": [10.0, 100.0], "z": [9.0, 2.5], "boundaries": [nil, 1.96]]
    )
    // Nothing could stop before, so it is the plain test at z = 2.5: p .0124, estimate .25.
    #expect(agree(result["p"]?.asDouble, 0.01242, within: 5e-6))
    #expect(agree(result["estimate"]?.asDouble, 0.25, within: 1e-8))
    #expect(result["look"]?.asDouble == 2)
  }

  @Test("anytime: below ten units and without blocks there are nulls with reasons")
  func anytime() throws {
    let result = try registry.run(
      "anytime",
      inputs: [
        "control": ["successes": 3, "trials": 9], "variant": ["successes": 5, "trials": 12],
        "plannedPerArm": 44,
      ]
    )
    #expect(result["interval"] == .null)
    #expect(result["eValue"] == .null)
    #expect(result["notes"] != nil)
  }

  @Test("conditional-power: without an effect the design chance is null")
  func conditionalPower() throws {
    let result = try registry.run(
      "conditional-power",
      inputs: ["information": 50, "z": 1, "plannedInformation": 100]
    )
    #expect(agree(result["current"]?.asDouble, 0.2201, within: 5e-5))
    #expect(result["design"] == .null)
  }

  private func number(_ list: CalculationValue?, _ index: Int) -> Double? {
    guard case .array(let elements)? = list, elements.indices.contains(index) else { return nil }
    return elements[index].asDouble
  }
}
