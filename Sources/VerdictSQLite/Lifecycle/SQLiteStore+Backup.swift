import Foundation
import GRDB
import VerdictModel

extension SQLiteStore {
  /// A consistent copy at a new path, checked and on the disk before it gets its name.
  ///
  /// - Throws: `ModelError.storeExists` when there is a file at the path.
  package func backup(to path: String) async throws {
    guard !StoreFile.isOccupied(path) else { throw ModelError.storeExists(path: path) }
    let draft = try StoreFile.temporary(beside: path)
    defer { StoreFile.removeWithLogs(draft) }
    do {
      try await connection.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM INTO ?", arguments: [draft])
      }
      try Self.verify(draft)
    } catch {
      throw modelError(error, path: path)
    }
    try StoreFile.publish(draft, as: path)
  }

  /// Reads a store through from end to end without changing it.
  ///
  /// - Throws: `ModelError.notAStore`, `.storeTooNew`, `.damaged`.
  static func verify(_ path: String) throws {
    try StoreFile.check(path)
    try withReadOnly(path) { database in
      try checkVersion(database, path: path)
      let detail = try String.fetchAll(database, sql: "PRAGMA integrity_check")
      guard detail == ["ok"] else {
        throw ModelError.damaged(detail: detail.joined(separator: "; "))
      }
    }
  }

  static func withReadOnly<A>(_ path: String, _ body: (Database) throws -> A) throws -> A {
    try withModelErrors(path: path) {
      var settings = configuration(busySeconds)
      settings.readonly = true
      // A reading connection makes logs beside a write-ahead file and cannot take them away again.
      let hadLogs = !StoreFile.logs(of: path).isEmpty
      defer { if !hadLogs { StoreFile.removeLogs(of: path) } }
      let queue = try DatabaseQueue(path: path, configuration: settings)
      defer { try? queue.close() }
      return try queue.inDatabase(body)
    }
  }
}
