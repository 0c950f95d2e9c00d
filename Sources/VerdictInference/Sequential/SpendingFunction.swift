import GSLKit

/// How the error of one side is spread over the looks of a test.
///
/// All are one-sided: the level is the error of *one* side. A test of both sides spends each side by
/// itself. With t the information fraction (t above 1 counts as 1) and a the level:
///
/// - `obrienFleming`: a(t) = 2Φ̄(Φ̄⁻¹(a/2)/√t), next to nothing early (Lan & DeMets 1983, Biometrika
///   70:659);
/// - `pocock`: a(t) = a·ln(1 + (e − 1)t), about equal boundaries (same source);
/// - `power(rho:)`: a(t) = a·tᵖ (Kim & DeMets 1987, Biometrika 74:149);
/// - `haybittlePeto`: z = 3 at every look but the last, which gets what is left (Haybittle 1971;
///   Peto et al. 1976). It has no a(t); the boundary itself is fixed.
public enum SpendingFunction: Sendable, Hashable {
  /// Next to nothing early, nearly the plain boundary at the end.
  case obrienFleming
  /// About equal boundaries at equally spaced looks.
  case pocock
  /// A power of the information fraction; rho above 0 and finite.
  case power(rho: Double)
  /// z = 3 before the last look.
  case haybittlePeto

  /// The one-sided error that may be spent by information fraction t.
  ///
  /// - Parameters:
  ///   - fraction: t, above 0; above 1 counts as 1.
  ///   - significance: a, the one-sided level in 0…1, ends excluded.
  /// - Returns: 0…a; nil for `haybittlePeto` before t = 1, which fixes boundaries and not spending.
  public func spent(at fraction: Double, of significance: Double) -> Double? {
    let t = min(fraction, 1)
    switch self {
    case .obrienFleming:
      if t == 1 { return significance }
      let z = NormalDistribution.upperQuantile(significance / 2) / t.squareRoot()
      return 2 * NormalDistribution.upperTail(z)
    case .pocock:
      return significance * Elementary.log(onePlus: (Elementary.exp(1) - 1) * t)
    case .power(let rho):
      return significance * Elementary.power(t, rho)
    case .haybittlePeto:
      return t == 1 ? significance : nil
    }
  }

  /// The boundary of `haybittlePeto` before the last look.
  static let haybittlePetoBoundary = 3.0
}
