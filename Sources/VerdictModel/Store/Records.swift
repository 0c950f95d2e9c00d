/// Who does what, for the audit; one act is one transaction.
package struct Act: Hashable, Sendable {
  package let author: String
  package let at: Timestamp
  /// What was done: `import`, `start`, `draw`, `log`, `publish` and so on.
  package let action: String
  package let subject: String
  package let detail: String
  /// Whether the audit has a line of it; only upkeep that changes nobody's data has none.
  package let isRecorded: Bool
  package init(
    author: String,
    at: Timestamp,
    action: String,
    subject: String,
    detail: String = "",
    isRecorded: Bool = true
  ) {
    self.author = author
    self.at = at
    self.action = action
    self.subject = subject
    self.detail = detail
    self.isRecorded = isRecorded
  }
}

/// Keep the writes, or do everything and roll back (a preview).
package enum WriteMode: Sendable {
  case commit
  case rehearse
}

/// What a put did.
package enum PutOutcome: Hashable, Sendable {
  case new
  case same
  case changed
  case withdrawn
  /// The unit is already in another arm: the first stays, this one is kept aside.
  case crossover(first: String)
}

/// A file or a hand entry that put rows; what `undo` takes back.
package struct Batch: Hashable, Sendable, Codable {
  package let id: Int
  /// `import`, `log`, `entry`, `undo`.
  package let kind: String
  package let file: String
  package let sha256: String
  package let preset: String
  package let author: String
  package let at: Timestamp
  package var new: Int
  package var changed: Int
  package var same: Int
  package var withdrawn: Int
  package let undoes: Int?
  package let undoneBy: Int?
  package init(
    id: Int,
    kind: String,
    file: String,
    sha256: String,
    preset: String,
    author: String,
    at: Timestamp,
    new: Int = 0,
    changed: Int = 0,
    same: Int = 0,
    withdrawn: Int = 0,
    undoes: Int? = nil,
    undoneBy: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.file = file
    self.sha256 = sha256
    self.preset = preset
    self.author = author
    self.at = at
    self.new = new
    self.changed = changed
    self.same = same
    self.withdrawn = withdrawn
    self.undoes = undoes
    self.undoneBy = undoneBy
  }
}

/// A drawn unit's place in the sealed list.
package struct AllocationEntry: Hashable, Sendable, Codable {
  package let stratum: String
  /// From 0 within the stratum.
  package let position: Int
  package let arm: String
  package let unit: String
  package let author: String
  package let at: Timestamp
  package init(
    stratum: String,
    position: Int,
    arm: String,
    unit: String,
    author: String,
    at: Timestamp
  ) {
    self.stratum = stratum
    self.position = position
    self.arm = arm
    self.unit = unit
    self.author = author
    self.at = at
  }
}

/// A look as it was published.
package struct LookRecord: Hashable, Sendable, Codable {
  package let hypothesis: String
  package let number: Int
  package let period: HalfMonth
  package let asOf: Day
  package let information: Double
  package let planned: Double
  package let spent: Double
  package let boundary: Double?
  package let statistic: Double?
  package let verdict: Verdict
  /// The evaluation as JSON, as the published review held it.
  package let evaluation: [UInt8]
  package let sha256: String
  package init(
    hypothesis: String,
    number: Int,
    period: HalfMonth,
    asOf: Day,
    information: Double,
    planned: Double,
    spent: Double,
    boundary: Double?,
    statistic: Double?,
    verdict: Verdict,
    evaluation: [UInt8],
    sha256: String
  ) {
    self.hypothesis = hypothesis
    self.number = number
    self.period = period
    self.asOf = asOf
    self.information = information
    self.planned = planned
    self.spent = spent
    self.boundary = boundary
    self.statistic = statistic
    self.verdict = verdict
    self.evaluation = evaluation
    self.sha256 = sha256
  }
}

/// A review as it was published: the value and its pages, byte for byte.
package struct PublishedReview: Hashable, Sendable {
  package let period: HalfMonth
  package let asOf: Day
  package let at: Timestamp
  package let author: String
  package let program: String
  package let schema: Int
  package let json: [UInt8]
  package let wallRu: [UInt8]
  package let wallEn: [UInt8]
  package let headRu: [UInt8]
  package let headEn: [UInt8]
  /// SHA-256 of the JSON, hex.
  package let sha256: String
  package init(
    period: HalfMonth,
    asOf: Day,
    at: Timestamp,
    author: String,
    program: String,
    schema: Int,
    json: [UInt8],
    wallRu: [UInt8],
    wallEn: [UInt8],
    headRu: [UInt8],
    headEn: [UInt8],
    sha256: String
  ) {
    self.period = period
    self.asOf = asOf
    self.at = at
    self.author = author
    self.program = program
    self.schema = schema
    self.json = json
    self.wallRu = wallRu
    self.wallEn = wallEn
    self.headRu = headRu
    self.headEn = headEn
    self.sha256 = sha256
  }
}

