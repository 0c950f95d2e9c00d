import GRDB
import VerdictModel

/// All that is known of a unit, as the pure function of the cells needs it.
struct UnitState {
  var exposures: [Int: Exposure]
  var events: [EventKey: UnitEvent]
}

/// Amounts beyond this are typing errors, and their squares would leave the exact range of cells.
private let largestAmount: Int64 = 10_000_000_000_000

extension SQLiteWriter {
  func put(_ record: UnitRecord) throws -> PutOutcome {
    if try putNew([record]) == 1 { return .new }
    let hypothesis = try checkedHypothesis(record)
    for event in record.events { try check(event) }
    let unit = record.exposure.unit
    noteUnit(unit)
    var state = UnitState(exposures: try exposures(of: unit), events: try events(of: unit))
    let before = state
    let known = state.exposures[hypothesis]
    if known == nil || known?.day != record.exposure.day {
      try refuseTallies(hypothesis, record.exposure)
    }

    var outcome: PutOutcome
    if let known, known.arm != record.exposure.arm {
      let isNew = try writeCrossover(record.exposure, hypothesis: hypothesis)
      outcome = .crossover(first: known.arm ?? "")
      if !isNew { try count(.same) } else { try count(outcome) }
    } else if let known {
      let merged = known.updated(with: record.exposure)
      outcome = merged == known ? .same : .changed
      if merged != known {
        try write(merged, replacing: known, hypothesis: hypothesis)
        state.exposures[hypothesis] = merged
      }
    } else {
      try write(record.exposure, replacing: nil, hypothesis: hypothesis)
      state.exposures[hypothesis] = record.exposure
      outcome = .new
    }
    for event in record.events {
      let written = try upsert(event, unit: unit, in: &state)
      if written != .same, outcome == .same { outcome = .changed }
    }
    if case .crossover = outcome {} else { try count(outcome) }
    try moveCells(from: before, to: state)
    return outcome
  }

  func put(_ event: UnitEvent) throws -> PutOutcome {
    try check(event)
    let exposures = try exposures(of: event.unit)
    guard !exposures.isEmpty else {
      throw ModelError.refused([
        Refusal(place: nil, code: "event.unknownUnit", value: event.unit)
      ])
    }
    var state = UnitState(exposures: exposures, events: try events(of: event.unit))
    let before = state
    let outcome = try upsert(event, unit: event.unit, in: &state)
    try count(outcome)
    try moveCells(from: before, to: state)
    return outcome
  }

  /// A write adds after − before for each exposure of the unit.
  private func moveCells(from before: UnitState, to after: UnitState) throws {
    try addContributions(of: before, sign: -1, unless: after)
    try addContributions(of: after, sign: 1, unless: before)
    try settleIfLarge()
  }

  /// Adds a unit's part of every hypothesis it takes part in, but where `other` says the same.
  func addContributions(of state: UnitState, sign: Int64, unless other: UnitState? = nil) throws {
    let sameEvents = other?.events == state.events
    for (hypothesis, exposure) in state.exposures where hypothesis != Self.register {
      if sameEvents, other?.exposures[hypothesis] == exposure { continue }
      let entry = try entry(id: hypothesis)
      let contributions = Contributions.of(
        exposure,
        events: Array(state.events.values),
        form: entry.form,
        stages: try stageKeys(of: entry.key)
      )
      try ledger.add(contributions, hypothesis: hypothesis, sign: sign, terms: terms)
    }
  }

  // MARK: Checks

  private func checkedHypothesis(_ record: UnitRecord) throws -> Int {
    guard let key = record.hypothesis else {
      if let arm = record.exposure.arm { throw ModelError.unknownArm(hypothesis: "", arm: arm) }
      return Self.register
    }
    let entry = try entry(key)
    guard entry.state == .started else { throw ModelError.notRunning(key) }
    guard let arm = record.exposure.arm, entry.form.arms.contains(where: { $0.key == arm }) else {
      throw ModelError.unknownArm(hypothesis: key, arm: record.exposure.arm ?? "")
    }
    return entry.id
  }

  private func check(_ event: UnitEvent) throws {
    guard try knowsCounter(event.stage) else {
      throw ModelError.unknownCounter(event.stage)
    }
    if let amount = event.amount, !Self.isAmount(amount) {
      throw ModelError.refused([
        Refusal(
          place: nil,
          code: "amount.tooLarge",
          value: amount.description,
          values: ["largest": Money(minor: largestAmount).description]
        )
      ])
    }
  }

  /// Whether an amount can be one; none is.
  static func isAmount(_ amount: Money?) -> Bool {
    (amount?.minor.magnitude ?? 0) <= largestAmount.magnitude
  }

  func knowsCounter(_ key: String) throws -> Bool {
    if knownCounters.contains(where: { $0 == key }) { return true }
    guard try funnelDefinition().counter(key) != nil else { return false }
    knownCounters.append(key)
    return true
  }

