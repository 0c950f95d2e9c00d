package import VerdictModel

/// A table of an archive as CSV, exactly: what is read back is what was written.
///
/// RFC 4180 with commas in UTF-8. Texts that a spreadsheet would take for a formula have an
/// apostrophe in front, and so has an empty text where "not known" is another thing; reading takes it
/// back. Days are ISO, moments UTC to the microsecond, money has a point.
package struct ArchiveCSV: Sendable {
  package let table: ArchiveTable

  package init(_ table: ArchiveTable) { self.table = table }

  package var header: [UInt8] { line(table.columns.map(\.name)) }

  /// A row's line; a content column is written as its path.
  package func line(_ row: [ArchiveValue]) -> [UInt8] {
    line(zip(table.columns, row).map { column, value in text(value, column, row) })
  }

  private func line(_ fields: [String]) -> [UInt8] {
    var line: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { line.append(0x2C) }
      let needsQuotes = field.utf8.contains {
        $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D
      }
      guard needsQuotes else {
        line += field.utf8
        continue
      }
      line.append(0x22)
      for byte in field.utf8 {
        if byte == 0x22 { line.append(0x22) }
        line.append(byte)
      }
      line.append(0x22)
    }
    line.append(0x0A)
    return line
  }

  private func text(
    _ value: ArchiveValue,
    _ column: ArchiveColumn,
    _ row: [ArchiveValue]
  ) -> String {
    switch value {
    case .none: return ""
    case .text(let text): return ArchiveText.written(text, isOptional: column.isOptional)
    case .number(let number): return String(describing: number)
    case .whole(let number):
      switch column.kind {
      case .day: return Day(number: Int(number)).description
      case .moment: return MomentText.written(number)
      case .money: return Money(minor: number).description
      default: return String(number)
      }
    case .bytes(let bytes): return table.path(of: column, in: row) ?? HexText.written(bytes)
    }
  }
}

extension ArchiveCSV {
  /// Reads a table's file.
  ///
  /// - Parameters:
  ///   - source: the bytes.
  ///   - file: the name to give in places.
  ///   - content: the bytes of a content file by its path within the archive.
  ///   - body: takes each row with its line.
  /// - Throws: `refused` with the first mistakes, and what the closures throw.
  package func read(
    _ source: ByteSource,
    file: String,
    content: (String) throws -> [UInt8],
    _ body: (_ line: Int, _ row: [ArchiveValue]) throws -> Void
  ) throws {
    var tokenizer = DelimitedTokenizer(dialect: Dialect(separator: .comma))
    // A spreadsheet that saved the file anew may have put a mark first.
    var decoder = TextDecoder()
    var reading = ArchiveReading(table: table, file: file)
    do {
      while let piece = try source.next() {
        try tokenizer.feed(decoder.decode(piece)) { try reading.take($0, content, body) }
      }
      try tokenizer.feed(decoder.decode([], complete: true)) {
        try reading.take($0, content, body)
      }
      try tokenizer.finish { try reading.take($0, content, body) }
    } catch let fault as DelimitedFault {
      reading.refuse(fault.code, line: fault.line, fault.field, values: fault.values)
    }
    try reading.finish()
  }
}

/// The state of reading one table of an archive.
private struct ArchiveReading {
  private static let refusalLimit = 50

  let table: ArchiveTable
  let file: String
  /// Where each column stands in the file; nil for one that an older archive does not have.
  private var positions: [Int?]?
  private var width = 0
  private var refusals: [Refusal] = []
  private var refused = 0

  init(table: ArchiveTable, file: String) {
    self.table = table
    self.file = file
  }

  mutating func take(
    _ row: DelimitedRow,
    _ content: (String) throws -> [UInt8],
    _ body: (_ line: Int, _ row: [ArchiveValue]) throws -> Void
  ) throws {
    guard let positions else { return open(row) }
    guard row.count == width else {
      return refuse(
        "import.fieldCount",
        line: row.line,
        value: String(row.count),
        values: ["expected": String(width)]
      )
    }
    let before = refused
    var values: [ArchiveValue] = []
    for (column, position) in zip(table.columns, positions) {
      let text = position.map { String(decoding: row.whole($0), as: UTF8.self) } ?? ""
      switch Self.value(text, column) {
      case .some(.text(let path)) where column.isContent:
        values.append(.bytes(try content(path)))
      case .some(let value): values.append(value)
      case nil:
        refuse(
          "archive.value",
          line: row.line,
          position,
          column: column.name,
          value: String(text.prefix(80))
        )
      }
    }
    if refused == before { try body(row.line, values) }
  }

  private mutating func open(_ row: DelimitedRow) {
    let names = (0..<row.count).map { String(decoding: row.whole($0), as: UTF8.self) }
    width = names.count
    for name in names where !table.columns.contains(where: { $0.name == name }) {
      refuse("archive.unknownColumn", line: row.line, value: name)
    }
    positions = table.columns.map { column in
      let position = names.firstIndex(of: column.name)
      if position == nil, !column.mayBeMissing {
        refuse("archive.missingColumn", line: row.line, value: column.name)
      }
      return position
    }
  }

  mutating func refuse(
    _ code: String,
    line: Int,
    _ position: Int? = nil,
    column: String? = nil,
    value: String? = nil,
    values: [String: String] = [:]
  ) {
    refused += 1
    guard refusals.count < Self.refusalLimit else { return }
    let place = FilePlace(file: file, line: line, column: column)
    refusals.append(Refusal(place: place, code: code, value: value, values: values))
  }

  func finish() throws(ExchangeError) {
    if refused > 0 { throw .refused(file: file, refusals: refusals, total: refused) }
  }

  /// Nil for a text that is no value of the column.
  private static func value(_ text: String, _ column: ArchiveColumn) -> ArchiveValue? {
    switch column.kind {
    case .text:
      if text.isEmpty { return column.isOptional ? ArchiveValue.none : .text("") }
      return .text(ArchiveText.read(text))
    case .name, .hypothesis: return text.isEmpty ? ArchiveValue.none : .text(ArchiveText.read(text))
    case .content: return text.isEmpty ? nil : .text(text)
    default: break
    }
    if text.isEmpty { return column.isOptional ? ArchiveValue.none : nil }
    switch column.kind {
    case .whole: return Int64(text).map { .whole($0) }
    case .flag: return text == "0" ? .whole(0) : text == "1" ? .whole(1) : nil
    case .number: return Double(text).flatMap { $0.isNaN ? nil : .number($0) }
    case .day: return Day(iso: text).map { .whole(Int64($0.number)) }
    case .moment: return MomentText.read(text).map { .whole($0) }
    case .money: return Money(major: text).map { .whole($0.minor) }
    case .bytes: return HexText.read(text).map { .bytes($0) }
    default: return nil
    }
  }
}

extension ArchiveColumn {
  fileprivate var isContent: Bool { if case .content = kind { true } else { false } }
  fileprivate var mayBeMissing: Bool {
    switch kind {
    case .name, .hypothesis: true
    default: isOptional
    }
  }
}
