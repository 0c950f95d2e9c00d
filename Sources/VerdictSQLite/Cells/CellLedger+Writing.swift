import VerdictModel

extension CellLedger {
  /// Adds the increments to the stored cells; cells that come to nothing vanish, so that stored cells
  /// equal those of a rebuild row for row.
  func write(with statements: PreparedStatements) throws {
    try writeExposed(with: statements)
    try writeFollowed(with: statements)
    try writeSums(with: statements)
  }

  private func writeExposed(with statements: PreparedStatements) throws {
    let add = try statements(
      """
      INSERT INTO exposed(hypothesis, cut, arm, stratum, day, units) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET units = units + excluded.units
      """
    )
    let drop = try statements(
      """
      DELETE FROM exposed
      WHERE hypothesis = ? AND cut = ? AND arm = ? AND stratum = ? AND day = ? AND units = 0
      """
    )
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

  private func writeFollowed(with statements: PreparedStatements) throws {
    // Both halves are whole numbers and 0 ≤ low < 2³², so the carry is the sum's upper part.
    let add = try ManyRows(
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
    let places = followed.order.filter { followed.entries[$0].value != .zero }
    for place in places {
      guard Int64(exactly: followed.entries[place].value.value >> 32) != nil else {
        throw ModelError.damaged(detail: "moment out of range")
      }
    }
    try add.write(places) { statement, before, place in
      let (cell, moments) = (followed.entries[place].key, followed.entries[place].value)
      bind(cell, to: statement, after: before)
      statement.bind(before + 8, moments.units)
      statement.bind(before + 9, moments.high)
      statement.bind(before + 10, moments.low)
    }
    let drop = try statements(
      """
      DELETE FROM followed
      WHERE hypothesis = ? AND cut = ? AND arm = ? AND moment = ? AND stratum = ? AND day = ?
        AND lag = ? AND units = 0 AND high = 0 AND low = 0
      """
    )
    for place in places where followed.entries[place].value.units <= 0 {
      bind(followed.entries[place].key, to: drop)
      try drop.run()
    }
  }

  private func writeSums(with statements: PreparedStatements) throws {
    let add = try statements(
      """
      INSERT INTO funnel_sum(grain, cut, member, counter, start, value, rows)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET value = value + excluded.value, rows = rows + excluded.rows
      """
    )
    let drop = try statements(
      """
      DELETE FROM funnel_sum
      WHERE grain = ? AND cut = ? AND member = ? AND counter = ? AND start = ? AND rows = 0
      """
    )
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
    statement.bind(before + 1, Int(cell.hypothesis))
    statement.bind(before + 2, Int(cell.cut))
    statement.bind(before + 3, Int(cell.arm))
    statement.bind(before + 4, Int(cell.moment))
    statement.bind(before + 5, Int(cell.stratum))
    statement.bind(before + 6, Int(cell.day))
    statement.bind(before + 7, Int(cell.lag))
  }

  private func bind(_ cell: FunnelSumCell, to statement: Prepared) {
    statement.bind(1, cell.grain)
    statement.bind(2, cell.cut)
    statement.bind(3, cell.member)
    statement.bind(4, cell.counter)
    statement.bind(5, cell.start)
  }
}
