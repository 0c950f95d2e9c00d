import GSLKit
import VerdictInference
package import VerdictModel

/// When each rule of the pages would have raised a slump, and how often it cries wolf on one who did not.
///
/// The pages themselves are asked at the end of every week: the same windows, thresholds and budgets.
package struct SlumpDelays: Hashable, Sendable, Codable {
  /// The rules of the pages, and two of others.
  package enum Rule: String, CaseIterable, Sendable, Codable {
    /// Cumulative sum of closing.
    case slump
    /// Cumulative sum of sales above the smallest package.
    case fullSale
    /// Exact limits of closing at one point.
    case jump
    /// Any of these three: what the page shows.
    case page
    /// Closing outside the 99.8 limits of the managers' funnel, 90 days.
    case funnel
    /// The smallest package's share outside the 99.8 limits, 90 days.
    case package
    /// Of others: closing of this month a third below that of the month before.
    case thirdBelow
  }

  package var meetings: Double
  /// Weeks watched from the beginning of the slump.
  package var weeks: Int
  package var departments = 0
  /// By rule, the weeks after which it was raised first, a draw each; those never raised are not there.
  package var delays: [String: [Int]] = [:]
  /// By rule, draws in which someone who did not change was raised within as many weeks.
  package var falseAlarms: [String: Int] = [:]

  package init(meetings: Double, weeks: Int) {
    self.meetings = meetings
    self.weeks = weeks
  }

  static func + (left: SlumpDelays, right: SlumpDelays) -> SlumpDelays {
    var sum = left
    sum.departments += right.departments
    sum.delays.merge(right.delays, uniquingKeysWith: +)
    sum.falseAlarms.merge(right.falseAlarms, uniquingKeysWith: +)
    return sum
  }

  /// The weeks by which a share of all draws had been raised; nil where it never comes so far.
  package func quantile(_ share: Double, _ rule: Rule) -> Int? {
    let sorted = (delays[rule.rawValue] ?? []).sorted()
    let place = Int((share * Double(departments)).rounded(.up)) - 1
    return sorted.indices.contains(place) ? sorted[place] : nil
  }

  /// Share of draws raised within so many weeks.
  package func raised(within weeks: Int, _ rule: Rule) -> Double {
    guard departments > 0 else { return 0 }
    let count = (delays[rule.rawValue] ?? []).count { $0 <= weeks }
    return Double(count) / Double(departments)
  }

  package static func play(meetings: Double, weeks: Int, departments: Int, seed: UInt64) async
    -> SlumpDelays
  {
    await withTaskGroup(of: SlumpDelays.self) { group in
      for index in 0..<departments {
        group.addTask {
          one(meetings: meetings, weeks: weeks, seed: TrialTally.mixed(seed, index))
        }
      }
      return await group.reduce(SlumpDelays(meetings: meetings, weeks: weeks), +)
    }
  }

  /// 60 weeks before, then the slump without a talk.
  private static func one(meetings: Double, weeks: Int, seed: UInt64) -> SlumpDelays {
    // A Monday; the seasons and holidays of the years around it are those of the calendar.
    guard let start = Day(iso: "2027-03-01") else { preconditionFailure("a date of ours exists") }
    let slump = ManagerSlump(
      meetings: meetings,
      days: (start - 7 * 60)...(start + 7 * weeks - 1),
      slumpStart: start
    )
    var result = SlumpDelays(meetings: meetings, weeks: weeks)
    result.departments = 1
    let watch = SlumpWatch(slump, slump.play(seed: seed))
    for (name, isSlumping) in [(ManagerSlump.slumping, true), (ManagerSlump.steady, false)] {
      for (rule, week) in watch.firstRaised(name, from: start, weeks: weeks) {
        if isSlumping {
          result.delays[rule.rawValue, default: []].append(week)
        } else {
          result.falseAlarms[rule.rawValue, default: 0] += 1
        }
      }
    }
    return result
  }
}

