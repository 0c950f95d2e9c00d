package import VerdictModel

/// The company's own bounds for a metric: not what chance allows, but what it wants.
package struct CompanyNorm: Hashable, Sendable, Codable {
  package let metric: String
  /// Nil: for the whole company.
  package let manager: String?
  package let low: Double?
  package let high: Double?

  package init(metric: String, manager: String? = nil, low: Double?, high: Double?) {
    self.metric = metric
    self.manager = manager
    self.low = low
    self.high = high
  }
}

/// The table as charts over time read it: week by week, by company, source and manager.
package struct WatchedTable: Sendable {
  package let funnel: FunnelDefinition
  package let calendar: WorkingCalendar
  /// The last day that is over: weeks that end after it are not whole.
  package let closing: Day
  /// The first day the table ever had, and the last.
  package let known: ClosedRange<Day>
  /// Payments as they were logged, with package and amount; may be none.
  package let payments: [PaymentRecord]
  package let norms: [CompanyNorm]
  /// Monday of week 0.
  package let start: Day
  /// How many weeks the series have, whole or not.
  package let weeks: Int
  private let series: [SignalSubject: FunnelSeries]
  /// By cut, sorted.
  private let members: [Cut: [String]]
  /// Counters entered line by line: no line on a filled day means none.
  private let byLine: Set<String>

  /// At most so many weeks are looked at: a year that says what is usual, and half a year watched.
  package static let length = 78

  package init(
    funnel: FunnelDefinition,
    calendar: WorkingCalendar,
    closing: Day,
    known: ClosedRange<Day>,
    all: [FunnelSeries],
    sources: [FunnelSeries],
    managers: [FunnelSeries],
    payments: [PaymentRecord] = [],
    norms: [CompanyNorm] = []
  ) {
    self.funnel = funnel
    self.calendar = calendar
    self.closing = closing
    self.known = known
    self.payments = payments
    self.norms = norms
    start = all.first?.start ?? ISOWeek(containing: closing).start
    weeks = all.first?.values.count ?? 0
    var series: [SignalSubject: FunnelSeries] = [:]
    var members: [Cut: [String]] = [.all: [""]]
    for (cut, list) in [(Cut.all, all), (.source, sources), (.manager, managers)] {
      for one in list {
        series[SignalSubject(key: one.counter, cut: cut, member: one.member)] = one
      }
      if cut != .all { members[cut] = Set(list.map(\.member)).sorted() }
    }
    self.series = series
    self.members = members
    byLine = Set(
      funnel.counters.filter { $0.grain == .bySourceAndManager }.map(\.key).filter {
        series[SignalSubject(key: $0)]?.zeros == 0
      }
    )
  }

  /// The days a table has to be asked for.
  package static func days(upTo closing: Day) -> ClosedRange<Day> {
    (ISOWeek(containing: closing).start - 7 * (length - 1))...closing
  }

  func members(_ cut: Cut) -> [String] { members[cut] ?? [] }

  func series(_ key: String, _ cut: Cut, _ member: String) -> FunnelSeries? {
    series[SignalSubject(key: key, cut: cut, member: member)]
  }

  /// A ratio's two sides week by week, and the days on which each was kept.
  struct Parts {
    var above: [Int64]
    var below: [Int64]
    var keptAbove: [UInt8]
    var keptBelow: [UInt8]
  }

  /// Both sides of a metric; nil where one of its counters was never kept by the member.
  func parts(_ metric: Metric, _ cut: Cut, _ member: String) -> Parts? {
    func side(_ plus: [String], _ less: [String]) -> ([Int64], [UInt8])? {
      var values = [Int64](repeating: 0, count: weeks)
      var kept = [UInt8](repeating: 0x7F, count: weeks)
      for (keys, sign) in [(plus, Int64(1)), (less, -1)] {
        for key in keys {
          guard let series = series(key, cut, member) else { return nil }
          let days = self.kept(key, cut, member)
          for week in values.indices {
            values[week] += sign * series.values[week]
            kept[week] &= days[week]
          }
        }
      }
      return (values, kept)
    }
    guard let (above, keptAbove) = side([metric.numerator] + metric.plus, metric.less),
      let (below, keptBelow) = side([metric.denominator], metric.denominatorLess)
    else { return nil }
    return Parts(above: above, below: below, keptAbove: keptAbove, keptBelow: keptBelow)
  }

  /// The days of each week on which a counter was kept, Monday the lowest bit.
  ///
  /// A counter entered line by line was kept on every day that has any entry of its member, from its
  /// own first line on: before that it was perhaps not written down at all.
  func kept(_ key: String, _ cut: Cut, _ member: String) -> [UInt8] {
    guard let own = series(key, cut, member) else { return Array(repeating: 0, count: weeks) }
    var kept = own.filled
    let began: Day
    if let change = recordingBegan(key) {
      began = change + Self.settling
    } else if byLine.contains(key), let first = self.began(key) {
      began = first
    } else {
      return kept
    }
    if byLine.contains(key) {
      for counter in funnel.counters {
        guard let other = series(counter.key, cut, member) else { continue }
        for week in kept.indices { kept[week] |= other.filled[week] }
      }
    }
    for week in kept.indices where weekStart(week) < began {
      let hidden = min(7, began - weekStart(week))
      kept[week] &= UInt8(truncatingIfNeeded: 0x7F << hidden) & 0x7F
    }
    return kept
  }

  /// Days after a counter begins to be written down before it says what is usual: the first weeks hold only
  /// what began and ended within them.
  private static let settling = 56
  /// Days after the table's own beginning before a beginning is a change.
  private static let leastDelay = 28
  /// A gap that chance leaves seldom: so many entries were to be expected in it (e⁻⁷ = .0009).
  private static let leastExpected = 7.0

  /// The day a counter began to be written down after the table did; nil where it always was.
  func recordingBegan(_ key: String) -> Day? {
    let isMoney = funnel.counter(key)?.isMoney ?? false
    // Money comes with its payments: as much of it as there is says nothing of how often.
    let key = isMoney && byLine.contains(key) ? "payments" : key
    guard !isMoney || byLine.contains(key), let series = series(key, .all, ""),
      let since = began(key), since > start + 6,
      since - known.lowerBound >= Self.leastDelay
    else { return nil }
    // Eight weeks from the first entry on: how many the gap would have held.
    let first = (since - start) / 7
    let after = first..<min(first + 8, series.values.count)
    let perDay =
      Double(after.reduce(0) { $0 + series.values[$1] }) / Double(7 * max(1, after.count))
    let gap = Double(since - max(known.lowerBound, start))
    return perDay * gap >= Self.leastExpected ? since : nil
  }

  /// The first day of these weeks on which the company kept a counter.
  func began(_ key: String) -> Day? {
    guard let filled = series(key, .all, "")?.filled,
      let week = filled.firstIndex(where: { $0 != 0 })
    else { return nil }
    return weekStart(week) + filled[week].trailingZeroBitCount
  }

  func weekStart(_ week: Int) -> Day { start + 7 * week }

  package var managerNames: [String] { members(.manager) }
  package func lastEntry(ofManager name: String) -> Day? { lastEntry(.manager, name) }

  /// The last day with any entry of a member.
  func lastEntry(_ cut: Cut, _ member: String) -> Day? {
    entry(cut, member) { filled in
      filled.lastIndex { $0 != 0 }
    } last: {
      true
    }
  }

  func firstEntry(_ cut: Cut, _ member: String) -> Day? {
    entry(cut, member) { filled in
      filled.firstIndex { $0 != 0 }
    } last: {
      false
    }
  }

  private func entry(
    _ cut: Cut,
    _ member: String,
    _ week: ([UInt8]) -> Int?,
    last: () -> Bool
  ) -> Day? {
    let days = funnel.counters.compactMap { counter -> Day? in
      guard let filled = series(counter.key, cut, member)?.filled, let found = week(filled) else {
        return nil
      }
      let bit =
        last()
        ? 7 - filled[found].leadingZeroBitCount : filled[found].trailingZeroBitCount
      return weekStart(found) + bit
    }
    return last() ? days.max() : days.min()
  }
}
