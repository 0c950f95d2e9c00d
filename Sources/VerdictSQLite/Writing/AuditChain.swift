import Crypto
import Foundation
import GRDB
import VerdictModel

/// The audit as a hash chain: each line's SHA-256 covers the line before it and its own fields.
///
/// The hashed text is every field as decimal byte count, colon, UTF-8 bytes: the previous hash, id,
/// time, author, action, subject, detail, and the batch or nothing. No field can run into the next.
struct AuditChain {
  private let database: Database

  init(_ database: Database) { self.database = database }

  func append(_ act: Act, batch: Int?) throws {
    let last = try Row.fetchOne(
      cached: database,
      sql: "SELECT id, sha256 FROM audit ORDER BY id DESC LIMIT 1"
    )
    let id = (last?[0] ?? 0) + 1
    let previous: String = last?[1] ?? ""
    let sha256 = Self.hash([
      previous, String(id), String(act.at.microseconds), act.author, act.action, act.subject,
      act.detail, batch.map { String($0) } ?? "",
    ])
    try database.execute(
      sql: """
        INSERT INTO audit(id, at, author, action, subject, detail, batch, previous, sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, act.at.microseconds, act.author, act.action, act.subject, act.detail, batch, previous,
        sha256,
      ]
    )
  }

  /// Whether every line is what it was when it was written, and none is missing between two.
  func holds() throws -> Bool {
    let rows = try Row.fetchCursor(cached: database, sql: "SELECT * FROM audit ORDER BY id")
    var previous = ""
    var expected = 1
    while let row = try rows.next() {
      let id: Int = row["id"]
      let at: Int64 = row["at"]
      let batch: Int? = row["batch"]
      let sha256 = Self.hash([
        previous, String(id), String(at), row["author"], row["action"], row["subject"],
        row["detail"], batch.map { String($0) } ?? "",
      ])
      guard id == expected, row["previous"] == previous, row["sha256"] == sha256 else {
        return false
      }
      previous = sha256
      expected += 1
    }
    return true
  }

  static func hash(_ fields: [String]) -> String {
    var bytes: [UInt8] = []
    for field in fields {
      bytes += Array(String(field.utf8.count).utf8)
      bytes.append(UInt8(ascii: ":"))
      bytes += Array(field.utf8)
    }
    return SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
