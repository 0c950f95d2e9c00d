import CXLSXWriter

/// Writes workbooks (`.xlsx`) with libxlsxwriter: typed cells, so that a text is never a formula.
package enum WorkbookWriter {
  /// Rows a sheet can have.
  package static let mostRows = 1_048_576

  /// Why a workbook was not written.
  package enum Failure: Error, Hashable, Sendable {
    case tooManyRows(sheet: String, rows: Int)
    /// In libxlsxwriter's words.
    case library(String)
  }

  /// Writes a new file.
  ///
  /// - Parameters:
  ///   - sheets: in order; names are cut and made different as spreadsheets want them.
  ///   - path: where; a file there is replaced.
  ///   - created: seconds since 1970, kept in the file, so that equal tables give equal bytes.
  ///   - title: in the file's properties.
  /// - Throws: ``Failure``.
  package static func write(
    _ sheets: [WrittenSheet],
    to path: String,
    created: Int,
    title: String
  ) throws(Failure) {
    for sheet in sheets where sheet.rows.count > mostRows {
      throw .tooManyRows(sheet: sheet.name, rows: sheet.rows.count)
    }
    guard let book = workbook_new(path) else { throw .library(path) }
    title.withCString { text in
      var properties = lxw_doc_properties()
      properties.title = UnsafeMutablePointer(mutating: text)
      properties.created = time_t(created)
      workbook_set_properties(book, &properties)
    }
    var styles = Styles(book)
    var names: Set<String> = []
    for sheet in sheets {
      guard let page = workbook_add_worksheet(book, Self.name(sheet.name, &names)) else {
        workbook_close(book)
        throw .library(sheet.name)
      }
      write(sheet, page, &styles)
    }
    let code = workbook_close(book)
    guard code == LXW_NO_ERROR else { throw .library(String(cString: lxw_strerror(code))) }
  }

  private static func write(
    _ sheet: WrittenSheet,
    _ page: UnsafeMutablePointer<lxw_worksheet>,
    _ styles: inout Styles
  ) {
    for (index, width) in sheet.widths.enumerated() {
      let last = index == sheet.widths.count - 1
      let column = lxw_col_t(index)
      worksheet_set_column(page, column, last ? max(column, 255) : column, width, nil)
    }
    worksheet_freeze_panes(page, lxw_row_t(sheet.frozenRows), lxw_col_t(sheet.frozenColumns))
    worksheet_repeat_rows(page, 0, lxw_row_t(max(0, sheet.frozenRows - 1)))
    worksheet_set_landscape(page)
    worksheet_set_paper(page, 9)
    worksheet_fit_to_pages(page, 1, 0)
    let width = sheet.rows.map(\.count).max() ?? 0
    if sheet.hasFilter, sheet.rows.count > 1, width > 0 {
      worksheet_autofilter(page, 0, 0, lxw_row_t(sheet.rows.count - 1), lxw_col_t(width - 1))
    }
    for (row, cells) in sheet.rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        write(cell, page, lxw_row_t(row), lxw_col_t(column), &styles)
      }
    }
  }

  /// Characters a cell can have.
  private static let longestText = 32_767

  private static func write(
    _ cell: SheetCell,
    _ page: UnsafeMutablePointer<lxw_worksheet>,
    _ row: lxw_row_t,
    _ column: lxw_col_t,
    _ styles: inout Styles
  ) {
    func string(_ text: String, _ format: UnsafeMutablePointer<lxw_format>?) {
      worksheet_write_string(page, row, column, String(text.prefix(longestText)), format)
    }
    switch cell {
    case .blank: break
    case .text(let text): string(text, nil)
    case .heading(let text): string(text, styles.heading)
    case .number(let value, let format):
      worksheet_write_number(page, row, column, value, styles.number(format))
    case .day(let serial):
      worksheet_write_number(page, row, column, Double(serial), styles.day)
    case .missing(let mark, let reason):
      string(mark, styles.missing)
      worksheet_write_comment(page, row, column, reason)
    }
  }

  /// At most 31 characters without those spreadsheets refuse, and no name twice.
  private static func name(_ wanted: String, _ taken: inout Set<String>) -> String {
    let clean = String(wanted.map { "[]:*?/\\'".contains($0) ? " " : $0 }.prefix(31))
    var name = clean.isEmpty ? "1" : clean
    var number = 2
    while taken.contains(name.lowercased()) {
      let ending = " " + String(number)
      name = String(clean.prefix(31 - ending.count)) + ending
      number += 1
    }
    taken.insert(name.lowercased())
    return name
  }
}

/// Formats of one workbook, each made once; the workbook owns them.
private struct Styles {
  private let book: UnsafeMutablePointer<lxw_workbook>
  let heading: UnsafeMutablePointer<lxw_format>?
  let day: UnsafeMutablePointer<lxw_format>?
  let missing: UnsafeMutablePointer<lxw_format>?
  private var numbers: [SheetFormat: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    self.book = book
    heading = workbook_add_format(book)
    format_set_bold(heading)
    format_set_text_wrap(heading)
    format_set_align(heading, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
    day = workbook_add_format(book)
    format_set_num_format(day, "dd.mm.yyyy")
    missing = workbook_add_format(book)
    format_set_font_color(missing, lxw_color_t(0x595959))
    format_set_align(missing, UInt8(LXW_ALIGN_RIGHT.rawValue))
  }

  mutating func number(_ format: SheetFormat) -> UnsafeMutablePointer<lxw_format>? {
    if let known = numbers[format] { return known }
    guard let made = workbook_add_format(book) else { return nil }
    format_set_num_format(made, format.code)
    numbers[format] = made
    return made
  }
}
