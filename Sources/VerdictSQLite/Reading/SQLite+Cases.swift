import GRDB
import VerdictModel

extension SQLiteReader {
  func cases() throws -> [SignalCase] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT c.*, coalesce(s.subject, '') AS subject
        FROM signal_case c LEFT JOIN case_subject s ON s.signal_case = c.id
        ORDER BY c.outcome IS NOT NULL, c.check_on IS NULL, c.check_on, c.id
        """
    )
    .map { row in
      let day: Int? = row["check_on"]
      return SignalCase(
        id: row["id"],
        signal: row["signal"],
        subject: row["subject"],
        found: row["found"],
        agreed: row["agreed"],
        owner: row["owner"],
        checkOn: day.map(Day.init(number:)),
        outcome: row["outcome"],
        author: row["author"],
        at: Timestamp(microseconds: row["at"])
      )
    }
  }
}

extension SQLiteWriter {
  func add(_ signalCase: SignalCase) throws -> Int {
    try database.execute(
      sql: """
        INSERT INTO signal_case(signal, found, agreed, owner, check_on, outcome, author, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        signalCase.signal, signalCase.found, signalCase.agreed, signalCase.owner,
        signalCase.checkOn?.number, signalCase.outcome, signalCase.author,
        signalCase.at.microseconds,
      ]
    )
    let id = Int(try database.lastInsertedRowID)
    if !signalCase.subject.isEmpty {
      try database.execute(
        sql: "INSERT INTO case_subject(signal_case, subject) VALUES (?, ?)",
        arguments: [id, signalCase.subject]
      )
    }
    return id
  }

  func close(signalCase id: Int, outcome: String) throws {
    try database.execute(
      sql: "UPDATE signal_case SET outcome = ? WHERE id = ? AND outcome IS NULL",
      arguments: [outcome, id]
    )
    if try database.changesCount != 1 { throw ModelError.caseUnknown(id) }
  }
}
