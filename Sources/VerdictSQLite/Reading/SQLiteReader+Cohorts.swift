import GRDB
import VerdictModel

extension SQLiteReader {
  func cohorts(_ days: ClosedRange<Day>, asOf: Day) throws -> [CohortDay] {
    try writeWaitingRows()
    // A unit in two tests came in once, on its first day; a later stage is a reach of the earlier ones.
    let stages = try funnelDefinition().stages.map(\.key)
    let positions = Dictionary(
      uniqueKeysWithValues: try stages.enumerated().compactMap { position, key in
        try terms.find(.counter, key).map { ($0, position) }
      }
    )
    let rows = try Prepared(
      database,
      """
      SELECT e.unit, e.first, v.stage, v.day
      FROM (SELECT unit, min(day) AS first FROM exposure GROUP BY unit) e
      LEFT JOIN event v ON v.unit = e.unit AND v.reached = 1 AND v.day <= ?
      WHERE e.first BETWEEN ? AND ? ORDER BY e.unit
      """
    )
    defer { rows.rewind() }
    rows.bind(1, asOf.number)
    rows.bind(2, days.lowerBound.number)
    rows.bind(3, days.upperBound.number)
    var found: [Int: (units: Int64, reached: [[Int: Int64]])] = [:]
    var unit: String?
    var (first, lags) = (0, [Int?](repeating: nil, count: stages.count))
    func finish() {
      guard unit != nil else { return }
      var day = found[first] ?? (0, [[Int: Int64]](repeating: [:], count: stages.count))
      day.units += 1
      for (position, lag) in lags.enumerated() {
        if let lag { day.reached[position][lag, default: 0] += 1 }
      }
      found[first] = day
    }
    while try rows.next() {
      let next = rows.text(0)
      if unit.map({ !$0.utf8.elementsEqual(next.utf8) }) ?? true {
        finish()
        unit = next
        first = rows.int(1)
        lags = [Int?](repeating: nil, count: stages.count)
      }
      guard !rows.isNull(2), !rows.isNull(3), let reached = positions[rows.int(2)] else { continue }
      let lag = max(0, rows.int(3) - first)
      for position in 0...reached { lags[position] = min(lags[position] ?? lag, lag) }
    }
    finish()
    return found.keys.sorted().compactMap { day in
      found[day].map { read in
        CohortDay(
          day: Day(number: day),
          units: read.units,
          reached: Dictionary(
            uniqueKeysWithValues: zip(stages, read.reached).filter { !$0.1.isEmpty }
          )
        )
      }
    }
  }
}
