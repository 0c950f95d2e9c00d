import Testing
import VerdictExchange
import VerdictModel
import VerdictWorkflow

@Suite("Draws and logs")
struct DrawAndLogTests {
  @Test("A sealed list is balanced and follows from its seal alone")
  func sealedList() {
    let list = SealedList(seal: [1, 2, 3], arms: ["usual", "now"])
    var balance = 0
    var widest = 0
    var arms: [String] = []
    for position in 0..<400 {
      let arm = list.arm(stratum: "Anna", position: position)
      arms.append(arm)
      balance += arm == "now" ? 1 : -1
      widest = max(widest, abs(balance))
    }
    // Blocks hold two or four places, so the arms never part by more than two.
    #expect(widest <= 2)
    #expect(widest == 2)
    let again = SealedList(seal: [1, 2, 3], arms: ["usual", "now"])
    #expect(
      (0..<400).reversed().map { again.arm(stratum: "Anna", position: $0) } == arms.reversed()
    )
    let other = SealedList(seal: [1, 2, 4], arms: ["usual", "now"])
    #expect((0..<400).map { other.arm(stratum: "Anna", position: $0) } != arms)
    #expect((0..<400).map { list.arm(stratum: "Oleg", position: $0) } != arms)
  }

  @Test("The start freezes the seal's fingerprint, and the same unit always gets the same arm")
  func drawing() async throws {
    let office = try Office()
    try await office.start(try Office.form(), seal: nil)
    let hypothesis = try #require(try await office.store.read { try $0.hypothesis("screen") })
    let seal = try #require(hypothesis.seal)
    #expect(seal.count == 32)
    #expect(hypothesis.original.frozen?.sealSHA256 == SealedList.fingerprint(seal))
    let desk = try office.desk("2026-10-20")
    let requests = (0..<12).map { DrawRequest(unit: "D\($0)", manager: "Anna") }
    let first = try await desk.draw("screen", requests)
    let again = try await desk.draw("screen", requests.reversed())
    #expect(first.allSatisfy { $0.isNew })
    #expect(again.allSatisfy { !$0.isNew })
    #expect(again.map(\.arm.key) == first.reversed().map(\.arm.key))
    let list = SealedList(seal: seal, arms: ["usual", "now"])
    #expect(first.map(\.arm.key) == (0..<12).map { list.arm(stratum: "Anna", position: $0) })
    let audit = try await office.store.read {
      try $0.allocationAudit("screen", asOf: try Office.day("2026-10-20"))
    }
    #expect(audit.listed == 12)
    #expect(audit.differing == 0)
  }

  @Test("A draw outside the dates, or after a stop, is refused")
  func outsideDates() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    await #expect(throws: WorkflowError.self) {
      try await office.desk("2026-10-18").draw("screen", [DrawRequest(unit: "D1")])
    }
    await #expect(throws: WorkflowError.self) {
      try await office.desk("2026-12-18").draw("screen", [DrawRequest(unit: "D1")])
    }
    try await office.desk("2026-11-02").stop("screen", on: nil, reason: "enough")
    await #expect(throws: WorkflowError.self) {
      try await office.desk("2026-11-03").draw("screen", [DrawRequest(unit: "D1")])
    }
    let units = try await office.store.read { try $0.allocationCount("screen", stratum: "") }
    #expect(units == 0)
  }

  @Test("Parity gives odd deal numbers the control")
  func parity() async throws {
    let office = try Office()
    try await office.start(try Office.form(allocation: .parity))
    let draws = try await office.desk("2026-10-20").draw(
      "screen",
      [DrawRequest(unit: "41901"), DrawRequest(unit: "41902"), DrawRequest(unit: "D-7a")]
    )
    #expect(draws.map(\.arm.key) == ["usual", "now", "usual"])
    await #expect(throws: WorkflowError.parityNeedsNumber(unit: "abc")) {
      try await office.desk("2026-10-20").draw("screen", [DrawRequest(unit: "abc")])
    }
  }

  @Test("A log before the draw, in the future, or of an unknown unit or stage is refused")
  func logging() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let desk = try office.desk("2026-10-20")
    _ = try await desk.draw("screen", [DrawRequest(unit: "D1", manager: "Anna")])
    func held(_ day: String, _ unit: String = "D1", stage: String = "meetings_held") throws
      -> LogEntry
    {
      LogEntry(
        unit: unit,
        events: [UnitEvent(unit: unit, stage: stage, reached: true, day: try Office.day(day))]
      )
    }
    for entry in [
      try held("2026-10-19"), try held("2026-10-21"), try held("2026-10-20", "D2"),
      try held("2026-10-20", stage: "dances"),
    ] {
      await #expect(throws: WorkflowError.self) { try await desk.log("screen", entry) }
    }
    let record = try await desk.log("screen", try held("2026-10-20"))
    #expect(record.events.map(\.stage) == ["meetings_held"])
    #expect(record.exposure.day == (try Office.day("2026-10-20")))
  }
}
