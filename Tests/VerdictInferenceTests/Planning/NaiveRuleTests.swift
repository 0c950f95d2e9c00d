import Testing
import VerdictInference

@Suite("What a spreadsheet would say")
struct NaiveRuleTests {
  struct NaiveCase: Decodable {
    let base: Double
    let control: Int
    let variant: Int
    let threshold: Double
    let falseAlarm: Double
    let exceeded: Double
  }

  @Test("False alarms and chance differences agree with exact fractions over every table")
  func oracle() throws {
    for item in try CommittedOracle<NaiveCase>.cases("naive_rule") {
      let alarm = try NaiveRule.falseAlarm(
        threshold: item.threshold,
        base: item.base,
        controlSize: item.control,
        variantSize: item.variant
      )
      let exceeded = try NaiveRule.chanceOfDifference(
        above: item.threshold,
        base: item.base,
        controlSize: item.control,
        variantSize: item.variant
      )
      #expect(abs(alarm - item.falseAlarm) < 1e-12)
      #expect(abs(exceeded - item.exceeded) < 1e-12)
    }
  }

  @Test(
    "Adopting at +5 errs in about 30 of 100, and a third of small tests shows more than 15 points"
  )
  func screens() throws {
    let alarm = try NaiveRule.falseAlarm(
      threshold: 0.05,
      base: 55.0 / 88,
      controlSize: 43,
      variantSize: 45
    )
    #expect(alarm > 0.29 && alarm < 0.32)
    let difference = try NaiveRule.differenceExceeded(
      withChance: 1.0 / 3,
      base: 0.55,
      controlSize: 21,
      variantSize: 22
    )
    #expect(difference > 0.145 && difference < 0.165)
  }

  @Test("The difference that chance exceeds is exceeded as often as asked and no larger")
  func inverse() throws {
    for chance in [0.05, 0.2, 1.0 / 3, 0.7] {
      let x = try NaiveRule.differenceExceeded(
        withChance: chance,
        base: 0.4,
        controlSize: 30,
        variantSize: 27
      )
      let at = try NaiveRule.chanceOfDifference(
        above: x,
        base: 0.4,
        controlSize: 30,
        variantSize: 27
      )
      let below = try NaiveRule.chanceOfDifference(
        above: max(0, x - 1e-6),
        base: 0.4,
        controlSize: 30,
        variantSize: 27
      )
      #expect(at <= chance)
      #expect(below > chance)
    }
    #expect(
      try NaiveRule.differenceExceeded(
        withChance: 0.5,
        base: 0,
        controlSize: 5,
        variantSize: 5
      ) == 0
    )
  }

  @Test("Impossible sizes and rates are refused")
  func refusals() {
    #expect(throws: InferenceError.outsideRange(field: "base", value: 1.2, allowed: "[0, 1]")) {
      try NaiveRule.falseAlarm(threshold: 0, base: 1.2, controlSize: 5, variantSize: 5)
    }
    #expect(
      throws: InferenceError.outsideRange(field: "variantSize", value: 0, allowed: "[1, 20000]")
    ) { try NaiveRule.falseAlarm(threshold: 0, base: 0.2, controlSize: 5, variantSize: 0) }
  }
}
