import Testing
package import VerdictModel

/// What holds for every store; each law fills an empty store of `Sample.funnel` and checks it.
package enum StoreLaws {
  /// Any order of put, edit and undo leaves cells equal to a rebuild, row for row, and answers equal
  /// to those counted unit by unit; taking back the last batch leaves no trace of it.
  package static func historyEqualsRebuild(_ store: any Store, seed: UInt64) async throws {
    try await Sample.startTwo(in: store)
    var random = RandomRows(seed: seed)
    var open: [Int] = []
    for round in 0..<14 {
      let before = try await store.read { try StoreImage($0) }
      let batch = try await put(random.rows(25), in: store, at: Int64(round))
      open.append(batch)
      if random.generator.chance(0.35) {
        _ = try await store.write(Sample.act("undo", at: Int64(round)), .commit) { writer in
          try writer.undo(batch)
        }
        open.removeLast()
        let after = try await store.read { try StoreImage($0) }
        let isRestored = after == before
        #expect(isRestored, "round \(round), seed \(seed)")
      } else if random.generator.chance(0.5) {
        let older = random.generator.pick(open)
        do {
          _ = try await store.write(Sample.act("undo"), .commit) { try $0.undo(older) }
          open.removeAll { $0 == older }
        } catch ModelError.undoBlocked(let blocked, let rows) {
          #expect(blocked == older)
          #expect(!rows.isEmpty)
        }
      }
      let health = try await store.health()
      #expect(health.differingCells == 0, "round \(round), seed \(seed)")
      #expect(health.auditHolds)
    }
    try await answersEqualUnits(store)
    let before = try await store.read { try StoreImage($0) }
    try await store.write(Sample.act("rebuild"), .commit) { try $0.rebuildCells() }
    #expect(try await store.read { try StoreImage($0) } == before)
  }

  /// Undone from the last to the first, a history leaves an empty store.
  package static func undoneToNothing(_ store: any Store, seed: UInt64) async throws {
    try await Sample.startTwo(in: store)
    let empty = try await store.read { try StoreImage($0) }
    var random = RandomRows(seed: seed)
    var batches: [Int] = []
    for _ in 0..<8 { batches.append(try await put(random.rows(30), in: store)) }
    for batch in batches.reversed() {
      _ = try await store.write(Sample.act("undo"), .commit) { try $0.undo(batch) }
    }
    #expect(try await store.read { try StoreImage($0) } == empty)
    #expect(try await store.health().differingCells == 0)
  }

  /// The answer as of any day equals one counted unit by unit, and members add up to the whole.
  package static func answersEqualUnits(_ store: any Store) async throws {
    try await store.read { reader in
      let stages = try reader.funnelDefinition().stages.map(\.key)
      for query in EvidenceQuestions.standard {
        var byHand = EvidenceByHand(query, stages: stages)
        try reader.forEachUnit(query.hypothesis) { byHand.add($0) }
        let answer = try reader.evidence(query)
        if query.cut != .trait("city") || query.hypothesis == "screen" {
          // Compared outside: a failure prints the question, not two pages of cells.
          let isEqual = answer.cells == byHand.sorted
          #expect(isEqual, "\(query)")
        }
        try daysAddUp(query, answer, reader)
      }
    }
  }

  /// Units day by day add up to the evidence of matured units.
  private static func daysAddUp(
    _ query: EvidenceQuery,
    _ answer: Evidence,
    _ reader: any StoreReader
  ) throws {
    guard query.cut == .all || query.cut == .manager,
      case .reached(let stage)? = query.byLag
    else { return }
    let days = try reader.unitDays(
      UnitDayQuery(
        hypothesis: query.hypothesis,
        cut: query.cut,
        stage: stage,
        horizon: query.horizon,
        asOf: query.asOf,
        lastExposure: query.lastExposure
      )
    )
    for cell in answer.cells {
      let own = days.filter { $0.arm == cell.arm && $0.member == cell.member }
      #expect(own.reduce(0) { $0 + $1.units } == cell.matured, "\(query)")
      #expect(
        own.reduce(0) { $0 + $1.reached } == cell.sums[.reached(stage)]?.matured.units ?? 0,
        "\(query)"
      )
    }
  }

  /// The same rows in another order and in other batches give the same answers, as far as no row
  /// contradicts another.
  package static func orderDoesNotMatter(
    _ one: any Store,
    _ other: any Store,
    seed: UInt64
  ) async throws {
    var random = RandomRows(seed: seed)
    var seen: Set<String> = []
    let rows = random.rows(200).filter { row in
      switch row {
      case .unit(let record):
        let key = record.exposure.unit + "|" + (record.hypothesis ?? "")
        // Events are facts of the unit: here each unit has them in one row only.
        return seen.insert(key).inserted && record.events.isEmpty
      case .cell(let cell):
        return seen.insert("\(cell.day)|\(cell.source ?? "")|\(cell.manager ?? "")|\(cell.counter)")
          .inserted
      case .tally(let tally):
        return seen.insert("\(tally.day)|\(tally.arm)|\(tally.manager ?? "")").inserted
      case .event: return false
      }
    }
    try await Sample.startTwo(in: one)
    try await Sample.startTwo(in: other)
    _ = try await put(rows, in: one)
    let shuffled = rows.shuffled(using: &random.generator)
    for part in [shuffled.prefix(70), shuffled.dropFirst(70)] {
      _ = try await put(Array(part), in: other)
    }
    let image = try await one.read { try StoreImage($0) }
    #expect(try await other.read { try StoreImage($0) } == image)
  }

  /// The same rows again are all "same" and move nothing.
  package static func againChangesNothing(_ store: any Store, seed: UInt64) async throws {
    try await Sample.startTwo(in: store)
    var random = RandomRows(seed: seed)
    var seen: Set<String> = []
    // One row a unit: two rows that contradict each other would take turns.
    let records = (0..<80).map { _ in random.unit() }.filter { record in
      Set(record.events.map { $0.stage + $0.ref }).count == record.events.count
        && seen.insert(record.exposure.unit).inserted
    }
    _ = try await put(records.map { .unit($0) }, in: store)
    let before = try await store.read { try StoreImage($0) }
    let outcomes = try await store.write(Sample.act(), .commit) { writer in
      _ = try writer.beginBatch(kind: "import", file: "again.csv", sha256: "again", preset: "")
      return try records.map { try writer.put($0) }
    }
    #expect(outcomes.allSatisfy { $0 == .same })
    #expect(try await store.read { try StoreImage($0) } == before)
    let batch = try await store.read { try $0.batch(sha256: "again") }
    #expect(batch?.same == records.count)
    #expect(batch?.new == 0 && batch?.changed == 0)
  }

  /// A rehearsal answers as the real act would, and leaves nothing: no row, batch, name or audit line.
  package static func rehearsalLeavesNothing(_ store: any Store, seed: UInt64) async throws {
    try await Sample.startTwo(in: store)
    var random = RandomRows(seed: seed)
    _ = try await put(random.rows(60), in: store)
    let rows = random.rows(60)
    let before = try await store.read { try StoreImage($0) }
    let lines = try await store.read { try $0.audit() }
    let batches = try await store.read { try $0.batches() }
    @Sendable func act(_ writer: any StoreWriter) throws -> StoreImage {
      _ = try writer.beginBatch(kind: "import", file: "b.csv", sha256: "b", preset: "")
      for row in rows { try row.put(with: writer) }
      return try StoreImage(writer)
    }
    let rehearsed = try await store.write(Sample.act(), .rehearse, act)
    #expect(rehearsed != before)
    #expect(try await store.read { try StoreImage($0) } == before)
    #expect(try await store.read { try $0.audit() } == lines)
    #expect(try await store.read { try $0.batches() } == batches)
    #expect(try await store.write(Sample.act(), .commit, act) == rehearsed)
  }

  /// An act that throws half way leaves nothing, whatever it had done.
  package static func failureLeavesNothing(_ store: any Store, seed: UInt64) async throws {
    try await Sample.startTwo(in: store)
    var random = RandomRows(seed: seed)
    _ = try await put(random.rows(40), in: store)
    let rows = random.rows(40)
    let before = try await store.read { try StoreImage($0) }
    let lines = try await store.read { try $0.audit() }
    await #expect(throws: ModelError.unknownHypothesis("nobody")) {
      try await store.write(Sample.act(), .commit) { writer in
        for row in rows { try row.put(with: writer) }
        _ = try writer.put(Sample.unit("D-1", "control", hypothesis: "nobody"))
      }
    }
    #expect(try await store.read { try StoreImage($0) } == before)
    #expect(try await store.read { try $0.audit() } == lines)
  }

  /// Puts rows as one batch of one act.
  @discardableResult
  package static func put(
    _ rows: [AnyRow],
    in store: any Store,
    sha256: String = "",
    at second: Int64 = 0
  ) async throws -> Int {
    try await store.write(Sample.act("import", at: second), .commit) { writer in
      let batch = try writer.beginBatch(
        kind: "import",
        file: "rows.csv",
        sha256: sha256,
        preset: "canonical"
      )
      for row in rows { try row.put(with: writer) }
      return batch
    }
  }
}
