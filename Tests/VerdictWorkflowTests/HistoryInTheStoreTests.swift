import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

@Suite("Tests beside each other") struct HistoryInTheStoreTests {
  private let office: Office
  init() throws { office = try Office() }

  /// All of the new way come and none of the old: confirmed and published on 16 November.
  private func confirmed(_ form: HypothesisForm) async throws {
    try await office.start(form)
    try await office.bring(
      [Clients(arm: "usual", absent: 30), Clients(arm: "now", held: 30)],
      day: "2026-10-20",
      prefix: form.id,
      hypothesis: form.id,
      at: "2026-11-10"
    )
    let review = try await office.desk("2026-11-16").publish(try Office.period("2026-11-H1"))
    #expect(review.decide.map(\.evaluation.verdict) == [.confirmed])
  }

  private func decide(_ id: String) async throws {
    _ = try await office.desk("2026-11-16").decide(
      id,
      period: try Office.period("2026-11-H1"),
      choice: .adopt,
      why: "",
      lesson: "A meeting that has begun cannot be forgotten",
      owner: "Anna",
      due: try Office.day("2026-11-20"),
      checkOn: nil
    )
  }

  @Test("a finished test stands in the history with its word, decision and lesson")
  func finished() async throws {
    #expect(try await office.desk("2026-10-16").history().results.isEmpty)
    try await confirmed(try Office.form(plannedPerArm: 80))
    try await decide("screen")
    let history = try await office.desk("2026-11-17").history()
    let result = try #require(history.results.first)
    #expect(result.verdict == .confirmed)
    #expect(result.period == (try Office.period("2026-11-H1")))
    #expect(result.decision?.choice == .adopt)
    for language in [Language.ru, .en] {
      let text = HistoryWriter(
        history,
        language: language,
        today: try Office.day("2026-11-17"),
        funnel: .standard
      ).text(width: 80, colour: false)
      #expect(text.contains("A meeting that has begun cannot be forgotten"))
      #expect(text.contains(language == .ru ? "Внедряем" : "Adopt"))
    }
  }

  @Test("a row mended after the word is shown as a difference, and the word stands")
  func late() async throws {
    try await confirmed(try Office.form(plannedPerArm: 80))
    let quiet = try await office.desk("2026-12-01").review(try Office.period("2026-11-H2"))
    #expect(quiet.settled.first?.late == nil)
    // One client of the old way came after all, on a day the look had seen.
    _ = try await office.desk("2026-11-20").log(
      "screen",
      LogEntry(
        unit: try await unit(of: "usual"),
        events: [
          UnitEvent(
            unit: try await unit(of: "usual"),
            stage: "meetings_held",
            reached: true,
            day: try Office.day("2026-10-22")
          )
        ]
      )
    )
    let review = try await office.desk("2026-12-01").review(try Office.period("2026-11-H2"))
    let card = try #require(review.settled.first)
    let late = try #require(card.late)
    #expect(late.published.first(where: \.isControl)?.reached == 0)
    #expect(late.now.first(where: \.isControl)?.reached == 1)
    #expect(late.verdict == .confirmed)
    #expect(card.evaluation.arms.first(where: \.isControl)?.reached == 0)
  }

  private func unit(of arm: String) async throws -> String {
    try await office.store.read { reader in
      var found = ""
      try reader.forEachUnit("screen") { record in
        if found.isEmpty, record.exposure.arm == arm { found = record.exposure.unit }
      }
      return found
    }
  }

  @Test("what a form says of earlier hypotheses must be so")
  func links() async throws {
    var form = try Office.form("later")
    form.instead = "screen"
    await #expect(throws: ModelError.unknownHypothesis("screen")) {
      try await office.desk("2026-10-16").add(form)
    }
    form.instead = "later"
    await #expect(throws: ModelError.unknownHypothesis("later")) {
      try await office.desk("2026-10-16").add(form)
    }
    _ = try await office.desk("2026-10-16").add(try Office.form("screen"))
    form.instead = "screen"
    form.repeats = "screen"
    form.stage = "payments"
    await #expect(
      throws: WorkflowError.repeatsAnother(
        hypothesis: "later",
        repeats: "screen",
        fields: ["metric"]
      )
    ) { try await office.desk("2026-10-16").add(form) }
    form.stage = "meetings_held"
    _ = try await office.desk("2026-10-16").add(form)
    let kept = try await office.store.read { try $0.hypothesis("later")?.form }
    #expect(kept?.repeats == "screen")
  }

  @Test("a spread that is not registered stays the usual one while past results are few")
  func shelf() async throws {
    var form = try Office.form(goal: .choose)
    form.tauResults = 0
    _ = try await office.desk("2026-10-16").add(form)
    let kept = try await office.store.read { try $0.hypothesis("screen")?.form }
    #expect(kept?.tauResults == nil)
    #expect(kept?.tau == 0.08)
  }

  @Test("the next registration shows what was learned")
  func lessons() async throws {
    try await confirmed(try Office.form(plannedPerArm: 80))
    try await decide("screen")
    var next = try Office.form("next")
    (next.start, next.end) = (try Office.day("2026-11-23"), try Office.day("2027-01-20"))
    let remarks = try #require(try await office.desk("2026-11-17").add(next).remarks)
    #expect(
      remarks.contains(
        .lesson(
          title: next.title,
          verdict: .confirmed,
          lesson: "A meeting that has begun cannot be forgotten"
        )
      )
    )
  }
}
