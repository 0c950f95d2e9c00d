import VerdictInference
import VerdictModel

/// A count, money, or a price week by week, made comparable: as in a usual week.
///
/// The weekday is taken out first: a week that lacks days, or has holidays, is measured by what its days
/// usually bring. Weeks with too little of that, and weeks of holidays, are left out.
struct WeeklyValues: Sendable {
  let subject: SignalSubject
  let title: Title
  let kind: SignalReading.Kind
  let good: Direction
  /// Money spent for counted things: given the money, the count below is the uncertain one.
  let isPrice: Bool
  /// What is summed above, and below: the days' usual share of a week, or the denominator.
  private let above: [Double]
  private let below: [Double]
  /// Events behind each week: what makes a point large enough.
  private let events: [Double]
  private let isUsable: [Bool]

  /// Below this share of a usual week nothing is read from a week.
  private static let leastShare = 0.5
  /// Working days below which a week is a week of holidays.
  private static let leastWorkingDays = 3

  /// A counter of the table.
  init?(_ table: WatchedTable, _ counter: Counter, _ cut: Cut, _ member: String) {
    guard let series = table.series(counter.key, cut, member) else { return nil }
    let kept = table.kept(counter.key, cut, member)
    let shares = Self.shares(table, counter.key, kept)
    let scale = counter.isMoney ? 0.01 : 1
    // Money that comes in single payments is as uncertain as their number.
    let companion =
      counter.isMoney && counter.grain == .bySourceAndManager
      ? table.series("payments", cut, member)?.values : series.values
    self.init(
      subject: SignalSubject(key: counter.key, cut: cut, member: member),
      title: counter.title,
      kind: counter.isMoney ? .money : .count,
      isPrice: false,
      good: counter.key == "spend" || counter.key == "refunds" ? .down : .up,
      above: series.values.map { Double($0) * scale },
      below: shares,
      events: counter.isMoney && counter.grain == .bySource
        ? shares.map { $0 * 100 } : (companion ?? []).map(Double.init),
      isUsable: (0..<table.weeks).map { week in
        shares[week] >= Self.leastShare && Self.isWorked(table, week)
      }
    )
  }

  /// A price: money, or another counter, over a counter.
  init?(_ table: WatchedTable, _ metric: Metric, _ cut: Cut, _ member: String) {
    guard let parts = table.parts(metric, cut, member) else { return nil }
    let isMoney = table.funnel.counter(metric.numerator)?.isMoney ?? false
    self.init(
      subject: SignalSubject(key: metric.key, cut: cut, member: member),
      title: metric.title,
      kind: isMoney ? .money : .count,
      isPrice: isMoney && table.funnel.counter(metric.numerator)?.grain == .bySource,
      good: metric.good,
      above: parts.above.map { Double($0) * (isMoney ? 0.01 : 1) },
      below: parts.below.map(Double.init),
      events: parts.below.map(Double.init),
      isUsable: (0..<table.weeks).map { parts.keptAbove[$0] != 0 && parts.keptBelow[$0] != 0 }
    )
  }

  private init(
    subject: SignalSubject,
    title: Title,
    kind: SignalReading.Kind,
    isPrice: Bool,
    good: Direction,
    above: [Double],
    below: [Double],
    events: [Double],
    isUsable: [Bool]
  ) {
    self.subject = subject
    self.title = title
    self.kind = kind
    self.isPrice = isPrice
    self.good = good
    self.above = above
    self.below = below
    self.events = events
    self.isUsable = isUsable
  }

  /// One point of a chart: `span` weeks from `first` on.
  struct Point: Sendable {
    let first: Int
    let value: Double
    /// Usual weeks, or units of the denominator, behind it.
    let size: Double
  }

  /// Points of so many weeks, counted back from the end of a range; those without data are left out.
  func points(_ range: Range<Int>, span: Int) -> [Point] {
    stride(from: range.upperBound - span, through: range.lowerBound, by: -span).reversed()
      .compactMap { first in
        let weeks = (first..<(first + span)).filter { isUsable[$0] }
        let size = weeks.reduce(0) { $0 + below[$1] }
        guard size > 0, weeks.count * 2 > span else { return nil }
        return Point(first: first, value: weeks.reduce(0) { $0 + above[$1] } / size, size: size)
      }
  }

  /// Events of a usable week on average.
  func eventsPerWeek(_ range: Range<Int>) -> Double {
    let weeks = range.filter { isUsable[$0] && $0 < events.count }
    guard !weeks.isEmpty else { return 0 }
    return weeks.reduce(0) { $0 + events[$1] } / Double(weeks.count)
  }

  /// How much of a usual week each week holds, by the weekdays on which the counter was kept.
  static func shares(_ table: WatchedTable, _ key: String, _ kept: [UInt8]) -> [Double] {
    guard let all = table.series(key, .all, "") else { return kept.map { _ in 0 } }
    let keptByAll = table.kept(key, .all, "")
    let filledWeeks = max(1, keptByAll.count { $0 != 0 })
    var (means, weekdays): ([Double], [Int]) = ([], [])
    for weekday in 0..<7 {
      let days = keptByAll.count { $0 & (1 << UInt8(weekday)) != 0 }
      guard days > 0 else { continue }
      means.append(Double(max(0, all.weekdays[weekday].value)) / Double(days))
      weekdays.append(weekday)
    }
    guard let pattern = try? WeekdayPattern(values: means, weekdays: weekdays) else {
      return kept.map { _ in 0 }
    }
    func index(_ weekday: Int) -> Double { pattern.indices[weekday] ?? 0 }
    // A weekday belongs to a usual week when it is kept in most weeks.
    let usual = weekdays.filter { weekday in
      keptByAll.count { $0 & (1 << UInt8(weekday)) != 0 } * 2 >= filledWeeks
    }
    let whole = usual.reduce(0) { $0 + index($1) }
    guard whole > 0 else { return kept.map { _ in 0 } }
    return kept.indices.map { week in
      var share = 0.0
      for weekday in 0..<7 where kept[week] & (1 << UInt8(weekday)) != 0 {
        // A holiday in the middle of the week is like a Sunday.
        let isHoliday = weekday < 5 && !table.calendar.isWorking(table.weekStart(week) + weekday)
        let sunday = index(6)
        share += isHoliday && sunday > 0 ? min(index(weekday), sunday) : index(weekday)
      }
      return share / whole
    }
  }

  private static func isWorked(_ table: WatchedTable, _ week: Int) -> Bool {
    let monday = table.weekStart(week)
    return table.calendar.workingDays(in: monday...(monday + 6)) >= leastWorkingDays
  }
}
