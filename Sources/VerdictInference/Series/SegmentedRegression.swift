import GSLKit

/// A straight trend with a change of level and of slope at the start of a measure.
///
///     g(mean_t) = a + b·t + level·[t ≥ s] + slope·(t − s)·[t ≥ s] + weekday
///
/// g is the log odds for rates, the logarithm for counts, nothing for values. `level` is the jump at the
/// first point after the start, `slope` the change of the trend per point from there on. The trend
/// before goes on as it was: what was falling anyway is not blamed on the measure.
///
/// Quasi-likelihood: the dispersion φ = Pearson's χ²/(n − k) is estimated, not assumed to be 1. The
/// covariance is that of Newey and West (1987), with Bartlett weights up to a lag and the factor
/// n/(n − k); limits and p use t on n − k. Below 60 points the default lag is 0: more lags than the
/// series can feed make intervals too short (measured: <doc:InterruptedSeries>).
///
/// There is no control group: anything else that happened at the start is part of the answer.
///
/// Source: Wagner, Soumerai, Zhang & Ross-Degnan (2002), J Clin Pharm Ther 27:299–309; Bernal, Cummins &
/// Gasparrini (2017), Int J Epidemiol 46:348–355. Checked against statsmodels and R.
public struct SegmentedRegression: Hashable, Sendable {
  /// The series.
  public let series: SeriesAroundStart
  /// The trend per point before the start.
  public let trend: Coefficient
  /// The jump at the start.
  public let level: Coefficient
  /// The change of the trend per point from the start on; nil with one point after the start.
  public let slope: Coefficient?
  /// Pearson's χ²/(n − k): 1 = binomial or Poisson; the residual variance of values.
  public let dispersion: Double?
  /// Lags of the covariance.
  public let lags: Int
  /// Points with data that were used.
  public let points: Int
  /// Points − coefficients: the degrees of freedom of t.
  public let degreesOfFreedom: Int
  /// Pearson residuals, nil where a point was not used.
  public let residuals: [Double?]
  /// Expected response of each used point, as fitted.
  public let fitted: [Double?]
  /// Weekdays left out because nothing, or everything, happened on them: they say nothing about a change.
  public let silentWeekdays: [Int]
  /// The fit that the effect on the response is read from.
  let fit: SegmentedFit

  /// Where the covariance comes from.
  public enum Covariance: Hashable, Sendable {
    /// Newey and West with so many lags; nil = ``SegmentedRegression/defaultLags(points:)``.
    case neweyWest(lags: Int?)
    /// φ times the inverse information: assumes points without correlation, best for few points.
    case model
  }

