import GSLKit

/// An estimate of an effect with its standard error, read as normal.
public struct EstimateWithError: Hashable, Sendable {
  /// The estimate, finite.
  public let estimate: Double
  /// Its standard error, above 0, finite, on the same scale.
  public let standardError: Double

  /// An estimate with its error.
  ///
  /// - Throws: ``InferenceError/notFinite(field:value:)``, and
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for an error that is not above 0.
  public init(estimate: Double, standardError: Double) throws(InferenceError) {
    guard estimate.isFinite else { throw .notFinite(field: "estimate", value: estimate) }
    guard standardError > 0, standardError.isFinite else {
      throw .outsideRange(field: "standardError", value: standardError, allowed: "(0, ∞)")
    }
    self.estimate = estimate
    self.standardError = standardError
  }

  init(unchecked estimate: Double, _ standardError: Double) {
    self.estimate = estimate
    self.standardError = standardError
  }

  /// The normal interval at a level.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the interval; an end that would not be finite is unbounded.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  public func interval(level: Double = 0.95) throws(InferenceError) -> Interval {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    return around(NormalDistribution.upperQuantile((1 - level) / 2))
  }

  /// estimate ± a multiple of the error.
  func around(_ multiple: Double) -> Interval {
    let (lower, upper) = (estimate - multiple * standardError, estimate + multiple * standardError)
    return Interval(lower: lower.isFinite ? lower : nil, upper: upper.isFinite ? upper : nil)
  }
}
