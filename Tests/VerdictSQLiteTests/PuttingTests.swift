import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("What a put does")
struct PuttingTests {
  let place: Place
  let store: SQLiteStore

  init() async throws {
    place = try Place()
    store = try place.create()
    try await Sample.startTwo(in: store)
  }

  @discardableResult
  private func put(_ record: UnitRecord) async throws -> PutOutcome {
    try await store.write(Sample.act(), .commit) { try $0.put(record) }
  }

  private func known(_ unit: String, _ hypothesis: String? = "screen") async throws -> UnitRecord? {
    try await store.read { try $0.unit(unit, hypothesis: hypothesis) }
  }

  @Test("New, same, changed; what a later row leaves out stays known")
  func outcomes() async throws {
    let event = Sample.event("D-1", day: 2)
    let first = Sample.unit("D-1", "offer", source: "search", uptakeDay: 0, events: [event])
    #expect(try await put(first) == .new)
    #expect(try await put(first) == .same)
    // Neither uptake nor event nor source is in this row.
    #expect(try await put(Sample.unit("D-1", "offer")) == .same)
    #expect(try await known("D-1") == first)
    let moved = Sample.unit(
      "D-1",
      "offer",
      manager: "Boris",
      segment: "new",
      traits: ["city": "Omsk"]
    )
    #expect(try await put(moved) == .changed)
    let merged = try #require(try await known("D-1"))
    #expect(merged.exposure.manager == "Boris")
    #expect(merged.exposure.source == "search")
    #expect(merged.exposure.traits == ["city": "Omsk"])
    #expect(merged.exposure.uptakeDay == Sample.firstDay)
    #expect(merged.events == [event])
  }

