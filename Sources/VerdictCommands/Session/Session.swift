import ArgumentParser
import Foundation
import VerdictModel
import VerdictReports
import VerdictSQLite
import VerdictWorkflow

/// Options every command has.
struct CommonOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The store's file.",
      discussion: "Default: VERDICT_STORE, else ./verdict.sqlite.",
      valueName: "path"
    )
  )
  var store: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Language of what people read: ru or en.",
      discussion: "Default: VERDICT_LANG, the store's setting, the locale, Russian."
    )
  )
  var lang: Language?

  @Flag(name: .long, help: "Answer in JSON on standard output.")
  var json = false

  @Option(name: .long, help: "Who does this, for the audit. Default: the user's login name.")
  var by: String?
}

extension Language: ExpressibleByArgument {}

/// Options of commands that only read: nobody is named in the audit, so `--by` is free.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The store's file.",
      discussion: "Default: VERDICT_STORE, else ./verdict.sqlite.",
      valueName: "path"
    )
  )
  var store: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Language of what people read: ru or en.",
      discussion: "Default: VERDICT_LANG, the store's setting, the locale, Russian."
    )
  )
  var lang: Language?

  @Flag(name: .long, help: "Answer in JSON on standard output.")
  var json = false

  var common: CommonOptions {
    var options = CommonOptions()
    options.store = store
    options.lang = lang
    options.json = json
    options.by = nil
    return options
  }
}

/// The world around one command, given once: store, language, clock, output.
struct Session {
  let options: CommonOptions
  let environment: [String: String]
  let now: Timestamp

  init(_ options: CommonOptions) throws {
    self.options = options
    environment = ProcessInfo.processInfo.environment
    now = try Self.clock(environment)
  }

  static let program = "verdict " + VerdictCommand.version

  var storePath: String {
    options.store ?? environment["VERDICT_STORE"].flatMap { $0.isEmpty ? nil : $0 }
      ?? "verdict.sqlite"
  }

  var author: String { options.by ?? environment["USER"] ?? environment["LOGNAME"] ?? "—" }

  /// The moment of the command: the system's clock, or VERDICT_NOW (`2026-11-30T09:00:00Z`), which makes
  /// demonstrations and tests repeatable.
  private static func clock(_ environment: [String: String]) throws -> Timestamp {
    guard let text = environment["VERDICT_NOW"], !text.isEmpty else {
      return Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[10] == 0x54, bytes[19] == 0x5A,
      let day = Day(iso: String(text.prefix(10)))
    else { throw CommandError.badClock(text) }
    let parts = text.dropFirst(11).dropLast().split(separator: ":").compactMap { Int($0) }
    guard parts.count == 3, parts[0] < 24, parts[1] < 60, parts[2] < 60 else {
      throw CommandError.badClock(text)
    }
    let seconds = day.number * 86_400 + parts[0] * 3600 + parts[1] * 60 + parts[2]
    return Timestamp(microseconds: Int64(seconds) * 1_000_000)
  }

  func open() throws -> any Store { try SQLiteStore.open(at: storePath, mode: .command) }

  func desk(_ store: any Store) -> Desk {
    Desk(store: store, author: author, now: now, program: Self.program)
  }

  /// Language by flag, environment, the store's setting, the locale, Russian.
  func language(setting: String? = nil) -> Language {
    if let lang = options.lang { return lang }
    if let text = environment["VERDICT_LANG"], let lang = Language(rawValue: text) { return lang }
    if let setting, let lang = Language(rawValue: setting) { return lang }
    let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
    return locale.hasPrefix("en") ? .en : .ru
  }

  /// The same with the setting of an open store.
  func language(of store: any Store) async throws -> Language {
    language(setting: try await desk(store).settings().language)
  }

  /// The language of an error, before or after the arguments could be parsed: the words are read
  /// from them directly, and the store is asked where there is one.
  static func language(for arguments: [String]) async -> Language {
    func value(of flag: String) -> String? {
      for (index, word) in arguments.enumerated() {
        if word == flag, index + 1 < arguments.count { return arguments[index + 1] }
        if word.hasPrefix(flag + "=") { return String(word.dropFirst(flag.count + 1)) }
      }
      return nil
    }
    var options = CommonOptions()
    options.store = value(of: "--store")
    options.lang = value(of: "--lang").flatMap { Language(rawValue: $0) }
    options.json = false
    options.by = nil
    let environment = ProcessInfo.processInfo.environment
    let asked = options.lang ?? environment["VERDICT_LANG"].flatMap { Language(rawValue: $0) }
    if let asked { return asked }
    guard let session = try? Session(options) else { return .ru }
    guard let store = try? session.open(),
      let language = try? await session.language(of: store)
    else { return session.language() }
    return language
  }

  func isColoured(_ descriptor: Int32) -> Bool {
    if let flag = environment["NO_COLOR"], !flag.isEmpty { return false }
    if let flag = environment["VERDICT_NO_COLOR"], !flag.isEmpty { return false }
    return environment["TERM"] != "dumb" && isatty(descriptor) == 1
  }

  /// Columns of the terminal, 80 where there is none; at most 100, for text that is read.
  var width: Int { min(100, fullWidth) }

  /// Every column of the terminal, for tables.
  var fullWidth: Int {
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? min(240, max(60, Int(size.ws_col))) : 80
  }
}

/// stdout is data, stderr is talk.
enum Output {
  static func data(_ text: String) {
    let line = text.hasSuffix("\n") ? text : text + "\n"
    FileHandle.standardOutput.write(Data(line.utf8))
  }

