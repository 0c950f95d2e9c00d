/// A ratio of counters, sum over sum.
package struct Metric: Hashable, Sendable {
  package let key: String
  package var title: Title
  package let numerator: String
  /// Counters added to the numerator: salaries in the cost of a client.
  package let plus: [String]
  /// Counters taken from the numerator: spend in the return on marketing.
  package let less: [String]
  package let denominator: String
  /// Counters taken from the denominator: moved meetings from those due.
  package let denominatorLess: [String]
  /// What the ratio is multiplied by: 1000 for the cost of a thousand impressions.
  package let scale: Int
  package var good: Direction
  /// A share is shown per 100; anything else is money or a count per one.
  package let isShare: Bool
  /// Not read before this day.
  package let from: Day?
  /// Not read from this day on: the metric is retired.
  package var until: Day?
  /// Earlier names, oldest first.
  package var formerly: [FormerTitle]

  package init(
    key: String,
    title: Title,
    numerator: String,
    plus: [String] = [],
    less: [String] = [],
    denominator: String,
    denominatorLess: [String] = [],
    scale: Int = 1,
    good: Direction,
    isShare: Bool = true,
    from: Day? = nil,
    until: Day? = nil,
    formerly: [FormerTitle] = []
  ) {
    self.key = key
    self.title = title
    self.numerator = numerator
    self.plus = plus
    self.less = less
    self.denominator = denominator
    self.denominatorLess = denominatorLess
    self.scale = scale
    self.good = good
    self.isShare = isShare
    self.from = from
    self.until = until
    self.formerly = formerly
  }

  /// Every counter it is made of.
  package var counters: [String] {
    [numerator] + plus + less + [denominator] + denominatorLess
  }

  /// Whether it is one counter over one counter.
  package var isPlain: Bool { plus.isEmpty && less.isEmpty && denominatorLess.isEmpty }

  /// Numerator and denominator from sums by counter; nil when a counter has no data.
  ///
  /// A counter without data is not zero: the ratio then is not known.
  package func parts(_ sums: [String: Int64]) -> (above: Int64, below: Int64)? {
    guard var above = sums[numerator], var below = sums[denominator] else { return nil }
    for key in plus {
      guard let value = sums[key] else { return nil }
      above += value
    }
    for key in less {
      guard let value = sums[key] else { return nil }
      above -= value
    }
    for key in denominatorLess {
      guard let value = sums[key] else { return nil }
      below -= value
    }
    return (above, below)
  }

  /// The same with a counter that has no line taken as none: who has meetings and no payment has paid nothing.
  ///
  /// For counters entered line by line, where the caller knows that the days were filled.
  package func partsOfLines(_ sums: [String: Int64]) -> (above: Int64, below: Int64) {
    func sum(_ keys: [String]) -> Int64 { keys.reduce(0) { $0 + (sums[$1] ?? 0) } }
    return (
      sum([numerator]) + sum(plus) - sum(less), sum([denominator]) - sum(denominatorLess)
    )
  }
}

extension Metric: Codable {
  /// Stores written before a field existed are read with its default.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func list(_ key: CodingKeys) throws -> [String] {
      try fields.decodeIfPresent([String].self, forKey: key) ?? []
    }
    self.init(
      key: try fields.decode(String.self, forKey: .key),
      title: try fields.decode(Title.self, forKey: .title),
      numerator: try fields.decode(String.self, forKey: .numerator),
      plus: try list(.plus),
      less: try list(.less),
      denominator: try fields.decode(String.self, forKey: .denominator),
      denominatorLess: try list(.denominatorLess),
      scale: try fields.decodeIfPresent(Int.self, forKey: .scale) ?? 1,
      good: try fields.decode(Direction.self, forKey: .good),
      isShare: try fields.decodeIfPresent(Bool.self, forKey: .isShare) ?? true,
      from: try fields.decodeIfPresent(Day.self, forKey: .from),
      until: try fields.decodeIfPresent(Day.self, forKey: .until),
      formerly: try fields.decodeIfPresent([FormerTitle].self, forKey: .formerly) ?? []
    )
  }
}
