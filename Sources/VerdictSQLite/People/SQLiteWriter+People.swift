import GRDB
import VerdictModel

extension SQLiteWriter {
  func add(_ account: Account) throws -> Account {
    guard try self.account(named: account.name) == nil else {
      throw PeopleError.nameTaken(account.name)
    }
    try database.execute(
      sql: """
        INSERT INTO account(name, folded, role, manager, password, language, active, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        account.name, Self.folded(account.name), account.role.rawValue, account.manager,
        account.password, account.language, account.isActive ? 1 : 0, act.at.microseconds,
      ]
    )
    return Account(
      id: Int(try database.lastInsertedRowID),
      name: account.name,
      role: account.role,
      manager: account.manager,
      password: account.password,
      language: account.language,
      isActive: account.isActive
    )
  }

  func replace(_ account: Account) throws {
    try database.execute(
      sql: """
        UPDATE account SET role = ?, manager = ?, password = ?, language = ?, active = ?
        WHERE id = ?
        """,
      arguments: [
        account.role.rawValue, account.manager, account.password, account.language,
        account.isActive ? 1 : 0, account.id,
      ]
    )
    guard try database.changesCount == 1 else { throw PeopleError.accountUnknown(account.name) }
  }

  func add(_ session: SessionRecord) throws {
    try database.execute(
      sql: "INSERT INTO session(token, account, made, seen) VALUES (?, ?, ?, ?)",
      arguments: [
        session.token, session.account, session.made.microseconds, session.seen.microseconds,
      ]
    )
  }

  func touch(session token: String, seen: Timestamp) throws {
    try database.execute(
      sql: "UPDATE session SET seen = max(seen, ?) WHERE token = ?",
      arguments: [seen.microseconds, token]
    )
  }

  func endSession(token: String) throws {
    try database.execute(sql: "DELETE FROM session WHERE token = ?", arguments: [token])
  }

  func endSessions(account: Int, except token: String?) throws {
    try database.execute(
      sql: "DELETE FROM session WHERE account = ? AND token <> ?",
      arguments: [account, token ?? ""]
    )
  }

  func add(_ invitation: Invitation) throws {
    try database.execute(
      sql: """
        INSERT INTO invitation(token, name, role, manager, author, at, until)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        invitation.token, invitation.name, invitation.role.rawValue, invitation.manager,
        invitation.author, invitation.at.microseconds, invitation.until.microseconds,
      ]
    )
  }

  func use(invitation token: String, account: Int, at: Timestamp) throws {
    try database.execute(
      sql: "UPDATE invitation SET account = ?, used = ? WHERE token = ? AND account IS NULL",
      arguments: [account, at.microseconds, token]
    )
    guard try database.changesCount == 1 else { throw PeopleError.invitationInvalid }
  }

  func withdraw(invitation token: String) throws {
    try database.execute(
      sql: "DELETE FROM invitation WHERE token = ? AND account IS NULL",
      arguments: [token]
    )
  }

  func add(_ submission: Submission) throws {
    try database.execute(
      sql: "INSERT INTO submission(id, account, what, answer, at) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        submission.id, submission.account, submission.what, submission.answer,
        submission.at.microseconds,
      ]
    )
  }

  func forgetPeople(sessionsBefore: Timestamp, submissionsBefore: Timestamp) throws {
    try database.execute(
      sql: "DELETE FROM session WHERE seen < ?",
      arguments: [sessionsBefore.microseconds]
    )
    try database.execute(
      sql: "DELETE FROM submission WHERE at < ?",
      arguments: [submissionsBefore.microseconds]
    )
  }
}
