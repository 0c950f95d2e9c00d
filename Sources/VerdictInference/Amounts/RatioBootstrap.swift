import GSLKit

/// The bootstrap of two ratios of sums: units are drawn anew with their x and y together.
///
/// For the difference R_v − R_c, or for the relative difference on the logarithm of R_v/R_c. Acceleration
/// from the closed jackknife R₍ᵢ₎ = (Σy − yᵢ)/(Σx − xᵢ). Use it beside ``TwoSumRatios`` when single
/// units carry much of a sum.
///
/// Exchanged arms give the mirrored interval from the same seed.
///
/// Source: Efron & Tibshirani (1993), ch. 10 and 14; Davison & Hinkley (1997), §2.7.2. Checked against SciPy
/// `bootstrap` and R boot, within their Monte-Carlo error.
public struct RatioBootstrap: Sendable {
  /// What the interval is of.
  public enum Scale: Hashable, Sendable {
    /// R_v − R_c.
    case difference
    /// R_v/R_c − 1, for ratios above 0.
    case relative
  }

  /// Units with their x and y, in ascending order.
  private struct Arm {
    let x, y: [Double]
    let moments: PairMoments

    init(_ pairs: [Pair]) throws(InferenceError) {
      x = pairs.map(\.x)
      y = pairs.map(\.y)
      moments = try PairMoments(x: x, y: y)
    }
  }

  private struct Pair: Comparable {
    let x, y: Double
    static func < (one: Pair, other: Pair) -> Bool { (one.x, one.y) < (other.x, other.y) }
  }

  private let first, second: Arm
  private let isVariantFirst, areEqual: Bool
  private let resamples: Int
  private let seed: UInt64

  /// A bootstrap of two arms.
  ///
  /// - Parameters:
  ///   - control: x and y of the reference arm, two units or more.
  ///   - variant: x and y of the other arm, two units or more.
  ///   - resamples: 100…1,000,000.
  ///   - seed: start of the random numbers; the same seed gives the same interval.
  /// - Throws: as ``MeanBootstrap``, and ``InferenceError/unequalLengths(field:count:expected:)``.
  public init(
    control: (x: [Double], y: [Double]),
    variant: (x: [Double], y: [Double]),
    resamples: Int = MeanBootstrap.standardResamples,
    seed: UInt64 = MeanBootstrap.standardSeed
  ) throws(InferenceError) {
    for (arm, name) in [(control, "control"), (variant, "variant")]
    where arm.x.count != arm.y.count {
      throw .unequalLengths(field: "\(name).y", count: arm.y.count, expected: arm.x.count)
    }
    try MeanBootstrap.check(control.x.count, variant.x.count, resamples)
    // Numbers are checked before they are put in order.
    _ = (
      try PairMoments(x: control.x, y: control.y), try PairMoments(x: variant.x, y: variant.y)
    )
    let c = zip(control.x, control.y).map { Pair(x: $0 + 0, y: $1 + 0) }.sorted()
    let v = zip(variant.x, variant.y).map { Pair(x: $0 + 0, y: $1 + 0) }.sorted()
    areEqual = c == v
    isVariantFirst =
      v.count == c.count ? v.lexicographicallyPrecedes(c) : v.count < c.count
    first = try Arm(isVariantFirst ? v : c)
    second = try Arm(isVariantFirst ? c : v)
    self.resamples = resamples
    self.seed = seed
  }

