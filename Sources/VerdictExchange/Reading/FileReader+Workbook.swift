#if Workbooks
import SheetKit
import VerdictModel

extension FileReader {
  /// Bytes of a workbook at most; it is unpacked from memory.
  private static let largestWorkbook = 64 << 20

  /// Reads the first sheet that is recognised, or the one the person named.
  static func workbook(
    _ head: [UInt8],
    _ source: ByteSource,
    file: String,
    context: ImportContext,
    _ body: (ImportRow) throws -> Void
  ) throws -> FileContent {
    var bytes = head
    func refused(_ code: String, _ values: [String: String] = [:]) -> ExchangeError {
      let refusal = Refusal(place: FilePlace(file: file), code: code, values: values)
      return .refused(file: file, refusals: [refusal], total: 1)
    }
    while let piece = try source.next() {
      bytes += piece
      if bytes.count > largestWorkbook {
        throw refused("file.unpacked", ["limit": String(largestWorkbook >> 20)])
      }
    }
    do {
      let book = try Workbook(bytes)
      var sheets = book.sheets.filter { !$0.isHidden }
      if let wanted = context.options.sheet {
        sheets = book.sheets.filter { HeaderName.folded($0.name) == HeaderName.folded(wanted) }
        guard !sheets.isEmpty else {
          let names = book.sheets.map(\.name).joined(separator: ", ")
          throw refused("import.unknownSheet", ["sheet": wanted, "allowed": names])
        }
      }
      return try first(of: sheets, in: book, file: file, context: context, body)
    } catch WorkbookError.notWorkbook(let kind) {
      throw refused(kind == nil ? "file.zip" : "file.otherOffice", ["kind": kind ?? ""])
    } catch WorkbookError.damaged {
      throw refused("file.damagedBook")
    } catch WorkbookError.tooLarge(let limit) {
      throw refused("file.unpacked", ["limit": String(limit >> 20)])
    }
  }

  private static func first(
    of sheets: [Workbook.Sheet],
    in book: Workbook,
    file: String,
    context: ImportContext,
    _ body: (ImportRow) throws -> Void
  ) throws -> FileContent {
    var unknown: FileContent?
    var failure: ExchangeError?
    for (position, sheet) in sheets.enumerated() {
      do {
        let content = try read(sheet, in: book, file: file, context: context, body)
        if case .unknown = content {
          unknown = unknown ?? content
          continue
        }
        let others = sheets[(position + 1)...].map(\.name)
        return content.beside(others)
      } catch let error as ExchangeError {
        // A sheet of notes, or an empty one, says nothing about the others.
        let codes = Set(error.refusals.map(\.code))
        guard codes.isSubset(of: ["import.unrecognised", "file.empty"]) else { throw error }
        failure = failure ?? error
      }
    }
    if let unknown { return unknown }
    let empty = Refusal(place: FilePlace(file: file), code: "file.empty")
    throw failure ?? .refused(file: file, refusals: [empty], total: 1)
  }

  private static func read(
    _ sheet: Workbook.Sheet,
    in book: Workbook,
    file: String,
    context: ImportContext,
    _ body: (ImportRow) throws -> Void
  ) throws -> FileContent {
    var reading = FileReading(
      file: file,
      context: context,
      container: FileContainer(kind: "workbook", sheet: sheet.name)
    )
    try book.forEachRow(of: sheet) { number, cells in
      try reading.take(DelimitedRow(cells, line: number), body)
    }
    return try reading.finish(body)
  }
}

extension DelimitedRow {
  /// The cells of a sheet's row.
  fileprivate init(_ cells: [String], line: Int) {
    self.init()
    for cell in cells {
      bytes += Array(cell.utf8)
      ends.append(bytes.count)
      lines.append(line)
    }
  }
}

extension FileContent {
  /// The same, with the names of sheets that were not read.
  fileprivate func beside(_ sheets: [String]) -> FileContent {
    guard !sheets.isEmpty else { return self }
    switch self {
    case .canonical(let summary, var recognition):
      recognition.otherSheets = sheets
      return .canonical(summary, recognition)
    case .layout(let file): return .layout(file.beside(sheets))
    case .unknown: return self
    }
  }
}
#endif
