import VerdictAnalysis
import VerdictModel

/// The table's part of a review, from maintained sums.
struct FunnelReader {
  private let reader: any StoreReader

  init(_ reader: any StoreReader) {
    self.reader = reader
  }

  /// Counters and metrics of a half-month beside the one before.
  func section(_ period: HalfMonth) throws -> FunnelSection {
    let funnel = try reader.funnelDefinition()
    let now = try sums(period)
    let before = try sums(period.previous)
    guard !now.isEmpty || !before.isEmpty else { return FunnelSection(counters: [], metrics: []) }
    return FunnelSection(
      counters: funnel.counters.map {
        CounterReading(
          key: $0.key,
          title: $0.title,
          isMoney: $0.isMoney,
          value: now[$0.key],
          previous: before[$0.key]
        )
      },
      metrics: funnel.metrics.map { metric in
        let present = ratio(metric, now, funnel)
        let previous = ratio(metric, before, funnel)
        let (earlier, later) = (metric.parts(before), metric.parts(now))
        // A share of money is no proportion: its amounts are not counts of anything.
        let isProportion =
          metric.isShare
          && metric.counters.allSatisfy { !(funnel.counter($0)?.isMoney ?? false) }
        return MetricReading(
          key: metric.key,
          title: metric.title,
          isShare: metric.isShare,
          good: metric.good,
          value: present,
          previous: previous,
          numerator: metric.isPlain ? now[metric.numerator] : later?.above,
          denominator: metric.isPlain ? now[metric.denominator] : later?.below,
          change: earlier.flatMap { earlier in
            isProportion
              ? later.flatMap { later in
                Readings.change(
                  previous: (earlier.above, earlier.below),
                  now: (later.above, later.below)
                )
              } : nil
          }
        )
      },
      steps: FunnelStep.steps(funnel, now: now, before: before)
    )
  }

  private func sums(_ period: HalfMonth) throws -> [String: Int64] {
    try reader.funnel(
      FunnelQuery(days: period.start...period.start, span: .halfMonth, cut: .all)
    ).reduce(into: [:]) { $0[$1.counter, default: 0] += $1.value }
  }

  private func ratio(_ metric: Metric, _ sums: [String: Int64], _ funnel: FunnelDefinition)
    -> Double?
  {
    guard let parts = metric.parts(sums), parts.below != 0 else { return nil }
    let isMoney = funnel.counter(metric.numerator)?.isMoney ?? false
    let isMinor = isMoney && !(funnel.counter(metric.denominator)?.isMoney ?? false)
    return (isMinor ? Double(parts.above) / 100 : Double(parts.above)) * Double(metric.scale)
      / Double(parts.below)
  }

  /// Week by week; weeks without a denominator are left out, not zero.
  func series(_ metric: Metric, from first: Day, to last: Day) throws -> [SeriesPoint] {
    guard first <= last else { return [] }
    let start = ISOWeek(containing: first).start
    let rows = try reader.funnel(FunnelQuery(days: start...last, span: .day, cut: .all))
    var weeks: [Day: [String: Int64]] = [:]
    for row in rows where metric.counters.contains(row.counter) {
      weeks[ISOWeek(containing: row.start).start, default: [:]][row.counter, default: 0] +=
        row.value
    }
    return weeks.keys.sorted().compactMap { week in
      guard let sums = weeks[week].map(metric.partsOfLines), sums.below > 0 else { return nil }
      return SeriesPoint(
        start: week,
        end: min(week + 6, last),
        numerator: sums.above,
        denominator: sums.below
      )
    }
  }

  func count(_ metric: Metric, in days: ClosedRange<Day>) throws -> CountReading? {
    var sums: [String: Int64] = [:]
    for row in try reader.funnel(FunnelQuery(days: days, span: .day, cut: .all)) {
      sums[row.counter, default: 0] += row.value
    }
    guard let parts = metric.parts(sums), parts.below > 0 else { return nil }
    return CountReading(successes: Int(parts.above), trials: Int(parts.below))
  }

  /// Show-up and close rate of each manager over 60 days, beside chance; sorted by name.
  func managers(upTo day: Day) throws -> [ManagerReading] {
    let funnel = try reader.funnelDefinition()
    let rows = try reader.funnel(
      FunnelQuery(days: (day - 59)...day, span: .day, cut: .manager)
    )
    var sums: [String: [String: Int64]] = [:]
    var total: [String: Int64] = [:]
    for row in rows where !row.member.isEmpty {
      sums[row.member, default: [:]][row.counter, default: 0] += row.value
      total[row.counter, default: 0] += row.value
    }
    var readings: [ManagerReading] = []
    for name in sums.keys.sorted() {
      for key in ["show_rate", "meeting_to_payment"] {
        guard let metric = funnel.metric(key), let all = metric.parts(total), all.below > 0 else {
          continue
        }
        let own = metric.partsOfLines(sums[name] ?? [:])
        guard
          let reading = ManagerReading(
            name: name,
            metric: key,
            successes: own.above,
            trials: own.below,
            usual: Double(all.above) / Double(all.below)
          )
        else { continue }
        readings.append(reading)
      }
    }
    return readings
  }
}
