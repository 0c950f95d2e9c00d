import Foundation
import GRDB
import VerdictModel

extension SQLiteReader {
  func accounts() throws -> [Account] {
    try Row.fetchAll(cached: database, sql: "SELECT * FROM account ORDER BY folded").map(account)
  }

  func account(id: Int) throws -> Account? {
    try Row.fetchOne(cached: database, sql: "SELECT * FROM account WHERE id = ?", arguments: [id])
      .map(account)
  }

  func account(named name: String) throws -> Account? {
    try Row.fetchOne(
      cached: database,
      sql: "SELECT * FROM account WHERE folded = ?",
      arguments: [Self.folded(name)]
    ).map(account)
  }

  func hasAccounts() throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS(SELECT 1 FROM account WHERE active = 1)")
      ?? false
  }

  func session(token: String) throws -> SessionRecord? {
    try Row.fetchOne(
      cached: database,
      sql: "SELECT * FROM session WHERE token = ?",
      arguments: [token]
    )
    .map { row in
      SessionRecord(
        token: row["token"],
        account: row["account"],
        made: Timestamp(microseconds: row["made"]),
        seen: Timestamp(microseconds: row["seen"])
      )
    }
  }

  func invitation(token: String) throws -> Invitation? {
    try Row.fetchOne(
      cached: database,
      sql: "SELECT * FROM invitation WHERE token = ?",
      arguments: [token]
    ).map(invitation)
  }

  func invitations() throws -> [Invitation] {
    try Row.fetchAll(
      cached: database,
      sql: "SELECT * FROM invitation WHERE account IS NULL ORDER BY at DESC, token"
    ).map(invitation)
  }

  func submission(_ id: String) throws -> Submission? {
    try Row.fetchOne(
      cached: database,
      sql: "SELECT * FROM submission WHERE id = ?",
      arguments: [id]
    )
    .map { row in
      Submission(
        id: row["id"],
        account: row["account"],
        what: row["what"],
        answer: row["answer"],
        at: Timestamp(microseconds: row["at"])
      )
    }
  }

  func lastAct() throws -> AuditEntry? {
    try Row.fetchOne(cached: database, sql: "SELECT * FROM audit ORDER BY id DESC LIMIT 1").map {
      row in
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

  /// One name, however its letters are typed: composed, in small letters, without blanks around.
  static func folded(_ name: String) -> String {
    name.precomposedStringWithCanonicalMapping.lowercased()
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func account(_ row: Row) throws -> Account {
    Account(
      id: row["id"],
      name: row["name"],
      role: try role(row["role"]),
      manager: row["manager"],
      password: row["password"],
      language: row["language"],
      isActive: row["active"] == 1
    )
  }

  private func invitation(_ row: Row) throws -> Invitation {
    Invitation(
      token: row["token"],
      name: row["name"],
      role: try role(row["role"]),
      manager: row["manager"],
      author: row["author"],
      at: Timestamp(microseconds: row["at"]),
      until: Timestamp(microseconds: row["until"]),
      account: row["account"]
    )
  }

  private func role(_ text: String) throws -> Role {
    guard let role = Role(rawValue: text) else { throw ModelError.damaged(detail: "role " + text) }
    return role
  }
}
