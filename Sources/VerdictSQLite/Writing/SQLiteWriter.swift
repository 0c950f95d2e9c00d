import GRDB
import VerdictModel

/// Writes within one transaction.
///
/// Rows are written at once; cells, sums and batch counts are gathered and written together, at the
/// latest when they are asked for or when the act ends.
final class SQLiteWriter: SQLiteReader {
  let act: Act
  /// Batches begun in this act, the last one taking the rows.
  private(set) var begun: [OpenBatch] = []
  var ledger = CellLedger()
  private var cuts: FunnelCuts?
  private var haveTallies: [Int: Bool] = [:]
  /// No stored unit comes after this one; nil: not asked yet.
  var highestUnit: String?
  var newUnitPlans: [String: NewUnitPlan] = [:]
  /// Counters an event was checked against; few, so they are compared and not hashed.
  var knownCounters: [String] = []
  private(set) var newUnitRows: NewUnitRows?

  /// A batch with the counts not yet written.
  struct OpenBatch {
    let id: Int
    var new = 0
    var changed = 0
    var same = 0
    var withdrawn = 0
    var kept = 0
    var isWritten = true
  }

  /// Cells waiting in memory before they are written; bounds the memory of a large import.
  static let waitingCells = 200_000

  init(_ database: Database, act: Act) {
    self.act = act
    super.init(database, isWritable: true)
  }

  override func writeWaitingRows() throws { try newUnitRows?.write() }

  override func settle() throws {
    try writeWaitingRows()
    if !ledger.isEmpty {
      try ledger.write(with: CellStatements(statements))
      ledger = CellLedger()
      forgetCells()
    }
    for index in begun.indices where !begun[index].isWritten {
      let batch = begun[index]
      try database.execute(
        sql: "UPDATE batch SET new = ?, changed = ?, same = ?, withdrawn = ? WHERE id = ?",
        arguments: [batch.new, batch.changed, batch.same, batch.withdrawn, batch.id]
      )
      begun[index].isWritten = true
    }
  }

  /// Writes what waits and the act's audit lines; the last thing before the commit.
  func finish() throws {
    try settle()
    let chain = try AuditChain(database)
    if begun.isEmpty, act.isRecorded { try chain.append(act, batch: nil) }
    for batch in begun { try chain.append(act, batch: batch.id) }
  }

  func settleIfLarge() throws {
    if ledger.count > Self.waitingCells { try settle() }
  }

  func funnelCuts() throws -> FunnelCuts {
    if let cuts { return cuts }
    let made = try FunnelCuts(terms)
    cuts = made
    return made
  }

  /// Whether a hypothesis was ever given tallies; most never are.
  func hasTallies(_ hypothesis: Int) throws -> Bool {
    if let known = haveTallies[hypothesis] { return known }
    let found =
      try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS(SELECT 1 FROM tally WHERE hypothesis = ?)",
        arguments: [hypothesis]
      ) ?? false
    haveTallies[hypothesis] = found
    return found
  }

  override func forgetTallies() {
    super.forgetTallies()
    haveTallies = [:]
    newUnitPlans = [:]
  }

  /// To be called when rows of units were written by other ways than puts.
  func forgetUnits() {
    highestUnit = nil
    newUnitPlans = [:]
  }

  override func forgetCatalogue() {
    super.forgetCatalogue()
    newUnitPlans = [:]
    knownCounters = []
  }

  /// Rows of units nobody has heard of, on their way into their tables.
  func waitingRows() throws -> NewUnitRows {
    if let newUnitRows { return newUnitRows }
    let made = try NewUnitRows(connection)
    newUnitRows = made
    return made
  }

  // MARK: Batches

  func beginBatch(kind: String, file: String, sha256: String, preset: String) throws -> Int {
    try begin(kind: kind, file: file, sha256: sha256, preset: preset, undoes: nil)
  }

  func begin(
    kind: String,
    file: String,
    sha256: String,
    preset: String,
    undoes: Int?
  ) throws -> Int {
    try database.execute(
      sql: """
        INSERT INTO batch(kind, file, sha256, preset, author, at, undoes)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [kind, file, sha256, preset, act.author, act.at.microseconds, undoes]
    )
    let id = Int(try database.lastInsertedRowID)
    begun.append(OpenBatch(id: id))
    return id
  }

  /// The batch that rows now belong to; an act that never opened one gets an `entry`.
  func currentBatch() throws -> Int {
    if let id = begun.last?.id { return id }
    return try beginBatch(kind: "entry", file: "", sha256: "", preset: "")
  }

  func count(_ outcome: PutOutcome) throws {
    _ = try currentBatch()
    let index = begun.count - 1
    switch outcome {
    case .new, .crossover: begun[index].new += 1
    case .changed: begun[index].changed += 1
    case .same: begun[index].same += 1
    case .withdrawn: begun[index].withdrawn += 1
    }
    begun[index].isWritten = false
  }

  /// Counts new rows of the present batch.
  func count(new rows: Int) {
    guard rows > 0 else { return }
    begun[begun.count - 1].new += rows
    begun[begun.count - 1].isWritten = false
  }

  /// The next number of a kept row in the current batch.
  func nextKept() -> Int {
    begun[begun.count - 1].kept += 1
    return begun[begun.count - 1].kept
  }

  func advanceKept(by count: Int) { begun[begun.count - 1].kept += count }

  /// Sets the counts of a batch that were not made by puts.
  func setCounts(new: Int, changed: Int, withdrawn: Int) {
    begun[begun.count - 1].new = new
    begun[begun.count - 1].changed = changed
    begun[begun.count - 1].withdrawn = withdrawn
    begun[begun.count - 1].isWritten = false
  }

  func set(_ key: String, _ value: String) throws {
    let before = key == SettingKey.funnel ? try stageKeys() : []
    try database.execute(
      sql: """
        INSERT INTO setting(key, value) VALUES (?, ?)
        ON CONFLICT(key) DO UPDATE SET value = excluded.value
        """,
      arguments: [key, value]
    )
    guard key == SettingKey.funnel else { return }
    forgetCatalogue()
    // A later stage counts as a reach of the earlier ones, so cells follow the order of stages.
    if try stageKeys() != before { try rebuildCells() }
  }
}

extension SQLiteWriter: StoreWriter {}
