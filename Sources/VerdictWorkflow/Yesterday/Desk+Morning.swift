package import VerdictModel

extension Desk {
  /// Days shown at once; more are filled on the next page.
  static let daysAtOnce = 10
  /// How far back an unfilled day is asked for.
  static let reach = 31

  /// The days still to fill, with what is known of them.
  ///
  /// - Parameters:
  ///   - manager: whose row alone; nil for everybody's.
  ///   - only: these days, filled or not; nil for the unfilled ones up to yesterday.
  /// - Returns: the days in order, with the rows and columns a page needs.
  /// - Throws: what the store throws.
  package func morning(manager: String? = nil, only: [Day]? = nil) async throws -> Morning {
    try await store.read { reader in
      let today = try today(reader)
      let settings = try CompanySettings(reader.settings(), at: now)
      let funnel = try reader.funnelDefinition()
      let sales = funnel.counters.filter { $0.grain == .byManager }
      let window = (today - Self.reach)...today
      let bySeller = try reader.funnel(FunnelQuery(days: window, span: .day, cut: .manager))
      let wanted =
        try only
        ?? Self.unfilled(
          reader,
          rows: bySeller.filter { row in
            sales.contains { $0.key == row.counter } && (manager == nil || row.member == manager)
          },
          today: today,
          settings
        )
      let roster = try manager.map { [$0] } ?? Self.roster(reader, bySeller)
      let bySource = try reader.funnel(FunnelQuery(days: window, span: .day, cut: .source))
      var lastDays: [String: Day] = [:]
      for row in bySource where !row.member.isEmpty {
        lastDays[row.member] = max(lastDays[row.member] ?? row.start, row.start)
      }
      // A counter that has not begun, or is retired, has no column on these days.
      func asked(_ counters: [Counter]) -> [Counter] {
        counters.filter { counter in wanted.contains { counter.isKept(on: $0) } }
      }
      return Morning(
        days: try wanted.prefix(Self.daysAtOnce).map { day in
          try Self.sheet(reader, day, settings.calendar.isWorking(day), funnel)
        },
        further: max(0, wanted.count - Self.daysAtOnce),
        managers: roster,
        sources: try reader.sources(),
        salesCounters: asked(sales),
        adCounters: asked(funnel.counters.filter { $0.grain == .bySource }),
        lastDays: lastDays
      )
    }
  }

  /// Days without any number by hand: working days, and days off after the last one filled.
  private static func unfilled(
    _ reader: any StoreReader,
    rows: [FunnelSum],
    today: Day,
    _ settings: CompanySettings
  ) throws -> [Day] {
    guard let known = try reader.funnelDays(), known.lowerBound < today else { return [today - 1] }
    let filled = Set(rows.map(\.start))
    let last = filled.max() ?? known.lowerBound - 1
    let first = max(known.lowerBound, today - reach)
    return (first.number..<today.number).map(Day.init(number:)).filter { day in
      !filled.contains(day) && !settings.daysOff.contains(day)
        && (settings.calendar.isWorking(day) || day > last)
    }
  }

  /// Who has rows: everybody with numbers in the last weeks, and everybody who logs in as a manager.
  private static func roster(_ reader: any StoreReader, _ rows: [FunnelSum]) throws -> [String] {
    let seen = Set(rows.map(\.member)).subtracting([""])
    let accounts = try reader.accounts().filter { $0.isActive && $0.role == .manager }
    let names = seen.union(accounts.compactMap(\.manager))
    return names.isEmpty ? try reader.managers() : names.sorted()
  }

  private static func sheet(
    _ reader: any StoreReader,
    _ day: Day,
    _ isWorking: Bool,
    _ funnel: FunnelDefinition
  ) throws -> DaySheet {
    func rows(_ cut: Cut) throws -> [FunnelSum] {
      try reader.funnel(FunnelQuery(days: day...day, span: .day, cut: cut))
    }
    var known: [CellPlace: Int64] = [:]
    for row in try rows(.manager) where funnel.counter(row.counter)?.grain == .byManager {
      known[CellPlace(day: day, counter: row.counter, manager: row.member)] = row.value
    }
    for row in try rows(.source) where funnel.counter(row.counter)?.grain == .bySource {
      known[CellPlace(day: day, counter: row.counter, source: row.member)] = row.value
    }
    let all = try rows(.all)
    return DaySheet(
      day: day,
      isWorking: isWorking,
      known: known,
      payments: all.first { $0.counter == "payments" }?.value,
      revenue: all.first { $0.counter == "revenue" }?.value
    )
  }

  /// Sums of days for the end of the morning, and the month so far.
  package func summary(of days: [Day]) async throws -> (days: [DaySummary], pace: [MonthPace]) {
    try await store.read { reader in
      let sheets = try days.map { day in
        let rows = try reader.funnel(FunnelQuery(days: day...day, span: .day, cut: .all))
        return DaySummary(
          day: day,
          sums: Dictionary(rows.map { ($0.counter, $0.value) }, uniquingKeysWith: +)
        )
      }
      guard let last = days.max() else { return (sheets, []) }
      let calendar = try CompanySettings(reader.settings(), at: now).calendar
      let month = Month(containing: last)
      let history = try TableHistory(reader, before: month.start)
      let rows = try reader.funnel(
        FunnelQuery(days: month.start...last, span: .day, cut: .all)
      )
      let pace = ["meetings_held", "payments"].compactMap { counter -> MonthPace? in
        let own = rows.filter { $0.counter == counter }
        guard !own.isEmpty else { return nil }
        return MonthPace(
          month: month,
          counter: counter,
          soFar: own.reduce(0) { $0 + $1.value },
          usual: history.perWorkingDay(counter, calendar).map {
            $0 * Double(calendar.workingDays(in: month.start...last))
          }
        )
      }
      return (sheets, pace)
    }
  }
}
