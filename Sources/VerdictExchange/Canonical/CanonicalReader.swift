import VerdictModel

/// Reads Verdict's own CSV: the daily table, outcomes and tallies, recognised by their header.
///
/// | kind | columns (in any order) |
/// |---|---|
/// | funnel | `date`, `source`, `manager`, counters |
/// | outcomes | `unit`, `arm`, `date`, `manager`, `source`, `segment`, `uptake`, stages, `revenue`, `package`, `hypothesis`, further segments |
/// | tallies | `date`, `arm`, `manager`, `source`, `segment`, `trials`, `successes`, `hypothesis`, `metric` |
///
/// Text in UTF-8, UTF-16 or Windows-1251; fields between `,` `;` or tabs; LF, CRLF or CR. Dates are
/// ISO; money is in major units with a point and at most two decimals; an empty counter is missing,
/// not zero; an empty source or manager is "not split". A stage is empty (not known yet), `no`, `yes`
/// (reached, the day unknown) or a date; uptake likewise, where `yes` is the day of exposure.
/// Revenue and package belong to the stage `payments`.
package enum CanonicalReader {
  /// Reads a file whole.
  ///
  /// - Parameters:
  ///   - source: the bytes.
  ///   - file: the name to give in places.
  ///   - context: the company's funnel, segments and hypotheses.
  /// - Returns: accepted rows, and refusals (the first `refusalLimit`) with their number.
  /// - Throws: `refused` when the file is not text or its header is not accepted, and what the
  ///   source throws.
  package static func read(
    _ source: ByteSource,
    file: String,
    context: ImportContext
  ) throws(ExchangeError) -> ImportFile {
    var rows: [ImportRow] = []
    do {
      let summary = try forEachRow(source, file: file, context: context) { rows.append($0) }
      return ImportFile(summary: summary, rows: rows)
    } catch let error as ExchangeError {
      throw error
    } catch {
      preconditionFailure("collecting rows throws nothing")
    }
  }

  /// Hands on each accepted row as it is read, in memory that does not grow with outcomes.
  ///
  /// A refused line is passed over and reading goes on, so that all refusals come at once; the
  /// caller keeps nothing when the summary is not clean. A fault that makes the rest unreadable
  /// (an unclosed quote, bytes that are not UTF-8) is the last refusal. The keys of table lines and
  /// tallies are remembered, to refuse repeats.
  /// - Throws: as ``read(_:file:context:)``, and what `body` throws.
  package static func forEachRow(
    _ source: ByteSource,
    file: String,
    context: ImportContext,
    _ body: (ImportRow) throws -> Void
  ) throws -> ImportSummary {
    let reading = CanonicalReading(file: file, context: context)
    var tokenizer = DelimitedTokenizer()
    var decoder = TextDecoder()
    do {
      var first = try firstPiece(source, file: file)
      while let piece = first {
        try tokenizer.feed(decoder.decode(piece)) { try reading.take($0, body) }
        first = try source.next()
      }
      try tokenizer.feed(decoder.decode([], complete: true)) { try reading.take($0, body) }
      try tokenizer.finish { try reading.take($0, body) }
    } catch let fault as DelimitedFault {
      try reading.end(with: fault)
    }
    return try reading.finish()
  }

  /// Enough bytes to tell what the file is.
  private static func firstPiece(
    _ source: ByteSource,
    file: String
  ) throws(ExchangeError) -> [UInt8]? {
    var head: [UInt8] = []
    while head.count < FileSignature.needed, let piece = try source.next() { head += piece }
    switch FileSignature.inspect(head) {
    case .text: return head
    case .refused(let code):
      if code == "file.utf16",
        TextEncoding.marked(head) ?? TextEncoding.unmarkedUTF16(head).map({ ($0, 0) }) != nil
      {
        return head
      }
      let refusal = Refusal(place: FilePlace(file: file), code: code)
      throw .refused(file: file, refusals: [refusal], total: 1)
    }
  }
}

/// The state of reading one canonical file; shared, so that no record copies what is already there.
final class CanonicalReading {
  let file: String
  let context: ImportContext
  private var header: CanonicalHeader?
  private var reader: (any RowReader)?
  private var summary: ImportSummary?

  init(file: String, context: ImportContext) {
    self.file = file
    self.context = context
  }

  func take(
    _ row: DelimitedRow,
    _ body: (ImportRow) throws -> Void
  ) throws {
    guard let header else { return try open(row) }
    var reading = RowReading(row, file: file)
    var content: ImportContent?
    if let line = row.strayLine {
      reading.refuseRow("import.textAfterQuote", line: line)
    } else if row.count != header.names.count {
      reading.refuseRow(
        "import.fieldCount",
        line: row.line,
        value: String(row.count),
        ["expected": String(header.names.count)]
      )
    } else {
      content = reader?.read(&reading)
    }
    if !reading.refusals.isEmpty {
      summary?.refuse(reading.refusals, line: true)
    } else if let content {
      summary?.accept(content)
      try body(ImportRow(line: row.line, content: content))
    }
  }

  private func open(_ row: DelimitedRow) throws(ExchangeError) {
    let header = try CanonicalHeader(row, file: file, context: context)
    self.header = header
    summary = ImportSummary(
      file: file,
      kind: header.kind,
      columns: header.names,
      separator: row.separator,
      limit: context.refusalLimit
    )
    reader =
      switch header.kind {
      case .funnel: FunnelRowReader(header, context)
      case .outcomes: OutcomeRowReader(header, context)
      case .tallies: TallyRowReader(header, context)
      }
  }

  func end(with fault: DelimitedFault) throws(ExchangeError) {
    let names = header?.names ?? []
    let column = fault.field.flatMap { names.indices.contains($0) ? names[$0] : nil }
    let refusal = Refusal(
      place: FilePlace(file: file, line: fault.line, column: column),
      code: fault.code,
      values: fault.values
    )
    guard summary != nil else { throw .refused(file: file, refusals: [refusal], total: 1) }
    summary?.refuse([refusal], line: true)
  }

  func finish() throws(ExchangeError) -> ImportSummary {
    guard let summary else {
      let refusal = Refusal(place: FilePlace(file: file), code: "file.empty")
      throw .refused(file: file, refusals: [refusal], total: 1)
    }
    return summary
  }
}
