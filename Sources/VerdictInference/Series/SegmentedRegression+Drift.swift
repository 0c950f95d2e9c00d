import GSLKit

extension SegmentedRegression {
  /// What a plain before-and-after comparison would have read as an effect.
  public struct Drift: Hashable, Sendable {
    /// The trend per point before the start, on the scale of g.
    public let trend: Coefficient
    /// Average of the response after the start less that before: the naive effect.
    public let observedChange: Double
    /// The same if the old trend had simply gone on: the part that is drift.
    public let expectedChange: Double
  }

  /// Whether the series was already on its way, and how much of a plain before-and-after difference that is.
  ///
  /// Averages weigh points by their trials or exposure. A trend that could be there without being noticed
  /// (``Drift/trend``'s interval) can explain as much as one that was.
  ///
  /// - Returns: the drift; nil where the carried-on trend has no finite number.
  public var drift: Drift? {
    var (before, after, sizesBefore, sizesAfter) = (0.0, 0.0, 0.0, 0.0)
    for index in fit.points {
      let size = series.denominator?[index] ?? 1
      let value = (series.numerator[index] - fit.responseShift) / fit.responseScale
      if index < series.start {
        before += value
        sizesBefore += size
      } else {
        after += value
        sizesAfter += size
      }
    }
    guard let effect, sizesBefore > 0, sizesAfter > 0 else { return nil }
    let observed = (after / sizesAfter - before / sizesBefore) * fit.responseScale
    // The fitted means after the start add up to the observed ones, so that the rest is the drift.
    let expected = observed - effect.average.estimate
    guard observed.isFinite, expected.isFinite else { return nil }
    return Drift(trend: trend, observedChange: observed, expectedChange: expected)
  }
}
