import CGSL

/// Fisher's F distribution.
public struct FDistribution: Hashable, Sendable {
  /// Degrees of freedom of the numerator, above 0.
  public let numerator: Double
  /// Degrees of freedom of the denominator, above 0.
  public let denominator: Double

  /// An F distribution.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)``.
  public init(numerator: Double, denominator: Double) throws(GSLError) {
    guard numerator > 0, numerator.isFinite else {
      throw .outsideDomain(routine: "fisherF", argument: "numerator", value: numerator)
    }
    guard denominator > 0, denominator.isFinite else {
      throw .outsideDomain(routine: "fisherF", argument: "denominator", value: denominator)
    }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Lower tail P(F ≤ f).
  public func cdf(_ f: Double) -> Double {
    if f <= 0 { return 0 }
    if f == .infinity { return 1 }
    GSLLibrary.ready
    return gsl_cdf_fdist_P(f, numerator, denominator)
  }

  /// Upper tail P(F > f).
  public func upperTail(_ f: Double) -> Double {
    if f <= 0 { return 1 }
    if f == .infinity { return 0 }
    GSLLibrary.ready
    return gsl_cdf_fdist_Q(f, numerator, denominator)
  }

  /// The f with P(F ≤ f) = p.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)`` for p outside 0…1, and
  ///   ``GSLError/notFinite(routine:at:)`` when the library's inverse fails.
  public func quantile(_ p: Double) throws(GSLError) -> Double {
    try checkedInverse("fisherF", p, atZero: 0, atOne: .infinity) {
      gsl_cdf_fdist_Pinv($0, numerator, denominator)
    }
  }
}
