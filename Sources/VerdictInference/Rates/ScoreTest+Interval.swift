import GSLKit

extension ScoreTest {
  /// All differences δ whose two one-sided p both exceed `tail`: the interval at level 1 − 2·tail.
  ///
  /// - Parameter tail: one-sided error per side, 0 ≤ tail < 0.5; at 0 nothing is excluded.
  /// - Returns: ends in −1…1, each the last value *inside*, exact to 1e-15. The lower end is above 0
  ///   exactly when `pValueGreater(at: 0) <= tail`, the upper below 0 exactly when
  ///   `pValueLess(at: 0) <= tail`. Without information, −1…1.
  public func interval(tail: Double) -> Interval {
    precondition(tail >= 0 && tail < 0.5, "a tail lies in 0..<0.5")
    guard estimate != nil, tail > 0 else { return Interval(lower: -1, upper: 1) }
    let lower = lowerLimit(tail)
    let upper = 0 - swapped.lowerLimit(tail)
    // Rounding alone could put two equal ends out of order.
    return Interval(lower: min(lower, upper), upper: max(lower, upper))
  }

  /// The smallest δ that is not excluded from below.
  private func lowerLimit(_ tail: Double) -> Double {
    guard let estimate, estimate > -1 else { return -1 }
    let critical = NormalDistribution.upperQuantile(tail)
    var outside = -1.0
    var inside = estimate
    if estimate > 0 {
      if pValueGreater(at: 0) <= tail { outside = 0 } else { inside = 0 }
    }
    return bisect(outside: outside, inside: inside, critical: critical)
  }

  /// Narrows a bracket to the last point inside, by regula falsi (Illinois) guarded by bisection.
  private func bisect(outside: Double, inside: Double, critical: Double) -> Double {
    var outside = outside
    var inside = inside
    func height(_ delta: Double) -> Double {
      let z = statistic(at: delta)
      // A bounded, increasing transformation keeps infinities out of the secant.
      let bounded = z.isInfinite ? (z > 0 ? 1 : -1) : z / (1 + abs(z))
      return bounded - critical / (1 + critical)
    }
    var atOutside = height(outside)
    var atInside = height(inside)
    var sinceHalving = 0
    for _ in 0..<200 {
      let width = inside - outside
      if width <= max(1e-15 * abs(inside), 1e-16) { break }
      var next = outside + width / 2
      if sinceHalving < 3, atOutside > 0, atInside < 0 {
        let secant = outside + width * (atOutside / (atOutside - atInside))
        if secant > outside, secant < inside { next = secant }
      }
      if next <= outside || next >= inside { break }
      let value = height(next)
      if value >= 0 {
        if next - outside < width / 2 { atInside /= 2 }
        outside = next
        atOutside = value
      } else {
        if inside - next < width / 2 { atOutside /= 2 }
        inside = next
        atInside = value
      }
      sinceHalving = inside - outside > width / 2 ? sinceHalving + 1 : 0
    }
    return inside
  }
}
