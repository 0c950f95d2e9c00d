import GRDB
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

/// A store of its own for one test; its folder goes with it, so the suite holds it.
struct Place {
  /// The schema this program writes.
  static let schemaVersion = 4
  let folder: ThrowawayFolder
  var path: String { folder.file("verdict.sqlite") }

  init() throws { folder = try ThrowawayFolder() }

  func create() throws -> SQLiteStore {
    try SQLiteStore.create(at: path, settings: ["language": "ru"], funnel: Sample.funnel)
  }

  func open(_ mode: SQLiteStore.Mode = .command, busySeconds: Double = 5) throws -> SQLiteStore {
    try SQLiteStore.open(at: path, mode: mode, busySeconds: busySeconds)
  }

  /// Changes the file as somebody with a database shell would.
  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  /// The first column of a query, as text.
  func rawRows(_ sql: String) async throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    let rows = try await queue.read { try String.fetchAll($0, sql: sql) }
    try queue.close()
    return rows
  }
}
