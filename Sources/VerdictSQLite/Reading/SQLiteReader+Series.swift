import GRDB
import VerdictModel

extension SQLiteReader {
  /// One range of the key for each counter of each member: days nobody asked for are not read.
  func funnelSeries(_ days: ClosedRange<Day>, cut: Cut) throws -> [FunnelSeries] {
    try settle()
    guard let cutID = try terms.find(.cut, cut.key) else { return [] }
    let kind = TermKind.members(of: cut)
    let (start, count) = FunnelSeries.weeks(holding: days)
    let pairs = try pairs(cut: cutID)
    let rows = try statements(
      """
      SELECT start, value FROM funnel_sum
      WHERE grain = 0 AND cut = ? AND member = ? AND counter = ? AND start BETWEEN ? AND ?
      """
    )
    var found: [FunnelSeries] = []
    for (member, counter) in pairs {
      var series = FunnelSeries(
        member: try kind.map { try terms.key($0, member) } ?? "",
        counter: try terms.key(.counter, counter),
        start: start,
        weeks: count
      )
      rows.bind(1, cutID)
      rows.bind(2, member)
      rows.bind(3, counter)
      rows.bind(4, days.lowerBound.number)
      rows.bind(5, days.upperBound.number)
      var isEmpty = true
      while try rows.next() {
        series.add(rows.int64(1), on: Day(number: rows.int(0)))
        isEmpty = false
      }
      if !isEmpty { found.append(series) }
    }
    return found.sorted { ($0.member, $0.counter) < ($1.member, $1.counter) }
  }

  /// The members and counters there are, each found by a jump over the key.
  private func pairs(cut: Int) throws -> [(member: Int, counter: Int)] {
    let next = try statements(
      """
      SELECT member, counter FROM funnel_sum
      WHERE grain = 0 AND cut = ? AND (member, counter) > (?, ?)
      ORDER BY member, counter LIMIT 1
      """
    )
    let isWhole = cut == (try terms.find(.cut, Cut.all.key))
    var found: [(member: Int, counter: Int)] = []
    var (member, counter) = (-1, -1)
    while true {
      next.bind(1, cut)
      next.bind(2, member)
      next.bind(3, counter)
      guard try next.next() else { return found }
      (member, counter) = (next.int(0), next.int(1))
      next.rewind()
      // Member 0 is "not split": of a cut it is nobody's row.
      if member > 0 || isWhole { found.append((member, counter)) }
    }
  }

  func payments(_ stage: String, in days: ClosedRange<Day>) throws -> [PaymentRecord] {
    try writeWaitingRows()
    guard let stage = try terms.find(.counter, stage) else { return [] }
    let rows = try Prepared(
      database,
      """
      SELECT v.unit, v.day, v.package, v.amount,
        CASE WHEN v.manager > 0 THEN v.manager ELSE
          (SELECT e.manager FROM exposure e WHERE e.unit = v.unit ORDER BY e.day, e.hypothesis LIMIT 1)
        END,
        (SELECT e.source FROM exposure e WHERE e.unit = v.unit ORDER BY e.day, e.hypothesis LIMIT 1)
      FROM event v
      WHERE v.amount IS NOT NULL AND v.day BETWEEN ? AND ? AND v.stage = ? AND v.reached = 1
      ORDER BY v.day, v.unit, v.ref
      """
    )
    rows.bind(1, days.lowerBound.number)
    rows.bind(2, days.upperBound.number)
    rows.bind(3, stage)
    var found: [PaymentRecord] = []
    while try rows.next() {
      found.append(
        PaymentRecord(
          unit: rows.text(0),
          day: Day(number: rows.int(1)),
          manager: try terms.name(.manager, rows.int(4)),
          source: try terms.name(.source, rows.int(5)),
          packageName: rows.optionalText(2),
          amount: Money(minor: rows.int64(3))
        )
      )
    }
    return found
  }

  func cycles(to stage: String, metIn days: ClosedRange<Day>, asOf: Day) throws -> [CycleCount] {
    try writeWaitingRows()
    guard let stage = try terms.find(.counter, stage) else { return [] }
    // Bare columns beside min() are those of its row: the manager at the first exposure.
    let rows = try Prepared(
      database,
      """
      WITH met AS (
        SELECT unit, min(day) AS day, manager FROM exposure GROUP BY unit
        HAVING min(day) BETWEEN ?1 AND ?2
      ), timed AS (
        SELECT m.manager, m.day, (
          SELECT min(v.day) FROM event v
          WHERE v.unit = m.unit AND v.stage = ?3 AND v.reached = 1 AND v.day <= ?4
        ) AS paid
        FROM met m
      )
      SELECT manager, max(coalesce(paid, ?4) - day, 0), paid IS NOT NULL, count(*)
      FROM timed GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      """
    )
    rows.bind(1, days.lowerBound.number)
    rows.bind(2, min(days.upperBound, asOf).number)
    rows.bind(3, stage)
    rows.bind(4, asOf.number)
    var found: [CycleCount] = []
    while try rows.next() {
      found.append(
        CycleCount(
          manager: try terms.name(.manager, rows.int(0)),
          days: rows.int(1),
          isPaid: rows.int(2) != 0,
          units: rows.int(3)
        )
      )
    }
    return found
  }
}
