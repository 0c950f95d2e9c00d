import GRDB
import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("The schema")
struct SchemaTests {
  let place: Place
  init() throws { place = try Place() }

  /// The tables of version 2, their indices, and SQLite's own table of numbers given out.
  private static let second =
    "(tbl_name IN ('account', 'session', 'invitation', 'submission') OR name = 'sqlite_sequence')"

  /// The table and the index of version 4.
  private static let fourth = "name IN ('case_subject', 'event_with_amount')"

  private func fingerprint(_ condition: String) async throws -> String {
    Fingerprint.of(
      try await place.rawRows(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND \(condition) ORDER BY name"
      ).joined(separator: "\n")
    )
  }

  @Test("Versions are frozen: stores in the field were made by exactly this")
  func frozen() async throws {
    try place.create().close()
    #expect(
      try await fingerprint("NOT \(Self.second) AND NOT \(Self.fourth)") == "16f9c2a99a1a256d"
    )
    #expect(try await fingerprint(Self.second) == "91d1015a1aeecf1c")
  }

  @Test(
    "A store of version 1 becomes one of the present version when it is opened, and keeps what it has"
  )
  func migrated() async throws {
    let store = try place.create()
    try await store.write(Sample.act("set"), .commit) {
      try $0.set("company", "Рога")
    }
    try store.close()
    try place.tamper(
      """
      DROP TABLE account; DROP TABLE session; DROP TABLE invitation; DROP TABLE submission;
      PRAGMA user_version = 1
      """
    )
    let opened = try place.open()
    #expect(try await opened.read { try $0.setting("company") } == "Рога")
    #expect(try await opened.read { try $0.accounts() }.isEmpty)
    #expect(try await opened.health().auditHolds)
    try opened.close()
    #expect(try await place.rawRows("PRAGMA user_version") == [String(Place.schemaVersion)])
  }

  @Test("A store of version 2 is opened with cells that know who took the variant and came")
  func cellsOfOldStores() async throws {
    let store = try place.create()
    try await Sample.start(Sample.form("screen"), in: store)
    try await store.write(Sample.act(), .commit) { writer in
      _ = try writer.put(
        Sample.unit(
          "u1",
          "offer",
          uptakeDay: 0,
          events: [Sample.event("u1", "meetings_held", day: 0)]
        )
      )
    }
    try store.close()
    try place.tamper(
      """
      DELETE FROM followed WHERE moment IN (
        SELECT id FROM term WHERE kind = 'moment' AND key LIKE 'taken:%');
      PRAGMA user_version = 2
      """
    )
    let opened = try place.open()
    let evidence = try await opened.read {
      try $0.evidence(
        EvidenceQuery(
          hypothesis: "screen",
          cut: .all,
          moments: [.taken("meetings_held")],
          asOf: Sample.firstDay + 30,
          horizon: 14
        )
      )
    }
    #expect(evidence.cells.map { $0.sums[.taken("meetings_held")]?.matured.units } == [1])
    #expect(try await opened.health().differingCells == 0)
    try opened.close()
  }

  @Test("Every table is STRICT, and money and counts are whole numbers")
  func strict() async throws {
    try place.create().close()
    let loose = try await place.rawRows(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'"
    )
    #expect(loose.isEmpty)
    let queue = try DatabaseQueue(path: place.path)
    #expect(throws: DatabaseError.self) {
      try queue.write { try $0.execute(sql: "INSERT INTO funnel VALUES (1, 0, 0, 1, 1.5, 1)") }
    }
    try queue.close()
  }
}

/// FNV-1a, 64 bits: enough to notice an edit.
private enum Fingerprint {
  static func of(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
