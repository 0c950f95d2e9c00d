package import VerdictModel

/// What the head reads in the morning, in five lines.
package struct TodayReading: Hashable, Sendable, Codable {
  package var today: Day
  package var currency: String
  /// The last day of the table; nil when it is empty.
  package var lastDay: Day?
  /// Working days before today without an entry, since the table began.
  package var missingDays: [Day]
  /// The last day's counters that have a value, in the funnel's order.
  package var counters: [WeekCounter]
  package var month: Month
  /// Nil where the month has no plan.
  package var plan: PlanFact?
  /// What left its limits or its norm, the costliest first.
  package var signals: [SignalReading]
  package var focus: Focus?
  /// Tests that take clients today.
  package var running: Int
  package var casesDue: [SignalCase]
  /// The meeting that reads the present half-month.
  package var nextReview: Day

  package init(
    today: Day,
    currency: String,
    lastDay: Day?,
    missingDays: [Day],
    counters: [WeekCounter],
    month: Month,
    plan: PlanFact?,
    signals: [SignalReading],
    focus: Focus?,
    running: Int,
    casesDue: [SignalCase],
    nextReview: Day
  ) {
    self.today = today
    self.currency = currency
    self.lastDay = lastDay
    self.missingDays = missingDays
    self.counters = counters
    self.month = month
    self.plan = plan
    self.signals = signals
    self.focus = focus
    self.running = running
    self.casesDue = casesDue
    self.nextReview = nextReview
  }
}
