import GSLKit

/// The two rates that fit two arms best while differing by a given amount.
///
/// Restricted maximum likelihood: maximise
/// x_c log p + (n_c − x_c) log(1 − p) + x_v log(p + δ) + (n_v − x_v) log(1 − p − δ) over p. The
/// likelihood is concave, so its stationary point is the one root of a cubic that lies in
/// 0…1 − δ; the cubic is solved in closed form and polished by Newton steps. When the root can touch
/// an end (no successes in the control arm, no failures in the variant arm) a factor divides out
/// and the remaining quadratic is solved without cancellation.
///
/// Source: Miettinen & Nurminen (1985), Stat Med 4:213–226, appendix 1.
struct ConstrainedRates {
  let control: Double
  let variant: Double

  /// The fit for a difference 0 < δ < 1 and two arms that are not empty.
  @inline(__always)
  init(
    control xC: Double,
    of nC: Double,
    variant xV: Double,
    of nV: Double,
    difference delta: Double
  ) {
    let limit = 1 - delta
    if xC == 0 {
      if xV == nV {
        let p = min(max((nV - nC * delta) / (nC + nV), 0), limit)
        self.init(control: p, difference: delta)
      } else {
        let p = Self.touching(xV, of: nV, other: nC, delta)
        self.init(control: min(p, limit), difference: delta)
      }
      return
    }
    if xV == nV {
      // Counted by failure with the arms exchanged this is the case above.
      let q = min(Self.touching(nC - xC, of: nC, other: nV, delta), limit)
      self.init(control: 1 - (q + delta), variant: 1 - q)
      return
    }
    let n = nC + nV
    let successes = xC + xV
    let square = ((nV + 2 * nC) * delta - n - successes) / (3 * n)
    let linear = ((nC * delta - n - 2 * xC) * delta + successes) / n
    let constant = xC * delta * limit / n
    let q = square * square * square - square * linear / 2 + constant / 2
    let spread = max(square * square - linear / 3, 0).squareRoot()
    let signed = q < 0 ? -spread : spread
    let cosine = min(max(q / (signed * signed * signed), -1), 1)
    var p = 2 * signed * Elementary.cosine((.pi + Elementary.arcCosine(cosine)) / 3) - square
    p = min(max(p, 0), limit)
    for _ in 0..<2 {
      let v = p + delta
      let first = xC - nC * p
      let second = xV - nV * v
      let value = first * v * (1 - v) + second * p * (1 - p)
      let slope =
        first * (1 - 2 * v) - nC * v * (1 - v) + second * (1 - 2 * p) - nV * p * (1 - p)
      let next = p - value / slope
      if next > 0 && next < limit { p = next }
    }
    self.init(control: p, difference: delta)
  }

  @inline(__always)
  private init(control p: Double, difference delta: Double) {
    self.init(control: p, variant: min(p + delta, 1))
  }

  @inline(__always)
  private init(control: Double, variant: Double) {
    self.control = control
    self.variant = variant
  }

  /// The control rate when the control arm (of size `other`) has no success.
  ///
  /// With the factor p divided out, n p² − b p + c = 0 remains; at c ≤ 0 the maximum is at p = 0.
  @inline(__always)
  private static func touching(
    _ x: Double,
    of n: Double,
    other: Double,
    _ delta: Double
  ) -> Double {
    let c = x - n * delta - other * delta * (1 - delta)
    if c <= 0 { return 0 }
    let b = other * (1 - 2 * delta) + x - n * delta + n
    let root = max(b * b - 4 * (n + other) * c, 0).squareRoot()
    return 2 * c / (b + root)
  }
}
