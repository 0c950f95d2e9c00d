/// Factors by which a plain size grows: clusters, unequal arms, partial uptake.
///
/// Each is a number to multiply the units of a comparison of independent units, half in each arm and all
/// of them taking part, by. Factors of different causes multiply.
public enum SizeFactor {
  /// 1 + (m − 1)ρ: units that come in clusters of one size.
  ///
  /// - Parameters:
  ///   - clusterSize: m, units a cluster, 1 or more.
  ///   - icc: ρ, the intraclass correlation, −1/(m − 1)…1.
  /// - Returns: a factor, 0 or more; below 1 where units of a cluster differ more than chance would have it.
  /// - Throws: `outsideRange`.
  ///
  /// Source: Kish (1965), Survey Sampling, 5.4; Donner & Klar (2000), ch. 5.
  public static func designEffect(
    clusterSize: Double,
    icc: Double
  ) throws(InferenceError) -> Double {
    try designEffect(meanClusterSize: clusterSize, coefficientOfVariation: 0, icc: icc)
  }

  /// 1 + (Σm²/Σm − 1)ρ: clusters of unequal sizes, every unit counting the same.
  ///
  /// - Parameters:
  ///   - clusterSizes: units of each cluster, 0 or more, not all 0.
  ///   - icc: ρ, the intraclass correlation.
  /// - Returns: a factor, 0 or more.
  /// - Throws: `negative`, `notFinite`, `outsideRange`, `tooFew`.
  ///
  /// Source: Donner & Klar (2000), ch. 5.
  public static func designEffect(
    clusterSizes: [Double],
    icc: Double
  ) throws(InferenceError) -> Double {
    var total = 0.0
    var largest = 0.0
    for (index, size) in clusterSizes.enumerated() {
      let field = "clusterSizes[\(index)]"
      guard size.isFinite else { throw .notFinite(field: field, value: size) }
      guard size >= 0 else { throw .negative(field: field, value: size) }
      total += size
      largest = max(largest, size)
    }
    guard total > 0, total.isFinite else {
      throw .tooFew(field: "clusterSizes", value: total, needed: 1)
    }
    // Shares keep the squares in range.
    let weighted = clusterSizes.reduce(0) { $0 + $1 * ($1 / total) }
    return try factor(weighted, icc)
  }

  /// 1 + ((1 + v²)m̄ − 1)ρ: clusters known by their mean size and its coefficient of variation.
  ///
  /// The same as for the sizes themselves with v their standard deviation (divisor n) over their mean.
  ///
  /// - Parameters:
  ///   - meanClusterSize: m̄, above 0.
  ///   - coefficientOfVariation: v, 0 or more.
  ///   - icc: ρ, the intraclass correlation.
  /// - Returns: a factor, 0 or more.
  /// - Throws: `outsideRange`.
  ///
  /// Source: Eldridge, Ashby & Kerry (2006), Int J Epidemiol 35:1292, eq. 2.
  public static func designEffect(
    meanClusterSize: Double,
    coefficientOfVariation: Double,
    icc: Double
  ) throws(InferenceError) -> Double {
    guard meanClusterSize > 0, meanClusterSize.isFinite else {
      throw .outsideRange(field: "clusterSize", value: meanClusterSize, allowed: "(0, ∞)")
    }
    guard coefficientOfVariation >= 0, coefficientOfVariation.isFinite else {
      throw .outsideRange(
        field: "coefficientOfVariation",
        value: coefficientOfVariation,
        allowed: "[0, ∞)"
      )
    }
    let spread = 1 + coefficientOfVariation * coefficientOfVariation
    return try factor(meanClusterSize * spread, icc)
  }

  /// (1 + k)²/(4k): both arms together when the variant has k units for each of the control.
  ///
  /// - Parameter allocation: k, above 0.
  /// - Returns: a factor on the total of both arms, 1 at k = 1; 1.125 at 2:1, 1.8 at 5:1.
  /// - Throws: `outsideRange`.
  public static func unequalArms(allocation: Double) throws(InferenceError) -> Double {
    guard allocation >= 1e-6, allocation <= 1e6 else {
      throw .outsideRange(field: "allocation", value: allocation, allowed: "[1e-06, 1e+06]")
    }
    return (1 + allocation) * (1 + allocation) / (4 * allocation)
  }

  /// 1/(u_v − u_c)²: only a share of the variant takes the treatment, and some of the control too.
  ///
  /// The effect on all shrinks to the difference of the shares times the effect on those who took it,
  /// while the noise stays. At 18 % uptake the test needs 30.9 times the units.
  ///
  /// - Parameters:
  ///   - variant: share of the variant that takes it, 0…1.
  ///   - control: share of the control that takes it, below that of the variant.
  /// - Returns: a factor, 1 or more.
  /// - Throws: `outsideRange`.
  ///
  /// Source: Lachin & Foulkes (1986), Biometrics 42:507.
  public static func uptake(variant: Double, control: Double = 0) throws(InferenceError) -> Double {
    guard variant > 0, variant <= 1 else {
      throw .outsideRange(field: "uptake.variant", value: variant, allowed: "(0, 1]")
    }
    guard control >= 0, control < variant else {
      throw .outsideRange(field: "uptake.control", value: control, allowed: "[0, \(variant))")
    }
    let difference = variant - control
    return 1 / (difference * difference)
  }

  /// Units of an arm with the factors applied, rounded up.
  ///
  /// - Parameters:
  ///   - factors: each 0 or more.
  ///   - units: units of the arm without any, 1…10⁹.
  /// - Returns: whole units, 1 or more; nil above 10¹².
  /// - Throws: `outsideRange`.
  public static func apply(_ factors: [Double], to units: Int) throws(InferenceError) -> Int? {
    guard units >= 1, units <= 1_000_000_000 else {
      throw .outsideRange(field: "sizePerArm", value: Double(units), allowed: "[1, 1000000000]")
    }
    var product = Double(units)
    for (index, factor) in factors.enumerated() {
      guard factor >= 0, factor.isFinite else {
        throw .outsideRange(field: "factors[\(index)]", value: factor, allowed: "[0, ∞)")
      }
      product *= factor
    }
    guard product <= 1e12 else { return nil }
    // A hair above a whole number is rounding of the factors.
    return max(1, Int((product * (1 - 1e-12)).rounded(.up)))
  }

  private static func factor(_ size: Double, _ icc: Double) throws(InferenceError) -> Double {
    let least = size > 1 ? -1 / (size - 1) : -1
    guard icc >= max(least, -1) - 1e-12, icc <= 1 else {
      throw .outsideRange(field: "icc", value: icc, allowed: "[\(max(least, -1)), 1]")
    }
    return max(0, 1 + (size - 1) * icc)
  }
}
