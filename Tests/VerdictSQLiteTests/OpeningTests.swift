import Foundation
import GRDB
import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("Opening a store")
struct OpeningTests {
  let place: Place
  init() throws { place = try Place() }

  private func mode(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test(
    "A missing store is said to be missing and never made",
    arguments: [SQLiteStore.Mode.command, .server]
  )
  func missing(mode: SQLiteStore.Mode) {
    #expect(throws: ModelError.storeMissing(path: place.path)) { try place.open(mode) }
    #expect(!FileManager.default.fileExists(atPath: place.path))
  }

  @Test("A file that is no database is refused and left as it was")
  func noDatabase() throws {
    for content in ["", "date,source,manager\n", String(repeating: "x", count: 5_000)] {
      try content.write(toFile: place.path, atomically: true, encoding: .utf8)
      #expect(throws: ModelError.notAStore(path: place.path)) { try place.open() }
      #expect(try String(contentsOfFile: place.path, encoding: .utf8) == content)
    }
  }

  @Test("Another program's database is refused and not written to")
  func foreignDatabase() throws {
    let queue = try DatabaseQueue(path: place.path)
    try queue.write { try $0.execute(sql: "CREATE TABLE theirs(a)") }
    try queue.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: place.path))
    for mode in [SQLiteStore.Mode.command, .server] {
      #expect(throws: ModelError.notAStore(path: place.path)) { try place.open(mode) }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)) == before)
  }

  @Test("A folder is no store")
  func folder() {
    #expect(throws: ModelError.notAStore(path: place.folder.path)) {
      try SQLiteStore.open(at: place.folder.path, mode: .command)
    }
  }

  @Test("A damaged page is an error of the file, not a crash")
  func damaged() async throws {
    try place.create().close()
    let file = try #require(FileHandle(forUpdatingAtPath: place.path))
    // Everything after the header page.
    try file.seek(toOffset: 4_096)
    try file.write(contentsOf: Data(repeating: 0xA5, count: 40_000))
    try file.close()
    var failed = false
    do {
      let health = try await place.open().health()
      failed = !health.integrity
    } catch is ModelError {
      failed = true
    }
    #expect(failed)
  }

  @Test("A store from a newer version is refused", arguments: [SQLiteStore.Mode.command, .server])
  func newer(mode: SQLiteStore.Mode) throws {
    try place.create().close()
    let queue = try DatabaseQueue(path: place.path)
    try queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
    try queue.close()
    let refusal = ModelError.storeTooNew(
      path: place.path,
      version: 99,
      supported: Place.schemaVersion
    )
    #expect(throws: refusal) { try place.open(mode) }
  }

  @Test("A new store never takes the place of a file")
  func exists() throws {
    try place.create().close()
    let before = try Data(contentsOf: URL(fileURLWithPath: place.path))
    #expect(throws: ModelError.storeExists(path: place.path)) { try place.create() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)) == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place.folder.path) == ["verdict.sqlite"]
    )
  }

  @Test("A folder that is not there is an input or output error, and nothing is left")
  func noFolder() {
    let path = place.folder.file("absent/verdict.sqlite")
    #expect {
      try SQLiteStore.create(at: path, settings: [:], funnel: Sample.funnel)
    } throws: { error in
      if case ModelError.inputOutput(path, _) = error { true } else { false }
    }
  }

  @Test("Only the owner reads the store and its log")
  func privacy() async throws {
    let store = try place.create()
    try await store.write(Sample.act(), .commit) { try $0.set("zone", "+03:00") }
    #expect(try mode(of: place.path) == 0o600)
    #expect(try mode(of: place.path + "-wal") == 0o600)
    try await store.backup(to: place.folder.file("copy.sqlite"))
    #expect(try mode(of: place.folder.file("copy.sqlite")) == 0o600)
    try store.close()
  }

  @Test("Settings and funnel come back as they were given")
  func settings() async throws {
    let store = try place.create()
    try await store.write(Sample.act(), .commit) { try $0.set("company", "Ромашка") }
    try store.close()
    let again = try place.open(.server)
    let (settings, funnel) = try await again.read {
      (try $0.settings(), try $0.funnelDefinition())
    }
    #expect(settings["language"] == "ru")
    #expect(settings["company"] == "Ромашка")
    #expect(funnel == Sample.funnel)
    try again.close()
  }
}