/// Someone asked to see a running test's interval before its time.
package struct Glance: Hashable, Sendable, Codable {
  package let hypothesis: String
  package let who: String
  package let at: Timestamp
  package let reason: String
  package init(hypothesis: String, who: String, at: Timestamp, reason: String) {
    self.hypothesis = hypothesis
    self.who = who
    self.at = at
    self.reason = reason
  }
}

/// What a participant expected before the start.
package struct Bet: Hashable, Sendable, Codable {
  package let hypothesis: String
  package let person: String
  /// `up`, `same` or `down` for the metric.
  package let direction: String
  /// Expected change in points; nil when only the direction was said.
  package let size: Double?
  package let at: Timestamp
  package init(hypothesis: String, person: String, direction: String, size: Double?, at: Timestamp)
  {
    self.hypothesis = hypothesis
    self.person = person
    self.direction = direction
    self.size = size
    self.at = at
  }
}

/// One line of the audit, chained by hash.
package struct AuditEntry: Hashable, Sendable, Codable {
  package let id: Int
  package let at: Timestamp
  package let author: String
  package let action: String
  package let subject: String
  package let detail: String
  package let batch: Int?
  package let sha256: String
  package init(
    id: Int,
    at: Timestamp,
    author: String,
    action: String,
    subject: String,
    detail: String,
    batch: Int?,
    sha256: String
  ) {
    self.id = id
    self.at = at
    self.author = author
    self.action = action
    self.subject = subject
    self.detail = detail
    self.batch = batch
    self.sha256 = sha256
  }
}

/// Which sums of the funnel table are wanted.
package struct FunnelQuery: Hashable, Sendable {
  package enum Span: Int, Sendable { case day = 0, halfMonth = 1 }
  /// Inclusive.
  ///
  /// With `.halfMonth`, periods that start inside it.
  package let days: ClosedRange<Day>
  package let span: Span
  /// `.all`, `.source` or `.manager`.
  package let cut: Cut
  package init(days: ClosedRange<Day>, span: Span, cut: Cut) {
    self.days = days
    self.span = span
    self.cut = cut
  }
}

/// One summed counter: `start` is the day, or the first day of the half-month.
package struct FunnelSum: Hashable, Sendable, Codable {
  package let start: Day
  package let member: String
  package let counter: String
  package let value: Int64
  /// How many cells were summed (missing cells are not zero).
  package let cells: Int64
  package init(start: Day, member: String, counter: String, value: Int64, cells: Int64) {
    self.start = start
    self.member = member
    self.counter = counter
    self.value = value
    self.cells = cells
  }
}

/// What `doctor` finds.
package struct StoreHealth: Hashable, Sendable, Codable {
  /// The database's own integrity check said "ok".
  package let integrity: Bool
  package let integrityDetail: String
  /// Cells and funnel sums equal a rebuild, row for row; the differing count otherwise.
  package let differingCells: Int64
  /// Name and value of each durability setting read back.
  package let pragmas: [String: String]
  /// The audit's hash chain holds from the first line to the last.
  package let auditHolds: Bool
  /// Entries of the audit made by a clock more than an hour behind an earlier one.
  package let clockSteps: Int
  package let schemaVersion: Int
  package let bytes: Int64
  package let freeBytes: Int64?
  package init(
    integrity: Bool,
    integrityDetail: String,
    differingCells: Int64,
    pragmas: [String: String],
    auditHolds: Bool,
    clockSteps: Int,
    schemaVersion: Int,
    bytes: Int64,
    freeBytes: Int64?
  ) {
    self.integrity = integrity
    self.integrityDetail = integrityDetail
    self.differingCells = differingCells
    self.pragmas = pragmas
    self.auditHolds = auditHolds
    self.clockSteps = clockSteps
    self.schemaVersion = schemaVersion
    self.bytes = bytes
    self.freeBytes = freeBytes
  }
}
