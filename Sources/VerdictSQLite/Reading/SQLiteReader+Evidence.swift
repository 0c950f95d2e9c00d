import GRDB
import VerdictModel

extension SQLiteReader {
  func evidence(_ query: EvidenceQuery) throws -> Evidence {
    try settle()
    let hypothesis = try entry(query.hypothesis).id
    let tallies = try tallySums(query, hypothesis: hypothesis)
    guard let cut = try terms.find(.cut, query.cut.key) else {
      return Evidence(cells: [], tallies: tallies)
    }
    let question = CellQuestion(query: query, hypothesis: hypothesis, cut: cut)
    var places = try exposedUnits(question)
    try addMoments(question, to: &places)
    if let moment = query.byLag { try addLags(of: moment, question, to: &places) }
    let members = TermKind.members(of: query.cut)
    let cells = try places.map { place, known in
      EvidenceCell(
        arm: try terms.key(.arm, place.arm),
        member: try members.map { try terms.key($0, place.stratum) } ?? "",
        exposed: known.exposed,
        matured: known.matured,
        sums: known.sums,
        lags: known.lags.values.filter { $0.reached != 0 || $0.censored != 0 }
          .sorted { $0.lag < $1.lag }
      )
    }
    return Evidence(
      cells: cells.sorted { ($0.arm, $0.member) < ($1.arm, $1.member) },
      tallies: tallies
    )
  }

  private struct CellQuestion {
    let query: EvidenceQuery
    let hypothesis: Int
    let cut: Int
    /// Exposures after this day are not seen.
    var lastDay: Int { min(query.asOf, query.lastExposure ?? query.asOf).number }
    var asOf: Int { query.asOf.number }
    var horizon: Int { query.horizon }

    func arguments() -> StatementArguments {
      [
        "hypothesis": hypothesis, "cut": cut, "last": lastDay, "asOf": asOf, "horizon": horizon,
      ]
    }
  }

  private struct Place: Hashable {
    let arm: Int
    let stratum: Int
  }

  private struct Known {
    var exposed: Int64
    var matured: Int64
    var sums: [EvidenceMoment: MomentSums]
    var lags: [Int: LagCount] = [:]

    mutating func add(lag: Int, reached: Int64 = 0, censored: Int64 = 0) {
      var count = lags[lag] ?? LagCount(lag: lag, reached: 0, censored: 0)
      count.reached += reached
      count.censored += censored
      lags[lag] = count
    }
  }

  private func exposedUnits(_ question: CellQuestion) throws -> [Place: Known] {
    let rows = try Row.fetchCursor(
      cached: database,
      sql: """
        SELECT arm, stratum, sum(units), sum(iif(day + :horizon <= :asOf, units, 0))
        FROM exposed WHERE hypothesis = :hypothesis AND cut = :cut AND day <= :last
        GROUP BY arm, stratum
        """,
      arguments: question.arguments()
    )
    let nothing = Dictionary(
      question.query.moments.map { ($0, MomentSums()) },
      uniquingKeysWith: { first, _ in first }
    )
    var places: [Place: Known] = [:]
    while let row = try rows.next() {
      places[Place(arm: row[0], stratum: row[1])] = Known(
        exposed: row[2],
        matured: row[3],
        sums: nothing
      )
    }
    return places
  }

  private func addMoments(_ question: CellQuestion, to places: inout [Place: Known]) throws {
    // Counted once: a matured unit's reach within the horizon was seen by the as-of day.
    let filters = [
      "day + :horizon <= :asOf AND (lag <= :horizon OR lag = \(Lag.undated))",
      "(lag <> \(Lag.undated) AND day + lag <= :asOf)"
        + " OR (lag = \(Lag.undated) AND day + :horizon <= :asOf)",
      "day + :horizon <= :asOf AND (lag = \(Lag.undated) OR day + lag <= :asOf)",
      "day + :horizon <= :asOf AND lag = \(Lag.undated)",
    ]
    let sums = filters.map { filter in
      ["units", "high", "low"].map { "coalesce(sum(\($0)) FILTER (WHERE \(filter)), 0)" }
        .joined(separator: ", ")
    }.joined(separator: ", ")
    var moments: [Int: EvidenceMoment] = [:]
    for moment in question.query.moments {
      if let id = try terms.find(.moment, moment.key), id != 0 { moments[id] = moment }
    }
    if moments.isEmpty || places.isEmpty { return }
    let rows = try Row.fetchCursor(
      cached: database,
      sql: """
        SELECT arm, moment, stratum, \(sums) \(followedRows(of: moments.keys.sorted(), places))
        GROUP BY arm, moment, stratum
        """,
      arguments: question.arguments()
    )
    while let row = try rows.next() {
      guard let moment = moments[row[1]] else { continue }
      func sum(_ column: Int) -> Moments {
        Moments(
          units: row[column],
          value: Moments.value(high: row[column + 1], low: row[column + 2])
        )
      }
      var sums = MomentSums()
      sums.matured = sum(3)
      sums.seen = sum(6)
      sums.maturedEver = sum(9)
      sums.undated = sum(12)
      places[Place(arm: row[0], stratum: row[2])]?.sums[moment] = sums
    }
  }

