import Foundation
import GRDB
import VerdictModel

extension SQLiteStore {
  /// Puts a backup in the store's place; the store that was there is kept beside it.
  ///
  /// The backup is read through before anything is touched. The replacement is one rename, so a kill
  /// leaves either the old store or the new one.
  /// - Returns: the path of the copy kept of the present store; nil when there was none.
  /// - Throws: `ModelError.storeMissing` (no backup), `.notAStore`, `.storeTooNew`, `.damaged`,
  ///   `.storeBusy` (the present store is in use), `.diskFull`, `.inputOutput`.
  @discardableResult
  package static func restore(
    from backup: String,
    to path: String,
    busySeconds: Double = busySeconds
  ) throws -> String? {
    try withModelErrors(path: path) {
      try verify(backup)
      let draft = try StoreFile.temporary(beside: path)
      defer { StoreFile.removeWithLogs(draft) }
      // Copied through SQLite: a log beside the backup is part of it.
      try withReadOnly(backup) { database in
        try database.execute(sql: "VACUUM INTO ?", arguments: [draft])
      }
      let queue = try DatabaseQueue(path: draft, configuration: configuration(busySeconds))
      try queue.writeWithoutTransaction { database in
        try useDurableSettings(database)
        try Schema.migrate(database)
      }
      try queue.close()
      let kept = try keepPresent(path, busySeconds: busySeconds)
      StoreFile.removeLogs(of: path)
      try StoreFile.replace(path, with: draft)
      return kept
    }
  }

  /// Fills a new store and puts it in the store's place; the one that was there is kept beside it.
  ///
  /// The new store is checked before anything is touched: a fill that leaves it unsound is refused.
  /// - Returns: as ``restore(from:to:busySeconds:)``.
  @discardableResult
  package static func restore(
    to path: String,
    busySeconds: Double = busySeconds,
    _ fill: @Sendable (SQLiteStore) async throws -> Void
  ) async throws -> String? {
    let draft = try withModelErrors(path: path) { try StoreFile.temporary(beside: path) }
    defer { StoreFile.removeWithLogs(draft) }
    let store = try create(at: draft, settings: [:], funnel: .standard)
    do {
      try await fill(store)
      let health = try await store.health()
      guard health.integrity, health.auditHolds, health.differingCells == 0 else {
        let detail = health.auditHolds ? health.integrityDetail : "audit"
        throw ModelError.damaged(detail: detail)
      }
      try store.close()
    } catch {
      try? store.close()
      throw error
    }
    return try restore(from: draft, to: path, busySeconds: busySeconds)
  }

  /// Copies the present store, and its log where it cannot be folded in, to a free name beside it.
  private static func keepPresent(_ path: String, busySeconds: Double) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    try foldLog(path, busySeconds: busySeconds)
    var number = 1
    while FileManager.default.fileExists(atPath: path + ".before-restore-\(number)") { number += 1 }
    let safe = path + ".before-restore-\(number)"
    for suffix in [""] + StoreFile.logs(of: path) where suffix != "-shm" {
      try copy(path + suffix, to: safe + suffix)
    }
    try StoreFile.synchronizeFolder(of: safe)
    return safe
  }

  /// Takes the present store for itself and folds its log into the file.
  ///
  /// Every open connection of a write-ahead store shares a lock on it, so an exclusive one says that
  /// nobody else is there. A present file that is no store, or a damaged one, is the reason to
  /// restore: it is kept as it is.
  private static func foldLog(_ path: String, busySeconds: Double) throws {
    do {
      try StoreFile.check(path)
      let queue = try DatabaseQueue(path: path, configuration: configuration(busySeconds))
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        try database.inTransaction(.exclusive) { .commit }
        _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try queue.close()
    } catch {
      if case ModelError.storeBusy = modelError(error, path: path) { throw error }
    }
  }

  private static func copy(_ source: String, to target: String) throws {
    do {
      try FileManager.default.copyItem(atPath: source, toPath: target)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
    } catch {
      throw ModelError.inputOutput(path: target, detail: error.localizedDescription)
    }
    try StoreFile.synchronize(target)
  }
}
