/// The exact unconditional test of a difference of two rates, one side at a time.
///
/// p(δ) = sup P(z_AB(δ) ≥ z_obs(δ)) over all pairs of rates that differ by δ: Chan and Zhang's test,
/// ordered by the score statistic of ``ScoreTest``. On its own p(δ) has local dips that would leave
/// gaps in the interval, so it is made monotone: p↑(δ) = sup of p(δ′) over δ′ ≤ δ. Then the set of
/// differences that are not rejected is an interval, and it never disagrees with p.
///
/// Exact: the error of each side is at most its nominal level whatever the rates are. The search
/// over the nuisance rate is certified to a relative 1e-9 (``NuisanceSearch``); ranges of δ are
/// excluded by a bound that holds for all of the range, down to ``resolution``. Exchanging the arms
/// mirrors every answer bit for bit.
///
/// Source: Chan & Zhang (1999), Biometrics 55:1202–1209; the monotone form as in Röhmel (2005),
/// Biometrical Journal 47:37–47. Checked against a brute-force search in exact fractions.
public struct ExactUnconditionalTest: Hashable, Sendable {
  /// Largest number of units in both arms.
  public static let largestTotal = 2_000
  /// Width of δ below which ranges are not told apart.
  public static let resolution = 1e-10

  /// The reference arm.
  public let control: BinomialCount
  /// The arm compared with it.
  public let variant: BinomialCount

  /// A test of two arms.
  ///
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)`` for an empty arm and
  ///   ``InferenceError/tooLarge(field:value:limit:)`` above ``largestTotal``.
  public init(control: BinomialCount, variant: BinomialCount) throws(InferenceError) {
    guard control.trials > 0 else { throw .tooFew(field: "control.trials", value: 0, needed: 1) }
    guard variant.trials > 0 else { throw .tooFew(field: "variant.trials", value: 0, needed: 1) }
    let total = control.trials + variant.trials
    guard total <= Self.largestTotal else {
      throw .tooLarge(field: "trials", value: total, limit: Self.largestTotal)
    }
    self.control = control
    self.variant = variant
  }

  private init(unchecked control: BinomialCount, _ variant: BinomialCount) {
    self.control = control
    self.variant = variant
  }

  /// The same test with the arms exchanged.
  public var swapped: ExactUnconditionalTest { ExactUnconditionalTest(unchecked: variant, control) }

  /// p↑(δ): one-sided p of H₀ Δ ≤ δ against Δ > δ.
  ///
  /// - Parameter difference: δ in −1…1.
  /// - Returns: 0…1; 1 where no data could speak against H₀.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public func pValueGreater(at difference: Double = 0) throws(InferenceError) -> Double {
    try check(difference)
    var scan = ExactScan(control: control, variant: variant)
    return scan.pValue(at: difference)
  }

  /// p↓(δ): one-sided p of H₀ Δ ≥ δ against Δ < δ.
  ///
  /// - Throws: as ``pValueGreater(at:)``.
  public func pValueLess(at difference: Double = 0) throws(InferenceError) -> Double {
    try swapped.pValueGreater(at: 0 - difference)
  }

  /// Whether p↑(δ) ≤ tail, without computing p where a bound settles it.
  ///
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public func rejectsGreater(at difference: Double = 0, tail: Double) throws(InferenceError) -> Bool
  {
    try check(difference)
    try check(tail: tail)
    var scan = ExactScan(control: control, variant: variant)
    return scan.rejects(at: difference, tail: tail)
  }

  /// Whether p↓(δ) ≤ tail, without computing p where a bound settles it.
  ///
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public func rejectsLess(at difference: Double = 0, tail: Double) throws(InferenceError) -> Bool {
    try swapped.rejectsGreater(at: 0 - difference, tail: tail)
  }

  /// All differences with p↑(δ) > tail and p↓(δ) > tail: the interval at level 1 − 2·tail.
  ///
  /// The lower end is above 0 exactly when `pValueGreater() <= tail`, the upper below 0 exactly when
  /// `pValueLess() <= tail`. Each end lies outside by at most ``resolution``.
  /// - Parameter tail: one-sided error per side, 0 ≤ tail < 0.5; at 0 nothing is excluded.
  /// - Returns: ends in −1…1.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public func interval(tail: Double) throws(InferenceError) -> Interval {
    try check(tail: tail)
    if tail == 0 { return Interval(lower: -1, upper: 1) }
    var rising = ExactScan(control: control, variant: variant)
    var falling = ExactScan(control: variant, variant: control)
    let lower = rising.lowerLimit(tail: tail)
    let upper = 0 - falling.lowerLimit(tail: tail)
    return Interval(lower: min(lower, upper), upper: max(lower, upper))
  }

  private func check(_ difference: Double) throws(InferenceError) {
    guard difference >= -1, difference <= 1 else {
      throw .outsideRange(field: "difference", value: difference, allowed: "[-1, 1]")
    }
  }

  private func check(tail: Double) throws(InferenceError) {
    guard tail >= 0, tail < 0.5 else {
      throw .outsideRange(field: "tail", value: tail, allowed: "[0, 0.5)")
    }
  }
}
