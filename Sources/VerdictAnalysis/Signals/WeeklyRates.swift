import VerdictInference
import VerdictModel

/// Successes of trials week by week, as charts of rates score them.
struct WeeklyRates: Sendable {
  let subject: SignalSubject
  let metric: Metric
  /// Nil where the week has no trials, or one of both counters was not kept.
  private(set) var weeks: [BinomialCount?]

  /// A metric of the table, sum over sum.
  ///
  /// Payments of a week may belong to meetings of an earlier one and outnumber its own: what is over is
  /// carried to the next week that has room, so that no sale is lost and none comes too early.
  init?(_ table: WatchedTable, _ metric: Metric, _ cut: Cut, _ member: String) {
    guard let parts = table.parts(metric, cut, member) else { return nil }
    let (keptAbove, keptBelow) = (parts.keptAbove, parts.keptBelow)
    // Counted on the same days: then a day with one of them alone spoils its week.
    let isPaired =
      table.funnel.counter(metric.numerator)?.grain
      == table.funnel.counter(metric.denominator)?.grain
    var counts: [(Int64, Int64)?] = []
    for week in 0..<table.weeks {
      let isWhole = !isPaired || keptBelow[week] & ~keptAbove[week] == 0
      counts.append(
        keptAbove[week] != 0 && keptBelow[week] != 0 && isWhole
          ? (parts.above[week], parts.below[week]) : nil
      )
    }
    self.init(
      SignalSubject(key: metric.key, cut: cut, member: member),
      metric,
      Self.carried(counts)
    )
  }

  init(_ subject: SignalSubject, _ metric: Metric, _ weeks: [BinomialCount?]) {
    self.subject = subject
    self.metric = metric
    self.weeks = weeks
  }

  static func carried(_ counts: [(Int64, Int64)?]) -> [BinomialCount?] {
    var over: Int64 = 0
    return counts.map { count in
      guard let (above, below) = count, above >= 0, below > 0 else {
        over += count.map { max($0.0, 0) } ?? 0
        return nil
      }
      let successes = min(above + over, below)
      over += above - successes
      return try? BinomialCount(successes: Int(successes), trials: Int(below))
    }
  }

  /// All counts of some weeks together; nil without trials.
  func sum(_ range: Range<Int>) -> BinomialCount? {
    let counts = weeks[range].compactMap { $0 }
    guard let first = counts.first else { return nil }
    return counts.dropFirst().reduce(first, +)
  }

  /// Trials of a week, on average over the weeks that have any.
  func trialsPerWeek(_ range: Range<Int>) -> Double {
    let counts = weeks[range].compactMap { $0 }
    guard !counts.isEmpty else { return 0 }
    return counts.reduce(0) { $0 + Double($1.trials) } / Double(counts.count)
  }

  func weeksWithTrials(_ range: Range<Int>) -> Int { weeks[range].count { $0 != nil } }
}
