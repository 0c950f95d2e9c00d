/// Whether the score statistic of a table reaches a level, without solving for the restricted rates.
///
/// z ≥ c with c > 0 says Ṽ ≤ V* = (excess/c)²/correction. Ṽ(p) is a concave parabola in the
/// restricted rate p, so it holds exactly when p̃ lies outside the two roots of Ṽ(p) = V*; and the
/// likelihood is concave, so the sign of its derivative at a root tells on which side p̃ lies. One
/// square root takes the place of the cubic of ``ConstrainedRates``; the answer is the same.
package struct ScoreComparison {
  private let level: Double
  private let difference: Double
  /// Sizes of the arm whose rate is p and of the arm whose rate is p + |δ|.
  private let lowTrials: Double
  private let highTrials: Double
  private let isExchanged: Bool
  private let shift: Double
  /// Ṽ(p) = constant + linear·p − square·p², up to the correction; in p from the lower end, and in
  /// e = 1 − |δ| − p from the upper end, so that nothing cancels at either.
  private let square: Double
  private let constant: (low: Double, high: Double)
  private let vertex: (low: Double, high: Double)
  private let top: Double
  private let inverse: Double

  /// A comparison at a difference δ in −1 < δ < 1.
  package init(level: Double, difference: Double, controlTrials m: Double, variantTrials n: Double)
  {
    self.level = level
    self.difference = difference
    isExchanged = difference < 0
    shift = abs(difference)
    lowTrials = isExchanged ? n : m
    highTrials = isExchanged ? m : n
    square = 1 / lowTrials + 1 / highTrials
    constant = (shift * (1 - shift) / highTrials, shift * (1 - shift) / lowTrials)
    vertex = (
      (1 / lowTrials + (1 - 2 * shift) / highTrials) / (2 * square),
      (1 / highTrials + (1 - 2 * shift) / lowTrials) / (2 * square)
    )
    top = constant.low + square * vertex.low * vertex.low
    let correction = (m + n) / max(m + n - 1, 1)
    inverse = level == 0 ? .infinity : 1 / (level * level * correction)
  }

  /// Whether z(δ) of a table is at least the level.
  package func isReached(control a: Double, variant b: Double) -> Bool {
    let excess =
      isExchanged
      ? b / lowTrials - a / highTrials - difference : b / highTrials - a / lowTrials - difference
    if level == 0 || (excess < 0) != (level < 0) { return excess >= 0 }
    let variance = excess * excess * inverse
    let (low, high) = isExchanged ? (b, a) : (a, b)
    return level > 0
      ? excess > 0 && isSmaller(than: variance, low, high, orEqual: true)
      : !isSmaller(than: variance, low, high, orEqual: false)
  }

  /// Ṽ(p̃) < V*, or ≤.
  @inline(__always)
  private func isSmaller(
    than variance: Double,
    _ low: Double,
    _ high: Double,
    orEqual: Bool
  ) -> Bool {
    let width = max((top - variance) / square, 0).squareRoot()
    if width == 0 { return orEqual || variance > top }
    if variance >= constant.low {
      // Left of its vertex Ṽ rises: p̃ must lie at or below the root.
      if vertex.low <= 0 { return true }
      let p = (variance - constant.low) / (square * (vertex.low + width))
      let v = p + shift
      let slope =
        (low - lowTrials * p) * v * (1 - v) + (high - highTrials * v) * p * (1 - p)
      if orEqual ? slope <= 0 : slope < 0 { return true }
    }
    if variance >= constant.high {
      if vertex.high <= 0 { return true }
      let e = (variance - constant.high) / (square * (vertex.high + width))
      let failing = e + shift
      let slope =
        (lowTrials * failing - (lowTrials - low)) * (1 - e) * e
        + (highTrials * e - (highTrials - high)) * (1 - failing) * failing
      if orEqual ? slope >= 0 : slope > 0 { return true }
    }
    return false
  }
}
