/// Where a company's rows live.
///
/// Async at the edge, synchronous inside: one call is one snapshot or one transaction.
package protocol Store: Sendable {
  /// Reads one consistent snapshot.
  func read<A: Sendable>(_ body: @Sendable (any StoreReader) throws -> A) async throws -> A
  /// Does one act in one transaction with one audit line; `.rehearse` rolls everything back.
  func write<A: Sendable>(
    _ act: Act,
    _ mode: WriteMode,
    _ body: @escaping @Sendable (any StoreWriter) throws -> A
  ) async throws -> A
  /// Integrity, cells against a rebuild, durability settings read back, free space.
  func health() async throws -> StoreHealth
  /// A consistent copy at a new path; refuses to overwrite.
  func backup(to path: String) async throws
}

/// Answers in the field's words.
///
/// Sums come from maintained cells, never from raw rows.
package protocol StoreReader: PeopleReader {
  func setting(_ key: String) throws -> String?
  func settings() throws -> [String: String]
  func funnelDefinition() throws -> FunnelDefinition

  func funnel(_ query: FunnelQuery) throws -> [FunnelSum]
  /// Every counter of every member week by week, over the weeks that hold these days.
  func funnelSeries(_ days: ClosedRange<Day>, cut: Cut) throws -> [FunnelSeries]
  /// Payments of a stage in these days, by day and unit, whatever they take part in.
  func payments(_ stage: String, in days: ClosedRange<Day>) throws -> [PaymentRecord]
  /// How long units first met in `days` took to a stage, those still open as of a day included.
  ///
  /// A unit belongs to the manager who had it at its first exposure.
  func cycles(to stage: String, metIn days: ClosedRange<Day>, asOf: Day) throws -> [CycleCount]
  /// First and last day with any funnel cell; nil when the table is empty.
  func funnelDays() throws -> ClosedRange<Day>?
  func funnelCell(day: Day, source: String?, manager: String?, counter: String) throws -> Int64?
  /// Every norm, the oldest of a metric first.
  func norms() throws -> [Norm]
  /// Units that came in on these days, and what they had reached by `asOf`, by the day they came in.
  func cohorts(_ days: ClosedRange<Day>, asOf: Day) throws -> [CohortDay]
  /// Names in use, sorted.
  func managers() throws -> [String]
  func sources() throws -> [String]

  /// What the last file of each account says of a source's days; files taken back do not count.
  func adSums(source: String, days: ClosedRange<Day>) throws -> [AdSum]
  /// Campaigns in those files.
  func adCampaigns(source: String, account: String, days: ClosedRange<Day>) throws -> Set<String>
  /// Units of the register by the day they came and their source.
  func registerCounts(_ days: ClosedRange<Day>) throws -> [RegisterCount]
  /// Units of the register that files of a preset put, by the day they came.
  func registerUnits(preset: String, days: ClosedRange<Day>) throws -> [String]

  /// All, sorted by start and key.
  func hypotheses() throws -> [RegisteredHypothesis]
  func hypothesis(_ key: String) throws -> RegisteredHypothesis?

  func evidence(_ query: EvidenceQuery) throws -> Evidence
  /// Units of a hypothesis by the day they met their arm, one for each day, member and arm.
  func unitDays(_ query: UnitDayQuery) throws -> [UnitDay]
  func allocationAudit(_ hypothesis: String, asOf: Day) throws -> AllocationAudit
  /// The unit's place in the sealed list.
  func allocation(_ hypothesis: String, unit: String) throws -> AllocationEntry?
  /// How many units were drawn in a stratum.
  func allocationCount(_ hypothesis: String, stratum: String) throws -> Int
  /// `hypothesis` nil: the register.
  func unit(_ key: String, hypothesis: String?) throws -> UnitRecord?
  /// In constant memory, in the order of unit keys.
  func forEachUnit(_ hypothesis: String?, _ body: (UnitRecord) throws -> Void) throws

  /// All versions of the plan, in order.
  func planVersions() throws -> [PlanVersion]
  /// A month's plan by its newest version, or by the newest up to one; nil where nothing is planned.
  func plan(_ month: Month, upTo version: Int?) throws -> PlannedMonth?

  /// Published looks in order.
  func looks(_ hypothesis: String) throws -> [LookRecord]
  func review(_ period: HalfMonth) throws -> PublishedReview?
  func reviewPeriods() throws -> [HalfMonth]
  func decisions(_ hypothesis: String?) throws -> [Decision]
  /// Open ones first, by the day of their check.
  func cases() throws -> [SignalCase]
  func bets(_ hypothesis: String) throws -> [Bet]
  func glances(_ hypothesis: String) throws -> [Glance]
  func batches() throws -> [Batch]
  func batch(sha256: String) throws -> Batch?
  func audit() throws -> [AuditEntry]

  /// Every row of an archive's table, in the order of its key, in constant memory.
  func forEachRow(of table: ArchiveTable, _ body: ([ArchiveValue]) throws -> Void) throws
}

