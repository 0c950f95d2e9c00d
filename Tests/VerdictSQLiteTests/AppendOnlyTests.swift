import GRDB
import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("Tables that only grow")
struct AppendOnlyTests {
  let place: Place
  init() throws { place = try Place() }

  static let tables = [
    "look", "review", "decision", "audit", "amendment", "allocation", "glance", "bet", "hypothesis",
  ]

  /// One row in each of them.
  private func filled() async throws -> SQLiteStore {
    let store = try place.create()
    let form = Sample.form("screen")
    try await Sample.start(form, in: store)
    let (bytes, sha256) = try Sample.bytes(form)
    let period = HalfMonth(containing: Sample.firstDay)
    let at = Sample.act().at
    try await store.write(Sample.act(), .commit) { writer in
      try writer.amend(form, bytes: bytes, sha256: sha256, reason: "a longer test")
      try writer.draw(
        "screen",
        AllocationEntry(
          stratum: "Anna",
          position: 0,
          arm: "offer",
          unit: "D-1",
          author: "Anna",
          at: at
        )
      )
      try writer.bet(Bet(hypothesis: "screen", person: "Anna", direction: "up", size: 5, at: at))
      try writer.glance(Glance(hypothesis: "screen", who: "head", at: at, reason: "curious"))
      try writer.publish(Published.review(period), looks: [Published.look(1, period)])
      try writer.decide(Published.decision(period))
    }
    return store
  }

