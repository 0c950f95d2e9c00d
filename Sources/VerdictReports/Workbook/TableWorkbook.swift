#if Workbooks
import SheetKit
package import VerdictAnalysis
package import VerdictModel

/// The table as a workbook: what it says on the first sheets, and the days it is made of on the last.
///
/// Numbers and dates are typed, so that a spreadsheet goes on reckoning with them; a number there is
/// none of is a dash with its reason in a note, never a zero and never an empty cell. The sheet of
/// days has the counters' names in its header, so `verdict import` takes it back.
package enum TableWorkbook {
  /// Writes the file.
  ///
  /// - Parameters:
  ///   - table: what was read.
  ///   - days: cells of the daily table behind it.
  ///   - funnel: the counters in order.
  ///   - language: of its words.
  ///   - path: where.
  ///   - now: kept in the file.
  /// - Throws: `tooManyRows`, and what the library could not do.
  package static func write(
    _ table: FunnelTable,
    days: [FunnelCell],
    funnel: FunnelDefinition,
    language: Language,
    to path: String,
    now: Timestamp
  ) throws(TableWorkbookError) {
    let writer = WorkbookSheets(table: table, funnel: funnel, language: language)
    do {
      try WorkbookWriter.write(
        writer.summaries() + [writer.daily(days)],
        to: path,
        created: Int(now.microseconds / 1_000_000),
        title: TableWords(language).title
      )
    } catch {
      switch error {
      case .tooManyRows(_, let rows):
        throw TableWorkbookError.tooManyRows(rows, most: WorkbookWriter.mostRows)
      case .library(let detail):
        throw TableWorkbookError.notWritten(path: path, detail: detail)
      }
    }
  }
}

/// Sheets of one table.
private struct WorkbookSheets {
  let table: FunnelTable
  let funnel: FunnelDefinition
  let language: Language
  private var words: TableWords { TableWords(language) }
  private var writer: TableWriter { TableWriter(table: table, language: language) }
  private var symbol: String { Figures.symbol(of: table.currency) }

  /// Everybody's sheet, then one for each member.
  func summaries() -> [WrittenSheet] {
    var sheets: [WrittenSheet] = []
    if !table.rows.isEmpty || table.members.isEmpty {
      sheets.append(summary(words.inAll, table.rows))
    }
    return sheets + table.members.map { summary($0.name, $0.rows) }
  }

  private func summary(_ name: String, _ rows: [TableRow]) -> WrittenSheet {
    let header =
      [.heading(words.indicator)]
      + table.periods.map {
        SheetCell.heading(writer.heading($0))
      }
    return WrittenSheet(
      name: name,
      widths: [34] + table.periods.map { _ in 15 },
      rows: [header] + rows.flatMap(lines)
    )
  }

  private func lines(_ row: TableRow) -> [[SheetCell]] {
    var lines = [[.text(language.text(row.title))] + row.readings.map { cell($0, row) }]
    guard row.planned.contains(where: { $0 != nil }) else { return lines }
    lines.append(
      [.text("· " + words.plan)]
        + row.planned.map { planned in
          planned.map { .number($0.plan, format(row)) } ?? .missing("—", reason: words.noPlan)
        }
    )
    if row.planned.contains(where: { $0?.attainment != nil }) {
      lines.append(
        [.text("· " + words.attainment)]
          + row.planned.map { planned in
            planned?.attainment.map { .number($0, .percent(decimals: 0)) }
              ?? .missing("—", reason: words.noPlan)
          }
      )
    }
    return lines
  }

  private func cell(_ reading: TableReading, _ row: TableRow) -> SheetCell {
    guard let value = reading.value else {
      return .missing("—", reason: words.explained(reading.why ?? .noData))
    }
    return .number(value, format(row))
  }

  private func format(_ row: TableRow) -> SheetFormat {
    switch row.unit {
    case .count: .plain(decimals: 0)
    case .money: .money(symbol: symbol, decimals: 0)
    case .moneyPer: .money(symbol: symbol, decimals: 2)
    case .share, .percent: .percent(decimals: 1)
    case .times: .plain(decimals: 2)
    }
  }

  // MARK: days

  private struct Line: Hashable {
    let day: Day
    let source: String
    let manager: String
  }

  /// A row for each day, source and manager, as the department's own table has it.
  func daily(_ cells: [FunnelCell]) -> WrittenSheet {
    let present = Set(cells.filter { $0.value != nil }.map(\.counter))
    let counters = funnel.counters.filter { present.contains($0.key) }
    var lines: [Line: [String: Int64]] = [:]
    for cell in cells {
      guard let value = cell.value else { continue }
      let line = Line(day: cell.day, source: cell.source ?? "", manager: cell.manager ?? "")
      lines[line, default: [:]][cell.counter] = value
    }
    let order = lines.keys.sorted {
      ($0.day, $0.source, $0.manager) < ($1.day, $1.source, $1.manager)
    }
    let titles =
      [
        language("Дата", "Date"), language("Источник", "Source"), language("Менеджер", "Manager"),
      ] + counters.map { language.text($0.title) }
    let rows = order.map { line -> [SheetCell] in
      func name(_ text: String) -> SheetCell { text.isEmpty ? .blank : .text(text) }
      return [.day(sinceEpoch: line.day.number), name(line.source), name(line.manager)]
        + counters.map { counter in
          guard let value = lines[line]?[counter.key] else { return .blank }
          return counter.isMoney
            ? .number(Double(value) / 100, .money(symbol: symbol, decimals: 2))
            : .number(Double(value), .plain(decimals: 0))
        }
    }
    return WrittenSheet(
      name: language("По дням", "Days"),
      widths: [12, 16, 18] + counters.map { _ in 13 },
      frozenColumns: 3,
      hasFilter: true,
      rows: [titles.map { .heading($0) }] + rows
    )
  }
}
#endif
