import GSLKit

/// An estimate with its standard error, read with a t or a normal distribution.
///
/// p and interval come from one statistic, so 0 lies outside the interval at level 1 − α exactly
/// when p < α (up to the rounding of the quantile).
public struct StudentisedEstimate: Hashable, Sendable {
  /// The estimate.
  public let estimate: Double
  /// Its standard error, above 0.
  public let standardError: Double
  /// Degrees of freedom of the t distribution, above 0; nil = normal.
  public let degreesOfFreedom: Double?

  /// An estimate with its error; nil unless all numbers are finite and the error is above 0.
  public init?(estimate: Double, standardError: Double, degreesOfFreedom: Double?) {
    guard estimate.isFinite, standardError.isFinite, standardError > 0 else { return nil }
    if let degreesOfFreedom {
      guard degreesOfFreedom.isFinite, degreesOfFreedom > 0 else { return nil }
    }
    self.estimate = estimate
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Estimate ÷ standard error.
  public var statistic: Double { statistic(at: 0) }

  /// (Estimate − value) ÷ standard error, at most 1e150 in size.
  public func statistic(at value: Double) -> Double {
    min(max((estimate - value) / standardError, -1e150), 1e150)
  }

  /// Two-sided p of H₀ effect = null.
  public func pValue(at null: Double = 0) -> Double { min(1, 2 * tail(abs(statistic(at: null)))) }

  /// p of H₀ effect ≤ null.
  public func pValueGreater(at null: Double = 0) -> Double { tail(statistic(at: null)) }

  /// p of H₀ effect ≥ null.
  public func pValueLess(at null: Double = 0) -> Double { tail(0 - statistic(at: null)) }

  /// Estimate ± quantile × standard error.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the interval; an end beyond the finite numbers is unbounded.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level, and
  ///   ``InferenceError/numerical(routine:detail:)`` when the quantile cannot be found.
  public func interval(level: Double = 0.95) throws(InferenceError) -> Interval {
    let half = try critical(level: level) * standardError
    let (lower, upper) = (estimate - half, estimate + half)
    return Interval(
      lower: lower.isFinite ? lower : nil,
      upper: upper.isFinite ? upper : nil
    )
  }

  /// The two-sided critical value of a level.
  ///
  /// - Throws: as ``interval(level:)``.
  public func critical(level: Double) throws(InferenceError) -> Double {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    guard let degreesOfFreedom else { return NormalDistribution.upperQuantile((1 - level) / 2) }
    do throws(GSLError) {
      return try StudentT(degreesOfFreedom: degreesOfFreedom).upperQuantile((1 - level) / 2)
    } catch {
      throw InferenceError(error)
    }
  }

  private func tail(_ statistic: Double) -> Double {
    guard let degreesOfFreedom, let law = try? StudentT(degreesOfFreedom: degreesOfFreedom) else {
      return NormalDistribution.upperTail(statistic)
    }
    return law.upperTail(statistic)
  }
}
