import Foundation
import GRDB
import VerdictModel

extension SQLiteReader {
  func hypotheses() throws -> [RegisteredHypothesis] {
    try Row.fetchAll(cached: database, sql: "SELECT * FROM hypothesis").map(registered)
      .sorted { ($0.form.start, $0.key) < ($1.form.start, $1.key) }
  }

  func hypothesis(_ key: String) throws -> RegisteredHypothesis? {
    try Row.fetchOne(
      cached: database,
      sql: "SELECT * FROM hypothesis WHERE key = ?",
      arguments: [key]
    )
    .map(registered)
  }

  private func registered(_ row: Row) throws -> RegisteredHypothesis {
    let id: Int = row["id"]
    let amendments = try Row.fetchAll(
      cached: database,
      sql: "SELECT * FROM amendment WHERE hypothesis = ? ORDER BY number",
      arguments: [id]
    ).map { amendment in
      Amendment(
        number: amendment["number"],
        form: try Self.form(amendment["form"]),
        sha256: amendment["sha256"],
        reason: amendment["reason"],
        author: amendment["author"],
        at: Timestamp(microseconds: amendment["at"])
      )
    }
    let seal: Data? = row["seal"]
    return RegisteredHypothesis(
      key: row["key"],
      state: HypothesisState(rawValue: row["state"]) ?? .draft,
      original: try Self.form(row["form"]),
      sha256: row["sha256"],
      seal: seal.map { Array($0) },
      author: row["author"],
      at: Timestamp(microseconds: row["at"]),
      amendments: amendments
    )
  }

  func allocationAudit(_ hypothesis: String, asOf: Day) throws -> AllocationAudit {
    try writeWaitingRows()
    let id = try entry(hypothesis).id
    let microsecondsPerDay = 86_400_000_000
    // A drawn unit belongs to the day it met its arm; until then to the day (UTC) it was drawn.
    let row = try Row.fetchOne(
      cached: database,
      sql: """
        SELECT count(*), count(e.unit), coalesce(sum(t.key <> a.arm), 0)
        FROM allocation a
        LEFT JOIN exposure e ON e.unit = a.unit AND e.hypothesis = a.hypothesis
        LEFT JOIN term t ON t.kind = 'arm' AND t.id = e.arm
        WHERE a.hypothesis = ? AND coalesce(e.day, a.at / \(microsecondsPerDay)) <= ?
        """,
      arguments: [id, asOf.number]
    )
    let crossovers = try Int64.fetchOne(
      database,
      sql: "SELECT count(DISTINCT unit) FROM crossover WHERE hypothesis = ? AND day <= ?",
      arguments: [id, asOf.number]
    )
    return AllocationAudit(
      drawn: row?[0] ?? 0,
      listed: row?[1] ?? 0,
      differing: row?[2] ?? 0,
      crossovers: crossovers ?? 0
    )
  }

  func allocation(_ hypothesis: String, unit: String) throws -> AllocationEntry? {
    try Row.fetchOne(
      cached: database,
      sql: "SELECT * FROM allocation WHERE hypothesis = ? AND unit = ?",
      arguments: [try entry(hypothesis).id, unit]
    ).map { row in
      AllocationEntry(
        stratum: row["stratum"],
        position: row["position"],
        arm: row["arm"],
        unit: row["unit"],
        author: row["author"],
        at: Timestamp(microseconds: row["at"])
      )
    }
  }

  func allocationCount(_ hypothesis: String, stratum: String) throws -> Int {
    try Int.fetchOne(
      database,
      sql: "SELECT count(*) FROM allocation WHERE hypothesis = ? AND stratum = ?",
      arguments: [try entry(hypothesis).id, stratum]
    ) ?? 0
  }
}
