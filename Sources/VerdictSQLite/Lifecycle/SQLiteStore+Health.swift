import Foundation
import GRDB
package import VerdictModel

extension SQLiteStore {
  package func health() async throws -> StoreHealth {
    do {
      let pragmas = try await connection.writeWithoutTransaction(Self.durability)
      let path = path
      return try await connection.read { database in
        let detail = try String.fetchAll(database, sql: "PRAGMA integrity_check")
        return StoreHealth(
          integrity: detail == ["ok"],
          integrityDetail: detail.joined(separator: "; "),
          differingCells: try SQLiteReader(database).differingCells(),
          pragmas: pragmas,
          auditHolds: try AuditChain(database).holds(),
          clockSteps: try Self.clockSteps(database),
          schemaVersion: try Schema.storedVersion(database),
          bytes: Self.bytes(path),
          freeBytes: Self.freeBytes(path)
        )
      }
    } catch {
      throw modelError(error, path: path)
    }
  }

  /// The settings that make an acknowledged write durable, read back from the writing connection.
  @Sendable private static func durability(_ database: Database) throws -> [String: String] {
    let levels = ["off", "normal", "full", "extra"]
    let level = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? 0
    return [
      "journal_mode": try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "",
      "synchronous": levels.indices.contains(level) ? levels[level] : String(level),
      "busy_timeout": String(try Int.fetchOne(database, sql: "PRAGMA busy_timeout") ?? 0),
      "application_id": String(try Schema.storedApplicationID(database)),
      "user_version": String(try Schema.storedVersion(database)),
    ]
  }

  /// How often somebody wrote with a clock more than an hour behind what was already written.
  private static func clockSteps(_ database: Database) throws -> Int {
    try Int.fetchOne(
      database,
      sql: """
        SELECT count(*) FROM (
          SELECT at, max(at) OVER (
            ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
          FROM audit)
        WHERE at < latest - 3600000000
        """
    ) ?? 0
  }

  private static func bytes(_ path: String) -> Int64 {
    ["", "-wal"].reduce(0) { sum, suffix in
      let facts = try? FileManager.default.attributesOfItem(atPath: path + suffix)
      return sum + ((facts?[.size] as? Int).map { Int64($0) } ?? 0)
    }
  }

  private static func freeBytes(_ path: String) -> Int64? {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let facts = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    return (facts?[.systemFreeSize] as? NSNumber)?.int64Value
  }
}
