import Foundation
import GRDB
import VerdictModel

extension SQLiteWriter {
  /// Enough to see what stands in the way.
  private static let longestList = 100

  /// Rows of a batch that a later one, still in force, has changed, removed or built upon.
  func rowsTouchedLater(than batch: Int) throws -> [String] {
    var found: [String] = []
    try list(
      """
      SELECT k.tbl, k.key, k.batch FROM before k JOIN batch b ON b.id = k.batch
      WHERE k.batch > ?1 AND k.prior = ?1 AND b.undone_by IS NULL AND b.undoes IS NULL
      """,
      batch,
      into: &found
    )
    for table in BatchedTable.all {
      try list(
        """
        SELECT k.tbl, k.key, t.batch FROM before k JOIN \(table.name) t ON \(table.matches("k"))
        WHERE k.batch = ?1 AND k.tbl = '\(table.name)' AND t.batch <> ?1
        """,
        batch,
        into: &found
      )
    }
    // An exposure that goes must leave no later event or crossover behind.
    let goes = { (row: String) in
      """
      \(row).batch = ?1 AND NOT EXISTS(SELECT 1 FROM before k WHERE k.batch = ?1
        AND k.tbl = 'exposure' AND k.key = json_array(\(row).unit, \(row).hypothesis))
      """
    }
    try list(
      """
      SELECT 'event', json_array(v.unit, v.stage, v.ref), v.batch
      FROM exposure e JOIN event v ON v.unit = e.unit
      WHERE v.batch > ?1 AND \(goes("e")) AND NOT EXISTS(
        SELECT 1 FROM exposure o WHERE o.unit = e.unit AND NOT (\(goes("o"))))
      """,
      batch,
      into: &found
    )
    try list(
      """
      SELECT 'crossover', json_array(c.unit, c.hypothesis, c.arm), c.batch
      FROM exposure e JOIN crossover c ON c.unit = e.unit AND c.hypothesis = e.hypothesis
      WHERE c.batch > ?1 AND \(goes("e"))
      """,
      batch,
      into: &found
    )
    return found
  }

  private func list(_ sql: String, _ batch: Int, into found: inout [String]) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: sql + " LIMIT \(Self.longestList)",
      arguments: [batch]
    )
    while found.count < Self.longestList, let row = try rows.next() {
      let line = try describe(table: row[0], key: row[1]) + " #" + String(row[2] as Int)
      if !found.contains(line) { found.append(line) }
    }
  }

  /// `event D-104 meetings_held`: the table and the key in names, without ids.
  private func describe(table name: String, key: String) throws -> String {
    let values = try JSONSerialization.jsonObject(with: Data(key.utf8)) as? [Any] ?? []
    let columns = BatchedTable.all.first { $0.name == name }?.keys ?? []
    let kinds: [String: TermKind] = [
      "source": .source, "manager": .manager, "segment": .segment, "arm": .arm, "stage": .counter,
      "counter": .counter, "measure": .measure,
    ]
    let words = try zip(columns, values).map { column, value -> String in
      guard let number = value as? Int else { return value as? String ?? "" }
      if column == "day" { return Day(number: number).description }
      if column == "hypothesis" { return try hypothesisKey(number) ?? "" }
      return try kinds[column].map { try terms.key($0, number) } ?? String(number)
    }
    return ([name] + words.filter { !$0.isEmpty }).joined(separator: " ")
  }
}
