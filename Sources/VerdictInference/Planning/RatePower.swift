import GSLKit

/// The size a comparison of two rates needs, the power it has and the smallest effect it can find.
///
/// Sizes are of the control; the variant has `allocation` times as many. Levels are two-sided: each
/// side errs by half. Power counts only the right side.
public enum RatePower {
  /// How power is reckoned.
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    /// Enumeration of the deciding one-look exact test (``ExactUnconditionalTest``).
    case exact
    /// Normal, unpooled variance in both places: 15 → 20 % needs 903.
    case normal
    /// Normal, pooled variance under no difference (Fleiss 1981, eq. 3.14): 906.
    case fleiss
    /// The same with the continuity correction (Fleiss, Tytun & Ury 1980, Biometrics 36:343).
    case fleissCorrected
    /// Difference of arcsine roots (Cohen 1988, ch. 6).
    case arcsine
  }

  /// What is compared, and how.
  public struct Design: Sendable, Hashable {
    /// Rate of the control, 0…1, ends excluded.
    public let baseline: Double
    /// Two-sided level, 0…1, ends excluded.
    public let significance: Double
    /// Units of the variant for each of the control, above 0.
    public let allocation: Double
    /// How power is reckoned.
    public let method: Method

    /// A checked design.
    ///
    /// - Throws: `outsideRange`.
    public init(
      baseline: Double,
      significance: Double = 0.05,
      allocation: Double = 1,
      method: Method = .normal
    ) throws(InferenceError) {
      guard baseline > 0, baseline < 1 else {
        throw .outsideRange(field: "baseline", value: baseline, allowed: "(0, 1)")
      }
      guard significance > 0, significance < 1 else {
        throw .outsideRange(field: "alpha", value: significance, allowed: "(0, 1)")
      }
      guard allocation >= 0.01, allocation <= 100 else {
        throw .outsideRange(field: "allocation", value: allocation, allowed: "[0.01, 100]")
      }
      self.baseline = baseline
      self.significance = significance
      self.allocation = allocation
      self.method = method
    }

    /// Units of the variant beside so many of the control, at least 1.
    public func variantSize(_ controlSize: Int) -> Int {
      max(1, Int((allocation * Double(controlSize)).rounded()))
    }
  }

  /// Units per arm up to which the exact method enumerates; above it Fleiss's formula takes over.
  public static let largestExactArm = 300

  /// The chance to find a true change of the baseline to the target.
  ///
  /// - Parameters:
  ///   - design: baseline, level, allocation and method; `exact` above 300 units an arm is `fleiss`.
  ///   - target: true rate of the variant, 0…1, ends excluded, other than the baseline.
  ///   - controlSize: units of the control, 1 or more.
  /// - Returns: a probability.
  /// - Throws: `outsideRange`, or what the exact test throws.
  public static func power(
    _ design: Design,
    target: Double,
    controlSize: Int
  ) throws(InferenceError) -> Double {
    try check(design, target)
    guard controlSize >= 1, controlSize <= 1_000_000_000 else {
      throw .outsideRange(
        field: "sizePerArm",
        value: Double(controlSize),
        allowed: "[1, 1000000000]"
      )
    }
    let variantSize = design.variantSize(controlSize)
    if design.method == .exact, max(controlSize, variantSize) <= largestExactArm {
      return try exactPower(design, [target], controlSize)[0]
    }
    return NormalDistribution.cdf(deviate(design, target, Double(controlSize)))
  }

  /// The fewest units of the control from which the power stays at or above the wanted one.
  ///
  /// Exact power falls back here and there as units are added; the size returned is the one after the
  /// last fall below the wanted power.
  ///
  /// - Parameters:
  ///   - design: as in `power`.
  ///   - target: as in `power`.
  ///   - power: wanted, 0…1, ends excluded and above half the level.
  /// - Returns: whole units of the control; the formula's value rounded up for the normal methods.
  /// - Throws: `outsideRange`, or what the exact test throws.
  public static func controlSize(
    _ design: Design,
    target: Double,
    power: Double
  ) throws(InferenceError) -> Int {
    try check(design, target)
    try check(power, design)
    let needed = size(design, target, power)
    guard needed < 1e9 else {
      throw .outsideRange(field: "target", value: target, allowed: "|target − baseline| larger")
    }
    let rounded = max(1, Int((needed - 1e-9).rounded(.up)))
    guard design.method == .exact else { return rounded }
    // The exact test needs little more than the formula; a quarter and ten units more is past every
    // fall of its saw-tooth.
    let start = rounded + rounded / 4 + 10
    guard max(start, design.variantSize(start)) <= largestExactArm else { return rounded }
    var size = start
    while size > 1, try exactPower(design, [target], size - 1)[0] >= power { size -= 1 }
    return size
  }

  /// The smallest change, in rate, that is found with the wanted power.
  ///
  /// At a baseline of .45, 60 units an arm and 80 % it is .251 by enumeration.
  ///
  /// - Parameters:
  ///   - design: as in `power`.
  ///   - controlSize: units of the control.
  ///   - power: wanted, 0…1, ends excluded and above half the level.
  ///   - rising: whether the variant is the higher one.
  /// - Returns: a difference above 0, or nil when no possible rate is found with that power.
  /// - Throws: `outsideRange`, or what the exact test throws.
  public static func minimumDetectableEffect(
    _ design: Design,
    controlSize: Int,
    power: Double = 0.8,
    rising: Bool = true
  ) throws(InferenceError) -> Double? {
    try check(power, design)
    guard controlSize >= 1 else {
      throw .outsideRange(field: "sizePerArm", value: Double(controlSize), allowed: "[1, ∞)")
    }
    let sign = rising ? 1.0 : -1.0
    let room = (rising ? 1 - design.baseline : design.baseline) * (1 - 1e-9)
    let isExact =
      design.method == .exact
      && max(controlSize, design.variantSize(controlSize)) <= largestExactArm
    let region = isExact ? try Region(design, controlSize, rising: rising) : nil
    func found(_ effect: Double) -> Double {
      let target = design.baseline + sign * effect
      return region?.probability(design.baseline, target)
        ?? NormalDistribution.cdf(deviate(design, target, Double(controlSize)))
    }
    guard found(room) >= power else { return nil }
    do {
      return try BrentRoot.find(in: room * 1e-9...room, tolerance: 1e-12) { found($0) - power }
    } catch {
      throw InferenceError(error)
    }
  }

  /// Units per arm to show that a rate did not fall by the margin, when it did not fall at all.
  ///
  /// (z_{a} + z_{power})²·2·base(1 − base)/margin²: a guardrail of 5 points at a base of 10 % needs about
  /// 580. It is also the size for "does not pay" (upper end below the smallest worthwhile effect).
  ///
  /// - Parameters:
  ///   - margin: in rate, above 0.
  ///   - base: rate of both arms, 0…1, ends excluded.
  ///   - tail: one-sided level a.
  ///   - power: wanted, 0…1, ends excluded.
  /// - Returns: whole units in each arm.
  /// - Throws: `outsideRange`.
  public static func guardrailSize(
    margin: Double,
    base: Double,
    tail: Double = 0.025,
    power: Double = 0.8
  ) throws(InferenceError) -> Int {
    try size(margin: margin, base: base, tail: tail, missed: 1 - power, power: power)
  }

  /// Units per arm to show "no difference": the whole interval within ± the margin.
  ///
  /// Both ends must hold, so each may fail in half of what the power leaves: at a base of .45 and .025 a
  /// side 5, 10 and 15 points need 2,081, 521 and 232.
  ///
  /// - Parameters:
  ///   - margin: in rate, above 0.
  ///   - base: rate of both arms, 0…1, ends excluded.
  ///   - tail: one-sided level a.
  ///   - power: wanted, 0…1, ends excluded.
  /// - Returns: whole units in each arm.
  /// - Throws: `outsideRange`.
  public static func equivalenceSize(
    margin: Double,
    base: Double,
    tail: Double = 0.025,
    power: Double = 0.8
  ) throws(InferenceError) -> Int {
    try size(margin: margin, base: base, tail: tail, missed: (1 - power) / 2, power: power)
  }
}

