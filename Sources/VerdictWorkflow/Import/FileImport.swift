import VerdictExchange
import VerdictModel

/// One file on its way into the store, inside one transaction.
struct FileImport {
  let desk: Desk
  let writer: any StoreWriter
  let name: String
  let sha256: String
  var acceptCrossovers = false
  var isPreview = false
  private var batch: Int?
  private var result = ImportReport(isPreview: false)
  private var refusals: [Refusal] = []
  private var refusalCount = 0

  init(desk: Desk, writer: any StoreWriter, name: String, sha256: String) {
    self.desk = desk
    self.writer = writer
    self.name = name
    self.sha256 = sha256
  }

  /// Reads the file; rows of a canonical one are written while the next are read.
  mutating func read(
    _ input: RepeatableBytes,
    _ context: ImportContext,
    _ progress: @escaping @Sendable (ImportProgress) -> Void
  ) throws -> FileContent {
    let name = name
    var canonical: CanonicalPutting?
    return try ReadAhead<ImportPiece, FileContent>.run { hand in
      var done = ImportProgress(bytes: 0, allBytes: input.count, rows: 0)
      let file = try input.open()
      let source = ByteSource { () throws(ExchangeError) in
        progress(done)
        let bytes = try file.next()
        done.bytes += bytes?.count ?? 0
        return bytes
      }
      var piece = ImportPiece()
      let content = try FileReader.read(source, file: name, context: context) { row in
        done.rows += 1
        piece.add(row)
        guard piece.isFull else { return }
        try hand(piece)
        piece = ImportPiece()
      }
      try hand(piece)
      return content
    } taking: { piece in
      guard !piece.isEmpty else { return }
      let putting: CanonicalPutting
      if let canonical {
        putting = canonical
      } else {
        try begin(preset: "canonical")
        putting = try CanonicalPutting(desk, writer)
        canonical = putting
      }
      try put(piece, with: putting, limit: context.refusalLimit)
    }
  }

  /// Puts lines of a canonical file, new units of them many at a time.
  private mutating func put(
    _ piece: ImportPiece,
    with putting: CanonicalPutting,
    limit: Int
  ) throws {
    let records = piece.records
    var next = 0
    while next < records.count {
      let taken = try putting.putNew(records[next...])
      result.new += taken
      next += taken
      guard taken == 0 else { continue }
      let row = ImportRow(line: piece.places[next], content: .unit(records[next]))
      try put(row, limit: limit) { try putting.put($0) }
      next += 1
    }
    for row in piece.rows { try put(row, limit: limit) { try putting.put($0) } }
  }

  /// Writes what is not written yet and says what was done.
  mutating func report(_ content: FileContent, _ context: ImportContext) throws -> ImportReport {
    switch content {
    case .canonical(let summary, let recognition):
      try begin(preset: "canonical")
      try refuse(summary.refusals, summary.refusalCount)
      result.summary = summary
      result.recognition = recognition
      result.accepted = summary.accepted
      result.days = summary.days
      result.totals = context.funnel.counters.compactMap { counter in
        summary.totals[counter.key].map { TotalCheck(counter: counter.key, ours: $0, theirs: nil) }
      }
      guard result.crossovers.isEmpty || acceptCrossovers else {
        throw WorkflowError.crossovers(units: result.crossovers)
      }
    case .layout(let file):
      try refuse(file.refusals, file.refusalCount)
      try begin(preset: file.recognition.preset)
      result.recognition = file.recognition
      result.accepted = file.accepted
      result.days = file.days
      result.totals = file.totals
      result.notes = file.notes
      switch file.content {
      case .table(let rows):
        let writer = writer
        for row in rows {
          try put(row, limit: context.refusalLimit) { row in
            guard case .funnel(let cells) = row.content else { return [] }
            return try cells.map { try writer.put($0) }
          }
        }
        try refuse([], 0)
      case .ads(let lines, let days):
        let putting = AdPutting(
          writer: writer,
          preset: file.recognition.preset,
          account: context.options.account,
          days: days
        )
        for outcome in try putting.put(lines.map(\.row)) { result.count(outcome) }
      case .deals(let deals, let exportedOn):
        var putting = DealPutting(
          writer: writer,
          index: context,
          preset: file.recognition.preset,
          exportedOn: min(exportedOn, context.today ?? exportedOn)
        )
        for deal in deals {
          do {
            result.count(try putting.put(deal))
          } catch let error as any CodedError where error.kind == .badData {
            keep(error, line: deal.line, limit: context.refusalLimit)
          }
        }
        try refuse([], 0)
        try putting.finish(deals)
        result.notes += putting.notes
      }
    case .unknown: preconditionFailure("an unknown layout is refused or kept before")
    }
    result.isPreview = isPreview
    result.batch = isPreview ? nil : batch
    return result
  }

