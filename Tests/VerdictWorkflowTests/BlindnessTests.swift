import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// A test is blind when its mirror image looks the same: the arms' outcomes exchanged, every page,
/// file and number before the end must stay as it was.
@Suite("Blind until the end")
struct BlindnessTests {
  private func office(better: Int, worse: Int, mirrored: Bool, goal: Goal = .prove) async throws
    -> Office
  {
    let office = try Office()
    var form = try Office.form(goal: goal, plannedPerArm: 120)
    form.guardrails = [Guardrail(stage: "payments", margin: 0.05)]
    form.segments = [Segment(key: "first", title: Title(ru: "Первый", en: "First"))]
    try await office.start(form)
    for day in ["2026-10-20", "2026-10-29", "2026-11-12"] {
      let (usual, now) = mirrored ? (better, worse) : (worse, better)
      try await office.bring(
        [
          Clients(arm: "usual", held: usual, absent: 20 - usual),
          Clients(arm: "now", held: now, absent: 20 - now, acceptedAndHeld: 2),
        ],
        day: day,
        prefix: day,
        at: "2026-11-16"
      )
    }
    let lines = ["2026-09-01", "2026-10-20", "2026-10-29", "2026-11-12"]
      .map { "\($0),,Anna,40,40,\(better + worse)" }
    try await office.table(
      (["date,source,manager,meetings_scheduled,meetings_due,meetings_held"] + lines)
        .joined(separator: "\n") + "\n",
      at: "2026-11-16"
    )
    return office
  }

  @Test(
    "Published pages, the review's JSON and the card say nothing that the mirror image would not",
    arguments: [Goal.prove, .choose]
  )
  func mirror(goal: Goal) async throws {
    let period = try Office.period("2026-11-H1")
    var pages: [[[UInt8]]] = []
    var cards: [[UInt8]] = []
    for mirrored in [false, true] {
      let office = try await office(better: 13, worse: 9, mirrored: mirrored, goal: goal)
      let desk = try office.desk("2026-11-16")
      // Before the publication, between looks, and on the look itself.
      for day in ["2026-10-25", "2026-11-15", "2026-11-16"] {
        cards.append(
          try JSONReview.encode(try await desk.evaluate("screen", asOf: try Office.day(day)))
        )
      }
      let review = try await desk.publish(period)
      #expect(review.watch.map(\.evaluation.verdict) == [.tooEarly])
      let kept = try #require(try await office.store.read { try $0.review(period) })
      pages.append([kept.json, kept.wallRu, kept.wallEn, kept.headRu, kept.headEn])
      pages[pages.count - 1].append(Array(ChatReview.render(review, language: .ru).utf8))
    }
    // Compared one by one: what differs would be printed by the thousand bytes.
    for (page, mirrored) in zip(pages[0], pages[1]) {
      let isSame = page == mirrored
      #expect(isSame)
    }
    let isSame = cards[0...2].elementsEqual(cards[3...5])
    #expect(isSame)
  }

  @Test("Invalid data show no effect either")
  func invalid() async throws {
    var pages: [[UInt8]] = []
    for mirrored in [false, true] {
      let office = try await office(better: 18, worse: 2, mirrored: mirrored)
      let silent = (0..<40).flatMap { number in
        ["usual", "now"].map { "s\($0)\(number),\($0),2026-10-21,Anna," }
      }
      let text = (["unit,arm,date,manager,meetings_held"] + silent).joined(separator: "\n") + "\n"
      let desk = try office.desk("2026-11-16")
      _ = try await desk.importFile(
        Array(text.utf8),
        name: "silent.csv",
        hypothesis: "screen",
        mode: .commit
      )
      let review = try await desk.publish(try Office.period("2026-11-H1"))
      #expect(review.decide.map(\.evaluation.verdict) == [.invalidData])
      pages.append(try JSONReview.encode(review))
    }
    let isSame = pages[0] == pages[1]
    #expect(isSame)
  }

  @Test("A glance opens the interval to who asked, never to a published page")
  func glance() async throws {
    let office = try await office(better: 13, worse: 9, mirrored: false)
    let desk = try office.desk("2026-11-16")
    #expect(try await desk.evaluate("screen").preview == nil)
    try await desk.glance("screen", reason: "the board asks")
    let seen = try #require(try await desk.evaluate("screen").preview)
    #expect(seen.glances.map(\.who) == ["head"])
    #expect(seen.interval != nil)
    #expect(try await desk.evaluate("screen").verdict == .tooEarly)
    let period = try Office.period("2026-11-H1")
    let review = try await desk.publish(period)
    #expect(review.watch.first?.evaluation.preview?.interval == nil)
    #expect(review.watch.first?.evaluation.preview?.glances.map(\.reason) == ["the board asks"])
    await #expect(throws: ModelError.unknownHypothesis("price")) {
      try await desk.glance("price", reason: "just so")
    }
  }
}
