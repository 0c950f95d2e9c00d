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

    /// The same design from another baseline.
    ///
    /// - Throws: `outsideRange`.
    public func from(_ baseline: Double) throws(InferenceError) -> Design {
      try Design(
        baseline: baseline,
        significance: significance,
        allocation: allocation,
        method: method
      )
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
  ///   - controlSize: units of the control, 1…10⁹.
  /// - Returns: a probability.
  /// - Throws: `outsideRange`, or what the exact test throws.
  public static func power(
    _ design: Design,
    target: Double,
    controlSize: Int
  ) throws(InferenceError) -> Double {
    try check(design, target)
    try check(size: controlSize)
    if design.method == .exact, isEnumerable(design, controlSize) {
      var exact = try ExactSide(design, controlSize, rising: target > design.baseline)
      return try exact.probability(design.baseline, target)
    }
    return NormalDistribution.cdf(deviate(design, target, Double(controlSize)))
  }

  /// The fewest units of the control from which the power stays at or above the wanted one.
  ///
  /// Exact power falls back here and there as units are added; the size returned is the one after the
  /// last fall below the wanted power, which is known as such when a twelfth more units (a sixth with
  /// unequal arms), 8 at the least, bring no other.
  ///
  /// - Parameters:
  ///   - design: as in `power`; `exact` is `fleiss` where that formula asks for more than 300 an arm.
  ///   - target: as in `power`.
  ///   - power: wanted, 0…1, ends excluded and above half the level.
  /// - Returns: whole units of the control; the formula's value rounded up for the normal methods.
  /// - Throws: `outsideRange`; `tooLarge` where the exact test needs more than 600 an arm, as with an arm
  ///   of next to none.
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
    guard design.method == .exact, isEnumerable(design, rounded) else { return rounded }
    return try enumeratedSize(design, target, power, formula: rounded)
  }

  /// The smallest change, in rate, that is found with the wanted power.
  ///
  /// At a baseline of .45, 60 units an arm and 80 % it is .251 by enumeration.
  ///
  /// - Parameters:
  ///   - design: as in `power`.
  ///   - controlSize: units of the control, 1…10⁹.
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
    try check(size: controlSize)
    let sign = rising ? 1.0 : -1.0
    let found = try finder(design, controlSize, rising: rising)
    return try smallestEffect(
      room: rising ? 1 - design.baseline : design.baseline,
      power: power
    ) { effect throws(InferenceError) in
      try found(design, design.baseline + sign * effect)
    }
  }

  /// The baseline nearest to the target from which a change to the target is found.
  ///
  /// The question of a plan that starts from where one wants to be: from what base would 30 % be seen?
  ///
  /// - Parameters:
  ///   - target: true rate of the variant, 0…1, ends excluded.
  ///   - design: level, allocation and method; its baseline is not used.
  ///   - controlSize: units of the control, 1…10⁹.
  ///   - power: wanted, 0…1, ends excluded and above half the level.
  ///   - rising: whether the variant is the higher one, so that the baseline lies below the target.
  /// - Returns: a rate, or nil when no possible baseline is far enough away.
  /// - Throws: `outsideRange`, or what the exact test throws.
  public static func baseline(
    target: Double,
    _ design: Design,
    controlSize: Int,
    power: Double = 0.8,
    rising: Bool = true
  ) throws(InferenceError) -> Double? {
    guard target > 0, target < 1 else {
      throw .outsideRange(field: "target", value: target, allowed: "(0, 1)")
    }
    try check(power, design)
    try check(size: controlSize)
    let sign = rising ? -1.0 : 1.0
    let found = try finder(design, controlSize, rising: rising)
    let effect = try smallestEffect(room: rising ? target : 1 - target, power: power) {
      effect throws(InferenceError) in
      try found(try design.from(target + sign * effect), target)
    }
    return effect.map { target + sign * $0 }
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

  private static func check(size: Int) throws(InferenceError) {
    guard size >= 1, size <= 1_000_000_000 else {
      throw .outsideRange(field: "sizePerArm", value: Double(size), allowed: "[1, 1000000000]")
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
}
