import GSLKit

/// Replicates of an estimate, and the intervals that are read from them.
public struct BootstrapDistribution: Hashable, Sendable {
  /// The replicates in ascending order; ±∞ where a studentised replicate had no error.
  public let replicates: [Double]
  /// The estimate from the data as they are.
  public let estimate: Double
  /// a of BCa: how fast the standard error changes with the effect, from the jackknife.
  public let acceleration: Double

  /// A distribution from replicates in any order.
  public init(replicates: [Double], estimate: Double, acceleration: Double) {
    self.replicates = replicates.sorted()
    self.estimate = estimate
    self.acceleration = acceleration
  }

  /// z₀ of BCa: Φ⁻¹ of the share of replicates below the estimate, ties counted half.
  ///
  /// Infinite when all replicates lie on one side.
  public var bias: Double {
    guard !replicates.isEmpty else { return .nan }
    let below = index { $0 < estimate }
    let atMost = index { $0 <= estimate }
    return NormalDistribution.quantile(
      (Double(below) + Double(atMost)) / (2 * Double(replicates.count))
    )
  }

  /// The bias-corrected and accelerated interval.
  ///
  /// Its ends are the quantiles Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))) of the replicates for z = ±z_{(1−level)/2}.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the interval; nil when all replicates are equal or on one side of the estimate, or
  ///   when the acceleration is so large that 1 − a(z₀ + z) is not positive.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  ///
  /// Source: Efron (1987), JASA 82:171–185; Efron & Tibshirani (1993), §14.3. Conventions of
  /// SciPy `bootstrap`: ties half, quantiles interpolated linearly.
  public func bca(level: Double = 0.95) throws(InferenceError) -> Interval? {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    let bias = bias
    guard bias.isFinite, acceleration.isFinite, let first = replicates.first,
      let last = replicates.last, first < last
    else { return nil }
    let z = NormalDistribution.upperQuantile((1 - level) / 2)
    var ends: [Double] = []
    for side in [-z, z] {
      let shifted = bias + side
      let scale = 1 - acceleration * shifted
      guard scale > 0 else { return nil }
      let end = quantile(NormalDistribution.cdf(bias + shifted / scale))
      guard end.isFinite else { return nil }
      ends.append(end)
    }
    return Interval(lower: min(ends[0], ends[1]), upper: max(ends[0], ends[1]))
  }

  /// The quantile of the replicates, interpolated linearly (R's type 7, NumPy's default).
  ///
  /// - Parameter p: 0…1.
  /// - Returns: NaN without replicates.
  public func quantile(_ p: Double) -> Double {
    guard !replicates.isEmpty else { return .nan }
    let place = min(max(p, 0), 1) * Double(replicates.count - 1)
    let below = Int(place)
    let fraction = place - Double(below)
    let lower = replicates[below]
    if fraction == 0 || below + 1 == replicates.count { return lower }
    let upper = replicates[below + 1]
    if lower == upper { return lower }
    return lower + fraction * (upper - lower)
  }

  /// The number of replicates at the start of which something holds.
  private func index(where isBelow: (Double) -> Bool) -> Int {
    var (low, high) = (0, replicates.count)
    while low < high {
      let middle = low + (high - low) / 2
      if isBelow(replicates[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Which interval a bootstrap reads from its replicates.
public enum BootstrapMethod: String, Hashable, Sendable, CaseIterable {
  /// Bias-corrected and accelerated.
  case bca
  /// Bootstrap-t: quantiles of (replicate − estimate) ÷ its own standard error.
  case studentised
}
