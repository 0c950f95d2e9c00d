import GSLKit

/// Money that comes or goes day after day, such as ad spend: its pace, and a further exposure's sum.
///
/// Past periods have amounts x over exposures e. With the rate r = Σx/Σe, one unit of exposure varies
/// by s² = Σ (x − r·e)²/e ÷ (k − 1); a further w has mean r·w and variance s²·w·(1 + w/W), read as a
/// gamma amount, which cannot be negative.
///
/// Assumes that the pace stays what it was. Checked against SciPy's `gamma`.
public struct AmountPace: Hashable, Sendable {
  /// Money per unit of exposure, above 0.
  public let rate: Double
  /// Exposure of all periods, above 0.
  public let exposure: Double
  /// s², above 0.
  public let variance: Double

  /// The pace of past periods.
  ///
  /// - Parameter periods: amounts 0 or more with their exposure; at least two with exposure.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` without any money.
  public init(_ periods: [(amount: Double, exposure: Double)]) throws(InferenceError) {
    let seen = periods.filter { $0.exposure > 0 }
    guard seen.count >= 2 else {
      throw .tooFew(field: "periods", value: Double(seen.count), needed: 2)
    }
    let total = seen.reduce(0.0) { $0 + $1.exposure }
    let money = seen.reduce(0.0) { $0 + $1.amount }
    guard money > 0, money.isFinite else {
      throw .outsideRange(field: "amount", value: money, allowed: "(0, inf)")
    }
    let rate = money / total
    let squares = seen.reduce(0.0) { sum, period in
      let excess = period.amount - rate * period.exposure
      return sum + excess * excess / period.exposure
    }
    self.rate = rate
    exposure = total
    // Equal amounts every day leave no scatter at all; a hundredth of the pace stands for it.
    variance = max(squares / Double(seen.count - 1), rate * rate * 1e-4)
  }

  /// The expected sum over a further exposure.
  public func mean(over ahead: Double) -> Double { rate * ahead }

  /// P(sum ≤ x) over a further exposure above 0; nil outside what the distribution takes.
  public func chance(atMost x: Double, over ahead: Double) -> Double? {
    guard let (law, scale) = law(ahead) else { return nil }
    return law.cdf(2 * x / scale)
  }

  /// The sums between the tails; nil outside what the distribution takes.
  public func interval(over ahead: Double, level: Double) -> Interval? {
    guard let (law, scale) = law(ahead), let lower = try? law.quantile((1 - level) / 2),
      let upper = try? law.upperQuantile((1 - level) / 2)
    else { return nil }
    return Interval(lower: lower * scale / 2, upper: upper * scale / 2)
  }

  private func law(_ ahead: Double) -> (ChiSquaredDistribution, Double)? {
    guard ahead > 0 else { return nil }
    let mean = rate * ahead
    let scale = variance * ahead * (1 + ahead / exposure) / mean
    guard let law = try? ChiSquaredDistribution(degreesOfFreedom: 2 * mean / scale) else {
      return nil
    }
    return (law, scale)
  }
}
