import GSLKit

/// The mean time to the event within a horizon: the area under the Kaplan–Meier curve up to it.
///
/// ∫₀^w Ŝ dt = the mean of min(T, w), in the unit of the times; what follows the horizon does not
/// count, so it exists where the mean does not. Its variance is Σ A_i² d_i/(n_i(n_i − d_i)) with
/// A_i the area from t_i to the horizon, **without** the factor m/(m − 1) that some texts multiply
/// by: as in R's `survival` and `survRM2`. Without censoring it is the plain mean of min(T, w) with
/// the variance over n.
///
/// Source: Irwin (1949), J Hyg 47:188–189; Klein & Moeschberger (2003), §4.5; Royston & Parmar
/// (2013), BMC Med Res Methodol 13:152. Checked against R `survival::survfit` (`rmean`) and exact
/// fractions.
public struct RestrictedMean: Hashable, Sendable {
  /// The horizon, above 0, in the unit of the times.
  public let horizon: Double
  /// ∫ Ŝ up to the horizon, in the unit of the times.
  public let value: Double
  /// ∫ (1 − Ŝ) up to the horizon: the time lost to the event.
  public let lost: Double
  /// Standard error of the value; 0 when no event fell before the horizon, where it tells nothing.
  public let standardError: Double

  /// A restricted mean of the curve; nil where nobody was followed to the horizon.
  ///
  /// - Throws: ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for a horizon that is not above 0.
  public init?(_ curve: KaplanMeier, horizon: Double) throws(InferenceError) {
    guard horizon.isFinite else { throw .notFinite(field: "horizon", value: horizon) }
    guard horizon > 0 else {
      throw .outsideRange(field: "horizon", value: horizon, allowed: "(0, ∞)")
    }
    guard curve.reaches(horizon) else { return nil }
    // In units of the horizon, so that squares neither overflow nor vanish.
    var (area, lost, sum) = (0.0, 0.0, 0.0)
    var end = horizon
    for step in curve.steps.reversed() where step.time < horizon {
      let width = (end - step.time) / horizon
      area += step.survival * width
      lost += (1 - step.survival) * width
      if step.events > 0, step.survival > 0 {
        let left = Double(step.atRisk - step.events)
        sum += area * area * (Double(step.events) / (Double(step.atRisk) * left))
      }
      end = step.time
    }
    self.horizon = horizon
    value = horizon * (area + end / horizon)
    self.lost = horizon * lost
    standardError = horizon * sum.squareRoot()
  }
}

/// The difference of two restricted means, variant − control.
///
/// The normal interval and p of the difference over √(se_c² + se_v²). Positive: the variant's
/// events come later.
///
/// Source: Royston & Parmar (2013), BMC Med Res Methodol 13:152; Uno et al. (2014), J Clin Oncol
/// 32:2380.
public struct RestrictedMeanDifference: Hashable, Sendable {
  /// Variant − control, in the unit of the times.
  public let estimate: Double
  /// Standard error of the estimate; 0 when no event fell before the horizon in either arm.
  public let standardError: Double

  /// A difference of two means of one horizon.
  ///
  /// - Precondition: the horizons are the same.
  public init(control: RestrictedMean, variant: RestrictedMean) {
    precondition(control.horizon == variant.horizon, "means of one horizon are compared")
    // The smaller of the two areas keeps the digits: times lost when all events come late.
    estimate =
      control.lost + variant.lost < control.value + variant.value
      ? control.lost - variant.lost : variant.value - control.value
    let larger = max(control.standardError, variant.standardError)
    if larger > 0 {
      let (c, v) = (control.standardError / larger, variant.standardError / larger)
      standardError = larger * (c * c + v * v).squareRoot()
    } else {
      standardError = 0
    }
  }

  /// Two-sided p of no difference; nil without variance.
  public var pValue: Double? {
    guard standardError > 0 else { return nil }
    return min(1, 2 * NormalDistribution.upperTail(abs(estimate / standardError)))
  }

  /// The normal interval; nil without variance.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: an interval in the unit of the times, or nil.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  public func interval(level: Double = 0.95) throws(InferenceError) -> Interval? {
    let half = try KaplanMeier.critical(level) * standardError
    guard half > 0, (estimate - half).isFinite, (estimate + half).isFinite else { return nil }
    return Interval(lower: estimate - half, upper: estimate + half)
  }
}
