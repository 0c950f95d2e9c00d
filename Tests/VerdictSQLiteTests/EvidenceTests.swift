import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

/// Small worlds whose answers were worked out on paper.
@Suite("Evidence")
struct EvidenceTests {
  let place: Place
  let store: SQLiteStore

  init() async throws {
    place = try Place()
    store = try place.create()
    try await Sample.start(Sample.form("screen"), in: store)
  }

  private func put(_ records: [UnitRecord]) async throws {
    _ = try await StoreLaws.put(records.map { .unit($0) }, in: store)
  }

  private func cell(
    asOf day: Int,
    horizon: Int = 14,
    lastExposure: Int? = nil
  ) async throws -> EvidenceCell {
    let evidence = try await store.read {
      try $0.evidence(
        EvidenceQuery(
          hypothesis: "screen",
          cut: .all,
          moments: [.reached("meetings_held"), .answered("meetings_held")],
          asOf: Sample.firstDay + day,
          horizon: horizon,
          byLag: .reached("meetings_held"),
          lastExposure: lastExposure.map { Sample.firstDay + $0 }
        )
      )
    }
    #expect(evidence.cells.count == 1)
    return try #require(evidence.cells.first)
  }

  private let held = EvidenceMoment.reached("meetings_held")

  @Test("What was known on a day: exposed, matured, seen, ever, undated")
  func asOf() async throws {
    try await put([
      // Exposed on day 0: in time on day 5, too late on day 20, on an unknown day, never, a "no".
      Sample.unit("a", "offer", events: [Sample.event("a", day: 5)]),
      Sample.unit("b", "offer", events: [Sample.event("b", day: 20)]),
      Sample.unit("c", "offer", events: [Sample.event("c", day: nil)]),
      Sample.unit("d", "offer"),
      Sample.unit("e", "offer", events: [Sample.event("e", day: 6, reached: false)]),
      // Exposed on day 10, reached on day 12.
      Sample.unit("f", "offer", day: 10, events: [Sample.event("f", day: 12)]),
    ])
    let early = try await cell(asOf: 4)
    #expect((early.exposed, early.matured) == (5, 0))
    #expect(early.sums[held] == MomentSums())

    let ripe = try await cell(asOf: 14)
    #expect((ripe.exposed, ripe.matured) == (6, 5))
    let sums = try #require(ripe.sums[held])
    #expect(sums.matured.units == 2)  // a, c
    #expect(sums.seen.units == 3)  // a, c, f
    #expect(sums.maturedEver.units == 2)  // a, c: b has not come yet
    #expect(sums.undated.units == 1)  // c
    #expect(ripe.sums[.answered("meetings_held")]?.matured.units == 3)  // a, c, e

    let late = try await cell(asOf: 40)
    #expect((late.exposed, late.matured) == (6, 6))
    #expect(late.sums[held]?.matured.units == 3)  // a, c, f: b came after the window
    #expect(late.sums[held]?.maturedEver.units == 4)  // and b, who has an outcome
  }

