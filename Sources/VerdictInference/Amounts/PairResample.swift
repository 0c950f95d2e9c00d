import GSLKit

/// Means and the residual variance of one arm's resample of pairs.
struct PairResample {
  private var places: [Int]
  private let batch: ShufflingGenerator.Batch

  init(_ count: Int) {
    places = Array(repeating: 0, count: count)
    batch = ShufflingGenerator.Batch(below: count)
  }

  /// Draws as many pairs as there are.
  ///
  /// - Returns: the means of x and y, and s²/n of y − (ȳ/x̄)x; 0 when one pair was drawn throughout.
  mutating func draw(
    _ x: [Double],
    _ y: [Double],
    _ draws: ShufflingGenerator
  ) -> (x: Double, y: Double, variance: Double) {
    draws.placesWithReplacement(into: &places, batch)
    let n = Double(places.count)
    var (sumX, sumY) = (0.0, 0.0)
    for place in places {
      sumX += x[place]
      sumY += y[place]
    }
    let (meanX, meanY) = (sumX / n, sumY / n)
    let ratio = meanY / meanX
    let origin = places[0]
    var (first, second, varies) = (0.0, 0.0, false)
    for place in places {
      let residual = (y[place] - meanY) - ratio * (x[place] - meanX)
      if x[place] != x[origin] || y[place] != y[origin] { varies = true }
      first += residual
      second += residual * residual
    }
    let variance = varies ? max(second - first * (first / n), 0) / (n - 1) / n : 0
    return (meanX, meanY, variance)
  }
}
