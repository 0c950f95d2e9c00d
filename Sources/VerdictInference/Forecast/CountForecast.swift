import GSLKit

/// A count to come: negative binomial with a given mean and variance.
///
///     size r = m²/(v − m)     p = r/(r + m)     P(N ≤ k) = I_p(r, k + 1)
///
/// Both tails come from the beta distribution, so small chances keep their digits. Checked against
/// SciPy `nbinom`.
public struct CountForecast: Hashable, Sendable {
  /// Above 0.
  public let mean: Double
  /// Above the mean.
  public let variance: Double
  private let size: Double
  private let probability: Double

  /// A forecast of a count.
  ///
  /// - Parameters:
  ///   - mean: above 0, at most 10¹².
  ///   - variance: at least the mean; one of the mean itself is taken a hair wider (Poisson's limit).
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(mean: Double, variance: Double) throws(InferenceError) {
    guard mean > 0, mean <= 1e12 else {
      throw .outsideRange(field: "mean", value: mean, allowed: "(0, 1e12]")
    }
    guard variance >= mean, variance <= 1e24 else {
      throw .outsideRange(field: "variance", value: variance, allowed: "[mean, 1e24]")
    }
    self.mean = mean
    self.variance = max(variance, mean * (1 + 1e-9))
    size = mean * mean / (self.variance - mean)
    probability = size / (size + mean)
  }

  /// P(N ≤ k).
  public func chance(atMost k: Int) -> Double {
    guard k >= 0 else { return 0 }
    return tail(k) { $0.cdf(probability) } ?? 1
  }

  /// P(N ≥ k).
  public func chance(atLeast k: Int) -> Double {
    guard k > 0 else { return 1 }
    return tail(k - 1) { $0.upperTail(probability) } ?? 0
  }

  /// P(N = k).
  public func mass(_ k: Int) -> Double {
    guard k >= 0, k <= Int(UInt32.max) else { return 0 }
    let count = Double(k)
    let ways = LogGamma.logGamma(count + size) - LogGamma.logGamma(size) - LogGamma.logFactorial(k)
    return Elementary.exp(
      ways + size * Elementary.log(probability)
        + count * Elementary.log(onePlus: -probability)
    )
  }

  /// The smallest k with P(N ≤ k) ≥ p.
  ///
  /// - Parameter p: 0 < p < 1.
  /// - Returns: a count, 0 or more.
  public func quantile(_ p: Double) -> Int {
    var (low, high) = (-1, max(1, Int(mean)))
    while chance(atMost: high) < p, high < 1 << 50 { (low, high) = (high, high * 2) }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if chance(atMost: middle) < p { low = middle } else { high = middle }
    }
    return high
  }

  /// The counts between the tails, each at most (1 − level)/2.
  ///
  /// - Parameter level: 0 < level < 1.
  /// - Returns: the lowest and the highest count.
  public func interval(level: Double) -> ClosedRange<Int> {
    let tail = (1 - level) / 2
    let lower = quantile(tail)
    return lower...max(lower, quantile(1 - tail))
  }

  private func tail(_ k: Int, _ answer: (BetaDistribution) -> Double) -> Double? {
    guard let law = try? BetaDistribution(alpha: size, beta: Double(k) + 1) else { return nil }
    return answer(law)
  }
}
