import Foundation
import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

@Suite("The meeting's review")
struct MeetingTests {
  /// A test by two managers that ends undecided at the end of December, with its table.
  private func office() async throws -> Office {
    let office = try Office()
    var form = try Office.form(plannedPerArm: 60, stratum: .manager)
    form.owner = "Galina"
    form.segments = [Segment(key: "first", title: Title(ru: "Первый", en: "First"))]
    try await office.start(form)
    for (manager, prefix) in [("Zinaida", "Z"), ("Prokhor", "P")] {
      try await office.bring(
        [Clients(arm: "usual", held: 7, absent: 8), Clients(arm: "now", held: 9, absent: 6)],
        day: "2026-10-20",
        prefix: prefix,
        manager: manager
      )
    }
    var lines = ["date,source,manager,meetings_scheduled,meetings_due,meetings_held"]
    for (manager, held) in [("Zinaida", 20), ("Prokhor", 9)] {
      lines.append("2026-10-20,,\(manager),30,0,0")
      lines.append("2026-11-10,,\(manager),0,30,\(held)")
      lines.append("2026-12-22,,\(manager),0,30,\(held)")
    }
    try await office.table(lines.joined(separator: "\n") + "\n")
    return office
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test("The wall and the chat name no manager; the head's copy does, each beside chance")
  func names() async throws {
    let office = try await office()
    let period = try Office.period("2026-12-H2")
    let desk = try office.desk("2027-01-11")
    let review = try await desk.publish(period)
    let evaluation = try #require(review.decide.first?.evaluation)
    #expect(evaluation.strata.map(\.member) == ["Prokhor", "Zinaida"])
    let kept = try #require(try await office.store.read { try $0.review(period) })
    var open = [Self.text(kept.wallRu), Self.text(kept.wallEn)]
    for language in [Language.ru, .en] {
      open.append(ChatReview.render(review, language: language))
      open.append(MarkdownReview.render(review, language: language, copy: .wall))
      open.append(
        TerminalReview.render(
          review,
          language: language,
          copy: .wall,
          width: 80,
          colour: false
        )
      )
    }
    for page in open {
      #expect(!page.isEmpty)
      let names = ["Zinaida", "Prokhor"].filter { page.contains($0) }
      #expect(names.isEmpty)
    }
    for page in [kept.headRu, kept.headEn] {
      let names = ["Zinaida", "Prokhor"].filter { Self.text(page).contains($0) }
      #expect(names.count == 2)
    }
    // Over the sixty days to the close 58 of 120 came, 40 of 60 of hers: the chance of so many at the
    // department's rate is an exact binomial tail, summed with fractions in Python.
    let zinaida = try #require(review.managers.first { $0.name == "Zinaida" })
    #expect(zinaida.metric == "show_rate")
    #expect(zinaida.successes == 40)
    #expect(zinaida.trials == 60)
    #expect(abs(zinaida.usual - 58.0 / 120) < 1e-12)
    #expect(abs(zinaida.chanceOfMore - 0.00318641517) < 1e-10)
    #expect(review.managers.map(\.name) == ["Prokhor", "Zinaida"])
  }

  @Test("A review read back from its JSON is the same value, and its bytes never change")
  func roundTrip() async throws {
    let office = try await office()
    let period = try Office.period("2026-12-H2")
    let desk = try office.desk("2027-01-11")
    let review = try await desk.publish(period)
    let kept = try #require(try await office.store.read { try $0.review(period) })
    #expect(try JSONDecoder().decode(Review.self, from: Data(kept.json)) == review)
    #expect(try JSONReview.encode(review) == kept.json)
    // Everything that can change, changes.
    _ = try await desk.decide(
      "screen",
      period: period,
      choice: .continue,
      why: "",
      lesson: "none yet",
      owner: "Galina",
      due: nil,
      checkOn: nil
    )
    var form = review.decide[0].evaluation.form
    form.title = Title(ru: "Иначе", en: "Otherwise")
    try await office.desk("2027-01-12").amend("screen", with: form, reason: "a better name")
    try await office.table(
      "date,source,manager,meetings_due,meetings_held\n2026-12-22,,Zinaida,30,1\n",
      at: "2027-01-13"
    )
    let again = try #require(try await office.store.read { try $0.review(period) })
    let isSame = again == kept
    #expect(isSame)
    #expect(try await office.desk("2027-02-01").review(period) == review)
    #expect(sha256(again.json) == again.sha256)
  }

  @Test("Working days without an entry are missing, once they are over and the table has begun")
  func missingDays() async throws {
    let office = try Office()
    // 4 November is a holiday, 7 and 8, 14 and 15 are weekends.
    try await office.table(
      """
      date,source,manager,leads
      2026-11-05,Direct,,3
      2026-11-06,Direct,,0
      2026-11-10,Direct,,4

      """,
      at: "2026-11-12"
    )
    let open = try await office.desk("2026-11-12").review(try Office.period("2026-11-H1"))
    #expect(open.health.missingDays.map(\.description) == ["2026-11-09", "2026-11-11"])
    #expect(!open.health.isGreen)
    let closed = try await office.desk("2026-11-16").review(try Office.period("2026-11-H1"))
    #expect(
      closed.health.missingDays.map(\.description)
        == ["2026-11-09", "2026-11-11", "2026-11-12", "2026-11-13"]
    )
    #expect(closed.health.lastDay == (try Office.day("2026-11-10")))
    #expect(closed.health.sources.map(\.source) == ["Direct"])
    let empty = try await Office().desk("2026-11-16").review(try Office.period("2026-11-H1"))
    #expect(empty.health.missingDays.isEmpty)
    #expect(!empty.health.isGreen)
  }

