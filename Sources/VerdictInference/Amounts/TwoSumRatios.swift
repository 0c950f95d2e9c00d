import GSLKit

/// Two ratios of sums compared: cost per held meeting of a new source against today's, average checks.
///
/// All readings use one t distribution, with Welch and Satterthwaite's degrees of freedom of
/// V_v + V_c, the delta method's variances. So p of the difference, its interval and Fieller's set say
/// the same about "no difference", and with x = 1 everywhere this is Welch's test of y.
///
/// Source: Deng, Knoblich & Lu (2018), KDD 233–242, §3 (delta method); Fieller (1954), J R Stat Soc B
/// 16:175–185; t with plugged-in degrees of freedom as in Hasler, Vonk & Hothorn (2008), Stat Med 27:490.
public struct TwoSumRatios: Hashable, Sendable {
  /// The reference arm.
  public let control: SumRatio
  /// The other arm.
  public let variant: SumRatio

  /// A comparison of two arms.
  public init(control: PairMoments, variant: PairMoments) {
    self.control = SumRatio(control)
    self.variant = SumRatio(variant)
  }

  /// R_v − R_c with its error; nil when an arm has no ratio or fewer than two pairs, or no arm varies.
  public var difference: StudentisedEstimate? {
    guard let c = control.estimate, let v = variant.estimate, let first = control.variance,
      let second = variant.variance
    else { return nil }
    return StudentisedEstimate(
      estimate: v - c,
      standardError: (first + second).squareRoot(),
      degreesOfFreedom: WelchTest.degreesOfFreedom(
        first,
        control.moments.count - 1,
        second,
        variant.moments.count - 1
      )
    )
  }

  /// R_v/R_c − 1; nil when an arm has no ratio or the control's is 0.
  public var relativeDifference: Double? {
    guard let c = control.estimate, let v = variant.estimate, c != 0 else { return nil }
    let relative = v / c - 1
    return relative.isFinite ? relative : nil
  }

  /// The delta method's interval of the relative difference, symmetric for the logarithm of the ratio.
  ///
  /// R_v/R_c · exp(±t √(V_v/R_v² + V_c/R_c²)) − 1. On the logarithm, because only there exchanged arms
  /// give the inverted interval; the plain form R_v/R_c ± … answers differently to the same data.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the interval; nil where ``difference`` is, or unless both ratios are above 0 or both
  ///   below.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  public func relativeDelta(level: Double = 0.95) throws(InferenceError) -> Interval? {
    guard let difference, let c = control.estimate, let v = variant.estimate, c * v > 0,
      let first = control.variance, let second = variant.variance
    else { return nil }
    let t = try difference.critical(level: level)
    let half = t * (first / c / c + second / v / v).squareRoot()
    let (lower, upper) = (v / c * Elementary.exp(-half) - 1, v / c * Elementary.exp(half) - 1)
    guard !lower.isNaN, !upper.isNaN else { return nil }
    return Interval(lower: lower, upper: upper.isFinite ? upper : nil)
  }

  /// Fieller's set of the relative difference: all ρ − 1 with |R_v − ρR_c| ≤ t √(V_v + ρ²V_c).
  ///
  /// Unbounded when the control's ratio is not told from 0. Holds 0 exactly when the difference is
  /// not significant; exchanged arms give the inverted set.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the set; nil where ``difference`` is.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  public func relativeFieller(level: Double = 0.95) throws(InferenceError) -> ConfidenceSet? {
    guard let difference, let c = control.estimate, let v = variant.estimate,
      let first = control.variance, let second = variant.variance
    else { return nil }
    let t = try difference.critical(level: level)
    return ConfidenceSet.solutions(
      a: c * c - t * first * t,
      b: -2 * c * v,
      c: v * v - t * second * t
    )?.shifted(by: -1)
  }
}
