import GSLKit
import VerdictInference
import VerdictModel

extension SignalFinder {
  /// Counts, money and prices outside the limits of single values (XmR), the weekday taken out first.
  ///
  /// Counts, and the counts behind prices, also have to pass the exact Poisson limits: single values know
  /// nothing of whole numbers.
  func values() -> (signals: [SignalReading], family: SignalFamily) {
    var watched: [Single] = []
    var tooSmall: [SignalSubject] = []
    for series in watchedValues() {
      guard let single = Single(series, window) else {
        tooSmall.append(series.subject)
        continue
      }
      watched.append(single)
    }
    let pointsPerMonth = watched.reduce(0) { $0 + Self.weeksPerMonth / Double($1.span) }
    let family = SignalFamily(
      rule: .value,
      budget: budgets.value,
      series: watched.count,
      tooSmall: tooSmall
    )
    guard pointsPerMonth > budgets.value,
      let budget = try? FalseAlarmBudget(
        signalsPerMonth: budgets.value,
        pointsPerMonth: pointsPerMonth,
        series: 1
      )
    else { return ([], family) }
    return (watched.compactMap { signal($0, falseAlarm: budget.perPoint) }, family)
  }

  /// Counters and prices of the company and of each source; single managers have too few of either.
  private func watchedValues() -> [WeeklyValues] {
    var series: [WeeklyValues] = []
    for cut in [Cut.all, .source] {
      for member in watchedMembers(cut) {
        for counter in table.funnel.counters where isFormed(counter, cut) {
          if let one = WeeklyValues(table, counter, cut, member) { series.append(one) }
        }
        for metric in table.funnel.metrics
        where !metric.isShare && metric.isCharted(on: table.closing) {
          let counters = [metric.numerator, metric.denominator].compactMap(table.funnel.counter)
          guard counters.count == 2, counters.allSatisfy({ isFormed($0, cut) }) else { continue }
          if let one = WeeklyValues(table, metric, cut, member) { series.append(one) }
        }
      }
    }
    return series
  }

  /// Events a point needs: fewer are not a sum one can speak of.
  private static let leastEvents = 5.0

  private struct Single {
    let series: WeeklyValues
    let span: Int
    let before: [WeeklyValues.Point]
    let watched: [WeeklyValues.Point]

    init?(_ series: WeeklyValues, _ window: WatchWindow) {
      let perWeek = series.eventsPerWeek(window.baseline)
      guard let span = [1, 2, 4].first(where: { Double($0) * perWeek >= leastEvents }) else {
        return nil
      }
      let points = series.points(window.all, span: span)
      before = points.filter { $0.first < window.watched.lowerBound }
      watched = points.filter { $0.first >= window.watched.lowerBound }
      guard before.count >= WatchWindow.leastBaseline, !watched.isEmpty else { return nil }
      self.series = series
      self.span = span
    }
  }

  private func signal(_ single: Single, falseAlarm: Double) -> SignalReading? {
    let values = (single.before + single.watched).map(\.value)
    let learned = single.before.count
    let width = max(3, Self.predictionWidth(falseAlarm: falseAlarm, points: learned))
    guard let xmr = try? IndividualsChart(values: values, baseline: learned), xmr.meanRange > 0,
      let spread = Self.spread(xmr, learned)
    else { return nil }
    let (lower, upper) = (xmr.center - width * spread, xmr.center + width * spread)
    for place in single.watched.indices.reversed() {
      let point = single.watched[place]
      guard isShown(point.first + single.span - 1, Self.shownWeeks) else { continue }
      guard point.value < lower || point.value > upper else { continue }
      let isUp = point.value > upper
      var tail = Self.tail(
        abs(point.value - xmr.center) / spread,
        points: learned
      )
      if single.series.kind == .count || single.series.isPrice {
        guard let exact = Self.poissonTail(point, xmr.center, single.series, isUp: isUp),
          exact <= falseAlarm / 2
        else { continue }
        tail = max(tail, exact)
      }
      let sums = SignalReading(
        subject: single.series.subject,
        title: single.series.title,
        rule: .value,
        kind: single.series.kind,
        isUp: isUp,
        isGood: isUp == (single.series.good == .up),
        since: table.weekStart(began(single, xmr, isUp: isUp, place: place)),
        seen: lastDay(point.first + single.span - 1),
        value: point.value,
        usual: xmr.center,
        limit: isUp ? upper : lower,
        chance: tail,
        monthsBetweenFalse: Double(single.span) / Self.weeksPerMonth / falseAlarm,
        downstream: Downstream(table, window).of(
          single.series.subject,
          value: point.value,
          usual: xmr.center
        )
      )
      return sums
    }
    return nil
  }

  /// The spread of a point: from neighbours, as on any such chart, or from all points where that is wider.
  ///
  /// Neighbours alone know nothing of the seasons: a year of 60,000 impressions a week, livelier in November
  /// than in July, would signal every July.
  private static func spread(_ xmr: IndividualsChart, _ learned: Int) -> Double? {
    guard let moments = try? Moments(Array(xmr.values.prefix(learned))),
      let deviation = moments.standardDeviation
    else { return nil }
    return max(xmr.standardDeviation, deviation)
  }

  /// Chance of a value so many standard deviations off on one side, the spread being learned.
  private static func tail(_ distance: Double, points: Int) -> Double {
    guard let law = try? StudentT(degreesOfFreedom: 0.62 * Double(max(2, points - 1))) else {
      return NormalDistribution.upperTail(distance)
    }
    return law.upperTail(distance / (1 + 1 / Double(max(1, points))).squareRoot())
  }

  /// The exact tail of the count behind a point; nil where its mean is not above 0.
  ///
  /// Of a price it is the count that the money bought: dear is few of them.
  private static func poissonTail(
    _ point: WeeklyValues.Point,
    _ center: Double,
    _ series: WeeklyValues,
    isUp: Bool
  ) -> Double? {
    let money = point.value * point.size
    let mean = series.isPrice ? money / center : center * point.size
    guard center > 0, let law = try? PoissonDistribution(mean: mean) else { return nil }
    let count = Int((series.isPrice ? point.size : point.value * point.size).rounded())
    return isUp != series.isPrice ? law.upperTail(count) : law.cdf(count)
  }

  /// The first point of the run beyond one standard deviation on the same side.
  private func began(_ single: Single, _ xmr: IndividualsChart, isUp: Bool, place: Int) -> Int {
    var first = single.watched[place].first
    for earlier in single.watched[..<place].reversed() {
      let distance = (earlier.value - xmr.center) * (isUp ? 1 : -1)
      guard distance > xmr.standardDeviation else { break }
      first = earlier.first
    }
    return first
  }
}
