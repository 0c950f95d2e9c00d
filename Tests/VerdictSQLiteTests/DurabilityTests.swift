import Foundation
import GRDB
import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

/// GRDB lowers `synchronous` to NORMAL in some modes: read back on every path that opens a store.
@Suite("Durability settings, read back")
struct DurabilityTests {
  let place: Place
  init() throws { place = try Place() }

  private func expectDurable(_ store: SQLiteStore) async throws {
    let health = try await store.health()
    #expect(health.pragmas["journal_mode"] == "wal")
    #expect(health.pragmas["synchronous"] == "full")
    #expect(health.pragmas["busy_timeout"] == "5000")
    #expect(health.integrity)
    #expect(health.integrityDetail == "ok")
    #expect(health.schemaVersion == Place.schemaVersion)
    #expect(health.bytes > 0)
    #expect(health.freeBytes ?? 0 > 0)
  }

  @Test("after creating")
  func created() async throws { try await expectDurable(try place.create()) }

  @Test("after opening", arguments: [SQLiteStore.Mode.command, .server])
  func opened(mode: SQLiteStore.Mode) async throws {
    try place.create().close()
    try await expectDurable(try place.open(mode))
  }

  @Test("after opening a store that a backup made", arguments: [SQLiteStore.Mode.command, .server])
  func backedUp(mode: SQLiteStore.Mode) async throws {
    let store = try place.create()
    let copy = place.folder.file("copy.sqlite")
    try await store.backup(to: copy)
    try await expectDurable(try SQLiteStore.open(at: copy, mode: mode))
  }

  @Test("after restoring")
  func restored() async throws {
    let store = try place.create()
    let copy = place.folder.file("copy.sqlite")
    try await store.backup(to: copy)
    try store.close()
    try SQLiteStore.restore(from: copy, to: place.path)
    try await expectDurable(try place.open())
  }

  @Test("after a rehearsal and after a failed act")
  func afterActs() async throws {
    let store = try place.create()
    try await store.write(Sample.act(), .rehearse) { try $0.set("a", "b") }
    await #expect(throws: ModelError.batchUnknown(9)) {
      _ = try await store.write(Sample.act(), .commit) { try $0.undo(9) }
    }
    try await expectDurable(store)
  }
}
