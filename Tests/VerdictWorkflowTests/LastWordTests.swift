import Testing
import VerdictAnalysis
import VerdictModel
import VerdictWorkflow

/// What was published stays, and what was not published has not been said.
@Suite("The last word")
struct LastWordTests {
  private let lastLook = "2026-12-H2"

  /// All of the new way come and none of the old: 30 an arm is enough at the second review.
  private func crossing(_ office: Office, day: String = "2026-10-20", at: String) async throws {
    try await office.bring(
      [Clients(arm: "usual", absent: 30), Clients(arm: "now", held: 30)],
      day: day,
      prefix: day,
      at: at
    )
  }

  /// The other way round, so that both together say nothing.
  private func reverse(_ office: Office, day: String, at: String) async throws {
    try await office.bring(
      [Clients(arm: "usual", held: 30), Clients(arm: "now", absent: 30)],
      day: day,
      prefix: day,
      at: at
    )
  }

  private func verdicts(_ office: Office, _ period: String, at day: String) async throws
    -> (decide: [Verdict], watch: [Verdict], settled: [Verdict])
  {
    let review = try await office.desk(day).review(try Office.period(period))
    return (
      review.decide.map(\.evaluation.verdict), review.watch.map(\.evaluation.verdict),
      review.settled.map(\.evaluation.verdict)
    )
  }

