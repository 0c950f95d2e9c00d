import VerdictInference
package import VerdictModel

/// Holds a month's plan against the table.
package struct PlanFactBuilder: Sendable {
  let planned: PlannedMonth
  /// The plan in force when the month began; nil where it is the same.
  let original: MonthPlan?
  let funnel: FunnelDefinition
  let calendar: WorkingCalendar
  let today: Day
  let series: PlanSeries
  let spread: PlanSpread
  let deals: OpenDeals?
  /// * `planned`: the plan in force.
  /// * `original`: the plan as it stood when the month began.
  /// * `today`: the company's day; days after it are not looked at.
  /// * `series`: daily sums from eight weeks before the month to its end.
  /// * `deals`: clients not yet paid, by age; nil where the table's payments are not the units'.
  package init(
    planned: PlannedMonth,
    original: MonthPlan?,
    funnel: FunnelDefinition,
    calendar: WorkingCalendar,
    today: Day,
    series: PlanSeries,
    deals: OpenDeals? = nil
  ) {
    self.planned = planned
    self.original = original
    self.funnel = funnel
    self.calendar = calendar
    self.today = today
    self.series = series
    self.deals = deals
    spread = PlanSpread(
      plans: [planned.plan],
      funnel: funnel,
      calendar: calendar,
      series: series
    )
  }

  private var month: Month { planned.plan.month }
  private var isOver: Bool { today > month.end }

  /// The last day that is counted.
  private var asOf: Day? {
    guard today >= month.start else { return nil }
    let last = series.lastDay(in: month.start...min(today, month.end))
    return isOver && last != nil ? month.end : last
  }

  /// The first day that can be known.
  private var began: Day? {
    guard let first = series.table?.lowerBound, month.days.contains(first),
      calendar.firstWorking(onOrAfter: month.start) < first
    else { return nil }
    return first
  }

  package func planFact() -> PlanFact {
    let filled = series.filled
    let missing = asOf.map { last in
      ((began ?? month.start)...max(began ?? month.start, last)).filter {
        calendar.isWorking($0) && !filled.contains($0)
      }
    }
    let places = planned.plan.lines.map { PlanSeries.Part(source: $0.source, manager: $0.manager) }
    let parts = Set(places).filter { ($0.source == nil) != ($0.manager == nil) }
      .sorted { ($0.manager ?? "", $0.source ?? "") < ($1.manager ?? "", $1.source ?? "") }
    let rows = rows(.whole)
    return PlanFact(
      month: month,
      today: today,
      asOf: asOf,
      isOver: isOver,
      workingDays: calendar.workingDays(in: month.days),
      elapsed: asOf.map { calendar.workingDays(in: month.start...$0) } ?? 0,
      missingDays: missing ?? [],
      tableBegan: began,
      version: planned.version,
      rows: rows,
      parts: parts.flatMap { self.rows($0) },
      targets: ([.whole] + parts).flatMap { targets($0) },
      headline: headline(rows),
      pace: headline(rows).flatMap { key in rows.first { $0.what == key } }.flatMap(pace)
    )
  }

  /// The headline day by day, and the fan of days to come where there is a month-end.
  private func pace(_ row: PlanRow) -> PaceReading? {
    guard let counter = funnel.counter(row.what), !counter.isMoney, row.fact != nil, let asOf else {
      return nil
    }
    let weights = spread.weights(counter.key, in: month)
    let first = began ?? month.start
    let own = series.days(counter.key)
    let fan =
      row.monthEnd == nil
      ? [:] : forecaster(weights, .whole).fan(counter.key, after: asOf, fact: row.fact ?? 0)
    var sum: Int64 = 0
    let days = month.days.map { day in
      sum += day >= first && day <= asOf ? own[day] ?? 0 : 0
      let known = day >= first ? first...day : nil
      return PaceDay(
        day: day,
        planned: row.plan * (known.flatMap { weights.share(of: $0, in: month) } ?? 0),
        fact: day >= first && day <= asOf ? sum : nil,
        likely: fan[day]?.likely,
        half: fan[day]?.half,
        expected: fan[day]?.expected
      )
    }
    return PaceReading(what: row.what, title: row.title, plan: row.plan, days: days)
  }

  private func forecaster(_ weights: DayWeights, _ part: PlanSeries.Part) -> MonthForecaster {
    MonthForecaster(
      series: series,
      funnel: funnel,
      weights: weights,
      month: month,
      calendar: calendar,
      deals: part == .whole ? deals : nil
    )
  }

  /// Counts people can steer come first: what was agreed and held, not what was paid.
  private func headline(_ rows: [PlanRow]) -> String? {
    let stages = funnel.stages.map(\.key)
    let planned = stages.filter { stage in rows.contains { $0.what == stage } }
    return planned.last { $0 != stages.last } ?? planned.last
  }

  private func rows(_ part: PlanSeries.Part) -> [PlanRow] {
    funnel.counters.compactMap { counter in
      guard let plan = planValue(planned.plan, counter.key, part) else { return nil }
      return row(counter, plan, part)
    }
  }

  private func planValue(_ plan: MonthPlan, _ what: String, _ part: PlanSeries.Part) -> Double? {
    plan.value(of: what, source: part.source, manager: part.manager, in: funnel)
  }

  private func row(_ counter: Counter, _ plan: Double, _ part: PlanSeries.Part) -> PlanRow {
    let weights = spread.weights(counter.key, in: month)
    let known = asOf.map { min(began ?? month.start, $0)...$0 }
    let fact = known.flatMap { series.sum(counter.key, in: $0, part) }
    let left = asOf.map { last in
      last < month.end ? calendar.workingDays(in: (last + 1)...month.end) : 0
    }
    let before = original.flatMap { planValue($0, counter.key, part) }
    var row = PlanRow(
      what: counter.key,
      title: counter.title,
      isMoney: counter.isMoney,
      isCost: funnel.isCost(counter),
      part: part,
      plan: plan,
      planBefore: before == plan ? nil : before,
      fact: fact,
      planToDate: known.flatMap { weights.share(of: $0, in: month) }.map { plan * $0 },
      weights: weights.basis,
      needPerDay: nil,
      monthEnd: nil,
      whyNoMonthEnd: nil
    )
    if began == nil, let remaining = row.remaining, let left, left > 0, !isOver {
      row.needPerDay = remaining / Double(left)
    }
    let forecaster = forecaster(weights, part)
    if let why = reasonAgainst(fact) {
      row.whyNoMonthEnd = why
    } else if let last = asOf, let fact {
      row.monthEnd = forecaster.monthEnd(
        counter,
        plan: plan,
        fact: fact,
        isCost: row.isCost,
        after: last,
        part
      )
      if row.monthEnd == nil { row.whyNoMonthEnd = .noPace }
    }
    return row
  }

  private func reasonAgainst(_ fact: Int64?) -> NoMonthEnd? {
    if isOver { return .isOver }
    let workdays = month.days.filter { calendar.isWorking($0) }
    let fifth = workdays.count >= 5 ? workdays[4] : nil
    guard let asOf else { return .tooEarly(fifth: fifth) }
    if let began { return .tableBegan(began) }
    if fifth.map({ asOf < $0 }) ?? true { return .tooEarly(fifth: fifth) }
    return fact == nil ? .noPace : nil
  }

  // MARK: metrics

  private func targets(_ part: PlanSeries.Part) -> [TargetRow] {
    funnel.metrics.compactMap { target($0, part) }
  }

  private func target(_ metric: Metric, _ part: PlanSeries.Part) -> TargetRow? {
    guard let target = planValue(planned.plan, metric.key, part) else { return nil }
    let before = original.flatMap { planValue($0, metric.key, part) }
    let known = asOf.map { month.start...$0 }
    let parts = known.flatMap { series.parts(metric, in: $0, part) }
    var row = TargetRow(
      what: metric.key,
      title: metric.title,
      isShare: metric.isShare,
      good: metric.good,
      part: part,
      target: target,
      targetBefore: before == target ? nil : before,
      numerator: parts?.above,
      denominator: parts?.below,
      value: nil,
      interval: nil,
      state: .noData
    )
    guard let (above, below) = parts, let value = funnel.value(of: metric, parts) else {
      return row
    }
    row.value = value
    let isBetter = (value - target) * metric.good.sign >= 0
    row.state = isBetter ? .meets : .misses
    guard metric.isShare, let interval = Self.interval(above, of: below) else { return row }
    row.interval = interval
    row.state = interval.contains(target) ? .withinScatter : isBetter ? .better : .worse
    return row
  }

  /// 95 % score interval of a share; nil where the counts are not of one another.
  private static func interval(_ above: Int64, of below: Int64) -> Interval? {
    guard above >= 0, above <= below,
      let count = try? BinomialCount(successes: Int(above), trials: Int(below))
    else { return nil }
    return SingleRate(count).wilson(level: 0.95)
  }
}

extension FunnelDefinition {
  /// A metric of its sums: money over counts in major units; nil without a denominator.
  func value(of metric: Metric, _ parts: (above: Int64, below: Int64)?) -> Double? {
    guard let parts, parts.below > 0 else { return nil }
    let isMinor =
      counter(metric.numerator)?.isMoney ?? false
      && !(counter(metric.denominator)?.isMoney ?? false)
    return Double(parts.above) / (isMinor ? 100 : 1) * Double(metric.scale) / Double(parts.below)
  }

  /// Whether less of a counter is better: money that a falling-is-good metric divides, and refunds.
  package func isCost(_ counter: Counter) -> Bool {
    counter.isMoney
      && (counter.key == "refunds"
        || metrics.contains { $0.numerator == counter.key && $0.good == .down })
  }
}
