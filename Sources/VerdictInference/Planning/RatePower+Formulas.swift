import GSLKit

/// The normal formulas of ``RatePower``: a size for a power, and the power of a size.
extension RatePower {
  /// The formula's size of the control, a real number.
  static func size(_ design: Design, _ target: Double, _ power: Double) -> Double {
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
  static func deviate(_ design: Design, _ target: Double, _ size: Double) -> Double {
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
}
