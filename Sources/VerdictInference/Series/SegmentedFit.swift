import GSLKit

/// The weighted least squares under a segmented regression, repeated until they agree with themselves.
///
/// For rates and counts these are Fisher's scores on the canonical link: with η the linear predictor and
/// V the variance function,
///
///     w = d·V(μ),   z = η + (y − μ)/V(μ),   β = argmin Σ w (z − xβ)²
///
/// Time runs from the start in units of the series' length and values are centred and scaled, so that
/// 10⁵ points, values near 10⁹ with a tiny spread, or of size 10³⁰⁰ keep their digits.
struct SegmentedFit: Hashable, Sendable {
  /// Points used, ascending.
  let points: [Int]
  let design: Matrix
  let coefficients: [Double]
  /// Covariance of the coefficients; nil without degrees of freedom or without variation.
  let covariance: Matrix?
  /// Pearson residuals on the scale of the fit.
  let pearson: [Double]
  /// Mean of each used point, on the scale of the fit.
  let means: [Double]
  let dispersion: Double?
  let degreesOfFreedom: Int
  let hasSlope: Bool
  /// Points in one unit of time.
  let timeScale: Double
  /// Values were (value − shift)/scale.
  let responseScale: Double
  let responseShift: Double
  let family: SeriesAroundStart.Family

  /// Why a fit does not exist.
  struct Failure: Error, Hashable { let reason: SegmentedRegression.Reason }

  /// Fisher's scoring converges in some ten steps where there is a maximum.
  private static let mostSteps = 60
  /// Change of a linear predictor, relative to its size, at which it has converged.
  private static let tolerance = 1e-10
  /// A residual sum of squares below this share of the total is rounding.
  private static let noVariance = 1e-22

  init(
    _ series: SeriesAroundStart,
    points: [Int],
    covariance choice: SegmentedRegression.Covariance,
    lags: Int
  ) throws(Failure) {
    self.points = points
    family = series.family
    timeScale = Double(max(series.numerator.count, 1))
    hasSlope = points.contains { $0 > series.start }
    design = Self.design(series, points, hasSlope, timeScale)
    (responseShift, responseScale) = Self.scale(series, points)
    guard responseScale.isFinite, responseScale > 0 else { throw Failure(reason: .overflow) }
    let shift = responseShift
    let scale = responseScale
    let response = points.map { (series.numerator[$0] / scale) - shift / scale }
    let sizes = points.map { series.denominator?[$0] ?? 1 }
    guard points.count >= design.columns else { throw Failure(reason: .rankDeficient) }
    let solved =
      family == .gaussian
      ? try Self.linear(design, response)
      : try Self.scoring(family, design, response, sizes)
    coefficients = solved.fit.coefficients
    means = solved.means
    // Σ (y − μ)²/V of the totals of a point, and the scores x (y − μ) of the canonical link.
    let errors = zip(response, solved.means).map { $0 - $1 }
    let family = family
    let residuals = zip(errors, zip(solved.means, sizes)).map { error, point in
      error / Self.variance(family, mean: point.0, size: point.1).squareRoot()
    }
    guard residuals.allSatisfy(\.isFinite) else { throw Failure(reason: .overflow) }
    degreesOfFreedom = points.count - design.columns
    let square = residuals.reduce(0) { $0 + $1 * $1 }
    // What rounding alone leaves: relative errors of the totals, in units of their own deviation.
    let total =
      family == .gaussian
      ? response.reduce(0) { $0 + $1 * $1 }
      : zip(solved.means, sizes).reduce(Double(points.count)) {
        $0 + $1.0 * $1.0 / Self.variance(family, mean: $1.0, size: $1.1)
      }
    guard square > Self.noVariance * total else {
      pearson = residuals.map { _ in 0 }
      (dispersion, covariance) = (degreesOfFreedom > 0 ? 0 : nil, nil)
      return
    }
    pearson = residuals
    guard degreesOfFreedom > 0 else {
      (dispersion, covariance) = (nil, nil)
      return
    }
    let phi = square / Double(degreesOfFreedom)
    let scaled = phi * scale * scale
    dispersion = scaled.isFinite ? scaled : nil
    let bread = solved.fit.unscaledCovariance
    switch choice {
    case .model: covariance = phi * bread
    case .neweyWest:
      let sandwich = NeweyWest(design: design, errors: errors, times: points, lags: lags)
      covariance = sandwich.covariance(bread: bread)
    }
  }

  func standardError(_ column: Int) -> Double? {
    guard let variance = covariance?[column, column], variance > 0 else { return nil }
    return variance.squareRoot()
  }

  /// The mean response of a used point: a rate, a count, or a value.
  func mean(_ row: Int) -> Double {
    family == .gaussian ? means[row] * responseScale + responseShift : means[row]
  }

