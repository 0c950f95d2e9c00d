import GRDB

extension Row {
  /// As GRDB's own, with the statement prepared once a connection.
  ///
  /// Not for a cursor that is still read while the same text is asked again.
  static func fetchCursor(
    cached database: Database,
    sql: String,
    arguments: StatementArguments = StatementArguments()
  ) throws -> RowCursor {
    try fetchCursor(database.cachedStatement(sql: sql), arguments: arguments)
  }

  /// As GRDB's own, with the statement prepared once a connection.
  static func fetchOne(
    cached database: Database,
    sql: String,
    arguments: StatementArguments = StatementArguments()
  ) throws -> Row? {
    try fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
  }

  /// As GRDB's own, with the statement prepared once a connection.
  static func fetchAll(
    cached database: Database,
    sql: String,
    arguments: StatementArguments = StatementArguments()
  ) throws -> [Row] {
    try fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
  }
}
