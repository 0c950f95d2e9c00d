/// What a person may do; enforced by the server for every route.
package enum Role: String, Sendable, Codable, CaseIterable {
  /// Everything: plans, decisions, people.
  case head
  /// Own clients and own rows; no interim result.
  case manager
  /// The day and the files.
  case assistant
  /// Published reviews.
  case reader
}

/// A person who logs in.
package struct Account: Hashable, Sendable, Codable {
  /// From 1; 0 is whoever sits at the machine while there are no accounts.
  package let id: Int
  /// As typed at login and shown on pages; unique whatever the case of its letters.
  package let name: String
  package let role: Role
  /// For a manager, the name their rows have in the table.
  package let manager: String?
  /// The password's hash in the PHC text form, never the password.
  package let password: String
  /// The language chosen by the person; nil for none.
  package let language: String?
  /// A removed account keeps its name in the audit and never logs in again.
  package let isActive: Bool
  package init(
    id: Int,
    name: String,
    role: Role,
    manager: String?,
    password: String,
    language: String? = nil,
    isActive: Bool = true
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.manager = manager
    self.password = password
    self.language = language
    self.isActive = isActive
  }

  /// The same account with another role, manager, password, language or activity.
  package func with(
    role: Role? = nil,
    manager: String?? = .none,
    password: String? = nil,
    language: String? = nil,
    isActive: Bool? = nil
  ) -> Account {
    Account(
      id: id,
      name: name,
      role: role ?? self.role,
      manager: manager ?? self.manager,
      password: password ?? self.password,
      language: language ?? self.language,
      isActive: isActive ?? self.isActive
    )
  }
}

/// A browser that logged in; the token itself is only in its cookie.
package struct SessionRecord: Hashable, Sendable, Codable {
  /// SHA-256 of the token, hex.
  package let token: String
  /// 0 for the person at the machine while there are no accounts.
  package let account: Int
  package let made: Timestamp
  /// The last request, to the hour or so.
  package let seen: Timestamp
  package init(token: String, account: Int, made: Timestamp, seen: Timestamp) {
    self.token = token
    self.account = account
    self.made = made
    self.seen = seen
  }
}

/// A link with which one person makes one account.
package struct Invitation: Hashable, Sendable, Codable {
  /// SHA-256 of the token in the link, hex.
  package let token: String
  package let name: String
  package let role: Role
  package let manager: String?
  package let author: String
  package let at: Timestamp
  package let until: Timestamp
  /// The account made with it; nil while it waits.
  package let account: Int?
  package init(
    token: String,
    name: String,
    role: Role,
    manager: String?,
    author: String,
    at: Timestamp,
    until: Timestamp,
    account: Int? = nil
  ) {
    self.token = token
    self.name = name
    self.role = role
    self.manager = manager
    self.author = author
    self.at = at
    self.until = until
    self.account = account
  }
}

/// A form that was carried out, so that the same one sent again is not carried out twice.
package struct Submission: Hashable, Sendable, Codable {
  /// SHA-256 of the form's random number and everything in it, hex.
  package let id: String
  package let account: Int
  /// The route it was sent to.
  package let what: String
  /// Where the first one led.
  package let answer: String
  package let at: Timestamp
  package init(id: String, account: Int, what: String, answer: String, at: Timestamp) {
    self.id = id
    self.account = account
    self.what = what
    self.answer = answer
    self.at = at
  }
}

/// Who may enter, and what they sent.
package protocol PeopleReader {
  /// All, removed ones too, sorted by name.
  func accounts() throws -> [Account]
  func account(id: Int) throws -> Account?
  /// By name, whatever the case of its letters.
  func account(named name: String) throws -> Account?
  /// Whether anybody logs in; until then the person at the machine is the head.
  func hasAccounts() throws -> Bool
  func session(token: String) throws -> SessionRecord?
  func invitation(token: String) throws -> Invitation?
  /// Those not yet used, the newest first.
  func invitations() throws -> [Invitation]
  func submission(_ id: String) throws -> Submission?
  /// The last line of the audit; nil in a new store.
  func lastAct() throws -> AuditEntry?
}

/// Writes about people, inside the same transactions as everything else.
package protocol PeopleWriter: PeopleReader {
  /// Adds an account and gives it its number; the one passed is not looked at.
  func add(_ account: Account) throws -> Account
  /// Replaces everything but the number and the name.
  func replace(_ account: Account) throws
  func add(_ session: SessionRecord) throws
  func touch(session token: String, seen: Timestamp) throws
  func endSession(token: String) throws
  /// Ends an account's sessions, but not the one named.
  func endSessions(account: Int, except token: String?) throws
  func add(_ invitation: Invitation) throws
  func use(invitation token: String, account: Int, at: Timestamp) throws
  func withdraw(invitation token: String) throws
  func add(_ submission: Submission) throws
  /// Forgets sessions last seen and submissions sent before a moment.
  func forgetPeople(sessionsBefore: Timestamp, submissionsBefore: Timestamp) throws
}
