package import VerdictInference
package import VerdictModel

/// The change of one number between two periods, with the interval its days give.
///
/// Counts and money are compared per working day. A day off weighs as much as days off usually bring,
/// so four days of a week stand fairly beside seven. Counts: the ratio of two rates, exact, or with
/// the dispersion their days show (Wedderburn 1974); shares: the score interval; money and its ratios:
/// the delta method of a ratio of sums, days as units (Cochran 1977, §6).
struct ComparedDays {
  private let days: [String: [Day: Int64]]
  private let calendar: WorkingCalendar
  /// Days with something to count that an interval of money needs in each period.
  static let fewest = 5
  /// Counts below this many are compared exactly; their dispersion is not to be seen.
  static let fewestDispersed = 20

  init(_ days: [String: [Day: Int64]], calendar: WorkingCalendar) {
    self.days = days
    self.calendar = calendar
  }

  /// What a day off brings of a counter, a working day being 1; 1 without ten days of each kind.
  private func weightOff(_ counter: String) -> Double {
    var (work, off) = ((days: 0, sum: 0.0), (days: 0, sum: 0.0))
    for (day, value) in days[counter] ?? [:] {
      if calendar.isWorking(day) {
        work = (work.days + 1, work.sum + Double(value))
      } else {
        off = (off.days + 1, off.sum + Double(value))
      }
    }
    guard work.days >= 10, off.days >= 10, work.sum > 0 else { return 1 }
    return min(1.5, max(0, off.sum / Double(off.days) / (work.sum / Double(work.days))))
  }

  // MARK: Counters

  func change(of counter: Counter, from earlier: TablePeriod, to later: TablePeriod)
    -> TableChange?
  {
    let weight = weightOff(counter.key)
    func series(_ period: TablePeriod) -> [(exposure: Double, value: Int64)] {
      let known = days[counter.key] ?? [:]
      return period.days.compactMap { day in
        known[day].map { (calendar.isWorking(day) ? 1 : weight, $0) }
      }
    }
    let (control, variant) = (series(earlier), series(later))
    return counter.isMoney
      ? money(counter, control, variant, earlier) : counts(counter, control, variant, earlier)
  }

  private func counts(
    _ counter: Counter,
    _ control: [(exposure: Double, value: Int64)],
    _ variant: [(exposure: Double, value: Int64)],
    _ earlier: TablePeriod
  ) -> TableChange? {
    func events(_ series: [(exposure: Double, value: Int64)]) -> [EventCount]? {
      let events = series.compactMap { day in
        try? EventCount(events: Int(max(0, day.value)), exposure: day.exposure)
      }
      return events.contains { $0.exposure > 0 } ? events : nil
    }
    guard let control = events(control), let variant = events(variant),
      let both = try? TwoCounts(control: control, variant: variant), let ratio = both.rateRatio
    else { return nil }
    let total = both.control.events + both.variant.events
    let isDispersed = (both.dispersion?.estimate ?? 0) > 1 && total >= Self.fewestDispersed
    let isScore = isDispersed || !both.allowsExact
    let found = try? both.rateRatioInterval(isScore ? .score : .exact)
    let interval = found.flatMap { $0 }.map { interval in
      Interval(lower: interval.lower.map { $0 - 1 }, upper: interval.upper.map { $0 - 1 })
    }
    return TableChange(
      against: earlier.description,
      scale: .relative,
      estimate: ratio - 1,
      interval: interval,
      method: interval == nil ? nil : isScore ? .dispersedCounts : .counts,
      news: ComparedNews.of(interval, counter.good)
    )
  }

  private func money(
    _ counter: Counter,
    _ control: [(exposure: Double, value: Int64)],
    _ variant: [(exposure: Double, value: Int64)],
    _ earlier: TablePeriod
  ) -> TableChange? {
    func moments(_ series: [(exposure: Double, value: Int64)]) -> PairMoments? {
      try? PairMoments(x: series.map(\.exposure), y: series.map { Double($0.value) / 100 })
    }
    guard let first = moments(control), let second = moments(variant) else { return nil }
    let both = TwoSumRatios(control: first, variant: second)
    guard let relative = both.relativeDifference else { return nil }
    let isEnough = [control, variant].allSatisfy { series in
      series.count { $0.value != 0 } >= Self.fewest
    }
    let interval = isEnough ? (try? both.relativeDelta()).flatMap { $0 } : nil
    return TableChange(
      against: earlier.description,
      scale: .relative,
      estimate: relative,
      interval: interval,
      method: interval == nil ? nil : .days,
      news: ComparedNews.of(interval, counter.good)
    )
  }

  // MARK: Metrics

  func change(
    of metric: Metric,
    unit: TableUnit,
    sums: (earlier: [String: Int64], later: [String: Int64]),
    isUneven: Bool,
    from earlier: TablePeriod,
    to later: TablePeriod
  ) -> TableChange? {
    guard let before = metric.parts(sums.earlier), let now = metric.parts(sums.later),
      before.below != 0, now.below != 0
    else { return nil }
    func ratio(_ parts: (above: Int64, below: Int64)) -> Double {
      Double(parts.above) / Double(parts.below)
    }
    let (old, new) = (ratio(before), ratio(now))
    let isPoints = unit == .share || unit == .percent
    if !isPoints, old == 0 { return nil }
    var interval: Interval?
    var method: TableChange.Method?
    if !isUneven {
      // A share of counted things is a proportion; a share of money is a ratio of two amounts.
      if unit == .share {
        interval = Readings.change(
          previous: (before.above, before.below),
          now: (now.above, now.below)
        )
        method = .score
      } else {
        interval = byDays(metric, unit, earlier, later)
        method = .days
      }
    }
    return TableChange(
      against: earlier.description,
      scale: isPoints ? .points : .relative,
      estimate: isPoints ? new - old : new / old - 1,
      interval: interval,
      method: interval == nil ? nil : method,
      news: ComparedNews.of(interval, metric.good)
    )
  }

  private func byDays(
    _ metric: Metric,
    _ unit: TableUnit,
    _ earlier: TablePeriod,
    _ later: TablePeriod
  ) -> Interval? {
    func pairs(_ period: TablePeriod) -> PairMoments? {
      var (x, y) = ([Double](), [Double]())
      for day in period.days {
        var sums: [String: Int64] = [:]
        for key in metric.counters { sums[key] = days[key]?[day] }
        guard let parts = metric.parts(sums) else { continue }
        x.append(Double(parts.below))
        y.append(Double(parts.above))
      }
      guard x.count(where: { $0 > 0 }) >= Self.fewest else { return nil }
      return try? PairMoments(x: x, y: y)
    }
    guard let first = pairs(earlier), let second = pairs(later) else { return nil }
    let both = TwoSumRatios(control: first, variant: second)
    if unit == .percent { return try? both.difference?.interval() }
    return (try? both.relativeDelta()).flatMap { $0 }
  }
}

/// What an interval says of a change, with the direction that is good.
package enum ComparedNews {
  package static func of(_ interval: Interval?, _ good: Direction?) -> TableChange.News {
    guard let interval else { return .unknown }
    let isAbove = interval.lower.map { $0 > 0 } ?? false
    let isBelow = interval.upper.map { $0 < 0 } ?? false
    guard isAbove || isBelow else { return .noise }
    guard let good else { return .moved }
    return (good == .up) == isAbove ? .better : .worse
  }
}
