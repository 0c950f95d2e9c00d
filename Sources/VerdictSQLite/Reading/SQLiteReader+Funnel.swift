import GRDB
import VerdictModel

extension SQLiteReader {
  func funnel(_ query: FunnelQuery) throws -> [FunnelSum] {
    try settle()
    guard let cut = try terms.find(.cut, query.cut.key) else { return [] }
    let members = TermKind.members(of: query.cut)
    // Member by member and counter by counter: the days come last in the key, so a range of them is
    // one short run in each, and years outside it are never read.
    let rows = try Row.fetchCursor(
      cached: database,
      sql: """
        SELECT s.start, s.member, s.counter, s.value, s.rows
        FROM (SELECT 0 AS id UNION ALL SELECT id FROM term WHERE kind = ?) m
        CROSS JOIN (SELECT id FROM term WHERE kind = 'counter') c
        CROSS JOIN funnel_sum s ON s.grain = ? AND s.cut = ? AND s.member = m.id
          AND s.counter = c.id AND s.start BETWEEN ? AND ?
        """,
      arguments: [
        members?.name ?? "", query.span.rawValue, cut, query.days.lowerBound.number,
        query.days.upperBound.number,
      ]
    )
    var sums: [FunnelSum] = []
    while let row = try rows.next() {
      let member: Int = row[1]
      sums.append(
        FunnelSum(
          start: Day(number: row[0]),
          member: try members.map { try terms.key($0, member) } ?? "",
          counter: try terms.key(.counter, row[2]),
          value: row[3],
          cells: row[4]
        )
      )
    }
    return sums.sorted {
      ($0.start, $0.member, $0.counter) < ($1.start, $1.member, $1.counter)
    }
  }

  func funnelDays() throws -> ClosedRange<Day>? {
    let row = try Row.fetchOne(
      cached: database,
      sql: "SELECT (SELECT min(day) FROM funnel), (SELECT max(day) FROM funnel)"
    )
    guard let row, let first: Int = row[0], let last: Int = row[1] else { return nil }
    return Day(number: first)...Day(number: last)
  }

  func funnelCell(day: Day, source: String?, manager: String?, counter: String) throws -> Int64? {
    guard let source = try terms.find(.source, source),
      let manager = try terms.find(.manager, manager),
      let counter = try terms.find(.counter, counter)
    else { return nil }
    return try Int64.fetchOne(
      database,
      sql: """
        SELECT value FROM funnel WHERE day = ? AND source = ? AND manager = ? AND counter = ?
        """,
      arguments: [day.number, source, manager, counter]
    )
  }

  func managers() throws -> [String] { try terms.active(.manager) }
  func sources() throws -> [String] { try terms.active(.source) }
}
