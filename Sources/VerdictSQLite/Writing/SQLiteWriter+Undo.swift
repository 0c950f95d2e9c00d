import GRDB
import VerdictModel

extension SQLiteWriter {
  func undo(_ id: Int) throws -> Batch {
    try settle()
    guard
      let row = try Row.fetchOne(database, sql: "SELECT * FROM batch WHERE id = ?", arguments: [id])
    else { throw ModelError.batchUnknown(id) }
    let batch = Self.batch(row)
    if batch.undoneBy != nil { throw ModelError.batchUndone(id) }
    if batch.undoes != nil { throw ModelError.batchIsUndo(id) }
    let blocking = try rowsTouchedLater(than: id)
    if !blocking.isEmpty { throw ModelError.undoBlocked(batch: id, rows: blocking) }

    let units = try unitsTouched(by: id)
    try addContributions(of: units, sign: -1)
    try addFunnelRows(ofBatch: id, sign: -1)
    let undoing = try begin(
      kind: "undo",
      file: batch.file,
      sha256: "",
      preset: batch.preset,
      undoes: id
    )
    try takeBack(id)
    try addContributions(of: units, sign: 1)
    try addFunnelRows(keptBy: id)
    try database.execute(
      sql: "UPDATE batch SET undone_by = ? WHERE id = ?",
      arguments: [undoing, id]
    )
    forgetTallies()
    forgetUnits()
    try retireUnusedNames()
    try settle()
    guard
      let written = try Row.fetchOne(
        database,
        sql: "SELECT * FROM batch WHERE id = ?",
        arguments: [undoing]
      )
    else { throw ModelError.batchUnknown(undoing) }
    return Self.batch(written)
  }

  /// Removes the batch's rows and puts back those it changed or removed; what goes is kept in turn.
  private func takeBack(_ id: Int) throws {
    var removed = 0
    var restored = 0
    for table in BatchedTable.all {
      let from = nextKept()
      try database.execute(
        sql: """
          INSERT INTO before(batch, seq, tbl, key, prior, row)
          SELECT ?, ? + row_number() OVER (), '\(table.name)',
            json_array(\(table.keys.joined(separator: ", "))), batch,
            json_array(\(table.columns.joined(separator: ", ")))
          FROM \(table.name) WHERE batch = ?
          """,
        arguments: [begun[begun.count - 1].id, from, id]
      )
      advanceKept(by: try database.changesCount)
      try database.execute(sql: "DELETE FROM \(table.name) WHERE batch = ?", arguments: [id])
      removed += try database.changesCount
      try database.execute(sql: table.restoreSQL, arguments: [id])
      restored += try database.changesCount
    }
    let withdrawn = try Int.fetchOne(
      database,
      sql: "SELECT withdrawn FROM batch WHERE id = ?",
      arguments: [id]
    )
    let returned = min(withdrawn ?? 0, restored)
    let changed = restored - returned
    setCounts(new: returned, changed: changed, withdrawn: max(0, removed - changed))
  }

  // MARK: Cells

  private func unitsTouched(by batch: Int) throws -> [String] {
    let present = BatchedTable.ofUnits.map { "SELECT unit FROM \($0.name) WHERE batch = ?1" }
    let names = BatchedTable.ofUnits.map { "'\($0.name)'" }.joined(separator: ", ")
    let kept = "SELECT json_extract(key, '$[0]') FROM before WHERE batch = ?1 AND tbl IN (\(names))"
    return try String.fetchAll(
      database,
      sql: (present + [kept]).joined(separator: " UNION "),
      arguments: [batch]
    )
  }

  private func addContributions(of units: [String], sign: Int64) throws {
    for unit in units {
      let state = UnitState(exposures: try exposures(of: unit), events: try events(of: unit))
      try addContributions(of: state, sign: sign)
      try settleIfLarge()
    }
  }

  private func addFunnelRows(ofBatch batch: Int, sign: Int64) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT day, source, manager, counter, value FROM funnel WHERE batch = ?",
      arguments: [batch]
    )
    try addFunnel(rows, sign: sign)
  }

  private func addFunnelRows(keptBy batch: Int) throws {
    let table = BatchedTable.funnel
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT t.day, t.source, t.manager, t.counter, t.value
        FROM before b JOIN funnel t ON \(table.matches("b"))
        WHERE b.batch = ? AND b.tbl = 'funnel'
        """,
      arguments: [batch]
    )
    try addFunnel(rows, sign: 1)
  }

  private func addFunnel(_ rows: RowCursor, sign: Int64) throws {
    let cuts = try funnelCuts()
    while let row = try rows.next() {
      let value: Int64 = row[4]
      ledger.add(
        day: row[0],
        source: row[1],
        manager: row[2],
        counter: row[3],
        value: sign * value,
        rows: sign,
        cuts: cuts
      )
    }
  }

  // MARK: Names

  /// A name that only the undone rows used is no longer offered.
  private func retireUnusedNames() throws {
    let users: [(TermKind, [String])] = [
      (.manager, ["funnel", "exposure", "event", "tally", "plan"]),
      (.source, ["funnel", "exposure", "tally", "plan"]),
    ]
    for (kind, tables) in users {
      let used = tables.map { "SELECT \(kind.name) FROM \($0)" }.joined(separator: " UNION ")
      let unused = try Int.fetchAll(
        database,
        sql: "SELECT id FROM term WHERE kind = ? AND active = 1 AND id NOT IN (\(used))",
        arguments: [kind.name]
      )
      if !unused.isEmpty { try terms.retire(kind, unused: unused) }
    }
  }
}
