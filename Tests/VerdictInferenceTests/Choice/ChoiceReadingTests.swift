import Testing
import VerdictInference

@Suite("Picking an arm")
struct ChoiceReadingTests {
  struct ReadingCase: Decodable {
    let control: [Int]
    let variant: [Int]
    let tau: Double
    let costPerUnit: Double
    let probabilityVariantBetter: Double
    let lossOfControl: Double
    let lossOfVariant: Double
    let interval: [Double]?
  }

  @Test("Probabilities, losses and intervals agree with nested adaptive quadrature")
  func oracle() throws {
    for item in try CommittedOracle<ReadingCase>.cases("choice_reading") {
      let found = try ChoiceReading(
        control: count(item.control[0], item.control[1]),
        variant: count(item.variant[0], item.variant[1]),
        tau: item.tau,
        costPerUnit: item.costPerUnit
      )
      // The reference's own relative tolerance is 1e-10 in two nested steps.
      #expect(abs(found.probabilityVariantBetter - item.probabilityVariantBetter) < 1e-8)
      #expect(abs(found.expectedLoss.control - item.lossOfControl) < 1e-8)
      #expect(abs(found.expectedLoss.variant - item.lossOfVariant) < 1e-8)
      if let ends = item.interval {
        #expect(agree(found.interval.lower, ends[0], within: 1e-7))
        #expect(agree(found.interval.upper, ends[1], within: 1e-7))
      }
    }
  }

  @Test("The example of the screens: 24 of 43 against 31 of 45")
  func example() throws {
    let found = try ChoiceReading(control: count(24, 43), variant: count(31, 45), tau: 0.08)
    #expect(found.pick == .variant)
    #expect(abs(found.probabilityVariantBetter - 0.7778) < 5e-5)
    #expect(abs(found.expectedLoss.variant - 0.00803) < 5e-6)
    #expect(abs(found.expectedLoss.control - 0.05614) < 5e-6)
    #expect(abs(found.probabilityWrong - 0.2222) < 5e-5)
    // "Fewer than 28 of the next 60" is what would change the pick.
    let needed = try ChoicePlanning.successesNeeded(
      control: count(24, 43),
      variant: count(31, 45),
      furtherUnits: 60
    )
    #expect(needed == 28)
  }

  @Test("Counting failures instead of successes mirrors the difference")
  func mirror() throws {
    for (xc, nc, xv, nv) in [(24, 43, 31, 45), (0, 20, 3, 18), (7, 7, 5, 9)] {
      let plain = try ChoiceReading(control: count(xc, nc), variant: count(xv, nv))
      let failures = try ChoiceReading(
        control: count(nc - xc, nc),
        variant: count(nv - xv, nv)
      )
      #expect(agree(plain.expectedDifference, -failures.expectedDifference, within: 1e-10))
      #expect(
        agree(
          plain.probabilityVariantBetter,
          1 - failures.probabilityVariantBetter,
          within: 1e-10
        )
      )
      #expect(agree(plain.interval.lower, failures.interval.upper.map { -$0 }, within: 1e-9))
    }
  }

  @Test("A tie keeps the control")
  func tie() throws {
    for (xc, nc) in [(20, 40), (0, 0), (1, 2)] {
      let found = try ChoiceReading(control: count(xc, nc), variant: count(xc, nc))
      #expect(found.pick == .control)
      #expect(abs(found.probabilityVariantBetter - 0.5) < 1e-9)
    }
  }

  @Test("Losses differ by the expected gain, whatever the cost", arguments: [-0.04, 0, 0.04, 0.3])
  func lossesAddUp(cost: Double) throws {
    for (xc, nc, xv, nv) in [
      (24, 43, 31, 45), (3, 20, 3, 20), (0, 0, 4, 9), (900, 2_000, 1_100, 2_000),
    ] {
      let found = try ChoiceReading(
        control: count(xc, nc),
        variant: count(xv, nv),
        costPerUnit: cost
      )
      let gain = found.expectedDifference - cost
      #expect(
        abs(found.expectedLoss.control - found.expectedLoss.variant - gain) < 1e-10
      )
      #expect((found.pick == .variant) == (gain > 1e-9))
      #expect(found.expectedLoss.control >= 0 && found.expectedLoss.variant >= 0)
    }
  }

  @Test("With much data and a wide prior it is the normal posterior of two rates")
  func manyUnits() throws {
    let found = try ChoiceReading(
      control: count(450_000, 1_000_000),
      variant: count(451_000, 1_000_000),
      tau: 1
    )
    let error = (0.45 * 0.55 / 1e6 + 0.451 * 0.549 / 1e6).squareRoot()
    #expect(agree(found.interval.lower, 0.001 - 1.959963984540054 * error, within: 2e-8 * 500))
    #expect(agree(found.expectedDifference, 0.001, within: 1e-6))
  }

  @Test("History is borrowed up to half the control's size, and only when it is given")
  func history() throws {
    let lent = try ChoiceReading(
      control: count(24, 43),
      variant: count(31, 45),
      history: count(110, 200)
    )
    #expect(lent.borrowedUnits == 21.5)
    let small = try ChoiceReading(
      control: count(24, 43),
      variant: count(31, 45),
      history: count(5, 10)
    )
    #expect(small.borrowedUnits == 10)
    // Whole borrowed units are the same as more control units.
    let more = try ChoiceReading(control: count(29, 53), variant: count(31, 45))
    #expect(agree(small.expectedDifference, more.expectedDifference, within: 1e-12))
    #expect(try ChoiceReading(control: count(24, 43), variant: count(31, 45)).borrowedUnits == 0)
  }

  @Test("Impossible settings are refused")
  func refusals() throws {
    let arm = try count(1, 2)
    #expect(
      throws: InferenceError.outsideRange(field: "tau", value: 0, allowed: "[0.0001, 10]")
    ) { try ChoiceReading(control: arm, variant: arm, tau: 0) }
    #expect(
      throws: InferenceError.outsideRange(field: "costPerUnit", value: 1, allowed: "(-1, 1)")
    ) { try ChoiceReading(control: arm, variant: arm, costPerUnit: 1) }
  }

  private func count(_ successes: Int, _ trials: Int) throws -> BinomialCount {
    try BinomialCount(successes: successes, trials: trials)
  }
}
