import Foundation
import GRDB
import VerdictModel

extension SQLiteReader {
  func looks(_ hypothesis: String) throws -> [LookRecord] {
    try Row.fetchAll(
      cached: database,
      sql: "SELECT * FROM look WHERE hypothesis = ? ORDER BY number",
      arguments: [try entry(hypothesis).id]
    ).map { row in
      let evaluation: Data = row["evaluation"]
      return LookRecord(
        hypothesis: hypothesis,
        number: row["number"],
        period: try period(row["period"]),
        asOf: Day(number: row["as_of"]),
        information: row["information"],
        planned: row["planned"],
        spent: row["spent"],
        boundary: row["boundary"],
        statistic: row["statistic"],
        verdict: try named(row["verdict"], Verdict.init(rawValue:)),
        evaluation: Array(evaluation),
        sha256: row["sha256"]
      )
    }
  }

  func review(_ period: HalfMonth) throws -> PublishedReview? {
    try Row.fetchOne(
      cached: database,
      sql: "SELECT * FROM review WHERE period = ?",
      arguments: [period.description]
    ).map { row in
      func bytes(_ column: String) -> [UInt8] {
        let data: Data = row[column]
        return Array(data)
      }
      return PublishedReview(
        period: period,
        asOf: Day(number: row["as_of"]),
        at: Timestamp(microseconds: row["at"]),
        author: row["author"],
        program: row["program"],
        schema: row["schema"],
        json: bytes("json"),
        wallRu: bytes("wall_ru"),
        wallEn: bytes("wall_en"),
        headRu: bytes("head_ru"),
        headEn: bytes("head_en"),
        sha256: row["sha256"]
      )
    }
  }

  func reviewPeriods() throws -> [HalfMonth] {
    try String.fetchAll(database, sql: "SELECT period FROM review").map(period).sorted()
  }

  func decisions(_ hypothesis: String?) throws -> [Decision] {
    let only = try hypothesis.map { try entry($0).id }
    return try Row.fetchAll(
      cached: database,
      sql: "SELECT * FROM decision WHERE ?1 IS NULL OR hypothesis = ?1 ORDER BY id",
      arguments: [only]
    ).map { row in
      let due: Int? = row["due"]
      let checkOn: Int? = row["check_on"]
      return Decision(
        hypothesis: try entry(id: row["hypothesis"]).key,
        period: try period(row["period"]),
        choice: try named(row["choice"], DecisionChoice.init(rawValue:)),
        why: row["why"],
        lesson: row["lesson"],
        owner: row["owner"],
        due: due.map { Day(number: $0) },
        checkOn: checkOn.map { Day(number: $0) },
        author: row["author"],
        at: Timestamp(microseconds: row["at"])
      )
    }
  }

  func bets(_ hypothesis: String) throws -> [Bet] {
    try Row.fetchAll(
      cached: database,
      sql: "SELECT * FROM bet WHERE hypothesis = ? ORDER BY at, person",
      arguments: [try entry(hypothesis).id]
    ).map { row in
      Bet(
        hypothesis: hypothesis,
        person: row["person"],
        direction: row["direction"],
        size: row["size"],
        at: Timestamp(microseconds: row["at"])
      )
    }
  }

  func glances(_ hypothesis: String) throws -> [Glance] {
    try Row.fetchAll(
      cached: database,
      sql: "SELECT * FROM glance WHERE hypothesis = ? ORDER BY rowid",
      arguments: [try entry(hypothesis).id]
    ).map { row in
      Glance(
        hypothesis: hypothesis,
        who: row["who"],
        at: Timestamp(microseconds: row["at"]),
        reason: row["reason"]
      )
    }
  }

  func batches() throws -> [Batch] {
    try settle()
    return try Row.fetchAll(cached: database, sql: "SELECT * FROM batch ORDER BY id").map(
      Self.batch
    )
  }

  func batch(sha256: String) throws -> Batch? {
    try settle()
    return try Row.fetchOne(
      cached: database,
      sql: """
        SELECT * FROM batch WHERE sha256 = ? AND undone_by IS NULL AND sha256 <> ''
        ORDER BY id DESC LIMIT 1
        """,
      arguments: [sha256]
    ).map(Self.batch)
  }

  static func batch(_ row: Row) -> Batch {
    Batch(
      id: row["id"],
      kind: row["kind"],
      file: row["file"],
      sha256: row["sha256"],
      preset: row["preset"],
      author: row["author"],
      at: Timestamp(microseconds: row["at"]),
      new: row["new"],
      changed: row["changed"],
      same: row["same"],
      withdrawn: row["withdrawn"],
      undoes: row["undoes"],
      undoneBy: row["undone_by"]
    )
  }

  func audit() throws -> [AuditEntry] {
    try Row.fetchAll(cached: database, sql: "SELECT * FROM audit ORDER BY id").map { row in
      AuditEntry(
        id: row["id"],
        at: Timestamp(microseconds: row["at"]),
        author: row["author"],
        action: row["action"],
        subject: row["subject"],
        detail: row["detail"],
        batch: row["batch"],
        sha256: row["sha256"]
      )
    }
  }

  private func period(_ text: String) throws -> HalfMonth {
    guard let period = HalfMonth(iso: text) else {
      throw ModelError.damaged(detail: "period \(text)")
    }
    return period
  }

  private func named<A>(_ text: String, _ make: (String) -> A?) throws -> A {
    guard let value = make(text) else { throw ModelError.damaged(detail: "word \(text)") }
    return value
  }
}
