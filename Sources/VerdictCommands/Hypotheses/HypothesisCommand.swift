import ArgumentParser
import Foundation
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct HypothesisCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hypothesis",
    abstract: "Register, start, change and stop hypotheses.",
    subcommands: [
      AddHypothesis.self, StartHypothesis.self, ListHypotheses.self, ShowHypothesis.self,
      AmendHypothesis.self, StopHypothesis.self, BetOnHypothesis.self, LotsOfHypothesis.self,
      ExportHypothesis.self,
    ]
  )
}

/// Reads a hypothesis file with the store's funnel.
private func form(_ file: String, _ store: any Store) async throws -> HypothesisForm {
  let funnel = try await store.read { try $0.funnelDefinition() }
  return try HypothesisYAML.read(
    try ImportCommand.read(file),
    file: file == "-" ? "stdin" : file,
    funnel: funnel
  )
}

struct AddHypothesis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Register a draft from YAML and say what it can show.",
    discussion: """
      Arms that are slices of the table instead of units (metric ÷ per, both counters of the table):
        allocation: {method: by_day, per: meetings_due}                       # days by lot, 2 of 4
        allocation: {method: by_manager, per: meetings_due, members: [A, B, …]}   # half by lot
        allocation: {method: to_some, per: meetings_due, members: […], drawn: true, days_before: 84}
        allocation: {method: to_all, per: meetings_due, days_before: 84}
        allocation: {method: new_source, per: clicks, members: […], variant: [Bloggers]}
      Only a lot can confirm; to_all and new_source end in "discuss", or in a choice.

      Example file:
        id: screen-share-now
        title: {ru: Экран сейчас, en: Screen share now}
        if: the manager offers to share the screen during the call
        then: more of those who agreed to meet will come
        because: a meeting that has begun cannot be forgotten
        owner: Anna
        metric: meetings_held
        goal: choose
        smallest_worthwhile_effect: 5 points
        reversible: true
        arms:
          - {key: usual, title: {ru: По-старому, en: As before}, control: true}
          - {key: now, title: {ru: По-новому, en: The new way}, script: May I share my screen now?}
        allocation: {method: blocks, within: manager}
        start: 2026-11-02
        end: 2026-12-27
        maturity_days: 14
        planned_per_arm: 44
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "A YAML file; - is standard input.") var file: String

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let form = try await form(file, store)
    let forecast = try await desk.add(form)
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    if options.json {
      try Output.json(forecast)
    } else {
      Output.data(
        ForecastText.render(
          forecast,
          form: form,
          language: language,
          currency: settings.currency,
          width: session.width,
          colour: session.isColoured(1)
        )
      )
    }
    Output.talk(Talk(language).added(form.id))
  }
}

struct StartHypothesis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Freeze a draft and open its sealed list.",
    discussion: "From here only `amend` and `stop`, each with a reason, each on the record."
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String
  @Option(help: .hidden) var seal: String?

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let started = try await desk.start(hypothesis, seal: seal.map { Array($0.utf8) })
    if options.json { try Output.json(started.form) }
    let settings = try await desk.settings()
    Output.talk(
      Talk(session.language(setting: settings.language)).started(
        started,
        today: session.now.day(offsetSeconds: settings.offsetSeconds)
      )
    )
  }
}

struct ListHypotheses: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "All hypotheses, a line each."
  )

  @OptionGroup var options: CommonOptions

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let all = try await store.read { try $0.hypotheses() }
    if options.json { return try Output.json(all.map(\.form)) }
    let language = session.language(setting: try await session.desk(store).settings().language)
    let talk = Talk(language)
    if all.isEmpty { return Output.talk(talk.nothingRegistered) }
    Output.data(all.map(talk.hypothesisLine).joined(separator: "\n"))
  }
}

struct ShowHypothesis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "The form in force, as YAML (or JSON)."
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String

  func run() async throws {
    let session = try Session(options)
    let key = hypothesis
    guard let found = try await session.open().read({ try $0.hypothesis(key) }) else {
      throw ModelError.unknownHypothesis(hypothesis)
    }
    if options.json { return try Output.json(found.form) }
    Output.data(HypothesisYAML.text(of: found.form))
  }
}

struct AmendHypothesis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "amend",
    abstract: "Change a running hypothesis, with a reason.",
    discussion: """
      Words, owner, guardrails and segments may change. End, size, maturity, effect, metric and \
      direction only until a look has counted: after that, stop it and register a new one.
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String
  @Argument(help: "The changed YAML file.") var file: String
  @Option(help: "Why; it is printed on the card.") var reason: String

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    try await session.desk(store).amend(
      hypothesis,
      with: try await form(file, store),
      reason: reason
    )
    Output.talk(Talk(try await session.language(of: store)).amended(hypothesis))
  }
}

struct StopHypothesis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop a running hypothesis before its time, with a reason.",
    discussion: "Nothing is topped up after a stop: what the looks had to spend stays unspent."
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String
  @Option(help: "Why.") var reason: String
  @Option(help: "The last day whose units count. Default: today.") var on: Day?

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    try await session.desk(store).stop(hypothesis, on: on, reason: reason)
    Output.talk(Talk(try await session.language(of: store)).stopped(hypothesis))
  }
}

struct LotsOfHypothesis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lots",
    abstract: "Print who, or which day, gets which arm, as CSV.",
    discussion: """
      Days and managers drawn at the start are no secret. Of a test by unit the next places of one \
      manager's sealed list are printed, for an office without a connection; the audit then says who \
      has seen them.
      Example: verdict hypothesis lots screen-share-now --member Anna --ahead 10
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String
  @Option(help: "By unit: whose list.") var member = ""
  @Option(help: "By unit: how many places, 1 to 200.") var ahead = 10

  func validate() throws {
    guard (1...200).contains(ahead) else {
      throw ValidationError("--ahead must lie from 1 to 200.")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let lines = try await session.desk(try session.open()).lots(
      hypothesis,
      member: member,
      ahead: ahead
    )
    if options.json { return try Output.json(lines) }
    Output.data(CanonicalWriter().table(["place", "arm"], lines.map { [$0.place, $0.arm] }))
  }
}

struct BetOnHypothesis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bet",
    abstract: "Record what someone expects; opened with the verdict.",
    discussion:
      "Example: verdict hypothesis bet screen-share-now --person Anna --direction up --size 10"
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String
  @Option var person: String
  @Option(help: "up, same or down.") var direction: BetDirection
  @Option(help: "By how many points of 100.") var size: Double?

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    try await session.desk(store).bet(
      Bet(
        hypothesis: hypothesis,
        person: person,
        direction: direction.rawValue,
        size: size,
        at: session.now
      )
    )
    Output.talk(Talk(try await session.language(of: store)).bet(person, hypothesis))
  }
}

enum BetDirection: String, ExpressibleByArgument, CaseIterable {
  case up
  case same
  case down
}
