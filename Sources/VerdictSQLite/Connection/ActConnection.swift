import GRDB

/// The connection of one act; whoever asks for it waits until the work behind is done.
///
/// SQLite lets one thread at a time use a connection, whichever it is. Rows that are ready are
/// written by a second thread while the first reads on; nothing else reaches the database meanwhile.
final class ActConnection {
  private let idle: Database
  private let prepared: PreparedStatements
  let behind = WorkBehind()

  init(_ database: Database) {
    idle = database
    prepared = PreparedStatements(database)
  }

  var database: Database {
    get throws {
      try behind.wait()
      return idle
    }
  }

  var statements: PreparedStatements {
    get throws {
      try behind.wait()
      return prepared
    }
  }
}
