import GRDB
import VerdictModel

extension SQLiteReader {
  /// Gives `take` what each unit of a hypothesis contributes to its cells.
  func forEachContribution(_ key: String, _ take: (Contributions) throws -> Void) throws {
    let form = try entry(key).form
    let plan = StepPlan(form: form, stages: try stageKeys(of: key))
    try forEachUnit(key) { record in
      try take(Contributions.of(record.exposure, events: record.events, form: form, plan: plan))
    }
  }

  /// Gives `take` every row of the funnel table.
  func forEachFunnelRow(
    _ take: (_ day: Int, _ source: Int, _ manager: Int, _ counter: Int, _ value: Int64) throws ->
      Void
  ) throws {
    let rows = try Prepared(database, "SELECT day, source, manager, counter, value FROM funnel")
    defer { rows.rewind() }
    while try rows.next() {
      try take(rows.int(0), rows.int(1), rows.int(2), rows.int(3), rows.int64(4))
    }
  }

  /// How many stored cells and sums differ from those of a rebuild; writes nothing.
  func differingCells() throws -> Int64 {
    var ledger = CellLedger()
    for entry in try catalogue() {
      try forEachContribution(entry.key) { contributions in
        try ledger.add(contributions, hypothesis: entry.id, sign: 1, terms: terms)
      }
    }
    let cuts = try FunnelCuts(terms)
    try forEachFunnelRow { day, source, manager, counter, value in
      ledger.add(
        day: day,
        source: source,
        manager: manager,
        counter: counter,
        value: value,
        rows: 1,
        cuts: cuts
      )
    }
    let empty = try subtractStored(from: &ledger)
    return empty
      + Int64(
        ledger.exposed.entries.count { $0.value != 0 }
          + ledger.followedCells().count
          + ledger.sums.entries.count { $0.value != FunnelSumValue(value: 0, rows: 0) }
      )
  }

  /// How many stored rows hold nothing: a rebuild would not have them.
  private func subtractStored(from ledger: inout CellLedger) throws -> Int64 {
    var empty: Int64 = 0
    let exposed = try Prepared(
      database,
      "SELECT hypothesis, cut, arm, stratum, day, units FROM exposed"
    )
    while try exposed.next() {
      let cell = ExposedCell(
        hypothesis: exposed.int(0),
        cut: exposed.int(1),
        arm: exposed.int(2),
        stratum: exposed.int(3),
        day: exposed.int(4)
      )
      if exposed.int64(5) == 0 { empty += 1 }
      ledger.add(exposed: cell, -exposed.int64(5))
    }
    let followed = try Prepared(
      database,
      "SELECT hypothesis, cut, arm, moment, stratum, day, lag, units, high, low FROM followed"
    )
    while try followed.next() {
      let unit = ExposedCell(
        hypothesis: followed.int(0),
        cut: followed.int(1),
        arm: followed.int(2),
        stratum: followed.int(4),
        day: followed.int(5)
      )
      let cell = FollowedCell(unit: unit, moment: followed.int(3), lag: followed.int(6))
      let stored = Moments(
        units: followed.int64(7),
        value: Moments.value(high: followed.int64(8), low: followed.int64(9))
      )
      if stored == .zero { empty += 1 }
      ledger.add(followed: cell, .zero - stored)
    }
    let sums = try Prepared(
      database,
      "SELECT grain, cut, member, counter, start, value, rows FROM funnel_sum"
    )
    while try sums.next() {
      let cell = FunnelSumCell(
        grain: sums.int(0),
        cut: sums.int(1),
        member: sums.int(2),
        counter: sums.int(3),
        start: sums.int(4)
      )
      if sums.int64(6) == 0 { empty += 1 }
      ledger.add(sum: cell, value: -sums.int64(5), rows: -sums.int64(6))
    }
    return empty
  }
}

extension SQLiteWriter {
  func rebuildCells() throws {
    try settle()
    for entry in try catalogue() { try rebuildCells(of: entry.id, key: entry.key) }
    try database.execute(sql: "DELETE FROM funnel_sum")
    let cuts = try funnelCuts()
    try forEachFunnelRow { day, source, manager, counter, value in
      ledger.add(
        day: day,
        source: source,
        manager: manager,
        counter: counter,
        value: value,
        rows: 1,
        cuts: cuts
      )
      try settleIfLarge()
    }
    try settle()
  }

  /// Recomputes one hypothesis, after its metric, cuts or arms changed.
  func rebuildCells(of id: Int, key: String) throws {
    try settle()
    for table in ["exposed", "followed"] {
      try database.execute(
        sql: "DELETE FROM \(table) WHERE hypothesis = ?",
        arguments: [id]
      )
    }
    forgetCells()
    try forEachContribution(key) { contributions in
      try ledger.add(contributions, hypothesis: id, sign: 1, terms: terms)
      try settleIfLarge()
    }
    try settle()
  }
}
