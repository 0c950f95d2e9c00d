import Testing
import VerdictAnalysis
import VerdictModel
import VerdictWorkflow

@Suite("A test stopped by hand")
struct StopTests {
  private func office() async throws -> Office {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.bring(
      [Clients(arm: "usual", held: 4, absent: 6), Clients(arm: "now", held: 7, absent: 3)],
      day: "2026-10-20",
      prefix: "a",
      at: "2026-10-26"
    )
    return office
  }

  @Test("It spends what its information allows and nothing more")
  func noTopUp() async throws {
    let office = try await office()
    try await office.desk("2026-10-26").stop("screen", on: nil, reason: "no more clients")
    let evaluation = try await office.desk("2026-11-16").evaluate("screen")
    #expect(evaluation.verdict == .undecided)
    #expect(evaluation.reasons == [.stopped])
    #expect(evaluation.look.isFinal)
    // 10 an arm of 40 planned: t = 1/4. a(t) = 2Φ̄(Φ̄⁻¹(.0125)/√t) = 2Φ̄(2 · 2.2414027) = 7.366808e-6.
    #expect(abs(evaluation.look.fraction - 0.25) < 1e-12)
    #expect(abs(evaluation.look.spent - 7.366808e-6) < 1e-11)
  }

  @Test("Clients exposed after it do not count, outcomes of those before it do")
  func afterwards() async throws {
    let office = try await office()
    // Two were drawn on the twenty-eighth, the stop was written down later.
    try await office.bring(
      [Clients(arm: "usual", held: 1), Clients(arm: "now", absent: 1)],
      day: "2026-10-28",
      prefix: "b",
      at: "2026-10-29"
    )
    let desk = try office.desk("2026-10-29")
    try await desk.stop("screen", on: try Office.day("2026-10-26"), reason: "no more clients")
    _ = try await desk.log(
      "screen",
      LogEntry(
        unit: "ausual-a0",
        events: [
          UnitEvent(
            unit: "ausual-a0",
            stage: "meetings_held",
            reached: true,
            day: try Office.day("2026-10-27")
          )
        ]
      )
    )
    let evaluation = try await office.desk("2026-11-16").evaluate("screen")
    #expect(evaluation.arms.map(\.exposed) == [10, 10])
    #expect(evaluation.arms.map(\.reached) == [5, 7])
    await #expect(throws: WorkflowError.notDrawable(hypothesis: "screen", reason: "stopped")) {
      try await desk.draw("screen", [DrawRequest(unit: "D1")])
    }
  }

  @Test("It ripens first: too early, with the day")
  func ripening() async throws {
    let office = try await office()
    let desk = try office.desk("2026-10-26")
    await #expect(throws: WorkflowError.reasonMissing) {
      try await desk.stop("screen", on: nil, reason: "")
    }
    try await desk.stop("screen", on: nil, reason: "no more clients")
    // Before the stop's own review the data are not all in.
    for (day, verdict) in [("2026-10-31", Verdict.tooEarly), ("2026-11-15", .undecided)] {
      let evaluation = try await office.desk("2026-11-16").evaluate(
        "screen",
        asOf: try Office.day(day)
      )
      #expect(evaluation.verdict == verdict)
      if verdict == .tooEarly {
        #expect(evaluation.reasons == [.ripening(until: try Office.day("2026-11-09"))])
        #expect(evaluation.effect == nil)
      }
    }
  }

  @Test("Goal choose picks nothing after a stop")
  func choosing() async throws {
    let office = try Office()
    try await office.start(try Office.form(goal: .choose, plannedPerArm: 30))
    try await office.bring(
      [Clients(arm: "usual", held: 4, absent: 6), Clients(arm: "now", held: 7, absent: 3)],
      day: "2026-10-20",
      at: "2026-10-26"
    )
    try await office.desk("2026-10-26").stop("screen", on: nil, reason: "no more clients")
    let evaluation = try await office.desk("2026-11-16").evaluate("screen")
    #expect(evaluation.verdict == .undecided)
    #expect(evaluation.reasons == [.stopped])
    #expect(evaluation.choice == nil)
  }

  @Test("Stopped before anybody was exposed, it has no data to speak of")
  func empty() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let day = try Office.day("2026-10-10")
    try await office.desk("2026-10-20").stop("screen", on: day, reason: "a mistake")
    let kept = try #require(try await office.store.read { try $0.hypothesis("screen") })
    #expect(kept.form.stoppedOn == (try Office.day("2026-10-18")))
    let evaluation = try await office.desk("2026-11-16").evaluate("screen")
    #expect(evaluation.verdict == .invalidData)
    #expect(evaluation.effect == nil)
    _ = try await office.desk("2026-11-16").publish(try Office.period("2026-11-H1"))
  }
}
