import ArgumentParser
import VerdictReports
import VerdictWorkflow

struct HandoverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handover",
    abstract: "One page for a successor.",
    discussion: """
      What runs, what was promised, who enters what, what each number means, where the data and their \
      copy are. Markdown, to print or to send.
      Example: verdict handover > handover.md
      """
  )

  @OptionGroup var options: CommonOptions

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let handover = try await session.desk(store).handover()
    let language = try await session.language(of: store)
    Output.data(HandoverPage.render(handover, store: session.storePath, language: language))
  }
}
