import ArgumentParser
import Foundation
import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "The month's plan: set it, hold it against the fact, work it out backwards.",
    subcommands: [
      PlanShow.self, PlanSet.self, PlanNeeds.self, PlanUndo.self, PlanHistory.self,
    ],
    defaultSubcommand: PlanShow.self
  )
}

extension Month: ExpressibleByArgument {
  package init?(argument: String) { self.init(iso: argument) }
}

/// Forms of a page in words.
enum PageFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case markdown
  case html
  case json
}

/// Options of every command that prints a page.
struct PageOptions: ParsableArguments {
  @Option(help: "text, markdown, html or json.") var format: PageFormat?
  @Option(name: [.short, .long], help: "Write to a file instead of standard output.")
  var output: String?

  /// Prints a page, or the value behind it.
  func write(_ page: WordPage, _ value: some Encodable, _ session: Session, _ language: Language)
    throws
  {
    let format =
      self.format
      ?? (session.options.json ? .json : output?.hasSuffix(".html") == true ? .html : .text)
    let text: String
    switch format {
    case .json: return try Output.json(value)
    case .text:
      text = page.text(
        width: output == nil ? session.width : 80,
        colour: output == nil && session.isColoured(1)
      )
    case .markdown: text = page.markdown()
    case .html: text = page.html()
    }
    if let output, output != "-" {
      try Output.file(Array(text.utf8), at: output)
      Output.talk(Talk(language).wrote(output))
    } else {
      Output.data(text)
    }
  }
}

struct PlanShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Plan against fact: to date, needed a day, where the month ends and with what chance.",
    discussion: """
      Examples: verdict plan show
                verdict plan show 2026-11 --format html --output plan.html
      """
  )

  @OptionGroup var options: CommonOptions
  @OptionGroup var page: PageOptions
  @Argument(help: "Such as 2026-11. Default: this month.") var month: Month?

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let today = session.now.day(offsetSeconds: settings.offsetSeconds)
    let fact = try await desk.planFact(month ?? Month(containing: today))
    try page.write(
      PlanPage.page(
        fact,
        company: settings.company,
        currency: settings.currency,
        language: language
      ),
      fact,
      session,
      language
    )
  }
}

struct PlanSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set a month's plan, from words or from a file; earlier versions stay.",
    discussion: """
      A counter's plan is a sum over the month; a metric's is a target. Money is in rubles (or the \
      store's currency), a share in per cent or as a fraction; - takes a number out of the plan.
      A file is CSV (month,source,manager,leads,meetings_held,revenue,show_rate) or YAML.

      Examples: verdict plan set 2026-12 leads=210 meetings_held=24 revenue=2600000 show_rate=65%
                verdict plan set 2026-12 --manager Anna meetings_held=5
                verdict plan set 2026-11 meetings_held=20 --reason "two managers are ill"
                verdict plan set --file plan.csv --dry-run
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "The month, then counter=number or metric=target.") var words: [String] = []
  @Option(help: "For one source.") var source: String?
  @Option(help: "For one manager.") var manager: String?
  @Option(help: "Read the plan from a CSV or YAML file; - is standard input, read as CSV.")
  var file: String?
  @Option(help: "Why; needed when a month that has begun gets another plan.") var reason = ""
  @Flag(name: [.long, .customLong("preview")], help: "Say what would change; write nothing.")
  var dryRun = false
  @Flag(help: "Take a manager or source the table does not know.") var allowNew = false

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let settings = try await desk.settings()
    let funnel = try await store.read { try $0.funnelDefinition() }
    var changes = try changes(funnel)
    if let file {
      let name = file == "-" ? "stdin" : URL(fileURLWithPath: file).lastPathComponent
      changes += try PlanFile.read(try ImportCommand.read(file), file: name, funnel: funnel)
    }
    let set = try await desk.setPlan(
      changes,
      reason: reason,
      allowsNewNames: allowNew,
      mode: dryRun ? .rehearse : .commit
    )
    let language = session.language(setting: settings.language)
    try PlanAnswer(set).say(
      PlanTalk(language, funnel: funnel, currency: settings.currency),
      inJSON: options.json
    )
  }

  /// `2026-12 leads=210 show_rate=65%` as changes.
  private func changes(_ funnel: FunnelDefinition) throws(PlanError) -> [PlanChange] {
    guard let first = words.first else { return [] }
    guard let month = Month(iso: first) else { throw .badPair(first) }
    var changes: [PlanChange] = []
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { throw .badPair(word) }
      let (what, text) = (String(parts[0]), String(parts[1]))
      let isMetric = funnel.metric(what) != nil
      guard isMetric || funnel.counter(what) != nil else {
        throw .unknown(
          what: what,
          allowed: funnel.counters.map(\.key) + funnel.metrics.map(\.key)
        )
      }
      let value = PlanValueText.value(text, of: what, in: funnel)
      guard text == "-" || value != nil else {
        throw .badNumber(text, what: what, isShare: funnel.metric(what)?.isShare ?? false)
      }
      changes.append(
        PlanChange(month: month, what: what, source: source, manager: manager, value: value)
      )
    }
    return changes
  }
}

struct PlanUndo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take the newest version of the plan back; the months stand as they stood before."
  )
  @OptionGroup var options: CommonOptions

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let set = try await desk.undoPlan()
    let settings = try await desk.settings()
    let funnel = try await store.read { try $0.funnelDefinition() }
    let language = session.language(setting: settings.language)
    try PlanAnswer(set).say(
      PlanTalk(language, funnel: funnel, currency: settings.currency),
      inJSON: options.json
    )
  }
}

struct PlanHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "All versions of the plan: when, who, which months, why."
  )
  @OptionGroup var options: CommonOptions

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let versions = try await desk.planVersions()
    if options.json { return try Output.json(versions) }
    let settings = try await desk.settings()
    let funnel = try await store.read { try $0.funnelDefinition() }
    let talk = PlanTalk(
      session.language(setting: settings.language),
      funnel: funnel,
      currency: settings.currency
    )
    if versions.isEmpty { return Output.talk(talk.noVersions) }
    for version in versions {
      Output.data(talk.line(version, offsetSeconds: settings.offsetSeconds))
    }
  }
}

/// What `plan set` and `plan undo` answer.
private struct PlanAnswer: Encodable {
  struct Changed: Encodable {
    let change: PlanChange
    let before: Double?
  }
  let version: PlanVersion
  let changes: [Changed]
  let preview: Bool

  init(_ set: PlanSetting) {
    version = set.version
    changes = set.changes.map { Changed(change: $0.change, before: $0.before) }
    preview = set.isPreview
  }

  func say(_ talk: PlanTalk, inJSON: Bool) throws {
    if inJSON {
      try Output.json(self)
    } else {
      for changed in changes { Output.data(talk.changed(changed.change, before: changed.before)) }
    }
    Output.talk(talk.done(version, changes: changes.count, isPreview: preview))
  }
}