  @Test("By lag: reached on time, censored at the end of follow-up, undated in neither")
  func lags() async throws {
    try await put([
      Sample.unit("a", "offer", events: [Sample.event("a", day: 5)]),
      Sample.unit("b", "offer", events: [Sample.event("b", day: 20)]),
      Sample.unit("c", "offer", events: [Sample.event("c", day: nil)]),
      Sample.unit("f", "offer", day: 10, events: [Sample.event("f", day: 12)]),
      Sample.unit("g", "offer", day: 11),
    ])
    // On day 11: a reached at 5; b followed 11 days; f one day, not yet come; g not a day.
    #expect(
      try await cell(asOf: 11).lags == [
        LagCount(lag: 0, reached: 0, censored: 1), LagCount(lag: 1, reached: 0, censored: 1),
        LagCount(lag: 5, reached: 1, censored: 0), LagCount(lag: 11, reached: 0, censored: 1),
      ]
    )
    // On day 40 all are followed to the window: b, who came on day 20, is censored at 14.
    #expect(
      try await cell(asOf: 40).lags == [
        LagCount(lag: 2, reached: 1, censored: 0), LagCount(lag: 5, reached: 1, censored: 0),
        LagCount(lag: 14, reached: 0, censored: 2),
      ]
    )
    // Stopped after day 9: f and g are left out with what followed them.
    let stopped = try await cell(asOf: 40, lastExposure: 9)
    #expect((stopped.exposed, stopped.matured) == (3, 3))
    #expect(stopped.sums[held]?.matured.units == 2)
    #expect(stopped.lags.map(\.lag) == [5, 14])
  }

  @Test("Before anything is known there are no cells, and no error")
  func nothing() async throws {
    for cut in [Cut.all, .manager, .trait("unheard of")] {
      let evidence = try await store.read {
        try $0.evidence(
          EvidenceQuery(
            hypothesis: "screen",
            cut: cut,
            moments: [.uptake],
            asOf: Sample.firstDay,
            horizon: 14,
            byLag: .uptake
          )
        )
      }
      #expect(evidence.cells.isEmpty && evidence.tallies.isEmpty)
    }
    await #expect(throws: ModelError.unknownHypothesis("nobody")) {
      _ = try await store.read {
        try $0.evidence(
          EvidenceQuery(
            hypothesis: "nobody",
            cut: .all,
            moments: [],
            asOf: Sample.firstDay,
            horizon: 1
          )
        )
      }
    }
  }

  @Test("An amendment of metric or segments rebuilds the cells; so does another order of stages")
  func rebuilt() async throws {
    try await put([
      Sample.unit(
        "a",
        "offer",
        traits: ["age": "old"],
        events: [Sample.event("a", "meetings_scheduled", day: 1)]
      )
    ])
    var form = Sample.form(
      "screen",
      stage: "meetings_scheduled",
      segments: ["experience", "age"]
    )
    form.plannedPerArm = 7
    let bytes = try Sample.bytes(form)
    try await store.write(Sample.act("amend"), .commit) { [form] in
      try $0.amend(form, bytes: bytes.bytes, sha256: bytes.sha256, reason: "another metric")
    }
    let query = EvidenceQuery(
      hypothesis: "screen",
      cut: .trait("age"),
      moments: [.reached("meetings_scheduled")],
      asOf: Sample.firstDay + 20,
      horizon: 14
    )
    let evidence = try await store.read { try $0.evidence(query) }
    #expect(evidence.cells.map(\.member) == ["old"])
    #expect(evidence.cells.first?.sums[.reached("meetings_scheduled")]?.matured.units == 1)
    #expect(try await store.health().differingCells == 0)

    let counters = Array(Sample.funnel.counters.reversed())
    let turned = FunnelDefinition(counters: counters, metrics: Sample.funnel.metrics)
    let text = try Sample.json(turned)
    try await store.write(Sample.act("funnel"), .commit) { try $0.set("funnel", text) }
    #expect(try await store.read { try $0.funnelDefinition() } == turned)
    #expect(try await store.health().differingCells == 0)
  }

  @Test("Cells that somebody changed are found, and a rebuild mends them")
  func mended() async throws {
    var random = RandomRows(seed: 3)
    try await Sample.start(
      Sample.form("price", stage: "payments", guardrails: [], segments: []),
      in: store
    )
    _ = try await StoreLaws.put(random.rows(120), in: store)
    let before = try await store.read { try StoreImage($0) }
    try place.tamper(
      """
      UPDATE exposed SET units = units + 1 WHERE cut = 1;
      DELETE FROM funnel_sum WHERE grain = 1;
      UPDATE followed SET low = low + 1 WHERE lag < 3
      """
    )
    #expect(try await store.health().differingCells > 0)
    try await store.write(Sample.act("rebuild"), .commit) { try $0.rebuildCells() }
    #expect(try await store.health().differingCells == 0)
    let isMended = try await store.read { try StoreImage($0) } == before
    #expect(isMended)
  }

  @Test("The drawn list against the recorded arms, as of a day")
  func allocation() async throws {
    let at = Timestamp(microseconds: Int64(Sample.firstDay.number) * 86_400_000_000)
    try await store.write(Sample.act("draw"), .commit) { writer in
      for (position, arm) in ["offer", "control", "offer"].enumerated() {
        try writer.draw(
          "screen",
          AllocationEntry(
            stratum: "Anna",
            position: position,
            arm: arm,
            unit: "u\(position)",
            author: "Anna",
            at: at
          )
        )
      }
    }
    try await put([
      Sample.unit("u0", "offer"), Sample.unit("u1", "offer", day: 2), Sample.unit("x", "offer"),
    ])
    func audit(_ day: Int) async throws -> AllocationAudit {
      try await store.read { try $0.allocationAudit("screen", asOf: Sample.firstDay + day) }
    }
    #expect(try await audit(0) == AllocationAudit(drawn: 2, listed: 1, differing: 0, crossovers: 0))
    #expect(try await audit(2) == AllocationAudit(drawn: 3, listed: 2, differing: 1, crossovers: 0))
  }
}
