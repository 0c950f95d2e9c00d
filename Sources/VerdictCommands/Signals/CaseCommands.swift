import ArgumentParser
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct CaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case",
    abstract: "What was found about a signal, what was agreed, and when it is checked.",
    subcommands: [CaseOpen.self, CaseList.self, CaseClose.self],
    defaultSubcommand: CaseList.self
  )
}

struct CaseOpen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Write down a signal, who looks after it, and the day it is checked.",
    discussion: """
      The signal is one of `verdict signals`, such as show_rate@manager:Oleg, or any words of your own. It comes \
      back in the review until it is closed.
      Example: verdict case open 'show_rate@manager:Oleg' --found "calls a day ahead no longer" \
      --agreed "call at ten" --owner Anna --check-on 2026-12-14
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "A signal's name, or words.") var signal: String
  @Option(help: "What was found behind it.") var found = ""
  @Option(help: "What was agreed.") var agreed: String
  @Option(help: "Who does it.") var owner: String
  @Option(help: "When it is checked, such as 2026-12-14.") var checkOn: Day

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let language = try await session.language(of: desk.store)
    let known = try await desk.openCase(
      naming: signal,
      found: found,
      agreed: agreed,
      owner: owner,
      checkOn: checkOn,
      words: { SignalWords(language, currency: $0, reference: $1).headline($2) }
    )
    if options.json { try Output.json(known) }
    Output.talk(CaseWords(language).opened(known))
  }
}

struct CaseList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Open cases by the day of their check, then closed ones."
  )

  @OptionGroup var options: CommonOptions
  @Flag(help: "Open ones only.") var open = false

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let cases = try await desk.store.read { try $0.cases() }.filter { !open || $0.outcome == nil }
    if options.json { return try Output.json(cases) }
    let settings = try await desk.settings()
    let words = CaseWords(session.language(setting: settings.language))
    let today = desk.now.day(offsetSeconds: settings.offsetSeconds)
    for line in words.list(cases, today: today) { Output.data(line) }
  }
}

struct CaseClose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Write what came of a case.",
    discussion: "Example: verdict case close 3 --outcome \"back at 18 of 100\""
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its number, from `verdict case list`.") var number: Int
  @Option(help: "What came of it.") var outcome: String

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    try await desk.closeCase(number, outcome: outcome)
    let language = try await session.language(of: desk.store)
    if options.json {
      try Output.json(try await desk.store.read { try $0.cases() }.first { $0.id == number })
    }
    Output.talk(CaseWords(language).wasClosed(number))
  }
}
