import GSLKit

/// The size a comparison of two means needs, the power it has and the smallest effect it can find.
///
/// Student's two-sample t test with a common standard deviation σ, two-sided at level α. With n_c and
/// n_v units T has ν = n_c + n_v − 2 degrees of freedom and noncentrality δ = Δ/(σ√(1/n_c + 1/n_v)), and
///
///     power = P(T_ν(δ) > t) + P(T_ν(δ) < −t),  t = t_ν(1 − α/2)
///
/// Exact for normal values. *Both* tails count, as in statsmodels and in R's
/// `power.t.test(strict = TRUE)`; R's default leaves out the wrong one, which matters only below a
/// power of about .1. Sizes are whole and of the control; the variant has `allocation` times as many,
/// rounded. For skewed amounts the t test keeps its level at a few dozen units an arm, but σ must then
/// be that of the amounts with their zeros.
///
/// Source: Cohen (1988), Statistical Power Analysis, ch. 2; the noncentral t by ``NoncentralT``.
/// Checked against statsmodels (`TTestIndPower`) and R (`power.t.test`).
public enum MeansPower {
  /// What is compared, and how.
  public struct Design: Sendable, Hashable {
    /// Two-sided level, 0…1, ends excluded.
    public let significance: Double
    /// Units of the variant for each of the control.
    public let allocation: Double

    /// A checked design.
    ///
    /// - Throws: `outsideRange` for a level outside 0…1 or an allocation outside .01…100.
    public init(significance: Double = 0.05, allocation: Double = 1) throws(InferenceError) {
      guard significance > 0, significance < 1 else {
        throw .outsideRange(field: "alpha", value: significance, allowed: "(0, 1)")
      }
      guard allocation >= 0.01, allocation <= 100 else {
        throw .outsideRange(field: "allocation", value: allocation, allowed: "[0.01, 100]")
      }
      self.significance = significance
      self.allocation = allocation
    }

    /// Units of the variant beside so many of the control, at least 1.
    public func variantSize(_ controlSize: Int) -> Int {
      max(1, Int((allocation * Double(controlSize)).rounded()))
    }
  }

  /// Most units of the control that are considered.
  public static let largestSize = 1_000_000_000
  /// Fewest units of the control; the variant may have one.
  public static let smallestSize = 2

  /// The chance to find a true difference of two means, in either tail.
  ///
  /// - Parameters:
  ///   - design: level and allocation.
  ///   - effect: true variant − control, in the unit of the values; its sign does not matter.
  ///   - standardDeviation: σ of a single value in either arm, above 0.
  ///   - controlSize: units of the control, 2…10⁹.
  /// - Returns: a probability; the level itself when the effect is 0.
  /// - Throws: `notFinite`, `outsideRange`.
  public static func power(
    _ design: Design,
    effect: Double,
    standardDeviation: Double,
    controlSize: Int
  ) throws(InferenceError) -> Double {
    try check(effect: effect)
    try check(positive: standardDeviation, "standardDeviation")
    let test = try Test(design, controlSize)
    return try test.power(abs(effect) / standardDeviation / test.errorPerDeviation)
  }

