import ArgumentParser
import Foundation
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in the daily table, outcomes or tallies from CSV.",
    discussion: """
      The header tells what a file is:
        table     date,source,manager,COUNTERS…
        outcomes  unit,arm,date,manager,source,segment,uptake,STAGES…,revenue,package
        tallies   date,arm,manager,source,segment,trials,successes
      A file is taken whole or not at all; the same file twice changes nothing.

      Examples: verdict import table.csv --dry-run
                verdict import outcomes.csv --hypothesis screen-share
                verdict import - < table.csv
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "Files; - is standard input.") var files: [String]
  @Option(help: "The hypothesis of rows that name none.") var hypothesis: String?
  @Flag(name: [.long, .customLong("preview")], help: "Say what would be written; write nothing.")
  var dryRun = false
  @Flag(help: "Units already in another arm keep it; without this they refuse the file.")
  var acceptCrossovers = false

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let settings = try await desk.settings()
    let talk = Talk(session.language(setting: settings.language))
    let progress = Progress(isShown: isatty(STDERR_FILENO) == 1 && !options.json)
    for file in files {
      let bytes = try Self.read(file)
      let report = try await desk.importFile(
        bytes,
        name: file == "-" ? "stdin" : URL(fileURLWithPath: file).lastPathComponent,
        hypothesis: hypothesis,
        mode: dryRun ? .rehearse : .commit,
        acceptCrossovers: acceptCrossovers,
        progress: { progress.show($0) }
      )
      progress.clear()
      if options.json {
        try Output.json(ImportAnswer(report, file: file))
      }
      if let already = report.already {
        Output.talk(talk.alreadyImported(already, offsetSeconds: settings.offsetSeconds))
      } else {
        Output.talk(
          file + ": "
            + talk.imported(
              new: report.new,
              changed: report.changed,
              same: report.same,
              batch: report.batch,
              isPreview: report.isPreview,
              crossovers: report.crossovers
            )
        )
      }
    }
  }

  static func read(_ file: String) throws -> [UInt8] {
    let source = try ByteSource.file(file)
    var bytes: [UInt8] = []
    while let piece = try source.next() { bytes += piece }
    return bytes
  }
}

/// What `import --json` answers.
private struct ImportAnswer: Encodable {
  let file: String
  let kind: String?
  let batch: Int?
  let preview: Bool
  let new: Int
  let changed: Int
  let same: Int
  let crossovers: [String]
  let totals: [String: Int64]
  let alreadyImported: Int?

  init(_ report: ImportReport, file: String) {
    self.file = file
    kind = report.summary?.kind.rawValue
    batch = report.batch
    preview = report.isPreview
    new = report.new
    changed = report.changed
    same = report.same
    crossovers = report.crossovers
    totals = report.summary?.totals ?? [:]
    alreadyImported = report.already?.id
  }
}

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back an import or a log entry.",
    discussion: "Refused when a later batch touched the same rows; it lists them."
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "The batch number import answered.") var batch: Int

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let undone = try await session.desk(store).undo(batch)
    if options.json { try Output.json(undone) }
    Output.talk(Talk(try await session.language(of: store)).undone(batch))
  }
}
