import ArgumentParser
import Foundation
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct FunnelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "funnel",
    abstract: "The company's funnel: counters, metrics, names, norms, and what its words mean.",
    discussion: """
      Nothing is ever taken out: what is retired stays in the past it was counted in, and tests that \
      run keep the stages they started with.

      Examples: verdict funnel show
                verdict funnel edit funnel.yaml --dry-run
                verdict funnel rename leads --ru Заявки --en Enquiries --from 2026-12-01
                verdict funnel retire impressions --from 2026-12-01
                verdict funnel norm show_rate --low 60% --high 80%
                verdict funnel questions showRate due-less-moved
      """,
    subcommands: [
      FunnelShow.self, FunnelAdd.self, FunnelRename.self, FunnelRetire.self, FunnelNorm.self,
      FunnelQuestions.self, FunnelEdit.self,
    ],
    defaultSubcommand: FunnelShow.self
  )

  /// Carries changes out and shows what the funnel is now.
  static func change(
    _ options: CommonOptions,
    isPreview: Bool = false,
    _ make: (Desk, CompanySettings) async throws -> [FunnelChange]
  ) async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let settings = try await desk.settings()
    let changes = try await make(desk, settings)
    let funnel = try await desk.changeFunnel(changes, mode: isPreview ? .rehearse : .commit)
    let language = session.language(setting: settings.language)
    if options.json { try Output.json(funnel) }
    let words = FunnelWords(language)
    for change in changes { Output.talk(words.done(change, isPreview: isPreview)) }
  }
}

struct FunnelShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Counters, metrics, norms and answers, as they are now."
  )
  @OptionGroup var options: CommonOptions

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let card = try await desk.funnel()
    if options.json { return try Output.json(card) }
    let settings = try await desk.settings()
    let words = FunnelWords(session.language(setting: settings.language))
    Output.data(
      words.show(card.funnel, card.norms, card.answers, currency: settings.currency)
        .joined(separator: "\n")
    )
  }
}

extension Grain: ExpressibleByArgument {}
extension CounterOwner: ExpressibleByArgument {}

enum GoodDirection: String, ExpressibleByArgument, CaseIterable {
  case up
  case down
  case neither
  var direction: Direction? { self == .neither ? nil : self == .up ? .up : .down }
}

struct FunnelAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "A new counter, or with --numerator and --denominator a new metric.",
    discussion: """
      Examples: verdict funnel add leads_qualified --ru "Целевые лиды" --en "Qualified leads" \
      --grain bySource --owner files --after leads
                verdict funnel add cost_of_talk --ru "Цена разговора" --en "Cost of a talk" \
      --numerator spend --denominator meetings_due --good down --no-share
      """
  )
  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name in files: a–z, 0–9 and _.") var key: String
  @Option(help: "Its name in Russian.") var ru: String?
  @Option(help: "Its name in English.") var en: String?
  @Option(help: "Counter: day, bySource, byManager or bySourceAndManager.") var grain: Grain?
  @Option(help: "Counter: files or hand.") var owner: CounterOwner?
  @Option(help: "Counter: the one it stands after.") var after: String?
  @Flag(help: "Counter: an amount of money.") var money = false
  @Flag(help: "Counter: a step a client reaches.") var stage = false
  @Option(help: "up, down or neither.") var good: GoodDirection?
  @Option(help: "Metric: the counter above.") var numerator: String?
  @Option(help: "Metric: the counter below.") var denominator: String?
  @Option(help: "Metric: added to the numerator.") var plus: [String] = []
  @Option(help: "Metric: taken from the numerator.") var less: [String] = []
  @Flag(inversion: .prefixedNo, help: "Metric: shown per 100.") var share = true
  @Option(help: "The first day; today by default.") var from: Day?

  func validate() throws {
    guard ru != nil || en != nil else { throw ValidationError("give --ru, --en or both") }
    if (numerator == nil) != (denominator == nil) {
      throw ValidationError("a metric needs both --numerator and --denominator")
    }
    if numerator == nil, grain == nil || owner == nil {
      throw ValidationError("a counter needs --grain and --owner")
    }
    if numerator != nil, good?.direction == nil {
      throw ValidationError("a metric needs --good up or --good down")
    }
  }

  func run() async throws {
    guard let text = ru ?? en else { return }
    let title = Title(ru: ru ?? text, en: en ?? text)
    try await FunnelCommand.change(options) { desk, settings in
      if let numerator, let denominator, let direction = good?.direction {
        return [
          .addMetric(
            Metric(
              key: key,
              title: title,
              numerator: numerator,
              plus: plus,
              less: less,
              denominator: denominator,
              good: direction,
              isShare: share,
              from: from
            )
          )
        ]
      }
      guard let grain, let owner else { return [] }
      return [
        .addCounter(
          Counter(
            key: key,
            title: title,
            grain: grain,
            owner: owner,
            isMoney: money,
            isStage: stage,
            good: good?.direction,
            from: from ?? desk.now.day(offsetSeconds: settings.offsetSeconds)
          ),
          after: after
        )
      ]
    }
  }
}

