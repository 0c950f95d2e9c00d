/// How often chance alone fools a rule that only compares two percentages.
///
/// Exact binomial enumeration with both arms at the same rate. For sizes up to a few thousand units.
public enum NaiveRule {
  /// Units per arm above which the enumeration is refused.
  public static let largestArm = 20_000
  /// Relative slack in comparing differences, so that 3/20 − 1/10 counts as .05.
  private static let slack = 1e-9

  /// P(variant − control ≥ threshold) when there is no difference: "adopt at +5" fires falsely.
  ///
  /// - Parameters:
  ///   - threshold: the difference from which the rule fires, in rate, −1…1.
  ///   - base: the rate of both arms, 0…1.
  ///   - controlSize: units of the control, 1…20,000.
  ///   - variantSize: units of the variant, 1…20,000.
  /// - Returns: a probability, exact.
  /// - Throws: `outsideRange`, `notFinite`.
  public static func falseAlarm(
    threshold: Double,
    base: Double,
    controlSize: Int,
    variantSize: Int
  ) throws(InferenceError) -> Double {
    guard threshold.isFinite else { throw .notFinite(field: "threshold", value: threshold) }
    let arms = try Arms(base, controlSize, variantSize)
    return arms.chanceOfAtLeast(threshold - slack)
  }

  /// P(|variant − control| > x) when there is no difference.
  ///
  /// - Parameters:
  ///   - x: a difference in rate, 0 or more.
  ///   - base: the rate of both arms, 0…1.
  ///   - controlSize: units of the control, 1…20,000.
  ///   - variantSize: units of the variant, 1…20,000.
  /// - Returns: a probability, exact.
  /// - Throws: `outsideRange`.
  public static func chanceOfDifference(
    above x: Double,
    base: Double,
    controlSize: Int,
    variantSize: Int
  ) throws(InferenceError) -> Double {
    guard x >= 0, x.isFinite else {
      throw .outsideRange(field: "difference", value: x, allowed: "[0, ∞)")
    }
    let arms = try Arms(base, controlSize, variantSize)
    let swapped = try Arms(base, variantSize, controlSize)
    return min(1, arms.chanceOfAtLeast(x + slack) + swapped.chanceOfAtLeast(x + slack))
  }

  /// The difference that chance exceeds with the given probability when there is none.
  ///
  /// That is the smallest x with P(|variant − control| > x) ≤ chance, to 1e-9. At 22 and 21 units and a base of
  /// .55 a third of all tests shows more than 15 points.
  ///
  /// - Parameters:
  ///   - chance: 0…1, ends excluded.
  ///   - base: the rate of both arms, 0…1.
  ///   - controlSize: units of the control, 1…20,000.
  ///   - variantSize: units of the variant, 1…20,000.
  /// - Returns: a difference in rate, 0…1.
  /// - Throws: `outsideRange`.
  public static func differenceExceeded(
    withChance chance: Double,
    base: Double,
    controlSize: Int,
    variantSize: Int
  ) throws(InferenceError) -> Double {
    guard chance > 0, chance < 1 else {
      throw .outsideRange(field: "chance", value: chance, allowed: "(0, 1)")
    }
    let arms = try Arms(base, controlSize, variantSize)
    let swapped = try Arms(base, variantSize, controlSize)
    func exceeded(_ x: Double) -> Double {
      arms.chanceOfAtLeast(x + slack) + swapped.chanceOfAtLeast(x + slack)
    }
    if exceeded(0) <= chance { return 0 }
    var low = 0.0
    var high = 1.0
    while high - low > slack {
      let middle = (low + high) / 2
      if exceeded(middle) <= chance { high = middle } else { low = middle }
    }
    return high
  }

  /// Both arms at one rate.
  private struct Arms {
    let control: BinomialMass
    let variant: BinomialMass

    init(_ base: Double, _ controlSize: Int, _ variantSize: Int) throws(InferenceError) {
      for (field, size) in [("controlSize", controlSize), ("variantSize", variantSize)] {
        guard size >= 1, size <= largestArm else {
          throw .outsideRange(field: field, value: Double(size), allowed: "[1, \(largestArm)]")
        }
      }
      control = try BinomialMass(rate: base, trials: controlSize, field: "base")
      variant = try BinomialMass(rate: base, trials: variantSize, field: "base")
    }

    /// P(X_v/n_v − X_c/n_c ≥ x); x is never within rounding of an attainable difference.
    func chanceOfAtLeast(_ x: Double) -> Double {
      let controls = Double(control.mass.count - 1)
      let variants = Double(variant.mass.count - 1)
      var sum = 0.0
      for (successes, mass) in control.mass.enumerated() {
        let needed = (Double(successes) / controls + x) * variants
        guard needed <= variants else { break }
        sum += mass * variant.tail(Int(needed.rounded(.up)))
      }
      return min(1, sum)
    }
  }
}
