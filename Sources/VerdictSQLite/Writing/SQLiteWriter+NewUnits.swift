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
  var strata: [Int] = []

  init(_ entry: SQLiteReader.HypothesisEntry, stages: [String], terms: Terms) throws {
    hypothesis = entry.id
    form = entry.form
    plan = StepPlan(form: entry.form, stages: stages)
    arms = try entry.form.arms.map { ($0.key, try terms.assign(.arm, $0.key)) }
    cuts = try entry.form.cuts.map {
      ($0, try terms.assign(.cut, $0.key), TermKind.members(of: $0))
    }
    moments = [Int](repeating: 0, count: plan.moments.count)
    strata = [Int](repeating: 0, count: cuts.count)
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
    let write = try prepared(\.exposure)
    write.bind(1, exposure.unit)
    write.bind(2, plan.hypothesis)
    write.bind(3, arm)
    write.bind(4, exposure.day.number)
    write.bind(5, manager)
    write.bind(6, source)
    write.bind(7, segment)
    write.bind(8, exposure.uptakeDay?.number)
    write.bind(9, batch)
    try write.run()
    plan.facts.removeAll(keepingCapacity: true)
    for event in record.events {
      let stage = try plan.stage(event.stage, terms)
      try put(event, stage: stage.id, unit: exposure.unit, batch: batch)
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
    for (index, (cut, id, kind)) in plan.cuts.enumerated() {
      let stratum =
        switch cut {
        case .all: 0
        case .manager: manager
        case .source: source
        case .segment: segment
        case .trait: try kind.map { try terms.assign($0, exposure.member(of: cut)) } ?? 0
        }
      plan.strata[index] = stratum
      ledger.add(
        exposed: ExposedCell(
          hypothesis: plan.hypothesis,
          cut: id,
          arm: arm,
          stratum: stratum,
          day: exposure.day.number
        ),
        1
      )
    }
    for step in plan.steps where step.units != 0 || step.value != 0 {
      let moment = try plan.moment(step.moment, terms)
      for (index, cut) in plan.cuts.enumerated() {
        ledger.add(
          followed: FollowedCell(
            hypothesis: plan.hypothesis,
            cut: cut.id,
            arm: arm,
            moment: moment,
            stratum: plan.strata[index],
            day: exposure.day.number,
            lag: step.lag
          ),
          Moments(units: step.units, value: step.value)
        )
      }
    }
    try count(.new)
    try settleIfLarge()
  }

  private func put(_ event: UnitEvent, stage: Int, unit: String, batch: Int) throws {
    let write = try prepared(\.event)
    write.bind(1, unit)
    write.bind(2, stage)
    write.bind(3, event.ref)
    write.bind(4, event.reached ? 1 : 0)
    write.bind(5, event.day?.number)
    write.bind(6, event.amount?.minor)
    write.bind(7, event.packageName)
    write.bind(8, try terms.assign(.manager, event.manager))
    write.bind(9, batch)
    try write.run()
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

/// Statements written by the million, prepared once and found without their text.
struct NewUnitStatements {
  let exposure: Prepared
  let event: Prepared

  init(_ database: Database) throws {
    exposure = try Prepared(
      database,
      """
      INSERT INTO exposure(
        unit, hypothesis, arm, day, manager, source, segment, uptake_day, batch)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    event = try Prepared(
      database,
      """
      INSERT INTO event(unit, stage, ref, reached, day, amount, package, manager, batch)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
  }
}
