import VerdictInference
import VerdictModel

/// Finds the signals of a table: three families of charts, each with its own budget of false alarms.
///
/// - *Slumps*: cumulative sums of rates of single people and of the company, exact run lengths.
/// - *Jumps*: rates outside exact binomial limits at one point, wider where they vary more than chance.
/// - *Values*: counts, money and prices outside the limits of single values.
///
/// What has left its *norm* is told beside them and costs no budget: the company sets it, not chance.
/// Source: methods in VerdictInference's article on control charts; how often the page is wrong and how
/// late it is stands in <doc:Signals>.
package struct SignalFinder: Sendable {
  let table: WatchedTable
  let window: WatchWindow
  let budgets: Budgets

  /// Expected false signals a month of each family.
  package struct Budgets: Hashable, Sendable {
    package var slump = FalseAlarmBudget.cusumDefault
    package var jump = FalseAlarmBudget.shewhartDefault
    package var value = FalseAlarmBudget.individualsDefault
    package init() {}
  }

  /// Weeks in a month.
  static let weeksPerMonth = 365.25 / 12 / 7
  /// A point outside its limits stays on the page for so many weeks.
  static let shownWeeks = 5
  /// A slump stays for so many: its sum starts anew and needs time to pass again.
  static let shownSlumpWeeks = 9
  /// The rates a slump is looked for at: odds lower by this ratio, as 12 of 100 are to 18.
  package static let slumpOddsRatio = 0.62
  /// The same for sales above the smallest package, where package, check and closing fall together.
  package static let fullSaleOddsRatio = 0.4
  /// Someone without an entry for so many days has left, or is away for long.
  package static let absentDays = 30

  init(_ table: WatchedTable, _ window: WatchWindow, _ budgets: Budgets) {
    self.table = table
    self.window = window
    self.budgets = budgets
  }

  /// Everything found on a day.
  package static func read(
    _ table: WatchedTable,
    budgets: Budgets = Budgets()
  ) -> SignalsReading {
    let recording = RecordingChanges(table).found()
    guard let window = WatchWindow(table) else {
      let needed = WatchWindow.leastBaseline + WatchWindow.leastWatched
      return SignalsReading(
        asOf: table.known.upperBound,
        recording: recording,
        weeksMissing: needed - WatchWindow.wholeWeeks(table).count
      )
    }
    let finder = SignalFinder(table, window, budgets)
    let (signals, families) = finder.found()
    func span(_ weeks: Range<Int>) -> DaySpan {
      DaySpan(table.weekStart(weeks.lowerBound)...(table.weekStart(weeks.upperBound) - 1))
    }
    return SignalsReading(
      asOf: table.known.upperBound,
      baseline: span(window.baseline),
      watched: span(window.watched),
      signals: Self.merged(signals + finder.leftNorms()),
      recording: recording,
      families: families
    )
  }

  /// All signals of all families, a subject perhaps several times: what the budgets count.
  package static func raw(
    _ table: WatchedTable,
    budgets: Budgets = Budgets()
  ) -> [SignalReading] {
    guard let window = WatchWindow(table) else { return [] }
    return SignalFinder(table, window, budgets).found().signals
  }

  private func found() -> (signals: [SignalReading], families: [SignalFamily]) {
    let rates = watchedRates()
    let (slumps, slumpFamily) = self.slumps(rates)
    let (jumps, jumpFamily) = self.jumps(rates)
    let (values, valueFamily) = self.values()
    // A jump comes first: it has an exact chance, where a sum over weeks has only a run length.
    return (jumps + slumps + values, [slumpFamily, jumpFamily, valueFamily])
  }

  /// One reading a subject; what others found of it is noted, and the order is that of its cost.
  static func merged(_ signals: [SignalReading]) -> [SignalReading] {
    var kept: [SignalReading] = []
    for signal in signals {
      let same = kept.firstIndex { $0.subject == signal.subject && $0.isUp == signal.isUp }
      if let same { kept[same].alsoBy.append(signal.rule) } else { kept.append(signal) }
    }
    func rank(_ signal: SignalReading) -> (Int, Double, String) {
      let group = signal.rule == .norm ? 2 : signal.isGood ? 1 : 0
      let money = signal.downstream.last { $0.isMoney }?.perMonth ?? 0
      return (group, -abs(money), signal.subject.id)
    }
    return kept.sorted { rank($0) < rank($1) }
  }

  // MARK: what is watched

  /// Every share that can be formed of the company, of each source and of each manager still there.
  func watchedRates() -> [WeeklyRates] {
    let shares = table.funnel.metrics.filter {
      $0.isShare && $0.isCharted(on: table.closing) && table.funnel.isOfCounts($0)
    }
    var rates: [WeeklyRates] = []
    for cut in [Cut.all, .source, .manager] {
      for member in watchedMembers(cut) {
        for metric in shares where isFormed(metric, cut) {
          if let one = WeeklyRates(table, metric, cut, member) { rates.append(one) }
        }
      }
    }
    return rates
  }

  /// Those still there; a single source or manager is the company itself and is not told twice.
  func watchedMembers(_ cut: Cut) -> [String] {
    let members = table.members(cut).filter { isPresent(cut, $0) }
    return cut == .source && table.members(cut).count < 2 ? [] : members
  }

  /// Every counter of a metric knows the cut.
  private func isFormed(_ metric: Metric, _ cut: Cut) -> Bool {
    metric.counters.allSatisfy { key in
      guard let grain = table.funnel.counter(key)?.grain else { return false }
      switch cut {
      case .source: return grain.hasSource
      case .manager: return grain.hasManager
      default: return true
      }
    }
  }

  func isFormed(_ counter: Counter, _ cut: Cut) -> Bool {
    cut == .source ? counter.grain.hasSource : cut == .all
  }

  /// Not gone: who has left, and a source that fell silent, cannot slump.
  func isPresent(_ cut: Cut, _ member: String) -> Bool {
    guard cut != .all else { return true }
    guard let last = table.lastEntry(cut, member) else { return false }
    return table.known.upperBound - last < Self.absentDays
  }

  /// A week's place on the page: the last day of it.
  func lastDay(_ week: Int) -> Day { table.weekStart(week) + 6 }

  func isShown(_ lastWeek: Int, _ weeks: Int) -> Bool {
    lastWeek >= window.watched.upperBound - weeks && window.watched.contains(lastWeek)
  }
}

extension Metric {
  /// In force on a day, of a number of one: what the charts over time can score.
  func isCharted(on day: Day) -> Bool { scale == 1 && (until.map { day < $0 } ?? true) }
}

extension FunnelDefinition {
  /// Whether a share is of counts: a share of money has no binomial chance.
  func isOfCounts(_ metric: Metric) -> Bool {
    metric.counters.allSatisfy { !(counter($0)?.isMoney ?? true) }
  }
}
