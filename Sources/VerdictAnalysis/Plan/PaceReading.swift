package import VerdictInference
package import VerdictModel

/// One counter's month day by day: what was done, what the plan asks, and where the pace leads.
package struct PaceReading: Hashable, Sendable, Codable {
  package var what: String
  package var title: Title
  /// The month's plan, a count.
  package var plan: Double
  package var days: [PaceDay]
  /// Levels of the two bands of days to come.
  package static let levels = [MonthEnd.level, 0.5]
}

/// Sums from the first of the month to the end of one day.
package struct PaceDay: Hashable, Sendable, Codable {
  package var day: Day
  /// What the plan asks by this day.
  package var planned: Double
  /// Nil before the table began and after its last day.
  package var fact: Int64?
  /// Of days to come: eight months of ten like this one, and one of two.
  package var likely: Interval?
  package var half: Interval?
  package var expected: Double?
}
