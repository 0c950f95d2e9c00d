/// What low uptake costs: the effect of offering is the effect of receiving times the uptake.
///
/// With uptake u in the variant and none in control, an effect Δ on those who receive shows as u·Δ
/// between the arms, and finding it takes 1/u² times the units. At 18 % uptake that is 30.9 times:
/// raise the uptake before the sample.
public enum UptakeInflation {
  /// How many times more units are needed than with full uptake: 1/(u_v − u_c)².
  ///
  /// - Parameters:
  ///   - uptake: share of the variant arm that receives the variant, 0…1.
  ///   - controlUptake: share of the control arm that receives it all the same, 0…1.
  /// - Returns: 1 or more; nil when uptake does not differ, and no number of units is enough.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  ///
  /// Assumes that the rates' variances are about the same; source: Lachin & Foulkes (1986), Biometrics
  /// 42:507.
  public static func factor(
    uptake: Double,
    controlUptake: Double = 0
  ) throws(InferenceError) -> Double? {
    for (field, value) in [("uptake", uptake), ("controlUptake", controlUptake)]
    where !(value >= 0 && value <= 1) {
      throw .outsideRange(field: field, value: value, allowed: "[0, 1]")
    }
    let difference = uptake - controlUptake
    let factor = 1 / (difference * difference)
    return factor.isFinite ? factor : nil
  }

  /// The difference between the arms that an effect on those who receive shows as: Δ(u_v − u_c).
  ///
  /// - Parameters:
  ///   - effect: on those who receive, a difference of rates.
  ///   - uptake: share of the variant arm that receives, 0…1.
  ///   - controlUptake: share of the control arm that receives all the same, 0…1.
  /// - Returns: the intention-to-treat effect to plan for.
  public static func dilutedEffect(
    _ effect: Double,
    uptake: Double,
    controlUptake: Double = 0
  ) -> Double {
    effect * (uptake - controlUptake)
  }
}
