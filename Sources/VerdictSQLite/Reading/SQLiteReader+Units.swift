import GRDB
import VerdictModel

extension SQLiteReader {
  func unit(_ key: String, hypothesis: String?) throws -> UnitRecord? {
    let id = try hypothesisID(hypothesis)
    guard let exposure = try exposures(of: key)[id] else { return nil }
    let events = try events(of: key).values.sorted(by: Self.inOrder)
    return UnitRecord(hypothesis: hypothesis, exposure: exposure, events: events)
  }

  func forEachUnit(_ hypothesis: String?, _ body: (UnitRecord) throws -> Void) throws {
    try writeWaitingRows()
    let id = try hypothesisID(hypothesis)
    let hasTraits = try hasTraits(id)
    // Its own statement: the body may ask for other units meanwhile.
    let rows = try Prepared(
      database,
      """
      SELECT e.unit, e.arm, e.day, e.manager, e.source, e.segment, e.uptake_day,
        v.stage, v.ref, v.reached, v.day, v.amount, v.package, v.manager
      FROM exposure e LEFT JOIN event v ON v.unit = e.unit
      WHERE e.hypothesis = ? ORDER BY e.unit
      """
    )
    defer { rows.rewind() }
    rows.bind(1, id)
    var current: Exposure?
    var events: [UnitEvent] = []
    func finish() throws {
      guard let exposure = current else { return }
      let sorted = events.sorted(by: Self.inOrder)
      try body(UnitRecord(hypothesis: hypothesis, exposure: exposure, events: sorted))
    }
    while try rows.next() {
      let unit = rows.text(0)
      if !Self.sameBytes(unit, current?.unit) {
        try finish()
        let traits = hasTraits ? try traits(of: unit)[id] ?? [:] : [:]
        current = try exposure(rows, from: 1, unit: unit, traits: traits)
        events.removeAll(keepingCapacity: true)
      }
      if !rows.isNull(7) { events.append(try event(rows, from: 7, unit: unit)) }
    }
    try finish()
  }

  /// The database tells units apart by their bytes; Swift would take é and e´ for the same.
  private static func sameBytes(_ left: String, _ right: String?) -> Bool {
    guard let right else { return false }
    return left.utf8.elementsEqual(right.utf8)
  }

  static func inOrder(_ left: UnitEvent, _ right: UnitEvent) -> Bool {
    (left.stage, left.ref) < (right.stage, right.ref)
  }

  private func hasTraits(_ hypothesis: Int) throws -> Bool {
    guard hypothesis != Self.register else {
      return try Bool.fetchOne(database, sql: "SELECT EXISTS(SELECT 1 FROM trait)") ?? false
    }
    return try entry(id: hypothesis).form.segments.count > 1
      || Bool.fetchOne(database, sql: "SELECT EXISTS(SELECT 1 FROM trait)") ?? false
  }

  /// Every exposure of a unit, by hypothesis; 0 is the register.
  func exposures(of unit: String) throws -> [Int: Exposure] {
    try writeWaitingRows()
    let rows = try statements(
      """
      SELECT hypothesis, arm, day, manager, source, segment, uptake_day
      FROM exposure WHERE unit = ?
      """
    )
    rows.bind(1, unit)
    var found: [Int: Exposure] = [:]
    while try rows.next() {
      found[rows.int(0)] = try exposure(rows, from: 1, unit: unit, traits: [:])
    }
    if found.isEmpty { return found }
    for (hypothesis, traits) in try traits(of: unit) {
      found[hypothesis] = found[hypothesis]?.with(traits: traits)
    }
    return found
  }

  private func traits(of unit: String) throws -> [Int: [String: String]] {
    let rows = try statements("SELECT hypothesis, cut, value FROM trait WHERE unit = ?")
    rows.bind(1, unit)
    var found: [Int: [String: String]] = [:]
    while try rows.next() { found[rows.int(0), default: [:]][rows.text(1)] = rows.text(2) }
    return found
  }

  /// Every event of a unit, by stage and reference.
  func events(of unit: String) throws -> [EventKey: UnitEvent] {
    try writeWaitingRows()
    let rows = try statements(
      """
      SELECT stage, ref, reached, day, amount, package, manager FROM event WHERE unit = ?
      """
    )
    rows.bind(1, unit)
    var found: [EventKey: UnitEvent] = [:]
    while try rows.next() {
      let event = try event(rows, from: 0, unit: unit)
      found[EventKey(stage: event.stage, ref: event.ref)] = event
    }
    return found
  }

  private func exposure(
    _ row: Prepared,
    from column: Int32,
    unit: String,
    traits: [String: String]
  ) throws -> Exposure {
    Exposure(
      unit: unit,
      arm: try terms.name(.arm, row.int(column)),
      day: Day(number: row.int(column + 1)),
      manager: try terms.name(.manager, row.int(column + 2)),
      source: try terms.name(.source, row.int(column + 3)),
      segment: try terms.name(.segment, row.int(column + 4)),
      traits: traits,
      uptakeDay: row.optionalInt(column + 5).map { Day(number: $0) }
    )
  }

  private func event(_ row: Prepared, from column: Int32, unit: String) throws -> UnitEvent {
    UnitEvent(
      unit: unit,
      stage: try terms.key(.counter, row.int(column)),
      ref: row.text(column + 1),
      reached: row.int(column + 2) != 0,
      day: row.optionalInt(column + 3).map { Day(number: $0) },
      amount: row.optionalInt64(column + 4).map { Money(minor: $0) },
      packageName: row.optionalText(column + 5),
      manager: try terms.name(.manager, row.int(column + 6))
    )
  }
}

/// What tells the events of one unit apart.
struct EventKey: Hashable {
  let stage: String
  let ref: String
}

extension Exposure {
  func with(traits: [String: String]) -> Exposure {
    Exposure(
      unit: unit,
      arm: arm,
      day: day,
      manager: manager,
      source: source,
      segment: segment,
      traits: traits,
      uptakeDay: uptakeDay
    )
  }
}