  @Test("A half-month is published once it is over, and only once")
  func publishing() async throws {
    let office = try Office()
    let period = try Office.period("2026-11-H1")
    for day in ["2026-11-01", "2026-11-14", "2026-11-15"] {
      await #expect(
        throws: WorkflowError.periodOpen(period: period, end: try Office.day("2026-11-16"))
      ) {
        try await office.desk(day).publish(period)
      }
    }
    _ = try await office.desk("2026-11-16").publish(period)
    await #expect(throws: ModelError.reviewPublished(period: "2026-11-H1")) {
      try await office.desk("2026-11-17").publish(period)
    }
    #expect(try await office.store.read { try $0.reviewPeriods() } == [period])
  }

  @Test("Adopted thirty days ago, it is asked whether it holds: before the test and since")
  func holds() async throws {
    let office = try await office()
    try await office.table(
      """
      date,source,manager,meetings_due,meetings_held
      2026-10-01,,Zinaida,40,20
      2027-01-20,,Zinaida,50,30
      2027-02-10,,Zinaida,50,35

      """,
      at: "2027-02-20"
    )
    let period = try Office.period("2026-12-H2")
    let desk = try office.desk("2027-01-11")
    _ = try await desk.publish(period)
    func decide(_ choice: DecisionChoice, due: String, at day: String) async throws {
      _ = try await office.desk(day).decide(
        "screen",
        period: period,
        choice: choice,
        why: "",
        lesson: "",
        owner: "Galina",
        due: try Office.day(due),
        checkOn: nil
      )
    }
    try await decide(.adopt, due: "2027-01-18", at: "2027-01-11")
    let early = try await office.desk("2027-02-16").review(try Office.period("2027-02-H1"))
    #expect(early.holds.isEmpty, "28 days")
    let later = try await office.desk("2027-03-01").review(try Office.period("2027-02-H2"))
    let hold = try #require(later.holds.first)
    #expect(later.holds.count == 1)
    #expect(hold.adoptedOn == (try Office.day("2027-01-18")))
    #expect(hold.checkOn == (try Office.day("2027-02-17")))
    #expect(hold.before == CountReading(successes: 20, trials: 40))
    #expect(hold.since == CountReading(successes: 65, trials: 100))
    // Adopted anew: asked about once. Taken back: no longer asked about.
    try await decide(.adopt, due: "2027-01-20", at: "2027-01-12")
    let anew = try await office.desk("2027-03-01").review(try Office.period("2027-02-H2"))
    #expect(anew.holds.map(\.adoptedOn) == [try Office.day("2027-01-20")])
    try await decide(.rollBack, due: "2027-02-20", at: "2027-02-17")
    let back = try await office.desk("2027-03-01").review(try Office.period("2027-02-H2"))
    #expect(back.holds.isEmpty)
  }

  @Test("Nothing is decided on a review that closed before the test began")
  func decidedTooEarly() async throws {
    let office = try await office()
    let before = try Office.period("2026-10-H1")
    _ = try await office.desk("2026-10-16").publish(before)
    await #expect(throws: WorkflowError.reviewMissing(before)) {
      try await office.desk("2026-10-16").decide(
        "screen",
        period: before,
        choice: .adopt,
        why: "",
        lesson: "",
        owner: "Galina",
        due: nil,
        checkOn: nil
      )
    }
    #expect(try await office.store.read { try $0.decisions(nil) }.isEmpty)
  }

  @Test("Settled tests stay on the page in a line, with the review that said so")
  func settled() async throws {
    let office = try await office()
    _ = try await office.desk("2027-01-11").publish(try Office.period("2026-12-H2"))
    let next = try await office.desk("2027-01-18").publish(try Office.period("2027-01-H1"))
    #expect(next.decide.isEmpty)
    #expect(next.watch.isEmpty)
    #expect(next.settled.map(\.evaluation.verdict) == [.undecided])
    #expect(next.settled.first?.evaluation.latchedIn == (try Office.period("2026-12-H2")))
    #expect(next.expectedFalseConfirmations == 0)
  }
}
