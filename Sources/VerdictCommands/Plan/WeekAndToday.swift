import ArgumentParser
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct WeekCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "week",
    abstract: "The weekly look on one page: signals, dynamics, plan and fact, focus.",
    discussion: """
      Examples: verdict week
                verdict week 2026-W47 --format html --output week.html
      """
  )

  @OptionGroup var options: CommonOptions
  @OptionGroup var page: PageOptions
  @Argument(help: "A day of the week, or 2026-W47. Default: the last week with an entry.")
  var week: String?

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let funnel = try await store.read { try $0.funnelDefinition() }
    let reading = try await desk.week(of: try week.map(NamedDays.days)?.lowerBound)
    try page.write(
      WeekPage(reading, funnel: funnel, language: language).page(),
      reading,
      session,
      language
    )
  }
}

struct TodayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "today",
    abstract: "The morning in five lines: freshness, yesterday, the plan, what is odd, what to do."
  )

  @OptionGroup var options: CommonOptions

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let today = try await desk.today()
    if options.json { return try Output.json(today) }
    let language = session.language(setting: try await desk.settings().language)
    for line in TodayLines(today, language: language).lines() { Output.data(line) }
  }
}
