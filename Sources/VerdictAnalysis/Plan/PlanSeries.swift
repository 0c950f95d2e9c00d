package import VerdictModel

/// The days of the table that a plan is held against, as the store answers them.
package struct PlanSeries: Hashable, Sendable {
  /// Which part of the department.
  package struct Part: Hashable, Sendable, Codable {
    package let source: String?
    package let manager: String?
    package init(source: String? = nil, manager: String? = nil) {
      self.source = source
      self.manager = manager
    }
    package static let whole = Part()
  }

  /// First and last day of the whole table; nil when it is empty.
  package let table: ClosedRange<Day>?
  private let values: [Part: [String: [Day: Int64]]]
  private let owners: [String: CounterOwner]

  /// Daily sums of the whole, by manager and by source.
  package init(
    funnel: FunnelDefinition,
    table: ClosedRange<Day>?,
    all: [FunnelSum],
    byManager: [FunnelSum] = [],
    bySource: [FunnelSum] = []
  ) {
    self.table = table
    owners = Dictionary(
      funnel.counters.map { ($0.key, $0.owner) },
      uniquingKeysWith: { first, _ in first }
    )
    var values: [Part: [String: [Day: Int64]]] = [:]
    func add(_ sums: [FunnelSum], _ part: (String) -> Part?) {
      for sum in sums {
        guard let part = part(sum.member) else { continue }
        values[part, default: [:]][sum.counter, default: [:]][sum.start, default: 0] += sum.value
      }
    }
    add(all) { _ in .whole }
    add(byManager) { $0.isEmpty ? nil : Part(manager: $0) }
    add(bySource) { $0.isEmpty ? nil : Part(source: $0) }
    self.values = values
  }

  /// The days that have a value; missing is not zero.
  package func days(_ counter: String, _ part: Part = .whole) -> [Day: Int64] {
    values[part]?[counter] ?? [:]
  }

  /// The sum over some days; nil where none of them has a value.
  package func sum(_ counter: String, in days: ClosedRange<Day>, _ part: Part = .whole) -> Int64? {
    let found = self.days(counter, part).filter { days.contains($0.key) }
    return found.isEmpty ? nil : found.values.reduce(0, +)
  }

  /// Numerator and denominator of a metric over some days; nil where a counter has no value.
  package func parts(_ metric: Metric, in days: ClosedRange<Day>, _ part: Part = .whole)
    -> (above: Int64, below: Int64)?
  {
    metric.parts(
      metric.counters.reduce(into: [:]) { $0[$1] = sum($1, in: days, part) }
    )
  }

  /// Days on which a counter was looked after: some counter of the same owner has a value.
  ///
  /// Who entered the day's meetings and no payment saw no payment; who entered nothing saw nothing.
  package func observed(_ counter: String) -> Set<Day> {
    let owner = owners[counter]
    let whole = values[.whole] ?? [:]
    return Set(whole.filter { owners[$0.key] == owner }.values.flatMap(\.keys))
  }

  /// The value of each observed day, 0 where nothing was counted.
  package func observedDays(_ counter: String, _ part: Part = .whole) -> [Day: Int64] {
    let own = days(counter, part)
    return Dictionary(
      observed(counter).map { ($0, own[$0] ?? 0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The last of some days with any value at all.
  package func lastDay(in days: ClosedRange<Day>) -> Day? {
    (values[.whole] ?? [:]).values.flatMap(\.keys).filter { days.contains($0) }.max()
  }

  /// The days with any value at all.
  package var filled: Set<Day> { Set((values[.whole] ?? [:]).values.flatMap(\.keys)) }
}
