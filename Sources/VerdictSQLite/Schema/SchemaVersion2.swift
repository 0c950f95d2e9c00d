/// The second schema: people, their sessions and invitations, and the forms they sent.
///
/// `at` is UTC microseconds. A token is kept as its SHA-256 only, a password as its hash only; names
/// are compared by `folded`, the name in small letters.
enum SchemaVersion2 {
  static let sql = """
    CREATE TABLE account(
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL CHECK(role IN ('head', 'manager', 'assistant', 'reader')),
      manager TEXT, password TEXT NOT NULL, language TEXT, active INTEGER NOT NULL,
      at INTEGER NOT NULL) STRICT;
    CREATE TABLE session(
      token TEXT NOT NULL PRIMARY KEY, account INTEGER NOT NULL, made INTEGER NOT NULL,
      seen INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX session_by_account ON session(account);
    CREATE TABLE invitation(
      token TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,
      role TEXT NOT NULL CHECK(role IN ('head', 'manager', 'assistant', 'reader')),
      manager TEXT, author TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL,
      account INTEGER, used INTEGER) STRICT, WITHOUT ROWID;
    CREATE TABLE submission(
      id TEXT NOT NULL PRIMARY KEY, account INTEGER NOT NULL, what TEXT NOT NULL,
      answer TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX submission_by_time ON submission(at);

    """
}
