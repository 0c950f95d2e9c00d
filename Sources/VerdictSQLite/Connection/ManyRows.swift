/// Writes rows of one shape, as many with one step as are worth it.
///
/// A step opens the table, finds the place and closes it again; rows that come in the order of the
/// key share that: a million rows take half the time.
struct ManyRows {
  /// Rows of one step.
  static let width = 32

  private let columns: Int
  private let one: Prepared
  private let many: Prepared
  private let memory = TextMemory()

  /// Takes `INSERT INTO table(columns)`, how many columns there are, and what follows the values.
  init(_ statements: PreparedStatements, into table: String, columns: Int, tail: String = "") throws
  {
    let row = "(" + [String](repeating: "?", count: columns).joined(separator: ", ") + ")"
    func text(_ rows: Int) -> String {
      let values = [String](repeating: row, count: rows).joined(separator: ", ")
      return table + " VALUES " + values + " " + tail
    }
    self.columns = columns
    one = try statements(text(1))
    many = try statements(text(Self.width))
    one.texts = memory
    many.texts = memory
  }

  /// Writes rows; `bind` binds the columns of one at positions after the given one.
  func write<Row>(
    _ rows: [Row],
    _ bind: (_ statement: Prepared, _ before: Int32, _ row: Row) -> Void
  ) throws {
    var next = 0
    while rows.count - next >= Self.width {
      for place in 0..<Self.width { bind(many, Int32(place * columns), rows[next + place]) }
      try run(many)
      next += Self.width
    }
    for row in rows[next...] {
      bind(one, 0, row)
      try run(one)
    }
  }

  private func run(_ statement: Prepared) throws {
    defer { memory.clear() }
    try statement.run()
  }
}
