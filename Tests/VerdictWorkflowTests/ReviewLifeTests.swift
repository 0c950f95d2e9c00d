import Testing
import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

@Suite("The life of a review")
struct ReviewLifeTests {
  @Test("A relative effect needs the table's own base, and is frozen in points with it")
  func relativeEffect() async throws {
    let office = try Office()
    let form = try Office.form(effect: RegisteredEffect(scale: .relative, value: 10))
    let desk = try office.desk("2026-10-16")
    _ = try await desk.add(form)
    await #expect(
      throws: WorkflowError.baseRateMissing(hypothesis: "screen", stage: "meetings_held")
    ) {
      try await desk.start("screen")
    }
    let table = "date,source,manager,meetings_due,meetings_held\n2026-10-01,,Anna,80,40\n"
    _ = try await desk.importFile(Array(table.utf8), name: "t.csv", mode: .commit)
    let started = try await desk.start("screen")
    #expect(started.form.frozen?.baseRate == 0.5)
    #expect(abs((started.form.frozen?.smallestWorthwhileEffect ?? 0) - 0.05) < 1e-12)
    #expect(started.form.frozen?.reviews.last == (try Office.period("2026-12-H2")))
  }

  @Test("Before the final look nothing is shown; a glance is recorded with its reason")
  func blind() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.live(
      "screen",
      "2026-10-20",
      prefix: "A",
      count: 24,
      held: ["now": 7, "usual": 6]
    )
    let desk = try office.desk("2026-11-10")
    let evaluation = try await desk.evaluate("screen")
    #expect(evaluation.verdict == .tooEarly)
    #expect(evaluation.effect == nil)
    #expect(evaluation.arms.allSatisfy { $0.reached == nil })
    #expect(evaluation.preview == nil)
    await #expect(throws: WorkflowError.reasonMissing) {
      try await desk.glance("screen", reason: "")
    }
    try await desk.glance("screen", reason: "a client left")
    let seen = try await desk.evaluate("screen")
    #expect(seen.preview?.glances.map(\.reason) == ["a client left"])
    #expect(seen.preview?.interval != nil)
    // The published page says who looked, never what was seen.
    let review = try await office.desk("2026-11-16").publish(try Office.period("2026-11-H1"))
    let card = try #require(review.watch.first?.evaluation)
    #expect(card.preview?.glances.count == 1)
    #expect(card.preview?.interval == nil)
  }

  @Test("A verdict latches where it was first published; later data are a follow-up")
  func latching() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    // All of the new way come, none of the old: surely better once enough has ripened.
    try await office.live("screen", "2026-10-20", prefix: "A", count: 60, held: ["now": 30])
    let desk = try office.desk("2026-11-16")
    await #expect(throws: WorkflowError.self) {
      try await office.desk("2026-11-15").publish(try Office.period("2026-11-H1"))
    }
    let review = try await desk.publish(try Office.period("2026-11-H1"))
    #expect(review.decide.map(\.evaluation.verdict) == [.confirmed])
    let confirmed = try #require(review.decide.first?.evaluation)
    #expect(confirmed.look.isFinal == false)
    #expect(confirmed.effect?.stagewise != nil)
    await #expect(throws: ModelError.reviewPublished(period: "2026-11-H1")) {
      try await desk.publish(try Office.period("2026-11-H1"))
    }
    // Then it turns: the verdict stays, the counts since are said.
    try await office.live("screen", "2026-11-17", prefix: "B", count: 40, held: ["usual": 10])
    let later = try office.desk("2026-12-16")
    let next = try await later.review(try Office.period("2026-12-H1"))
    let card = try #require(next.settled.first)
    #expect(card.evaluation.verdict == .confirmed)
    #expect(card.evaluation.latchedIn == (try Office.period("2026-11-H1")))
    #expect(card.evaluation.asOf == confirmed.asOf)
    #expect(card.followUp?.control.successes == 10)
    let since = try #require(card.followUp)
    #expect(since.control.trials + since.variant.trials == 40)
    // What was published is the same bytes for ever.
    let first = try Office.period("2026-11-H1")
    let kept = try #require(try await office.store.read { try $0.review(first) })
    #expect(try await later.review(try Office.period("2026-11-H1")) == review)
    #expect(sha256(kept.json) == kept.sha256)
    #expect(!String(decoding: kept.wallRu, as: UTF8.self).contains("Менеджер"))
  }

  @Test("An unpublished look counts and spends all the same")
  func unpublishedLooks() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.live(
      "screen",
      "2026-10-20",
      prefix: "A",
      count: 24,
      held: ["now": 6, "usual": 6]
    )
    try await office.live(
      "screen",
      "2026-11-17",
      prefix: "B",
      count: 24,
      held: ["now": 6, "usual": 6]
    )
    let evaluation = try await office.desk("2026-12-16").evaluate(
      "screen",
      asOf: try Office.day("2026-12-15")
    )
    #expect(evaluation.look.fractions.count == 2)
    // Blocks of two or four leave the arms up to two apart, so not exactly .3 and .6.
    #expect(abs(evaluation.look.fractions[0] - 0.3) < 0.01)
    #expect(abs(evaluation.look.fractions[1] - 0.6) < 0.01)
  }

  @Test("A stop tops nothing up: ripening first, then to discuss")
  func stopping() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.live(
      "screen",
      "2026-10-20",
      prefix: "A",
      count: 24,
      held: ["now": 8, "usual": 6]
    )
    try await office.desk("2026-10-26").stop("screen", on: nil, reason: "the script hurts")
    await #expect(throws: WorkflowError.self) {
      try await office.desk("2026-10-27").stop("screen", on: nil, reason: "again")
    }
    let ripening = try await office.desk("2026-11-02").evaluate("screen")
    #expect(ripening.verdict == .tooEarly)
    #expect(ripening.reasons == [.ripening(until: try Office.day("2026-11-09"))])
    let stopped = try await office.desk("2026-11-20").evaluate("screen")
    #expect(stopped.verdict == .undecided)
    #expect(stopped.reasons == [.stopped])
    #expect(stopped.look.spent < 0.01)
  }

  @Test("Metric, size and dates cannot change once a look has counted; words can")
  func amending() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    var form = try Office.form()
    form.plannedPerArm = 60
    try await office.desk("2026-10-21").amend("screen", with: form, reason: "more clients")
    try await office.live(
      "screen",
      "2026-10-22",
      prefix: "A",
      count: 24,
      held: ["now": 6, "usual": 6]
    )
    form.plannedPerArm = 40
    await #expect(throws: WorkflowError.self) {
      try await office.desk("2026-11-20").amend("screen", with: form, reason: "fewer")
    }
    form.plannedPerArm = 60
    form.owner = "Oleg"
    try await office.desk("2026-11-20").amend("screen", with: form, reason: "Anna left")
    let hypothesis = try #require(try await office.store.read { try $0.hypothesis("screen") })
    #expect(hypothesis.amendments.map(\.reason) == ["more clients", "Anna left"])
    #expect(hypothesis.form.owner == "Oleg")
    #expect(hypothesis.original.plannedPerArm == 40)
  }

  @Test("A decision needs a published review, and the next review remembers it")
  func deciding() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    try await office.live("screen", "2026-10-20", prefix: "A", count: 60, held: ["now": 30])
    let period = try Office.period("2026-11-H1")
    let desk = try office.desk("2026-11-16")
    let due = try Office.day("2026-11-20")
    func decide() async throws {
      _ = try await desk.decide(
        "screen",
        period: period,
        choice: .adopt,
        why: "",
        lesson: "A meeting begun is not forgotten",
        owner: "Anna",
        due: due,
        checkOn: nil
      )
    }
    await #expect(throws: WorkflowError.reviewMissing(period)) { try await decide() }
    _ = try await desk.publish(period)
    try await decide()
    let next = try await office.desk("2026-12-01").review(try Office.period("2026-11-H2"))
    #expect(next.lastDecisions.map(\.decision.lesson) == ["A meeting begun is not forgotten"])
    #expect(next.lastDecisions.first?.isOverdue == true)
  }

  @Test("The goal choose picks at its one date, and not before")
  func choosing() async throws {
    let office = try Office()
    try await office.start(try Office.form(goal: .choose, plannedPerArm: 20))
    try await office.live(
      "screen",
      "2026-10-20",
      prefix: "A",
      count: 60,
      held: ["now": 20, "usual": 16]
    )
    let early = try await office.desk("2026-12-16").evaluate(
      "screen",
      asOf: try Office.day("2026-12-15")
    )
    #expect(early.verdict == .tooEarly)
    #expect(early.choice == nil)
    let final = try await office.desk("2027-01-11").evaluate(
      "screen",
      asOf: try Office.day("2026-12-31")
    )
    #expect(final.verdict == .preferVariant)
    #expect(final.choice?.picksVariant == true)
    #expect(final.look.decisionDate == (try Office.day("2027-01-11")))
  }

  @Test("The draw's stage in the table is held against the units exposed")
  func coverage() async throws {
    for (booked, expected) in [(24, GateState.passed), (26, .warning), (30, .failed)] {
      let office = try Office()
      try await office.start(try Office.form())
      try await office.live(
        "screen",
        "2026-10-20",
        prefix: "A",
        count: 24,
        held: ["now": 6, "usual": 6]
      )
      let table = """
        date,source,manager,meetings_scheduled
        2026-10-20,,Anna,\(booked)
        2026-10-20,,Vera,50

        """
      let desk = try office.desk("2026-11-10")
      _ = try await desk.importFile(Array(table.utf8), name: "t.csv", mode: .commit)
      let evaluation = try await desk.evaluate("screen")
      let gate = try #require(
        evaluation.gates.first { $0.gate.name == "coverage" }
      )
      // Vera has no client in the test: her bookings are not missing from it.
      #expect(gate.state == expected)
      #expect((evaluation.verdict == .invalidData) == (expected == .failed))
    }
  }
}
