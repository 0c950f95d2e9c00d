/// Rows of units nobody has heard of, kept until there are enough to write together.
///
/// Nothing reads units before ``SQLiteReader/writeWaitingRows()``.
final class NewUnitRows {
  struct ExposureRow {
    let unit: String
    let hypothesis: Int
    let arm: Int
    let day: Int
    let manager: Int
    let source: Int
    let segment: Int
    let uptakeDay: Int?
    let batch: Int
  }

  struct EventRow {
    let unit: String
    let stage: Int
    let ref: String
    let reached: Bool
    let day: Int?
    let amount: Int64?
    let packageName: String?
    let manager: Int
    let batch: Int
  }

  private var exposures: [ExposureRow] = []
  private var events: [EventRow] = []
  private let exposureTable: ManyRows
  private let eventTable: ManyRows
  private let memory = TextMemory()

  init(_ statements: PreparedStatements) throws {
    exposureTable = try ManyRows(
      statements,
      into: """
        INSERT INTO exposure(
          unit, hypothesis, arm, day, manager, source, segment, uptake_day, batch)
        """,
      columns: 9
    )
    eventTable = try ManyRows(
      statements,
      into: """
        INSERT INTO event(unit, stage, ref, reached, day, amount, package, manager, batch)
        """,
      columns: 9
    )
  }

  func add(_ row: ExposureRow) { exposures.append(row) }
  func add(_ row: EventRow) { events.append(row) }

  func writeIfMany() throws {
    if exposures.count >= 4 * ManyRows.width { try write() }
  }

  func write() throws {
    guard !exposures.isEmpty || !events.isEmpty else { return }
    memory.clear()
    try exposureTable.write(exposures) { statement, before, row in
      statement.bind(before + 1, row.unit, in: memory)
      statement.bind(before + 2, row.hypothesis)
      statement.bind(before + 3, row.arm)
      statement.bind(before + 4, row.day)
      statement.bind(before + 5, row.manager)
      statement.bind(before + 6, row.source)
      statement.bind(before + 7, row.segment)
      statement.bind(before + 8, row.uptakeDay)
      statement.bind(before + 9, row.batch)
    }
    exposures.removeAll(keepingCapacity: true)
    memory.clear()
    try eventTable.write(events) { statement, before, row in
      statement.bind(before + 1, row.unit, in: memory)
      statement.bind(before + 2, row.stage)
      statement.bind(before + 3, row.ref, in: memory)
      statement.bind(before + 4, row.reached ? 1 : 0)
      statement.bind(before + 5, row.day)
      statement.bind(before + 6, row.amount)
      statement.bind(before + 7, row.packageName)
      statement.bind(before + 8, row.manager)
      statement.bind(before + 9, row.batch)
    }
    events.removeAll(keepingCapacity: true)
  }
}
