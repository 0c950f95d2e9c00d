/// Student's comparison of two means with one common variance.
///
/// s² = (S_c + S_v)/(n_c + n_v − 2), s_d² = s²(1/n_c + 1/n_v), t with n_c + n_v − 2 degrees of freedom.
/// Shown because others print it: with unequal arms and variances its level is not kept, and
/// ``WelchTest`` costs next to nothing.
///
/// Source: Student (1908); Fisher (1925). Checked against R `t.test(var.equal = TRUE)` and SciPy.
public enum StudentTest {
  /// The difference of two means, variant − control.
  ///
  /// - Parameters:
  ///   - control: the reference arm.
  ///   - variant: the other arm.
  /// - Returns: nil without an amount in each arm and three in all, or when no arm varies.
  public static func difference(control: Moments, variant: Moments) -> StudentisedEstimate? {
    guard control.count > 0, variant.count > 0, control.count + variant.count > 2 else {
      return nil
    }
    let (n, m) = (Double(control.count), Double(variant.count))
    let variance = (control.squares + variant.squares) / (n + m - 2)
    return StudentisedEstimate(
      estimate: variant.center - control.center,
      standardError: (variance * (1 / n + 1 / m)).squareRoot(),
      degreesOfFreedom: n + m - 2
    )
  }
}
