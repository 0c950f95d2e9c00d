import GSLKit

extension SegmentedRegression {
  /// What the measure changed on the scale people count in.
  public struct Effect: Hashable, Sendable {
    /// Average difference from what the old trend would have given: a rate, events a point (or per unit of
    /// exposure), or a value.
    public let average: Coefficient
    /// The difference summed over all units after the start: successes, events, or the sum of values.
    public let total: Coefficient
    /// Points after the start that are averaged.
    public let points: Int
  }

  /// The average and total difference after the start against the old trend carried on.
  ///
  ///     average = Σ d_t (μ_t − μ⁰_t)/Σ d_t over t ≥ s
  ///
  /// μ⁰ is the fit without level and slope change, d the trials or exposure (1 for counts and values). The
  /// standard error is by the delta method, of the fitted means, on the same covariance and degrees of
  /// freedom. The further the old trend is carried, the less it can be trusted.
  ///
  /// - Returns: the effect; nil where a mean without the measure has no finite number.
  public var effect: Effect? {
    let width = fit.design.columns
    var (sum, sizes, points) = (0.0, 0.0, 0)
    var gradient = [Double](repeating: 0, count: width)
    for (row, index) in fit.points.enumerated() where index >= series.start {
      let x = Array(fit.design.row(row))
      var without = x
      for column in 2..<(fit.hasSlope ? 4 : 3) { without[column] = 0 }
      let size = series.denominator?[index] ?? 1
      let now = means(x, size)
      let before = means(without, size)
      sum += now.mean - before.mean
      for column in 0..<width {
        gradient[column] += now.slope * x[column] - before.slope * without[column]
      }
      sizes += size
      points += 1
    }
    guard points > 0, sum.isFinite, gradient.allSatisfy(\.isFinite) else { return nil }
    let variance = fit.covariance?.form(gradient, gradient)
    let error = variance.flatMap { $0 > 0 && $0.isFinite ? $0.squareRoot() : nil }
    func coefficient(_ factor: Double) -> Coefficient {
      Coefficient(
        estimate: sum * factor,
        standardError: error.map { $0 * factor }.flatMap { $0 > 0 && $0.isFinite ? $0 : nil },
        degreesOfFreedom: degreesOfFreedom
      )
    }
    let total = coefficient(fit.responseScale)
    let average = coefficient(fit.responseScale / sizes)
    guard total.estimate.isFinite, average.estimate.isFinite else { return nil }
    return Effect(average: average, total: total, points: points)
  }

  /// Mean total of a point and its derivative by the linear predictor.
  private func means(_ x: [Double], _ size: Double) -> (mean: Double, slope: Double) {
    var predictor = zip(x, fit.coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    if series.family == .quasiPoisson { predictor += Elementary.log(size) }
    let mean = SegmentedFit.mean(series.family, predictor, size)
    return (mean, SegmentedFit.variance(series.family, mean: mean, size: size))
  }
}
