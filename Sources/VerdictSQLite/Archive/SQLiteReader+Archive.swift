import GRDB
import VerdictModel

extension SQLiteReader {
  func forEachRow(of table: ArchiveTable, _ body: ([ArchiveValue]) throws -> Void) throws {
    try writeWaitingRows()
    let rows = try Prepared(database, table.readSQL)
    defer { rows.rewind() }
    while try rows.next() {
      try body(
        try table.columns.enumerated().map { index, column in
          try value(of: rows, Int32(index), column)
        }
      )
    }
  }

  private func value(
    of rows: Prepared,
    _ index: Int32,
    _ column: ArchiveColumn
  ) throws -> ArchiveValue {
    if rows.isNull(index) { return .none }
    switch column.kind {
    case .text: return .text(rows.text(index))
    case .whole, .flag, .day, .moment, .money: return .whole(rows.int64(index))
    case .number: return .number(rows.double(index))
    case .bytes, .content: return .bytes(rows.bytes(index))
    case .name(let kind):
      return try terms.name(TermKind(name: kind), rows.int(index)).map { .text($0) } ?? .none
    case .hypothesis: return try hypothesisKey(rows.int(index)).map { .text($0) } ?? .none
    }
  }
}

extension SQLiteWriter {
  func restore(_ row: [ArchiveValue], to table: ArchiveTable) throws {
    let write = try statements(table.writeSQL)
    for (index, (value, column)) in zip(row, table.columns).enumerated() {
      let place = Int32(index + 1)
      switch (column.kind, value) {
      case (.name(let kind), .text(let name)):
        guard let id = try terms.find(TermKind(name: kind), name) else {
          throw refusal("archive.unknownName", name, ["kind": kind])
        }
        write.bind(place, id)
      case (.hypothesis, .text(let key)): write.bind(place, try restoredHypothesis(key))
      case (.name, _), (.hypothesis, _): write.bind(place, 0)
      case (_, .none): write.bind(place, Int?.none)
      case (_, .text(let text)): write.bind(place, text)
      case (_, .whole(let number)): write.bind(place, number)
      case (_, .number(let number)): write.bind(place, number)
      case (_, .bytes(let bytes)): write.bind(place, bytes)
      }
    }
    do {
      try write.run()
    } catch let error as DatabaseError
      where error.resultCode.primaryResultCode == .SQLITE_CONSTRAINT
    {
      throw refusal("archive.row", nil, ["table": table.name])
    }
    if table.name == "units" { forgetUnits() }
    if table.name == "tallies" { forgetTallies() }
    if table.name == "hypotheses" || table.name == "settings" { forgetCatalogue() }
  }

  private func restoredHypothesis(_ key: String) throws -> Int {
    let find = try statements("SELECT id FROM hypothesis WHERE key = ?")
    find.bind(1, key)
    defer { find.rewind() }
    guard try find.next() else { throw refusal("archive.unknownHypothesis", key) }
    return find.int(0)
  }

  private func refusal(
    _ code: String,
    _ value: String?,
    _ values: [String: String] = [:]
  ) -> ModelError {
    .refused([Refusal(place: nil, code: code, value: value, values: values)])
  }
}