  /// Why there is no fit.
  public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
    /// Fewer than two points before the start, so no trend.
    case tooFewBefore
    /// No point from the start on.
    case noneAfter
    /// The likelihood has no maximum: nothing or everything happened in a whole stretch.
    case separation
    /// Weekdays and periods overlap so that their parts cannot be told apart.
    case rankDeficient
    /// The numbers are too large or too small to compute with.
    case overflow
  }

  /// A fit, or why there is none.
  public enum Outcome: Hashable, Sendable {
    /// The fitted series.
    case fitted(SegmentedRegression)
    /// No fit exists.
    case undefined(Reason)
  }

  /// A coefficient on the scale of g.
  public struct Coefficient: Hashable, Sendable {
    /// The estimate.
    public let estimate: Double
    /// Its standard error; nil without degrees of freedom or without any variation.
    public let standardError: Double?
    /// Degrees of freedom of t.
    public let degreesOfFreedom: Int

    /// t = estimate over its standard error.
    public var statistic: Double? { standardError.map { estimate / $0 } }

    /// Two-sided p of no change.
    public var pValue: Double? {
      guard let statistic,
        let law = try? StudentT(degreesOfFreedom: Double(degreesOfFreedom))
      else { return nil }
      return min(2 * law.upperTail(abs(statistic)), 1)
    }

    /// The interval at a level; nil where there is no standard error or an end is not finite.
    ///
    /// - Parameter level: strictly between 0 and 1.
    /// - Returns: estimate ± t · standard error.
    public func interval(level: Double) -> Interval? {
      guard let standardError, level > 0, level < 1,
        let law = try? StudentT(degreesOfFreedom: Double(degreesOfFreedom)),
        let t = try? law.upperQuantile((1 - level) / 2)
      else { return nil }
      let half = t * standardError
      guard (estimate - half).isFinite, (estimate + half).isFinite else { return nil }
      return Interval(lower: estimate - half, upper: estimate + half)
    }
  }

  /// The lags that are used unless told otherwise: 0 below 60 points, then ⌊4 (n/100)^(2/9)⌋.
  ///
  /// Source of the rule: Newey & West (1994), Rev Econ Stud 61:631–653, as commonly applied.
  public static func defaultLags(points: Int) -> Int {
    if points < 60 { return 0 }
    return Int(4 * Elementary.power(Double(points) / 100, 2.0 / 9))
  }

  /// Fits a series.
  ///
  /// - Parameters:
  ///   - series: the points and the start.
  ///   - covariance: where the standard errors come from.
  /// - Returns: the fit, or the reason why there is none.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for lags outside 0…n − 1.
  public static func fit(
    _ series: SeriesAroundStart,
    covariance: Covariance = .neweyWest(lags: nil)
  ) throws(InferenceError) -> Outcome {
    let (used, silent) = usable(series)
    guard used.filter({ $0 < series.start }).count >= 2 else { return .undefined(.tooFewBefore) }
    guard used.contains(where: { $0 >= series.start }) else { return .undefined(.noneAfter) }
    var lags = 0
    if case .neweyWest(let given) = covariance {
      lags = given ?? defaultLags(points: used.count)
      guard lags >= 0, lags < series.numerator.count else {
        throw .outsideRange(
          field: "lags",
          value: Double(lags),
          allowed: "[0, \(series.numerator.count - 1)]"
        )
      }
    }
    let fit: SegmentedFit
    do throws(SegmentedFit.Failure) {
      fit = try SegmentedFit(series, points: used, covariance: covariance, lags: lags)
    } catch {
      return .undefined(error.reason)
    }
    guard let regression = SegmentedRegression(series, fit, lags, silent) else {
      return .undefined(.overflow)
    }
    return .fitted(regression)
  }

  /// The points with data, without weekdays on which nothing or everything happened.
  private static func usable(_ series: SeriesAroundStart) -> (points: [Int], silent: [Int]) {
    let filled = series.filled
    guard let weekdays = series.weekdays, series.family != .gaussian else { return (filled, []) }
    var sums: [Int: (events: Double, missed: Double)] = [:]
    for index in filled {
      let events = series.numerator[index]
      let rest = (series.denominator?[index] ?? .infinity) - events
      let old = sums[weekdays[index]] ?? (0, 0)
      sums[weekdays[index]] = (old.events + events, old.missed + rest)
    }
    let silent = sums.filter { day in
      day.value.events == 0 || (series.family == .quasiBinomial && day.value.missed == 0)
    }
    // Nothing at all anywhere is a separation, not a quiet weekday.
    guard silent.count < sums.count else { return (filled, []) }
    return (filled.filter { silent[weekdays[$0]] == nil }, silent.keys.sorted())
  }

  private init?(_ series: SeriesAroundStart, _ fit: SegmentedFit, _ lags: Int, _ silent: [Int]) {
    func coefficient(_ column: Int, _ perUnit: Double) -> Coefficient {
      let error = fit.standardError(column).map { $0 * perUnit }
      return Coefficient(
        estimate: fit.coefficients[column] * perUnit,
        standardError: error.flatMap { $0 > 0 && $0.isFinite ? $0 : nil },
        degreesOfFreedom: fit.degreesOfFreedom
      )
    }
    let perPoint = fit.responseScale / fit.timeScale
    self.series = series
    self.fit = fit
    self.lags = lags
    trend = coefficient(1, perPoint)
    level = coefficient(2, fit.responseScale)
    slope = fit.hasSlope ? coefficient(3, perPoint) : nil
    dispersion = fit.dispersion
    points = fit.points.count
    degreesOfFreedom = fit.degreesOfFreedom
    silentWeekdays = silent
    var residuals = [Double?](repeating: nil, count: series.numerator.count)
    var means = residuals
    for (row, index) in fit.points.enumerated() {
      residuals[index] = fit.pearson[row] * fit.responseScale
      means[index] = fit.mean(row)
    }
    self.residuals = residuals
    fitted = means
    guard trend.estimate.isFinite, level.estimate.isFinite else { return nil }
    if let slope, !slope.estimate.isFinite { return nil }
  }
}
