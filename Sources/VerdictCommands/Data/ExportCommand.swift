import ArgumentParser
import Foundation
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what the store holds in open formats: one part, or everything.",
    discussion: """
      A part is CSV that `verdict import` takes. Everything is a folder of CSV, YAML, JSON and HTML \
      that `verdict restore FOLDER` makes into an equal store; only passwords, sign-ins and \
      invitations stay behind. --excel writes the tables for people with a byte order mark, \
      semicolons and decimal commas.

      Examples: verdict export table --from 2026-11 -o november.csv --excel
                verdict export outcomes --hypothesis screen-share -o outcomes.csv
                verdict export --all -o verdict-2026-11-30
                verdict hypothesis export screen-share -o screen-share.yaml
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "table, outcomes or tallies.") var part: Part?
  @Flag(help: "Everything, into a new folder.") var all = false
  @Option(
    name: [.short, .long],
    help: "The file or, with --all, the folder. - is standard output."
  )
  var output: String?
  @Option(help: "Of outcomes and tallies: one hypothesis. Outcomes without it: the register.")
  var hypothesis: String?
  @Option(help: "First day of the table, or the days: 2026-11, 2026-W48.") var from: TableDays?
  @Option(help: "Last day of the table.") var to: TableDays?
  @Flag(help: "For a Russian spreadsheet: byte order mark, semicolons, decimal commas.")
  var excel = false

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case table
    case outcomes
    case tallies
  }

  func validate() throws {
    guard all != (part != nil) else {
      throw ValidationError("Say a part (table, outcomes, tallies), or --all.")
    }
    if all, output == nil || output == "-" {
      throw ValidationError("--all needs a folder: -o FOLDER.")
    }
    if part != .table, from != nil || to != nil {
      throw ValidationError("--from and --to are for the table.")
    }
    if part == nil || part == .table, hypothesis != nil {
      throw ValidationError("--hypothesis is for outcomes and tallies.")
    }
    if let from, let to, from.first > to.last {
      throw ValidationError("--from is later than --to.")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let language = try await session.language(of: store)
    let dialect = excel ? CanonicalWriter.excel : CanonicalWriter()
    guard let part else {
      let folder = output ?? ""
      let manifest = try await desk.archive(to: folder, dialect: dialect, language: language)
      if options.json { try Output.json(manifest) }
      let restored = manifest.files.filter(\.isRestored)
      return Output.talk(
        Talk(language).archived(
          folder,
          rows: restored.reduce(0) { $0 + ($1.rows ?? 0) },
          files: manifest.files.count
        )
      )
    }
    let sink = try OutputSink(output)
    do {
      let lines = try await desk.export(exported(part), dialect: dialect) { try sink.write($0) }
      try sink.finish()
      if let output, output != "-" {
        if options.json { try Output.json(["file": output, "lines": String(lines)]) }
        Output.talk(Talk(language).wrote(output))
      }
    } catch {
      sink.discard()
      throw error
    }
  }

  private func exported(_ part: Part) -> ExportedPart {
    switch part {
    case .table:
      guard from != nil || to != nil else { return .table(nil) }
      let first = from?.first ?? Day(number: -700_000)
      let last = to?.last ?? from.map { $0.first == $0.last ? Day(number: 2_900_000) : $0.last }
      return .table(first...max(first, last ?? Day(number: 2_900_000)))
    case .outcomes: return .outcomes(hypothesis)
    case .tallies: return .tallies(hypothesis)
    }
  }
}

struct ExportHypothesis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the form in force as YAML that `hypothesis add` takes.",
    discussion: "Example: verdict hypothesis export screen-share -o screen-share.yaml"
  )

  @OptionGroup var reading: ReadingOptions
  @Argument var hypothesis: String
  @Option(name: [.short, .long], help: "Write to a file instead of standard output.")
  var output: String?

  func run() async throws {
    let session = try Session(reading.common)
    let store = try session.open()
    let key = hypothesis
    guard let found = try await store.read({ try $0.hypothesis(key) }) else {
      throw ModelError.unknownHypothesis(hypothesis)
    }
    if reading.json { return try Output.json(found.form) }
    let yaml = HypothesisYAML.text(of: found.form)
    guard let output, output != "-" else { return Output.data(yaml) }
    try Output.file(Array(yaml.utf8), at: output)
    Output.talk(Talk(try await session.language(of: store)).wrote(output))
  }
}
