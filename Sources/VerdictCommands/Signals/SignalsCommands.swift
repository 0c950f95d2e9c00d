import ArgumentParser
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct SignalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals",
    abstract: "What left its limits or its norm: since when, how unusual, what it touches.",
    discussion: """
      Limits are set by chance, norms by the company. Each family of charts has its own budget of \
      false alarms, printed at the end. --exit-code answers 10 when there is a signal.
      Examples: verdict signals
                verdict signals --as-of 2026-09-30 --format markdown
                verdict case open 'show_rate@manager:Oleg' --agreed "listen to calls" --owner Anna \
      --check-on 2026-12-14
      """
  )

  @OptionGroup var options: CommonOptions
  @Option(help: "As the table stood at the end of this day, such as 2026-11-15.") var asOf: Day?
  @Option(help: "text, markdown, html or json.") var format: PageFormat?
  @Option(name: [.short, .long], help: "Write to a file instead of standard output.")
  var output: String?
  @Flag(help: "Answer 10 when there is a signal.") var exitCode = false

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let reading = try await desk.signals(asOf: asOf)
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let page = SignalsPage(
      reading,
      language: language,
      company: settings.company,
      currency: settings.currency,
      today: asOf ?? desk.now.day(offsetSeconds: settings.offsetSeconds)
    )
    try PageOutput(session: session, language: language, format: format, output: output).write(
      reading,
      text: { page.text(width: $0, colour: $1) },
      markdown: page.markdown,
      html: page.html
    )
    if exitCode, !reading.signals.isEmpty { throw ExitCode(10) }
  }
}

struct ManagersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "managers",
    abstract: "The managers of some days, each beside chance: no league table.",
    discussion: """
      Meetings held, conversions, show-up, average check, share of the smallest package, deal cycle; exact \
      limits of chance, rates without the chance in them, signals. Those who left stand in one row.
      Examples: verdict managers
                verdict managers --from 2026-07-01 --to 2026-09-30 --format html --output managers.html
      """
  )

  @OptionGroup var options: CommonOptions
  @Option(help: "First day. Default: 90 days before the last.") var from: Day?
  @Option(help: "Last day. Default: the last day of the table.") var to: Day?
  @Option(help: "text, markdown, html or json.") var format: PageFormat?
  @Option(name: [.short, .long], help: "Write to a file instead of standard output.")
  var output: String?

  func validate() throws {
    if let from, let to, from > to { throw ValidationError("--from lies after --to.") }
  }

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let today = desk.now.day(offsetSeconds: settings.offsetSeconds)
    let reading = try await desk.managers(from: from, to: to)
    let page = ManagersPage(
      reading,
      language: language,
      company: settings.company,
      currency: settings.currency,
      today: today
    )
    try PageOutput(session: session, language: language, format: format, output: output).write(
      reading,
      text: { page.text(width: $0, colour: $1) },
      markdown: page.markdown,
      html: page.html
    )
  }
}

/// Where a page goes, and in which form.
struct PageOutput {
  let session: Session
  let language: Language
  let format: PageFormat?
  let output: String?

  func write(
    _ reading: some Encodable,
    text: (Int, Bool) -> String,
    markdown: () -> String,
    html: () -> String
  ) throws {
    let form =
      format
      ?? (session.options.json ? .json : output?.hasSuffix(".html") == true ? .html : .text)
    let bytes: [UInt8]
    switch form {
    case .text:
      let isTerminal = output == nil
      bytes = Array(
        text(isTerminal ? session.width : 80, isTerminal && session.isColoured(1)).utf8
      )
    case .markdown: bytes = Array(markdown().utf8)
    case .html: bytes = Array(html().utf8)
    case .json: bytes = try Output.bytes(of: reading)
    }
    guard let output, output != "-" else { return Output.data(bytes) }
    try Output.file(bytes, at: output)
    Output.talk(Talk(language).wrote(output))
  }
}
