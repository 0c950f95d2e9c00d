package import VerdictInference
package import VerdictModel

/// The weekly look: signals, dynamics, plan against fact, and where to put attention.
package struct WeekReading: Hashable, Sendable, Codable {
  package var first: Day
  package var last: Day
  package var today: Day
  /// The last day counted; nil while the week has no entry.
  package var asOf: Day?
  /// Working days of the week up to today without any entry.
  package var missingDays: [Day]
  package var currency: String
  package var company: String?
  /// Metrics of the week beside the eight weeks before, in the funnel's order.
  package var metrics: [WeekMetric]
  /// Counters beside the usual week.
  package var counters: [WeekCounter]
  package var planMonth: Month
  /// Nil where the month has no plan.
  package var plan: PlanFact?
  /// The last four weeks beside the four before; nil where the table is younger.
  package var bridge: Bridge?
  /// What left its limits or its norm and still stands this week, the costliest first.
  package var signals: [SignalReading]
  package var focus: Focus?
  /// Open cases whose day of check has come by the end of the week.
  package var casesDue: [SignalCase]

  /// Weeks of the usual level before this one.
  package static let usualWeeks = 8
}

/// A metric's week.
package struct WeekMetric: Hashable, Sendable, Codable {
  package var what: String
  package var title: Title
  package var isShare: Bool
  package var good: Direction
  package var numerator: Int64?
  package var denominator: Int64?
  /// Nil when the denominator is zero or missing; money in major units.
  package var value: Double?
  /// The same over the eight weeks before.
  package var usual: Double?
  package var usualNumerator: Int64?
  package var usualDenominator: Int64?
  /// Of a share: 95 % score interval of the week less the usual.
  package var change: Interval?

  package var isBetter: Bool? {
    guard let value, let usual, value != usual else { return nil }
    return (value > usual) == (good == .up)
  }
}

/// A counter's week.
package struct WeekCounter: Hashable, Sendable, Codable {
  package var what: String
  package var title: Title
  package var isMoney: Bool
  /// A count, or minor units; nil where nothing was entered.
  package var value: Int64?
  /// What such a week usually brings, its working days counted.
  package var usual: Double?

  package init(
    what: String,
    title: Title,
    isMoney: Bool,
    value: Int64?,
    usual: Double?
  ) {
    self.what = what
    self.title = title
    self.isMoney = isMoney
    self.value = value
    self.usual = usual
  }
}