  @Test("A look that would have confirmed but was not published confirms nothing later")
  func unpublished() async throws {
    let office = try Office()
    try await office.start(try Office.form(plannedPerArm: 80))
    try await crossing(office, at: "2026-11-10")
    #expect(try await verdicts(office, "2026-11-H1", at: "2026-11-16").decide == [.confirmed])
    // Nobody published it. Then it turns, and the final review is published.
    try await reverse(office, day: "2026-11-20", at: "2026-12-20")
    let final = try await office.desk("2027-01-11").publish(try Office.period(lastLook))
    #expect(final.decide.map(\.evaluation.verdict) == [.undecided])
    // Going back to the better look is refused, and changes nothing.
    await #expect(throws: ModelError.reviewPublished(period: lastLook)) {
      try await office.desk("2027-01-12").publish(try Office.period("2026-11-H1"))
    }
    #expect(try await office.desk("2027-01-12").evaluate("screen").verdict == .undecided)
    #expect(try await office.store.read { try $0.looks("screen").map(\.verdict) } == [.undecided])
  }

  @Test("After the final look nothing is confirmed, whatever is entered afterwards")
  func afterTheFinal() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.bring(
      [Clients(arm: "usual", held: 10, absent: 20), Clients(arm: "now", held: 14, absent: 16)],
      day: "2026-10-20"
    )
    let published = try await office.desk("2027-01-11").publish(try Office.period(lastLook))
    let said = try #require(published.decide.first?.evaluation)
    #expect(said.verdict == .undecided)
    #expect(said.look.isFinal)
    // Fifty more of the kind one would wish for, dated before the final look.
    try await office.bring(
      [Clients(arm: "usual", absent: 25), Clients(arm: "now", held: 25)],
      day: "2026-11-20",
      prefix: "late",
      at: "2027-01-14"
    )
    var now = try await office.desk("2027-01-18").evaluate("screen")
    #expect(now.latchedIn == (try Office.period(lastLook)))
    now.latchedIn = nil
    #expect(now == said)
    let next = try await verdicts(office, "2027-01-H1", at: "2027-01-18")
    #expect(next.decide.isEmpty)
    #expect(next.watch.isEmpty)
    #expect(next.settled == [.undecided])
    // And the next review can be published.
    _ = try await office.desk("2027-01-18").publish(try Office.period("2027-01-H1"))
    #expect(try await office.store.read { try $0.looks("screen").count } == 1)
  }

  @Test("Data invalid at the published final look stay so, and do not stop the next reviews")
  func invalidForEver() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.bring(
      [Clients(arm: "usual", absent: 30), Clients(arm: "now", held: 10, silent: 20)],
      day: "2026-10-20"
    )
    let final = try await office.desk("2027-01-11").publish(try Office.period(lastLook))
    #expect(final.decide.map(\.evaluation.verdict) == [.invalidData])
    // Mended after the final look: too late.
    let answers = (0..<20).map { "now-s\($0),now,2026-10-20,Anna,2026-10-21" }
    let text = (["unit,arm,date,manager,meetings_held"] + answers).joined(separator: "\n") + "\n"
    _ = try await office.desk("2027-01-12").importFile(
      Array(text.utf8),
      name: "mended.csv",
      hypothesis: "screen",
      mode: .commit
    )
    for (period, day) in [("2027-01-H1", "2027-01-18"), ("2027-01-H2", "2027-02-01")] {
      let review = try await office.desk(day).publish(try Office.period(period))
      #expect(review.settled.map(\.evaluation.verdict) == [.invalidData])
      #expect(review.settled.first?.followUp == nil, "no counts of invalid data")
    }
  }

  @Test("Rows entered late that end the test at a look already published do not block the next one")
  func lateRows() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let even = [
      Clients(arm: "usual", held: 10, absent: 10), Clients(arm: "now", held: 10, absent: 10),
    ]
    try await office.bring(even, day: "2026-10-20", prefix: "a", at: "2026-11-10")
    let first = try await office.desk("2026-11-16").publish(try Office.period("2026-11-H1"))
    #expect(first.watch.map(\.evaluation.look.isFinal) == [false])
    // As many again, of the same days: the published look now holds all that was planned.
    try await office.bring(even, day: "2026-10-21", prefix: "b", at: "2026-11-20")
    let second = try await office.desk("2026-12-01").publish(try Office.period("2026-11-H2"))
    #expect(second.decide.map(\.evaluation.look.isFinal) == [true])
    let looks = try await office.store.read { try $0.looks("screen") }
    #expect(looks.map(\.number) == [2, 3])
    #expect(looks.map(\.verdict) == [.tooEarly, .undecided])
  }

  @Test("The open half-month, and a day to come, show no look before its date has passed")
  func openPeriod() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await crossing(office, at: "2026-11-10")
    // Ripe since the third; the look closes on the fifteenth, and not before the day is over.
    for day in ["2026-11-10", "2026-11-15"] {
      let desk = try office.desk(day)
      for evaluation in [
        try await desk.evaluate("screen"),
        try await desk.evaluate("screen", asOf: try Office.day("2026-11-15")),
        try await desk.evaluate("screen", asOf: try Office.day("2026-12-31")),
        try await desk.review(try Office.period("2026-11-H1")).watch.first?.evaluation,
        try await desk.review(try Office.period(lastLook)).watch.first?.evaluation,
      ] {
        let evaluation = try #require(evaluation)
        #expect(evaluation.verdict == .tooEarly)
        #expect(evaluation.effect == nil)
        #expect(!evaluation.look.counts)
      }
    }
    #expect(try await office.desk("2026-11-16").evaluate("screen").verdict == .tooEarly)
    let review = try await office.desk("2026-11-16").review(try Office.period("2026-11-H1"))
    #expect(review.decide.map(\.evaluation.verdict) == [.confirmed])
  }

  @Test("What came since the verdict is counted from the verdict on")
  func followUp() async throws {
    let office = try Office()
    try await office.start(try Office.form(plannedPerArm: 80))
    try await crossing(office, at: "2026-11-10")
    _ = try await office.desk("2026-11-16").publish(try Office.period("2026-11-H1"))
    try await reverse(office, day: "2026-11-20", at: "2026-12-10")
    let review = try await office.desk("2026-12-16").review(try Office.period("2026-12-H1"))
    let card = try #require(review.settled.first)
    #expect(card.evaluation.verdict == .confirmed)
    #expect(card.followUp?.control == CountReading(successes: 30, trials: 30))
    #expect(card.followUp?.variant == CountReading(successes: 0, trials: 30))
    let quiet = try await office.desk("2026-12-16").review(try Office.period("2026-11-H2"))
    #expect(quiet.settled.first?.followUp == nil, "nothing has ripened by then")
  }

  @Test("What a published review read is not stopped away, nor an ended test")
  func lateStop() async throws {
    let office = try Office()
    try await office.start(try Office.form(plannedPerArm: 80))
    try await crossing(office, at: "2026-11-02")
    try await office.bring(
      [Clients(arm: "usual", held: 28), Clients(arm: "now", absent: 28)],
      day: "2026-10-28",
      prefix: "worse",
      at: "2026-11-02"
    )
    let desk = try office.desk("2026-11-16")
    _ = try await desk.publish(try Office.period("2026-11-H1"))
    // The better first days only: no.
    for day in ["2026-10-20", "2026-11-14"] {
      await #expect(throws: ModelError.reviewPublished(period: "2026-11-H1")) {
        try await desk.stop("screen", on: try Office.day(day), reason: "it looked better")
      }
    }
    await #expect(throws: WorkflowError.dayInFuture(try Office.day("2026-11-17"))) {
      try await desk.stop("screen", on: try Office.day("2026-11-17"), reason: "soon")
    }
    let ended = try office.desk("2027-01-11")
    await #expect(
      throws: WorkflowError.alreadyStopped(hypothesis: "screen", day: try Office.day("2026-12-17"))
    ) {
      try await ended.stop("screen", on: nil, reason: "no good")
    }
    try await desk.stop("screen", on: try Office.day("2026-11-15"), reason: "the head left")
    let stopped = try #require(try await office.store.read { try $0.hypothesis("screen") })
    #expect(stopped.form.stoppedOn == (try Office.day("2026-11-15")))
    _ = try await office.desk("2026-12-01").publish(try Office.period("2026-11-H2"))
    let looks = try await office.store.read { try $0.looks("screen") }
    #expect(looks.map(\.verdict) == [.tooEarly, .undecided])
  }
}
