import Testing
import VerdictAnalysis
import VerdictModel
import VerdictWorkflow

@Suite("Draws under pressure")
struct HostileDrawTests {
  @Test("Asking again, by another manager or on another day, gives the same arm and moves nothing")
  func askingAgain() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let first = try await office.desk("2026-10-20").draw(
      "screen",
      [DrawRequest(unit: "D1", manager: "Anna", segment: "yes")]
    )
    for (manager, day) in [("Oleg", "2026-10-21"), ("Vera", "2026-12-30")] {
      let again = try await office.desk(day).draw(
        "screen",
        [DrawRequest(unit: "D1", manager: manager, segment: "no")]
      )
      #expect(again.map(\.arm) == first.map(\.arm))
      #expect(again.map(\.isNew) == [false])
    }
    let unit = try #require(try await office.store.read { try $0.unit("D1", hypothesis: "screen") })
    #expect(unit.exposure.manager == "Anna")
    #expect(unit.exposure.segment == "yes")
    #expect(unit.exposure.day == (try Office.day("2026-10-20")))
    let drawn = try await office.store.read {
      (
        try $0.allocationCount("screen", stratum: "Anna"),
        try $0.allocationCount("screen", stratum: "Oleg")
      )
    }
    #expect(drawn == (1, 0))
  }

  @Test("An exposure taken back is drawn again into the arm its list gave")
  func undoneDraw() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let desk = try office.desk("2026-10-20")
    let first = try await desk.draw("screen", [DrawRequest(unit: "D1", manager: "Anna")])
    let batch = try #require(try await office.store.read { try $0.batches().last })
    _ = try await desk.undo(batch.id)
    #expect(try await office.store.read { try $0.unit("D1", hypothesis: "screen") } == nil)
    let again = try await desk.draw("screen", [DrawRequest(unit: "D1", manager: "Anna")])
    #expect(again.map(\.arm) == first.map(\.arm))
    #expect(again.map(\.isNew) == [false])
    let unit = try #require(try await office.store.read { try $0.unit("D1", hypothesis: "screen") })
    #expect(unit.exposure.arm == first.first?.arm.key)
    #expect(try await office.store.read { try $0.allocationCount("screen", stratum: "Anna") } == 1)
  }

  @Test("One bad request of many draws nobody")
  func together() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let day = try Office.day("2026-10-21")
    await #expect(throws: WorkflowError.dayInFuture(day)) {
      try await office.desk("2026-10-20").draw(
        "screen",
        [DrawRequest(unit: "D1"), DrawRequest(unit: "D2", day: day)]
      )
    }
    #expect(try await office.store.read { try $0.allocationCount("screen", stratum: "") } == 0)
    #expect(try await office.store.read { try $0.unit("D1", hypothesis: "screen") } == nil)
  }

  @Test("A draft cannot be drawn for, and cannot be started twice")
  func drafts() async throws {
    let office = try Office()
    let desk = try office.desk("2026-10-20")
    _ = try await desk.add(try Office.form())
    await #expect(throws: ModelError.notRunning("screen")) {
      try await desk.draw("screen", [DrawRequest(unit: "D1")])
    }
    await #expect(throws: ModelError.unknownHypothesis("price")) {
      try await desk.draw("price", [DrawRequest(unit: "D1")])
    }
    let started = try await desk.start("screen")
    await #expect(throws: ModelError.notDraft("screen")) { try await desk.start("screen") }
    await #expect(throws: ModelError.hypothesisExists("screen")) {
      try await desk.add(try Office.form(plannedPerArm: 5))
    }
    let kept = try #require(try await office.store.read { try $0.hypothesis("screen") })
    #expect(kept.original == started.original)
    #expect(kept.seal == started.seal)
  }

  @Test("An uptake cannot be logged for tomorrow, nor before the draw")
  func uptakeDays() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let desk = try office.desk("2026-10-20")
    _ = try await desk.draw("screen", [DrawRequest(unit: "D1", manager: "Anna")])
    let (before, after) = (try Office.day("2026-10-19"), try Office.day("2026-10-21"))
    await #expect(throws: WorkflowError.dayInFuture(after)) {
      try await desk.log("screen", LogEntry(unit: "D1", uptakeDay: after, events: []))
    }
    await #expect(
      throws: WorkflowError.beforeExposure(
        unit: "D1",
        day: before,
        exposure: try Office.day("2026-10-20")
      )
    ) {
      try await desk.log("screen", LogEntry(unit: "D1", uptakeDay: before, events: []))
    }
    let batches = try await office.store.read { try $0.batches().map(\.kind) }
    #expect(batches == ["draw"], "a refused log leaves nothing behind")
  }

  @Test("A few drawn units do not vouch for units whose arm somebody chose")
  func halfDrawn() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    _ = try await office.desk("2026-10-20").draw(
      "screen",
      [DrawRequest(unit: "D1", manager: "Anna"), DrawRequest(unit: "D2", manager: "Anna")]
    )
    try await office.bring(
      [Clients(arm: "usual", absent: 14), Clients(arm: "now", held: 14)],
      day: "2026-10-20"
    )
    let evaluation = try await office.desk("2026-11-10").evaluate("screen")
    #expect(evaluation.grade == .reportedSplit)
    #expect(evaluation.uptake?.asDrawn == nil)
    #expect(evaluation.gates.contains { $0.gate.name == "armSizes" })
    #expect(!evaluation.gates.contains { $0.gate.name == "deviations" })
  }
}
