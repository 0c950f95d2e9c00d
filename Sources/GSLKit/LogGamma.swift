import CGSL

/// Logarithms of the gamma function and of what is built on it.
public enum LogGamma {
  /// log Γ(x) for x > 0.
  ///
  /// - Precondition: x is positive and finite.
  public static func logGamma(_ x: Double) -> Double {
    precondition(x > 0 && x.isFinite, "log Γ is taken at positive numbers")
    GSLLibrary.ready
    return gsl_sf_lngamma(x)
  }

  /// log n!.
  ///
  /// - Precondition: n ≥ 0.
  public static func logFactorial(_ n: Int) -> Double {
    precondition(n >= 0, "a factorial is taken of a count")
    GSLLibrary.ready
    return gsl_sf_lnfact(UInt32(n))
  }

  /// log of the binomial coefficient n over k.
  ///
  /// - Precondition: 0 ≤ k ≤ n.
  public static func logChoose(_ n: Int, _ k: Int) -> Double {
    precondition(k >= 0 && k <= n, "k of n needs 0 ≤ k ≤ n")
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
  }

  /// log B(a, b) for a, b > 0.
  ///
  /// - Precondition: both are positive and finite.
  public static func logBeta(_ a: Double, _ b: Double) -> Double {
    precondition(a > 0 && b > 0 && a.isFinite && b.isFinite, "log B is taken at positive numbers")
    GSLLibrary.ready
    return gsl_sf_lnbeta(a, b)
  }
}
