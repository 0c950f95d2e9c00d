import GRDB
import VerdictModel

extension SQLiteReader {
  func cases() throws -> [SignalCase] {
    try Row.fetchAll(
      database,
      sql: "SELECT * FROM signal_case ORDER BY outcome IS NOT NULL, check_on IS NULL, check_on, id"
    )
    .map { row in
      let day: Int? = row["check_on"]
      return SignalCase(
        id: row["id"],
        signal: row["signal"],
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
  func add(_ signalCase: SignalCase) throws {
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
  }

  func close(signalCase id: Int, outcome: String) throws {
    try database.execute(
      sql: "UPDATE signal_case SET outcome = ? WHERE id = ? AND outcome IS NULL",
      arguments: [outcome, id]
    )
    if database.changesCount != 1 { throw ModelError.caseUnknown(id) }
  }
}
