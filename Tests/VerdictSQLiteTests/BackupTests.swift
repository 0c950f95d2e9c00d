import Foundation
import GRDB
import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("Backup and restore")
struct BackupTests {
  let place: Place
  var copy: String { place.folder.file("copy.sqlite") }
  init() throws { place = try Place() }

  private func filled() async throws -> SQLiteStore {
    let store = try place.create()
    try await Sample.startTwo(in: store)
    var random = RandomRows(seed: 11)
    _ = try await StoreLaws.put(random.rows(80), in: store)
    return store
  }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: place.folder.path).sorted() }
  }

  @Test("A backup of a store in use holds everything; nothing else is left")
  func backup() async throws {
    let store = try await filled()
    try await store.backup(to: copy)
    let opened = try SQLiteStore.open(at: copy, mode: .command)
    let image = try await store.read { try StoreImage($0) }
    #expect(try await opened.read { try StoreImage($0) } == image)
    try opened.close()
    try store.close()
    #expect(try files == ["copy.sqlite", "verdict.sqlite"])
  }

  @Test("A backup never takes the place of a file")
  func noOverwrite() async throws {
    let store = try await filled()
    try "mine".write(toFile: copy, atomically: true, encoding: .utf8)
    await #expect(throws: ModelError.storeExists(path: copy)) { try await store.backup(to: copy) }
    #expect(try String(contentsOfFile: copy, encoding: .utf8) == "mine")
    try store.close()
  }

  @Test("Restoring brings the backup's rows and keeps the present store beside it")
  func restore() async throws {
    let store = try await filled()
    try await store.backup(to: copy)
    let backedUp = try await store.read { try StoreImage($0) }
    _ = try await StoreLaws.put([.unit(Sample.unit("later", "offer"))], in: store)
    let present = try await store.read { try StoreImage($0) }
    try store.close()

    let kept = try #require(try SQLiteStore.restore(from: copy, to: place.path))
    #expect(try files == ["copy.sqlite", "verdict.sqlite", "verdict.sqlite.before-restore-1"])
    let restored = try place.open()
    #expect(try await restored.read { try StoreImage($0) } == backedUp)
    #expect(try await restored.health().auditHolds)
    try restored.close()
    let old = try SQLiteStore.open(at: kept, mode: .command)
    #expect(try await old.read { try StoreImage($0) } == present)
    try old.close()
  }

  @Test("A store killed with a log beside it loses nothing to its safety copy, and the log no harm")
  func staleLog() async throws {
    let store = try await filled()
    try await store.backup(to: copy)
    _ = try await StoreLaws.put([.unit(Sample.unit("later", "offer"))], in: store)
    let present = try await store.read { try StoreImage($0) }
    // What a kill leaves: the file and its log, without the last connection's clean end.
    let killed = place.folder.file("killed.sqlite")
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: place.path + suffix, toPath: killed + suffix)
    }
    try store.close()
    let kept = try #require(try SQLiteStore.restore(from: copy, to: killed))
    #expect(!FileManager.default.fileExists(atPath: killed + "-wal"))
    let old = try SQLiteStore.open(at: kept, mode: .command)
    #expect(try await old.read { try StoreImage($0) } == present)
    try old.close()
    let restored = try SQLiteStore.open(at: killed, mode: .command)
    #expect(try await restored.health().integrity)
    #expect(try await restored.read { try $0.unit("later", hypothesis: "screen") } == nil)
    try restored.close()
  }

  @Test("A store in use is not replaced from under its readers")
  func inUse() async throws {
    let store = try await filled()
    try await store.backup(to: copy)
    _ = try await store.read { try $0.settings() }
    #expect(throws: ModelError.storeBusy(path: place.path)) {
      try SQLiteStore.restore(from: copy, to: place.path, busySeconds: 0.05)
    }
    #expect(try await store.read { try $0.hypotheses() }.count == 2)
    try store.close()
  }

  @Test("What is no sound store is not restored, and the present one is untouched")
  func refused() async throws {
    try await filled().close()
    let before = try Data(contentsOf: URL(fileURLWithPath: place.path))
    #expect(throws: ModelError.storeMissing(path: copy)) {
      try SQLiteStore.restore(from: copy, to: place.path)
    }
    try "not a store".write(toFile: copy, atomically: true, encoding: .utf8)
    #expect(throws: ModelError.notAStore(path: copy)) {
      try SQLiteStore.restore(from: copy, to: place.path)
    }
    try FileManager.default.removeItem(atPath: copy)
    try before.write(to: URL(fileURLWithPath: copy))
    let file = try #require(FileHandle(forUpdatingAtPath: copy))
    try file.seek(toOffset: 4_096)
    try file.write(contentsOf: Data(repeating: 0xFF, count: 60_000))
    try file.close()
    #expect(throws: ModelError.self) { try SQLiteStore.restore(from: copy, to: place.path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)) == before)
    #expect(try files == ["copy.sqlite", "verdict.sqlite"])
  }

  @Test("A damaged present store is kept as it is and replaced")
  func damagedPresent() async throws {
    let store = try await filled()
    try await store.backup(to: copy)
    // With the log of its last hours beside it, which would be replayed into the backup.
    _ = try await StoreLaws.put([.unit(Sample.unit("later", "offer"))], in: store)
    let log = try Data(contentsOf: URL(fileURLWithPath: place.path + "-wal"))
    #expect(!log.isEmpty)
    try store.close()
    try Data(repeating: 7, count: 9_000).write(to: URL(fileURLWithPath: place.path))
    try log.write(to: URL(fileURLWithPath: place.path + "-wal"))
    let kept = try #require(try SQLiteStore.restore(from: copy, to: place.path))
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept)) == Data(repeating: 7, count: 9_000))
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept + "-wal")) == log)
    #expect(!FileManager.default.fileExists(atPath: place.path + "-wal"))
    let restored = try place.open()
    #expect(try await restored.health().integrity)
    #expect(try await restored.read { try $0.unit("later", hypothesis: "screen") } == nil)
    try restored.close()
  }

  @Test("With no store in the place there is nothing to keep")
  func emptyPlace() async throws {
    let store = try await filled()
    try await store.backup(to: copy)
    try store.close()
    let fresh = place.folder.file("fresh.sqlite")
    #expect(try SQLiteStore.restore(from: copy, to: fresh) == nil)
    #expect(try await SQLiteStore.open(at: fresh, mode: .command).health().differingCells == 0)
  }
}
