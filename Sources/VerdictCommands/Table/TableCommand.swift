import ArgumentParser
import Foundation
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

enum TableFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case markdown
  case csv
  case json
  case html
  case xlsx
}

extension TableSpan: ExpressibleByArgument {}
extension TableSplit: ExpressibleByArgument {}

/// Days as people name them on the command line: a day, a week, a half-month, a month or a year.
struct TableDays: ExpressibleByArgument, Hashable {
  let first: Day
  let last: Day

  init?(argument: String) {
    if let day = Day(iso: argument) {
      (first, last) = (day, day)
    } else if let half = HalfMonth(iso: argument) {
      (first, last) = (half.start, half.end)
    } else if let month = Month(iso: argument) {
      (first, last) = (month.start, month.end)
    } else if let week = Self.week(argument) {
      (first, last) = (week.start, week.end)
    } else if argument.count == 4, let year = Int(argument),
      let start = Day(year: year, month: 1, day: 1), let end = Day(year: year, month: 12, day: 31)
    {
      (first, last) = (start, end)
    } else {
      return nil
    }
  }

  /// `2026-W48`; the fourth of January is always in week 1.
  private static func week(_ text: String) -> ISOWeek? {
    let parts = text.uppercased().split(separator: "-W", omittingEmptySubsequences: false)
    guard parts.count == 2, let year = Int(parts[0]), let number = Int(parts[1]),
      let start = Day(year: year, month: 1, day: 4)
    else { return nil }
    let week = ISOWeek(containing: start + 7 * (number - 1))
    return week.year == year && week.week == number ? week : nil
  }
}

struct TableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "The daily table, summed: counters, metrics, changes with their intervals.",
    discussion: """
      Missing days, running periods and undefined ratios are said; a change within ordinary scatter is \
      called so.

      Examples: verdict table
                verdict table --by week --split manager
                verdict table --by month --from 2026-01 --to 2026-06
                verdict table --split source --only Direct --by day
                verdict table --format html --output table.html
                verdict table --format xlsx --output table.xlsx
                verdict table --by month --from 2026 --format csv > year.csv
      """
  )

  @OptionGroup var reading: ReadingOptions
  @Option(help: "day, week, half-month or month.") var by = TableSpan.month
  @Option(help: "Each source or manager beside the total.") var split: TableSplit?
  @Option(help: "One source or manager alone (with --split).") var only: String?
  @Option(
    help: ArgumentHelp(
      "First day: a day, 2026-W48, 2026-11-H1, 2026-11 or 2026.",
      valueName: "days"
    )
  )
  var from: TableDays?
  @Option(help: ArgumentHelp("Last day, said in the same ways.", valueName: "days"))
  var to: TableDays?
  @Option(help: "text, markdown, csv, json, html or xlsx.") var format: TableFormat?
  @Option(name: [.short, .long], help: "Write to a file instead of standard output.")
  var output: String?
  @Option(help: "Columns of text, 40 to 400. Default: the terminal's.") var width: Int?

  func validate() throws {
    if only != nil, split == nil {
      throw ValidationError("--only needs --split source or --split manager")
    }
    if let width, !(40...400).contains(width) {
      throw ValidationError("--width is 40 to 400")
    }
  }

  func run() async throws {
    let options = reading.common
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let table = try await desk.table(
      TableRequest(span: by, split: split, from: from?.first, to: to?.last, only: only)
    )
    let language = session.language(setting: try await desk.settings().language)
    let byName: TableFormat? =
      output?.hasSuffix(".html") == true ? .html : output?.hasSuffix(".xlsx") == true ? .xlsx : nil
    let format = self.format ?? (options.json ? .json : byName ?? .text)
    if format == .xlsx { return try await workbook(table, session, desk, language) }
    let bytes: [UInt8]
    switch format {
    case .xlsx: preconditionFailure("a workbook was written above")
    case .text:
      let text = FunnelTablePages.text(
        table,
        language: language,
        width: width ?? (output == nil ? session.fullWidth : 80),
        colour: output == nil && session.isColoured(1)
      )
      bytes = Array(text.utf8)
    case .markdown: bytes = Array(FunnelTablePages.markdown(table, language: language).utf8)
    case .csv: bytes = Array(TableCSV.render(table, language: language).utf8)
    case .html: bytes = Array(FunnelTablePages.html(table, language: language).utf8)
    case .json: bytes = try FunnelTablePages.json(table)
    }
    if let output, output != "-" {
      try Output.file(bytes, at: output)
      Output.talk(Talk(language).wrote(output))
    } else {
      Output.data(bytes)
    }
  }

  /// Writes beside the name and renames: a workbook is whole or not there.
  private func workbook(
    _ table: FunnelTable,
    _ session: Session,
    _ desk: Desk,
    _ language: Language
  ) async throws {
    guard let output, output != "-" else { throw CommandError.workbookNeedsFile }
    #if Workbooks
    let days = table.periods.first.flatMap { first in
      table.periods.last.map { first.start...max(first.start, $0.end) }
    }
    let (cells, funnel) = try await desk.cells(days)
    let draft = output + ".\(ProcessInfo.processInfo.processIdentifier).part"
    defer { unlink(draft) }
    try TableWorkbook.write(
      table,
      days: cells,
      funnel: funnel,
      language: language,
      to: draft,
      now: session.now
    )
    guard rename(draft, output) == 0 else {
      throw ModelError.inputOutput(path: output, detail: String(cString: strerror(errno)))
    }
    Output.talk(Talk(language).wrote(output))
    #else
    throw TableWorkbookError.notBuilt
    #endif
  }
}
