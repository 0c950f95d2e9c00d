package import VerdictInference
package import VerdictModel

/// A month's plan against what happened: everything its pages print, computed.
package struct PlanFact: Hashable, Sendable, Codable {
  package var month: Month
  package var today: Day
  /// The last day counted; nil while the month has no entry.
  package var asOf: Day?
  package var isOver: Bool
  /// Working days of the month: all, and those up to `asOf`.
  package var workingDays: Int
  package var elapsed: Int
  /// Working days up to `asOf` without any entry.
  package var missingDays: [Day]
  /// The table began inside the month: days before it are unknown, not zero.
  package var tableBegan: Day?
  package var version: PlanVersion
  /// The whole department, counters in the funnel's order.
  package var rows: [PlanRow]
  /// Its parts, by manager and source.
  package var parts: [PlanRow]
  /// Metrics with a target.
  package var targets: [TargetRow]
  /// The counter people can steer that says most: the last stage before payment with a plan.
  package var headline: String?
  /// The headline counter day by day; nil without one, and in plans read by older programs.
  package var pace: PaceReading? = nil

  package var headlineRow: PlanRow? { rows.first { $0.what == headline } }
  /// Working days still to come.
  package var left: Int { workingDays - elapsed }
}

/// One counter's plan against its fact.
package struct PlanRow: Hashable, Sendable, Codable {
  package var what: String
  package var title: Title
  package var isMoney: Bool
  /// Less is better: ad spend, refunds.
  package var isCost: Bool
  package var part: PlanSeries.Part
  /// A count, or minor units; so are the following.
  package var plan: Double
  /// What was planned when the month began, where that was another number.
  package var planBefore: Double?
  /// Nil where nothing was entered.
  package var fact: Int64?
  /// Nil before the first entry, and for a month in which no day is worked.
  package var planToDate: Double?
  package var weights: DayWeights.Basis
  /// Still to do on each working day left; nil when none is left, or the fact is not known.
  package var needPerDay: Double?
  package var monthEnd: MonthEnd?
  package var whyNoMonthEnd: NoMonthEnd?

  /// Plan − fact, 0 when it is reached; nil without a fact.
  package var remaining: Double? { fact.map { max(0, plan - Double($0)) } }
  /// Fact ÷ plan; nil for a plan of nothing and without a fact.
  package var attainment: Double? { plan > 0 ? fact.map { Double($0) / plan } : nil }
}

/// Where the month is going, at the pace of the last eight weeks.
package struct MonthEnd: Hashable, Sendable, Codable {
  /// A count, or minor units; nil for money when fewer than five payments are expected.
  package var point: Double?
  /// In eight months of ten like this one.
  package var interval: Interval
  /// Of reaching the plan; of staying within it, for a cost.
  package var chance: Double
  /// Payments of the whole month that money stands on.
  package var expectedPayments: Double?
  package var basis: Basis

  package enum Basis: String, Hashable, Sendable, Codable {
    case pace
    /// From open deals by their age, and new ones at their pace.
    case openDeals
  }

  package static let level = 0.8
  /// Below these expected payments a sum of money is a lottery ticket, not a number.
  package static let fewestPayments = 5.0
}

/// Why there is no month-end.
package enum NoMonthEnd: Hashable, Sendable, Codable {
  /// Nothing is projected before the fifth working day.
  case tooEarly(fifth: Day?)
  case isOver
  /// The table began inside the month.
  case tableBegan(Day)
  /// Nothing was ever counted, or no working day is left.
  case noPace
}

/// A metric against its target.
package struct TargetRow: Hashable, Sendable, Codable {
  package var what: String
  package var title: Title
  package var isShare: Bool
  package var good: Direction
  package var part: PlanSeries.Part
  /// A fraction, or money in major units.
  package var target: Double
  package var targetBefore: Double?
  package var numerator: Int64?
  package var denominator: Int64?
  /// Nil when the denominator is zero or missing.
  package var value: Double?
  /// Of a share: 95 % score interval of one rate.
  package var interval: Interval?
  package var state: State

  package enum State: String, Hashable, Sendable, Codable {
    case noData
    /// The target lies in the interval: these counts cannot tell.
    case withinScatter
    case better
    case worse
    /// Money per one has no interval here: above or below, as it stands.
    case meets
    case misses
  }
}