extension RatePower {
  private static func check(_ design: Design, _ target: Double) throws(InferenceError) {
    guard target > 0, target < 1, target != design.baseline else {
      throw .outsideRange(
        field: "target",
        value: target,
        allowed: "(0, 1), not \(design.baseline)"
      )
    }
  }

  private static func check(_ power: Double, _ design: Design) throws(InferenceError) {
    guard power > design.significance / 2, power < 1 else {
      throw .outsideRange(
        field: "power",
        value: power,
        allowed: "(\(design.significance / 2), 1)"
      )
    }
  }

  private static func size(
    margin: Double,
    base: Double,
    tail: Double,
    missed: Double,
    power: Double
  ) throws(InferenceError) -> Int {
    guard margin > 0, margin < 1 else {
      throw .outsideRange(field: "margin", value: margin, allowed: "(0, 1)")
    }
    guard base > 0, base < 1 else {
      throw .outsideRange(field: "base", value: base, allowed: "(0, 1)")
    }
    guard tail > 0, tail < 0.5 else {
      throw .outsideRange(field: "tail", value: tail, allowed: "(0, 0.5)")
    }
    guard power > 0, power < 1 else {
      throw .outsideRange(field: "power", value: power, allowed: "(0, 1)")
    }
    let z =
      NormalDistribution.upperQuantile(tail) + NormalDistribution.upperQuantile(missed)
    let needed = max(0, z) * max(0, z) * 2 * base * (1 - base) / (margin * margin)
    guard needed < 1e12 else {
      throw .outsideRange(field: "margin", value: margin, allowed: "larger")
    }
    return max(1, Int((needed - 1e-9).rounded(.up)))
  }

