import VerdictInference
import VerdictModel

extension SignalFinder {
  /// Cumulative sums against slow slumps.
  ///
  /// The usual rate of a manager is drawn towards everybody's as far as chance explains the difference
  /// (a year of 48 meetings says little of one); the threshold comes from the exact run length.
  func slumps(_ rates: [WeeklyRates]) -> (signals: [SignalReading], family: SignalFamily) {
    var candidates: [Slump] = []
    var tooSmall: [SignalSubject] = []
    let metrics = Dictionary(grouping: rates + fullSales()) {
      SignalSubject(key: $0.subject.key, cut: $0.subject.cut)
    }
    for (_, group) in metrics.sorted(by: { $0.key.id < $1.key.id }) {
      let usual = usualRates(group)
      for (rate, usual) in zip(group, usual) {
        guard rate.weeksWithTrials(window.baseline) >= WatchWindow.leastBaseline, let usual,
          Self.slumpRates.contains(usual)
        else {
          tooSmall.append(rate.subject)
          continue
        }
        guard rate.trialsPerWeek(window.baseline) <= Self.largestSlumpGroup else { continue }
        candidates.append(Slump(rate: rate, usual: usual))
      }
    }
    let family = SignalFamily(
      rule: .slump,
      budget: budgets.slump,
      series: candidates.count,
      tooSmall: tooSmall
    )
    guard !candidates.isEmpty,
      let budget = try? FalseAlarmBudget(
        signalsPerMonth: budgets.slump,
        pointsPerMonth: Self.weeksPerMonth,
        series: candidates.count
      )
    else { return ([], family) }
    let charts = SlumpCharts(averageWeeks: budget.averageRunLength)
    return (candidates.compactMap { signal($0, charts) }, family)
  }

  /// Rates a sum is kept of: of rarer outcomes a month holds too few for it ever to be in time.
  static let slumpRates = 0.04...0.96
  /// Units a week above which a series is left to its limits: a single week shows there what a sum would.
  static let largestSlumpGroup = 40.0

  private struct Slump {
    let rate: WeeklyRates
    let usual: Double
  }

  /// The usual rates of one metric's members: each its own, drawn together; of a single one, its own.
  private func usualRates(_ group: [WeeklyRates]) -> [Double?] {
    let counts = group.map { $0.sum(window.baseline) }
    let known = counts.compactMap { $0 }
    guard known.count > 1, let empty = try? BinomialCount(successes: 0, trials: 0),
      let pooled = try? EmpiricalBayesRates(counts.map { $0 ?? empty }, fit: .moments)
    else { return counts.map { $0?.rate } }
    return zip(counts, pooled.rates).map { count, rate in count == nil ? nil : rate.estimate }
  }

  private func signal(_ slump: Slump, _ charts: SlumpCharts) -> SignalReading? {
    let rate = slump.rate
    let isBadDown = rate.metric.good == .up
    let ratio =
      rate.subject.key == SignalSubject.fullSale ? Self.fullSaleOddsRatio : Self.slumpOddsRatio
    guard
      let chart = charts(
        usual: slump.usual,
        oddsRatio: isBadDown ? ratio : 1 / ratio,
        perWeek: rate.trialsPerWeek(window.baseline)
      ),
      let empty = try? BinomialCount(successes: 0, trials: 0)
    else { return nil }
    let (points, starts) = chart.chart(window.watched.map { rate.weeks[$0] ?? empty })
    guard let last = points.signals.indices.last else { return nil }
    let seen = window.watched.lowerBound + points.signals[last]
    // A slump that goes on signals again and again: it began where the first of the run began.
    var first = last
    while first > 0,
      points.signals[first] - points.signals[first - 1] <= Self.shownSlumpWeeks
    { first -= 1 }
    let began = window.watched.lowerBound + starts[first]
    guard isShown(seen, Self.shownSlumpWeeks), began <= seen,
      let count = rate.sum(began..<window.watched.upperBound), let value = count.rate
    else { return nil }
    return SignalReading(
      subject: rate.subject,
      title: rate.metric.title,
      rule: .slump,
      kind: .share,
      isUp: !isBadDown,
      isGood: false,
      since: table.weekStart(began),
      seen: lastDay(seen),
      value: value,
      usual: slump.usual,
      counts: CountReading(successes: count.successes, trials: count.trials),
      monthsBetweenFalse: charts.averageWeeks / Self.weeksPerMonth,
      downstream: Downstream(table, window).of(rate, value: value, usual: slump.usual)
    )
  }

  /// Meetings of each manager that ended with more than the smallest package, week by week.
  ///
  /// Closing, package and check fall together in a slump of the kind that hides behind discounts; of a
  /// meeting one yes or no is left, so the run length stays exact. Nothing where payments are not logged
  /// by client.
  private func fullSales() -> [WeeklyRates] {
    guard let sizes = SaleSizes(table.payments, before: table.weekStart(window.watched.lowerBound))
    else { return [] }
    let metric = Metric(
      key: SignalSubject.fullSale,
      title: Title(
        ru: "Встреча → оплата больше минимального пакета",
        en: "Meeting to a sale above the smallest package"
      ),
      numerator: "payments",
      denominator: "meetings_held",
      good: .up
    )
    let byManager = Dictionary(grouping: table.payments) { $0.manager ?? "" }
    return table.members(.manager).filter { isPresent(.manager, $0) }.compactMap { member in
      guard let held = table.series("meetings_held", .manager, member) else { return nil }
      var full = Array(repeating: Int64(0), count: table.weeks)
      for payment in byManager[member] ?? [] where sizes.isFull(payment) {
        let week = (payment.day - table.start) / 7
        if payment.day >= table.start, full.indices.contains(week) { full[week] += 1 }
      }
      return WeeklyRates(
        SignalSubject(key: metric.key, cut: .manager, member: member),
        metric,
        WeeklyRates.carried(
          full.indices.map { held.filled[$0] == 0 ? nil : (full[$0], held.values[$0]) }
        )
      )
    }
  }
}
