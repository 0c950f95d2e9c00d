import Testing
import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictWorkflow

@Suite("Amendments")
struct AmendmentTests {
  /// A field, its name in the file, and a change of it.
  struct Change: Sendable, CustomTestStringConvertible {
    let field: String
    let make: @Sendable (inout HypothesisForm) -> Void
    var testDescription: String { field }
  }

  static let closing: [Change] = [
    Change(field: "end") { $0.end = $0.end + 14 },
    Change(field: "planned_per_arm") { $0.plannedPerArm = 20 },
    Change(field: "maturity_days") { $0.maturityDays = 7 },
    Change(field: "smallest_worthwhile_effect") {
      $0.effect = RegisteredEffect(scale: .points, value: 1)
    },
    Change(field: "metric") { $0.stage = "payments" },
    Change(field: "direction") { $0.direction = .down },
    Change(field: "guardrails") { $0.guardrails = [] },
    Change(field: "reversible") { $0.isReversible = false },
    Change(field: "cost_per_unit") { $0.costPerUnit = 0.1 },
    Change(field: "spread") { $0.tau = 0.3 },
    Change(field: "drawn_at") { $0.drawnAt = "leads" },
  ]

  static let fixed: [Change] = [
    Change(field: "start") { $0.start = $0.start - 1 },
    Change(field: "goal") { $0.goal = .choose },
    Change(field: "stratum") { $0.stratum = .manager },
    Change(field: "allocation") { $0.allocation = .parity },
    Change(field: "significance_level") { $0.significanceLevel = 0.2 },
    Change(field: "arms") { form in
      // The same names, the other way round: what was worse would be better.
      form.arms = form.arms.map { Arm(key: $0.key, title: $0.title, isControl: !$0.isControl) }
    },
  ]

  private static func form() throws -> HypothesisForm {
    var form = try Office.form()
    form.guardrails = [Guardrail(stage: "payments", margin: 0.05)]
    return form
  }

  /// A running test whose look of 15 November counted.
  private func office() async throws -> Office {
    let office = try Office()
    try await office.start(try Self.form())
    try await office.bring(
      [Clients(arm: "usual", held: 6, absent: 6), Clients(arm: "now", held: 6, absent: 6)],
      day: "2026-10-20",
      at: "2026-11-10"
    )
    return office
  }

