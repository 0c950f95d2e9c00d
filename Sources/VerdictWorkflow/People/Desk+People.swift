import Crypto
package import VerdictModel

/// Random numbers that open something, and what is kept of them.
package enum Token {
  /// 256 random bits, in characters that any address and cookie carries unchanged.
  package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var text = ""
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(letters[Int(bits >> UInt32(count) & 63)])
      }
    }
    return text + String(letters[Int(bits << UInt32(6 - count) & 63)])
  }

  /// SHA-256 of a text, hex: what a store keeps in place of a token.
  package static func hash(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

/// How long things about people live.
package enum PeopleTerms {
  private static let day: Int64 = 86_400_000_000
  /// A session nobody used ends: a long weekend is survived.
  package static let idle = 4 * day
  /// And every session ends.
  package static let longest = 30 * day
  /// A session's last request is written down at most this often.
  package static let touch: Int64 = 3_600_000_000
  package static let invitation = 7 * day
  /// A form is known as sent for as long as a browser might still hold it.
  package static let submission = 60 * day
  package static let shortestPassword = 10
  package static let longestPassword = 200
  package static let longestName = 60
}

extension Timestamp {
  package func adding(_ microseconds: Int64) -> Timestamp {
    Timestamp(microseconds: self.microseconds + microseconds)
  }
}

/// What a new account is to be.
package struct Position: Hashable, Sendable {
  package let name: String
  package let role: Role
  package let manager: String?

  /// Checked: a name of reasonable length; a manager's account says whose rows are its own.
  package init(name: String, role: Role, manager: String?) throws(PeopleError) {
    let trimmed = Position.trimmed(name)
    guard !trimmed.isEmpty else { throw .nameMissing }
    guard trimmed.count <= PeopleTerms.longestName else {
      throw .nameTooLong(limit: PeopleTerms.longestName)
    }
    let key = manager.map(Position.trimmed).flatMap { $0.isEmpty ? nil : $0 }
    if role == .manager, key == nil { throw .managerMissing }
    self.name = trimmed
    self.role = role
    self.manager = role == .manager ? key : nil
  }

  private static func trimmed(_ text: String) -> String {
    let inside = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
    var scalars = String.UnicodeScalarView(inside)[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(Substring(scalars))
  }
}

extension Desk {
  /// Adds an account with the hash of its password.
  @discardableResult
  package func addAccount(_ position: Position, password: String) async throws -> Account {
    try await store.write(act("people.add", position.name, detail: described(position)), .commit) {
      writer in
      // Before the first account anyone at the machine is the head: that first one must be a head.
      if try !writer.hasAccounts(), position.role != .head { throw PeopleError.headNeeded }
      return try writer.add(Self.account(position, password: password))
    }
  }

  /// Makes a link's token with which one person chooses a password; it works once, for a week.
  package func invite(_ position: Position) async throws -> String {
    let token = Token.random()
    let (author, now) = (author, now)
    try await store.write(act("people.invite", position.name, detail: described(position)), .commit)
    { writer in
      if try !writer.hasAccounts(), position.role != .head { throw PeopleError.headNeeded }
      if let known = try writer.account(named: position.name) {
        throw PeopleError.nameTaken(known.name)
      }
      try writer.add(
        Invitation(
          token: Token.hash(token),
          name: position.name,
          role: position.role,
          manager: position.manager,
          author: author,
          at: now,
          until: now.adding(PeopleTerms.invitation)
        )
      )
    }
    return token
  }

  /// The invitation behind a link, if it still opens anything.
  package func invitation(token: String) async throws -> Invitation {
    let found = try await store.read { try $0.invitation(token: Token.hash(token)) }
    guard let found, found.account == nil, now < found.until else {
      throw PeopleError.invitationInvalid
    }
    return found
  }

  /// Makes the account an invitation promised.
  package func accept(token: String, password: String) async throws -> Account {
    let invitation = try await invitation(token: token)
    let now = now
    return try await store.write(
      Act(author: invitation.name, at: now, action: "people.accept", subject: invitation.name),
      .commit
    ) { writer in
      // Another browser may have used the link since.
      guard let waiting = try writer.invitation(token: invitation.token), waiting.account == nil
      else { throw PeopleError.invitationInvalid }
      let account = try writer.add(
        Account(
          id: 0,
          name: waiting.name,
          role: waiting.role,
          manager: waiting.manager,
          password: password
        )
      )
      try writer.use(invitation: waiting.token, account: account.id, at: now)
      return account
    }
  }

  /// Takes an unused invitation back.
  package func withdrawInvitation(hash: String) async throws {
    let found = try await store.read { try $0.invitation(token: hash) }
    guard let found, found.account == nil else { throw PeopleError.invitationInvalid }
    try await store.write(act("people.withdraw", found.name), .commit) {
      try $0.withdraw(invitation: hash)
    }
  }

  /// Gives an account another role; it has to log in again everywhere.
  package func setRole(of id: Int, role: Role, manager: String?) async throws {
    let account = try await account(id)
    let position = try Position(name: account.name, role: role, manager: manager)
    try await store.write(act("people.role", account.name, detail: described(position)), .commit) {
      writer in
      let present = try Self.present(id, in: writer)
      if present.role == .head, position.role != .head { try Self.keepHead(present, in: writer) }
      try writer.replace(present.with(role: position.role, manager: .some(position.manager)))
      try writer.endSessions(account: id, except: nil)
    }
  }

  /// Ends an account: its sessions stop, its name stays in the audit.
  package func removeAccount(_ id: Int) async throws {
    let account = try await account(id)
    try await store.write(act("people.remove", account.name), .commit) { writer in
      let present = try Self.present(id, in: writer)
      if present.role == .head { try Self.keepHead(present, in: writer) }
      try writer.replace(present.with(password: "", isActive: false))
      try writer.endSessions(account: id, except: nil)
    }
  }

  /// Sets another password and ends the account's other sessions.
  package func setPassword(of id: Int, password: String, keeping session: String?) async throws {
    let account = try await account(id)
    try await store.write(act("people.password", account.name), .commit) { writer in
      try writer.replace(try Self.present(id, in: writer).with(password: password))
      try writer.endSessions(account: id, except: session.map(Token.hash))
    }
  }

  /// Remembers the language a person chose.
  package func setLanguage(of id: Int, language: String) async throws {
    let account = try await account(id)
    try await store.write(act("people.language", account.name, detail: language), .commit) {
      try $0.replace(try Self.present(id, in: $0).with(language: language))
    }
  }

  /// Refuses what could be guessed at once; length is what counts.
  package static func check(password: String, again: String? = nil, name: String)
    throws(PeopleError)
  {
    guard password.count >= PeopleTerms.shortestPassword else {
      throw .passwordTooShort(minimum: PeopleTerms.shortestPassword)
    }
    guard password.utf8.count <= PeopleTerms.longestPassword else {
      throw .passwordTooLong(maximum: PeopleTerms.longestPassword)
    }
    let small = password.lowercased()
    let isMonotonous = Set(small).count < 4
    let isRun =
      "1234567890123456789012345678901234567890".contains(small)
      || "qwertyuiopasdfghjklzxcvbnm".contains(small)
      || "йцукенгшщзхъфывапролджэячсмитьбю".contains(small)
    guard !isMonotonous, !isRun, small != name.lowercased() else { throw .passwordTooCommon }
    if let again, again != password { throw .passwordsDiffer }
  }

  // MARK: pieces

  private func account(_ id: Int) async throws -> Account {
    guard let account = try await store.read({ try $0.account(id: id) }), account.isActive else {
      throw PeopleError.accountUnknown(String(id))
    }
    return account
  }

  private func described(_ position: Position) -> String {
    position.role.rawValue + (position.manager.map { ", " + $0 } ?? "")
  }

  private static func account(_ position: Position, password: String) -> Account {
    Account(
      id: 0,
      name: position.name,
      role: position.role,
      manager: position.manager,
      password: password
    )
  }

  private static func present(_ id: Int, in writer: any StoreWriter) throws -> Account {
    guard let account = try writer.account(id: id), account.isActive else {
      throw PeopleError.accountUnknown(String(id))
    }
    return account
  }

  private static func keepHead(_ account: Account, in writer: any StoreWriter) throws {
    let heads = try writer.accounts().filter { $0.isActive && $0.role == .head }
    if heads.count < 2 { throw PeopleError.lastHead(account.name) }
  }
}
