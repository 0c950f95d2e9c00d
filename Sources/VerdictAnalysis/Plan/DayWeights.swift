package import VerdictModel

/// How much of a month's plan belongs to each of its days, in working days.
///
/// Learned from the eight weeks before the month: a working weekday weighs its mean, drawn towards
/// the mean of all working days as far as chance explains the difference (1 − MSW/MSB of a one-way
/// analysis of variance, never below 0); all days off weigh their own mean. A working day without an
/// entry is missing and teaches nothing; a day off without one was a day off, and counts as nothing.
/// With less than eight weeks of history every working day weighs 1.
package struct DayWeights: Hashable, Sendable {
  package enum Basis: String, Hashable, Sendable, Codable {
    /// From the eight weeks before the month.
    case learned
    /// Fewer than eight weeks of history, too few of their days filled in, or nothing happened.
    case equal
  }

  package let basis: Basis
  private let calendar: WorkingCalendar
  /// Weights of Monday to Sunday when worked; 1 on average.
  private let working: [Double]
  private let off: Double

  package static let weeks = 8
  /// Working days of the window that have to be filled in, of about forty.
  static let neededDays = 30

  private init(_ basis: Basis, _ calendar: WorkingCalendar, working: [Double], off: Double) {
    self.basis = basis
    self.calendar = calendar
    self.working = working
    self.off = off
  }

  /// Every working day weighs the same.
  package init(equal calendar: WorkingCalendar) {
    self.init(.equal, calendar, working: Array(repeating: 1, count: 7), off: 0)
  }

  /// The weights for a month.
  ///
  /// - Parameters:
  ///   - days: the counter's value on each day on which it was looked after.
  ///   - first: the first day of the table; nil when it is empty.
  ///   - start: the first day of the month; only earlier days teach.
  ///   - calendar: the company's.
  package init(
    learningFrom days: [Day: Int64],
    first: Day?,
    before start: Day,
    calendar: WorkingCalendar
  ) {
    let window = (start - 7 * Self.weeks)...(start - 1)
    let worked = window.filter { calendar.isWorking($0) && days[$0] != nil }
    let total = worked.reduce(0.0) { $0 + Double(days[$1] ?? 0) }
    guard let first, first <= window.lowerBound, worked.count >= Self.neededDays, total > 0 else {
      self.init(equal: calendar)
      return
    }
    let mean = total / Double(worked.count)
    let groups = Dictionary(grouping: worked, by: \.weekday).mapValues { group in
      group.map { Double(days[$0] ?? 0) }
    }
    let means = groups.mapValues { $0.reduce(0, +) / Double($0.count) }
    let kept = Self.signal(groups, means, mean)
    let working = (1...7).map { weekday -> Double in
      guard let own = means[weekday] else { return 1 }
      return (mean + kept * (own - mean)) / mean
    }
    let rest = window.filter { !calendar.isWorking($0) }
    let idle = rest.reduce(0.0) { $0 + Double(days[$1] ?? 0) }
    let off = rest.isEmpty ? 0 : idle / Double(rest.count) / mean
    self.init(.learned, calendar, working: working, off: off)
  }

  /// The weight of a day, in average working days.
  package func weight(_ day: Day) -> Double {
    calendar.isWorking(day) ? working[day.weekday - 1] : off
  }

  package func weight(of days: ClosedRange<Day>) -> Double {
    days.reduce(0) { $0 + weight($1) }
  }

  /// The share of a month that some of its days carry.
  ///
  /// - Returns: 0…1; nil for a month in which no day carries anything.
  package func share(of days: ClosedRange<Day>, in month: Month) -> Double? {
    let whole = weight(of: month.days)
    guard whole > 0 else { return nil }
    let lower = max(days.lowerBound, month.start)
    let upper = min(days.upperBound, month.end)
    guard lower <= upper else { return 0 }
    return weight(of: lower...upper) / whole
  }

  /// The part of the weekdays' differences that is not chance: 1 − MSW/MSB, 0 at least.
  private static func signal(
    _ groups: [Int: [Double]],
    _ means: [Int: Double],
    _ mean: Double
  ) -> Double {
    let count = groups.values.reduce(0) { $0 + $1.count }
    guard groups.count >= 2, count > groups.count else { return 0 }
    var (between, within) = (0.0, 0.0)
    // In the order of the weekdays, so that the sum has the same bytes in every run.
    for (weekday, values) in groups.sorted(by: { $0.key < $1.key }) {
      guard let own = means[weekday] else { continue }
      between += Double(values.count) * (own - mean) * (own - mean)
      within += values.reduce(0) { $0 + ($1 - own) * ($1 - own) }
    }
    between /= Double(groups.count - 1)
    within /= Double(count - groups.count)
    return between > 0 ? max(0, 1 - within / between) : 0
  }
}
