import Testing
import VerdictInference

@Suite("SizeFactor, SequentialSizing, TestAndRoll")
struct SizeFactorTests {
  @Test("18 % uptake takes 30.9 times the units; some in the control too, more")
  func uptake() throws {
    #expect(agree(try SizeFactor.uptake(variant: 0.18), 30.9, within: 0.05))
    #expect(try SizeFactor.uptake(variant: 1) == 1)
    #expect(try SizeFactor.uptake(variant: 0.5, control: 0.25) == 16)
    #expect(throws: InferenceError.self) { try SizeFactor.uptake(variant: 0.2, control: 0.2) }
  }

  @Test("clusters of one size, of given sizes and of a mean with a spread say the same")
  func clusters() throws {
    let sizes = [10.0, 20, 30]
    let listed = try SizeFactor.designEffect(clusterSizes: sizes, icc: 0.05)
    // Σm²/Σm = 1400/60
    #expect(agree(listed, 1 + (1400.0 / 60 - 1) * 0.05, within: 1e-12))
    let spread = (200.0 / 3).squareRoot() / 20
    let summed = try SizeFactor.designEffect(
      meanClusterSize: 20,
      coefficientOfVariation: spread,
      icc: 0.05
    )
    #expect(agree(summed, listed, within: 1e-12))
    #expect(agree(try SizeFactor.designEffect(clusterSize: 21, icc: 0.1), 3, within: 1e-12))
    #expect(throws: InferenceError.self) {
      try SizeFactor.designEffect(clusterSizes: [], icc: 0.1)
    }
  }

  @Test("unequal arms cost 1.125 at 2:1 whichever arm is the larger, and factors multiply")
  func unequal() throws {
    #expect(agree(try SizeFactor.unequalArms(allocation: 2), 1.125, within: 1e-12))
    #expect(agree(try SizeFactor.unequalArms(allocation: 0.5), 1.125, within: 1e-12))
    #expect(try SizeFactor.apply([1.125, 2], to: 100) == 225)
    #expect(try SizeFactor.apply([1e9], to: 1_000_000) == nil)
  }

  @Test("one look costs nothing, more cost a little, and they save when there is an effect")
  func sequential() throws {
    let single = try SequentialSizing(looks: 1)
    #expect(agree(single.inflation, 1, within: 1e-9))
    #expect(agree(single.expectedUnderEffect, 1, within: 1e-9))
    var last = 1.0
    for looks in [2, 4, 8] {
      let plan = try SequentialSizing(looks: looks)
      // Jennison & Turnbull, table 2.4, and gsDesign: O'Brien–Fleming-like plans cost under 4 %.
      #expect(plan.inflation > last && plan.inflation < 1.04)
      #expect(plan.expectedUnderEffect < 0.95 && plan.expectedUnderNull > 0.95)
      #expect(try plan.size(insteadOf: 100) >= 101)
      last = plan.inflation
    }
  }

  @Test("test and roll takes far fewer than a proof, and never more than a half")
  func roll() throws {
    let plan = try TestAndRoll(population: 44, noise: 0.5, spread: 0.08)
    #expect(plan.wholeSize >= 1 && plan.wholeSize <= 22)
    #expect(try plan.expectedGain(size: plan.bestSize) < plan.perfectGain)
    #expect(agree(try plan.chanceOfWorseArm(size: 0), 0.5, within: 1e-12))
    #expect(try TestAndRoll(population: 1e12, noise: 0, spread: 1).wholeSize == 1)
    #expect(throws: InferenceError.self) { try TestAndRoll(population: 1, noise: 1, spread: 1) }
  }
}
