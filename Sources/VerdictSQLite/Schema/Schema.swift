import GRDB
import VerdictModel

/// Which files are stores, and how an older store becomes a present one.
enum Schema {
  /// "VRDT" in the database header: says that a file is ours before anything is written to it.
  static let applicationID: Int32 = 0x5652_4454
  /// The version this program reads and writes.
  static var version: Int { migrations.count }
  /// Frozen texts, one a version, in order.
  static let migrations = [
    SchemaVersion1.sql, SchemaVersion2.sql, SchemaVersion3.sql,
    SchemaVersion4.sql,
  ]
  /// Versions whose cells hold more than those before: made anew from the rows.
  private static let rebuilding: Set<Int> = [3]

  static func storedVersion(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  static func storedApplicationID(_ database: Database) throws -> Int32 {
    try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
  }

  /// Brings a store to the present version in one transaction; a present one is left untouched.
  static func migrate(_ database: Database) throws {
    guard try storedVersion(database) < version else { return }
    try database.inTransaction(.immediate) {
      // Another process may have migrated while this one waited.
      let from = try storedVersion(database)
      for text in migrations.dropFirst(from) { try database.execute(sql: text) }
      if from > 0, rebuilding.contains(where: { $0 > from }) {
        let upkeep = Act(
          author: "",
          at: Timestamp(microseconds: 0),
          action: "migrate",
          subject: "",
          isRecorded: false
        )
        let writer = SQLiteWriter(database, act: upkeep)
        try writer.rebuildCells()
        try writer.finish()
      }
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: "PRAGMA user_version = \(max(from, version))")
      return .commit
    }
  }
}
