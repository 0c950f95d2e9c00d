import Foundation
import GRDB
package import VerdictModel

/// The embedded store: one SQLite file, opened by a command for itself or by a server for many.
///
/// Every commit is on the disk before it is acknowledged: write-ahead log, `synchronous = FULL`.
package final class SQLiteStore: Store {
  /// Who opens the store.
  package enum Mode: Sendable {
    /// One command, one connection.
    case command
    /// A server: one writing connection and several reading ones.
    case server
  }

  package let path: String
  let connection: any DatabaseWriter
  /// A server's people wait for the disk together; a command has nobody to wait with.
  private let group: GroupCommit?

  init(path: String, connection: any DatabaseWriter, mode: Mode = .command) {
    self.path = path
    self.connection = connection
    group = mode == .server ? GroupCommit(connection) : nil
  }

  /// Seconds a writer waits for another before it answers "busy".
  package static let busySeconds: Double = 5

  /// Opens an existing store and brings an older one to the present schema.
  ///
  /// - Throws: `ModelError.storeMissing` (a store is never made here), `.notAStore`, `.storeTooNew`,
  ///   `.storeBusy`, `.diskFull`, `.inputOutput`.
  package static func open(
    at path: String,
    mode: Mode,
    busySeconds: Double = busySeconds
  ) throws -> SQLiteStore {
    try withModelErrors(path: path) {
      try StoreFile.check(path)
      let queue = try DatabaseQueue(path: path, configuration: configuration(busySeconds))
      try queue.writeWithoutTransaction { database in
        try checkVersion(database, path: path)
        try useDurableSettings(database)
        try Schema.migrate(database)
      }
      if mode == .command { return SQLiteStore(path: path, connection: queue) }
      try queue.close()
      let pool = try DatabasePool(path: path, configuration: configuration(busySeconds))
      // GRDB lowers a pool to NORMAL after its own preparation.
      try pool.writeWithoutTransaction(useDurableSettings)
      return SQLiteStore(path: path, connection: pool, mode: .server)
    }
  }

  /// Makes a new store with its settings and funnel definition, readable by its owner only.
  ///
  /// - Throws: `ModelError.storeExists` when there is a file at the path; nothing is left half made.
  package static func create(
    at path: String,
    settings: [String: String],
    funnel: FunnelDefinition
  ) throws -> SQLiteStore {
    try withModelErrors(path: path) {
      guard !StoreFile.isOccupied(path) else { throw ModelError.storeExists(path: path) }
      let draft = try StoreFile.temporary(beside: path)
      defer { StoreFile.removeWithLogs(draft) }
      let queue = try DatabaseQueue(path: draft, configuration: configuration(busySeconds))
      try queue.writeWithoutTransaction { database in
        try useDurableSettings(database)
        try Schema.migrate(database)
        try fill(database, settings: settings, funnel: funnel)
      }
      try queue.close()
      try StoreFile.publish(draft, as: path)
      return try open(at: path, mode: .command)
    }
  }

  private static func fill(
    _ database: Database,
    settings: [String: String],
    funnel: FunnelDefinition
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var values = settings
    values[SettingKey.funnel] = String(decoding: try encoder.encode(funnel), as: UTF8.self)
    try database.inTransaction(.immediate) {
      for (key, value) in values {
        try database.execute(
          sql: "INSERT INTO setting(key, value) VALUES (?, ?)",
          arguments: [key, value]
        )
      }
      return .commit
    }
  }

  static func configuration(_ busySeconds: Double) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.label = "verdict"
    return configuration
  }

  /// Write-ahead log and full synchronous commits, on the writing connection.
  static func useDurableSettings(_ database: Database) throws {
    let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode")
    // The mode stays in the file: set at `create`, and again where a copy came in another mode.
    if mode != "wal" { try database.execute(sql: "PRAGMA journal_mode = WAL") }
    try database.execute(sql: "PRAGMA synchronous = FULL")
    // Pages kept until the commit, in KiB: a large import writes each of them once.
    try database.execute(sql: "PRAGMA cache_size = -32000")
  }

  static func checkVersion(_ database: Database, path: String) throws {
    guard try Schema.storedApplicationID(database) == Schema.applicationID else {
      throw ModelError.notAStore(path: path)
    }
    let version = try Schema.storedVersion(database)
    guard version <= Schema.version else {
      throw ModelError.storeTooNew(path: path, version: version, supported: Schema.version)
    }
  }

  // MARK: Store

  package func read<A: Sendable>(
    _ body: @Sendable (any StoreReader) throws -> A
  ) async throws -> A {
    do {
      return try await connection.read { database in try body(SQLiteReader(database)) }
    } catch {
      throw modelError(error, path: path)
    }
  }

  package func write<A: Sendable>(
    _ act: Act,
    _ mode: WriteMode,
    _ body: @escaping @Sendable (any StoreWriter) throws -> A
  ) async throws -> A {
    do {
      if let group {
        return try await group.write(isAlone: Self.longActs.contains(act.action)) { database in
          (try Self.perform(act, database, body), mode == .commit)
        }
      }
      return try await connection.writeWithoutTransaction { database in
        var answer: A?
        try database.inTransaction(.immediate) {
          answer = try Self.perform(act, database, body)
          return mode == .commit ? .commit : .rollback
        }
        guard let answer else { preconditionFailure("a finished transaction has its answer") }
        return answer
      }
    } catch {
      throw modelError(error, path: path)
    }
  }

  /// Acts that may take seconds; nobody else's commit waits for theirs.
  private static let longActs: Set<String> = ["import", "undo", "publish"]

  private static func perform<A>(
    _ act: Act,
    _ database: Database,
    _ body: (any StoreWriter) throws -> A
  ) throws -> A {
    let writer = SQLiteWriter(database, act: act)
    // Whatever ends the act, no other thread is at the connection any more.
    defer { writer.connection.behind.finish() }
    let answer = try body(writer)
    try writer.finish()
    return answer
  }

  /// Closes the connections; the last one folds the write-ahead log into the file.
  package func close() throws {
    try withModelErrors(path: path) { try connection.close() }
  }

  /// Limits the file to what it holds and `pages` more, as a full disk would.
  package func limit(morePages pages: Int) async throws {
    try await connection.writeWithoutTransaction { database in
      let present = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(present + pages)")
    }
  }
}
