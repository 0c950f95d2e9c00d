/// How often a confirmed hypothesis would be wrong, given how often hypotheses are.
///
/// With π the share of true nulls among what is tested, a confirmation in the good direction comes
/// from a null with chance α/2 and from a real effect with chance 1 − β:
///
///     risk = (α/2) π / ((α/2) π + (1 − β)(1 − π))
///
/// An average over hypotheses like this one, not a property of this result. π is a guess: show the
/// risk for several.
///
/// Source: Wacholder et al. (2004), J Natl Cancer Inst 96:434–442; Ioannidis (2005), PLoS Med
/// 2:e124; here for one side of a two-sided level.
public enum FalsePositiveRisk {
  /// The risk; nil where nothing could be confirmed at all (no nulls, and no power).
  ///
  /// - Parameters:
  ///   - significanceLevel: two-sided α, 0…1, ends excluded.
  ///   - power: chance of confirming a real effect in its direction, 0…1.
  ///   - nullShare: π, 0…1.
  /// - Returns: 0…1, or nil.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public static func value(
    significanceLevel: Double,
    power: Double,
    nullShare: Double
  ) throws(InferenceError) -> Double? {
    guard significanceLevel > 0, significanceLevel < 1 else {
      throw .outsideRange(field: "alpha", value: significanceLevel, allowed: "(0, 1)")
    }
    guard power >= 0, power <= 1 else {
      throw .outsideRange(field: "power", value: power, allowed: "[0, 1]")
    }
    guard nullShare >= 0, nullShare <= 1 else {
      throw .outsideRange(field: "nullShare", value: nullShare, allowed: "[0, 1]")
    }
    let wrong = significanceLevel / 2 * nullShare
    let right = power * (1 - nullShare)
    return wrong + right > 0 ? wrong / (wrong + right) : nil
  }
}
