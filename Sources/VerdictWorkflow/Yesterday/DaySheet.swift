package import VerdictModel

/// One cell of the table by its place.
package struct CellPlace: Hashable, Sendable {
  package let day: Day
  package let counter: String
  package let source: String?
  package let manager: String?
  package init(day: Day, counter: String, source: String? = nil, manager: String? = nil) {
    self.day = day
    self.counter = counter
    self.source = source
    self.manager = manager
  }
}

/// What the table knows of one day.
package struct DaySheet: Hashable, Sendable {
  package let day: Day
  package let isWorking: Bool
  /// Counters entered by hand or given by files, by their place; what is not here is not known.
  package let known: [CellPlace: Int64]
  /// Payments recorded for the day, and their sum in minor units; nil while nothing is known.
  package let payments: Int64?
  package let revenue: Int64?
}

/// A morning's work: the days to fill, and the rows and columns they have.
package struct Morning: Hashable, Sendable {
  package let days: [DaySheet]
  /// Days to fill beyond those shown.
  package let further: Int
  package let managers: [String]
  package let sources: [String]
  /// Counters by manager alone, in the funnel's order.
  package let salesCounters: [Counter]
  /// Counters by source alone.
  package let adCounters: [Counter]
  /// The last day each source has anything for.
  package let lastDays: [String: Day]
}

/// A cell as somebody fills it: what they saw there, and what they put.
package struct CellEntry: Hashable, Sendable {
  package let place: CellPlace
  package let was: Int64?
  package let value: Int64?
  package init(place: CellPlace, was: Int64?, value: Int64?) {
    self.place = place
    self.was = was
    self.value = value
  }
}

/// One payment as the assistant writes it down; a refund has a negative amount.
package struct PaymentEntry: Hashable, Sendable {
  package let day: Day
  package let unit: String
  package let manager: String
  package let source: String
  package let amount: Money
  package let packageName: String?
  package init(
    day: Day,
    unit: String,
    manager: String,
    source: String,
    amount: Money,
    packageName: String?
  ) {
    self.day = day
    self.unit = unit
    self.manager = manager
    self.source = source
    self.amount = amount
    self.packageName = packageName
  }
}

/// Everything one morning puts into the table.
package struct DayEntry: Hashable, Sendable {
  package var cells: [CellEntry] = []
  package var payments: [PaymentEntry] = []
  /// Days of which there were no payments but those written down.
  package var paidOut: Set<Day> = []
  /// Days nobody worked.
  package var off: Set<Day> = []
  package init() {}
}

/// A cell somebody else changed since the page was opened.
package struct MovedCell: Hashable, Sendable {
  package let place: CellPlace
  package let was: Int64?
  package let present: Int64?
  package let wished: Int64?
}

/// More came, or were moved, than were due.
package struct ImpossibleRow: Hashable, Sendable {
  package let day: Day
  package let manager: String
  package let due: Int64
  package let held: Int64
  package let moved: Int64

  /// The rows of a set of cells that cannot be; where one of the numbers is unknown, nothing is said.
  package static func find(in cells: [CellPlace: Int64]) -> [ImpossibleRow] {
    cells.compactMap { place, due -> ImpossibleRow? in
      guard place.counter == "meetings_due", let manager = place.manager else { return nil }
      func value(_ counter: String) -> Int64? {
        cells[CellPlace(day: place.day, counter: counter, manager: manager)]
      }
      let (held, moved) = (value("meetings_held") ?? 0, value("meetings_moved") ?? 0)
      guard held + moved > due else { return nil }
      return ImpossibleRow(day: place.day, manager: manager, due: due, held: held, moved: moved)
    }
    .sorted { ($0.day, $0.manager) < ($1.day, $1.manager) }
  }
}

/// What a filled morning is told at its end.
package struct DaySummary: Hashable, Sendable {
  package let day: Day
  /// Sums of the day by counter; a counter that is not here is not known.
  package let sums: [String: Int64]
}

/// The month so far beside what the department usually has by the same working day.
package struct MonthPace: Hashable, Sendable {
  package let month: Month
  package let counter: String
  package let soFar: Int64
  /// From the last 90 days before the month; nil without two weeks of them.
  package let usual: Double?
}
