import GSLKit

/// A chart of a rate: successes among trials, point by point.
///
/// The centre line is given, or the pooled rate of the first points. Three ways to draw limits: exact
/// (``exact(falseAlarm:)``, the one that signals), the textbook three-sigma p chart
/// (``classic(width:)``, for comparison) and Laney's p′ (``laney(width:)``) when the rates vary more
/// from point to point than chance allows.
///
/// Every point is judged by itself; no runs rules are added. A rule such as "eight in a row on one
/// side" brings the average run without a change from 370 points to 153 (Champ & Woodall 1987,
/// Technometrics 29:393), so the budget of false signals would no longer be the one stated. Slow drifts are what ``BernoulliCusum`` is for.
public struct RateChart: Hashable, Sendable {
  /// Successes among trials at each point, in time order.
  public let series: [BinomialCount]
  /// The rate while nothing has changed, 0…1.
  public let center: Double
  /// How many points at the start set the centre line and the spread.
  public let baseline: Int

  /// A chart around the pooled rate of its first points.
  ///
  /// - Parameters:
  ///   - series: points in time order; a point without trials is left blank.
  ///   - baseline: number of points that set the centre line; nil = all.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)`` without a point or without trials in
  ///   the baseline, ``InferenceError/outsideRange(field:value:allowed:)`` for the baseline,
  ///   ``InferenceError/tooLarge(field:value:limit:)`` for a point of over 4,294,967,295 trials.
  public init(series: [BinomialCount], baseline: Int? = nil) throws(InferenceError) {
    let length = try ControlChart.baseline(baseline, of: series.count, atLeast: 1)
    var (successes, trials) = (0.0, 0.0)
    for count in series.prefix(length) {
      successes += Double(count.successes)
      trials += Double(count.trials)
    }
    guard trials > 0 else { throw .tooFew(field: "trials", value: 0, needed: 1) }
    try self.init(checked: series, center: successes / trials, baseline: length)
  }

  /// A chart around a known rate.
  ///
  /// - Parameters:
  ///   - series: points in time order, at least one.
  ///   - center: the rate while nothing has changed, 0…1.
  ///   - baseline: number of points that set the spread of ``laney(width:)``; nil = all.
  /// - Throws: as ``init(series:baseline:)``.
  public init(
    series: [BinomialCount],
    center: Double,
    baseline: Int? = nil
  ) throws(InferenceError) {
    guard center >= 0, center <= 1 else {
      throw .outsideRange(field: "center", value: center, allowed: "[0, 1]")
    }
    let length = try ControlChart.baseline(baseline, of: series.count, atLeast: 1)
    try self.init(checked: series, center: center, baseline: length)
  }

  private init(
    checked series: [BinomialCount],
    center: Double,
    baseline: Int
  ) throws(InferenceError) {
    let limit = BinomialLimits.largestTrials
    for (index, count) in series.enumerated() where count.trials > limit {
      throw .tooLarge(field: "series[\(index)].trials", value: count.trials, limit: limit)
    }
    self.series = series
    self.center = center
    self.baseline = baseline
  }

  /// The rates; nil without trials.
  private var rates: [Double?] { series.map(\.rate) }

  /// Exact probability limits: each side errs at most half of `falseAlarm` at every point.
  ///
  /// - Parameter falseAlarm: chance of a false signal allowed at a point, both sides together.
  /// - Returns: the chart of rates; a limit that no count can pass is nil.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  ///
  /// Checked against SciPy's binomial quantiles.
  public func exact(
    falseAlarm: Double = ControlChart.customaryFalseAlarm
  ) throws(InferenceError) -> ControlChart {
    let tail = try ControlChart.checked(falseAlarm: falseAlarm) / 2
    var lower: [Double?] = []
    var upper: [Double?] = []
    var known: [Int: BinomialLimits] = [:]
    for count in series {
      guard count.trials > 0 else {
        lower.append(nil)
        upper.append(nil)
        continue
      }
      let limits: BinomialLimits
      if let made = known[count.trials] {
        limits = made
      } else {
        limits = try BinomialLimits(trials: count.trials, rate: center, tail: tail)
        known[count.trials] = limits
      }
      lower.append(limits.lowerRate)
      upper.append(limits.upperRate)
    }
    return ControlChart(statistic: rates, center: center, lower: lower, upper: upper)
  }

