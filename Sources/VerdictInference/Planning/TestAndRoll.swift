import GSLKit

/// How many units to test on when the aim is the most successes in all, not a proof.
///
/// N units will be treated in all: n in each arm are tested, the other N − 2n get the arm with the higher
/// mean. Single outcomes have standard deviation s around their arm's mean; the two means come from
/// N(μ, σ²) independently. With r = s²/σ² the best n is
///
///     n* = −¾r + √((¾r)² + N r/4)
///
/// It grows with √N and not with 1/σ², so it is far below the size of a proof; the better arm is missed
/// more often, but then the arms hardly differ.
///
/// **Assumptions.** No cost of switching, no doubt about who the N are, equal priors. It says nothing about
/// errors of a claim: the winner is used, not confirmed.
///
/// Source: Feit & Berman (2019), J. Marketing Research 56:1038, eq. 10 and appendix. Checked against
/// a search over n with the expected maximum integrated numerically.
public struct TestAndRoll: Hashable, Sendable {
  /// N, units to be treated in all.
  public let population: Double
  /// s, standard deviation of one outcome.
  public let noise: Double
  /// σ, standard deviation of the arms' means before the data.
  public let spread: Double

  /// A plan.
  ///
  /// - Parameters:
  ///   - population: 2…10¹² units.
  ///   - noise: s, 0 or more; √(p(1 − p)) for a rate p.
  ///   - spread: σ, above 0.
  /// - Throws: `outsideRange`.
  public init(population: Double, noise: Double, spread: Double) throws(InferenceError) {
    guard population >= 2, population <= 1e12 else {
      throw .outsideRange(field: "population", value: population, allowed: "[2, 1e+12]")
    }
    for (field, value, allowsZero) in [("noise", noise, true), ("spread", spread, false)] {
      guard value > 0 || allowsZero && value == 0, value <= 1e100 else {
        throw .outsideRange(
          field: field,
          value: value,
          allowed: allowsZero ? "[0, 1e+100]" : "(0, 1e+100]"
        )
      }
    }
    self.population = population
    self.noise = noise
    self.spread = spread
  }

  /// n*, real-valued, 0…N/2.
  public var bestSize: Double {
    let ratio = noise / spread
    let k = 0.75 * ratio * ratio
    guard k.isFinite else { return population / 6 }
    // −k + √(k² + N r/4) without the cancellation; N r/4 = N k/3.
    let root = population * k / 3
    return root == 0 ? 0 : root / (k + (k * k + root).squareRoot())
  }

  /// n* as whole units in each arm, at least 1 and at most half of all.
  public var wholeSize: Int {
    max(1, min(Int(bestSize.rounded()), Int(population / 2)))
  }

  /// What testing n in each arm is expected to gain on all units over picking an arm blindly.
  ///
  /// (N − 2n)·σ²/√(π(σ² + s²/n)), in the unit of the outcome.
  ///
  /// - Parameter size: n, 0…N/2.
  /// - Returns: 0 or more; 0 without a test.
  /// - Throws: `outsideRange`.
  public func expectedGain(size: Double) throws(InferenceError) -> Double {
    try check(size)
    return (population - 2 * size) * spread * reliability(size) / Double.pi.squareRoot()
  }

  /// What knowing the better arm from the start would gain on all units: N σ/√π.
  public var perfectGain: Double { population * spread / Double.pi.squareRoot() }

  /// The chance that the arm that is rolled out is the worse one.
  ///
  /// ½ − arctan(√n σ/s)/π.
  ///
  /// - Parameter size: n, 0…N/2.
  /// - Returns: 0…½.
  /// - Throws: `outsideRange`.
  public func chanceOfWorseArm(size: Double) throws(InferenceError) -> Double {
    try check(size)
    return Elementary.arcCosine(reliability(size)) / .pi
  }

  /// σ/√(σ² + s²/n): the correlation of the means seen with the true ones.
  private func reliability(_ size: Double) -> Double {
    if size == 0 { return 0 }
    let ratio = noise / spread / size.squareRoot()
    return 1 / (1 + ratio * ratio).squareRoot()
  }

  private func check(_ size: Double) throws(InferenceError) {
    guard size >= 0, size <= population / 2 else {
      throw .outsideRange(field: "size", value: size, allowed: "[0, \(population / 2)]")
    }
  }
}
