package import VerdictModel

/// A browser whose token is known, and whose it is.
package struct OpenSession: Hashable, Sendable {
  package let record: SessionRecord
  /// Nil for the person at the machine while there are no accounts.
  package let account: Account?
}

extension Desk {
  /// Opens a session; the answer is its token, which nothing but the cookie keeps.
  ///
  /// Account 0 is the person at the machine. A session the browser had before is ended: a token never
  /// lives through a login.
  package func logIn(account id: Int, replacing old: String?) async throws -> String {
    let token = Token.random()
    let now = now
    try await store.write(act("people.enter", author), .commit) { writer in
      if id == 0 {
        if try writer.hasAccounts() { throw PeopleError.wrongPassword }
      } else {
        guard let account = try writer.account(id: id), account.isActive else {
          throw PeopleError.wrongPassword
        }
      }
      if let old { try writer.endSession(token: Token.hash(old)) }
      try writer.add(
        SessionRecord(token: Token.hash(token), account: id, made: now, seen: now)
      )
    }
    return token
  }

  package func logOut(token: String) async throws {
    try await store.write(act("people.leave", author), .commit) {
      try $0.endSession(token: Token.hash(token))
    }
  }

  /// Ends every session of an account, but not the one whose token is given.
  package func logOutEverywhere(account id: Int, except token: String?) async throws {
    let name = try await store.read { try $0.account(id: id)?.name } ?? author
    try await store.write(act("people.leaveEverywhere", name), .commit) {
      try $0.endSessions(account: id, except: token.map(Token.hash))
    }
  }

  /// The session of a token as of now; nil when there is none or its time is over.
  package static func session(
    token: String,
    at now: Timestamp,
    in reader: any StoreReader
  ) throws -> OpenSession? {
    guard let record = try reader.session(token: Token.hash(token)),
      now < record.made.adding(PeopleTerms.longest), now < record.seen.adding(PeopleTerms.idle)
    else { return nil }
    if record.account == 0 {
      // From the first account on everybody logs in.
      return try reader.hasAccounts() ? nil : OpenSession(record: record, account: nil)
    }
    guard let account = try reader.account(id: record.account), account.isActive else { return nil }
    return OpenSession(record: record, account: account)
  }

  /// Writes down that a session is in use, at most once an hour; no audit line.
  package func keepAlive(_ session: OpenSession) async throws {
    guard session.record.seen.adding(PeopleTerms.touch) <= now else { return }
    let (now, token) = (now, session.record.token)
    try await store.write(upkeep, .commit) { try $0.touch(session: token, seen: now) }
  }

  /// Forgets sessions and forms whose time is over.
  package func forgetOldPeople() async throws {
    let now = now
    try await store.write(upkeep, .commit) { writer in
      try writer.forgetPeople(
        sessionsBefore: now.adding(-PeopleTerms.longest),
        submissionsBefore: now.adding(-PeopleTerms.submission)
      )
    }
  }

  private var upkeep: Act {
    Act(author: author, at: now, action: "people.upkeep", subject: "", isRecorded: false)
  }
}