/// Writes inside one transaction; cells and sums move with the rows.
package protocol StoreWriter: StoreReader, PeopleWriter {
  func set(_ key: String, _ value: String) throws

  /// Opens the batch that the following puts belong to; its counts are kept as they go.
  func beginBatch(kind: String, file: String, sha256: String, preset: String) throws -> Int
  func put(_ cell: FunnelCell) throws -> PutOutcome
  /// Sets what is normal for a metric from a day on; one norm of a metric, manager and day.
  func set(_ norm: Norm) throws
  /// Keeps a row of an ad account in the present batch; the table's cell is put beside it.
  func keep(_ row: AdRow) throws
  /// Exposure with events. Events already known and not in the row stay; a unit already in another
  /// arm of the hypothesis is a crossover.
  func put(_ record: UnitRecord) throws -> PutOutcome
  /// The same for units nobody has heard of, many at a time and quickly.
  ///
  /// Takes records from the first on for as long as each is of the first one's hypothesis and is new;
  /// in the order of their keys they go quickest, and one that is not ends the run.
  /// - Returns: how many were taken; the outcome of each is `new`. With 0 the first is to be put alone.
  func putNew(_ records: ArraySlice<UnitRecord>) throws -> Int
  /// An event of a unit already exposed; counts for every hypothesis it takes part in.
  func put(_ event: UnitEvent) throws -> PutOutcome
  /// Replaces the tally of its key whole. Refused with unit rows of the same arm and day.
  func put(_ tally: Tally, hypothesis: String) throws -> PutOutcome
  /// Takes a batch back; itself a batch. Refused when a later batch touched its rows.
  func undo(_ batch: Int) throws -> Batch

  /// A new draft, or a draft replaced.
  func register(_ form: HypothesisForm, bytes: [UInt8], sha256: String) throws
  /// Freezes a draft; from here only amendments.
  func start(_ form: HypothesisForm, bytes: [UInt8], sha256: String, seal: [UInt8]?) throws
  func amend(_ form: HypothesisForm, bytes: [UInt8], sha256: String, reason: String) throws
  func draw(_ hypothesis: String, _ entry: AllocationEntry) throws
  /// A new version of the plan that states these months whole; earlier versions stay.
  func plan(_ months: [MonthPlan], reason: String) throws -> PlanVersion
  /// Answers the number it was given.
  func add(_ signalCase: SignalCase) throws -> Int
  /// Writes what came of an open case.
  func close(signalCase id: Int, outcome: String) throws
  func bet(_ bet: Bet) throws
  func glance(_ glance: Glance) throws
  func publish(_ review: PublishedReview, looks: [LookRecord]) throws
  func decide(_ decision: Decision) throws
  /// Recomputes all cells and sums from rows.
  func rebuildCells() throws
  /// Puts a row of an archive back as it was; cells are made anew by ``rebuildCells()`` at the end.
  ///
  /// - Parameters:
  ///   - row: values in the order of the table's columns.
  ///   - table: one of ``ArchiveTable/all``, after those before it.
  /// - Throws: `refused` for a name, a hypothesis or a second row of the same key that do not fit.
  func restore(_ row: [ArchiveValue], to table: ArchiveTable) throws
}
