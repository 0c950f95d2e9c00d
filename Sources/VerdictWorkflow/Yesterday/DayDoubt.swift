package import VerdictModel

/// Something in a morning's numbers that is possible and yet rarely true: it is asked before saving.
package enum DayDoubt: Hashable, Sendable {
  /// Money went to a source and nobody clicked.
  case spendWithoutClicks(day: Day, source: String)
  /// A source that costs money brought leads on a day without its costs.
  case leadsWithoutSpend(day: Day, source: String)
  /// A name no row has had before.
  case newSource(String)
  case newManager(String)
  /// In the last 31 days more paid than came.
  case paymentsAboveHeld(payments: Int64, held: Int64)
  /// A day off with as much as a usual working day has.
  case fullDayOff(day: Day, due: Int64)
  /// A number that was known is replaced.
  case changed(place: CellPlace, from: Int64, to: Int64?)
}

extension Desk {
  /// What should be asked about before these numbers are saved, in the order of days.
  package func doubts(about entry: DayEntry) async throws -> [DayDoubt] {
    try await store.read { reader in
      let settings = try CompanySettings(reader.settings(), at: now)
      return try DayDoubts(entry, reader, settings).all()
    }
  }
}

/// The checks, one after the other.
private struct DayDoubts {
  private let entry: DayEntry
  private let reader: any StoreReader
  private let calendar: WorkingCalendar
  private let days: [Day]
  /// Days looked back at.
  private static let window = 31

  init(_ entry: DayEntry, _ reader: any StoreReader, _ settings: CompanySettings) {
    self.entry = entry
    self.reader = reader
    calendar = settings.calendar
    days = Set(entry.cells.map(\.place.day)).union(entry.payments.map(\.day)).sorted()
  }

  func all() throws -> [DayDoubt] {
    try names() + days.flatMap { try ads($0) + daysOff($0) } + paid() + changed()
  }

  /// Cells of a day as they will be, by counter, of one source or manager each.
  private func cells(_ day: Day, _ counter: String, _ cut: Cut) throws -> [String: Int64] {
    var cells: [String: Int64] = [:]
    for row in try reader.funnel(FunnelQuery(days: day...day, span: .day, cut: cut))
    where row.counter == counter && !row.member.isEmpty { cells[row.member] = row.value }
    for cell in entry.cells where cell.place.day == day && cell.place.counter == counter {
      let member = cut == .source ? cell.place.source : cell.place.manager
      if let member { cells[member] = cell.value }
    }
    return cells
  }

  private func names() throws -> [DayDoubt] {
    let (sources, managers) = (Set(try reader.sources()), Set(try reader.managers()))
    // In an empty table every name is new.
    let newSources = Set(entry.cells.compactMap(\.place.source) + entry.payments.map(\.source))
    let newManagers = Set(entry.cells.compactMap(\.place.manager) + entry.payments.map(\.manager))
    return
      (sources.isEmpty ? [] : newSources.subtracting(sources).sorted().map { .newSource($0) })
      + (managers.isEmpty
        ? [] : newManagers.subtracting(managers).sorted().map { .newManager($0) })
  }

  private func ads(_ day: Day) throws -> [DayDoubt] {
    let touched = Set(
      entry.cells.filter { $0.place.day == day }.compactMap(\.place.source)
    )
    guard !touched.isEmpty else { return [] }
    let spend = try cells(day, "spend", .source)
    let clicks = try cells(day, "clicks", .source)
    let leads = try cells(day, "leads", .source)
    let before = try reader.funnel(
      FunnelQuery(days: (day - Self.window)...(day - 1), span: .day, cut: .source)
    )
    return touched.sorted().flatMap { source -> [DayDoubt] in
      var doubts: [DayDoubt] = []
      if spend[source] ?? 0 > 0, clicks[source] ?? 0 == 0 {
        doubts.append(.spendWithoutClicks(day: day, source: source))
      }
      let costs = before.contains {
        $0.member == source && $0.counter == "spend" && $0.value > 0
      }
      if leads[source] ?? 0 > 0, spend[source] ?? 0 == 0, costs {
        doubts.append(.leadsWithoutSpend(day: day, source: source))
      }
      return doubts
    }
  }

  /// Meetings due on a day off, beside a usual working day of the window.
  private func daysOff(_ day: Day) throws -> [DayDoubt] {
    guard !calendar.isWorking(day) else { return [] }
    let due = try cells(day, "meetings_due", .manager).values.reduce(0, +)
    guard due > 0 else { return [] }
    let rows = try reader.funnel(
      FunnelQuery(days: (day - Self.window)...(day - 1), span: .day, cut: .all)
    )
    let usual = rows.filter { $0.counter == "meetings_due" && calendar.isWorking($0.start) }
    guard usual.count >= 5 else { return [] }
    let mean = Double(usual.reduce(0) { $0 + $1.value }) / Double(usual.count)
    return Double(due) >= mean ? [.fullDayOff(day: day, due: due)] : []
  }

  private func paid() throws -> [DayDoubt] {
    guard let last = days.last, !entry.payments.isEmpty else { return [] }
    let window = (last - Self.window + 1)...last
    let rows = try reader.funnel(FunnelQuery(days: window, span: .day, cut: .all))
    func known(_ counter: String) -> Int64 {
      rows.filter { $0.counter == counter }.reduce(0) { $0 + $1.value }
    }
    let payments =
      known("payments") + Int64(entry.payments.count { $0.amount.minor > 0 })
    let held =
      known("meetings_held")
      + entry.cells.filter { $0.place.counter == "meetings_held" }
      .reduce(0) { $0 + ($1.value ?? 0) - ($1.was ?? 0) }
    guard held > 0, payments > held else { return [] }
    return [.paymentsAboveHeld(payments: payments, held: held)]
  }

  private func changed() -> [DayDoubt] {
    entry.cells.compactMap { cell in
      guard let was = cell.was, cell.value != was else { return nil }
      return .changed(place: cell.place, from: was, to: cell.value)
    }
  }
}
