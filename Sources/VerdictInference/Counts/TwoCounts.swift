import GSLKit

/// Two counts over their exposures, compared: the ratio and the difference of two rates.
///
/// - **Exact** and **mid-P** (``exact``, ``midP``): given all T events, those of the variant are binomial
///   with π = ρk/(1 + ρk), k = e_v/e_c.
/// - **Score** (``score``): the same binomial with its normal tail; allows dispersion.
///
/// Measured by enumeration with equal exposures and with exposures 1 : 4, one to a hundred expected
/// events, the largest error of one side where .025 is promised: exact .0228, mid-P .0254, score .092
/// (one expected event in the larger arm, a quarter in the smaller). So exact is the default and the
/// score form is for many events, or for counts with dispersion.
///
/// Events are independent and come at a constant rate within an arm; otherwise see
/// ``CountDispersion``.
///
/// Source: Przyborowski & Wilenski (1940), Biometrika 31:313; Gu, Ng, Tang & Schucany (2008), Biom J 50:283;
/// mid-P Agresti (2001), Stat Med 20:2709.
public struct TwoCounts: Hashable, Sendable {
  /// Which test and interval of the ratio.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Conditional, never errs more than promised.
    case exact
    /// Conditional, with half the probability of the observed count.
    case midP
    /// Normal or t tail of the conditional score.
    case score
  }

  /// Events in all up to which the conditional distribution is summed.
  public static let largestExact = 1_000_000

  /// The reference arm.
  public let control: EventCount
  /// The other arm.
  public let variant: EventCount
  /// Dispersion of the score form; nil = Poisson.
  public let dispersion: CountDispersion?

  /// A comparison of two counts.
  ///
  /// - Parameters:
  ///   - control: the reference arm.
  ///   - variant: the other arm.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for an arm without exposure.
  public init(control: EventCount, variant: EventCount) throws(InferenceError) {
    try self.init(control: control, variant: variant, dispersion: nil)
  }

  /// A comparison of counts in several intervals of each arm, which show the dispersion themselves.
  ///
  /// Without three intervals there is no dispersion, and this is the comparison of the totals.
  ///
  /// - Parameters:
  ///   - control: intervals of the reference arm.
  ///   - variant: intervals of the other arm.
  /// - Throws: as the initialiser from two counts.
  public init(control: [EventCount], variant: [EventCount]) throws(InferenceError) {
    try self.init(
      control: Self.total(control),
      variant: Self.total(variant),
      dispersion: CountDispersion(control: control, variant: variant)
    )
  }

  private init(
    control: EventCount,
    variant: EventCount,
    dispersion: CountDispersion?
  ) throws(InferenceError) {
    for (arm, name) in [(control, "control"), (variant, "variant")] where arm.exposure == 0 {
      throw .outsideRange(field: "\(name).exposure", value: 0, allowed: "(0, 1e140]")
    }
    self.init(unchecked: control, variant, dispersion)
  }

  init(unchecked control: EventCount, _ variant: EventCount, _ dispersion: CountDispersion?) {
    self.control = control
    self.variant = variant
    self.dispersion = dispersion
  }

  /// The sum of intervals: no events over no exposure when there are none.
  private static func total(_ intervals: [EventCount]) throws(InferenceError) -> EventCount {
    var total = try EventCount(events: 0, exposure: 0)
    for interval in intervals {
      let sum = total + interval
      total = try EventCount(events: sum.events, exposure: sum.exposure)
    }
    return total
  }

  /// The same comparison seen from the other arm.
  var swapped: TwoCounts { TwoCounts(unchecked: variant, control, dispersion) }

  /// The rate of the variant ÷ the rate of the control; nil without control events.
  public var rateRatio: Double? {
    guard control.events > 0 else { return nil }
    let ratio = Double(variant.events) / Double(control.events) / exposureRatio
    return ratio.isFinite ? ratio : nil
  }

  /// The rate of the variant − the rate of the control, per unit of exposure.
  public var difference: Double {
    Double(variant.events) / variant.exposure - Double(control.events) / control.exposure
  }

  /// √(φ(x_c/e_c² + x_v/e_v²)), the standard error of the difference; nil without events.
  public var differenceStandardError: Double? {
    guard total > 0 else { return nil }
    let first = Double(control.events).squareRoot() / control.exposure
    let second = Double(variant.events).squareRoot() / variant.exposure
    let larger = max(first, second)
    let (one, other) = (first / larger, second / larger)
    let error = larger * ((dispersion?.used ?? 1) * (one * one + other * other)).squareRoot()
    return error.isFinite && error > 0 ? error : nil
  }

  /// k = e_v/e_c.
  var exposureRatio: Double { variant.exposure / control.exposure }

  /// Events of both arms.
  var total: Int { control.events + variant.events }

  /// Whether the conditional distribution can be summed.
  public var allowsExact: Bool { total <= Self.largestExact }

  /// p of H₀ equal rates on both sides, by a method.
  ///
  /// - Parameter method: exact and mid-P need ``allowsExact`` and know no dispersion.
  /// - Returns: p; nil where the method cannot answer. Without events p is 1.
  public func pValues(_ method: Method) -> SidedPValues? {
    switch method {
    case .exact: exact
    case .midP: midP
    case .score: score
    }
  }

  /// The interval of the rate ratio by a method: all ratios that it does not reject.
  ///
  /// - Parameters:
  ///   - level: 0…1, ends excluded.
  ///   - method: exact and mid-P need ``allowsExact`` and know no dispersion.
  /// - Returns: the interval, its lower end 0 without variant events and its upper end unbounded
  ///   without control events; nil where the method cannot answer.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level, and
  ///   ``InferenceError/numerical(routine:detail:)``.
  public func rateRatioInterval(
    level: Double = 0.95,
    _ method: Method
  ) throws(InferenceError) -> Interval? {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    if method == .score { return try scoreRatioInterval(level: level) }
    guard allowsExact else { return nil }
    let tail = (1 - level) / 2
    // The upper end is one over the lower end seen from the other arm.
    let lower = try lowerRatio(tail, method)
    let mirrored = try swapped.lowerRatio(tail, method)
    let upper = mirrored > 0 ? 1 / mirrored : .infinity
    return Interval(lower: lower, upper: upper.isFinite ? max(upper, lower) : nil)
  }
}
