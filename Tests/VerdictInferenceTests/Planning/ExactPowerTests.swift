import Testing
import VerdictInference

@Suite("Exact power")
struct ExactPowerTests {
  @Test(
    "it is the probability of the region in which the deciding test rejects",
    arguments: [(12, 12), (20, 25), (31, 9)]
  )
  func region(sizes: (Int, Int)) throws {
    let (control, variant) = sizes
    let region = try ExactRejectionRegion(
      controlTrials: control,
      variantTrials: variant,
      tail: 0.025
    )
    let allocation = Double(variant) / Double(control)
    for (base, target) in [(0.2, 0.7), (0.45, 0.6), (0.1, 0.35)] {
      var sum = 0.0
      for a in 0...control {
        for b in 0...variant where region.contains(controlSuccesses: a, variantSuccesses: b) {
          sum += mass(a, control, base) * mass(b, variant, target)
        }
      }
      let design = try RatePower.Design(baseline: base, allocation: allocation, method: .exact)
      let power = try RatePower.power(design, target: target, controlSize: control)
      #expect(agree(power, sum, within: 1e-12))
    }
  }

  /// The binomial chance, as a product of ratios.
  private func mass(_ k: Int, _ n: Int, _ p: Double) -> Double {
    var chance = 1.0
    for i in 0..<k { chance *= Double(n - i) / Double(i + 1) * p }
    for _ in k..<n { chance *= 1 - p }
    return chance
  }
}
