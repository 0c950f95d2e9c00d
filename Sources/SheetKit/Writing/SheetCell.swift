/// What one cell of a written sheet holds, with its type.
package enum SheetCell: Hashable, Sendable {
  case blank
  case text(String)
  case heading(String)
  case number(Double, SheetFormat)
  /// A serial day of the spreadsheet's calendar: 1 is 1900-01-01.
  case day(Int)
  /// A number there is none of: what stands in its place, and the reason as a note.
  case missing(String, reason: String)

  /// The serial day of days since 1970-01-01.
  package static func day(sinceEpoch number: Int) -> SheetCell { .day(number + 25_569) }
}

/// How a number is shown; the cell keeps it whole.
package enum SheetFormat: Hashable, Sendable {
  /// With groups of thousands and this many decimals.
  case plain(decimals: Int)
  /// A fraction shown as a percentage.
  case percent(decimals: Int)
  /// Major units with a sign after them.
  case money(symbol: String, decimals: Int)

  /// In the spreadsheet's own language.
  package var code: String {
    func digits(_ count: Int) -> String {
      count == 0 ? "" : "." + String(repeating: "0", count: count)
    }
    switch self {
    case .plain(let decimals): return "#,##0" + digits(decimals)
    case .percent(let decimals): return "0" + digits(decimals) + "%"
    case .money(let symbol, let decimals):
      let quoted = symbol.filter { $0 != "\"" }
      return "#,##0" + digits(decimals) + "\\ \"" + quoted + "\""
    }
  }
}

/// A sheet to be written.
package struct WrittenSheet: Sendable {
  package let name: String
  /// Characters wide; columns beyond are as wide as the last.
  package let widths: [Double]
  /// Rows and columns that stay when the rest is scrolled.
  package let frozenRows: Int
  package let frozenColumns: Int
  package let hasFilter: Bool
  package let rows: [[SheetCell]]

  package init(
    name: String,
    widths: [Double],
    frozenRows: Int = 1,
    frozenColumns: Int = 1,
    hasFilter: Bool = false,
    rows: [[SheetCell]]
  ) {
    self.name = name
    self.widths = widths
    self.frozenRows = frozenRows
    self.frozenColumns = frozenColumns
    self.hasFilter = hasFilter
    self.rows = rows
  }
}
