/// Welch's comparison of two means within strata, weighted as the score test weighs them.
///
/// d = Σ w_s(x̄_vs − x̄_cs)/Σ w_s with w_s = n_c n_v/(n_c + n_v), Mantel and Haenszel's weights. The spread
/// of an arm is pooled within its strata, s² = Σ_s Σ(x − x̄_s)²/Σ_s(n_s − 1), so that a manager with two
/// clients of an arm does not have to show a spread alone: SE² = Σ w_s²(s_c²/n_cs + s_v²/n_vs)/(Σ w_s)²
/// with Satterthwaite's degrees of freedom. One stratum is Welch's test itself. Strata without one of
/// the arms do not compare anything and are left out.
///
/// Needs a difference that is near normal: see ``WelchTest`` for what skewed amounts do to it.
///
/// Source: Welch (1947), Biometrika 34:28–35; Satterthwaite (1946), Biom Bull 2:110–114; the weights of
/// Mantel & Haenszel (1959). Checked against R `t.test` (one stratum) and NumPy (several).
public enum StratifiedMeans {
  /// Amounts of both arms in one stratum.
  public struct Stratum: Hashable, Sendable {
    /// The reference arm.
    public let control: Moments
    /// The other arm.
    public let variant: Moments

    /// A stratum of two arms; either may be empty.
    public init(control: Moments, variant: Moments) {
      self.control = control
      self.variant = variant
    }

    /// n_c n_v/(n_c + n_v); 0 without an arm.
    var weight: Double {
      let (c, v) = (Double(control.count), Double(variant.count))
      return c + v > 0 ? c * v / (c + v) : 0
    }
  }

  /// The difference of two means, variant − control.
  ///
  /// - Parameter strata: in any order.
  /// - Returns: nil where no stratum has both arms, an arm has no stratum of two amounts, or nothing
  ///   varies.
  public static func difference(_ strata: [Stratum]) -> StudentisedEstimate? {
    let known = strata.filter { $0.weight > 0 }
    let total = known.reduce(0) { $0 + $1.weight }
    guard total > 0, let control = spread(known.map(\.control)),
      let variant = spread(known.map(\.variant))
    else { return nil }
    var (estimate, first, second) = (0.0, 0.0, 0.0)
    for stratum in known {
      let share = stratum.weight / total
      estimate += share * (stratum.variant.center - stratum.control.center)
      first += share * share * control.variance / Double(stratum.control.count)
      second += share * share * variant.variance / Double(stratum.variant.count)
    }
    return StudentisedEstimate(
      estimate: estimate,
      standardError: (first + second).squareRoot(),
      degreesOfFreedom: WelchTest.degreesOfFreedom(first, control.freedom, second, variant.freedom)
    )
  }

  private static func spread(_ moments: [Moments]) -> (variance: Double, freedom: Int)? {
    let freedom = moments.reduce(0) { $0 + $1.count - 1 }
    guard freedom > 0 else { return nil }
    return (moments.reduce(0) { $0 + $1.squares } / Double(freedom), freedom)
  }
}