  @Test("Once a look has counted, what it was read by cannot change", arguments: closing)
  func closed(change: Change) async throws {
    let office = try await office()
    var form = try Self.form()
    change.make(&form)
    await #expect(
      throws: WorkflowError.amendmentCloses(hypothesis: "screen", fields: [change.field])
    ) {
      try await office.desk("2026-11-16").amend("screen", with: form, reason: "better so")
    }
    let kept = try #require(try await office.store.read { try $0.hypothesis("screen") })
    #expect(kept.amendments.isEmpty)
  }

  @Test("Before a look has counted it can, and the frozen terms follow", arguments: closing)
  func open(change: Change) async throws {
    let office = try await office()
    var form = try Self.form()
    change.make(&form)
    try await office.desk("2026-11-12").amend("screen", with: form, reason: "a slip")
    let kept = try #require(try await office.store.read { try $0.hypothesis("screen") })
    var expected = form
    expected.frozen = kept.form.frozen
    #expect(kept.form == expected)
    let frozen = try #require(kept.form.frozen)
    #expect(frozen.smallestWorthwhileEffect == form.effect.absolute(baseRate: nil))
    #expect(frozen.reviews.last?.end ?? form.start >= form.ripeOn)
    #expect(frozen.reviews.dropLast().last?.end ?? form.start < form.ripeOn)
    #expect(frozen.sealSHA256 == kept.original.frozen?.sealSHA256)
    #expect(frozen.mode == kept.original.frozen?.mode)
    #expect(kept.amendments.last?.sha256 == sha256(FormCodec.bytes(of: kept.form)))
    // The cells follow what is counted now.
    #expect(try await office.store.health().differingCells == 0)
  }

  @Test("Some things never change under a running test", arguments: fixed)
  func never(change: Change) async throws {
    let office = try Office()
    try await office.start(try Self.form())
    var form = try Self.form()
    change.make(&form)
    await #expect(
      throws: WorkflowError.amendmentCloses(hypothesis: "screen", fields: [change.field])
    ) {
      try await office.desk("2026-10-19").amend("screen", with: form, reason: "better so")
    }
  }

  @Test("Words, owner and segments change at any time; no reason, no change")
  func free() async throws {
    let office = try await office()
    var form = try Self.form()
    form.title = Title(ru: "Новое имя", en: "A new name")
    form.owner = "Vera"
    form.segments = [Segment(key: "first", title: Title(ru: "Первый", en: "First"))]
    let desk = try office.desk("2026-11-20")
    await #expect(throws: WorkflowError.reasonMissing) {
      try await desk.amend("screen", with: form, reason: "")
    }
    let before = try await desk.evaluate("screen", asOf: try Office.day("2026-11-15"))
    try await desk.amend("screen", with: form, reason: "clearer")
    var after = try await desk.evaluate("screen", asOf: try Office.day("2026-11-15"))
    #expect(after.form.owner == "Vera")
    after.form = before.form
    #expect(after == before, "nothing but the words")
    #expect(try await office.store.health().differingCells == 0)
  }

  @Test("A form cannot bring its own frozen terms, nor undo a stop")
  func smuggled() async throws {
    let office = try await office()
    try await office.desk("2026-11-12").stop("screen", on: nil, reason: "enough")
    var form = try Self.form()
    form.stoppedOn = nil
    form.frozen = FrozenTerms(
      smallestWorthwhileEffect: 0.9,
      baseRate: 0.01,
      mode: .score,
      reviews: [],
      sealSHA256: "00"
    )
    try await office.desk("2026-11-13").amend("screen", with: form, reason: "words")
    let kept = try #require(try await office.store.read { try $0.hypothesis("screen") })
    #expect(kept.form.stoppedOn == (try Office.day("2026-11-12")))
    #expect(kept.form.frozen?.smallestWorthwhileEffect == 0.05)
    #expect(kept.form.frozen?.mode == .exact)
    #expect(kept.form.frozen?.sealSHA256 == kept.original.frozen?.sealSHA256)
  }

  @Test("Ten per cent of a base of nothing is no effect to look for")
  func emptyBase() async throws {
    let office = try Office()
    let desk = try office.desk("2026-10-16")
    _ = try await desk.add(
      try Office.form(effect: RegisteredEffect(scale: .relative, value: 10))
    )
    try await office.table(
      "date,source,manager,meetings_due,meetings_held\n2026-10-01,,Anna,80,0\n",
      at: "2026-10-16"
    )
    await #expect(
      throws: WorkflowError.baseRateMissing(hypothesis: "screen", stage: "meetings_held")
    ) {
      try await desk.start("screen")
    }
    #expect(try await office.store.read { try $0.hypothesis("screen")?.state } == .draft)
  }

  @Test("The base is that of the ninety days before the test, not of the test itself")
  func baseBeforeStart() async throws {
    let office = try Office()
    let desk = try office.desk("2026-10-22")
    _ = try await desk.add(
      try Office.form(effect: RegisteredEffect(scale: .relative, value: 10))
    )
    try await office.table(
      """
      date,source,manager,meetings_due,meetings_held
      2026-07-20,,Anna,1000,1000
      2026-07-21,,Anna,100,40
      2026-10-18,,Anna,100,60
      2026-10-19,,Anna,1000,1000

      """,
      at: "2026-10-22"
    )
    let started = try await desk.start("screen")
    #expect(started.form.frozen?.baseRate == 0.5)
    #expect(abs((started.form.frozen?.smallestWorthwhileEffect ?? 0) - 0.05) < 1e-12)
  }
}
