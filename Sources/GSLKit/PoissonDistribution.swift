import CGSL

/// The number of events at a constant expected count.
public struct PoissonDistribution: Hashable, Sendable {
  /// Expected count, 0 or more.
  public let mean: Double

  /// A Poisson distribution.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)``.
  public init(mean: Double) throws(GSLError) {
    guard mean >= 0, mean.isFinite else {
      throw .outsideDomain(routine: "poisson", argument: "mean", value: mean)
    }
    self.mean = mean
  }

  /// P(X = k); 0 below 0.
  public func pmf(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if mean == 0 { return k == 0 ? 1 : 0 }
    return Elementary.exp(Double(k) * Elementary.log(mean) - mean - LogGamma.logFactorial(k))
  }

  /// Lower tail P(X ≤ k).
  public func cdf(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if mean == 0 { return 1 }
    GSLLibrary.ready
    return gsl_cdf_gamma_Q(mean, Double(k) + 1, 1)
  }

  /// Upper tail P(X ≥ k); the value k itself is included.
  public func upperTail(_ k: Int) -> Double {
    if k <= 0 { return 1 }
    if mean == 0 { return 0 }
    GSLLibrary.ready
    return gsl_cdf_gamma_P(mean, Double(k), 1)
  }
}
