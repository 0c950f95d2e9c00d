package import VerdictExchange
import VerdictModel
package import VerdictReports

extension Desk {
  /// Writes everything the store holds into a new folder, in open formats, from one snapshot.
  ///
  /// `data/` and the folders beside it are what ``restore(from:acceptChanged:)`` reads; `for-people/`
  /// says the same once more: the table, outcomes and tallies as `verdict import` takes them, and
  /// hypotheses as YAML.
  /// - Parameters:
  ///   - folder: a path where nothing is, or an empty folder.
  ///   - dialect: how the tables for people are written.
  ///   - language: of the page that explains the files.
  /// - Returns: what was written.
  /// - Throws: `folderOccupied`, and the system's refusals with the path.
  package func archive(
    to folder: String,
    dialect: CanonicalWriter = CanonicalWriter(),
    language: Language
  ) async throws -> ArchiveManifest {
    try await store.read { reader in
      let writing = try ArchiveFolder(folder)
      do {
        for table in ArchiveTable.all { try write(table, reader, writing) }
        try writeForPeople(reader, writing, dialect)
        let page = ArchivePage.render(
          writing.files.map { ($0.path, $0.rows) },
          program: program,
          language: language
        )
        try writing.write("README.md", isRestored: false, Array(page.utf8))
        let manifest = ArchiveManifest(
          program: program,
          microseconds: now.microseconds,
          files: writing.files
        )
        try writing.finish(manifest)
        return manifest
      } catch {
        writing.discard()
        throw error
      }
    }
  }

  private func write(
    _ table: ArchiveTable,
    _ reader: any StoreReader,
    _ folder: ArchiveFolder
  ) throws {
    let csv = ArchiveCSV(table)
    var contents: [(path: String, bytes: [UInt8])] = []
    try folder.write(Self.file(of: table), isRestored: true) { take in
      var rows = 0
      try take(csv.header)
      try reader.forEachRow(of: table) { row in
        rows += 1
        try take(csv.line(row))
        for (column, value) in zip(table.columns, row) {
          guard let path = table.path(of: column, in: row), case .bytes(let bytes) = value else {
            continue
          }
          contents.append((path, bytes))
        }
      }
      return rows
    }
    for content in contents {
      try folder.write(content.path, isRestored: true, content.bytes)
    }
  }

  static func file(of table: ArchiveTable) -> String { "data/" + table.name + ".csv" }

  // MARK: for people

  private func writeForPeople(
    _ reader: any StoreReader,
    _ folder: ArchiveFolder,
    _ writer: CanonicalWriter
  ) throws {
    let place = "for-people/"
    try folder.write(place + "table.csv", isRestored: false) { take in
      try Self.table(reader, writer, take)
    }
    for hypothesis in try reader.hypotheses() {
      let name = place + hypothesis.key
      let yaml = HypothesisYAML.text(of: hypothesis.form)
      try folder.write(name + ".yaml", isRestored: false, Array(yaml.utf8))
      guard hypothesis.state == .started else { continue }
      try folder.write(name + ".outcomes.csv", isRestored: false) { take in
        try Self.outcomes(hypothesis.key, reader, writer, take)
      }
    }
    try folder.write(place + "register.csv", isRestored: false) { take in
      try Self.outcomes(nil, reader, writer, take)
    }
    try folder.write(place + "tallies.csv", isRestored: false) { take in
      try Self.tallies(reader, writer, take)
    }
    if let names = try reader.setting(Self.aliasesKey) {
      try folder.write(place + "aliases.yaml", isRestored: false, Array(names.utf8))
    }
  }

  /// The daily table as `import` takes it, a day at a time; answers its lines.
  static func table(
    _ reader: any StoreReader,
    _ writer: CanonicalWriter,
    days: ClosedRange<Day>? = nil,
    _ take: ([UInt8]) throws -> Void
  ) throws -> Int {
    let counters = try reader.funnelDefinition().counters
    var lines = 0
    var cells: [FunnelCell] = []
    try take(writer.funnelHeader(counters))
    func flush() throws {
      let (bytes, count) = writer.funnelLines(cells, counters)
      lines += count
      cells.removeAll(keepingCapacity: true)
      try take(bytes)
    }
    try forEachCell(reader) { cell in
      guard days?.contains(cell.day) ?? true else { return }
      if let last = cells.last, last.day != cell.day { try flush() }
      cells.append(cell)
    }
    try flush()
    return lines
  }

  /// Every cell of the daily table, a day after the other.
  static func forEachCell(
    _ reader: any StoreReader,
    _ body: (FunnelCell) throws -> Void
  ) throws {
    guard let table = ArchiveTable.all.first(where: { $0.name == "daily-table" }) else { return }
    try reader.forEachRow(of: table) { row in
      guard case .whole(let day) = row[0], case .text(let counter) = row[3],
        case .whole(let value) = row[4]
      else { return }
      try body(
        FunnelCell(
          day: Day(number: Int(day)),
          source: row[1].text,
          manager: row[2].text,
          counter: counter,
          value: value
        )
      )
    }
  }

  /// A hypothesis's units with their outcomes, or the register's; answers their number.
  static func outcomes(
    _ hypothesis: String?,
    _ reader: any StoreReader,
    _ writer: CanonicalWriter,
    _ take: ([UInt8]) throws -> Void
  ) throws -> Int {
    let form = try hypothesis.flatMap { try reader.hypothesis($0) }?.form
    let columns = OutcomeColumns(
      funnel: try reader.funnelDefinition(),
      segments: (form?.segments.dropFirst() ?? []).map(\.key)
    )
    var rows = 0
    try take(writer.outcomeHeader(columns))
    try reader.forEachUnit(hypothesis) { record in
      rows += 1
      try take(writer.outcome(record, columns: columns))
    }
    return rows
  }

  /// All tallies; answers their number.
  static func tallies(
    _ reader: any StoreReader,
    _ writer: CanonicalWriter,
    only hypothesis: String? = nil,
    _ take: ([UInt8]) throws -> Void
  ) throws -> Int {
    guard let table = ArchiveTable.all.first(where: { $0.name == "tallies" }) else { return 0 }
    var all: [(tally: Tally, hypothesis: String)] = []
    try reader.forEachRow(of: table) { row in
      guard let key = row[0].text, hypothesis == nil || key == hypothesis,
        let measure = row[1].text, let arm = row[2].text, case .whole(let day) = row[3],
        case .whole(let trials) = row[7]
      else { return }
      var successes: Int64?
      if case .whole(let number) = row[8] { successes = number }
      all.append(
        (
          Tally(
            measure: measure,
            arm: arm,
            day: Day(number: Int(day)),
            manager: row[4].text,
            source: row[5].text,
            segment: row[6].text,
            trials: trials,
            successes: successes
          ), key
        )
      )
    }
    try take(writer.tallies(all))
    return all.count
  }
}

extension ArchiveValue {
  fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