  @Test("The second arm is kept aside; the first stays, and the unit's outcomes are taken")
  func crossover() async throws {
    try await put(Sample.unit("D-1", "offer"))
    let other = Sample.unit("D-1", "control", events: [Sample.event("D-1", day: 1)])
    #expect(try await put(other) == .crossover(first: "offer"))
    let record = try #require(try await known("D-1"))
    #expect(record.exposure.arm == "offer")
    #expect(record.events.count == 1)
    let audit = try await store.read {
      try $0.allocationAudit("screen", asOf: Sample.firstDay + 1)
    }
    #expect(audit.crossovers == 1)
    // Told once, counted once.
    #expect(try await put(other) == .crossover(first: "offer"))
    #expect(
      try await store.read { try $0.allocationAudit("screen", asOf: Sample.firstDay) }.crossovers
        == 1
    )
  }

  @Test("An event counts for every hypothesis the unit takes part in")
  func everyHypothesis() async throws {
    try await put(Sample.unit("D-1", "offer"))
    try await put(Sample.unit("D-1", "control", hypothesis: "price"))
    let paid = Sample.event("D-1", "payments", day: 5, amount: 60_000_000)
    let outcome = try await store.write(Sample.act(), .commit) { try $0.put(paid) }
    #expect(outcome == .new)
    for (hypothesis, arm) in [("screen", "offer"), ("price", "control")] {
      let evidence = try await store.read {
        try $0.evidence(
          EvidenceQuery(
            hypothesis: hypothesis,
            cut: .all,
            moments: [.amount("payments"), .amountSquared("payments")],
            asOf: Sample.firstDay + 30,
            horizon: 14
          )
        )
      }
      let cell = try #require(evidence.cells.first)
      #expect(cell.arm == arm)
      #expect(cell.sums[.amount("payments")]?.matured == Moments(units: 1, value: 60_000_000))
      #expect(
        cell.sums[.amountSquared("payments")]?.matured
          == Moments(units: 1, value: 3_600_000_000_000_000)
      )
    }
  }

  @Test("A unit of the register has no arm and makes no cells")
  func register() async throws {
    #expect(try await put(Sample.unit("D-9", nil, hypothesis: nil)) == .new)
    #expect(try await known("D-9", nil)?.exposure.arm == nil)
    #expect(try await known("D-9") == nil)
    await #expect(throws: ModelError.unknownArm(hypothesis: "", arm: "offer")) {
      try await put(Sample.unit("D-9", "offer", hypothesis: nil))
    }
    #expect(try await store.health().differingCells == 0)
  }

  @Test("What does not exist is refused by name")
  func unknown() async throws {
    await #expect(throws: ModelError.unknownHypothesis("nobody")) {
      try await put(Sample.unit("D-1", "offer", hypothesis: "nobody"))
    }
    await #expect(throws: ModelError.unknownArm(hypothesis: "screen", arm: "third")) {
      try await put(Sample.unit("D-1", "third"))
    }
    await #expect(throws: ModelError.unknownCounter("dreams")) {
      try await put(Sample.unit("D-1", "offer", events: [Sample.event("D-1", "dreams", day: 1)]))
    }
    await #expect(
      throws: ModelError.refused([Refusal(place: nil, code: "event.unknownUnit", value: "D-7")])
    ) {
      _ = try await store.write(Sample.act(), .commit) { try $0.put(Sample.event("D-7", day: 1)) }
    }
    #expect(try await known("D-1") == nil)
  }

  @Test("An amount beyond the exact range is refused, not a crash")
  func enormous() async throws {
    let event = Sample.event("D-1", "payments", day: 1, amount: .max)
    await #expect {
      try await put(Sample.unit("D-1", "offer", events: [event]))
    } throws: { error in
      guard case ModelError.refused(let refusals) = error else { return false }
      return refusals.map(\.code) == ["amount.tooLarge"]
    }
    // The largest that is taken, many times over, still sums exactly.
    let largest: Int64 = 10_000_000_000_000
    for number in 0..<60 {
      let unit = "D-\(number)"
      let paid = Sample.event(unit, "payments", day: 1, amount: largest)
      try await put(Sample.unit(unit, "offer", events: [paid]))
    }
    let evidence = try await store.read {
      try $0.evidence(
        EvidenceQuery(
          hypothesis: "screen",
          cut: .all,
          moments: [.amountSquared("payments")],
          asOf: Sample.firstDay + 30,
          horizon: 14
        )
      )
    }
    #expect(
      evidence.cells.first?.sums[.amountSquared("payments")]?.matured.value
        == 60 * Int128(largest) * Int128(largest)
    )
  }

  @Test("A cell at another grain than its counter is refused, and so is an unknown counter")
  func grains() async throws {
    let day = Sample.firstDay
    let wrong: [(String, String?, String?, String)] = [
      ("spend", nil, nil, "bySource"), ("spend", "search", "Anna", "bySource"),
      ("meetings_held", "search", nil, "byManager"), ("meetings_held", nil, nil, "byManager"),
      ("payments", "search", nil, "bySourceAndManager"),
    ]
    for (counter, source, manager, grain) in wrong {
      await #expect(
        throws: ModelError.wrongGrain(counter: counter, expected: grain, day: day.description)
      ) {
        _ = try await store.write(Sample.act(), .commit) {
          try $0.put(
            FunnelCell(day: day, source: source, manager: manager, counter: counter, value: 1)
          )
        }
      }
    }
    await #expect(throws: ModelError.unknownCounter("refundz")) {
      _ = try await store.write(Sample.act(), .commit) {
        try $0.put(FunnelCell(day: day, source: nil, manager: nil, counter: "refundz", value: 1))
      }
    }
    #expect(try await store.read { try $0.funnelDays() } == nil)
  }

  @Test("Tallies are replaced whole, summed by member, pending while successes are empty")
  func tallies() async throws {
    @Sendable func tally(
      _ arm: String,
      _ day: Int,
      _ trials: Int64,
      _ successes: Int64?,
      _ manager: String
    ) -> Tally {
      Tally(
        measure: "payments",
        arm: arm,
        day: Sample.firstDay + day,
        manager: manager,
        trials: trials,
        successes: successes
      )
    }
    let rows = [
      tally("control", 0, 12, 9, "Anna"), tally("control", 0, 10, 5, "Boris"),
      tally("control", 1, 8, nil, "Anna"), tally("offer", 0, 11, 10, "Anna"),
      tally("control", 30, 100, 100, "Anna"),
    ]
    let outcomes = try await store.write(Sample.act(), .commit) { writer in
      try rows.map { try writer.put($0, hypothesis: "screen") }
        + [
          try writer.put(rows[0], hypothesis: "screen"),
          try writer.put(tally("offer", 0, 11, 4, "Anna"), hypothesis: "screen"),
        ]
    }
    #expect(outcomes == [.new, .new, .new, .new, .new, .same, .changed])
    func sums(_ cut: Cut) async throws -> [TallySum] {
      try await store.read {
        try $0.evidence(
          EvidenceQuery(
            hypothesis: "screen",
            cut: cut,
            moments: [],
            asOf: Sample.firstDay + 29,
            horizon: 14
          )
        )
      }.tallies
    }
    #expect(
      try await sums(.all) == [
        TallySum(
          arm: "control",
          member: "",
          measure: "payments",
          trials: 22,
          successes: 14,
          pendingTrials: 8
        ),
        TallySum(
          arm: "offer",
          member: "",
          measure: "payments",
          trials: 11,
          successes: 4,
          pendingTrials: 0
        ),
      ]
    )
    #expect(try await sums(.manager).map(\.member) == ["Anna", "Boris", "Anna"])
    #expect(try await sums(.manager).map(\.trials) == [12, 10, 11])
  }

  @Test("Within an act tallies count as of any day, and anew as soon as one is replaced")
  func talliesWithinAnAct() async throws {
    @Sendable func tally(_ day: Int, _ trials: Int64) -> Tally {
      Tally(
        measure: "payments",
        arm: "control",
        day: Sample.firstDay + day,
        trials: trials,
        successes: 1
      )
    }
    @Sendable func trials(_ reader: any StoreReader, asOf days: [Int]) throws -> [[Int64]] {
      try days.map { day in
        try reader.evidence(
          EvidenceQuery(
            hypothesis: "screen",
            cut: .all,
            moments: [],
            asOf: Sample.firstDay + day,
            horizon: 14
          )
        ).tallies.map(\.trials)
      }
    }
    try await store.write(Sample.act(), .commit) { writer in
      #expect(try trials(writer, asOf: [9]) == [[]])
      for (day, count) in [(4, 30), (0, 10), (2, 20)] as [(Int, Int64)] {
        _ = try writer.put(tally(day, count), hypothesis: "screen")
      }
      #expect(try trials(writer, asOf: [9, 3, 0]) == [[60], [30], [10]])
      _ = try writer.put(tally(2, 5), hypothesis: "screen")
      #expect(try trials(writer, asOf: [9, 3, 0]) == [[45], [15], [10]])
    }
  }

  @Test("Unit rows and a tally of the same arm and day exclude each other")
  func oneOrTheOther() async throws {
    let tally = Tally(
      measure: "payments",
      arm: "offer",
      day: Sample.firstDay,
      trials: 5,
      successes: 1
    )
    try await put(Sample.unit("D-1", "offer"))
    await #expect {
      _ = try await store.write(Sample.act(), .commit) { try $0.put(tally, hypothesis: "screen") }
    } throws: { error in
      guard case ModelError.refused(let refusals) = error else { return false }
      return refusals.map(\.code) == ["tally.withUnits"]
    }
    let free = Tally(
      measure: "payments",
      arm: "offer",
      day: Sample.firstDay + 1,
      trials: 5,
      successes: 1
    )
    _ = try await store.write(Sample.act(), .commit) { try $0.put(free, hypothesis: "screen") }
    await #expect {
      try await put(Sample.unit("D-2", "offer", day: 1))
    } throws: { error in
      guard case ModelError.refused(let refusals) = error else { return false }
      return refusals.map(\.code) == ["unit.withTally"]
    }
    #expect(try await put(Sample.unit("D-2", "control", day: 1)) == .new)
  }
}
