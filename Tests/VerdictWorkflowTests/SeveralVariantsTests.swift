import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel
import VerdictWorkflow

@Suite("Several variants against one control") struct SeveralVariantsTests {
  private let office: Office
  init() throws { office = try Office() }

  private func start(_ goal: Goal = .prove) async throws -> HypothesisForm {
    var form = try Office.form(goal: goal, allocation: .blocks(within: .all), plannedPerArm: 60)
    form.arms.append(
      Arm(key: "film", title: Title(ru: "Видео", en: "A film"), isControl: false)
    )
    try await office.start(form, seal: nil)
    return form
  }

  private func bring(_ held: [(arm: String, held: Int, absent: Int)], day: String) async throws {
    try await office.bring(
      held.map { Clients(arm: $0.arm, held: $0.held, absent: $0.absent) },
      day: day,
      prefix: day
    )
  }

  @Test("each is judged at a quarter of the level, and the card is that of the one ahead")
  func prove() async throws {
    _ = try await start()
    try await bring(
      [("usual", 24, 36), ("now", 33, 27), ("film", 45, 15)],
      day: "2026-10-20"
    )
    let evaluation = try await office.desk("2027-01-11").evaluate("screen")
    #expect(evaluation.verdict == .confirmed && evaluation.lead == "film")
    let variants = try #require(evaluation.variants)
    #expect(variants.map(\.key) == ["now", "film"])
    #expect(variants.map(\.verdict) == [.undecided, .confirmed])
    #expect(evaluation.arms.map(\.reached) == [24, 33, 45])
    // One look, everything ripe: the exact interval at level 1 − 2·.0125.
    let exact = try ExactUnconditionalTest(
      control: try BinomialCount(successes: 24, trials: 60),
      variant: try BinomialCount(successes: 45, trials: 60)
    )
    let interval = try exact.interval(tail: try #require(evaluation.look.tail))
    #expect(evaluation.effect?.interval == interval)
    #expect(evaluation.look.tail.map { abs($0 - 0.0125) < 1e-9 } ?? false)
    #expect(evaluation.form.arms.count == 3 && evaluation.form.sideLevel == 0.0125)
  }

  @Test("before the end nothing is shown of any, unless one did harm")
  func blind() async throws {
    _ = try await start()
    try await bring(
      [("usual", 27, 13), ("now", 26, 14), ("film", 4, 36)],
      day: "2026-10-20"
    )
    let evaluation = try await office.desk("2026-11-16").evaluate(
      "screen",
      asOf: try Office.day("2026-11-15")
    )
    #expect(evaluation.verdict == .tooEarly && evaluation.effect == nil)
    #expect(evaluation.arms.allSatisfy { $0.reached == nil })
    let variants = try #require(evaluation.variants)
    #expect(variants.map(\.verdict) == [.tooEarly, .harmful])
    #expect(variants.first?.effect == nil)
  }

  @Test("a choice is made for the variant that promises most")
  func choose() async throws {
    _ = try await start(.choose)
    try await bring(
      [("usual", 24, 16), ("now", 28, 12), ("film", 26, 14)],
      day: "2026-10-20"
    )
    let evaluation = try await office.desk("2027-01-11").evaluate("screen")
    #expect(evaluation.verdict == .preferVariant && evaluation.lead == "now")
    #expect(evaluation.variants?.map(\.verdict) == [.preferVariant, .preferVariant])
  }
}
