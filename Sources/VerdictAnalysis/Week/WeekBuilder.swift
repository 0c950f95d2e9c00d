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
  /// * `signals`: what left its limits or its norm, the costliest first.
  /// * `cases`: those whose check is due.
  package func reading(
    company: String?,
    currency: String,
    plan: PlanFact?,
    levers: [Lever],
    signals: [SignalReading],
    cases: [SignalCase]
  ) -> WeekReading {
    let filled = series.filled
    let began = series.table?.lowerBound
    return WeekReading(
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
      metrics: funnel.metrics.filter { inForce($0.from, $0.until) }.map(metric),
      counters: funnel.counters.filter { inForce($0.from, $0.until) }.map(counter),
      planMonth: Month(containing: asOf ?? week.start),
      plan: plan,
      bridge: bridge(),
      signals: signals,
      focus: Focus(signals: signals, plan: plan, levers: levers, in: funnel),
      casesDue: cases
    )
  }

  private func inForce(_ from: Day?, _ until: Day?) -> Bool {
    (from.map { $0 <= week.end } ?? true) && (until.map { $0 > week.start } ?? true)
  }

  // MARK: dynamics

  private func metric(_ metric: Metric) -> WeekMetric {
    let now = known.flatMap { series.parts(metric, in: $0) }
    let usual = usualDays.flatMap { series.parts(metric, in: $0) }
    var row = WeekMetric(
      what: metric.key,
      title: metric.title,
      isShare: metric.isShare,
      good: metric.good,
      numerator: now?.above,
      denominator: now?.below,
      value: funnel.value(of: metric, now),
      usual: funnel.value(of: metric, usual),
      usualNumerator: usual?.above,
      usualDenominator: usual?.below,
      change: nil
    )
    guard metric.isShare, let now, let usual else { return row }
    row.change = Readings.change(
      previous: (usual.above, usual.below),
      now: (now.above, now.below)
    )
    return row
  }

  private func counter(_ counter: Counter) -> WeekCounter {
    var row = WeekCounter(
      what: counter.key,
      title: counter.title,
      isMoney: counter.isMoney,
      value: known.flatMap { series.sum(counter.key, in: $0) },
      usual: nil
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
    return row
  }

  // MARK: the bridge

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
}
