/// A ratio of sums in one arm, Σy/Σx: cost per lead, average check, payments per meeting.
///
/// With units i that each have an x and a y, R = ȳ/x̄ and, by the delta method,
/// Var R = s_e²/(n x̄²), s_e² = Σ(eᵢ − ē)²/(n − 1), eᵢ = yᵢ − R xᵢ.
/// Units are independent; x and y of one unit need not be.
///
/// Source: Cochran (1977), Sampling Techniques, §2.11 and §6; Fieller (1954), J R Stat Soc B 16:175–185.
public struct SumRatio: Hashable, Sendable {
  /// The pairs (x, y) of the arm.
  public let moments: PairMoments

  /// The ratio of an arm.
  public init(_ moments: PairMoments) { self.moments = moments }

  /// Σy/Σx; nil without pairs, when Σx is 0, or when the ratio is no finite number.
  public var estimate: Double? {
    guard moments.count > 0, moments.centerX != 0 else { return nil }
    let ratio = moments.centerY / moments.centerX
    return ratio.isFinite ? ratio : nil
  }

  /// The delta method's variance of the ratio; 0 when y is proportional to x.
  ///
  /// nil with fewer than two pairs, without a ratio, and when it is no finite number.
  public var variance: Double? { residual?.variance }

  /// The share of ``variance`` that can be rounding of the raw sums it came from; 0 from pairs.
  public var relativeError: Double? { residual?.relativeError }

  private var residual: (variance: Double, relativeError: Double)? {
    guard let estimate, moments.count >= 2 else { return nil }
    let m = moments
    // e = y − Rx in units of x̄, so that only the ratio's own size matters.
    let parts = [
      m.squaresY, 0 - 2 * estimate * m.products, estimate * estimate * m.squaresX,
    ]
    let sum = parts.reduce(0, +)
    let rounding = 4 * 0x1p-52 * parts.reduce(0) { $0 + abs($1) }
    let error =
      m.errorYY + 2 * abs(estimate) * m.errorXY + estimate * estimate * m.errorXX
    let scale = Double(m.count) * Double(m.count - 1)
    let variance = sum > rounding ? sum / m.centerX / m.centerX / scale : 0
    guard variance.isFinite, error.isFinite else { return nil }
    return (variance, error == 0 ? 0 : sum > error ? error / sum : 1)
  }

  /// Fieller's set of the ratio: all θ with |ȳ − θx̄| ≤ t·√(s_{y−θx}²/n), t with n − 1 degrees of freedom.
  ///
  /// Exact when (x, y) are normal. When x̄ itself is not told from 0, the set is not an interval.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the set; nil with fewer than two pairs or when nothing varies.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  public func fieller(level: Double = 0.95) throws(InferenceError) -> ConfidenceSet? {
    let m = moments
    guard m.count >= 2, m.squaresX > 0 || m.squaresY > 0,
      let quantile = StudentisedEstimate(
        estimate: 0,
        standardError: 1,
        degreesOfFreedom: Double(m.count - 1)
      )
    else { return nil }
    let t = try quantile.critical(level: level)
    let factor = t / Double(m.count) * (t / Double(m.count - 1))
    return ConfidenceSet.solutions(
      a: m.centerX * m.centerX - factor * m.squaresX,
      b: -2 * (m.centerX * m.centerY - factor * m.products),
      c: m.centerY * m.centerY - factor * m.squaresY
    )
  }
}
