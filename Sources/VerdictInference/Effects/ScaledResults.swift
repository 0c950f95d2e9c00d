import GSLKit

/// Results relative to the most precise one, in units of their largest distance or error.
///
/// Near 10⁹ with a tiny spread, and at 10³⁰⁰, sums of squares stay exact enough.
struct ScaledResults: Hashable, Sendable {
  /// The estimate of the most precise result.
  let center: Double
  /// The largest distance from the centre or standard error.
  let unit: Double
  /// Distances and variances in that unit.
  let distances: [Double]
  let variances: [Double]

  /// Weighted sums for one τ².
  struct Fit {
    let mean: Double
    /// Σ w.
    let weight: Double
    /// Σ w².
    let squares: Double
    /// Σ w (d − mean)².
    let q: Double
    /// Σ w² (d − mean)².
    let q2: Double
  }

  init(_ results: [EstimateWithError]) throws(InferenceError) {
    guard
      let precise = results.min(by: {
        ($0.standardError, $0.estimate) < ($1.standardError, $1.estimate)
      })
    else { throw .tooFew(field: "results", value: 0, needed: 2) }
    let center = precise.estimate
    let largest = results.reduce(0) { max($0, $1.standardError, abs($1.estimate - center)) }
    let errors = results.map { $0.standardError / largest }
    // A square below 1e-280 has a weight whose square no number holds.
    guard largest.isFinite, errors.allSatisfy({ $0 > 1e-70 }) else {
      throw .numerical(routine: "randomEffects", detail: "sizes too far apart")
    }
    self.center = center
    unit = largest
    distances = results.map { ($0.estimate - center) / largest }
    variances = errors.map { $0 * $0 }
  }

  func fit(_ tau: Double) -> Fit {
    var (weight, squares, sum) = (0.0, 0.0, 0.0)
    for (distance, variance) in zip(distances, variances) {
      let w = 1 / (variance + tau)
      weight += w
      squares += w * w
      sum += w * distance
    }
    let mean = sum / weight
    var (q, q2) = (0.0, 0.0)
    for (distance, variance) in zip(distances, variances) {
      let w = 1 / (variance + tau)
      let square = w * (distance - mean) * (distance - mean)
      q += square
      q2 += w * square
    }
    return Fit(mean: mean, weight: weight, squares: squares, q: q, q2: q2)
  }

  func betweenVariance(_ estimator: RandomEffects.Estimator) throws(InferenceError) -> Double {
    let others = Double(distances.count - 1)
    switch estimator {
    case .derSimonianLaird: return momentEstimate
    case .pauleMandel: return try profile(others)
    case .restrictedLikelihood: return try restrictedMaximum()
    }
  }

  /// (Q − (K − 1))/(Σ w − Σ w²/Σ w) at τ² = 0, not below 0.
  private var momentEstimate: Double {
    let fit = fit(0)
    let spare = fit.weight - fit.squares / fit.weight
    return max(0, (fit.q - Double(distances.count - 1)) / spare)
  }

  /// The τ² at which Q equals a target; 0 where it is below that at once.
  ///
  /// Q falls as τ² rises.
  func profile(_ target: Double) throws(InferenceError) -> Double {
    guard fit(0).q > target else { return 0 }
    var upper = max(momentEstimate, variances.min() ?? 1)
    while fit(upper).q > target { upper *= 4 }
    do throws(GSLError) {
      return try BrentRoot.find(in: 0...upper, tolerance: 1e-15 * upper) { fit($0).q - target }
    } catch {
      throw InferenceError(error)
    }
  }

  /// Twice the derivative of the restricted log-likelihood by τ².
  private func score(_ tau: Double) -> Double {
    let fit = fit(tau)
    return fit.q2 - fit.weight + fit.squares / fit.weight
  }

  /// The restricted log-likelihood of τ², up to a constant.
  func restrictedLikelihood(_ tau: Double) -> Double {
    let fit = fit(tau)
    let logs = variances.reduce(0) { $0 + Elementary.log($1 + tau) }
    return -(logs + Elementary.log(fit.weight) + fit.q) / 2
  }

  /// The highest point of a grid, and the root of the score beside it: there may be several maxima.
  private func restrictedMaximum() throws(InferenceError) -> Double {
    // Distances are at most 1, so nothing beyond 4 can be best.
    let smallest = 1e-4 * (variances.min() ?? 1)
    let ratio = Elementary.power(4 / smallest, 1.0 / 96)
    let grid = [0] + (0...96).map { smallest * Elementary.power(ratio, Double($0)) }
    let heights = grid.map(restrictedLikelihood)
    guard let best = heights.indices.max(by: { heights[$0] < heights[$1] }), best < grid.count - 1
    else { throw .numerical(routine: "restrictedLikelihood", detail: "no maximum") }
    let bracket = grid[max(0, best - 1)]...grid[best + 1]
    if best == 0, score(0) <= 0 { return 0 }
    guard score(bracket.lowerBound) > 0, score(bracket.upperBound) < 0 else { return grid[best] }
    do throws(GSLError) {
      return try BrentRoot.find(in: bracket, tolerance: 1e-15 * bracket.upperBound, score)
    } catch {
      throw InferenceError(error)
    }
  }
}
