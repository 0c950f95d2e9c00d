/// A table whose rows belong to batches and can be taken back.
struct BatchedTable {
  let name: String
  let keys: [String]
  let columns: [String]

  static let funnel = BatchedTable(
    name: "funnel",
    keys: ["day", "source", "manager", "counter"],
    values: ["value"]
  )
  static let exposure = BatchedTable(
    name: "exposure",
    keys: ["unit", "hypothesis"],
    values: ["arm", "day", "manager", "source", "segment", "uptake_day"]
  )
  static let trait = BatchedTable(
    name: "trait",
    keys: ["unit", "hypothesis", "cut"],
    values: ["value"]
  )
  static let crossover = BatchedTable(
    name: "crossover",
    keys: ["unit", "hypothesis", "arm"],
    values: ["day"]
  )
  static let event = BatchedTable(
    name: "event",
    keys: ["unit", "stage", "ref"],
    values: ["reached", "day", "amount", "package", "manager"]
  )
  static let tally = BatchedTable(
    name: "tally",
    keys: ["hypothesis", "measure", "arm", "day", "manager", "source", "segment"],
    values: ["trials", "successes"]
  )

  static let all = [funnel, exposure, trait, crossover, event, tally]
  /// Those whose rows move evidence cells.
  static let ofUnits = [exposure, trait, event]

  private init(name: String, keys: [String], values: [String]) {
    self.name = name
    self.keys = keys
    columns = keys + values + ["batch"]
  }

  var keyCondition: String { keys.map { "\($0) = ?" }.joined(separator: " AND ") }

  /// Keeps a row in `before`, unless this batch has touched it already.
  ///
  /// Arguments: batch, seq, the key's values, batch.
  var keepSQL: String {
    """
    INSERT INTO before(batch, seq, tbl, key, prior, row)
    SELECT ?, ?, '\(name)', json_array(\(keys.joined(separator: ", "))), batch,
      json_array(\(columns.joined(separator: ", ")))
    FROM \(name) WHERE \(keyCondition) AND batch <> ?
    """
  }

  /// Puts the kept rows of a batch back; argument: the batch.
  var restoreSQL: String {
    let values = columns.indices.map { "json_extract(row, '$[\($0)]')" }.joined(separator: ", ")
    return """
      INSERT OR REPLACE INTO \(name)(\(columns.joined(separator: ", ")))
      SELECT \(values) FROM before WHERE batch = ? AND tbl = '\(name)'
      """
  }

  /// Joins a kept row to the present one.
  func matches(_ kept: String) -> String {
    keys.enumerated().map { "t.\($1) = json_extract(\(kept).key, '$[\($0)]')" }
      .joined(separator: " AND ")
  }
}

/// A value of a key column.
enum KeyValue {
  case number(Int)
  case text(String)
}

extension SQLiteWriter {
  /// Keeps a row as it was before this batch changed or removed it.
  func keep(_ table: BatchedTable, _ key: [KeyValue]) throws {
    let batch = try currentBatch()
    let statement = try statements(table.keepSQL)
    statement.bind(1, batch)
    statement.bind(2, nextKept())
    for (index, value) in key.enumerated() {
      switch value {
      case .number(let number): statement.bind(Int32(index + 3), number)
      case .text(let text): statement.bind(Int32(index + 3), text)
      }
    }
    statement.bind(Int32(key.count + 3), batch)
    try statement.run()
  }
}
