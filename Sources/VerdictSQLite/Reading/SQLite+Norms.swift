import GRDB
import VerdictModel

extension SQLiteReader {
  func norms() throws -> [Norm] {
    let rows = try Row.fetchCursor(
      cached: database,
      sql: """
        SELECT metric, manager, from_day, low, high FROM norm ORDER BY metric, from_day, manager
        """
    )
    var norms: [Norm] = []
    while let row = try rows.next() {
      let (low, high): (Double, Double) = (row[3], row[4])
      norms.append(
        Norm(
          metric: row[0],
          manager: try terms.name(.manager, row[1]),
          from: Day(number: row[2]),
          low: low.isFinite ? low : nil,
          high: high.isFinite ? high : nil
        )
      )
    }
    return norms
  }
}

extension SQLiteWriter {
  /// An open end is kept as an infinite one: the table has both.
  func set(_ norm: Norm) throws {
    try database.execute(
      sql: """
        INSERT INTO norm(metric, manager, from_day, low, high) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET low = excluded.low, high = excluded.high
        """,
      arguments: [
        norm.metric, try terms.assign(.manager, norm.manager), norm.from.number,
        norm.low ?? -Double.infinity, norm.high ?? Double.infinity,
      ]
    )
  }
}
