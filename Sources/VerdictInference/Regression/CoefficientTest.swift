import GSLKit

/// An estimate with its standard error and the t distribution it is judged by.
public struct CoefficientTest: Hashable, Sendable {
  /// The estimate, in its own units.
  public let estimate: Double
  /// Its standard error, 0 or more; 0 when nothing varies.
  public let standardError: Double
  /// Degrees of freedom of the t distribution, above 0, not necessarily whole.
  public let degreesOfFreedom: Double

  /// An estimate to be judged by a t distribution.
  ///
  /// nil when a number is not finite, the error is negative or no degrees of freedom are left.
  public init?(estimate: Double, standardError: Double, degreesOfFreedom: Double) {
    guard estimate.isFinite, standardError >= 0, standardError.isFinite, degreesOfFreedom > 0,
      degreesOfFreedom.isFinite
    else { return nil }
    self.estimate = estimate
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Estimate over standard error; nil when the error is 0, for a t of no error says nothing.
  public var statistic: Double? {
    guard standardError > 0 else { return nil }
    let t = estimate / standardError
    return t.isFinite ? t : nil
  }

  /// Two-sided p; nil when there is no statistic.
  public var pValue: Double? {
    guard let statistic, let law = try? StudentT(degreesOfFreedom: degreesOfFreedom) else {
      return nil
    }
    return min(1, 2 * law.upperTail(abs(statistic)))
  }

  /// Estimate ± t·SE; nil when there is no statistic.
  ///
  /// - Parameter level: between 0 and 1.
  /// - Returns: the interval, whose two-sided test is ``pValue``.
  public func interval(level: Double) -> Interval? {
    guard statistic != nil, level > 0, level < 1,
      let law = try? StudentT(degreesOfFreedom: degreesOfFreedom),
      let critical = try? law.upperQuantile((1 - level) / 2)
    else { return nil }
    let half = critical * standardError
    guard half.isFinite, (estimate - half).isFinite, (estimate + half).isFinite else { return nil }
    return Interval(lower: estimate - half, upper: estimate + half)
  }
}