  static func data(_ bytes: [UInt8]) {
    FileHandle.standardOutput.write(Data(bytes))
    if bytes.last != 0x0A { FileHandle.standardOutput.write(Data([0x0A])) }
  }

  static func talk(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// A value as JSON with sorted keys and `schemaVersion`.
  static func json(_ value: some Encodable, inOneLine: Bool = false) throws {
    data(try bytes(of: value, inOneLine: inOneLine))
  }

  /// The same as bytes, for a file.
  static func bytes(of value: some Encodable, inOneLine: Bool = false) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if !inOneLine { encoder.outputFormatting.insert(.prettyPrinted) }
    return [UInt8](try encoder.encode(Answer(schemaVersion: 1, answer: value)))
  }

  /// Writes whole files only: to a neighbour first, then renamed.
  static func file(_ bytes: [UInt8], at path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      // The system's own words where the folder is the cause: Foundation's are longer and say less.
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let detail =
        access(folder, W_OK) == 0 ? error.localizedDescription : String(cString: strerror(errno))
      throw ModelError.inputOutput(path: path, detail: detail)
    }
  }
}

private struct Answer<Value: Encodable>: Encodable {
  let schemaVersion: Int
  let answer: Value
}

/// Errors of the command line itself.
enum CommandError: CodedError, Hashable {
  case badClock(String)
  case badDay(String)
  case badPeriod(String)
  case badStage(String)
  case notSound
  /// A whole store is restored, not imported.
  case archiveImported(String)
  case workbookNeedsFile
  /// Answers ended before the last question.
  case inputEnded
  /// Values of one day, and several it could be.
  case dayNotSaid([Day])

  var code: String {
    switch self {
    case .badClock: "command.clock"
    case .badDay: "command.day"
    case .badPeriod: "command.period"
    case .badStage: "command.stage"
    case .notSound: "command.notSound"
    case .archiveImported: "archive.import"
    case .workbookNeedsFile: "workbook.needsFile"
    case .inputEnded: "day.inputEnded"
    case .dayNotSaid: "day.notSaid"
    }
  }
  var values: [String: String] {
    switch self {
    case .badClock(let text), .badDay(let text), .badPeriod(let text), .badStage(let text):
      ["value": text]
    case .archiveImported(let path): ["path": path]
    case .dayNotSaid(let days):
      ["days": days.prefix(10).map(\.description).joined(separator: ", ")]
    case .notSound, .workbookNeedsFile, .inputEnded: [:]
    }
  }
  var kind: FailureKind {
    switch self {
    case .notSound: .failure
    case .inputEnded: .noInput
    default: .usage
    }
  }
}

extension Day: ExpressibleByArgument {
  package init?(argument: String) { self.init(iso: argument) }
}

extension HalfMonth: ExpressibleByArgument {
  package init?(argument: String) { self.init(iso: argument) }
}
