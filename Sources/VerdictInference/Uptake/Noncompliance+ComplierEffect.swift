import GSLKit

extension Noncompliance {
  /// Standard error of the complier effect by the delta method, that of two-stage least squares.
  ///
  /// √Σ_arms Var(y − λ̂d)/n over the absolute difference in uptake, with variances of divisor n: the
  /// heteroskedasticity-robust error of two-stage least squares (HC0), the default of linearmodels'
  /// `IV2SLS(cov_type="robust")`. nil when uptake does not differ or its successes are not known.
  public var complierStandardError: Double? {
    guard let effect = complierEffect, let c = Moments(control).variance(effect),
      let v = Moments(variant).variance(effect)
    else { return nil }
    let error = (c + v).squareRoot() / abs(uptakeDifference)
    return error.isFinite ? error : nil
  }

  /// Complier effect ± z·SE; right only when the first stage is strong (``firstStageF`` above 10).
  ///
  /// - Parameter level: between 0 and 1.
  /// - Returns: the interval; nil where there is no standard error, or it is 0.
  public func complierInterval(level: Double) -> Interval? {
    guard let effect = complierEffect, let error = complierStandardError, error > 0 else {
      return nil
    }
    let half = NormalDistribution.upperQuantile((1 - level) / 2) * error
    guard (effect - half).isFinite, (effect + half).isFinite else { return nil }
    return Interval(lower: effect - half, upper: effect + half)
  }

  /// All complier effects that are not rejected, valid however weak the offer was.
  ///
  /// If λ is the complier effect, y − λd has the same mean in both arms. The set holds every λ at which
  /// the difference of these means is within z standard errors of 0. The error is that of the score
  /// test: squared residuals from the mean of both arms together, arm by arm (so arms may differ in
  /// variance), times N/(N − 1). Because it is computed under λ, it does not vanish at 0 of n, and for
  /// arms of equal size λ = 0 is rejected exactly when the intention-to-treat test rejects.
  ///
  /// Both sides are quadratic in λ, so the set is an interval, everything outside one, the whole line
  /// or nothing, and is found without iteration. It is unbounded exactly when uptake does not differ
  /// significantly: then the data do not say how large the effect on compliers is.
  ///
  /// - Parameter level: between 0 and 1.
  /// - Returns: the set; nil when successes among uptake are not known, or no outcome varies.
  ///
  /// Source: Anderson & Rubin (1949), Ann Math Stat 20:46; Imbens & Rosenbaum (2005), JRSS A 168:109
  /// (in randomised experiments); Andrews, Stock & Sun (2019), Annu Rev Econ 11:727, sec. 5 (robust).
  /// Usual software takes residuals from each arm's own mean instead, which is Wald's error.
  public func andersonRubin(level: Double) -> ConfidenceSet? {
    let (c, v) = (Moments(control), Moments(variant))
    let total = control.count + variant.count
    guard total.successes > 0, total.failures > 0, let one = c.spread, let other = v.spread else {
      return nil
    }
    let n = c.n + v.n
    let critical = NormalDistribution.upperQuantile((1 - level) / 2)
    let factor = critical * critical * n / (n - 1)
    // Residuals from the common mean: a share of the squared difference joins the variance.
    let shared = c.n / n * (c.n / n) / v.n + v.n / n * (v.n / n) / c.n
    let rest = 1 - factor * shared
    let (outcome, offer) = (intentionToTreat, uptakeDifference)
    return ConfidenceSet.solutions(
      a: offer * offer * rest - factor * (one.uptake + other.uptake),
      b: 2 * (factor * (one.both + other.both) - outcome * offer * rest),
      c: outcome * outcome * rest - factor * (one.success + other.success)
    )
  }
}