  /// Unit rows and tallies of the same arm and day would count the same people twice.
  private func refuseTallies(_ hypothesis: Int, _ exposure: Exposure) throws {
    guard try hasTallies(hypothesis), let arm = try terms.find(.arm, exposure.arm) else { return }
    let find = try statements(
      "SELECT 1 FROM tally WHERE hypothesis = ? AND arm = ? AND day = ? LIMIT 1"
    )
    find.bind(1, hypothesis)
    find.bind(2, arm)
    find.bind(3, exposure.day.number)
    defer { find.rewind() }
    guard try find.next() else { return }
    throw ModelError.refused([
      Refusal(
        place: nil,
        code: "unit.withTally",
        value: exposure.unit,
        values: ["arm": exposure.arm ?? "", "day": exposure.day.description]
      )
    ])
  }

  // MARK: Rows

  private func write(
    _ exposure: Exposure,
    replacing known: Exposure?,
    hypothesis: Int
  ) throws {
    let batch = try currentBatch()
    if known != nil { try keep(.exposure, [.text(exposure.unit), .number(hypothesis)]) }
    let write = try statements(
      """
      INSERT OR REPLACE INTO exposure(
        unit, hypothesis, arm, day, manager, source, segment, uptake_day, batch)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    write.bind(1, exposure.unit)
    write.bind(2, hypothesis)
    write.bind(3, try terms.assign(.arm, exposure.arm))
    write.bind(4, exposure.day.number)
    write.bind(5, try terms.assign(.manager, exposure.manager))
    write.bind(6, try terms.assign(.source, exposure.source))
    write.bind(7, try terms.assign(.segment, exposure.segment))
    write.bind(8, exposure.uptakeDay?.number)
    write.bind(9, batch)
    try write.run()
    for (cut, value) in exposure.traits where known?.traits[cut] != value {
      if known?.traits[cut] != nil {
        try keep(.trait, [.text(exposure.unit), .number(hypothesis), .text(cut)])
      }
      let trait = try statements(
        """
        INSERT OR REPLACE INTO trait(unit, hypothesis, cut, value, batch) VALUES (?, ?, ?, ?, ?)
        """
      )
      trait.bind(1, exposure.unit)
      trait.bind(2, hypothesis)
      trait.bind(3, cut)
      trait.bind(4, value)
      trait.bind(5, batch)
      try trait.run()
    }
  }

  /// False when the unit's other arm was known already.
  private func writeCrossover(_ exposure: Exposure, hypothesis: Int) throws -> Bool {
    let write = try statements(
      "INSERT OR IGNORE INTO crossover(unit, hypothesis, arm, day, batch) VALUES (?, ?, ?, ?, ?)"
    )
    write.bind(1, exposure.unit)
    write.bind(2, hypothesis)
    write.bind(3, try terms.assign(.arm, exposure.arm))
    write.bind(4, exposure.day.number)
    write.bind(5, try currentBatch())
    try write.run()
    return try database.changesCount > 0
  }

  private func upsert(
    _ event: UnitEvent,
    unit: String,
    in state: inout UnitState
  ) throws -> PutOutcome {
    let key = EventKey(stage: event.stage, ref: event.ref)
    let known = state.events[key]
    let merged = event.completed(from: known, unit: unit)
    if merged == known { return .same }
    let batch = try currentBatch()
    let stage = try terms.assign(.counter, event.stage)
    if known != nil { try keep(.event, [.text(unit), .number(stage), .text(merged.ref)]) }
    let write = try statements(
      """
      INSERT OR REPLACE INTO event(
        unit, stage, ref, reached, day, amount, package, manager, batch)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    write.bind(1, unit)
    write.bind(2, stage)
    write.bind(3, merged.ref)
    write.bind(4, merged.reached ? 1 : 0)
    write.bind(5, merged.day?.number)
    write.bind(6, merged.amount?.minor)
    write.bind(7, merged.packageName)
    write.bind(8, try terms.assign(.manager, merged.manager))
    write.bind(9, batch)
    try write.run()
    state.events[key] = merged
    return known == nil ? .new : .changed
  }
}

/// Empty text means the same as nothing said, as the dictionary has it.
private func said(_ text: String?) -> String? { text == "" ? nil : text }

extension Exposure {
  /// A later row of the same arm: what it says replaces, what it leaves out stays known.
  fileprivate func updated(with row: Exposure) -> Exposure {
    Exposure(
      unit: unit,
      arm: arm,
      day: row.day,
      manager: said(row.manager) ?? manager,
      source: said(row.source) ?? source,
      segment: said(row.segment) ?? segment,
      traits: traits.merging(row.traits) { _, new in new },
      uptakeDay: row.uptakeDay ?? uptakeDay
    )
  }
}

extension UnitEvent {
  /// The event with what an earlier row knew and this one leaves out; a reversed answer starts anew.
  fileprivate func completed(from known: UnitEvent?, unit: String) -> UnitEvent {
    let earlier = known?.reached == reached ? known : nil
    return UnitEvent(
      unit: unit,
      stage: stage,
      ref: known?.ref ?? ref,
      reached: reached,
      day: day ?? earlier?.day,
      amount: amount ?? earlier?.amount,
      packageName: packageName ?? earlier?.packageName,
      manager: said(manager) ?? earlier?.manager
    )
  }
}
