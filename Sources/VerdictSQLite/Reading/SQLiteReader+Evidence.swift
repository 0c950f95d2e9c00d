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
    let members = TermKind.members(of: query.cut)
    let last = min(query.asOf, query.lastExposure ?? query.asOf).number
    let sums = try tallySheet(hypothesis: hypothesis).sums(query.cut, until: last)
    return try sums.map { place, sum in
      TallySum(
        arm: try terms.key(.arm, place.arm),
        member: try members.map { try terms.key($0, place.member) } ?? "",
        measure: try terms.key(.measure, place.measure),
        trials: sum.trials,
        successes: sum.successes,
        pendingTrials: sum.pendingTrials
      )
    }
    .sorted { ($0.arm, $0.member, $0.measure) < ($1.arm, $1.member, $1.measure) }
  }
}
