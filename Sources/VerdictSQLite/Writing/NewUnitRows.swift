/// Rows of units nobody has heard of, kept until there are enough to write together.
///
/// A full sheet of them is written behind while the next one fills. Nothing reads units before
/// ``SQLiteReader/writeWaitingRows()``.
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
    /// Position of its unit in the sheet.
    let exposure: Int
    let stage: Int
    let ref: String
    let reached: Bool
    let day: Int?
    let amount: Int64?
    let packageName: String?
    let manager: Int
    let batch: Int
  }

  /// Rows on their way together.
  struct Sheet {
    var exposures: [ExposureRow] = []
    var events: [EventRow] = []

    /// Whether an event of a stage is among those from a position on.
    func has(_ stage: Int, from first: Int) -> Bool {
      for index in first..<events.count where events[index].stage == stage { return true }
      return false
    }
  }

  /// Units of a full sheet.
  private static let many = 4096

  private let connection: ActConnection
  private let exposureTable: ManyRows
  private let eventTable: ManyRows
  var filling = Sheet()

  init(_ connection: ActConnection) throws {
    self.connection = connection
    // FAIL and not ABORT, which would keep a journal of every step: a failed one ends the act.
    exposureTable = try ManyRows(
      connection.statements,
      into: """
        INSERT OR FAIL INTO exposure(
          unit, hypothesis, arm, day, manager, source, segment, uptake_day, batch)
        """,
      columns: 9
    )
    eventTable = try ManyRows(
      connection.statements,
      into: """
        INSERT OR FAIL INTO event(unit, stage, ref, reached, day, amount, package, manager, batch)
        """,
      columns: 9
    )
  }

  func writeIfMany() throws {
    if filling.exposures.count >= Self.many { try writeBehind() }
  }

  /// Writes all there is, and returns when it is written.
  func write() throws {
    if !filling.exposures.isEmpty { try writeBehind() }
    try connection.behind.wait()
  }

  private func writeBehind() throws {
    var sheet = Sheet()
    swap(&sheet, &filling)
    let (exposures, events) = (sheet.exposures, sheet.events)
    let (exposureTable, eventTable) = (exposureTable, eventTable)
    try connection.behind.start {
      try exposureTable.write(exposures) { statement, before, row in
        statement.bind(before + 1, row.unit)
        statement.bind(before + 2, row.hypothesis)
        statement.bind(before + 3, row.arm)
        statement.bind(before + 4, row.day)
        statement.bind(before + 5, row.manager)
        statement.bind(before + 6, row.source)
        statement.bind(before + 7, row.segment)
        statement.bind(before + 8, row.uptakeDay)
        statement.bind(before + 9, row.batch)
      }
      try eventTable.write(events) { statement, before, row in
        statement.bind(before + 1, exposures[row.exposure].unit)
        statement.bind(before + 2, row.stage)
        statement.bind(before + 3, row.ref)
        statement.bind(before + 4, row.reached ? 1 : 0)
        statement.bind(before + 5, row.day)
        statement.bind(before + 6, row.amount)
        statement.bind(before + 7, row.packageName)
        statement.bind(before + 8, row.manager)
        statement.bind(before + 9, row.batch)
      }
    }
  }
}
