import ArgumentParser
import Foundation
import VerdictModel
import VerdictReports
import VerdictWeb
import VerdictWorkflow

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "Who may log in: add, invite, list, remove, password.",
    subcommands: [
      UserAdd.self, UserInvite.self, UserList.self, UserRemove.self, UserPassword.self,
    ],
    defaultSubcommand: UserList.self
  )
}

extension Role: ExpressibleByArgument {}

/// A password typed twice at a terminal, or one line of standard input.
private enum PasswordPrompt {
  static func read(_ words: ServeWords, name: String) throws -> String {
    guard isatty(STDIN_FILENO) == 1 else {
      let line = readLine(strippingNewline: true) ?? ""
      try Desk.check(password: line, name: name)
      return line
    }
    let first = hidden(words.typePassword)
    try Desk.check(password: first, again: hidden(words.typeAgain), name: name)
    return first
  }

  private static func hidden(_ prompt: String) -> String {
    guard let typed = unsafe getpass(prompt) else { return "" }
    return unsafe String(cString: typed)
  }
}

struct UserAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Make an account; the password is asked for.",
    discussion: """
      The first account must be a head's. From then on everybody logs in.
      Examples: verdict user add "Anna Petrova" --role head
                verdict user add Igor --role manager --manager Igor
      """
  )
  @OptionGroup var options: CommonOptions
  @Argument var name: String
  @Option(help: "head, manager, assistant or reader.") var role: Role
  @Option(help: "For a manager: their name in the table.") var manager: String?

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let words = ServeWords(try await session.language(of: store))
    let position = try Position(name: name, role: role, manager: manager)
    let password = try PasswordPrompt.read(words, name: position.name)
    let account = try await session.desk(store).addAccount(
      position,
      password: try await Passwords().hash(password)
    )
    Output.talk(words.added(account.name, role: account.role))
  }
}

struct UserInvite: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite",
    abstract: "Print a link with which one person chooses a password.",
    discussion:
      "Example: verdict user invite Igor --role manager --manager Igor --at http://192.168.1.5:8484"
  )
  @OptionGroup var options: CommonOptions
  @Argument var name: String
  @Option(help: "head, manager, assistant or reader.") var role: Role
  @Option(help: "For a manager: their name in the table.") var manager: String?
  @Option(help: "The address people open.") var at = "http://127.0.0.1:8484"

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let words = ServeWords(try await session.language(of: store))
    let position = try Position(name: name, role: role, manager: manager)
    let token = try await session.desk(store).invite(position)
    Output.talk(words.invited(position.name, role: position.role))
    Output.data((at.hasSuffix("/") ? String(at.dropLast()) : at) + "/invitation/" + token)
  }
}

struct UserList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Everybody who may log in, and who may no longer."
  )
  @OptionGroup var options: CommonOptions

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let words = ServeWords(try await session.language(of: store))
    let accounts = try await store.read { try $0.accounts() }
    if options.json {
      return try Output.json(
        accounts.map {
          Line(
            id: $0.id,
            name: $0.name,
            role: $0.role,
            manager: $0.manager,
            isActive: $0.isActive
          )
        }
      )
    }
    if accounts.isEmpty { return Output.talk(words.nobody) }
    for account in accounts { Output.data(words.person(account)) }
  }

  private struct Line: Encodable {
    let id: Int
    let name: String
    let role: Role
    let manager: String?
    let isActive: Bool
  }
}

struct UserRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "End an account; its name stays in the audit."
  )
  @OptionGroup var options: CommonOptions
  @Argument var name: String

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let account = try await UserPassword.account(name, store)
    try await session.desk(store).removeAccount(account.id)
    let language = try await session.language(of: store)
    Output.talk(ServeWords(language).removed(account.name))
  }
}

struct UserPassword: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "password",
    abstract: "Set another password; the account's sessions end."
  )
  @OptionGroup var options: CommonOptions
  @Argument var name: String

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let words = ServeWords(try await session.language(of: store))
    let account = try await Self.account(name, store)
    let password = try PasswordPrompt.read(words, name: account.name)
    try await session.desk(store).setPassword(
      of: account.id,
      password: try await Passwords().hash(password),
      keeping: nil
    )
    Output.talk(words.changed)
  }

  static func account(_ name: String, _ store: any Store) async throws -> Account {
    guard let account = try await store.read({ try $0.account(named: name) }) else {
      throw PeopleError.accountUnknown(name)
    }
    return account
  }
}
