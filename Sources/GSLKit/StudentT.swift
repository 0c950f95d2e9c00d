import CGSL

/// Student's t distribution.
public struct StudentT: Hashable, Sendable {
  /// Degrees of freedom, above 0, not necessarily whole.
  public let degreesOfFreedom: Double

  /// A t distribution.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)``.
  public init(degreesOfFreedom: Double) throws(GSLError) {
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
      throw .outsideDomain(
        routine: "studentT",
        argument: "degreesOfFreedom",
        value: degreesOfFreedom
      )
    }
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Density at t.
  public func density(_ t: Double) -> Double { gsl_ran_tdist_pdf(t, degreesOfFreedom) }

  /// Lower tail P(T ≤ t).
  public func cdf(_ t: Double) -> Double {
    if t.isInfinite { return t < 0 ? 0 : 1 }
    GSLLibrary.ready
    return gsl_cdf_tdist_P(t, degreesOfFreedom)
  }

  /// Upper tail P(T > t).
  public func upperTail(_ t: Double) -> Double {
    if t.isInfinite { return t < 0 ? 1 : 0 }
    GSLLibrary.ready
    return gsl_cdf_tdist_Q(t, degreesOfFreedom)
  }

  /// The t with P(T ≤ t) = p.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)`` for p outside 0…1, and
  ///   ``GSLError/notFinite(routine:at:)`` when the library's inverse fails.
  public func quantile(_ p: Double) throws(GSLError) -> Double {
    try checkedInverse("studentT", p, atZero: -.infinity, atOne: .infinity) {
      gsl_cdf_tdist_Pinv($0, degreesOfFreedom)
    }
  }

  /// The t with P(T > t) = p.
  ///
  /// - Throws: as ``quantile(_:)``.
  public func upperQuantile(_ p: Double) throws(GSLError) -> Double {
    try checkedInverse("studentT", p, atZero: .infinity, atOne: -.infinity) {
      gsl_cdf_tdist_Qinv($0, degreesOfFreedom)
    }
  }
}
