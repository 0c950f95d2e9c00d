import GRDB
import VerdictModel

/// A version states the months it names whole; a row without a counter says that a month is stated,
/// even where nothing is planned in it any more.
extension SQLiteReader {
  func planVersions() throws -> [PlanVersion] {
    var months: [Int: [Month]] = [:]
    let stated = try Row.fetchCursor(
      cached: database,
      sql: "SELECT DISTINCT version, month FROM plan ORDER BY version, month"
    )
    while let row = try stated.next() {
      months[row[0], default: []].append(try Self.month(row[1]))
    }
    return try Row.fetchAll(database, sql: "SELECT * FROM plan_version ORDER BY id")
      .map { Self.version($0, months: months[$0["id"]] ?? []) }
  }

  func plan(_ month: Month, upTo version: Int?) throws -> PlannedMonth? {
    let newest = try Int.fetchOne(
      database,
      sql: "SELECT max(version) FROM plan WHERE month = ? AND version <= ?",
      arguments: [month.description, version ?? .max]
    )
    guard let newest else { return nil }
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT * FROM plan WHERE version = ? AND month = ? AND what <> ''",
      arguments: [newest, month.description]
    )
    guard !rows.isEmpty else { return nil }
    let lines = try rows.map { row in
      PlanLine(
        what: row["what"],
        source: try terms.name(.source, row["source"]),
        manager: try terms.name(.manager, row["manager"]),
        value: row["value"]
      )
    }
    guard let stated = try planVersions().first(where: { $0.id == newest }) else {
      throw ModelError.damaged(detail: "plan version \(newest)")
    }
    return PlannedMonth(plan: MonthPlan(month: month, lines: lines), version: stated)
  }

  private static func month(_ text: String) throws -> Month {
    guard let month = Month(iso: text) else {
      throw ModelError.damaged(detail: "plan month \(text)")
    }
    return month
  }

  private static func version(_ row: Row, months: [Month]) -> PlanVersion {
    PlanVersion(
      id: row["id"],
      author: row["author"],
      at: Timestamp(microseconds: row["at"]),
      reason: row["reason"],
      months: months
    )
  }
}

extension SQLiteWriter {
  func plan(_ months: [MonthPlan], reason: String) throws -> PlanVersion {
    let funnel = try funnelDefinition()
    try database.execute(
      sql: "INSERT INTO plan_version(author, at, reason) VALUES (?, ?, ?)",
      arguments: [act.author, act.at.microseconds, reason]
    )
    let version = Int(try database.lastInsertedRowID)
    for month in months {
      try month.check(in: funnel)
      let stated = month.lines.isEmpty ? [PlanLine(what: "", value: 0)] : month.lines
      for line in stated {
        try database.execute(
          sql: """
            INSERT INTO plan(version, month, source, manager, what, value)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            version, month.month.description, try terms.assign(.source, line.source),
            try terms.assign(.manager, line.manager), line.what, line.value,
          ]
        )
      }
    }
    return PlanVersion(
      id: version,
      author: act.author,
      at: act.at,
      reason: reason,
      months: months.map(\.month).sorted()
    )
  }
}