struct FunnelRename: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Another name for people; files keep the key."
  )
  @OptionGroup var options: CommonOptions
  @Argument(help: "The counter or metric.") var key: String
  @Option(help: "The name in Russian.") var ru: String?
  @Option(help: "The name in English.") var en: String?
  @Option(help: "The first day of the new name; today by default.") var from: Day?

  func validate() throws {
    guard ru != nil || en != nil else { throw ValidationError("give --ru, --en or both") }
  }

  func run() async throws {
    try await FunnelCommand.change(options) { desk, settings in
      let funnel = try await desk.funnel().funnel
      let old = funnel.counter(key)?.title ?? funnel.formable.first { $0.key == key }?.title
      return [
        .rename(
          key,
          to: Title(ru: ru ?? old?.ru ?? en ?? key, en: en ?? old?.en ?? ru ?? key),
          on: from ?? desk.now.day(offsetSeconds: settings.offsetSeconds)
        )
      ]
    }
  }
}

struct FunnelRetire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Nothing is entered or read of it from a day on; its past stays."
  )
  @OptionGroup var options: CommonOptions
  @Argument(help: "The counter or metric.") var key: String
  @Option(help: "The first day without it; today by default.") var from: Day?

  func run() async throws {
    try await FunnelCommand.change(options) { desk, settings in
      [.retire(key, on: from ?? desk.now.day(offsetSeconds: settings.offsetSeconds))]
    }
  }
}

struct FunnelNorm: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "norm",
    abstract: "What the company calls normal for a metric; one end may be open (a limit).",
    discussion: """
      Examples: verdict funnel norm show_rate --low 60% --high 80%
                verdict funnel norm no_show_rate --high 20%
                verdict funnel norm cpl --high 1500 --from 2026-12-01
      """
  )
  @OptionGroup var options: CommonOptions
  @Argument(help: "The metric.") var metric: String
  @Option(help: "The lower end: 60%, 0.6 or an amount.") var low: String?
  @Option(help: "The upper end.") var high: String?
  @Option(help: "For one manager alone.") var manager: String?
  @Option(help: "In force from this day; the first of this month by default.") var from: Day?

  func validate() throws {
    for text in [low, high].compactMap(\.self) where NormEnd.parse(text) == nil {
      throw ValidationError("“\(text)” is no number; write 60%, 0.6 or 1500")
    }
  }

  func run() async throws {
    try await FunnelCommand.change(options) { desk, settings in
      let today = desk.now.day(offsetSeconds: settings.offsetSeconds)
      return [
        .norm(
          Norm(
            metric: metric,
            manager: manager,
            from: from ?? Month(containing: today).start,
            low: low.flatMap(NormEnd.parse),
            high: high.flatMap(NormEnd.parse)
          )
        )
      ]
    }
  }
}

struct FunnelQuestions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions",
    abstract: "The six questions that decide what the numbers mean; answered once.",
    discussion: """
      Without arguments it asks them; with a question and an answer it keeps the answer, which then \
      stands under every table.
      Example: verdict funnel questions showRate due-less-moved
      """
  )
  @OptionGroup var options: CommonOptions
  @Argument(help: "The question.") var question: String?
  @Argument(help: "The answer.") var answer: String?

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let words = QuestionWords(session.language(setting: try await desk.settings().language))
    if let question {
      guard let known = FunnelQuestion(rawValue: question) else {
        throw FunnelError.questionUnknown(question)
      }
      guard let answer else {
        throw FunnelError.answerUnknown("", allowed: known.options)
      }
      try await desk.answerFunnel(known, answer)
    }
    let answers = try await desk.funnel().answers
    if options.json { return try Output.json(answers) }
    Output.data(answers.flatMap(words.asked).joined(separator: "\n"))
  }
}

struct FunnelEdit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Changes from a YAML file, all or none.",
    discussion: """
      from: 2026-12-01
      counters:
        - {key: leads_qualified, title: {ru: Целевые лиды, en: Qualified leads}, after: leads, \
      grain: by_source, owner: files, good: up}
      metrics:
        - {key: talk_cost, title: {ru: Цена разговора, en: Cost of a talk}, numerator: spend, \
      denominator: meetings_due, share: false, good: down}
      rename: [{key: leads, title: {ru: Заявки, en: Enquiries}}]
      good: [{key: meetings_due, direction: up}]
      retire: [impressions]
      norms: [{metric: show_rate, low: 60 %, high: 80 %}]
      """
  )
  @OptionGroup var options: CommonOptions
  @Argument(help: "The file; - is standard input.") var file: String
  @Flag(help: "Say what would change; write nothing.") var dryRun = false

  func run() async throws {
    try await FunnelCommand.change(options, isPreview: dryRun) { desk, settings in
      try FunnelYAML.read(
        try ImportCommand.read(file),
        file: file == "-" ? "stdin" : URL(fileURLWithPath: file).lastPathComponent,
        from: desk.now.day(offsetSeconds: settings.offsetSeconds)
      )
    }
  }
}
