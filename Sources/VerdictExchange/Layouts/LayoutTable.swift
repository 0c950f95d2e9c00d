import VerdictModel

/// The records of another program's file under their header, with what is said by their columns.
struct LayoutTable {
  let file: String
  let context: ImportContext
  var header: LayoutHeader
  let index: AliasIndex
  var container: FileContainer
  /// Texts above the header.
  let titles: [String]
  /// Records as data, compact: only the columns in use.
  private(set) var rows: [DelimitedRow] = []
  /// The last row of totals.
  private(set) var totals: DelimitedRow?
  private(set) var refusals: [Refusal] = []
  private(set) var refusalCount = 0
  private(set) var brokenCells: [String] = []
  /// Columns of the compact records, in order.
  private let kept: [Int]
  private let place: [Int: Int]
  private let anchor: Int?
  private var votes: [Int: MarkVotes] = [:]

  init(
    file: String,
    context: ImportContext,
    header: LayoutHeader,
    index: AliasIndex,
    container: FileContainer,
    titles: [String]
  ) {
    self.file = file
    self.context = context
    self.header = header
    self.index = index
    self.container = container
    self.titles = titles
    kept = Set(header.positions.values.joined()).sorted()
    place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    anchor = header.position(header.preset.kind == .deals ? Field.deal : Field.date)
  }

  // MARK: Taking records

  /// Takes a record below the header.
  mutating func take(_ row: DelimitedRow) {
    if let line = row.strayLine {
      return refuse(
        Refusal(place: FilePlace(file: file, line: line), code: "import.textAfterQuote")
      )
    }
    if isTotal(row) {
      // A closing line like «Total rows: 31» has no sums.
      let sums = compact(row)
      if kept.contains(where: { $0 != anchor && !bytes(sums, $0).isEmpty }) { totals = sums }
      return
    }
    let extra =
      row.count > header.names.count
      && (header.names.count..<row.count).contains { !row[$0].isEmpty }
    // A spreadsheet leaves out blanks at the end of a row, a delimited file that was cut does too.
    if extra || (row.count < header.names.count && container.isDelimited) {
      return refuse(
        Refusal(
          place: FilePlace(file: file, line: row.line),
          code: "import.fieldCount",
          value: String(row.count),
          values: ["expected": String(header.names.count)]
        )
      )
    }
    let compact = compact(row)
    for position in kept where position != anchor {
      votes[position, default: MarkVotes()].look(compact[place[position] ?? 0])
    }
    rows.append(compact)
  }

  /// A row named as one, without the date or number that data has, or a program's closing line.
  private func isTotal(_ row: DelimitedRow) -> Bool {
    let first = (0..<row.count).first { !row[$0].isEmpty }
    guard let first else { return true }
    let text = String(decoding: row[first].prefix(60), as: UTF8.self)
    if LayoutHeader.isTotal(text) { return true }
    guard let anchor, anchor < row.count, header.preset.kind == .ads else { return false }
    if row[anchor].isEmpty { return true }
    // Meta closes with the sums of all campaigns, dated as they are.
    if header.preset.key == "meta", let campaign = header.position(Field.campaign),
      campaign < row.count
    {
      return row[campaign].isEmpty
    }
    return false
  }

  private func compact(_ row: DelimitedRow) -> DelimitedRow {
    var result = DelimitedRow(separator: row.separator)
    for position in kept {
      if position < row.count { result.bytes += row[position] }
      result.ends.append(result.bytes.count)
      result.lines.append(position < row.count ? row.lines[position] : row.line)
    }
    if kept.isEmpty {
      result.ends.append(0)
      result.lines.append(row.line)
    }
    return result
  }

  // MARK: Refusing

  mutating func refuse(_ refusal: Refusal) {
    refusalCount += 1
    if refusals.count < context.refusalLimit { refusals.append(refusal) }
  }

  mutating func refuse(
    _ row: DelimitedRow,
    _ position: Int,
    _ code: String,
    _ values: [String: String] = [:]
  ) {
    let value = text(row, position)
    refuse(
      Refusal(
        place: FilePlace(
          file: file,
          line: row.lines[place[position] ?? 0],
          column: header.names[position].shown
        ),
        code: code,
        value: String(value.prefix(RowReading.longestText)),
        values: values
      )
    )
  }

  // MARK: Cells

  func bytes(_ row: DelimitedRow, _ position: Int) -> ArraySlice<UInt8> {
    row[place[position] ?? 0]
  }

  func text(_ row: DelimitedRow, _ position: Int) -> String {
    String(decoding: FormulaGuard.unguarded(bytes(row, position)), as: UTF8.self)
  }

