import CGSL

/// The standard normal distribution.
///
/// Both tails have their own function, so that a tail of 1e-300 keeps its digits.
public enum NormalDistribution {
  /// Density φ(z).
  public static func density(_ z: Double) -> Double {
    gsl_ran_ugaussian_pdf(z)
  }

  /// Lower tail Φ(z) = P(Z ≤ z).
  ///
  /// Total: −∞ gives 0, +∞ gives 1, NaN gives NaN.
  public static func cdf(_ z: Double) -> Double {
    if z.isInfinite { return z < 0 ? 0 : 1 }
    return gsl_cdf_ugaussian_P(z)
  }

  /// Upper tail Φ̄(z) = P(Z > z).
  ///
  /// Total: −∞ gives 1, +∞ gives 0, NaN gives NaN.
  public static func upperTail(_ z: Double) -> Double {
    if z.isInfinite { return z < 0 ? 1 : 0 }
    return gsl_cdf_ugaussian_Q(z)
  }

  /// The z with Φ(z) = p; ∓∞ at 0 and 1.
  ///
  /// - Precondition: p in 0…1.
  public static func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies in 0…1")
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    return gsl_cdf_ugaussian_Pinv(p)
  }

  /// The z with Φ̄(z) = p; ±∞ at 0 and 1.
  ///
  /// - Precondition: p in 0…1.
  public static func upperQuantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies in 0…1")
    if p == 0 { return .infinity }
    if p == 1 { return -.infinity }
    return gsl_cdf_ugaussian_Qinv(p)
  }
}
