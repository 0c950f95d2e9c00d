import Testing
import VerdictInference

@Suite("How often a pick is right")
struct ChoicePlanningTests {
  struct PlanningCase: Decodable {
    let control: Int
    let variant: Int
    let base: Double
    let difference: Double
    let tau: Double
    let costPerUnit: Double
    let chanceOfVariant: Double
  }

  @Test("The staircase gives what every table, one by one, gives")
  func oracle() throws {
    for item in try CommittedOracle<PlanningCase>.cases("choice_planning") {
      let found = try ChoicePlanning.chanceOfPickingVariant(
        base: item.base,
        difference: item.difference,
        controlSize: item.control,
        variantSize: item.variant,
        tau: item.tau,
        costPerUnit: item.costPerUnit
      )
      #expect(abs(found - item.chanceOfVariant) < 1e-10)
    }
  }

  // 43 and 45 units: two months of a department in which 44 clients a month agree, at a base of
  // .55. With 44 and 44 a tie keeps the control in 6 of 100 tests, so 8 points are found less often.
  @Test("A department picks right in about 78 and 95 of 100")
  func department() throws {
    for (difference, low, high) in [(0.08, 0.75, 0.80), (0.17, 0.94, 0.96)] {
      let right = try ChoicePlanning.chanceOfRightPick(
        base: 0.55,
        difference: difference,
        controlSize: 43,
        variantSize: 45
      )
      #expect(right > low && right < high)
    }
  }

  @Test("Keeping the control is right when the variant is not better by more than it costs")
  func notBetter() throws {
    let picked = try ChoicePlanning.chanceOfPickingVariant(
      base: 0.5,
      difference: 0.05,
      controlSize: 20,
      variantSize: 20,
      costPerUnit: 0.1
    )
    let right = try ChoicePlanning.chanceOfRightPick(
      base: 0.5,
      difference: 0.05,
      controlSize: 20,
      variantSize: 20,
      costPerUnit: 0.1
    )
    #expect(abs(picked + right - 1) < 1e-12)
  }

  @Test("What would change the pick: none needed, some needed, none enough")
  func successesNeeded() throws {
    let control = try BinomialCount(successes: 20, trials: 40)
    #expect(
      try ChoicePlanning.successesNeeded(
        control: control,
        variant: try BinomialCount(successes: 40, trials: 40),
        furtherUnits: 3
      )
        == 0
    )
    #expect(
      try ChoicePlanning.successesNeeded(
        control: control,
        variant: try BinomialCount(successes: 0, trials: 40),
        furtherUnits: 3
      )
        == nil
    )
  }

  @Test("A rate beyond 1 is refused, one beyond it by rounding is not")
  func refusals() throws {
    #expect(throws: InferenceError.self) {
      try ChoicePlanning.chanceOfRightPick(
        base: 0.9,
        difference: 0.2,
        controlSize: 10,
        variantSize: 10
      )
    }
    let certain = try ChoicePlanning.chanceOfRightPick(
      base: 0.7,
      difference: 0.3,
      controlSize: 10,
      variantSize: 10
    )
    #expect(certain > 0.9)
  }
}
