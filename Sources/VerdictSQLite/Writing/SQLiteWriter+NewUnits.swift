import GRDB
import VerdictModel

/// Units no row knows: nothing is to be merged or taken away from the cells.
///
/// A unit whose key comes after every key that is stored is new without asking, and files in the order
/// of deal numbers hold little else. In any other order the database is asked about each; known units
/// go the usual way.
extension SQLiteWriter {
  func putNew(_ records: ArraySlice<UnitRecord>) throws -> Int {
    let taken = try takeNew(records)
    try writeBehindIfMuch()
    return taken
  }

  private func takeNew(_ records: ArraySlice<UnitRecord>) throws -> Int {
    guard let first = records.first, let key = first.hypothesis, let plan = try newUnitPlan(key)
    else { return 0 }
    var newness = Newness(after: try highestStoredUnit(), first.exposure.unit)
    if !newness.isInOrder { try writeWaitingRows() }
    let rows = try waitingRows()
    let batch = try currentBatch()
    // Taken out and put back, so that no unit asks who else is at them.
    var sheet = NewUnitRows.Sheet()
    var cells = CellLedger()
    swap(&sheet, &rows.filling)
    swap(&cells, &ledger)
    defer {
      swap(&sheet, &rows.filling)
      swap(&cells, &ledger)
      highestUnit = newness.highest
    }
    var work = UnitWork()
    var done = 0
    for index in records.indices {
      let unit = records[index].exposure.unit
      guard records[index].hypothesis == key, records[index].exposure.traits.isEmpty,
        let arm = plan.arm(records[index].exposure.arm),
        try newness.isNew(unit, isStored: isStored),
        try putEvents(records[index].events, plan, batch, in: &sheet, &work)
      else { break }
      let exposure = NewUnitRows.ExposureRow(
        unit: unit,
        hypothesis: plan.hypothesis,
        arm: arm,
        day: records[index].exposure.day.number,
        manager: try terms.assign(.manager, records[index].exposure.manager),
        source: try terms.assign(.source, records[index].exposure.source),
        segment: try terms.assign(.segment, records[index].exposure.segment),
        uptakeDay: records[index].exposure.uptakeDay?.number,
        batch: batch
      )
      try work.place(exposure, plan, terms)
      cells.add(unit: work.cells, work.named)
      sheet.exposures.append(exposure)
      newness.take(unit)
      done += 1
    }
    count(new: done)
    return done
  }

  /// Writes what waits when there is much of it, while the next units are got ready.
  private func writeBehindIfMuch() throws {
    try newUnitRows?.writeIfMany()
    guard ledger.count > Self.waitingCells else { return }
    let statements = try CellStatements(statements)
    var cells = CellLedger()
    swap(&cells, &ledger)
    forgetCells()
    let waiting = cells
    try connection.behind.start { try waiting.write(with: statements) }
  }

  /// Whether anything of a unit is in the tables; what waits to be written is not.
  private func isStored(_ unit: String) throws -> Bool {
    let find = try statements(
      """
      SELECT EXISTS(SELECT 1 FROM exposure WHERE unit = ?1)
        OR EXISTS(SELECT 1 FROM event WHERE unit = ?1) OR EXISTS(SELECT 1 FROM trait WHERE unit = ?1)
      """
    )
    find.bind(1, unit)
    defer { find.rewind() }
    return try find.next() && find.int(0) != 0
  }

  /// A unit is written by the usual way.
  func noteUnit(_ unit: String) {
    guard let highest = highestUnit, highest.utf8.lexicographicallyPrecedes(unit.utf8) else {
      return
    }
    highestUnit = unit
  }

  /// No stored unit comes after this one.
  private func highestStoredUnit() throws -> String {
    if let highestUnit { return highestUnit }
    try writeWaitingRows()
    return try String.fetchOne(
      database,
      sql: """
        SELECT max(unit) FROM (SELECT max(unit) AS unit FROM exposure
          UNION ALL SELECT max(unit) FROM event UNION ALL SELECT max(unit) FROM trait)
        """
    ) ?? ""
  }

