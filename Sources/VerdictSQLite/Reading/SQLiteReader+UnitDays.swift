import GRDB
import VerdictModel

extension SQLiteReader {
  func unitDays(_ query: UnitDayQuery) throws -> [UnitDay] {
    try settle()
    let hypothesis = try entry(query.hypothesis).id
    guard let cut = try terms.find(.cut, query.cut.key) else { return [] }
    let moment = try terms.find(.moment, EvidenceMoment.reached(query.stage).key) ?? 0
    let members = TermKind.members(of: query.cut)
    let rows = try Row.fetchCursor(
      cached: database,
      sql: """
        SELECT e.day, e.stratum, e.arm, e.units, coalesce((
          SELECT sum(f.units) FROM followed f
          WHERE f.hypothesis = e.hypothesis AND f.cut = e.cut AND f.arm = e.arm
            AND f.moment = :moment AND f.stratum = e.stratum AND f.day = e.day
            AND (f.lag <= :horizon OR f.lag = \(Lag.undated))), 0)
        FROM exposed e
        WHERE e.hypothesis = :hypothesis AND e.cut = :cut AND e.day <= :last
          AND e.day + :horizon <= :asOf
        ORDER BY e.day, e.stratum, e.arm
        """,
      arguments: [
        "hypothesis": hypothesis, "cut": cut, "moment": moment, "horizon": query.horizon,
        "asOf": query.asOf.number,
        "last": min(query.asOf, query.lastExposure ?? query.asOf).number,
      ]
    )
    var days: [UnitDay] = []
    while let row = try rows.next() {
      let stratum: Int = row[1]
      days.append(
        UnitDay(
          day: Day(number: row[0]),
          member: try members.map { try terms.key($0, stratum) } ?? "",
          arm: try terms.key(.arm, row[2]),
          units: row[3],
          reached: row[4]
        )
      )
    }
    return days
  }
}
