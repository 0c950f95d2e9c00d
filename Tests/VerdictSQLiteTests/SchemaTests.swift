import GRDB
import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("The schema")
struct SchemaTests {
  let place: Place
  init() throws { place = try Place() }

  @Test("Version 1 is frozen: stores in the field were made by exactly this")
  func frozen() async throws {
    try place.create().close()
    let text = try await place.rawRows(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
    ).joined(separator: "\n")
    #expect(Fingerprint.of(text) == "16f9c2a99a1a256d")
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