/// One draw, looked at at the end of each week.
package struct SlumpWatch: Sendable {
  private let slump: ManagerSlump
  private let all: [FunnelSeries]
  private let managers: [FunnelSeries]
  private let sources: [FunnelSeries]
  private let payments: [PaymentRecord]

  package init(_ slump: ManagerSlump, _ played: ManagerSlump.Played) {
    self.slump = slump
    all = FunnelSeries.of(played.cells, days: slump.days, cut: .all)
    managers = FunnelSeries.of(played.cells, days: slump.days, cut: .manager)
    sources = FunnelSeries.of(played.cells, days: slump.days, cut: .source)
    payments = played.units.flatMap(\.payments).sorted { ($0.day, $0.unit) < ($1.day, $1.unit) }
  }

  /// The table as it stood at the end of a day.
  package func table(closing: Day) -> WatchedTable {
    WatchedTable(
      funnel: .standard,
      calendar: .russia,
      closing: closing,
      known: slump.days.lowerBound...closing,
      all: all,
      sources: sources,
      managers: managers,
      payments: payments.filter { $0.day <= closing }
    )
  }

  /// For each rule, the week (counted from 1) at whose end it first raises someone.
  package func firstRaised(_ name: String, from start: Day, weeks: Int) -> [SlumpDelays.Rule: Int] {
    var first: [SlumpDelays.Rule: Int] = [:]
    for week in 1...weeks where first.count < SlumpDelays.Rule.allCases.count {
      let closing = start + 7 * week - 1
      for rule in raised(name, closing: closing) where first[rule] == nil { first[rule] = week }
    }
    return first
  }

  /// The rules that raise someone at the end of a day.
  package func raised(_ name: String, closing: Day) -> Set<SlumpDelays.Rule> {
    var rules: Set<SlumpDelays.Rule> = []
    // What was raised before the slump began is not its finding: only this week's signals count.
    let signals = SignalFinder.raw(table(closing: closing)).filter {
      $0.subject.cut == .manager && $0.subject.member == name && !$0.isGood
        && $0.seen > closing - 7
    }
    for signal in signals {
      switch (signal.rule, signal.subject.key) {
      case (.slump, "meeting_to_payment"): rules.formUnion([.slump, .page])
      case (.slump, SignalSubject.fullSale): rules.formUnion([.fullSale, .page])
      case (.jump, "meeting_to_payment"): rules.formUnion([.jump, .page])
      default: break
      }
    }
    if funnelIsLow(name, closing) { rules.insert(.funnel) }
    if packageIsHigh(name, closing) { rules.insert(.package) }
    if isThirdBelow(name, closing) { rules.insert(.thirdBelow) }
    return rules
  }

  private func sum(_ counter: String, _ name: String?, _ weeks: Range<Int>) -> Int {
    let series =
      name.map { name in managers.first { $0.counter == counter && $0.member == name } }
      ?? all.first { $0.counter == counter }
    guard let series else { return 0 }
    return Int(weeks.clamped(to: series.values.indices).reduce(0) { $0 + series.values[$1] })
  }

  /// Whole weeks before a day.
  private func weeks(_ count: Int, closing: Day) -> Range<Int> {
    guard let start = all.first?.start else { return 0..<0 }
    let end = (closing - start + 1) / 7
    return max(0, end - count)..<end
  }

  private func funnelIsLow(_ name: String, _ closing: Day) -> Bool {
    let weeks = weeks(13, closing: closing)
    let target = rate(sum("payments", nil, weeks), sum("meetings_held", nil, weeks))
    return standing(sum("payments", name, weeks), sum("meetings_held", name, weeks), target)
      == .veryLow
  }

  private func packageIsHigh(_ name: String, _ closing: Day) -> Bool {
    let sales = payments.filter { $0.day > closing - 91 && $0.day <= closing }
    func small(_ sales: [PaymentRecord]) -> Int { sales.count { $0.packageName == "basic" } }
    let own = sales.filter { $0.manager == name }
    return standing(small(own), own.count, rate(small(sales), sales.count)) == .veryHigh
  }

  private func isThirdBelow(_ name: String, _ closing: Day) -> Bool {
    let now = weeks(4, closing: closing)
    let before = max(0, now.lowerBound - 4)..<now.lowerBound
    guard let last = rate(sum("payments", name, now), sum("meetings_held", name, now)),
      let earlier = rate(sum("payments", name, before), sum("meetings_held", name, before))
    else { return false }
    return last <= earlier * 2 / 3 && earlier > 0
  }

  private func rate(_ above: Int, _ below: Int) -> Double? {
    below > 0 ? min(1, Double(above) / Double(below)) : nil
  }

  private func standing(_ above: Int, _ below: Int, _ target: Double?) -> FunnelPlot.Standing {
    guard let target, below > 0,
      let count = try? BinomialCount(successes: min(above, below), trials: below),
      let plot = try? FunnelPlot(units: [count], target: target)
    else { return .empty }
    return plot.standings[0]
  }
}
