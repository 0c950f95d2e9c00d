package import VerdictInference
package import VerdictModel

/// The daily table, summed: counters and metrics by period, in all and by member.
///
/// Pure numbers and reasons; the words are in Reports. A number that is not known has its reason, and
/// is never 0.
package struct FunnelTable: Hashable, Sendable, Codable {
  package static let schemaVersion = 1

  package let schemaVersion: Int
  package let company: String?
  package let currency: String
  package let span: TableSpan
  package let split: TableSplit?
  /// The last day that is over, or has numbers: what comes after it is not missing yet.
  package let asOf: Day
  /// First day with any number; nil while the table is empty.
  package let firstDay: Day?
  package let lastDay: Day?
  package let periods: [PeriodReading]
  /// In all.
  package var rows: [TableRow]
  /// By source or manager, sorted by name.
  package var members: [TableMember]
  /// Counters the split knows nothing of: meetings are not entered by source.
  package let unsplit: [Title]
  /// Sources that gave numbers before and are silent now.
  package let silent: [SilentSource]
  /// Names that changed within the days shown.
  package let renamed: [Renaming]
  /// What the company answered to the questions that decide what its numbers mean.
  package var answers: [FunnelAnswer]
  /// Units by the day they came in, where there are units.
  package var cohorts: CohortTable?

  package init(
    company: String?,
    currency: String,
    span: TableSpan,
    split: TableSplit?,
    asOf: Day,
    recorded: ClosedRange<Day>?,
    periods: [PeriodReading],
    rows: [TableRow],
    members: [TableMember],
    unsplit: [Title],
    silent: [SilentSource],
    renamed: [Renaming],
    answers: [FunnelAnswer],
    cohorts: CohortTable?
  ) {
    schemaVersion = Self.schemaVersion
    self.company = company
    self.currency = currency
    self.span = span
    self.split = split
    self.asOf = asOf
    firstDay = recorded?.lowerBound
    lastDay = recorded?.upperBound
    self.periods = periods
    self.rows = rows
    self.members = members
    self.unsplit = unsplit
    self.silent = silent
    self.renamed = renamed
    self.answers = answers
    self.cohorts = cohorts
  }

  /// Counters alone: what was counted, and no judgement on anybody.
  package var counters: FunnelTable {
    var table = self
    table.rows = rows.filter { !$0.isMetric }
    table.members = members.map {
      TableMember(name: $0.name, rows: $0.rows.filter { !$0.isMetric })
    }
    table.cohorts = nil
    return table
  }

  package var isEmpty: Bool { firstDay == nil }
  /// Changes with an interval: of these one in twenty leaves its interval by chance.
  package var comparisons: Int {
    (rows + members.flatMap(\.rows)).count { $0.change?.interval != nil }
  }
}

package enum TableSplit: String, Hashable, Sendable, Codable, CaseIterable {
  case source
  case manager

  package var cut: Cut { self == .source ? .source : .manager }
  package func has(_ grain: Grain) -> Bool { self == .source ? grain.hasSource : grain.hasManager }
}

/// One column.
package struct PeriodReading: Hashable, Sendable, Codable {
  /// `2026-11`, `2026-W48`, `2026-11-H2`, `2026-11-30`.
  package let key: String
  package let start: Day
  package let end: Day
  /// Its last day is not over.
  package let isRunning: Bool
  /// Recording began within it, on this day.
  package let begins: Day?
  package let workingDays: Int
  /// Working days over by `asOf`.
  package let elapsedWorkingDays: Int
  /// Working days over, since recording began, without a single number.
  package let missingDays: [Day]

  /// Whether its sums are those of a whole period.
  package var isPartial: Bool { isRunning || begins != nil || !missingDays.isEmpty }
}

/// One source or manager.
package struct TableMember: Hashable, Sendable, Codable {
  package let name: String
  package var rows: [TableRow]

  package init(name: String, rows: [TableRow]) {
    self.name = name
    self.rows = rows
  }
}

/// What a row's numbers are.
package enum TableUnit: String, Hashable, Sendable, Codable {
  case count
  case money
  /// A fraction, shown per 100.
  case share
  /// A ratio of two amounts of money, shown as a percentage.
  case percent
  /// Money for one of something.
  case moneyPer
  /// So many for one: revenue for each unit of money spent.
  case times
}

/// One counter or metric through the periods.
package struct TableRow: Hashable, Sendable, Codable {
  package let key: String
  package let isMetric: Bool
  package let title: Title
  package let unit: TableUnit
  package let good: Direction?
  /// One a period.
  package let readings: [TableReading]
  /// The last period against the one before it.
  package let change: TableChange?
  /// Plan beside fact, one a period; empty without a plan.
  package var planned: [PlannedReading?]
}

/// A number of one period, or why there is none.
package struct TableReading: Hashable, Sendable, Codable {
  /// Counts, money in major units, shares as fractions.
  package let value: Double?
  package let why: Undefined?
  /// Of counters the sum itself, money in minor units; of metrics numerator and denominator.
  package let numerator: Int64?
  package let denominator: Int64?
  /// Working days over without this number: its sum is of fewer days.
  package let missingDays: Int
  /// The parts of a ratio are of different days.
  package let isUneven: Bool
  package let norm: NormReading?

  /// Why there is no number.
  package enum Undefined: String, Hashable, Sendable, Codable {
    /// Nothing was entered.
    case noData
    /// A part of the ratio was not entered.
    case partMissing
    case zeroDenominator
    case notYetCounted
    case retired
    /// The period has not begun.
    case future
  }
}

/// A value beside the norm in force.
package struct NormReading: Hashable, Sendable, Codable {
  package let low: Double?
  package let high: Double?
  package let place: Norm.Place
}

/// The plan beside a fact.
package struct PlannedReading: Hashable, Sendable, Codable {
  /// For the whole period, in the row's unit.
  package let plan: Double
  /// By `asOf`; nil where a plan cannot be divided (a ratio) or the period is over.
  package let toDate: Double?
  /// Fact ÷ plan to date, or ÷ plan where the period is over; nil for ratios and a plan of zero.
  package let attainment: Double?

  package init(plan: Double, toDate: Double?, attainment: Double?) {
    self.plan = plan
    self.toDate = toDate
    self.attainment = attainment
  }
}

/// The last period against the one before.
package struct TableChange: Hashable, Sendable, Codable {
  package enum Scale: String, Hashable, Sendable, Codable {
    /// Difference of two shares.
    case points
    /// Ratio of two numbers less one; counts and money per working day.
    case relative
  }
  /// What the interval stands on.
  package enum Method: String, Hashable, Sendable, Codable {
    /// Score interval of two shares.
    case score
    /// Two counts, exact.
    case counts
    /// Two counts that vary more than chance, as their days show.
    case dispersedCounts
    /// Ratio of sums, days as units.
    case days
  }
  package enum News: String, Hashable, Sendable, Codable {
    case better
    case worse
    /// More or less than chance explains, of something that is neither good nor bad.
    case moved
    /// Chance alone moves it as much.
    case noise
    /// Too little to say.
    case unknown
  }

  package let against: String
  package let scale: Scale
  package let estimate: Double
  /// 95 %.
  package let interval: Interval?
  package let method: Method?
  package let news: News
}

/// A source that fell silent.
package struct SilentSource: Hashable, Sendable, Codable {
  package let source: String
  package let lastDay: Day
}

/// A name that changed within the days of the table.
package struct Renaming: Hashable, Sendable, Codable {
  package let key: String
  package let from: Title
  package let to: Title
  package let on: Day
}