  private mutating func begin(preset: String) throws {
    guard batch == nil else { return }
    batch = try writer.beginBatch(kind: "import", file: name, sha256: sha256, preset: preset)
  }

  /// Puts a row; one the store refuses is refused like one the reader refuses: with its line.
  private mutating func put(
    _ row: ImportRow,
    limit: Int,
    _ body: (ImportRow) throws -> [PutOutcome]
  ) throws {
    do {
      for outcome in try body(row) {
        result.count(outcome)
        if case .crossover = outcome, case .unit(let record) = row.content {
          result.crossovers.append(record.exposure.unit)
        }
      }
    } catch let error as any CodedError where error.kind == .badData {
      keep(error, line: row.line, limit: limit)
    }
  }

  private mutating func keep(_ error: any CodedError, line: Int, limit: Int) {
    refusalCount += 1
    guard refusals.count < limit else { return }
    let place = FilePlace(file: name, line: line)
    refusals.append(Refusal(place: place, code: error.code, values: error.values))
  }

  /// Ends the import when anything was refused, by the reader or by the store.
  private func refuse(_ found: [Refusal], _ count: Int) throws {
    let total = count + refusalCount
    guard total > 0 else { return }
    throw ExchangeError.refused(file: name, refusals: found + refusals, total: total)
  }
}

/// Puts rows of canonical files.
struct CanonicalPutting {
  private let desk: Desk
  private let writer: any StoreWriter
  private let parity: [String: RegisteredHypothesis]
  private let fromTable: Set<String>

  init(_ desk: Desk, _ writer: any StoreWriter) throws {
    self.desk = desk
    self.writer = writer
    let hypotheses = try writer.hypotheses().filter { $0.state == .started }
    parity = Dictionary(
      uniqueKeysWithValues: hypotheses.filter { $0.form.allocation == .parity }.map { ($0.key, $0) }
    )
    fromTable = Set(
      hypotheses.filter { !($0.form.allocation.slices?.countsUnits ?? true) }.map(\.key)
    )
  }

  /// New units from the first record on; none where something is to be asked or drawn first.
  func putNew(_ records: ArraySlice<UnitRecord>) throws -> Int {
    guard parity.isEmpty, fromTable.isEmpty else { return 0 }
    return try writer.putNew(records)
  }

  func put(_ row: ImportRow) throws -> [PutOutcome] {
    if !fromTable.isEmpty, let key = row.content.hypothesis, fromTable.contains(key) {
      throw WorkflowError.readFromTable(hypothesis: key)
    }
    switch row.content {
    case .funnel(let cells): return try cells.map { try writer.put($0) }
    case .tally(let tally, let hypothesis):
      return [try writer.put(tally, hypothesis: hypothesis)]
    case .unit(let record):
      if !parity.isEmpty, let key = record.hypothesis, let hypothesis = parity[key],
        try writer.allocation(key, unit: record.exposure.unit) == nil
      {
        try writer.draw(key, try desk.nextEntry(hypothesis, record.exposure, writer))
      }
      return [try writer.put(record)]
    }
  }
}

/// How far an import has come.
package struct ImportProgress: Sendable {
  /// Bytes read.
  package var bytes: Int
  /// Bytes of the file; nil where nobody can say.
  package let allBytes: Int?
  /// Lines of a canonical file taken in.
  package var rows: Int

  package init(bytes: Int, allBytes: Int?, rows: Int) {
    self.bytes = bytes
    self.allBytes = allBytes
    self.rows = rows
  }

  /// From 0 to 1; nil where the size is not known.
  package var fraction: Double? {
    guard let allBytes, allBytes > 0 else { return nil }
    return min(1, Double(bytes) / Double(allBytes))
  }
}
