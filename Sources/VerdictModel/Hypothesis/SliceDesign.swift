/// A test whose arms lie in slices of the funnel table: days, managers, dates or sources.
///
/// The metric is `form.stage ÷ per`, sum over sum, both read from the table by the days they belong
/// to. Nothing is logged unit by unit.
package struct SliceDesign: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// Whole working days, drawn at the start: two of four the new way.
    case day
    /// Managers, half of them drawn at the start.
    case manager
    /// From the start the new way at some managers; the others go on as before.
    case some
    /// From the start the new way everywhere: before against after.
    case all
    /// A new source of leads beside today's.
    case source
  }

  /// Where the outcomes are.
  package enum Outcomes: String, Sendable, Codable {
    /// In the daily table, by the day they belong to.
    case table
    /// Logged unit by unit, by the day the unit met its arm; of `day` and `manager` only.
    case units
  }

  package var kind: Kind
  /// The counter under the line, `meetings_due` of a show-up rate; of units the stage they are met at.
  package var per: String
  /// Nil is the table.
  package var outcomes: Outcomes?
  /// Managers or sources that take part; of `day` and `all` empty: everybody does.
  package var members: [String]
  /// Of them, those with the variant; drawn ones are filled in by `start`.
  package var variant: [String]
  /// Whether the tool draws who (or which days) gets the variant.
  package var isDrawn: Bool
  /// Days of the variant, filled in by `start` of a `day` test.
  package var days: [Day]
  /// Working days left out after each change of arm, 0–10.
  package var washIn: Int
  /// Days before the start that are read beside it, 14–730; of `some` and `all`.
  package var daysBefore: Int

  package init(
    kind: Kind,
    per: String,
    outcomes: Outcomes? = nil,
    members: [String] = [],
    variant: [String] = [],
    isDrawn: Bool = false,
    days: [Day] = [],
    washIn: Int = 0,
    daysBefore: Int = 84
  ) {
    self.kind = kind
    self.per = per
    self.outcomes = outcomes
    self.members = members
    self.variant = variant
    self.isDrawn = isDrawn
    self.days = days
    self.washIn = washIn
    self.daysBefore = daysBefore
  }

  /// Whether a lot decided: only such a design can confirm (verdict rule §7).
  package var isLottery: Bool { isDrawn && kind != .all && kind != .source }

  /// Whether clients are drawn and logged one by one, the arm being that of their day or manager.
  package var countsUnits: Bool { outcomes == .units }

  /// Whether a unit met on this day at this manager belongs to the variant; nil where the lot has no
  /// such day or member.
  package func isVariant(day: Day, member: String?, drawnDays: Set<Day>) -> Bool? {
    switch kind {
    case .day: drawnDays.contains(day) ? days.contains(day) : nil
    case .manager, .some, .source:
      member.flatMap { members.contains($0) ? variant.contains($0) : nil }
    case .all: true
    }
  }

  /// The slices of the table the test reads: its own days, and those before it where it has them.
  package func window(of form: HypothesisForm, asOf: Day) -> ClosedRange<Day>? {
    let last = min(asOf, form.stoppedOn ?? form.end)
    let first = kind == .some || kind == .all ? form.start - daysBefore : form.start
    return first <= last ? first...last : nil
  }

  /// Working days of the test in fours: in each, half of the days get the variant.
  ///
  /// What is left at the end is a shorter block; a single day left over takes no part.
  package static func blocks(of days: ClosedRange<Day>, _ calendar: WorkingCalendar) -> [[Day]] {
    let working = days.filter { calendar.isWorking($0) }
    return stride(from: 0, to: working.count, by: 4).map {
      Array(working[$0..<min($0 + 4, working.count)])
    }
    .filter { $0.count > 1 }
  }
}

/// A day's cells of one member (a manager, a source, or everybody): what lies above and under the line.
package struct SliceRow: Hashable, Sendable, Codable {
  package let day: Day
  /// Empty for everybody.
  package let member: String
  package let numerator: Int64
  package let denominator: Int64
  /// Money spent, minor units; nil where it is not kept by this member.
  package let spend: Int64?
  /// Of units: so many were recorded in another arm than the lot gave.
  package let deviating: Int64

  package init(
    day: Day,
    member: String,
    numerator: Int64,
    denominator: Int64,
    spend: Int64? = nil,
    deviating: Int64 = 0
  ) {
    self.deviating = deviating
    self.day = day
    self.member = member
    self.numerator = numerator
    self.denominator = denominator
    self.spend = spend
  }
}
