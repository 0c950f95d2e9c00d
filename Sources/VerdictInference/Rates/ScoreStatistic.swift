/// The Miettinen–Nurminen score statistic of one pair of arms.
enum ScoreStatistic {
  /// Ṽ(δ) for a difference δ ≥ 0: the variance of the observed difference at the restricted fit.
  ///
  /// The factor N/(N − 1) is Miettinen and Nurminen's; under two effective units in all, where it
  /// would explode, N takes its place (the two agree at N = 2).
  @inline(__always)
  static func variance(
    control xC: Double,
    of nC: Double,
    variant xV: Double,
    of nV: Double,
    difference delta: Double
  ) -> Double {
    let n = nC + nV
    let correction = n / max(n - 1, 1)
    if delta == 0 {
      let pooled = (xC + xV) / n
      let failing = ((nC - xC) + (nV - xV)) / n
      return pooled * failing * (1 / nC + 1 / nV) * correction
    }
    if delta >= 1 { return 0 }
    let fit = ConstrainedRates(control: xC, of: nC, variant: xV, of: nV, difference: delta)
    let spread =
      fit.control * (1 - fit.control) / nC + fit.variant * (1 - fit.variant) / nV
    return spread * correction
  }

  /// z(δ) of one pair of arms that are not empty, for any δ in −1…1.
  ///
  /// For δ < 0 the arms exchange places and the sign turns, so that exchanging the arms mirrors the
  /// statistic bit for bit.
  @inline(__always)
  static func z(
    control xC: Double,
    of nC: Double,
    variant xV: Double,
    of nV: Double,
    difference delta: Double
  ) -> Double {
    if delta < 0 {
      let excess = xC / nC - xV / nV + delta
      return -ratio(
        excess,
        variance(control: xV, of: nV, variant: xC, of: nC, difference: -delta)
      )
    }
    let excess = xV / nV - xC / nC - delta
    return ratio(excess, variance(control: xC, of: nC, variant: xV, of: nV, difference: delta))
  }

  /// excess/√variance, where no excess is 0 and an excess without variance is infinite.
  @inline(__always)
  static func ratio(_ excess: Double, _ variance: Double) -> Double {
    if excess == 0 { return 0 }
    if variance <= 0 { return excess < 0 ? -.infinity : .infinity }
    return excess / variance.squareRoot()
  }
}
