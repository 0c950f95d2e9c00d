import GSLKit

/// Closed-form intervals and p-values of two rates, beside the deciding ``ScoreTest``.
///
/// Differences are variant − control, ratios variant ÷ control. What does not exist is nil. The
/// formulas of Wald and of Agresti and Caffo are given as printed and can pass ±1.
public struct TwoRates: Hashable, Sendable {
  /// The reference arm.
  public let control: BinomialCount
  /// The arm compared with it.
  public let variant: BinomialCount
  let xC: Double
  let nC: Double
  let xV: Double
  let nV: Double

  /// A comparison of two arms; either may be empty.
  public init(control: BinomialCount, variant: BinomialCount) {
    self.control = control
    self.variant = variant
    xC = Double(control.successes)
    nC = Double(control.trials)
    xV = Double(variant.successes)
    nV = Double(variant.trials)
  }

  /// The same comparison with the arms exchanged.
  public var swapped: TwoRates { TwoRates(control: variant, variant: control) }

  var hasBothArms: Bool { control.trials > 0 && variant.trials > 0 }

  /// Variant rate − control rate; nil when an arm is empty.
  public var difference: Double? {
    hasBothArms ? xV / nV - xC / nC : nil
  }

  /// Variant rate ÷ control rate; nil when an arm is empty or the control arm has no success.
  public var ratio: Double? {
    hasBothArms && xC > 0 ? (xV / nV) / (xC / nC) : nil
  }

  /// The sample odds ratio, variant against control; nil when it would divide by zero.
  public var oddsRatio: Double? {
    let below = (nV - xV) * xC
    return hasBothArms && below > 0 ? xV * (nC - xC) / below : nil
  }

  static func critical(_ level: Double) -> Double {
    NormalDistribution.upperQuantile((1 - level) / 2)
  }
}

extension TwoRates {
  /// Newcombe's hybrid score interval of the difference: two Wilson intervals combined.
  ///
  /// Source: Newcombe (1998), Stat Med 17:873–890, method 10. Checked: 56/70 − 48/80 in his table II (a).
  public func newcombe(level: Double) -> Interval? {
    guard
      let difference,
      let c = SingleRate(control).wilson(level: level),
      let v = SingleRate(variant).wilson(level: level),
      let lowC = c.lower, let highC = c.upper, let lowV = v.lower, let highV = v.upper
    else { return nil }
    let (pC, pV) = (xC / nC, xV / nV)
    let down = ((pV - lowV) * (pV - lowV) + (highC - pC) * (highC - pC)).squareRoot()
    let up = ((highV - pV) * (highV - pV) + (pC - lowC) * (pC - lowC)).squareRoot()
    return Interval(lower: difference - down, upper: difference + up)
  }

  /// Agresti and Caffo's interval of the difference: Wald's with one success and one failure added to each arm.
  ///
  /// Source: Agresti & Caffo (2000), Am Stat 54:280–288.
  public func agrestiCaffo(level: Double) -> Interval? {
    guard hasBothArms else { return nil }
    return Self.wald(xC + 1, nC + 2, xV + 1, nV + 2, level)
  }

  /// Wald's interval of the difference, shown because others print it: its level is not kept.
  public func wald(level: Double) -> Interval? {
    guard hasBothArms else { return nil }
    return Self.wald(xC, nC, xV, nV, level)
  }

  private static func wald(
    _ xC: Double,
    _ nC: Double,
    _ xV: Double,
    _ nV: Double,
    _ level: Double
  ) -> Interval {
    let (pC, pV) = (xC / nC, xV / nV)
    let half = critical(level) * (pC * (1 - pC) / nC + pV * (1 - pV) / nV).squareRoot()
    return Interval(lower: pV - pC - half, upper: pV - pC + half)
  }

  /// Katz's interval of the ratio: normal on the log scale; nil when an arm has no success.
  ///
  /// Source: Katz, Baptista, Azen & Pike (1978), Biometrics 34:469–474.
  public func katz(level: Double) -> Interval? {
    guard let ratio, xV > 0 else { return nil }
    let error = ((nV - xV) / (xV * nV) + (nC - xC) / (xC * nC)).squareRoot()
    return Self.aroundLogarithm(ratio, error, level)
  }

  /// Woolf's interval of the odds ratio: normal on the log scale; nil when a cell is empty.
  ///
  /// Source: Woolf (1955), Ann Hum Genet 19:251–253.
  public func woolf(level: Double) -> Interval? {
    guard let oddsRatio, xV > 0, xC < nC else { return nil }
    let error = (1 / xV + 1 / (nV - xV) + 1 / xC + 1 / (nC - xC)).squareRoot()
    return Self.aroundLogarithm(oddsRatio, error, level)
  }

  private static func aroundLogarithm(
    _ value: Double,
    _ error: Double,
    _ level: Double
  ) -> Interval {
    let factor = Elementary.exp(critical(level) * error)
    return Interval(lower: value / factor, upper: value * factor)
  }
}

extension TwoRates {
  /// Two-sided p of the z test with pooled variance; 1 when nobody, or everybody, succeeded.
  public var pooledZPValue: Double? { pooled(correction: 0) }

  /// Two-sided p of the z test with pooled variance and Yates's continuity correction.
  ///
  /// The correction is min(|Δ|, ½(1/n_c + 1/n_v)), as in R's `prop.test`.
  public var yatesPValue: Double? { pooled(correction: 0.5) }

  private func pooled(correction: Double) -> Double? {
    guard let difference else { return nil }
    let n = nC + nV
    let successes = xC + xV
    let variance = successes * (n - successes) / (n * n) * (1 / nC + 1 / nV)
    if variance == 0 { return 1 }
    let distance = max(abs(difference) - correction * (1 / nC + 1 / nV), 0)
    return min(1, 2 * NormalDistribution.upperTail(distance / variance.squareRoot()))
  }
}
