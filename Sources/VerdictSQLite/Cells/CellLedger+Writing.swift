import VerdictModel

/// The statements that write cells and sums, prepared by whoever has the connection.
struct CellStatements {
  fileprivate let addExposed, dropExposed, dropFollowed, addSum, dropSum: Prepared
  fileprivate let addFollowed: ManyRows

  init(_ statements: PreparedStatements) throws {
    addExposed = try statements(
      """
      INSERT INTO exposed(hypothesis, cut, arm, stratum, day, units) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET units = units + excluded.units
      """
    )
    dropExposed = try statements(
      """
      DELETE FROM exposed
      WHERE hypothesis = ? AND cut = ? AND arm = ? AND stratum = ? AND day = ? AND units = 0
      """
    )
    // Both halves are whole numbers and 0 ≤ low < 2³², so the carry is the sum's upper part.
    addFollowed = try ManyRows(
      statements,
      into: """
        INSERT INTO followed(hypothesis, cut, arm, moment, stratum, day, lag, units, high, low)
        """,
      columns: 10,
      tail: """
        ON CONFLICT DO UPDATE SET units = units + excluded.units,
          high = high + excluded.high + ((low + excluded.low) >> 32),
          low = (low + excluded.low) & 4294967295
        """
    )
    dropFollowed = try statements(
      """
      DELETE FROM followed
      WHERE hypothesis = ? AND cut = ? AND arm = ? AND moment = ? AND stratum = ? AND day = ?
        AND lag = ? AND units = 0 AND high = 0 AND low = 0
      """
    )
    addSum = try statements(
      """
      INSERT INTO funnel_sum(grain, cut, member, counter, start, value, rows)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET value = value + excluded.value, rows = rows + excluded.rows
      """
    )
    dropSum = try statements(
      """
      DELETE FROM funnel_sum
      WHERE grain = ? AND cut = ? AND member = ? AND counter = ? AND start = ? AND rows = 0
      """
    )
  }
}

extension CellLedger {
  /// Adds the increments to the stored cells; cells that come to nothing vanish, so that stored cells
  /// equal those of a rebuild row for row.
  func write(with statements: CellStatements) throws {
    try writeExposed(with: statements)
    try writeFollowed(with: statements)
    try writeSums(with: statements)
  }

  private func writeExposed(with statements: CellStatements) throws {
    let (add, drop) = (statements.addExposed, statements.dropExposed)
    for place in exposed.order where exposed.entries[place].value != 0 {
      let (cell, units) = (exposed.entries[place].key, exposed.entries[place].value)
      bind(cell, to: add)
      add.bind(6, units)
      try add.run()
      if units < 0 {
        bind(cell, to: drop)
        try drop.run()
      }
    }
  }

  private func writeFollowed(with statements: CellStatements) throws {
    let cells = followedCells()
    guard cells.allSatisfy({ Int64(exactly: $0.moments.value >> 32) != nil }) else {
      throw ModelError.damaged(detail: "moment out of range")
    }
    // In the order of the key, as the database keeps them: neighbours are written together.
    let places = cells.indices.sorted { cells[$0].cell < cells[$1].cell }
    try statements.addFollowed.write(places) { statement, before, place in
      let (cell, moments) = cells[place]
      bind(cell, to: statement, after: before)
      statement.bind(before + 8, moments.units)
      statement.bind(before + 9, moments.high)
      statement.bind(before + 10, moments.low)
    }
    let drop = statements.dropFollowed
    for place in places where cells[place].moments.units <= 0 {
      bind(cells[place].cell, to: drop)
      try drop.run()
    }
  }

  private func writeSums(with statements: CellStatements) throws {
    let (add, drop) = (statements.addSum, statements.dropSum)
    for (cell, sum) in sums.entries.lazy.map({ ($0.key, $0.value) })
    where sum.value != 0 || sum.rows != 0 {
      bind(cell, to: add)
      add.bind(6, sum.value)
      add.bind(7, sum.rows)
      try add.run()
      if sum.rows < 0 {
        bind(cell, to: drop)
        try drop.run()
      }
    }
  }

  private func bind(_ cell: ExposedCell, to statement: Prepared) {
    statement.bind(1, cell.hypothesis)
    statement.bind(2, cell.cut)
    statement.bind(3, cell.arm)
    statement.bind(4, cell.stratum)
    statement.bind(5, cell.day)
  }

  private func bind(_ cell: FollowedCell, to statement: Prepared, after before: Int32 = 0) {
    statement.bind(before + 1, cell.unit.hypothesis)
    statement.bind(before + 2, cell.unit.cut)
    statement.bind(before + 3, cell.unit.arm)
    statement.bind(before + 4, cell.moment)
    statement.bind(before + 5, cell.unit.stratum)
    statement.bind(before + 6, cell.unit.day)
    statement.bind(before + 7, cell.lag)
  }

  private func bind(_ cell: FunnelSumCell, to statement: Prepared) {
    statement.bind(1, cell.grain)
    statement.bind(2, cell.cut)
    statement.bind(3, cell.member)
    statement.bind(4, cell.counter)
    statement.bind(5, cell.start)
  }
}
