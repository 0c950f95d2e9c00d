package import VerdictModel

/// What a signal is about: a metric or a counter of the company, of a source or of a manager.
package struct SignalSubject: Hashable, Sendable, Codable {
  /// A metric's or a counter's key, or `fullSale`.
  package let key: String
  /// `.all`, `.source` or `.manager`.
  package let cut: Cut
  /// Empty for the whole company.
  package let member: String

  package init(key: String, cut: Cut = .all, member: String = "") {
    self.key = key
    self.cut = cut
    self.member = member
  }

  /// Meetings that end with a sale of more than the smallest package: close, package and check at once.
  package static let fullSale = "full_sale"

  /// `show_rate`, `cpl@source:Direct`: names a signal in commands and in cases.
  package var id: String {
    cut == .all ? key : key + "@" + cut.key + ":" + member
  }
}

/// How a signal was found, each with a budget of false alarms of its own.
package enum SignalRule: String, Sendable, Codable, CaseIterable {
  /// A slow slump of a rate: a cumulative sum passed its threshold.
  case slump
  /// A rate outside its exact limits at one point.
  case jump
  /// A count, or money, outside the limits of single values.
  case value
  /// Outside the norm the company has set; says nothing of chance.
  case norm

  /// Left its *limits*, which chance sets; else it left its *norm*, which the company sets.
  package var isOfChance: Bool { self != .norm }
}

/// How much a signal moves a later step in a month, if it stays as it is.
package struct DownstreamEffect: Hashable, Sendable, Codable {
  package let counter: String
  package let title: Title
  package let isMoney: Bool
  /// Fewer than usual is below 0; money in major units.
  package let perMonth: Double

  package init(counter: String, title: Title, isMoney: Bool, perMonth: Double) {
    self.counter = counter
    self.title = title
    self.isMoney = isMoney
    self.perMonth = perMonth
  }
}

/// One thing the numbers show: what, since when, how unusual, and what it touches.
package struct SignalReading: Hashable, Sendable, Codable {
  /// How `value` and `usual` are to be read.
  package enum Kind: String, Sendable, Codable {
    /// A fraction, shown of a hundred.
    case share
    /// Money in major units: a sum, or a price of one.
    case money
    case count
  }

  package var subject: SignalSubject
  package var title: Title
  package var rule: SignalRule
  /// Other rules that found the same.
  package var alsoBy: [SignalRule]
  package var kind: Kind
  package var isUp: Bool
  package var isGood: Bool
  /// First day of what is outside; of a slump, its likeliest beginning.
  package var since: Day
  /// Last day of the point at which it was seen.
  package var seen: Day
  /// From `since` to `seen`; counts and money in a usual week.
  package var value: Double
  /// Before anything changed, on the same scale.
  package var usual: Double
  /// Of a share: the counts behind `value`.
  package var counts: CountReading?
  /// Beyond this chance seldom takes it; nil for a cumulative sum.
  package var limit: Double?
  /// Chance of so extreme a point while nothing has changed; nil for sums over many points and norms.
  package var chance: Double?
  /// So many months pass on average between two such signals of this series while nothing has changed.
  package var monthsBetweenFalse: Double?
  /// The company's norm, where that is what was left; an end may be open.
  package var normLow: Double?
  package var normHigh: Double?
  /// Later steps in the funnel's order, the last being money where there is any.
  package var downstream: [DownstreamEffect]

  package init(
    subject: SignalSubject,
    title: Title,
    rule: SignalRule,
    alsoBy: [SignalRule] = [],
    kind: Kind,
    isUp: Bool,
    isGood: Bool,
    since: Day,
    seen: Day,
    value: Double,
    usual: Double,
    counts: CountReading? = nil,
    limit: Double? = nil,
    chance: Double? = nil,
    monthsBetweenFalse: Double? = nil,
    normLow: Double? = nil,
    normHigh: Double? = nil,
    downstream: [DownstreamEffect] = []
  ) {
    self.subject = subject
    self.title = title
    self.rule = rule
    self.alsoBy = alsoBy
    self.kind = kind
    self.isUp = isUp
    self.isGood = isGood
    self.since = since
    self.seen = seen
    self.value = value
    self.usual = usual
    self.counts = counts
    self.limit = limit
    self.chance = chance
    self.monthsBetweenFalse = monthsBetweenFalse
    self.normLow = normLow
    self.normHigh = normHigh
    self.downstream = downstream
  }
}