  /// A name on one line; nil when it is empty or stands for nothing.
  ///
  /// A text too long is refused.
  mutating func name(_ row: DelimitedRow, _ field: String) -> String? {
    for position in header.positions[field] ?? [] {
      let bytes = FormulaGuard.unguarded(bytes(row, position))
      let text = HeaderName(String(decoding: bytes, as: UTF8.self)).shown
      if LooseNumber.missingWords.contains(HeaderName.folded(text)) { continue }
      if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
        refuse(row, position, "import.controlCharacter")
        return nil
      }
      if text.count > RowReading.longestText {
        refuse(row, position, "import.textTooLong", ["limit": String(RowReading.longestText)])
        return nil
      }
      return text
    }
    return nil
  }

  /// The decimal mark of a column: said by the person, by its own cells, or by the file's others.
  ///
  /// Nil where `1,234` could be read either way and nothing else says how.
  func mark(_ position: Int, isMoney: Bool) -> DecimalMark? {
    if let said = context.options.decimalMark { return said }
    let own = votes[position] ?? MarkVotes()
    if let decided = own.decided { return decided }
    if own.isContradictory { return nil }
    var all = MarkVotes()
    for column in votes.values { all.add(column) }
    if let decided = all.decided { return decided }
    guard own.unclear > 0, let mark = own.unclearMark else { return .point }
    // A count has no parts, so what stands in it separates thousands.
    if !isMoney { return mark == .comma ? .point : .comma }
    return nil
  }

  /// Whether a column's cells have any decimal mark.
  func hasMarks(_ position: Int) -> Bool {
    let own = votes[position] ?? MarkVotes()
    return own.comma + own.point + own.unclear > 0
  }

  /// The value of a counter's cell: a count, or money in minor units; nil when it is missing.
  ///
  /// `scale` is what money is divided by, for programs that count in millionths.
  mutating func value(
    _ row: DelimitedRow,
    _ position: Int,
    isMoney: Bool,
    scale: Int64 = 1
  ) -> Int64? {
    let cell = bytes(row, position)
    if cell.isEmpty { return nil }
    guard let mark = mark(position, isMoney: isMoney) else {
      if LooseNumber(cell, mark: .point) == .missing { return nil }
      let isMixed = votes[position]?.isContradictory == true
      refuse(row, position, isMixed ? "import.mixedMarks" : "import.unclearMark")
      return nil
    }
    switch LooseNumber(cell, mark: mark) {
    case .missing: return nil
    case .broken:
      brokenCells.append("\(header.names[position].shown): \(row.lines[place[position] ?? 0])")
      return nil
    case .none:
      refuse(row, position, isMoney ? "import.looseMoney" : "import.looseCount")
      return nil
    case .tooLarge:
      refuse(row, position, "import.tooLarge", ["limit": String(RowReading.largestCount)])
      return nil
    case .value(let micros):
      if micros < 0 {
        refuse(row, position, "import.negative")
        return nil
      }
      if isMoney {
        let text = HeaderName.folded(text(row, position))
        if let wanted = context.currency, let named = Currency.named(in: text), named != wanted {
          refuse(row, position, "import.currency", ["expected": wanted])
          return nil
        }
        return LooseNumber.minor(micros: micros / scale)
      }
      guard let count = LooseNumber.count(micros: micros) else {
        refuse(row, position, "import.looseCount")
        return nil
      }
      return count
    }
  }

  /// The order of dates with slashes in a column, said or seen.
  func slashOrder(_ position: Int) -> SlashOrder? {
    context.options.slashOrder ?? LooseDate.order(of: rows.lazy.map { bytes($0, position) })
  }

  /// A date; nil when it is missing, or refused.
  mutating func day(_ row: DelimitedRow, _ position: Int, _ order: SlashOrder?) -> Day? {
    switch LooseDate(bytes(row, position), order: order) {
    case .day(let day):
      if let today = context.today, day > today {
        refuse(row, position, "import.inFuture", ["today": today.description])
        return nil
      }
      return day
    case .missing: return nil
    case .impossible: refuse(row, position, "import.noSuchDate")
    case .unclear: refuse(row, position, "import.slashDate")
    case .none: refuse(row, position, "import.looseDate")
    }
    return nil
  }

  // MARK: Names

  func source(_ name: String) -> String { index.source(name, known: context.sources) }

  /// Reads the counters of the row of totals.
  mutating func theirTotals(
    _ columns: [(counter: Counter, position: Int)],
    scale: Int64 = 1
  ) -> [String: Int64] {
    guard let totals else { return [:] }
    let before = (refusals, refusalCount, brokenCells)
    var sums: [String: Int64] = [:]
    for (counter, position) in columns {
      guard let value = value(totals, position, isMoney: counter.isMoney, scale: scale) else {
        continue
      }
      sums[counter.key, default: 0] += value
    }
    // What cannot be read in a row of totals refuses nothing.
    (refusals, refusalCount, brokenCells) = before
    return sums
  }

  /// The recognition to tell people.
  func recognition(account: String?) -> FileRecognition {
    FileRecognition(
      preset: header.preset.key,
      container: container.kind,
      encoding: container.encoding,
      separator: container.separator.map { String($0.character) },
      sheet: container.sheet,
      headerLine: header.line,
      columns: header.uses,
      account: account
    )
  }

  /// Notes that every kind of file can have.
  var commonNotes: [ImportNote] {
    brokenCells.isEmpty
      ? []
      : [
        ImportNote(.brokenFormula, count: brokenCells.count, examples: Array(brokenCells.prefix(5)))
      ]
  }
}

/// What held the records.
struct FileContainer: Hashable {
  /// `delimited`, `workbook` or `page`.
  var kind: String
  var encoding: String?
  var separator: Separator?
  var sheet: String?
  var isDelimited: Bool { kind == "delimited" }
}
