package import VerdictInference
package import VerdictModel

/// The managers of a stretch of days, each beside chance: by name, never by success.
package struct ManagersReading: Hashable, Sendable, Codable {
  package var days: DaySpan
  /// Those still there, by name.
  package var rows: [ManagerProfile]
  /// Those who left, in one row, so that totals agree.
  package var left: ManagerProfile?
  /// Names in that row.
  package var leftNames: [String]
  package var company: ManagerProfile
  package var plots: [ManagerPlot]
  /// The smallest package, as payments before these days show it; nil where packages are not kept.
  package var smallestPackage: String?

  package init(
    days: DaySpan,
    rows: [ManagerProfile],
    left: ManagerProfile?,
    leftNames: [String],
    company: ManagerProfile,
    plots: [ManagerPlot],
    smallestPackage: String?
  ) {
    self.days = days
    self.rows = rows
    self.left = left
    self.leftNames = leftNames
    self.company = company
    self.plots = plots
    self.smallestPackage = smallestPackage
  }

  /// What one manager may read: the own row beside the company's, nobody else's name or place.
  package func only(_ name: String) -> ManagersReading {
    var reading = self
    reading.rows = rows.filter { $0.name == name }
    reading.left = nil
    reading.leftNames = []
    for index in plots.indices {
      reading.plots[index].points = plots[index].points.filter { $0.name == name }
    }
    return reading
  }
}

/// One manager's numbers over the days.
package struct ManagerProfile: Hashable, Sendable, Codable {
  /// Empty for the company and for those who left.
  package var name: String
  /// Days with any entry.
  package var daysPresent: Int
  /// By counter, money in minor units; a counter without an entry is not there.
  package var sums: [String: Int64]
  package var rates: [ManagerRate]
  package var check: CheckReading?
  /// Sales of the smallest package, of all sales logged by client.
  package var smallPackage: ManagerRate?
  package var cycle: CycleReading?
  package var pattern: ManagerPattern?
  package var signals: [SignalReading]

  package init(
    name: String,
    daysPresent: Int,
    sums: [String: Int64],
    rates: [ManagerRate] = [],
    check: CheckReading? = nil,
    smallPackage: ManagerRate? = nil,
    cycle: CycleReading? = nil,
    pattern: ManagerPattern? = nil,
    signals: [SignalReading] = []
  ) {
    self.name = name
    self.daysPresent = daysPresent
    self.sums = sums
    self.rates = rates
    self.check = check
    self.smallPackage = smallPackage
    self.cycle = cycle
    self.pattern = pattern
    self.signals = signals
  }
}

/// A rate beside the company's, with what chance makes of its size.
package struct ManagerRate: Hashable, Sendable, Codable {
  package var metric: String
  package var title: Title
  package var good: Direction
  package var numerator: Int64
  package var denominator: Int64
  /// The company's rate over the same days.
  package var usual: Double?
  /// Drawn towards everybody's as far as chance explains the difference; nil where it cannot be.
  package var pooled: Double?
  package var pooledInterval: Interval?
  /// Where it lies between the exact 95 and 99.8 limits.
  package var standing: FunnelPlot.Standing
  /// Share of managers with the usual rate who have so few or fewer, and so many or more.
  package var chanceOfFewer: Double?
  package var chanceOfMore: Double?

  /// Sum over sum; nil without a denominator, and where payments of earlier meetings outnumber these.
  package var value: Double? {
    denominator > 0 && numerator <= denominator ? Double(numerator) / Double(denominator) : nil
  }
}

/// The average check, and how sure it is.
package struct CheckReading: Hashable, Sendable, Codable {
  /// Major units.
  package var average: Double
  package var payments: Int64
  /// 95 % (Student's t over the single payments); nil below five payments logged by client.
  package var interval: Interval?

  package init(average: Double, payments: Int64, interval: Interval?) {
    self.average = average
    self.payments = payments
    self.interval = interval
  }
}

/// How long deals take, deals still open included.
package struct CycleReading: Hashable, Sendable, Codable {
  /// Days by which half of those who pay within `horizon` days have paid; nil with too few.
  package var median: Double?
  package var interval: Interval?
  package var paid: Int
  package var open: Int
  /// Days after the first contact up to which payments are counted.
  package var horizon: Int
  /// Median of those who have paid alone: what a spreadsheet says, too short while deals are open.
  package var medianOfPaid: Double?

  package init(
    median: Double?,
    interval: Interval?,
    paid: Int,
    open: Int,
    horizon: Int,
    medianOfPaid: Double?
  ) {
    self.median = median
    self.interval = interval
    self.paid = paid
    self.open = open
    self.horizon = horizon
    self.medianOfPaid = medianOfPaid
  }
}

/// Four plain patterns; named only where both halves are more than chance.
package enum ManagerPattern: String, Sendable, Codable, CaseIterable {
  case manyMeetingsCloses
  case manyMeetingsDoesNotClose
  case fewMeetingsCloses
  case fewMeetingsDoesNotClose
}
