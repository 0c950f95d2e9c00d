package import VerdictInference
package import VerdictModel

/// A metric's usual level before a test, and what chance alone does round it at each point's size.
///
/// The usual level is the sum over the sum of the points that ended before the test began. Each point's
/// limits are the exact binomial ones at 998 of 1,000 (Spiegelhalter 2005, as the managers' funnel), so a
/// point outside them is a signal, and one inside them needs no cause.
package struct SeriesLimits: Hashable, Sendable, Codable {
  /// A share of one.
  package var usual: Double
  /// Points it comes from.
  package var points: Int
  /// One for each point of the series, in its order; nil where nothing was due.
  package var limits: [Interval?]
  /// The company's own norm on the last day of the series, shares of one; nil where it has none.
  package var norm: Interval?

  /// Below these points a level is no habit yet.
  package static let fewestPoints = 5

  /// Nil where fewer than five points came before the test, or all or none of them succeeded.
  package init?(_ series: [SeriesPoint], testStart: Day, norm: Norm?) {
    let before = series.filter { $0.end < testStart && $0.denominator > 0 }
    let above = before.reduce(0) { $0 + $1.numerator }
    let below = before.reduce(0) { $0 + $1.denominator }
    guard before.count >= Self.fewestPoints, above > 0, above < below else { return nil }
    let usual = Double(above) / Double(below)
    self.usual = usual
    points = before.count
    limits = series.map { point in
      guard point.denominator > 0 else { return nil }
      return try? BinomialLimits.interpolated(
        trials: Int(point.denominator),
        rate: usual,
        level: FunnelPlot.signalLevel
      )
    }
    self.norm = norm.flatMap {
      $0.low == nil && $0.high == nil ? nil : Interval(lower: $0.low, upper: $0.high)
    }
  }

  /// Points of the series outside their limits, by index.
  package func outside(_ series: [SeriesPoint]) -> [Int] {
    series.indices.filter { index in
      guard index < limits.count, let limits = limits[index], series[index].denominator > 0 else {
        return false
      }
      return !limits.contains(
        Double(series[index].numerator) / Double(series[index].denominator)
      )
    }
  }
}
