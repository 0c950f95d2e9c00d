/// A workbook (`.xlsx`): its sheets, and the rows of each as texts.
///
/// Numbers come with a point for a mark, dates as `2026-11-30` or `2026-11-30 10:12:44`, errors as the
/// spreadsheet writes them (`#DIV/0!`); formulas by their last value.
package final class Workbook {
  package struct Sheet: Hashable, Sendable {
    package let name: String
    package let isHidden: Bool
    let path: String
  }

  package let sheets: [Sheet]
  private let archive: Archive
  private let strings: [String]
  private let formats: [Bool]
  private let is1904: Bool

  /// Opens a workbook.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - limits: how much may be unpacked.
  /// - Throws: ``WorkbookError``.
  package init(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws {
    let archive = try Archive(bytes, limits: limits)
    self.archive = archive
    guard archive.has("xl/workbook.xml") else {
      let kinds = [
        ("xl/workbook.bin", "xlsb"), ("content.xml", "ods"), ("word/document.xml", "docx"),
      ]
      throw WorkbookError.notWorkbook(kind: kinds.first { archive.has($0.0) }?.1)
    }
    let book = BookReader()
    try Self.parse("xl/workbook.xml", archive, book)
    let links = LinkReader()
    if archive.has("xl/_rels/workbook.xml.rels") {
      try Self.parse("xl/_rels/workbook.xml.rels", archive, links)
    }
    is1904 = book.is1904
    sheets = book.sheets.compactMap { sheet in
      links.targets[sheet.link].map {
        Sheet(name: sheet.name, isHidden: sheet.isHidden, path: $0)
      }
    }
    let texts = StringReader()
    if archive.has("xl/sharedStrings.xml") {
      try Self.parse("xl/sharedStrings.xml", archive, texts)
    }
    strings = texts.strings
    let styles = StyleReader()
    if archive.has("xl/styles.xml") { try Self.parse("xl/styles.xml", archive, styles) }
    formats = styles.areDates
  }

  /// Hands on each row that has a cell: its number from 1, and its texts from the first column.
  /// - Throws: ``WorkbookError``, and what `body` throws.
  package func forEachRow(of sheet: Sheet, _ body: (Int, [String]) throws -> Void) throws {
    try withoutActuallyEscaping(body) { body in
      let reader = SheetReader(strings: strings, areDates: formats, is1904: is1904, body)
      try Self.parse(sheet.path, archive, reader)
    }
  }

  private static func parse(_ part: String, _ archive: Archive, _ reader: any XMLReader) throws {
    let pieces = try XMLPieces(reader, part: part)
    try archive.read(part) { try pieces.feed($0) }
    try pieces.feed([], isLast: true)
  }
}

/// `xl/workbook.xml`: names of the sheets, and the first day of its calendar.
private final class BookReader: XMLReader {
  private(set) var sheets: [(name: String, link: String, isHidden: Bool)] = []
  private(set) var is1904 = false

  func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "sheet":
      let isHidden = ["hidden", "veryHidden"].contains(attributes["state"] ?? "")
      sheets.append((attributes["name"] ?? "", attributes["r:id"] ?? "", isHidden))
    case "workbookPr": is1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
    default: break
    }
  }
  func end(_ name: String) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// `xl/_rels/workbook.xml.rels`: where each sheet is.
private final class LinkReader: XMLReader {
  private(set) var targets: [String: String] = [:]

  func start(_ name: String, _ attributes: [String: String]) {
    guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"]
    else {
      return
    }
    targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
  }
  func end(_ name: String) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// `xl/sharedStrings.xml`: texts by number; runs of one cell are joined, readings left out.
private final class StringReader: XMLReader {
  private(set) var strings: [String] = []
  private var bytes: [UInt8] = []
  private var isText = false
  private var readings = 0

  func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "si": bytes = []
    case "t": isText = readings == 0
    case "rPh": readings += 1
    default: break
    }
  }

  func end(_ name: String) {
    switch name {
    case "si": strings.append(String(decoding: bytes, as: UTF8.self))
    case "t": isText = false
    case "rPh": readings -= 1
    default: break
    }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) { if isText { bytes += piece } }
}

/// `xl/styles.xml`: which cell styles are dates.
private final class StyleReader: XMLReader {
  private(set) var areDates: [Bool] = []
  private var custom: [Int: Bool] = [:]
  private var isCells = false

  func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "numFmt":
      guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
      custom[id] = Self.isDate(attributes["formatCode"] ?? "")
    case "cellXfs": isCells = true
    case "xf" where isCells:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      // ECMA-376 part 1, 18.8.30: numbers of built-in formats; 27–36 and 50–58 are local dates.
      areDates.append(
        custom[id] ?? ((14...22).contains(id) || (27...36).contains(id) || (50...58).contains(id))
      )
    default: break
    }
  }
  func end(_ name: String) { if name == "cellXfs" { isCells = false } }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// A format with a day or a year outside quotes, brackets and escapes.
  private static func isDate(_ format: String) -> Bool {
    var isQuoted = false
    var isBracketed = false
    var skips = false
    for character in format.lowercased() {
      if skips {
        skips = false
        continue
      }
      switch character {
      case "\"": isQuoted.toggle()
      case "[" where !isQuoted: isBracketed = true
      case "]" where !isQuoted: isBracketed = false
      case "\\", "_", "*": skips = !isQuoted
      case "d", "y", "д", "г": if !isQuoted, !isBracketed { return true }
      default: break
      }
    }
    return false
  }
}
