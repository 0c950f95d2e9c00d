import GSLKit

/// Money to come: a forecast count of payments, each an amount like those seen.
///
/// S = 0 without a payment; n payments bring a gamma amount of mean n·c and variance n·s²·(1 + n/k),
/// where k payments of the past have mean c and standard deviation s: the checks' own scatter, and
/// not knowing c. The chance is the sum over n, not a simulation:
///
///     P(S ≥ x) = Σ_{n ≥ 1} P(N = n)·P(Gamma_n ≥ x)
///
/// Checked against SciPy's `nbinom` and `gamma`.
public struct AmountForecast: Hashable, Sendable {
  /// How many payments there will be.
  public let payments: CountForecast
  /// Mean of a payment, above 0.
  public let check: Double
  /// Standard deviation of a payment, above 0.
  public let spread: Double
  /// Payments that mean and deviation come from, 1 or more.
  public let known: Int
  /// Payments beyond which nothing changes the answer, with their chances.
  private let masses: [Double]

  /// A forecast of an amount.
  ///
  /// - Parameters:
  ///   - payments: their number.
  ///   - check: above 0.
  ///   - spread: 0 or more; below a twentieth of the check it is taken as that.
  ///   - known: 1 or more.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)`` beyond 100,000 payments.
  public init(
    payments: CountForecast,
    check: Double,
    spread: Double,
    known: Int
  ) throws(InferenceError) {
    guard check > 0, check <= 1e15 else {
      throw .outsideRange(field: "check", value: check, allowed: "(0, 1e15]")
    }
    guard spread >= 0, spread <= 1e15 else {
      throw .outsideRange(field: "spread", value: spread, allowed: "[0, 1e15]")
    }
    guard known >= 1 else { throw .tooFew(field: "known", value: Double(known), needed: 1) }
    let most = payments.quantile(1 - 1e-10)
    guard most <= 100_000 else {
      throw .tooLarge(field: "payments", value: most, limit: 100_000)
    }
    self.payments = payments
    self.check = check
    self.spread = max(spread, check / 20)
    self.known = known
    masses = (0...most).map { payments.mass($0) }
  }

  /// The expected amount.
  public var mean: Double { payments.mean * check }

  /// P(S ≥ x).
  public func chance(atLeast x: Double) -> Double {
    guard x > 0 else { return 1 }
    return sum(x) { $0.upperTail($1) }
  }

  /// P(S ≤ x).
  public func chance(atMost x: Double) -> Double {
    guard x >= 0 else { return 0 }
    return min(1, masses[0] + sum(x) { $0.cdf($1) })
  }

  /// The smallest x with P(S ≤ x) ≥ p, to a millionth of the expected amount.
  public func quantile(_ p: Double) -> Double {
    if chance(atMost: 0) >= p { return 0 }
    var (low, high) = (0.0, max(mean, check))
    while chance(atMost: high) < p, high < 1e18 { (low, high) = (high, high * 2) }
    while high - low > 1e-6 * max(mean, check) {
      let middle = (low + high) / 2
      if chance(atMost: middle) < p { low = middle } else { high = middle }
    }
    return high
  }

  /// The amounts between the tails.
  ///
  /// - Parameter level: 0 < level < 1.
  /// - Returns: both ends, in the unit of the amounts.
  public func interval(level: Double) -> Interval {
    let lower = quantile((1 - level) / 2)
    return Interval(lower: lower, upper: max(lower, quantile((1 + level) / 2)))
  }

  /// Σ over the numbers of payments; a gamma of shape a and scale θ is a χ² of 2a degrees at 2x/θ.
  private func sum(_ x: Double, _ tail: (ChiSquaredDistribution, Double) -> Double) -> Double {
    var total = 0.0
    for (count, mass) in masses.enumerated().dropFirst() where mass > 0 {
      let n = Double(count)
      let variance = n * spread * spread * (1 + n / Double(known))
      let scale = variance / (n * check)
      guard let law = try? ChiSquaredDistribution(degreesOfFreedom: 2 * n * check / scale) else {
        continue
      }
      total += mass * tail(law, 2 * x / scale)
    }
    return min(1, total)
  }
}
