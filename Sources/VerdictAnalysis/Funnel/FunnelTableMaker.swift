package import VerdictModel

/// Makes the table out of sums: pure, no store.
package struct FunnelTableMaker {
  package let funnel: FunnelDefinition
  package let calendar: WorkingCalendar
  package let norms: [Norm]
  /// The last day that counts as over.
  package let asOf: Day
  /// First and last day with any number.
  package let recorded: ClosedRange<Day>?
  /// The columns, oldest first, and the period before the first of them.
  package let periods: [TablePeriod]
  let before: TablePeriod
  let span: TableSpan

  package init(
    funnel: FunnelDefinition,
    calendar: WorkingCalendar,
    norms: [Norm],
    asOf: Day,
    recorded: ClosedRange<Day>?,
    periods: [TablePeriod]
  ) {
    precondition(!periods.isEmpty, "a table has a column")
    self.funnel = funnel
    self.calendar = calendar
    self.norms = norms
    self.asOf = asOf
    self.recorded = recorded
    self.periods = periods
    before = periods[0].previous
    span = periods[0].span
  }

  /// Two periods whose days must be known one by one: the last, and the one it is compared with.
  package static func compared(_ periods: [TablePeriod]) -> ClosedRange<Day> {
    let last = periods[periods.count - 1]
    return last.previous.start...last.end
  }

  // MARK: Columns

  /// The columns with what is missing of them.
  package func readings(filled: Set<Day>) -> [PeriodReading] {
    periods.map { period in
      let first = recorded?.lowerBound ?? period.start
      let over = period.start...max(period.start, min(period.end, asOf))
      let hasBegun = period.start <= asOf
      let expected = hasBegun ? over.filter { $0 >= first && calendar.isWorking($0) } : []
      return PeriodReading(
        key: period.description,
        start: period.start,
        end: period.end,
        isRunning: period.end > asOf,
        begins: period.days.contains(first) && first > period.start && recorded != nil
          ? first : nil,
        workingDays: calendar.workingDays(in: period.days),
        elapsedWorkingDays: hasBegun ? calendar.workingDays(in: over) : 0,
        missingDays: recorded == nil ? [] : expected.filter { !filled.contains($0) }
      )
    }
  }

  // MARK: Rows

  /// Sums of everybody, or of one member.
  package struct Scope {
    /// By period, the one before the first column first; counters without data are absent.
    let sums: [[String: Int64]]
    /// By counter and day, as far as days were asked for.
    let days: [String: [Day: Int64]]
    let split: TableSplit?
    let manager: String?

    package init(
      sums: [[String: Int64]],
      days: [String: [Day: Int64]],
      split: TableSplit? = nil,
      manager: String? = nil
    ) {
      self.sums = sums
      self.days = days
      self.split = split
      self.manager = manager
    }
  }

  /// Adds sums that start within a period to it.
  package func sums(_ rows: [FunnelSum]) -> [[String: Int64]] {
    var sums = [[String: Int64]](repeating: [:], count: periods.count + 1)
    let index = Dictionary(
      uniqueKeysWithValues: ([before] + periods).enumerated().map { ($1.start, $0) }
    )
    for row in rows where row.cells > 0 {
      guard let place = index[TablePeriod(span, containing: row.start).start] else { continue }
      sums[place][row.counter, default: 0] += row.value
    }
    return sums
  }

  package static func days(_ rows: [FunnelSum]) -> [String: [Day: Int64]] {
    var days: [String: [Day: Int64]] = [:]
    for row in rows where row.cells > 0 {
      days[row.counter, default: [:]][row.start, default: 0] += row.value
    }
    return days
  }

  package func rows(_ scope: Scope) -> [TableRow] {
    let shown = periods[0].start...periods[periods.count - 1].end
    let counters = funnel.counters.filter { counter in
      isKept(counter.from, counter.until, in: shown)
        && (scope.split?.has(counter.grain) ?? true)
        && (scope.split == nil || scope.sums.contains { $0[counter.key] != nil })
    }
    let keys = Set(counters.map(\.key))
    let order = Dictionary(
      funnel.counters.enumerated().map { ($1.key, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let metrics = funnel.formable.enumerated()
      .filter { keys.isSuperset(of: $1.counters) && isKept($1.from, $1.until, in: shown) }
      .map { (rank: ($1.counters.compactMap { order[$0] }.max() ?? 0, $0), metric: $1) }
      .sorted { $0.rank < $1.rank }
      .map(\.metric)
    let days = ComparedDays(scope.days, calendar: calendar)
    return counters.map { row($0, scope, days) } + metrics.map { row($0, scope, days) }
  }

  private func isKept(_ from: Day?, _ until: Day?, in days: ClosedRange<Day>) -> Bool {
    (from.map { $0 <= days.upperBound } ?? true) && (until.map { $0 > days.lowerBound } ?? true)
  }

  private func row(_ counter: Counter, _ scope: Scope, _ days: ComparedDays) -> TableRow {
    let readings = periods.indices.map { index -> TableReading in
      let sum = scope.sums[index + 1][counter.key]
      return TableReading(
        value: sum.map { counter.isMoney ? Double($0) / 100 : Double($0) },
        why: sum == nil ? why(counter.from, counter.until, periods[index]) : nil,
        numerator: sum,
        denominator: nil,
        missingDays: sum == nil ? 0 : missing(counter, periods[index], scope).count,
        isUneven: false,
        norm: nil
      )
    }
    return TableRow(
      key: counter.key,
      isMetric: false,
      title: counter.title,
      unit: counter.isMoney ? .money : .count,
      good: counter.good,
      readings: readings,
      change: change(scope) { days.change(of: counter, from: $0, to: $1) },
      planned: []
    )
  }

  private func row(_ metric: Metric, _ scope: Scope, _ days: ComparedDays) -> TableRow {
    let unit = unit(of: metric)
    let isMoney = unit == .moneyPer
    let readings = periods.indices.map { index -> TableReading in
      let sums = scope.sums[index + 1]
      let parts = metric.parts(sums)
      let value = parts.flatMap { parts -> Double? in
        guard parts.below != 0 else { return nil }
        let above = isMoney ? Double(parts.above) / 100 : Double(parts.above)
        return above * Double(metric.scale) / Double(parts.below)
      }
      let norm = norms.inForce(metric.key, manager: scope.manager, on: periods[index].end)
      return TableReading(
        value: value,
        why: value != nil
          ? nil
          : parts != nil
            ? .zeroDenominator
            : metric.counters.allSatisfy { sums[$0] == nil }
              ? why(metric.from, metric.until, periods[index]) : .partMissing,
        numerator: parts?.above,
        denominator: parts?.below,
        missingDays: 0,
        isUneven: value != nil && isUneven(metric, periods[index], scope),
        norm: norm.flatMap { norm in
          value.map { NormReading(low: norm.low, high: norm.high, place: norm.place(of: $0)) }
        }
      )
    }
    let last = readings[readings.count - 1]
    let isOff =
      last.isUneven
      || isUneven(metric, periods.count > 1 ? periods[periods.count - 2] : before, scope)
    return TableRow(
      key: metric.key,
      isMetric: true,
      title: metric.title,
      unit: unit,
      good: metric.good,
      readings: readings,
      change: change(scope) { earlier, later in
        let sums = scope.sums
        return days.change(
          of: metric,
          unit: unit,
          sums: (sums[sums.count - 2], sums[sums.count - 1]),
          isUneven: isOff,
          from: earlier,
          to: later
        )
      },
      planned: []
    )
  }

  /// The change of the last column, where both its days and those before have begun.
  private func change(
    _ scope: Scope,
    _ make: (_ earlier: TablePeriod, _ later: TablePeriod) -> TableChange?
  ) -> TableChange? {
    let later = periods[periods.count - 1]
    let earlier = later.previous
    guard later.start <= asOf, let recorded, recorded.lowerBound <= earlier.end else { return nil }
    return make(earlier, later)
  }

  private func unit(of metric: Metric) -> TableUnit {
    let above = funnel.counter(metric.numerator)?.isMoney ?? false
    if metric.isShare { return above ? .percent : .share }
    let below = funnel.counter(metric.denominator)?.isMoney ?? false
    return above && !below ? .moneyPer : .times
  }

  private func why(_ from: Day?, _ until: Day?, _ period: TablePeriod) -> TableReading.Undefined {
    if period.start > asOf { return .future }
    if let from, period.end < from { return .notYetCounted }
    if let until, period.start >= until { return .retired }
    return .noData
  }

  /// Working days over without this counter; empty where days were not asked for.
  private func missing(_ counter: Counter, _ period: TablePeriod, _ scope: Scope) -> [Day] {
    guard let recorded, let known = scope.days[counter.key] else { return [] }
    let first = max(period.start, recorded.lowerBound, knownFrom(scope))
    let last = min(period.end, asOf)
    guard first <= last else { return [] }
    return (first...last).filter { day in
      calendar.isWorking(day) && counter.isKept(on: day) && known[day] == nil
    }
  }

  /// Of a member only the compared days are known.
  private func knownFrom(_ scope: Scope) -> Day {
    scope.split == nil ? Day(number: .min / 2) : Self.compared(periods).lowerBound
  }

  private func isUneven(_ metric: Metric, _ period: TablePeriod, _ scope: Scope) -> Bool {
    let missing = metric.counters.compactMap { funnel.counter($0) }
      .map { self.missing($0, period, scope) }
    return missing.dropFirst().contains { $0 != missing[0] }
  }

  // MARK: Notes

  /// Sources that gave numbers in the last two months and not in the last three working days.
  package func silent(_ rows: [FunnelSum]) -> [SilentSource] {
    let own = Set(funnel.counters.filter { $0.grain == .bySource }.map(\.key))
    var last: [String: Day] = [:]
    for row in rows where own.contains(row.counter) && !row.member.isEmpty && row.cells > 0 {
      last[row.member] = max(last[row.member] ?? row.start, row.start)
    }
    return last.keys.sorted().compactMap { name in
      guard let day = last[name], day < asOf,
        calendar.workingDays(in: (day + 1)...asOf) >= 3
      else { return nil }
      return SilentSource(source: name, lastDay: day)
    }
  }

  package var renamed: [Renaming] {
    let shown = periods[0].start...periods[periods.count - 1].end
    func renamings(_ key: String, _ title: Title, _ formerly: [FormerTitle]) -> [Renaming] {
      formerly.enumerated().filter { shown.contains($1.until) }.map { index, former in
        Renaming(
          key: key,
          from: former.title,
          to: index + 1 < formerly.count ? formerly[index + 1].title : title,
          on: former.until
        )
      }
    }
    return funnel.counters.flatMap { renamings($0.key, $0.title, $0.formerly) }
      + funnel.metrics.flatMap { renamings($0.key, $0.title, $0.formerly) }
  }
}
