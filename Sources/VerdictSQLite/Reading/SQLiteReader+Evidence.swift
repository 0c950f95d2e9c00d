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
    let sheet = try cellSheet(hypothesis: hypothesis, cut: cut)
    var moments: [(moment: EvidenceMoment, id: Int)] = []
    for moment in query.moments {
      guard let id = try terms.find(.moment, moment.key), id != 0,
        !moments.contains(where: { $0.id == id })
      else { continue }
      moments.append((moment, id))
    }
    let byLag = try query.byLag.map { try terms.find(.moment, $0.key) ?? 0 }
    let members = TermKind.members(of: query.cut)
    var cells: [EvidenceCell] = []
    for (arm, rows) in sheet.exposed {
      var sums = ArmSums(query, rows)
      for (moment, id) in moments {
        sums.add(moment, try sheet.followed(arm: arm, moment: id, statements))
      }
      if let byLag {
        sums.addFollowUps(rows)
        if byLag != 0 {
          sums.addReaches(try sheet.followed(arm: arm, moment: byLag, statements))
        }
      }
      let name = try terms.key(.arm, arm)
      for place in sums.places {
        cells.append(
          EvidenceCell(
            arm: name,
            member: try members.map { try terms.key($0, place.stratum) } ?? "",
            exposed: place.exposed,
            matured: place.matured,
            sums: place.sums,
            lags: place.lagCounts
          )
        )
      }
    }
    return Evidence(
      cells: cells.sorted { ($0.arm, $0.member) < ($1.arm, $1.member) },
      tallies: tallies
    )
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