  /// The textbook p chart: centre ± width √(p(1 − p)/n), cut at 0 and 1.
  ///
  /// - Parameter width: standard deviations, above 0.
  /// - Returns: the chart of rates.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  ///
  /// Source: Montgomery, Introduction to Statistical Quality Control, ch. 7.
  public func classic(width: Double = 3) throws(InferenceError) -> ControlChart {
    let half = try ControlChart.checked(width: width)
    return around { half * $0 }
  }

  /// Laney's p′ chart, whose limits follow the variation that is really there.
  ///
  ///     z_i = (p_i − p̄)/σ_i,   σ_i = √(p̄(1 − p̄)/n_i),   σ_z = mean|z_i − z_{i−1}|/1.128
  ///     limits p̄ ± width · σ_i · σ_z
  ///
  /// Moving ranges are taken between neighbours with trials, over the baseline. The constant is the
  /// printed 1.128, as in the source; the limits are cut at 0 and 1.
  ///
  /// - Parameter width: standard deviations, above 0.
  /// - Returns: the chart, and σ_z: above 1 the rates vary more than chance allows. nil when there are
  ///   fewer than two points with trials in the baseline, or the centre is 0 or 1.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  ///
  /// Source: Laney (2002), Quality Engineering 14:531–537.
  public func laney(
    width: Double = 3
  ) throws(InferenceError) -> (chart: ControlChart, dispersion: Double)? {
    let half = try ControlChart.checked(width: width)
    let spread = (center * (1 - center)).squareRoot()
    guard spread > 0 else { return nil }
    var sum = 0.0
    var ranges = 0
    var last: Double?
    for count in series.prefix(baseline) {
      guard let rate = count.rate else { continue }
      let z = (rate - center) * Double(count.trials).squareRoot() / spread
      if let last {
        sum += abs(z - last)
        ranges += 1
      }
      last = z
    }
    guard ranges > 0 else { return nil }
    let dispersion = sum / Double(ranges) / IndividualsChart.rangeOfTwo
    return (around { half * dispersion * $0 }, dispersion)
  }

  /// The chart with limits at a distance from the centre that depends on the standard error.
  private func around(_ distance: (Double) -> Double) -> ControlChart {
    let half = series.map { count -> Double? in
      guard count.trials > 0 else { return nil }
      return distance((center * (1 - center) / Double(count.trials)).squareRoot())
    }
    return ControlChart(
      statistic: rates,
      center: center,
      lower: half.map { $0.map { max(center - $0, 0) } },
      upper: half.map { $0.map { min(center + $0, 1) } }
    )
  }

  /// The run length of a chart of this series while the rate stays as it is.
  ///
  /// The chance that a count falls outside the limits, exact by binomial tails, averaged over the
  /// points with trials: a series whose points differ in size is taken as a mixture of them.
  ///
  /// - Parameters:
  ///   - chart: limits made by this chart.
  ///   - rate: the true rate, 0…1; nil = the centre line.
  /// - Returns: the run length in points; nil when no point has trials.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public func runLength(
    of chart: ControlChart,
    rate: Double? = nil
  ) throws(InferenceError) -> RunLength? {
    var (sum, points) = (0.0, 0)
    var known: [Limits: Double] = [:]
    for (index, count) in series.enumerated() where count.trials > 0 {
      let limits = Limits(
        trials: count.trials,
        lower: chart.lower[index] ?? 0,
        upper: chart.upper[index] ?? 1
      )
      let chance: Double
      if let made = known[limits] {
        chance = made
      } else {
        chance = try limits.chanceOutside(rate ?? center)
        known[limits] = chance
      }
      sum += chance
      points += 1
    }
    return points == 0 ? nil : .geometric(min(sum / Double(points), 1))
  }

  /// Limits of a rate at a size.
  private struct Limits: Hashable {
    let trials: Int
    let lower: Double
    let upper: Double

    /// The chance of a count whose rate lies strictly outside.
    func chanceOutside(_ rate: Double) throws(InferenceError) -> Double {
      let law = try BinomialLimits.law(trials, rate)
      let n = Double(trials)
      // The counts next to the limits, settled by the comparison that the chart itself makes.
      var low = Int((lower * n).rounded())
      while low > 0, Double(low - 1) / n >= lower { low -= 1 }
      while low <= trials, Double(low) / n < lower { low += 1 }
      var high = Int((upper * n).rounded())
      while high < trials, Double(high + 1) / n <= upper { high += 1 }
      while high >= 0, Double(high) / n > upper { high -= 1 }
      return (low > 0 ? law.cdf(low - 1) : 0) + law.upperTail(high + 1)
    }
  }
}
