import Testing
import VerdictAnalysis
import VerdictModel
import VerdictWorkflow

@Suite("The data's gates, from the store")
struct GatesInTheStoreTests {
  private func gate(_ name: String, _ evaluation: Evaluation) throws -> GateReading {
    try #require(evaluation.gates.first { $0.gate.name == name })
  }

  @Test(
    "Clients recorded in another arm than drawn fail the test beyond 5 of 100",
    arguments: [(0, GateState.passed), (1, .passed), (2, .warning), (3, .failed)]
  )
  func deviations(moved: Int, expected: GateState) async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let draws = try await office.desk("2026-10-20").draw(
      "screen",
      (0..<40).map { DrawRequest(unit: "D\($0)", manager: "Anna") }
    )
    // The draw's exposures are taken back; the manager's own file says otherwise for some.
    let batch = try #require(try await office.store.read { try $0.batches().last })
    _ = try await office.desk("2026-10-20").undo(batch.id)
    var left = moved
    let lines = draws.map { draw in
      var arm = draw.arm.key
      if left > 0 {
        arm = arm == "now" ? "usual" : "now"
        left -= 1
      }
      return "\(draw.unit),\(arm),2026-10-20,Anna,no"
    }
    let text = (["unit,arm,date,manager,meetings_held"] + lines).joined(separator: "\n") + "\n"
    _ = try await office.desk("2026-11-10").importFile(
      Array(text.utf8),
      name: "own.csv",
      hypothesis: "screen",
      mode: .commit
    )
    let evaluation = try await office.desk("2026-11-10").evaluate("screen")
    let reading = try gate("deviations", evaluation)
    #expect(reading.gate == .deviations(share: Double(moved) / 40, units: Int64(moved)))
    #expect(reading.state == expected)
    #expect(evaluation.verdict == (expected == .failed ? .invalidData : .tooEarly))
    #expect(evaluation.uptake?.asDrawn == CountReading(successes: 40 - moved, trials: 40))
  }

  /// 40 units against the table's 40, 43 and 50 bookings: 1.0, .93 and .8.
  @Test(
    "Units exposed are held against the table's bookings",
    arguments: [
      (40, GateState.passed), (43, .warning), (50, .failed), (37, .warning), (36, .failed),
    ]
  )
  func coverage(booked: Int, expected: GateState) async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.bring(
      [Clients(arm: "usual", absent: 20), Clients(arm: "now", held: 20)],
      day: "2026-10-20"
    )
    try await office.table("date,source,manager,meetings_scheduled\n2026-10-20,,Anna,\(booked)\n")
    let evaluation = try await office.desk("2027-01-11").evaluate(
      "screen",
      asOf: try Office.day("2026-12-31")
    )
    let reading = try gate("coverage", evaluation)
    #expect(reading.gate == .coverage(ratio: 40 / Double(booked)))
    #expect(reading.state == expected)
    #expect((evaluation.verdict == .invalidData) == (expected == .failed))
    #expect((evaluation.effect == nil) == (expected == .failed), "no effect of invalid data")
  }

  @Test(
    "Ripe clients without an outcome fail the test beyond 10 of 100, whichever arm they are in",
    arguments: [(2, GateState.passed), (4, .warning), (5, .failed)]
  )
  func missing(silent: Int, expected: GateState) async throws {
    let office = try Office()
    try await office.start(try Office.form())
    // As many silent ones in each arm, but for one.
    try await office.bring(
      [
        Clients(arm: "usual", absent: 20 - silent / 2, silent: silent / 2),
        Clients(arm: "now", held: 20 - (silent + 1) / 2, silent: (silent + 1) / 2),
      ],
      day: "2026-10-20"
    )
    let desk = try office.desk("2026-11-10")
    let evaluation = try await desk.evaluate("screen")
    let reading = try gate("missingOutcomes", evaluation)
    #expect(reading.gate == .missingOutcomes(share: Double(silent) / 40, units: Int64(silent)))
    #expect(reading.state == expected)
    #expect((evaluation.verdict == .invalidData) == (expected == .failed))
    // Before they are ripe nobody is missing.
    let before = try await desk.evaluate("screen", asOf: try Office.day("2026-10-25"))
    #expect(!before.gates.contains { $0.gate.name == "missingOutcomes" })
  }

  @Test("A team that logs only the new way's answers is found out")
  func missingByArm() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    // 8 of 100 missing in all would be a warning; all of them in one arm is not chance:
    // Fisher's p of 8/50 against 0/50, summed from exact binomials in Python, is .0057702.
    try await office.bring(
      [
        Clients(arm: "usual", held: 20, absent: 22, silent: 8),
        Clients(arm: "now", held: 30, absent: 20),
      ],
      day: "2026-10-20"
    )
    let evaluation = try await office.desk("2026-11-10").evaluate("screen")
    #expect(try gate("missingOutcomes", evaluation).state == .warning)
    let reading = try gate("missingByArm", evaluation)
    #expect(reading.state == .failed)
    guard case .missingByArm(let p) = reading.gate else { return }
    #expect(abs(p - 0.005770162) < 1e-8)
    #expect(evaluation.verdict == .invalidData)
    #expect(evaluation.reasons == [.gate(reading.gate)])
    #expect(evaluation.arms.allSatisfy { $0.reached == nil })
  }

  @Test("A split that no list drew must at least be even")
  func armSizes() async throws {
    for (usual, expected) in [(30, GateState.passed), (5, .failed)] {
      let office = try Office()
      try await office.start(try Office.form())
      try await office.bring(
        [Clients(arm: "usual", absent: usual), Clients(arm: "now", absent: 30)],
        day: "2026-10-20"
      )
      let evaluation = try await office.desk("2026-11-10").evaluate("screen")
      #expect(try gate("armSizes", evaluation).state == expected)
      #expect((evaluation.verdict == .invalidData) == (expected == .failed))
    }
  }

  @Test("Clients in both arms fail the test beyond 1 of 100, and stay where they were first")
  func crossovers() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let both = [Clients(arm: "usual", absent: 30), Clients(arm: "now", absent: 30)]
    try await office.bring(both, day: "2026-10-20")
    let second = "unit,arm,date,manager,meetings_held\nusual-a1,now,2026-10-21,Anna,no\n"
    _ = try await office.desk("2026-11-10").importFile(
      Array(second.utf8),
      name: "second.csv",
      hypothesis: "screen",
      mode: .commit,
      acceptCrossovers: true
    )
    let evaluation = try await office.desk("2026-11-10").evaluate("screen")
    #expect(try gate("crossovers", evaluation).state == .failed)
    #expect(evaluation.arms.map(\.exposed) == [30, 30])
  }

  @Test("Mended before the final look, a test goes on; the gates see no successes")
  func mended() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.bring(
      [Clients(arm: "usual", absent: 12, silent: 8), Clients(arm: "now", absent: 12, silent: 8)],
      day: "2026-10-20"
    )
    let desk = try office.desk("2026-11-10")
    #expect(try await desk.evaluate("screen").verdict == .invalidData)
    for arm in ["usual", "now"] {
      for number in 0..<8 {
        let unit = "\(arm)-s\(number)"
        _ = try await desk.log(
          "screen",
          LogEntry(
            unit: unit,
            events: [UnitEvent(unit: unit, stage: "meetings_held", reached: false, day: nil)]
          )
        )
      }
    }
    #expect(try await desk.evaluate("screen").verdict == .tooEarly)
  }
}
