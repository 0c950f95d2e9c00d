import GSLKit

/// Score intervals of the ratio of two rates.
///
/// All ratios φ with |p̂_v − φ p̂_c| ≤ z √(Ṽ(φ)), Ṽ at the rates that fit best while p_v = φ p_c.
/// Without a success in the variant arm the lower end is 0; without one in the control arm the
/// interval is unbounded above.
///
/// Source: Koopman (1984), Biometrics 40:513–517 (without N/(N − 1)); Miettinen & Nurminen (1985),
/// Stat Med 4:213–226 (with it).
struct RatioScoreInterval {
  private let arms: TwoRates
  private let factor: Double

  /// The interval of two arms, `corrected` with the factor N/(N − 1) of Miettinen and Nurminen.
  init(_ arms: TwoRates, corrected: Bool) {
    self.arms = arms
    let n = arms.nC + arms.nV
    factor = corrected ? n / max(n - 1, 1) : 1
  }

  /// The interval at a level; nil when an arm is empty.
  func interval(level: Double) throws(InferenceError) -> Interval? {
    guard arms.hasBothArms else { return nil }
    let critical = TwoRates.critical(level)
    let lower = try lowerLimit(critical)
    // The upper end is one over the lower end of the exchanged arms.
    let other = RatioScoreInterval(arms.swapped, corrected: factor != 1)
    let reciprocal = try other.lowerLimit(critical)
    return Interval(lower: lower, upper: reciprocal > 0 ? 1 / reciprocal : nil)
  }

  /// z(φ): decreasing in φ.
  func statistic(_ phi: Double) -> Double {
    let (xC, nC, xV, nV) = (arms.xC, arms.nC, arms.xV, arms.nV)
    let successes = xC + xV
    let linear = xV + phi * xC + phi * nV + nC
    let root = max(linear * linear - 4 * (nC + nV) * phi * successes, 0).squareRoot()
    let pC = min(2 * successes / (linear + root), 1)
    let pV = min(phi * pC, 1)
    let variance = (pV * (1 - pV) / nV + phi * phi * pC * (1 - pC) / nC) * factor
    return ScoreStatistic.ratio(xV / nV - phi * xC / nC, variance)
  }

  /// The smallest ratio inside, 0 when the variant arm has no success.
  private func lowerLimit(_ critical: Double) throws(InferenceError) -> Double {
    if arms.xV == 0 { return 0 }
    // z is infinite at 0 and at most 0 at the observed ratio, so stepping by 4 brackets the end.
    var high = arms.ratio ?? 1
    while statistic(high) > critical { high *= 4 }
    var low = high
    while statistic(low) < critical { low /= 4 }
    if low == high { return low }
    do throws(GSLError) {
      let logarithm = try BrentRoot.find(
        in: Elementary.log(low)...Elementary.log(high),
        tolerance: 1e-14
      ) { statistic(Elementary.exp($0)) - critical }
      return Elementary.exp(logarithm)
    } catch {
      throw InferenceError(error)
    }
  }
}

extension TwoRates {
  /// The Miettinen–Nurminen score interval of the ratio, with N/(N − 1).
  ///
  /// - Throws: ``InferenceError/numerical(routine:detail:)`` when the root is not found.
  public func ratioScore(level: Double) throws(InferenceError) -> Interval? {
    try RatioScoreInterval(self, corrected: true).interval(level: level)
  }

  /// Koopman's score interval of the ratio, without N/(N − 1).
  ///
  /// - Throws: ``InferenceError/numerical(routine:detail:)`` when the root is not found.
  public func koopman(level: Double) throws(InferenceError) -> Interval? {
    try RatioScoreInterval(self, corrected: false).interval(level: level)
  }
}