  /// The cells of some moments; arms are named so that the key is searched and not scanned.
  private func followedRows(of moments: [Int], _ places: [Place: Known]) -> String {
    func list(_ ids: [Int]) -> String { ids.map { String($0) }.joined(separator: ", ") }
    return """
      FROM followed
      WHERE hypothesis = :hypothesis AND cut = :cut
        AND arm IN (\(list(Set(places.keys.map(\.arm)).sorted()))) AND moment IN (\(list(moments)))
        AND day <= :last
      """
  }

  /// Reaches by lag, and at the end of each unit's follow-up the units not reached by then.
  private func addLags(
    of moment: EvidenceMoment,
    _ question: CellQuestion,
    to places: inout [Place: Known]
  ) throws {
    let exposed = try Row.fetchCursor(
      cached: database,
      sql: """
        SELECT arm, stratum, min(:asOf - day, :horizon) AS until, sum(units)
        FROM exposed WHERE hypothesis = :hypothesis AND cut = :cut AND day <= :last
        GROUP BY arm, stratum, until
        """,
      arguments: question.arguments()
    )
    while let row = try exposed.next() {
      places[Place(arm: row[0], stratum: row[1])]?.add(lag: row[2], censored: row[3])
    }
    guard !places.isEmpty, let id = try terms.find(.moment, moment.key), id != 0 else { return }
    let known = followedRows(of: [id], places)
    let reached = try Row.fetchCursor(
      cached: database,
      sql: """
        SELECT arm, stratum, lag, sum(units) \(known) AND lag <= :horizon AND day + lag <= :asOf
        GROUP BY arm, stratum, lag
        """,
      arguments: question.arguments()
    )
    while let row = try reached.next() {
      places[Place(arm: row[0], stratum: row[1])]?.add(lag: row[2], reached: row[3])
    }
    // Reached in time, or on an unknown day: no longer among those still waiting.
    let settled = try Row.fetchCursor(
      cached: database,
      sql: """
        SELECT arm, stratum, min(:asOf - day, :horizon) AS until, sum(units) \(known)
          AND ((lag <= :horizon AND day + lag <= :asOf) OR lag = \(Lag.undated))
        GROUP BY arm, stratum, until
        """,
      arguments: question.arguments()
    )
    while let row = try settled.next() {
      let units: Int64 = row[3]
      places[Place(arm: row[0], stratum: row[1])]?.add(lag: row[2], censored: -units)
    }
  }

  private func tallySums(_ query: EvidenceQuery, hypothesis: Int) throws -> [TallySum] {
    let column: String
    switch query.cut {
    case .manager: column = "manager"
    case .source: column = "source"
    case .segment: column = "segment"
    case .all, .trait: column = "0"
    }
    let members = TermKind.members(of: query.cut)
    let last = min(query.asOf, query.lastExposure ?? query.asOf).number
    let rows = try Row.fetchCursor(
      cached: database,
      sql: """
        SELECT arm, \(column) AS member, measure, coalesce(sum(iif(successes IS NULL, 0, trials)), 0),
          coalesce(sum(successes), 0), coalesce(sum(iif(successes IS NULL, trials, 0)), 0)
        FROM tally WHERE hypothesis = ? AND day <= ? GROUP BY 1, 2, 3
        """,
      arguments: [hypothesis, last]
    )
    var sums: [TallySum] = []
    while let row = try rows.next() {
      let member: Int = row[1]
      sums.append(
        TallySum(
          arm: try terms.key(.arm, row[0]),
          member: try members.map { try terms.key($0, member) } ?? "",
          measure: try terms.key(.measure, row[2]),
          trials: row[3],
          successes: row[4],
          pendingTrials: row[5]
        )
      )
    }
    return sums.sorted { ($0.arm, $0.member, $0.measure) < ($1.arm, $1.member, $1.measure) }
  }
}