  /// The formula's size of the control, a real number.
  private static func size(_ design: Design, _ target: Double, _ power: Double) -> Double {
    let za = NormalDistribution.upperQuantile(design.significance / 2)
    let zb = NormalDistribution.quantile(power)
    let spread = Spread(design, target)
    switch design.method {
    case .normal:
      return (za + zb) * (za + zb) * spread.unpooled / spread.squaredDifference
    case .fleiss, .exact:
      let root = za * spread.pooled.squareRoot() + zb * spread.unpooled.squareRoot()
      return root * root / spread.squaredDifference
    case .fleissCorrected:
      let root = za * spread.pooled.squareRoot() + zb * spread.unpooled.squareRoot()
      let plain = root * root / spread.squaredDifference
      let inner = 1 + (1 + 2 * spread.steps / (plain * spread.difference)).squareRoot()
      return plain / 4 * inner * inner
    case .arcsine:
      return (za + zb) * (za + zb) * (1 + 1 / design.allocation)
        / (spread.arcDifference * spread.arcDifference)
    }
  }

  /// The normal deviate whose Φ is the power at a size: the formulas above, solved for z_power.
  private static func deviate(_ design: Design, _ target: Double, _ size: Double) -> Double {
    let za = NormalDistribution.upperQuantile(design.significance / 2)
    let spread = Spread(design, target)
    func pooled(_ size: Double) -> Double {
      (spread.difference * size.squareRoot() - za * spread.pooled.squareRoot())
        / spread.unpooled.squareRoot()
    }
    switch design.method {
    case .normal:
      return spread.difference * (size / spread.unpooled).squareRoot() - za
    case .fleiss, .exact:
      return pooled(size)
    case .fleissCorrected:
      // n = n'/4·(1 + √(1 + 2s/(n'd)))² solves to n' = (n − s/(2d))²/n.
      let kept = max(0, size - spread.steps / (2 * spread.difference))
      return pooled(kept * kept / size)
    case .arcsine:
      return spread.arcDifference * (size / (1 + 1 / design.allocation)).squareRoot() - za
    }
  }

  /// The variances that the formulas share, per unit of the control.
  private struct Spread {
    let difference: Double
    let unpooled: Double
    let pooled: Double
    let arcDifference: Double
    /// 1 + 1/allocation: how coarse the steps of the difference are.
    let steps: Double

    var squaredDifference: Double { difference * difference }

    init(_ design: Design, _ target: Double) {
      let ratio = design.allocation
      let base = design.baseline
      difference = abs(target - base)
      unpooled = base * (1 - base) + target * (1 - target) / ratio
      let mean = (base + ratio * target) / (1 + ratio)
      steps = 1 + 1 / ratio
      pooled = mean * (1 - mean) * steps
      arcDifference =
        2 * abs(Elementary.arcSine(target.squareRoot()) - Elementary.arcSine(base.squareRoot()))
    }
  }

  private static func exactPower(
    _ design: Design,
    _ targets: [Double],
    _ controlSize: Int
  ) throws(InferenceError) -> [Double] {
    let rising = targets.allSatisfy { $0 > design.baseline }
    let region = try Region(design, controlSize, rising: rising)
    return targets.map { region.probability(design.baseline, $0) }
  }

  /// Where the one-look exact test says "higher" or, mirrored, "lower".
  private struct Region {
    let region: ExactRejectionRegion
    let rising: Bool

    init(_ design: Design, _ controlSize: Int, rising: Bool) throws(InferenceError) {
      region = try ExactRejectionRegion(
        controlTrials: controlSize,
        variantTrials: design.variantSize(controlSize),
        tail: design.significance / 2
      )
      self.rising = rising
    }

    /// P(found); a fall is a rise of the failures.
    func probability(_ base: Double, _ target: Double) -> Double {
      rising
        ? region.probability(controlRate: base, variantRate: target)
        : region.probability(controlRate: 1 - base, variantRate: 1 - target)
    }
  }
}
