import CGSL

/// The chi-squared distribution.
public struct ChiSquaredDistribution: Hashable, Sendable {
  /// Degrees of freedom, above 0, not necessarily whole.
  public let degreesOfFreedom: Double

  /// A chi-squared distribution.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)``.
  public init(degreesOfFreedom: Double) throws(GSLError) {
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
      throw .outsideDomain(
        routine: "chiSquared",
        argument: "degreesOfFreedom",
        value: degreesOfFreedom
      )
    }
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Density at x; 0 below 0.
  public func density(_ x: Double) -> Double {
    x < 0 ? 0 : gsl_ran_chisq_pdf(x, degreesOfFreedom)
  }

  /// Lower tail P(X ≤ x).
  public func cdf(_ x: Double) -> Double {
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    GSLLibrary.ready
    return gsl_cdf_chisq_P(x, degreesOfFreedom)
  }

  /// Upper tail P(X > x).
  public func upperTail(_ x: Double) -> Double {
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    GSLLibrary.ready
    return gsl_cdf_chisq_Q(x, degreesOfFreedom)
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)`` for p outside 0…1, and
  ///   ``GSLError/notFinite(routine:at:)`` when the library's inverse fails.
  public func quantile(_ p: Double) throws(GSLError) -> Double {
    try inverse(p, atZero: 0, atOne: .infinity) { gsl_cdf_chisq_Pinv($0, degreesOfFreedom) }
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: as ``quantile(_:)``.
  public func upperQuantile(_ p: Double) throws(GSLError) -> Double {
    try inverse(p, atZero: .infinity, atOne: 0) { gsl_cdf_chisq_Qinv($0, degreesOfFreedom) }
  }

  private func inverse(
    _ p: Double,
    atZero: Double,
    atOne: Double,
    _ library: (Double) -> Double
  ) throws(GSLError) -> Double {
    try checkedInverse("chiSquared", p, atZero: atZero, atOne: atOne, library)
  }
}

/// Calls a library inverse after checking p, and checks what it answers.
func checkedInverse(
  _ routine: String,
  _ p: Double,
  atZero: Double,
  atOne: Double,
  _ library: (Double) -> Double
) throws(GSLError) -> Double {
  guard p >= 0, p <= 1 else { throw .outsideDomain(routine: routine, argument: "p", value: p) }
  if p == 0 { return atZero }
  if p == 1 { return atOne }
  GSLLibrary.ready
  let value = library(p)
  guard value.isFinite else { throw .notFinite(routine: routine, at: p) }
  return value
}
