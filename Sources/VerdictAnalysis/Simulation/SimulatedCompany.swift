package import VerdictModel

/// Where a simulated company's leads come from.
package struct SimulatedSource: Hashable, Sendable {
  /// An advertising account: what is bought, and how it turns into leads.
  package struct Advertising: Hashable, Sendable {
    /// Clicks per impression.
    package let clickThrough: Double
    /// Leads per click.
    package let conversion: Double
    /// Average price of a click, in minor units.
    package let clickPrice: Double
  }

  package let name: String
  /// Leads on an average day, weekends included.
  package let leadsPerDay: Double
  /// Share of leads that agree to meet.
  package let consent: Double
  /// Share of clients who came that pay in the end.
  package let paying: Double
  /// Nil for leads that cost nothing and are not clicked for.
  package let advertising: Advertising?
}

/// Someone who calls the leads and holds the meetings.
package struct SimulatedManager: Hashable, Sendable {
  package let name: String
  /// Nil in a company with one office.
  package let office: String?
  /// Added to every chance to come of this manager's clients; averages 0 over the company.
  package let showUpOffset: Double
  /// Days of leave; nothing is counted for the manager then.
  package let leave: ClosedRange<Day>?

  package func isPresent(on day: Day, _ calendar: WorkingCalendar) -> Bool {
    calendar.isWorking(day) && leave?.contains(day) != true
  }

  /// The manager's own working day that follows `day` after `count` others; 0 is `day` itself, or the
  /// first one after it.
  package func workingDay(_ count: Int, after day: Day, _ calendar: WorkingCalendar) -> Day {
    var candidate = day
    var left = count
    while true {
      if isPresent(on: candidate, calendar) {
        if left == 0 { return candidate }
        left -= 1
      }
      candidate = candidate + 1
    }
  }
}

/// A package clients buy.
package struct SimulatedPackage: Hashable, Sendable {
  package let name: String
  /// List price in minor units; the amount paid lies within 5 % of it.
  package let price: Int64
  package let share: Double
}

/// A sales department, or several, as the simulation runs it.
package struct SimulatedCompany: Hashable, Sendable {
  /// First and last day of the records.
  package var days: ClosedRange<Day>
  /// Leads of so many days before the records are made too: their meetings and payments fall into them.
  package var warmUpDays: Int
  package var calendar: WorkingCalendar
  package var sources: [SimulatedSource]
  package var managers: [SimulatedManager]
  package var packages: [SimulatedPackage]
  /// Number of the first deal.
  package var firstDeal: Int
  /// Leads by day of the week, Monday first, as multiples of the average.
  package var weekdays: [Double]
  /// Leads by month, January first, as multiples of the average.
  package var months: [Double]
  /// Chances that the meeting is due 1, 2, … working days after the client agreed.
  package var dueLags: [Double]
  /// Chance that a meeting is moved, once, by one or two working days.
  package var moving: Double
  /// Median days from meeting to payment; log-normal with `paymentSpread`, at most `longestPayment`.
  package var paymentMedian: Double
  /// Standard deviation of the logarithm of the days from meeting to payment.
  package var paymentSpread: Double
  package var longestPayment: Int
  /// Share of payments that are refunded, wholly or by half.
  package var refunding: Double
  /// Coefficient of variation of a day's flow of leads beyond chance; 0 is pure chance.
  package var overdispersion: Double = 0

  /// How lively a day is, as a multiple of the average.
  package func season(_ day: Day) -> Double {
    let civil = day.civil
    // The first ten days of January are one long holiday.
    let holiday = civil.month == 1 && civil.day <= 10 ? 0.4 : 1
    return weekdays[day.weekday - 1] * months[civil.month - 1] * holiday
  }
}
