/// One counter of one member of a cut, week by week, as the charts over time read it.
package struct FunnelSeries: Hashable, Sendable {
  /// Empty for the cut `.all`.
  package let member: String
  package let counter: String
  /// Monday of the first week; the same for all series of one question.
  package let start: Day
  /// The sum of each week; 0 where no day is filled, so `filled` is to be asked first.
  package private(set) var values: [Int64]
  /// The days of each week that have an entry, Monday the lowest bit.
  package private(set) var filled: [UInt8]
  /// Sums and filled days by weekday, Monday first, over all the weeks.
  package private(set) var weekdays: [(value: Int64, days: Int64)]
  /// Filled days whose value is 0.
  package private(set) var zeros: Int

  /// A series without an entry.
  package init(member: String, counter: String, start: Day, weeks: Int) {
    self.member = member
    self.counter = counter
    self.start = start
    values = Array(repeating: 0, count: weeks)
    filled = Array(repeating: 0, count: weeks)
    weekdays = Array(repeating: (0, 0), count: 7)
    zeros = 0
  }

  /// Adds a day's value; days outside the weeks are not counted, a day is added once.
  package mutating func add(_ value: Int64, on day: Day) {
    let place = day - start
    guard place >= 0, place / 7 < values.count else { return }
    let (week, weekday) = (place / 7, place % 7)
    values[week] += value
    filled[week] |= 1 << UInt8(weekday)
    weekdays[weekday].value += value
    weekdays[weekday].days += 1
    if value == 0 { zeros += 1 }
  }

  package static func == (left: FunnelSeries, right: FunnelSeries) -> Bool {
    left.member == right.member && left.counter == right.counter && left.start == right.start
      && left.values == right.values && left.filled == right.filled && left.zeros == right.zeros
      && left.weekdays.elementsEqual(right.weekdays, by: ==)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(member)
    hasher.combine(counter)
    hasher.combine(start)
    hasher.combine(values)
    hasher.combine(filled)
  }

  /// The Mondays of whole weeks that hold these days.
  package static func weeks(holding days: ClosedRange<Day>) -> (start: Day, count: Int) {
    let start = ISOWeek(containing: days.lowerBound).start
    return (start, (days.upperBound - start) / 7 + 1)
  }

  /// The series of single cells, for tables that are not in a store; cells are summed by day first.
  package static func of(
    _ cells: [FunnelCell],
    days: ClosedRange<Day>,
    cut: Cut
  ) -> [FunnelSeries] {
    struct Key: Hashable {
      let member: String
      let counter: String
    }
    var sums: [Key: [Day: Int64]] = [:]
    for cell in cells where days.contains(cell.day) {
      let member: String?
      switch cut {
      case .manager: member = cell.manager
      case .source: member = cell.source
      default: member = ""
      }
      guard let member, let value = cell.value else { continue }
      sums[Key(member: member, counter: cell.counter), default: [:]][cell.day, default: 0] += value
    }
    let (start, count) = weeks(holding: days)
    return sums.map { key, values in
      var series = FunnelSeries(
        member: key.member,
        counter: key.counter,
        start: start,
        weeks: count
      )
      for (day, value) in values { series.add(value, on: day) }
      return series
    }
    .sorted { ($0.member, $0.counter) < ($1.member, $1.counter) }
  }
}

/// A payment with what is known of it; the manager is the one who had the client then.
package struct PaymentRecord: Hashable, Sendable, Codable {
  package let unit: String
  package let day: Day
  package let manager: String?
  package let source: String?
  package let packageName: String?
  package let amount: Money

  package init(
    unit: String,
    day: Day,
    manager: String?,
    source: String?,
    packageName: String?,
    amount: Money
  ) {
    self.unit = unit
    self.day = day
    self.manager = manager
    self.source = source
    self.packageName = packageName
    self.amount = amount
  }
}

/// So many units of a manager that paid after so many days, or had not paid for so many.
package struct CycleCount: Hashable, Sendable, Codable {
  package let manager: String?
  /// Days since the first contact.
  package let days: Int
  /// Paid then; else still open on the day of the question.
  package let isPaid: Bool
  package let units: Int

  package init(manager: String?, days: Int, isPaid: Bool, units: Int) {
    self.manager = manager
    self.days = days
    self.isPaid = isPaid
    self.units = units
  }
}
