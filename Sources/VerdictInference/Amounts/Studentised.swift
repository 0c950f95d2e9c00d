import GSLKit

/// The bootstrap-t: replicates measured in their own standard errors.
enum Studentised {
  /// (replicate − estimate) ÷ its standard error; ±∞ where the resample does not vary, 0 for 0/0.
  static func ratio(_ distance: Double, _ variance: Double) -> Double {
    if distance == 0 { return 0 }
    return variance > 0 ? distance / variance.squareRoot() : (distance < 0 ? -.infinity : .infinity)
  }

  /// estimate − t*·standard error with the upper and the lower quantile t* of the ratios.
  ///
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  static func interval(
    _ estimate: Double,
    _ standardError: Double,
    _ ratios: [Double],
    level: Double
  ) throws(InferenceError) -> Interval {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    let law = BootstrapDistribution(replicates: ratios, estimate: 0, acceleration: 0)
    let tail = (1 - level) / 2
    let lower = estimate - law.quantile(1 - tail) * standardError
    let upper = estimate - law.quantile(tail) * standardError
    return Interval(
      lower: lower.isFinite ? lower : nil,
      upper: upper.isFinite ? upper : nil
    )
  }
}

/// Mean and variance of one arm's resample of deviations.
struct ResampledSums {
  private var places: [Int]
  private let batch: ShufflingGenerator.Batch

  init(_ count: Int) {
    places = Array(repeating: 0, count: count)
    batch = ShufflingGenerator.Batch(below: count)
  }

  /// Draws as many deviations as there are.
  mutating func draw(
    _ deviations: [Double],
    _ draws: ShufflingGenerator
  ) -> (mean: Double, varianceOfMean: Double) {
    draws.placesWithReplacement(into: &places, batch)
    let n = Double(places.count)
    var sum = 0.0
    for place in places { sum += deviations[place] }
    let mean = sum / n
    // About the resample's own mean: one repeated deviation leaves exactly 0 or rounding's square.
    let origin = deviations[places[0]]
    var (first, second, varies) = (0.0, 0.0, false)
    for place in places {
      let d = deviations[place] - mean
      if deviations[place] != origin { varies = true }
      first += d
      second += d * d
    }
    let variance = varies ? max(second - first * (first / n), 0) / (n - 1) / n : 0
    return (mean, variance)
  }
}

extension Interval {
  /// The interval with the same width around 0, for arms that are the same.
  var symmetrised: Interval {
    guard let width else { return Interval(lower: nil, upper: nil) }
    return Interval(lower: 0 - width / 2, upper: width / 2)
  }
}
