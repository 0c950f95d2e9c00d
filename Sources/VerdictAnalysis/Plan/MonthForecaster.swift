import VerdictInference
import VerdictModel

/// Month-end of one counter: the fact so far, and the days ahead at the pace of eight weeks.
struct MonthForecaster {
  let series: PlanSeries
  let funnel: FunnelDefinition
  let weights: DayWeights
  let month: Month
  let calendar: WorkingCalendar
  let deals: OpenDeals?

  func monthEnd(
    _ counter: Counter,
    plan: Double,
    fact: Int64,
    isCost: Bool,
    after last: Day,
    _ part: PlanSeries.Part
  ) -> MonthEnd? {
    let observed = series.observed(counter.key)
    // A working day that nobody entered is still to come: its numbers are not in the fact.
    let ahead = month.days.filter {
      $0 > last || (calendar.isWorking($0) && !observed.contains($0))
    }
    let exposure = ahead.reduce(0) { $0 + weights.weight($1) }
    guard exposure > 0 else { return nil }
    if counter.isMoney {
      if let paying = payingCounter(of: counter) {
        return money(counter, paying, plan, fact, exposure, last, part)
      }
      return paced(counter, plan, fact, isCost, exposure, last, part)
    }
    guard let forecast = counts(counter.key, exposure, last, part) else { return nil }
    let interval = forecast.interval(level: MonthEnd.level)
    let missing = max(0, plan - Double(fact))
    return MonthEnd(
      point: Double(fact) + forecast.mean,
      interval: Interval(
        lower: Double(fact) + Double(interval.lowerBound),
        upper: Double(fact) + Double(interval.upperBound)
      ),
      chance: missing == 0 ? 1 : forecast.chance(atLeast: Int(min(missing, 1e15).rounded(.up))),
      expectedPayments: nil,
      basis: basis(counter.key)
    )
  }

  /// The sums of the days to come, each as the month-end is worked out; the last one is the month-end.
  func fan(_ counter: String, after last: Day, fact: Int64)
    -> [Day: (likely: Interval, half: Interval, expected: Double)]
  {
    let observed = series.observed(counter)
    let missing = month.days.filter {
      $0 <= last && calendar.isWorking($0) && !observed.contains($0)
    }
    var exposure = missing.reduce(0) { $0 + weights.weight($1) }
    var fan: [Day: (likely: Interval, half: Interval, expected: Double)] = [:]
    for day in month.days where day > last {
      exposure += weights.weight(day)
      guard exposure > 0, let forecast = counts(counter, exposure, last, .whole, upTo: day) else {
        continue
      }
      func band(_ level: Double) -> Interval {
        let interval = forecast.interval(level: level)
        return Interval(
          lower: Double(fact) + Double(interval.lowerBound),
          upper: Double(fact) + Double(interval.upperBound)
        )
      }
      fan[day] = (
        band(PaceReading.levels[0]), band(PaceReading.levels[1]), Double(fact) + forecast.mean
      )
    }
    return fan
  }

  /// The counter whose each unit brings the money, by the metric that divides them.
  private func payingCounter(of money: Counter) -> String? {
    let metric = funnel.metrics.first {
      $0.numerator == money.key && !$0.isShare && $0.good == .up
    }
    guard let metric, funnel.counter(metric.denominator)?.isMoney == false else { return nil }
    return metric.denominator
  }

  private func basis(_ counter: String) -> MonthEnd.Basis {
    deals?.counter == counter ? .openDeals : .pace
  }

  // MARK: counts

  private func counts(
    _ counter: String,
    _ exposure: Double,
    _ last: Day,
    _ part: PlanSeries.Part,
    upTo end: Day? = nil
  ) -> CountForecast? {
    if let deals, deals.counter == counter {
      return deals.forecast(after: last, upTo: end ?? month.end)
    }
    let periods = weeks(counter, last, part).compactMap { week in
      try? EventCount(events: Int(max(0, week.value)), exposure: week.exposure)
    }
    guard let rate = try? RunRate(periods) else { return nil }
    return try? rate.forecast(over: exposure)
  }

