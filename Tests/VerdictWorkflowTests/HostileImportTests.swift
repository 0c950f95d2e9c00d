import Testing
import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictWorkflow

@Suite("Imports under pressure")
struct HostileImportTests {
  /// What a reader can see of the store.
  private struct Sight: Equatable {
    let units: [UnitRecord]
    let batches: [Batch]
    let evidence: Evidence
    let audit: [AuditEntry]
    let drawn: Int
  }

  private func sight(_ office: Office) async throws -> Sight {
    let day = try Office.day("2027-01-31")
    return try await office.store.read { reader in
      var units: [UnitRecord] = []
      try reader.forEachUnit("screen") { units.append($0) }
      return Sight(
        units: units,
        batches: try reader.batches(),
        evidence: try reader.evidence(
          EvidenceQuery(
            hypothesis: "screen",
            cut: .manager,
            moments: [.reached("meetings_held"), .answered("meetings_held"), .uptake],
            asOf: day,
            horizon: 14
          )
        ),
        audit: try reader.audit(),
        drawn: try reader.allocationCount("screen", stratum: "parity")
      )
    }
  }

  private let both = [
    Clients(arm: "usual", held: 2, absent: 3), Clients(arm: "now", held: 3, absent: 1, silent: 1),
  ]

  @Test("A preview counts everything and leaves nothing, not even a line in the audit")
  func preview() async throws {
    let office = try Office()
    try await office.start(try Office.form(allocation: .parity))
    let before = try await sight(office)
    let text = "unit,arm,date,manager,meetings_held\n41,usual,2026-10-20,Anna,no\n"
    let report = try await office.desk("2026-11-02").importFile(
      Array(text.utf8),
      name: "a.csv",
      hypothesis: "screen",
      mode: .rehearse
    )
    #expect(report.new == 1)
    #expect(report.batch == nil)
    #expect(try await sight(office) == before)
  }

  @Test("The same rows in another file change nothing; undo brings back what was, cell for cell")
  func again() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.bring(both, day: "2026-10-20", at: "2026-11-02")
    let before = try await sight(office)
    let bytes = try Office.file(both, day: "2026-10-20", prefix: "")
    let desk = try office.desk("2026-11-03")
    let longer = bytes + Array("new,now,2026-10-21,Oleg,,no\n".utf8)
    let report = try await desk.importFile(
      longer,
      name: "more.csv",
      hypothesis: "screen",
      mode: .commit
    )
    #expect(report.same == 10)
    #expect(report.new == 1)
    #expect(report.changed == 0)
    _ = try await desk.undo(try #require(report.batch))
    let after = try await sight(office)
    #expect(after.units == before.units)
    #expect(after.evidence == before.evidence)
    await #expect(throws: ModelError.batchUndone(try #require(report.batch))) {
      try await desk.undo(try #require(report.batch))
    }
    #expect(try await office.store.health().differingCells == 0)
    #expect(try await office.store.health().auditHolds)
  }

