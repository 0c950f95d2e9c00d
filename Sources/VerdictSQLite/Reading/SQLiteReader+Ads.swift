import GRDB
import VerdictModel

extension SQLiteReader {
  /// Rows of the last batch in force for each account and day of a source.
  ///
  /// Arguments: source, first day, last day. A row of counter 0 says only that the batch covers the day.
  private static let inForce = """
    raw_row r JOIN (
      SELECT w.source, w.account, w.day, max(w.batch) AS batch
      FROM raw_row w JOIN batch b ON b.id = w.batch
      WHERE b.undone_by IS NULL AND w.source = ?1 AND w.day BETWEEN ?2 AND ?3
      GROUP BY w.source, w.account, w.day
    ) l ON r.batch = l.batch AND r.source = l.source AND r.account = l.account AND r.day = l.day
    """

  func adSums(source: String, days: ClosedRange<Day>) throws -> [AdSum] {
    try settle()
    guard let id = try terms.find(.source, source) else { return [] }
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT r.account, b.preset, r.day, r.counter, sum(r.value)
        FROM \(Self.inForce) JOIN batch b ON b.id = r.batch WHERE r.counter <> 0
        GROUP BY r.account, b.preset, r.day, r.counter ORDER BY r.day, r.account, r.counter
        """,
      arguments: [id, days.lowerBound.number, days.upperBound.number]
    )
    var sums: [AdSum] = []
    while let row = try rows.next() {
      sums.append(
        AdSum(
          account: row[0],
          preset: row[1],
          day: Day(number: row[2]),
          counter: try terms.key(.counter, row[3]),
          value: row[4]
        )
      )
    }
    return sums
  }

  func adCampaigns(source: String, account: String, days: ClosedRange<Day>) throws -> Set<String> {
    guard let id = try terms.find(.source, source) else { return [] }
    return try String.fetchSet(
      database,
      sql: """
        SELECT DISTINCT r.campaign FROM \(Self.inForce)
        WHERE r.counter <> 0 AND r.account = ?4 AND r.campaign <> ''
        """,
      arguments: [id, days.lowerBound.number, days.upperBound.number, account]
    )
  }

  func registerCounts(_ days: ClosedRange<Day>) throws -> [RegisterCount] {
    try writeWaitingRows()
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT day, source, count(*) FROM exposure
        WHERE hypothesis = 0 AND day BETWEEN ? AND ? GROUP BY day, source
        """,
      arguments: [days.lowerBound.number, days.upperBound.number]
    )
    var counts: [RegisterCount] = []
    while let row = try rows.next() {
      counts.append(
        RegisterCount(
          day: Day(number: row[0]),
          source: try terms.name(.source, row[1]),
          units: row[2]
        )
      )
    }
    return counts
  }

  func registerUnits(preset: String, days: ClosedRange<Day>) throws -> [String] {
    try writeWaitingRows()
    return try String.fetchAll(
      database,
      sql: """
        SELECT e.unit FROM exposure e JOIN batch b ON b.id = e.batch
        WHERE e.hypothesis = 0 AND e.day BETWEEN ? AND ? AND b.preset = ? ORDER BY e.unit
        """,
      arguments: [days.lowerBound.number, days.upperBound.number, preset]
    )
  }
}