  /// The interval of the difference or of the relative difference, variant against control.
  ///
  /// - Parameters:
  ///   - scale: what it is of.
  ///   - level: 0…1, ends excluded.
  ///   - method: which interval.
  /// - Returns: the interval; nil when Σx is 0 in a resample (or a ratio is not above 0 on the
  ///   relative scale), and as ``MeanBootstrap/interval(level:method:)``.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  public func interval(
    _ scale: Scale = .difference,
    level: Double = 0.95,
    method: BootstrapMethod = .bca
  ) throws(InferenceError) -> Interval? {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    guard let replicates = replicates(scale),
      let one = Self.reading(first.moments, scale),
      let other = Self.reading(second.moments, scale)
    else { return nil }
    let estimate = one.value - other.value
    let found: Interval?
    switch method {
    case .bca:
      guard let influences = influences(scale) else { return nil }
      found = try BootstrapDistribution(
        replicates: replicates.map { estimate + $0.distance },
        estimate: estimate,
        acceleration: JackknifeAcceleration.of(influences)
      ).bca(level: level)
    case .studentised:
      let variance = one.variance + other.variance
      guard variance > 0 else { return nil }
      found = try Studentised.interval(
        estimate,
        variance.squareRoot(),
        replicates.map { Studentised.ratio($0.distance, $0.variance) },
        level: level
      )
    }
    guard var interval = found else { return nil }
    if areEqual { interval = interval.symmetrised }
    if !isVariantFirst { interval = interval.negated }
    return scale == .difference ? interval : Self.exponential(interval)
  }

  /// exp − 1 of both ends.
  private static func exponential(_ interval: Interval) -> Interval {
    let upper = interval.upper.map(Elementary.expMinusOne)
    // No ratio of positive sums lies below 0, so an unknown lower end is −1.
    return Interval(
      lower: interval.lower.map(Elementary.expMinusOne) ?? -1,
      upper: upper.flatMap { $0.isFinite ? $0 : nil }
    )
  }

  /// The ratio, or its logarithm, with its delta variance.
  private static func reading(
    _ moments: PairMoments,
    _ scale: Scale
  ) -> (value: Double, variance: Double)? {
    let ratio = SumRatio(moments)
    guard let estimate = ratio.estimate, let variance = ratio.variance else { return nil }
    if scale == .difference { return (estimate, variance) }
    guard estimate > 0 else { return nil }
    return (Elementary.log(estimate), variance / estimate / estimate)
  }

  private func influences(_ scale: Scale) -> [[Double]]? {
    var samples: [[Double]] = []
    for (arm, sign) in [(first, 1.0), (second, -1.0)] {
      let rest = Double(arm.x.count - 1)
      let (sumX, sumY) = (arm.x.reduce(0, +), arm.y.reduce(0, +))
      var left: [Double] = []
      for index in arm.x.indices {
        guard let value = Self.value(sumX - arm.x[index], sumY - arm.y[index], scale) else {
          return nil
        }
        left.append(value)
      }
      let mean = left.reduce(0, +) / Double(left.count)
      samples.append(left.map { sign * rest * (mean - $0) })
    }
    return samples
  }

  private static func value(_ x: Double, _ y: Double, _ scale: Scale) -> Double? {
    guard x != 0 else { return nil }
    let ratio = y / x
    if scale == .difference { return ratio.isFinite ? ratio : nil }
    return ratio > 0 && ratio.isFinite ? Elementary.log(ratio) : nil
  }

  /// For each resample its distance from the estimate and the variance it estimates itself.
  private func replicates(_ scale: Scale) -> [(distance: Double, variance: Double)]? {
    let draws = ShufflingGenerator(seed: seed)
    guard let one = Self.value(first.moments.centerX, first.moments.centerY, scale),
      let other = Self.value(second.moments.centerX, second.moments.centerY, scale)
    else { return nil }
    var (firstSums, secondSums) = (PairResample(first.x.count), PairResample(second.x.count))
    var replicates: [(distance: Double, variance: Double)] = []
    replicates.reserveCapacity(resamples)
    for _ in 0..<resamples {
      let a = firstSums.draw(first.x, first.y, draws)
      let b = secondSums.draw(second.x, second.y, draws)
      guard let left = Self.value(a.x, a.y, scale), let right = Self.value(b.x, b.y, scale) else {
        return nil
      }
      let variance =
        scale == .difference
        ? a.variance / a.x / a.x + b.variance / b.x / b.x
        : a.variance / a.y / a.y + b.variance / b.y / b.y
      replicates.append(((left - one) - (right - other), variance))
    }
    return replicates
  }
}