  @Test("A batch whose rows a later entry touched is not taken back from under it")
  func blockedUndo() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.bring(both, day: "2026-10-20", at: "2026-11-02")
    let first = try #require(try await office.store.read { try $0.batches().last })
    let desk = try office.desk("2026-11-03")
    _ = try await desk.log(
      "screen",
      LogEntry(
        unit: "now-s0",
        uptakeDay: try Office.day("2026-10-21"),
        events: []
      )
    )
    let before = try await sight(office)
    await #expect(throws: ModelError.self) { try await desk.undo(first.id) }
    #expect(try await sight(office) == before)
  }

  @Test("Rows that only the store can refuse are refused with their lines, all together")
  func lines() async throws {
    let office = try Office()
    try await office.start(try Office.form(allocation: .parity))
    let before = try await sight(office)
    let text = """
      unit,arm,date,manager,meetings_held
      41,usual,2026-10-20,Anna,no
      none,usual,2026-10-20,Anna,no
      42,now,2026-10-20,Anna,no
      nobody,now,2026-10-20,Anna,no

      """
    do {
      _ = try await office.desk("2026-11-02").importFile(
        Array(text.utf8),
        name: "a.csv",
        hypothesis: "screen",
        mode: .commit
      )
      Issue.record("units without a number were taken")
    } catch let error as ExchangeError {
      #expect(error.refusals.map(\.code) == ["draw.parityNeedsNumber", "draw.parityNeedsNumber"])
      #expect(error.refusals.map { $0.place?.line } == [3, 5])
      #expect(error.refusals.map { $0.place?.file } == ["a.csv", "a.csv"])
    }
    #expect(try await sight(office) == before)
  }

  @Test("Parity keeps its own list, so that a file cannot put odd numbers into the new way")
  func parity() async throws {
    let office = try Office()
    try await office.start(try Office.form(allocation: .parity))
    let lines = (0..<40).map { number in
      // Four odd ones of forty were moved.
      let arm = number % 2 == 1 && number > 8 ? "usual" : "now"
      return "\(number),\(arm),2026-10-20,Anna,no"
    }
    let text = (["unit,arm,date,manager,meetings_held"] + lines).joined(separator: "\n") + "\n"
    _ = try await office.desk("2026-11-02").importFile(
      Array(text.utf8),
      name: "a.csv",
      hypothesis: "screen",
      mode: .commit
    )
    #expect(
      try await office.store.read { try $0.allocationCount("screen", stratum: "parity") } == 40
    )
    let evaluation = try await office.desk("2026-11-10").evaluate("screen")
    #expect(evaluation.grade == .parity)
    #expect(evaluation.verdict == .invalidData)
    #expect(evaluation.reasons == [.gate(.deviations(share: 0.1, units: 4))])
  }

  @Test("Unknown hypotheses, drafts and arms are refused; a draft takes no rows")
  func strangers() async throws {
    let office = try Office()
    let desk = try office.desk("2026-10-20")
    _ = try await desk.add(try Office.form("draft"))
    let bytes = try Office.file(both, day: "2026-10-20", prefix: "")
    await #expect(throws: ModelError.unknownHypothesis("price")) {
      try await desk.importFile(bytes, name: "a.csv", hypothesis: "price", mode: .commit)
    }
    await #expect(throws: ModelError.notRunning("draft")) {
      try await desk.importFile(bytes, name: "a.csv", hypothesis: "draft", mode: .commit)
    }
    let text = "hypothesis,unit,arm,date\ndraft,D1,now,2026-10-20\n"
    await #expect(throws: ExchangeError.self) {
      try await desk.importFile(Array(text.utf8), name: "a.csv", mode: .commit)
    }
    try await office.start(try Office.form())
    let other = "unit,arm,date\nD1,later,2026-10-20\n"
    await #expect(throws: ExchangeError.self) {
      try await desk.importFile(
        Array(other.utf8),
        name: "a.csv",
        hypothesis: "screen",
        mode: .commit
      )
    }
    #expect(try await office.store.read { try $0.batches() }.isEmpty)
  }

  @Test("Outcomes of exposed units are always taken: after the end, after a stop, on no known day")
  func lateOutcomes() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.bring(both, day: "2026-10-20", at: "2026-10-27")
    try await office.desk("2026-10-27").stop("screen", on: nil, reason: "enough")
    let text = """
      unit,arm,date,manager,meetings_held
      usual-a0,usual,2026-10-20,Anna,2026-10-30
      usual-a1,usual,2026-10-20,Anna,yes
      usual-a2,usual,2026-10-20,Anna,2026-11-30

      """
    _ = try await office.desk("2027-01-11").importFile(
      Array(text.utf8),
      name: "late.csv",
      hypothesis: "screen",
      mode: .commit
    )
    let evaluation = try await office.desk("2027-01-11").evaluate("screen")
    // In time: the two of before, the one of the tenth day, the undated one; the one after 41 days not.
    let control = try await office.store.read { reader in
      try reader.evidence(
        EvidenceQuery(
          hypothesis: "screen",
          cut: .all,
          moments: [.reached("meetings_held")],
          asOf: try Office.day("2027-01-11"),
          horizon: 14
        )
      ).cells.first { $0.arm == "usual" }?.sums[.reached("meetings_held")]?.matured.units
    }
    #expect(control == 4)
    #expect(evaluation.arms.first?.matured == 5)
  }

  @Test("Ready-made counts beside unit rows of the same arm and day would count twice: refused")
  func tallies() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.bring(both, day: "2026-10-20", at: "2026-11-02")
    let before = try await sight(office)
    let text = """
      date,arm,manager,trials,successes
      2026-10-21,usual,Anna,10,5
      2026-10-20,usual,Anna,10,5

      """
    do {
      _ = try await office.desk("2026-11-02").importFile(
        Array(text.utf8),
        name: "t.csv",
        hypothesis: "screen",
        mode: .commit
      )
      Issue.record("the same people were counted twice")
    } catch let error as ExchangeError {
      #expect(error.refusals.map { $0.place?.line } == [3])
    }
    #expect(try await sight(office) == before)
  }
}