  /// The fewest units of the control with the wanted power; more units never have less.
  ///
  /// - Parameters:
  ///   - design: level and allocation.
  ///   - effect: true variant − control, other than 0.
  ///   - standardDeviation: σ of a single value, above 0.
  ///   - wanted: the power, 0…1, ends excluded and above the level.
  /// - Returns: whole units, 2 or more; nil when 10⁹ are not enough.
  /// - Throws: `notFinite`, `outsideRange`.
  public static func controlSize(
    _ design: Design,
    effect: Double,
    standardDeviation: Double,
    power wanted: Double
  ) throws(InferenceError) -> Int? {
    try check(effect: effect)
    guard effect != 0 else {
      throw .outsideRange(field: "effect", value: effect, allowed: "not 0")
    }
    try check(positive: standardDeviation, "standardDeviation")
    try check(power: wanted, design)
    func reaches(_ size: Int) throws(InferenceError) -> Bool {
      try power(design, effect: effect, standardDeviation: standardDeviation, controlSize: size)
        >= wanted
    }
    if try reaches(smallestSize) { return smallestSize }
    var low = smallestSize
    var high = 2 * low
    while try !reaches(high) {
      if high == largestSize { return nil }
      low = high
      high = min(2 * high, largestSize)
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try reaches(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The smallest effect that is found with the wanted power.
  ///
  /// - Parameters:
  ///   - design: level and allocation.
  ///   - standardDeviation: σ of a single value, above 0.
  ///   - controlSize: units of the control, 2…10⁹.
  ///   - power: wanted, 0…1, ends excluded and above the level.
  /// - Returns: a difference above 0, in the unit of the values.
  /// - Throws: `outsideRange`, `numerical`.
  public static func minimumDetectableEffect(
    _ design: Design,
    standardDeviation: Double,
    controlSize: Int,
    power: Double = 0.8
  ) throws(InferenceError) -> Double {
    try check(positive: standardDeviation, "standardDeviation")
    try check(power: power, design)
    let test = try Test(design, controlSize)
    return try test.noncentrality(power: power) * test.errorPerDeviation * standardDeviation
  }

  /// The largest standard deviation at which an effect is found with the wanted power.
  ///
  /// - Parameters:
  ///   - design: level and allocation.
  ///   - effect: true variant − control, other than 0.
  ///   - controlSize: units of the control, 2…10⁹.
  ///   - power: wanted, 0…1, ends excluded and above the level.
  /// - Returns: a standard deviation above 0.
  /// - Throws: `outsideRange`, `numerical`.
  public static func largestStandardDeviation(
    _ design: Design,
    effect: Double,
    controlSize: Int,
    power: Double = 0.8
  ) throws(InferenceError) -> Double {
    try check(effect: effect)
    guard effect != 0 else {
      throw .outsideRange(field: "effect", value: effect, allowed: "not 0")
    }
    try check(power: power, design)
    let test = try Test(design, controlSize)
    return abs(effect) / (try test.noncentrality(power: power) * test.errorPerDeviation)
  }
}

extension MeansPower {
  /// The test of one pair of sizes.
  private struct Test {
    let degreesOfFreedom: Double
    /// √(1/n_c + 1/n_v): the standard error of the difference in standard deviations.
    let errorPerDeviation: Double
    let critical: Double

    init(_ design: Design, _ controlSize: Int) throws(InferenceError) {
      guard controlSize >= smallestSize, controlSize <= largestSize else {
        throw .outsideRange(
          field: "sizePerArm",
          value: Double(controlSize),
          allowed: "[\(smallestSize), \(largestSize)]"
        )
      }
      let control = Double(controlSize)
      let variant = Double(design.variantSize(controlSize))
      degreesOfFreedom = control + variant - 2
      errorPerDeviation = (1 / control + 1 / variant).squareRoot()
      do {
        critical = try StudentT(degreesOfFreedom: degreesOfFreedom)
          .upperQuantile(design.significance / 2)
      } catch { throw InferenceError(error) }
    }

    /// Power at a noncentrality of 0 or more.
    func power(_ delta: Double) throws(InferenceError) -> Double {
      do {
        guard delta <= NoncentralT.largestNoncentrality else {
          // The numerator is as good as fixed: T > t exactly when χ²/ν < (δ/t)².
          let ratio = min(delta / critical, 1e100)
          return try ChiSquaredDistribution(degreesOfFreedom: degreesOfFreedom)
            .cdf(degreesOfFreedom * ratio * ratio)
        }
        let law = try NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: delta)
        return min(1, try law.upperTail(critical) + law.cdf(-critical))
      } catch { throw InferenceError(error) }
    }

    /// The noncentrality at which the power is the wanted one.
    func noncentrality(power wanted: Double) throws(InferenceError) -> Double {
      var upper = critical + 1
      while try power(upper) < wanted { upper *= 2 }
      var failure: InferenceError?
      func excess(_ delta: Double) -> Double {
        do throws(InferenceError) { return try power(delta) - wanted } catch {
          failure = error
          return .nan
        }
      }
      do {
        return try BrentRoot.find(in: 0...upper, tolerance: 1e-13 * upper, excess)
      } catch { throw failure ?? InferenceError(error) }
    }
  }

  private static func check(effect: Double) throws(InferenceError) {
    guard effect.isFinite else { throw .notFinite(field: "effect", value: effect) }
  }

  private static func check(positive value: Double, _ field: String) throws(InferenceError) {
    guard value > 0, value.isFinite else {
      throw .outsideRange(field: field, value: value, allowed: "(0, ∞)")
    }
  }

  private static func check(power: Double, _ design: Design) throws(InferenceError) {
    guard power > design.significance, power < 1 else {
      throw .outsideRange(field: "power", value: power, allowed: "(\(design.significance), 1)")
    }
  }
}
