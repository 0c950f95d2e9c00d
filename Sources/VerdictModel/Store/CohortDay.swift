/// The units that came in on one day: how many, and when they reached what.
package struct CohortDay: Hashable, Sendable {
  package let day: Day
  package let units: Int64
  /// By stage, lag in days to how many first reached it then.
  package let reached: [String: [Int: Int64]]

  package init(day: Day, units: Int64, reached: [String: [Int: Int64]]) {
    self.day = day
    self.units = units
    self.reached = reached
  }
}
