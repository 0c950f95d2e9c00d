/// The fourth schema: a case knows the signal it is about, and payments are found by their day.
enum SchemaVersion4 {
  static let sql = """
    CREATE TABLE IF NOT EXISTS case_subject(
      signal_case INTEGER PRIMARY KEY, subject TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS event_with_amount ON event(day) WHERE amount IS NOT NULL;

    """
}
