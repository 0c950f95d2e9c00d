import ArgumentParser
import Foundation
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in a CRM's deals, an ad cabinet's report, the department's table, outcomes.",
    discussion: """
      A file is known by its content: amoCRM and Bitrix24 deals, Yandex Direct, VK, Metrica, \
      Google and Meta reports, a table with a row a day; CSV in any encoding, Excel, HTML.
      Verdict's own forms, known by their header:
        table     date,source,manager,COUNTERS…
        outcomes  unit,arm,date,manager,source,segment,uptake,STAGES…,revenue,package
        tallies   date,arm,manager,source,segment,trials,successes
      A file is taken whole or not at all; the same file twice changes nothing; `verdict undo` \
      takes it back. Fields for --column: see `verdict aliases`.

      Examples: verdict import ~/Downloads/*.csv --dry-run
                verdict import direct.csv --account second
                verdict import outcomes.csv --hypothesis screen-share
                verdict import - < pasted.txt
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "Files; - is standard input.") var files: [String]
  @Option(help: "The hypothesis of rows that name none.") var hypothesis: String?
  @Flag(name: [.long, .customLong("preview")], help: "Say what would be written; write nothing.")
  var dryRun = false
  @Flag(help: "Say what each file is, by its beginning, and read no further.")
  var recognise = false
  @Flag(help: "Units already in another arm keep it; without this they refuse the file.")
  var acceptCrossovers = false
  @OptionGroup(title: "What the file does not say itself") var layout: LayoutOptions

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let talk = Talk(language)
    let funnel = try await store.read { try $0.funnelDefinition() }
    let words = ImportWords(language, currency: settings.currency, funnel: funnel)
    let progress = Progress(isShown: isatty(STDERR_FILENO) == 1 && !options.json)
    for file in files {
      let input = try Self.input(file)
      let name = file == "-" ? "stdin" : URL(fileURLWithPath: file).lastPathComponent
      if recognise {
        let found = try await desk.recognise(input, name: name, options: try layout.read())
        if options.json { try Output.json(found) }
        Output.talk(file + ": " + (found.map(words.recognised) ?? words.notRecognised))
        for line in words.columns(found?.columns ?? []) { Output.talk("  " + line) }
        continue
      }
      do {
        let report = try await desk.importFile(
          input,
          name: name,
          hypothesis: hypothesis,
          mode: dryRun ? .rehearse : .commit,
          acceptCrossovers: acceptCrossovers,
          options: try layout.read(),
          progress: { progress.show($0) }
        )
        progress.clear()
        if options.json { try Output.json(ImportAnswer(report, file: file)) }
        if let already = report.already {
          Output.talk(talk.alreadyImported(already, offsetSeconds: settings.offsetSeconds))
        } else {
          Self.say(report, file, words, talk)
        }
      } catch let error as any CodedError {
        progress.clear()
        if options.json { try Output.json(RefusalAnswer(error, file: file)) }
        if case WorkflowError.layoutUnknown(_, let proposal) = error {
          Output.talk(Messages(language: language).text(for: error))
          for line in words.proposal(proposal) { Output.talk(line) }
          Output.talk(words.confirm(file))
          throw ExitCode(error.kind.rawValue)
        }
        throw error
      }
    }
  }

  private static func say(
    _ report: ImportReport,
    _ file: String,
    _ words: ImportWords,
    _ talk: Talk
  ) {
    if let recognition = report.recognition, recognition.preset != "canonical" {
      Output.talk(file + ": " + words.recognised(recognition))
      for line in words.columns(recognition.columns) { Output.talk("  " + line) }
      Output.talk(
        "  "
          + words.rows(
            accepted: report.accepted,
            days: report.days,
            new: report.new,
            changed: report.changed,
            same: report.same,
            withdrawn: report.withdrawn
          )
      )
      for total in report.totals { Output.talk("  " + words.total(total)) }
      for note in report.notes { Output.talk("  " + words.note(note)) }
      Output.talk(talk.importDone(batch: report.batch, isPreview: report.isPreview))
      return
    }
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

  private static func input(_ file: String) throws -> RepeatableBytes {
    if Desk.isArchive(file) { throw CommandError.archiveImported(file) }
    return try .file(file)
  }

  static func read(_ file: String) throws -> [UInt8] {
    let source = try ByteSource.file(file)
    var bytes: [UInt8] = []
    while let piece = try source.next() { bytes += piece }
    return bytes
  }
}

/// What a person may say about a file.
struct LayoutOptions: ParsableArguments {
  @Option(help: "The source of all rows.") var source: String?
  @Option(help: "The manager of all rows.") var manager: String?
  @Option(help: "The ad account; numbers of several accounts of a source add up.") var account:
    String?
  @Option(help: "The decimal mark: comma or point.") var decimal: DecimalMark?
  @Option(help: "The order of dates with slashes: dmy or mdy.") var dates: DateOrder?
  @Option(help: ArgumentHelp("The day deals were exported.", valueName: "day")) var exportedOn: Day?
  @Option(help: "The sheet of a workbook.") var sheet: String?
  @Option(
    help: ArgumentHelp(
      "What a column holds, \"NAME=field\"; the field - leaves it out.",
      valueName: "name=field"
    )
  )
  var column: [String] = []
  @Flag(help: "What the columns of an unknown table seem to hold is right; kept for next time.")
  var acceptLayout = false

  func read() throws -> ImportOptions {
    var options = ImportOptions()
    options.source = source
    options.manager = manager
    options.account = account
    options.decimalMark = decimal
    options.slashOrder = dates.map { $0 == .dmy ? .dayFirst : .monthFirst }
    options.exportedOn = exportedOn
    options.sheet = sheet
    options.acceptsLayout = acceptLayout
    for pair in column {
      guard let mark = pair.lastIndex(of: "="), mark != pair.startIndex else {
        throw ValidationError("--column wants NAME=field, not \"\(pair)\".")
      }
      options.columns[String(pair[..<mark])] = String(pair[pair.index(after: mark)...])
    }
    return options
  }
}

extension DecimalMark: ExpressibleByArgument {}

enum DateOrder: String, ExpressibleByArgument {
  case dmy
  case mdy
}

/// What `import --json` answers.
private struct ImportAnswer: Encodable {
  let file: String
  let kind: String?
  let recognition: FileRecognition?
  let batch: Int?
  let preview: Bool
  let rows: Int
  let firstDay: Day?
  let lastDay: Day?
  let new: Int
  let changed: Int
  let same: Int
  let withdrawn: Int
  let crossovers: [String]
  let totals: [String: Int64]
  let checks: [TotalCheck]
  let notes: [ImportNote]
  let alreadyImported: Int?

  init(_ report: ImportReport, file: String) {
    self.file = file
    kind = report.summary?.kind.rawValue ?? report.recognition?.preset
    recognition = report.recognition
    batch = report.batch
    preview = report.isPreview
    rows = report.accepted
    firstDay = report.days?.lowerBound
    lastDay = report.days?.upperBound
    new = report.new
    changed = report.changed
    same = report.same
    withdrawn = report.withdrawn
    crossovers = report.crossovers
    totals =
      report.summary?.totals
      ?? Dictionary(report.totals.map { ($0.counter, $0.ours) }, uniquingKeysWith: +)
    checks = report.totals
    notes = report.notes
    alreadyImported = report.already?.id
  }
}

/// What `import --json` answers when nothing was taken.
private struct RefusalAnswer: Encodable {
  let file: String
  let code: String
  let values: [String: String]
  let refused: Int
  let refusals: [Refusal]
  let proposal: LayoutProposal?

  init(_ error: any CodedError, file: String) {
    self.file = file
    code = error.code
    values = error.values
    refusals = (error as? ExchangeError)?.refusals ?? []
    refused = Int(error.values["count"] ?? "") ?? refusals.count
    if case WorkflowError.layoutUnknown(_, let found) = error {
      proposal = found
    } else {
      proposal = nil
    }
  }
}

struct AliasesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aliases",
    abstract: "Print or replace the names by which files are understood.",
    discussion: """
      Without a file, prints the company's own names as YAML; --all with the built-in ones after them.
      Edit what is printed and give it back:
        verdict aliases > aliases.yaml
        verdict aliases aliases.yaml
      Sections: columns, sources, managers, stages (a stage of the funnel, or lost), uptake (a \
      hypothesis: CRM tags that say its variant was received), layouts.
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "A YAML file that replaces the company's own names; - is standard input.")
  var file: String?
  @Flag(help: "With the built-in names.") var all = false

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    guard let file else {
      let aliases = try await desk.aliases()
      let text = AliasesYAML.write(all ? aliases.all : aliases.own)
      if options.json {
        try Output.json(["aliases": text])
      } else if text.isEmpty {
        Output.talk(Talk(try await session.language(of: store)).noAliases)
      } else {
        Output.data(text)
      }
      return
    }
    let bytes = try ImportCommand.read(file)
    let aliases = try await desk.setAliases(
      bytes,
      file: URL(fileURLWithPath: file).lastPathComponent
    )
    if options.json { try Output.json(["aliases": AliasesYAML.write(aliases)]) }
    Output.talk(Talk(try await session.language(of: store)).aliasesKept)
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
