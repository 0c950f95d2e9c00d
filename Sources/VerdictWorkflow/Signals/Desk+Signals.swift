package import VerdictAnalysis
package import VerdictModel

extension Desk {
  /// The signals of today, or as they stood at the end of a day.
  package func signals(asOf day: Day? = nil) async throws -> SignalsReading {
    try await store.read { try signals(asOf: day, $0) }
  }

  package func signals(asOf day: Day?, _ reader: any StoreReader) throws -> SignalsReading {
    guard let table = try watchedTable(asOf: day, reader) else { return SignalsReading(asOf: nil) }
    return SignalFinder.read(table)
  }

  /// The managers over a stretch of days; by default the last 90 of the table.
  package func managers(from first: Day? = nil, to last: Day? = nil) async throws
    -> ManagersReading
  {
    try await store.read { try managers(from: first, to: last, $0) }
  }

  /// How many days are read when nobody says how many.
  package static let managerDays = 90
  /// Units met so many days ago or less say how long deals take.
  private static let cycleDays = 400

  package func managers(from first: Day?, to asked: Day?, _ reader: any StoreReader) throws
    -> ManagersReading
  {
    let table = try watchedTable(asOf: asked, reader)
    let last = try table?.known.upperBound ?? asked ?? today(reader)
    let end = asked ?? last
    let days = min(first ?? end - (Self.managerDays - 1), end)...end
    guard let table else {
      return ManagersReader(
        funnel: try reader.funnelDefinition(),
        days: days,
        lastDay: last,
        all: [],
        managers: [],
        lastEntries: [:],
        payments: [],
        cycles: [],
        signals: []
      )
      .read()
    }
    // Gone is who has no entry at the end of these days, whatever the table knows by now.
    let entries = table.managerNames.compactMap { name in
      table.lastEntry(ofManager: name).map { (name, $0) }
    }
    return ManagersReader(
      funnel: table.funnel,
      days: days,
      lastDay: last,
      all: try reader.funnelSeries(days, cut: .all),
      managers: try reader.funnelSeries(days, cut: .manager),
      lastEntries: Dictionary(uniqueKeysWithValues: entries),
      payments: table.payments,
      cycles: try reader.cycles(
        to: "payments",
        metIn: (days.upperBound - Self.cycleDays)...days.upperBound,
        asOf: days.upperBound
      ),
      signals: SignalFinder.read(table).signals
    )
    .read()
  }

  /// The weeks up to a day, or up to yesterday; nil while the table is empty.
  private func watchedTable(asOf day: Day?, _ reader: any StoreReader) throws -> WatchedTable? {
    let settings = try CompanySettings(reader.settings(), at: now)
    let yesterday = now.day(offsetSeconds: settings.offsetSeconds) - 1
    let closing = day.map { min($0, yesterday) } ?? yesterday
    guard let all = try reader.funnelDays(), all.lowerBound <= closing else { return nil }
    let days = WatchedTable.days(upTo: closing)
    let series = try reader.funnelSeries(days, cut: .all)
    return WatchedTable(
      funnel: try reader.funnelDefinition(),
      calendar: settings.calendar,
      closing: closing,
      known: all.lowerBound...min(all.upperBound, closing),
      all: series,
      sources: try reader.funnelSeries(days, cut: .source),
      managers: try reader.funnelSeries(days, cut: .manager),
      payments: try reader.payments("payments", in: days),
      norms: Self.inForce(try reader.norms(), on: closing)
    )
  }

  /// Everybody's norms of a day, and those set for single managers.
  private static func inForce(_ norms: [Norm], on day: Day) -> [CompanyNorm] {
    let subjects = Set(norms.map { NormSubject(metric: $0.metric, manager: $0.manager) })
    return subjects.sorted { ($0.metric, $0.manager ?? "") < ($1.metric, $1.manager ?? "") }
      .compactMap { subject in
        norms.inForce(subject.metric, manager: subject.manager, on: day).map {
          CompanyNorm(metric: $0.metric, manager: subject.manager, low: $0.low, high: $0.high)
        }
      }
  }

  private struct NormSubject: Hashable {
    let metric: String
    let manager: String?
  }
}