  /// Eight weeks up to a day: each one's sum, and the weight of its observed days.
  private func weeks(_ counter: String, _ last: Day, _ part: PlanSeries.Part)
    -> [(value: Int64, exposure: Double)]
  {
    let days = series.observedDays(counter, part)
    return (0..<DayWeights.weeks).map { week in
      let end = last - 7 * week
      let seen = ((end - 6)...end).filter { days[$0] != nil }
      return (
        seen.reduce(0) { $0 + (days[$1] ?? 0) }, seen.reduce(0) { $0 + weights.weight($1) }
      )
    }
  }

  // MARK: money

  private func money(
    _ counter: Counter,
    _ paying: String,
    _ plan: Double,
    _ fact: Int64,
    _ exposure: Double,
    _ last: Day,
    _ part: PlanSeries.Part
  ) -> MonthEnd? {
    guard let payments = counts(paying, exposure, last, part),
      let checks = Checks(
        money: series.days(counter.key, part),
        payments: series.days(paying, part),
        upTo: last
      ),
      let forecast = try? AmountForecast(
        payments: payments,
        check: checks.mean,
        spread: checks.deviation,
        known: checks.count
      )
    else { return nil }
    let soFar = Double(series.sum(paying, in: month.start...last, part) ?? 0)
    let expected = soFar + payments.mean
    let interval = forecast.interval(level: MonthEnd.level)
    return MonthEnd(
      point: expected >= MonthEnd.fewestPayments ? Double(fact) + forecast.mean : nil,
      interval: Interval(
        lower: Double(fact) + (interval.lower ?? 0),
        upper: Double(fact) + (interval.upper ?? 0)
      ),
      chance: forecast.chance(atLeast: plan - Double(fact)),
      expectedPayments: expected,
      basis: basis(paying)
    )
  }

  /// Money that no payment carries, such as ad spend.
  private func paced(
    _ counter: Counter,
    _ plan: Double,
    _ fact: Int64,
    _ isCost: Bool,
    _ exposure: Double,
    _ last: Day,
    _ part: PlanSeries.Part
  ) -> MonthEnd? {
    let periods = weeks(counter.key, last, part).map { (Double($0.value), $0.exposure) }
    guard let pace = try? AmountPace(periods),
      let interval = pace.interval(over: exposure, level: MonthEnd.level),
      let within = pace.chance(atMost: max(0, plan - Double(fact)), over: exposure)
    else { return nil }
    return MonthEnd(
      point: Double(fact) + pace.mean(over: exposure),
      interval: Interval(
        lower: Double(fact) + (interval.lower ?? 0),
        upper: Double(fact) + (interval.upper ?? 0)
      ),
      chance: isCost ? within : 1 - within,
      expectedPayments: nil,
      basis: .pace
    )
  }
}

/// The average check and its scatter, from the days that had payments.
///
/// A day with p payments and money r: c = Σr/Σp, s² = Σ (r − c·p)²/p ÷ (days − 1). From one such day,
/// or from days that agree exactly, the scatter is the usual 60 % of the check.
package struct Checks: Hashable, Sendable {
  /// In the unit of the money, above 0.
  package let mean: Double
  package let deviation: Double
  /// Payments it comes from.
  package let count: Int

  package static let usualVariation = 0.6
  /// How far back checks are alike.
  static let days = 180

  init?(money: [Day: Int64], payments: [Day: Int64], upTo last: Day) {
    let days = ((last - (Self.days - 1))...last).filter { (payments[$0] ?? 0) > 0 }
    let number = days.reduce(0) { $0 + (payments[$1] ?? 0) }
    let total = days.reduce(0) { $0 + (money[$1] ?? 0) }
    guard number > 0, total > 0 else { return nil }
    let mean = Double(total) / Double(number)
    let squares = days.reduce(0.0) { sum, day in
      let own = Double(payments[day] ?? 0)
      let excess = Double(money[day] ?? 0) - mean * own
      return sum + excess * excess / own
    }
    self.mean = mean
    count = Int(number)
    let seen = days.count > 1 ? (squares / Double(days.count - 1)).squareRoot() : 0
    deviation = seen > mean * 1e-6 ? seen : mean * Self.usualVariation
  }

  /// Standard error of the mean.
  package var standardError: Double { deviation / Double(count).squareRoot() }
}