  /// The plan of a started hypothesis without tallies; nil where the usual way is to be taken.
  private func newUnitPlan(_ key: String) throws -> NewUnitPlan? {
    if let known = newUnitPlans[key] { return known }
    let entry = try entry(key)
    guard entry.state == .started, try !hasTallies(entry.id) else { return nil }
    let plan = try NewUnitPlan(entry, stages: try stageKeys(of: key), terms: terms)
    newUnitPlans[key] = plan
    return plan
  }

  /// False, and nothing put, where an event is to be merged with another or to be refused: both are
  /// the usual way's to do.
  private func putEvents(
    _ events: [UnitEvent],
    _ plan: NewUnitPlan,
    _ batch: Int,
    in sheet: inout NewUnitRows.Sheet,
    _ work: inout UnitWork
  ) throws -> Bool {
    let first = sheet.events.count
    work.facts.removeAll(keepingCapacity: true)
    for index in events.indices {
      var stage = plan.known(events[index].stage)
      if stage == nil, try knowsCounter(events[index].stage) {
        stage = try plan.meet(events[index].stage, terms)
      }
      let day = events[index].day?.number
      let amount = events[index].amount
      guard let stage, Self.isAmount(amount), !sheet.has(stage.id, from: first) else {
        sheet.events.removeSubrange(first...)
        return false
      }
      sheet.events.append(
        NewUnitRows.EventRow(
          exposure: sheet.exposures.count,
          stage: stage.id,
          ref: events[index].ref,
          reached: events[index].reached,
          day: day,
          amount: amount?.minor,
          packageName: events[index].packageName,
          manager: try terms.assign(.manager, events[index].manager),
          batch: batch
        )
      )
      if let slot = stage.slot {
        work.facts.append(
          StepPlan.Fact(
            slot: slot,
            reached: events[index].reached,
            day: day,
            amount: amount?.minor
          )
        )
      }
    }
    return true
  }
}

/// Tells units nobody has heard of from known ones.
private struct Newness {
  /// No unit that is stored or taken comes after this one.
  private(set) var highest: String
  /// Each comes after all before it, so that none needs to be asked about.
  let isInOrder: Bool
  /// Those taken and not in the tables yet; of those in order none is kept.
  private var taken: Set<String> = []

  init(after highest: String, _ first: String) {
    self.highest = highest
    isInOrder = highest.utf8.lexicographicallyPrecedes(first.utf8)
  }

  func isNew(_ unit: String, isStored: (String) throws -> Bool) rethrows -> Bool {
    if highest.utf8.lexicographicallyPrecedes(unit.utf8) { return true }
    return try !isInOrder && !taken.contains(unit) && !isStored(unit)
  }

  mutating func take(_ unit: String) {
    if !isInOrder { taken.insert(unit) }
    if isInOrder || highest.utf8.lexicographicallyPrecedes(unit.utf8) { highest = unit }
  }
}

/// What is reckoned of one unit, in memory that serves the next one too.
private struct UnitWork {
  var facts: [StepPlan.Fact] = []
  private var steps: [StepPlan.Step] = []
  /// One a cut.
  private(set) var cells: [ExposedCell] = []
  /// Steps with the ids of their moments.
  private(set) var named: [(moment: Int, step: StepPlan.Step)] = []

  /// Finds the cells of an exposure, and what its facts add to them.
  mutating func place(
    _ exposure: NewUnitRows.ExposureRow,
    _ plan: NewUnitPlan,
    _ terms: Terms
  ) throws {
    plan.steps.steps(of: exposure.day, uptake: exposure.uptakeDay, events: facts, into: &steps)
    named.removeAll(keepingCapacity: true)
    for step in steps where step.units != 0 || step.value != 0 {
      named.append((try plan.moment(step.moment, terms), step))
    }
    cells.removeAll(keepingCapacity: true)
    for (cut, id) in plan.cuts {
      let stratum =
        switch cut {
        case .manager: exposure.manager
        case .source: exposure.source
        case .segment: exposure.segment
        // Of further segments these units have none.
        case .all, .trait: 0
        }
      cells.append(
        ExposedCell(
          hypothesis: plan.hypothesis,
          cut: id,
          arm: exposure.arm,
          stratum: stratum,
          day: exposure.day
        )
      )
    }
  }
}
