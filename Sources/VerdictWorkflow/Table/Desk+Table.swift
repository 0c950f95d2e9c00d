package import VerdictAnalysis
package import VerdictModel

/// Which table is wanted.
package struct TableRequest: Hashable, Sendable {
  package var span: TableSpan
  package var split: TableSplit?
  /// Days the columns cover; nil: the last few, as many as stand side by side.
  package var from: Day?
  package var to: Day?
  /// This source or manager alone.
  package var only: String?
  /// Whether nobody by that name is an empty table rather than a mistake.
  package var mayBeAbsent = false

  package init(
    span: TableSpan,
    split: TableSplit? = nil,
    from: Day? = nil,
    to: Day? = nil,
    only: String? = nil
  ) {
    self.span = span
    self.split = split
    self.from = from
    self.to = to
    self.only = only
  }

  /// Columns without a wish.
  package static func usualColumns(_ span: TableSpan) -> Int { span == .day ? 7 : 4 }
}

extension Desk {
  /// The table, from maintained sums.
  ///
  /// - Throws: ``WorkflowError/dayInFuture(_:)`` for days that are not yet, and
  ///   ``WorkflowError/daysReversed(from:to:)``.
  package func table(_ request: TableRequest) async throws -> FunnelTable {
    try await store.read { try TableReader($0, now: now).table(request) }
  }
}

/// Asks the store for the sums a table needs, and no more.
struct TableReader {
  private let reader: any StoreReader
  private let settings: [String: String]
  private let company: CompanySettings
  private let funnel: FunnelDefinition
  private let today: Day

  init(_ reader: any StoreReader, now: Timestamp) throws {
    self.reader = reader
    settings = try reader.settings()
    company = try CompanySettings(settings, at: now)
    funnel = try reader.funnelDefinition()
    today = now.day(offsetSeconds: company.offsetSeconds)
  }

  func table(_ request: TableRequest) throws -> FunnelTable {
    if let from = request.from, from > today { throw WorkflowError.dayInFuture(from) }
    if let from = request.from, let to = request.to, from > to {
      throw WorkflowError.daysReversed(from: from, to: to)
    }
    let recorded = try reader.funnelDays()
    // Yesterday is over; today too, as far as somebody has entered it.
    let last = recorded.map { min($0.upperBound, today) } ?? today - 1
    let asOf = max(today - 1, last)
    let periods = columns(request, upTo: asOf, since: recorded?.lowerBound)
    let maker = FunnelTableMaker(
      funnel: funnel,
      calendar: company.calendar,
      norms: try reader.norms(),
      asOf: asOf,
      recorded: recorded,
      periods: periods
    )
    let first = periods[0].previous.start
    let end = periods[periods.count - 1].end
    let days = try reader.funnel(FunnelQuery(days: first...end, span: .day, cut: .all))
    let rows = maker.rows(
      FunnelTableMaker.Scope(sums: maker.sums(days), days: FunnelTableMaker.days(days))
    )
    let members = try request.split.map { try self.members($0, maker, first...end) } ?? []
    if let only = request.only, !request.mayBeAbsent, !members.contains(where: { $0.name == only })
    {
      throw WorkflowError.memberUnknown(only, known: members.map(\.name))
    }
    let readings = maker.readings(filled: Set(days.filter { $0.cells > 0 }.map(\.start)))
    let planner = try planner(readings, asOf: asOf)
    return FunnelTable(
      company: company.company,
      currency: company.currency,
      span: request.span,
      split: request.split,
      asOf: asOf,
      recorded: recorded,
      periods: readings,
      rows: request.only == nil ? planner?.planning(rows) ?? rows : [],
      members: members.filter { request.only == nil || $0.name == request.only }.map { member in
        guard let planner, let split = request.split else { return member }
        return TableMember(
          name: member.name,
          rows: planner.planning(
            member.rows,
            of: split == .source
              ? PlanSeries.Part(source: member.name) : PlanSeries.Part(manager: member.name)
          )
        )
      },
      unsplit: request.split.map { split in
        funnel.counters.filter { !split.has($0.grain) }.map(\.title)
      } ?? [],
      silent: maker.silent(
        try reader.funnel(FunnelQuery(days: (asOf - 60)...asOf, span: .day, cut: .source))
      ),
      renamed: maker.renamed,
      answers: FunnelAnswer.all(in: settings),
      cohorts: try cohorts(request, maker)
    )
  }

  private func columns(_ request: TableRequest, upTo asOf: Day, since first: Day?)
    -> [TablePeriod]
  {
    let end = request.to.map { min($0, max(asOf, request.from ?? asOf)) } ?? asOf
    if let from = request.from {
      return TablePeriod.covering(from...max(from, end), by: request.span)
    }
    var periods = [TablePeriod(request.span, containing: end)]
    while periods.count < TableRequest.usualColumns(request.span) {
      // Before recording began there is nothing to show.
      if let first, periods[0].start <= first { break }
      periods.insert(periods[0].previous, at: 0)
    }
    return periods
  }

  /// Months and half-months come from their own sums; only the compared days are asked for one by one.
  private func members(
    _ split: TableSplit,
    _ maker: FunnelTableMaker,
    _ days: ClosedRange<Day>
  ) throws -> [TableMember] {
    let isCoarse = maker.periods[0].span == .month || maker.periods[0].span == .halfMonth
    let compared = FunnelTableMaker.compared(maker.periods)
    let daily = try reader.funnel(
      FunnelQuery(days: isCoarse ? compared : days, span: .day, cut: split.cut)
    )
    let sums =
      isCoarse
      ? try reader.funnel(FunnelQuery(days: days, span: .halfMonth, cut: split.cut)) : daily
    let dailyByName = Dictionary(grouping: daily, by: \.member)
    return Dictionary(grouping: sums.filter { !$0.member.isEmpty }, by: \.member)
      .sorted { $0.key < $1.key }
      .map { name, sums in
        TableMember(
          name: name,
          rows: maker.rows(
            FunnelTableMaker.Scope(
              sums: maker.sums(sums),
              days: FunnelTableMaker.days(dailyByName[name] ?? []),
              split: split,
              manager: split == .manager ? name : nil
            )
          )
        )
      }
      .filter { !$0.rows.isEmpty }
  }

  /// The plans of the months shown; nil where none of them has one.
  private func planner(_ periods: [PeriodReading], asOf: Day) throws -> TablePlanner? {
    guard let first = periods.first?.start, let last = periods.last?.end else { return nil }
    var plans: [MonthPlan] = []
    var month = Month(containing: first)
    while month.start <= last {
      if let planned = try reader.plan(month, upTo: nil) { plans.append(planned.plan) }
      month = month.next
    }
    guard let earliest = plans.first?.month.start else { return nil }
    // Weights of days are learned from the eight weeks before each month.
    let series = try PlanReader(reader, settings: company, today: today)
      .series((earliest - 7 * DayWeights.weeks)...max(asOf, earliest), parts: false)
    return TablePlanner(
      PlanSpread(plans: plans, funnel: funnel, calendar: company.calendar, series: series),
      periods: periods,
      asOf: asOf
    )
  }

  /// Units by the day they came in; the year before tells how long a stage takes.
  private func cohorts(_ request: TableRequest, _ maker: FunnelTableMaker) throws -> CohortTable? {
    guard request.span != .day, request.split == nil else { return nil }
    let end = maker.periods[maker.periods.count - 1].end
    return CohortMaker.table(
      try reader.cohorts((maker.periods[0].start - 365)...end, asOf: maker.asOf),
      funnel: funnel,
      periods: maker.periods,
      asOf: maker.asOf
    )
  }
}
