import GRDB
import VerdictModel

/// What a hypothesis needs for units nobody has heard of, looked up once.
final class NewUnitPlan {
  let hypothesis: Int
  let form: HypothesisForm
  let plan: StepPlan
  let arms: [(key: String, id: Int)]
  /// Cuts with their ids; members of the total have none.
  let cuts: [(cut: Cut, id: Int, kind: TermKind?)]
  /// Ids of ``StepPlan/moments``; 0 until a moment is met.
  var moments: [Int]
  /// Stages of the funnel met so far, with their ids and what they count for.
  var stages: [(key: String, id: Int, slot: Int?)] = []
  var facts: [StepPlan.Fact] = []
  var steps: [StepPlan.Step] = []
  /// Of the unit being written, one a cut.
  var cells: [ExposedCell] = []
  /// Its steps with the ids of their moments.
  var named: [(moment: Int, step: StepPlan.Step)] = []

  init(_ entry: SQLiteReader.HypothesisEntry, stages: [String], terms: Terms) throws {
    hypothesis = entry.id
    form = entry.form
    plan = StepPlan(form: entry.form, stages: stages)
    arms = try entry.form.arms.map { ($0.key, try terms.assign(.arm, $0.key)) }
    cuts = try entry.form.cuts.map {
      ($0, try terms.assign(.cut, $0.key), TermKind.members(of: $0))
    }
    moments = [Int](repeating: 0, count: plan.moments.count)
  }
}

/// Units no row knows, written without asking the database about each.
///
/// A unit whose key comes after every key that is stored is new: nothing needs to be looked up,
/// merged or taken away from the cells. Files in the order of deal numbers are all like that; any
/// other row goes the usual way.
extension SQLiteWriter {
  /// Whether the unit comes after all that are stored; if so, it is the last one from now on.
  func comesLast(_ unit: String) throws -> Bool {
    if highestUnit == nil {
      try writeWaitingRows()
      highestUnit =
        try String.fetchOne(
          database,
          sql: """
            SELECT max(unit) FROM (SELECT max(unit) AS unit FROM exposure
              UNION ALL SELECT max(unit) FROM event UNION ALL SELECT max(unit) FROM trait)
            """
        ) ?? ""
    }
    guard let highest = highestUnit, highest.utf8.lexicographicallyPrecedes(unit.utf8) else {
      return false
    }
    highestUnit = unit
    return true
  }

  /// A unit is written by the usual way.
  func noteUnit(_ unit: String) {
    guard let highest = highestUnit, highest.utf8.lexicographicallyPrecedes(unit.utf8) else {
      return
    }
    highestUnit = unit
  }

  /// The plan of a started hypothesis without tallies; nil where the usual way is to be taken.
  func newUnitPlan(_ key: String) throws -> NewUnitPlan? {
    if let known = newUnitPlans[key] { return known }
    let entry = try entry(key)
    guard entry.state == .started, try !hasTallies(entry.id) else { return nil }
    let plan = try NewUnitPlan(entry, stages: try stageKeys(of: key), terms: terms)
    newUnitPlans[key] = plan
    return plan
  }

  /// Writes a unit that ``comesLast(_:)``; its events are of different stages.
  func putNew(_ record: UnitRecord, _ plan: NewUnitPlan, arm: Int) throws {
    let exposure = record.exposure
    let batch = try currentBatch()
    let manager = try terms.assign(.manager, exposure.manager)
    let source = try terms.assign(.source, exposure.source)
    let segment = try terms.assign(.segment, exposure.segment)
    let rows = try waitingRows()
    rows.add(
      NewUnitRows.ExposureRow(
        unit: exposure.unit,
        hypothesis: plan.hypothesis,
        arm: arm,
        day: exposure.day.number,
        manager: manager,
        source: source,
        segment: segment,
        uptakeDay: exposure.uptakeDay?.number,
        batch: batch
      )
    )
    plan.facts.removeAll(keepingCapacity: true)
    for event in record.events {
      let stage = try plan.stage(event.stage, terms)
      rows.add(
        NewUnitRows.EventRow(
          unit: exposure.unit,
          stage: stage.id,
          ref: event.ref,
          reached: event.reached,
          day: event.day?.number,
          amount: event.amount?.minor,
          packageName: event.packageName,
          manager: try terms.assign(.manager, event.manager),
          batch: batch
        )
      )
      if let slot = stage.slot {
        plan.facts.append(
          StepPlan.Fact(
            slot: slot,
            reached: event.reached,
            day: event.day?.number,
            amount: event.amount?.minor
          )
        )
      }
    }
    plan.plan.steps(
      of: exposure.day.number,
      uptake: exposure.uptakeDay?.number,
      events: plan.facts,
      into: &plan.steps
    )
    plan.cells.removeAll(keepingCapacity: true)
    for (cut, id, kind) in plan.cuts {
      let stratum =
        switch cut {
        case .all: 0
        case .manager: manager
        case .source: source
        case .segment: segment
        case .trait: try kind.map { try terms.assign($0, exposure.member(of: cut)) } ?? 0
        }
      plan.cells.append(
        ExposedCell(
          hypothesis: plan.hypothesis,
          cut: id,
          arm: arm,
          stratum: stratum,
          day: exposure.day.number
        )
      )
    }
    plan.named.removeAll(keepingCapacity: true)
    for step in plan.steps where step.units != 0 || step.value != 0 {
      plan.named.append((try plan.moment(step.moment, terms), step))
    }
    ledger.add(unit: plan.cells, plan.named)
    try rows.writeIfMany()
    try count(.new)
    try settleIfLarge()
  }
}

extension NewUnitPlan {
  func stage(_ key: String, _ terms: Terms) throws -> (key: String, id: Int, slot: Int?) {
    if let known = stages.first(where: { $0.key == key }) { return known }
    let made = (key: key, id: try terms.assign(.counter, key), slot: plan.slot(of: key))
    stages.append(made)
    return made
  }

  func moment(_ position: Int, _ terms: Terms) throws -> Int {
    if moments[position] == 0 {
      moments[position] = try terms.assign(.moment, plan.moments[position].key)
    }
    return moments[position]
  }
}