  /// One, time, level, slope, and a column for each weekday but the first.
  private static func design(
    _ series: SeriesAroundStart,
    _ points: [Int],
    _ hasSlope: Bool,
    _ timeScale: Double
  ) -> Matrix {
    let seen = series.weekdays.map { days in Set(points.map { days[$0] }).sorted() } ?? []
    let others = Array(seen.dropFirst())
    var elements: [Double] = []
    elements.reserveCapacity(points.count * (4 + others.count))
    for index in points {
      let time = Double(index - series.start) / timeScale
      let after: Double = index >= series.start ? 1 : 0
      elements += hasSlope ? [1, time, after, after * time] : [1, time, after]
      if let weekdays = series.weekdays {
        for day in others { elements.append(weekdays[index] == day ? 1 : 0) }
      }
    }
    return Matrix(
      rows: points.count,
      columns: (hasSlope ? 4 : 3) + others.count,
      elements: elements
    )
  }

  /// Shift and scale of values; 0 and 1 for rates and counts.
  private static func scale(
    _ series: SeriesAroundStart,
    _ points: [Int]
  ) -> (shift: Double, scale: Double) {
    guard series.family == .gaussian, let first = points.first else { return (0, 1) }
    let origin = series.numerator[first]
    let count = Double(points.count)
    let shift =
      origin + points.reduce(0) { $0 + (series.numerator[$1] / count - origin / count) }
    let spread = points.reduce(0) { max($0, abs(series.numerator[$1] - shift)) }
    return (shift, spread > 0 ? spread : 1)
  }

  private typealias Solution = (fit: LeastSquares, means: [Double])

  private static func linear(
    _ design: Matrix,
    _ response: [Double]
  ) throws(Failure) -> Solution {
    let fit = try solve(design, response, nil)
    return (fit, zip(response, fit.residuals).map { $0 - $1 })
  }

  private static func scoring(
    _ family: SeriesAroundStart.Family,
    _ design: Matrix,
    _ response: [Double],
    _ sizes: [Double]
  ) throws(Failure) -> Solution {
    let isRate = family == .quasiBinomial
    let offsets = isRate ? sizes.map { _ in 0 } : sizes.map { Elementary.log($0) }
    var predictors = zip(response, sizes).map { y, size in
      isRate
        ? Elementary.log((y + 0.5) / (size - y + 0.5))
        : Elementary.log(y + 0.1)
    }
    for _ in 0..<mostSteps {
      var weights: [Double] = []
      var working: [Double] = []
      for row in response.indices {
        let mean = Self.mean(family, predictors[row], sizes[row])
        let variance = Self.variance(family, mean: mean, size: sizes[row])
        guard variance > 0, variance.isFinite else { throw Failure(reason: .separation) }
        weights.append(variance)
        working.append(predictors[row] - offsets[row] + (response[row] - mean) / variance)
      }
      let fit: LeastSquares
      do throws(Failure) {
        fit = try solve(design, working, weights)
      } catch {
        // A design that is sound without weights loses its rank only when some means run off to an end.
        let sound = (try? LeastSquares(design: design, response: response)) != nil
        throw sound ? Failure(reason: .separation) : error
      }
      let next = zip(design * fit.coefficients, offsets).map { $0 + $1 }
      let moved = zip(next, predictors).reduce(0) {
        max($0, abs($1.0 - $1.1) / (1 + abs($1.0)))
      }
      guard moved.isFinite else { throw Failure(reason: .separation) }
      predictors = next
      if moved <= tolerance {
        let means = zip(predictors, sizes).map { Self.mean(family, $0, $1) }
        return (fit, means)
      }
    }
    throw Failure(reason: .separation)
  }

  private static func solve(
    _ design: Matrix,
    _ response: [Double],
    _ weights: [Double]?
  ) throws(Failure) -> LeastSquares {
    do throws(MatrixError) {
      return try LeastSquares(design: design, response: response, weights: weights)
    } catch .rankDeficient {
      throw Failure(reason: .rankDeficient)
    } catch {
      throw Failure(reason: .overflow)
    }
  }

  /// Mean total of a point: size · rate, or the count.
  static func mean(
    _ family: SeriesAroundStart.Family,
    _ predictor: Double,
    _ size: Double
  ) -> Double {
    switch family {
    case .gaussian: predictor
    case .quasiPoisson: Elementary.exp(predictor)
    case .quasiBinomial: size / (1 + Elementary.exp(-predictor))
    }
  }

  /// Variance of a point's total where φ = 1, which is also dμ/dη.
  static func variance(
    _ family: SeriesAroundStart.Family,
    mean: Double,
    size: Double
  ) -> Double {
    switch family {
    case .gaussian: 1
    case .quasiPoisson: mean
    case .quasiBinomial: mean * ((size - mean) / size)
    }
  }
}
