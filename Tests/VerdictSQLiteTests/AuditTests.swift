import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("The audit's hash chain")
struct AuditTests {
  let place: Place
  init() throws { place = try Place() }

  private func withLines() async throws -> SQLiteStore {
    let store = try place.create()
    for second in 0..<4 {
      try await store.write(Sample.act("set", at: Int64(second)), .commit) {
        try $0.set("a", String(second))
      }
    }
    return store
  }

  private func tamper(_ sql: String) throws {
    try place.tamper("DROP TRIGGER audit_keeps_rows; DROP TRIGGER audit_loses_none; " + sql)
  }

  @Test("One act is one line, with its author, time and batch")
  func lines() async throws {
    let store = try await withLines()
    try await Sample.start(Sample.form("screen"), in: store)
    let batch = try await StoreLaws.put([.unit(Sample.unit("D-1", "offer"))], in: store)
    let lines = try await store.read { try $0.audit() }
    #expect(lines.map(\.id) == Array(1...6))
    #expect(lines.map(\.action) == ["set", "set", "set", "set", "start", "import"])
    #expect(lines.map(\.batch) == [nil, nil, nil, nil, nil, batch])
    #expect(lines[1].at == Sample.act(at: 1).at)
    #expect(Set(lines.map(\.sha256)).count == 6)
    #expect(try await store.health().auditHolds)
    try store.close()
  }

  @Test(
    "A changed, removed or inserted line breaks it",
    arguments: [
      "UPDATE audit SET author = 'nobody' WHERE id = 2",
      "UPDATE audit SET at = at + 1 WHERE id = 3",
      "DELETE FROM audit WHERE id = 2",
      "UPDATE audit SET detail = subject, subject = detail WHERE id = 1",
      "INSERT INTO audit SELECT 5, at, author, action, subject, detail, batch, previous, sha256 FROM audit WHERE id = 4",
    ]
  )
  func tampered(sql: String) async throws {
    let store = try await withLines()
    try store.close()
    try tamper(sql)
    #expect(try await !place.open().health().auditHolds)
  }
}
