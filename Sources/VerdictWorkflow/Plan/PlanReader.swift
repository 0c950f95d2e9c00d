package import VerdictAnalysis
package import VerdictModel

/// Plans of the store, and the days of the table they are held against.
package struct PlanReader {
  private let reader: any StoreReader
  private let settings: CompanySettings
  private let today: Day

  package init(_ reader: any StoreReader, settings: CompanySettings, today: Day) {
    self.reader = reader
    self.settings = settings
    self.today = today
  }

  /// Days before a month that its day weights and its pace are learned from, and the checks besides.
  static let lookback = 190

  /// Daily sums of some days, of the parts as well when asked.
  package func series(_ days: ClosedRange<Day>, parts: Bool) throws -> PlanSeries {
    func sums(_ cut: Cut) throws -> [FunnelSum] {
      try reader.funnel(FunnelQuery(days: days, span: .day, cut: cut))
    }
    return PlanSeries(
      funnel: try reader.funnelDefinition(),
      table: try reader.funnelDays(),
      all: try sums(.all),
      byManager: parts ? try sums(.manager) : [],
      bySource: parts ? try sums(.source) : []
    )
  }

  /// The plan as it stood when the month began; nil where that is the plan in force.
  package func original(of planned: PlannedMonth) throws -> MonthPlan? {
    let month = planned.plan.month
    let versions = try reader.planVersions().filter { $0.months.contains(month) }
    let offset = settings.offsetSeconds
    let before = versions.last { $0.at.day(offsetSeconds: offset) <= month.start }
    guard let first = before ?? versions.first, first.id != planned.version.id else { return nil }
    return try reader.plan(month, upTo: first.id)?.plan
  }

  /// A month's plan against the table as of a day; nil where nothing is planned.
  ///
  /// * `day`: what came after it in the table is left out.
  package func planFact(_ month: Month, asOf day: Day? = nil) throws -> PlanFact? {
    let last = min(day ?? today, today)
    guard let planned = try reader.plan(month, upTo: nil) else { return nil }
    let hasParts = planned.plan.lines.contains { $0.source != nil || $0.manager != nil }
    let until = max(month.start, min(last, month.end))
    let series = try series((month.start - Self.lookback)...until, parts: hasParts)
    return PlanFactBuilder(
      planned: planned,
      original: try original(of: planned),
      funnel: try reader.funnelDefinition(),
      calendar: settings.calendar,
      today: last,
      series: series,
      deals: try deals(series, in: month, upTo: until)
    ).planFact()
  }

  /// Open deals by age, where the units make up the table's payments.
  private func deals(_ series: PlanSeries, in month: Month, upTo until: Day) throws -> OpenDeals? {
    guard let last = series.lastDay(in: month.start...until), last < month.end else { return nil }
    return OpenDeals(
      try reader.cohorts((last - Self.dealDays)...last, asOf: last),
      to: "payments",
      on: last,
      inTable: series.sum("payments", in: (last - (OpenDeals.checked - 1))...last)
    )
  }

  /// Units met so long ago still say how long a payment takes.
  private static let dealDays = 400

  /// Needs of a revenue in major units, from the table up to today.
  package func needs(
    of revenue: Double,
    whatIf: [NeedsReading.Stage: Double]
  ) throws -> NeedsReading {
    let last = try reader.funnelDays().map { min($0.upperBound, today) } ?? today
    return try NeedsBuilder(
      series: try series((last - Self.lookback)...last, parts: false),
      upTo: last
    ).needs(of: revenue, whatIf: whatIf)
  }

  /// The bridge to a counter or metric, from some days to others.
  package func bridge(
    of what: String,
    from before: ClosedRange<Day>,
    to after: ClosedRange<Day>
  ) throws -> Bridge {
    func sums(_ days: ClosedRange<Day>) throws -> [String: Int64] {
      try reader.funnel(FunnelQuery(days: days, span: .day, cut: .all))
        .reduce(into: [:]) { $0[$1.counter, default: 0] += $1.value }
    }
    return Bridge(
      of: what,
      from: (before, try sums(before)),
      to: (after, try sums(after)),
      in: try reader.funnelDefinition()
    )
  }
}
