import ArgumentParser
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "All finished tests: verdicts, decisions, lessons, whether they hold.",
    discussion: """
      Effects beside the earlier ones on the same metric (from six results on), repeats read together, \
      how well adoptions and opinions did. Nothing here changes a verdict.
      Examples: verdict history
                verdict history --format html --output history.html
      """
  )

  @OptionGroup var options: CommonOptions
  @Option(help: "text, markdown, html or json.") var format: PageFormat?
  @Option(name: [.short, .long], help: "Write to a file instead of standard output.")
  var output: String?

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let history = try await desk.history()
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let writer = HistoryWriter(
      history,
      language: language,
      today: session.now.day(offsetSeconds: settings.offsetSeconds),
      funnel: try await store.read { try $0.funnelDefinition() }
    )
    let format =
      format ?? (options.json ? .json : output?.hasSuffix(".html") == true ? .html : .text)
    let bytes: [UInt8]
    switch format {
    case .text:
      bytes = Array(
        writer.text(
          width: output == nil ? session.width : 80,
          colour: output == nil && session.isColoured(1)
        ).utf8
      )
    case .markdown: bytes = Array(writer.markdown().utf8)
    case .html: bytes = Array(writer.html().utf8)
    case .json: bytes = try JSONReview.encode(history)
    }
    if let output, output != "-" {
      try Output.file(bytes, at: output)
      Output.talk(Talk(language).wrote(output))
    } else {
      Output.data(bytes)
    }
  }
}
