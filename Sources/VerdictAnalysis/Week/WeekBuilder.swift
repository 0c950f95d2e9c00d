import GSLKit
import VerdictInference
package import VerdictModel

/// Reads a week of the table beside the weeks before it.
package struct WeekBuilder: Sendable {
  let week: ISOWeek
  let today: Day
  let series: PlanSeries
  let funnel: FunnelDefinition
  let calendar: WorkingCalendar

  /// * `series`: daily sums from at least eight weeks before the week.
  package init(
    week: ISOWeek,
    today: Day,
    series: PlanSeries,
    funnel: FunnelDefinition,
    calendar: WorkingCalendar
  ) {
    self.week = week
    self.today = today
    self.series = series
    self.funnel = funnel
    self.calendar = calendar
  }

  /// The last day counted: what is not entered yet is not a slump.
  package var asOf: Day? {
    week.start <= today ? series.lastDay(in: week.start...min(today, week.end)) : nil
  }
  private var known: ClosedRange<Day>? { asOf.map { week.start...$0 } }
  /// The eight weeks before; nil where the table began later than four weeks before.
  private var usualDays: ClosedRange<Day>? {
    guard let first = series.table?.lowerBound, first <= week.start - 28 else { return nil }
    return max(first, week.start - 7 * WeekReading.usualWeeks)...(week.start - 1)
  }
  /// * `plan`: the month's plan against its fact.
  /// * `levers`: stages by the money of their good quarter, the most first.
  /// * `cases`: those whose check is due.
  package func reading(
    company: String?,
    currency: String,
    plan: PlanFact?,
    levers: [Lever],
    cases: [SignalCase]
  ) -> WeekReading {
    let filled = series.filled
    let began = series.table?.lowerBound
    let metrics = funnel.metrics.map(metric)
    let reading = WeekReading(
      first: week.start,
      last: week.end,
      today: today,
      asOf: asOf,
      missingDays: week.days.filter { day in
        day < today && calendar.isWorking(day) && !filled.contains(day)
          && began.map { $0 <= day } ?? false
      },
      currency: currency,
      company: company,
      metrics: metrics,
      counters: funnel.counters.map(counter),
      planMonth: Month(containing: asOf ?? week.start),
      plan: plan,
      bridge: bridge(),
      focus: focus(metrics, plan, levers),
      casesDue: cases
    )
    return reading
  }

  // MARK: dynamics

  private func metric(_ metric: Metric) -> WeekMetric {
    func sums(_ days: ClosedRange<Day>?) -> (Int64?, Int64?) {
      guard let days else { return (nil, nil) }
      return (
        series.sum(metric.numerator, in: days), series.sum(metric.denominator, in: days)
      )
    }
    let isMoney = funnel.counter(metric.numerator)?.isMoney ?? false
    func ratio(_ top: Int64?, _ below: Int64?) -> Double? {
      guard let top, let below, below > 0 else { return nil }
      return (isMoney ? Double(top) / 100 : Double(top)) / Double(below)
    }
    let (top, below) = sums(known)
    let (usualTop, usualBelow) = sums(usualDays)
    var row = WeekMetric(
      what: metric.key,
      title: metric.title,
      isShare: metric.isShare,
      good: metric.good,
      numerator: top,
      denominator: below,
      value: ratio(top, below),
      usual: ratio(usualTop, usualBelow),
      usualNumerator: usualTop,
      usualDenominator: usualBelow,
      change: nil,
      chance: nil
    )
    guard metric.isShare, let top, let below, let usualTop, let usualBelow else { return row }
    row.change = Readings.change(previous: (usualTop, usualBelow), now: (top, below))
    row.chance = Self.chance(top, below, usual: row.usual)
    return row
  }

  /// Both tails of the exact binomial, doubled; nil where the counts are not of one another.
  private static func chance(_ top: Int64, _ below: Int64, usual: Double?) -> Double? {
    guard let usual, usual > 0, usual < 1, below > 0, below < 1_000_000, (0...below).contains(top),
      let law = try? BinomialDistribution(trials: Int(below), rate: usual)
    else { return nil }
    return min(1, 2 * min(law.cdf(Int(top)), law.upperTail(Int(top))))
  }

  private func counter(_ counter: Counter) -> WeekCounter {
    var row = WeekCounter(
      what: counter.key,
      title: counter.title,
      isMoney: counter.isMoney,
      value: known.flatMap { series.sum(counter.key, in: $0) },
      usual: nil,
      chance: nil
    )
    guard let known, let usualDays else { return row }
    let days = series.observedDays(counter.key)
    let weights = DayWeights(equal: calendar)
    func exposure(_ range: ClosedRange<Day>) -> Double {
      range.filter { days[$0] != nil }.reduce(0) { $0 + weights.weight($1) }
    }
    let (before, now) = (exposure(usualDays), exposure(known))
    guard before > 0, now > 0, let total = series.sum(counter.key, in: usualDays) else {
      return row
    }
    row.usual = Double(total) / before * now
    guard !counter.isMoney, let value = row.value, value >= 0 else { return row }
    let periods = stride(from: usualDays.lowerBound, through: usualDays.upperBound, by: 7)
      .compactMap { start -> EventCount? in
        let range = start...min(start + 6, usualDays.upperBound)
        let events = series.sum(counter.key, in: range) ?? 0
        return try? EventCount(events: Int(max(0, events)), exposure: exposure(range))
      }
    guard let rate = try? RunRate(periods), let forecast = try? rate.forecast(over: now) else {
      return row
    }
    let (low, high) = (
      forecast.chance(atMost: Int(value)), forecast.chance(atLeast: Int(value))
    )
    row.chance = min(1, 2 * min(low, high))
    return row
  }

  // MARK: the bridge and the focus

  /// Payments of the last four weeks beside the four before, or meetings where nothing was paid.
  private func bridge() -> Bridge? {
    guard let asOf, let first = series.table?.lowerBound, first <= asOf - 55 else { return nil }
    let (after, before) = ((asOf - 27)...asOf, (asOf - 55)...(asOf - 28))
    func sums(_ days: ClosedRange<Day>) -> [String: Int64] {
      Dictionary(
        uniqueKeysWithValues: funnel.counters.compactMap { counter in
          series.sum(counter.key, in: days).map { (counter.key, $0) }
        }
      )
    }
    let stages = funnel.stages.map(\.key).reversed()
    for stage in stages {
      let bridge = Bridge(
        of: stage,
        from: (before, sums(before)),
        to: (after, sums(after)),
        in: funnel
      )
      if bridge.undefined == nil { return bridge }
    }
    return nil
  }

  private func focus(_ metrics: [WeekMetric], _ plan: PlanFact?, _ levers: [Lever]) -> WeekFocus? {
    let row = plan?.headlineRow
    let worst = metrics.filter { $0.isAnomaly && $0.isBetter == false }
      .min { ($0.chance ?? 1) < ($1.chance ?? 1) }
    let lever = levers.first { $0.gain > 0 }
    let leading = row.flatMap { row in
      funnel.metrics.first { $0.numerator == row.what && $0.isShare }
    }
    let chosen: (key: String, why: WeekFocus.Why)? =
      if let worst {
        (worst.what, .anomaly)
      } else if let lever, funnel.metric(lever.stage.metric) != nil {
        (lever.stage.metric, .worthMost)
      } else { leading.map { ($0.key, .plan) } }
    guard let chosen, let metric = funnel.metric(chosen.key) else { return nil }
    return WeekFocus(
      metric: metric.key,
      title: metric.title,
      why: chosen.why,
      counter: row?.what,
      counterTitle: row?.title,
      perWeek: plan.flatMap { plan in row.flatMap { Self.missingPerWeek($0, plan) } },
      gain: levers.first { $0.stage.metric == metric.key }.map(\.gain)
    )
  }

  /// What is missing to the plan, a week of five working days; nil when it cannot be known.
  static func missingPerWeek(_ row: PlanRow, _ plan: PlanFact) -> Double? {
    guard plan.left > 0, !plan.isOver, let fact = row.fact else { return nil }
    // Where the month is going, or where it should have been by now.
    let gap =
      if let point = row.monthEnd?.point { row.plan - point } else {
        (row.planToDate ?? Double(fact)) - Double(fact)
      }
    return max(0, gap) / (Double(plan.left) / 5)
  }
}
