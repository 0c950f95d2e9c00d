package import VerdictModel

/// All signals of a day, and what stands behind their silence.
package struct SignalsReading: Hashable, Sendable, Codable {
  /// Last day of the table that was read.
  package var asOf: Day?
  /// The weeks that say what is usual; nil where there are too few.
  package var baseline: DaySpan?
  /// The weeks that are watched.
  package var watched: DaySpan?
  /// Worse first, each by what it costs; then better ones; then norms.
  package var signals: [SignalReading]
  /// Changes in what is written down: no news of sales, whatever the numbers do.
  package var recording: [RecordingChange]
  /// Each family's promise.
  package var families: [SignalFamily]
  /// Whole weeks still missing before anything can be called usual; 0 when there are enough.
  package var weeksMissing: Int

  package init(
    asOf: Day?,
    baseline: DaySpan? = nil,
    watched: DaySpan? = nil,
    signals: [SignalReading] = [],
    recording: [RecordingChange] = [],
    families: [SignalFamily] = [],
    weeksMissing: Int = 0
  ) {
    self.asOf = asOf
    self.baseline = baseline
    self.watched = watched
    self.signals = signals
    self.recording = recording
    self.families = families
    self.weeksMissing = weeksMissing
  }

  /// What may be read without any manager's name.
  package var withoutManagers: SignalsReading { keeping { _ in false } }

  /// What one manager may read: the company's, and their own.
  package func only(manager name: String) -> SignalsReading { keeping { $0 == name } }

  private func keeping(_ isShown: (String) -> Bool) -> SignalsReading {
    var reading = self
    reading.signals = signals.filter { $0.subject.cut != .manager || isShown($0.subject.member) }
    reading.recording = recording.filter {
      $0.cut != .manager || (isShown($0.member) && $0.other == nil)
    }
    for index in families.indices {
      reading.families[index].tooSmall = families[index].tooSmall.filter {
        $0.cut != .manager || isShown($0.member)
      }
    }
    return reading
  }
}

/// Days from the first to the last, both included.
package struct DaySpan: Hashable, Sendable, Codable {
  package let first: Day
  package let last: Day

  package init(_ days: ClosedRange<Day>) {
    first = days.lowerBound
    last = days.upperBound
  }

  package var days: ClosedRange<Day> { first...max(first, last) }
}

/// A family of charts: what it watches and how often it may be wrong.
package struct SignalFamily: Hashable, Sendable, Codable {
  package var rule: SignalRule
  /// Expected false signals a month over the whole family.
  package var budget: Double
  package var series: Int
  /// Series too small for a point of this family: they say nothing, and that is said.
  package var tooSmall: [SignalSubject]

  package init(rule: SignalRule, budget: Double, series: Int, tooSmall: [SignalSubject]) {
    self.rule = rule
    self.budget = budget
    self.series = series
    self.tooSmall = tooSmall
  }
}

/// The table is kept otherwise than before; numbers across that day cannot be compared.
package struct RecordingChange: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable {
    /// A counter is written down only since a day after the table's own beginning.
    case counterBegan
    /// A source appeared after the table's beginning.
    case sourceBegan
    /// No entry of a source for a while.
    case sourceSilent
    /// A manager appears where another one disappears: perhaps only a new name.
    case perhapsRenamed
  }
  package var kind: Kind
  package var cut: Cut
  /// The source or the manager; empty for a counter of the company.
  package var member: String
  /// The counter that began.
  package var counter: String?
  package var title: Title?
  /// The name before, of someone perhaps renamed.
  package var other: String?
  /// The first day of the new way; of a silent source, the day after its last entry.
  package var since: Day

  package init(
    kind: Kind,
    cut: Cut,
    member: String = "",
    counter: String? = nil,
    title: Title? = nil,
    other: String? = nil,
    since: Day
  ) {
    self.kind = kind
    self.cut = cut
    self.member = member
    self.counter = counter
    self.title = title
    self.other = other
    self.since = since
  }
}
