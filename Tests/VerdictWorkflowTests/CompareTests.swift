import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel
import VerdictReports
import VerdictWorkflow

@Suite("Two reviews side by side")
struct CompareTests {
  /// A test whose two last reviews are published: too early on 15 December, undecided at the end.
  private func office() async throws -> Office {
    let office = try Office()
    try await office.start(try Office.form(plannedPerArm: 60))
    try await office.bring(
      [Clients(arm: "usual", held: 14, absent: 16), Clients(arm: "now", held: 18, absent: 12)],
      day: "2026-10-20",
      at: "2026-11-20"
    )
    try await office.table(
      """
      date,source,manager,meetings_scheduled,meetings_due,meetings_held
      2026-10-20,,Anna,60,0,0
      2026-12-10,,Anna,0,30,16
      2026-12-22,,Anna,0,30,20

      """
    )
    _ = try await office.desk("2026-12-16").publish(try Office.period("2026-12-H1"))
    _ = try await office.desk("2027-01-11").publish(try Office.period("2026-12-H2"))
    return office
  }

  private func compare(_ office: Office) async throws -> ReviewComparison {
    try await office.desk("2027-01-12").compare(
      try Office.period("2026-12-H2"),
      try Office.period("2026-12-H1")
    )
  }

  @Test(
    "The earlier one stands first, whatever order they are named in; decisions made since are there"
  )
  func sides() async throws {
    let office = try await office()
    _ = try await office.desk("2027-01-11").decide(
      "screen",
      period: try Office.period("2026-12-H2"),
      choice: .extend,
      why: "",
      lesson: "",
      owner: "Galina",
      due: nil,
      checkOn: nil
    )
    let comparison = try await compare(office)
    #expect(comparison.before.period == (try Office.period("2026-12-H1")))
    #expect(comparison.before.isPublished && comparison.after.isPublished)
    let test = try #require(comparison.tests.first)
    #expect(test.before?.verdict == .tooEarly)
    #expect(test.after?.verdict == .undecided)
    #expect(test.after?.decision == .extend)
    // What was too early stays without a direction.
    #expect(test.before?.estimate == nil && test.before?.interval == nil)
    // Show-up 16 of 30 and 20 of 30: the score interval of the difference holds zero.
    let show = try #require(comparison.metrics.first { $0.key == "show_rate" })
    #expect(abs((show.before ?? 0) - 16.0 / 30) < 1e-12)
    #expect(abs((show.after ?? 0) - 20.0 / 30) < 1e-12)
    #expect(show.change?.contains(0) == true)
    #expect(comparison.corrections.isEmpty)
    #expect(comparison.rereads.isEmpty)
    for language in Language.allCases {
      let text = ComparisonPage(comparison, language: language).page().text()
      #expect(text.contains(language == .ru ? "… Рано" : "… Too early"))
      #expect(text.contains(language == .ru ? "16–31\u{A0}декабря" : "16–31\u{A0}December"))
      #expect(!text.contains("2026-12-H"))
    }
  }

  @Test("A corrected cell is named with both numbers, and the frozen bytes stay")
  func corrections() async throws {
    let office = try await office()
    let period = try Office.period("2026-12-H2")
    let kept = try #require(try await office.store.read { try $0.review(period) })
    try await office.table(
      "date,source,manager,meetings_due,meetings_held\n2026-12-22,,Anna,30,4\n",
      at: "2027-01-12"
    )
    let comparison = try await compare(office)
    let correction = try #require(comparison.corrections.first)
    #expect(comparison.corrections.count == 1)
    #expect(correction.key == "meetings_held")
    #expect(correction.published == 20 && correction.now == 4)
    let text = ComparisonPage(comparison, language: .ru).page().text()
    #expect(text.contains("Встречи проведены"))
    let again = try #require(try await office.store.read { try $0.review(period) })
    let isSame = again == kept
    #expect(isSame)
  }

  @Test("Outcomes mended after a word: whether it would differ is said, the word stands")
  func rereads() async throws {
    let office = try await office()
    // Twelve who had stayed away came after all: 30 of 30 by the new way.
    let lines = (0..<12).map { "nowa\($0)" }
    #expect(!lines.isEmpty)
    var file = "unit,arm,date,manager,uptake,meetings_held\n"
    for index in 0..<12 { file += "now-a\(index),now,2026-10-20,Anna,,2026-10-21\n" }
    _ = try await office.desk("2027-01-12").importFile(
      Array(file.utf8),
      name: "mended.csv",
      hypothesis: "screen",
      mode: .commit
    )
    let comparison = try await compare(office)
    let last = try #require(comparison.rereads.first { $0.published == .undecided })
    #expect(last.now == .confirmed)
    #expect(last.wouldDiffer)
    #expect(last.arms.map(\.reached) == [14, 18])
    #expect(last.armsNow.map(\.reached) == [14, 30])
    // The look that was too early says nothing of who came, then or now.
    for reread in comparison.rereads where reread.published == .tooEarly {
      #expect(reread.arms.allSatisfy { $0.reached == nil })
      #expect(reread.armsNow.allSatisfy { $0.reached == nil })
    }
  }

  @Test("One period twice is refused")
  func twice() async throws {
    let office = try await office()
    let period = try Office.period("2026-12-H2")
    await #expect(throws: WorkflowError.samePeriod(period)) {
      _ = try await office.desk("2027-01-12").compare(period, period)
    }
  }
}
