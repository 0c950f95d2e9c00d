import ArgumentParser
import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct PlanNeeds: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "needs",
    abstract:
      "Backwards from revenue to budget: clients, meetings, leads, spend, each with its range.",
    discussion: """
      The revenue is the month's plan, or --revenue. Rates, average deal and cost per lead are those of \
      the table's last 90 days; --what-if tries others (lead_to_meeting, show_rate, meeting_to_payment).
      Examples: verdict plan needs 2026-12 --revenue 2.6m
                verdict plan needs 2026-12 --what-if show_rate=0.65 --what-if lead_to_meeting=25%
                verdict plan needs 2026-12 --revenue 2.6m --save
      """
  )

  @OptionGroup var options: CommonOptions
  @OptionGroup var page: PageOptions
  @Argument(help: "Such as 2026-12. Default: next month.") var month: Month?
  @Option(help: "Revenue to reach: 2600000, 2.6m.") var revenue: String?
  @Option(help: "A rate to try, such as show_rate=0.65; may be given several times.")
  var whatIf: [String] = []
  @Flag(help: "Only the sentence.") var sentence = false
  @Flag(help: "Keep the needs as the month's plan.") var save = false
  @Option(help: "Why, when --save changes the plan of a month that has begun.") var reason = ""

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let funnel = try await store.read { try $0.funnelDefinition() }
    let today = session.now.day(offsetSeconds: settings.offsetSeconds)
    let month = month ?? Month(containing: today).next
    let needs = try await desk.needs(
      month,
      revenue: try revenue.map { text throws(PlanError) in
        guard let minor = PlanValueText.value(text, of: "revenue", in: funnel) else {
          throw .badNumber(text, what: "revenue", isShare: false)
        }
        return minor / 100
      },
      whatIf: try rates(funnel)
    )
    let words = NeedsPage(
      needs,
      month: month,
      funnel: funnel,
      company: settings.company,
      currency: settings.currency,
      language: language
    )
    if sentence, !options.json {
      Output.data(words.sentence())
    } else {
      try page.write(words.page(), needs, session, language)
    }
    guard save else { return }
    let set = try await desk.setPlan(needs.planned(for: month), reason: reason)
    let talk = PlanTalk(language, funnel: funnel, currency: settings.currency)
    Output.talk(talk.done(set.version, changes: set.changes.count, isPreview: false))
  }

  private func rates(_ funnel: FunnelDefinition) throws(NeedsError) -> [NeedsReading.Stage: Double]
  {
    var rates: [NeedsReading.Stage: Double] = [:]
    for word in whatIf {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = parts.first, let stage = NeedsReading.Stage.named(String(name)) else {
        throw .unknownStage(word)
      }
      let text = parts.count == 2 ? String(parts[1]) : ""
      guard let rate = PlanValueText.value(text, of: stage.metric, in: funnel), rate > 0, rate <= 1
      else { throw .badRate(stage: stage.metric, value: text) }
      rates[stage] = rate
    }
    return rates
  }
}

/// A stretch of days by its name.
enum NamedDays {
  /// `2026-11`, `2026-11-H1`, `2026-W47`, `2026-11-16..2026-11-22` or one day.
  static func days(_ text: String) throws(PeriodError) -> ClosedRange<Day> {
    if let month = Month(iso: text) { return month.days }
    if let half = HalfMonth(iso: text) { return half.days }
    if let day = Day(iso: text) { return day...day }
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    if ends.count == 2, let first = Day(iso: ends[0]), let last = Day(iso: ends[1]), first <= last {
      return first...last
    }
    if let week = week(text) { return week.days }
    throw PeriodError(value: text)
  }

  /// `2026-W47`.
  private static func week(_ text: String) -> ISOWeek? {
    let parts = text.uppercased().split(separator: "-W", omittingEmptySubsequences: false)
    guard parts.count == 2, let year = Int(parts[0]), let number = Int(parts[1]),
      (1...53).contains(number), let first = Day(year: year, month: 1, day: 4)
    else { return nil }
    let week = ISOWeek(containing: first + 7 * (number - 1))
    return week.year == year && week.week == number ? week : nil
  }
}

struct PeriodError: CodedError, Hashable {
  let value: String
  var code: String { "period.bad" }
  var values: [String: String] { ["value": value] }
  var kind: FailureKind { .usage }
}

struct BridgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bridge",
    abstract: "From one period to another: how much each stage of the funnel gave.",
    discussion: """
      Periods: 2026-11, 2026-11-H1, 2026-W47, 2026-11-16..2026-11-22.
      Examples: verdict bridge 2026-10 2026-11
                verdict bridge 2026-10 2026-11 --of lead_to_payment
                verdict bridge 2026-10 2026-11 --of revenue --json
      """
  )

  @OptionGroup var options: CommonOptions
  @OptionGroup var page: PageOptions
  @Argument(help: "The period before.") var before: String
  @Argument(help: "The period after.") var after: String
  @Option(help: "A counter (payments, revenue …) or a metric (lead_to_payment …).")
  var of = "payments"

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let funnel = try await store.read { try $0.funnelDefinition() }
    let bridge = try await desk.bridge(
      of: of,
      from: try NamedDays.days(before),
      to: try NamedDays.days(after)
    )
    let words = BridgePage(
      bridge,
      funnel: funnel,
      company: settings.company,
      currency: settings.currency,
      language: language
    )
    try page.write(words.page(), bridge, session, language)
  }
}
