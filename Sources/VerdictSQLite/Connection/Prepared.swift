import GRDB
import GRDBSQLite

/// A prepared statement with raw binding: the one place that calls the C interface.
///
/// GRDB's own argument binding costs 3.5–4 times as much on rows written by the million; everything
/// that is not on a hot path uses GRDB. Positions count from 1 for arguments and from 0 for columns.
final class Prepared {
  private let statement: Statement
  private let database: Database
  private let handle: OpaquePointer
  /// Keeps bound texts until the step, which saves SQLite a copy of each; nil: SQLite copies them.
  var texts: TextMemory?
  // The C macro SQLITE_TRANSIENT is not importable: SQLite copies the bytes during the call.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ database: Database, _ sql: String) throws {
    self.database = database
    statement = try database.makeStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  func bind(_ position: Int32, _ value: Int) { sqlite3_bind_int64(handle, position, Int64(value)) }
  func bind(_ position: Int32, _ value: Int64) { sqlite3_bind_int64(handle, position, value) }

  func bind(_ position: Int32, _ value: Int?) {
    if let value { bind(position, value) } else { sqlite3_bind_null(handle, position) }
  }

  func bind(_ position: Int32, _ value: Int64?) {
    if let value { bind(position, value) } else { sqlite3_bind_null(handle, position) }
  }

  func bind(_ position: Int32, _ value: String) {
    if let kept = texts?.keep(value) {
      let characters = UnsafeRawPointer(kept.start).assumingMemoryBound(to: CChar.self)
      sqlite3_bind_text(handle, position, characters, Int32(kept.count), nil)
      return
    }
    var text = value
    text.withUTF8 { bytes in
      // An empty buffer may have no address, which SQLite would take for NULL.
      let characters = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      if let characters, !bytes.isEmpty {
        sqlite3_bind_text(handle, position, characters, Int32(bytes.count), Self.copied)
      } else {
        sqlite3_bind_text(handle, position, "", 0, Self.copied)
      }
    }
  }

  func bind(_ position: Int32, _ value: String?) {
    if let value { bind(position, value) } else { sqlite3_bind_null(handle, position) }
  }

  func bind(_ position: Int32, _ value: Double) { sqlite3_bind_double(handle, position, value) }

  func bind(_ position: Int32, _ value: [UInt8]) {
    // A blob without bytes has no address, which SQLite would take for NULL.
    if value.isEmpty {
      sqlite3_bind_zeroblob(handle, position, 0)
    } else {
      sqlite3_bind_blob(handle, position, value, Int32(value.count), Self.copied)
    }
  }

  /// Moves to the next row; false at the end, after which the statement can be bound anew.
  func next() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    let message =
      code == SQLITE_DONE ? nil : String(cString: sqlite3_errmsg(database.sqliteConnection))
    sqlite3_reset(handle)
    if code == SQLITE_DONE { return false }
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }

  /// Runs a statement that answers no rows.
  func run() throws {
    while try next() {}
  }

  /// Gives up the rows that are left.
  func rewind() { sqlite3_reset(handle) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
  func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }
  func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
  func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, column))
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }
  func optionalInt64(_ column: Int32) -> Int64? { isNull(column) ? nil : int64(column) }

  func text(_ column: Int32) -> String {
    guard let bytes = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
}

/// Texts of rows that are written with one step.
final class TextMemory {
  private static let size = 1 << 16
  private let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: size)
  private var used = 0

  deinit { bytes.deallocate() }

  /// No statement may be run with the texts kept before.
  func clear() { used = 0 }

  /// Where the text is now; nil when there is no room for it.
  func keep(_ text: String) -> (start: UnsafePointer<UInt8>, count: Int)? {
    var text = text
    return text.withUTF8 { source in
      guard used + source.count < Self.size, let base = bytes.baseAddress else { return nil }
      let start = base + used
      if let from = source.baseAddress { start.update(from: from, count: source.count) }
      used += source.count
      return (UnsafePointer(start), source.count)
    }
  }
}

/// Statements prepared once per transaction, by their text.
final class PreparedStatements {
  private let database: Database
  private var statements: [String: Prepared] = [:]

  init(_ database: Database) { self.database = database }

  func callAsFunction(_ sql: String) throws -> Prepared {
    if let known = statements[sql] { return known }
    let made = try Prepared(database, sql)
    statements[sql] = made
    return made
  }
}