  @Test("Neither an update nor a delete gets through, whoever asks", arguments: tables)
  func refused(table: String) async throws {
    let store = try await filled()
    let queue = try DatabaseQueue(path: place.path)
    for sql in ["UPDATE \(table) SET rowid = rowid", "DELETE FROM \(table)"] {
      let statement = sql.replacing(
        "rowid = rowid",
        with: "\(column(of: table)) = \(column(of: table))"
      )
      #expect {
        try queue.write { try $0.execute(sql: statement) }
      } throws: { error in
        (error as? DatabaseError)?.message == "append-only:" + table
      }
      let rows = try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
      #expect(rows ?? 0 > 0)
    }
    try queue.close()
    try store.close()
  }

  private func column(of table: String) -> String {
    [
      "review": "sha256", "decision": "why", "audit": "detail", "allocation": "arm",
      "glance": "reason",
      "bet": "person", "hypothesis": "author",
    ][table] ?? "sha256"
  }

  @Test("A second bet, look, draw or review of the same key is refused by the store itself")
  func repeated() async throws {
    let store = try await filled()
    let period = HalfMonth(containing: Sample.firstDay)
    let at = Sample.act().at
    await #expect(throws: ModelError.appendOnly(table: "bet")) {
      try await store.write(Sample.act(), .commit) { writer in
        try writer.bet(
          Bet(hypothesis: "screen", person: "Anna", direction: "down", size: 1, at: at)
        )
      }
    }
    await #expect(throws: ModelError.appendOnly(table: "allocation")) {
      try await store.write(Sample.act(), .commit) { writer in
        try writer.draw(
          "screen",
          AllocationEntry(
            stratum: "Anna",
            position: 1,
            arm: "control",
            unit: "D-1",
            author: "Anna",
            at: at
          )
        )
      }
    }
    await #expect(throws: ModelError.reviewPublished(period: period.description)) {
      try await store.write(Sample.act(), .commit) { writer in
        try writer.publish(Published.review(period), looks: [])
      }
    }
    await #expect(throws: ModelError.appendOnly(table: "look")) {
      try await store.write(Sample.act(), .commit) { writer in
        try writer.publish(Published.review(period.next), looks: [Published.look(1, period.next)])
      }
    }
    // The whole act went, the new review with the old look.
    #expect(try await store.read { try $0.reviewPeriods() } == [period])
    try store.close()
  }

  @Test("What was recorded comes back whole")
  func recorded() async throws {
    let store = try await filled()
    let period = HalfMonth(containing: Sample.firstDay)
    try await store.read { reader in
      #expect(try reader.looks("screen") == [Published.look(1, period)])
      #expect(try reader.review(period) == Published.review(period))
      #expect(try reader.review(period.next) == nil)
      #expect(try reader.decisions("screen") == [Published.decision(period)])
      #expect(try reader.decisions(nil).count == 1)
      #expect(try reader.bets("screen").map(\.person) == ["Anna"])
      #expect(try reader.glances("screen").map(\.reason) == ["curious"])
      #expect(try reader.allocation("screen", unit: "D-1")?.arm == "offer")
      #expect(try reader.allocation("screen", unit: "D-2") == nil)
      #expect(try reader.allocationCount("screen", stratum: "Anna") == 1)
      let hypothesis = try #require(try reader.hypothesis("screen"))
      #expect(hypothesis.state == .started)
      #expect(hypothesis.seal == [1, 2, 3])
      #expect(hypothesis.original == Sample.form("screen"))
      #expect(hypothesis.amendments.map(\.number) == [1])
      #expect(hypothesis.amendments.map(\.reason) == ["a longer test"])
    }
    try store.close()
  }

  @Test("A draft is edited freely; a started hypothesis is not")
  func drafts() async throws {
    let store = try place.create()
    var form = Sample.form("screen")
    let first = try Sample.bytes(form)
    try await store.write(Sample.act(), .commit) { [form] in
      try $0.register(form, bytes: first.bytes, sha256: "1")
    }
    form.owner = "another"
    let second = try Sample.bytes(form)
    try await store.write(Sample.act(), .commit) { [form] in
      try $0.register(form, bytes: second.bytes, sha256: "2")
    }
    #expect(try await store.read { try $0.hypothesis("screen") }?.original.owner == "another")
    await #expect(throws: ModelError.notRunning("screen")) {
      _ = try await store.write(Sample.act(), .commit) { try $0.put(Sample.unit("D-1", "offer")) }
    }
    try await store.write(Sample.act(), .commit) { [form] in
      try $0.start(form, bytes: second.bytes, sha256: "2", seal: nil)
    }
    await #expect(throws: ModelError.notDraft("screen")) {
      try await store.write(Sample.act(), .commit) { [form] in
        try $0.start(form, bytes: second.bytes, sha256: "2", seal: nil)
      }
    }
    await #expect(throws: ModelError.hypothesisExists("screen")) {
      try await store.write(Sample.act(), .commit) { [form] in
        try $0.register(form, bytes: first.bytes, sha256: "1")
      }
    }
    try store.close()
  }
}

/// A published review with one look and one decision, for tests.
enum Published {
  static func review(_ period: HalfMonth) -> PublishedReview {
    PublishedReview(
      period: period,
      asOf: period.end,
      at: Sample.act().at,
      author: "head",
      program: "test",
      schema: 1,
      json: Array("{}".utf8),
      wallRu: Array("стена".utf8),
      wallEn: [0, 255, 10],
      headRu: [],
      headEn: [1],
      sha256: "abc"
    )
  }

  static func look(_ number: Int, _ period: HalfMonth) -> LookRecord {
    LookRecord(
      hypothesis: "screen",
      number: number,
      period: period,
      asOf: period.end,
      information: 0.25,
      planned: 1,
      spent: 0.001,
      boundary: nil,
      statistic: -1.25,
      verdict: .tooEarly,
      evaluation: Array("{\"a\":1}".utf8),
      sha256: "def"
    )
  }

  static func decision(_ period: HalfMonth) -> Decision {
    Decision(
      hypothesis: "screen",
      period: period,
      choice: .keep,
      why: "because",
      lesson: "",
      owner: "head",
      due: period.end + 10,
      checkOn: nil,
      author: "head",
      at: Sample.act().at
    )
  }
}
