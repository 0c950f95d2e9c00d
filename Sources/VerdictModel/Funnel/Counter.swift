/// A text in both languages.
package struct Title: Hashable, Sendable, Codable {
  package let ru: String
  package let en: String
  package init(ru: String, en: String) {
    self.ru = ru
    self.en = en
  }
}

extension Title: ExpressibleByStringLiteral {
  /// One text for both languages.
  package init(stringLiteral text: String) { self.init(ru: text, en: text) }
}

/// How finely a counter is entered.
package enum Grain: String, Sendable, Codable, CaseIterable {
  case day
  case bySource
  case byManager
  case bySourceAndManager

  package var hasSource: Bool { self == .bySource || self == .bySourceAndManager }
  package var hasManager: Bool { self == .byManager || self == .bySourceAndManager }
}

/// Where a counter's values come from.
package enum CounterOwner: String, Sendable, Codable, CaseIterable {
  case files
  case hand
}

/// Whether more is better.
package enum Direction: String, Sendable, Codable {
  case up
  case down
  /// +1 or −1: the sign that turns good into plus.
  package var sign: Double { self == .up ? 1 : -1 }
}

/// A name something had before it was renamed.
package struct FormerTitle: Hashable, Sendable, Codable {
  package let title: Title
  /// The first day of the new name.
  package let until: Day
  package init(title: Title, until: Day) {
    self.title = title
    self.until = until
  }
}

/// A counted step of the funnel, or money.
package struct Counter: Hashable, Sendable {
  /// Its name in files and columns: `meetings_held`.
  package let key: String
  package var title: Title
  package let grain: Grain
  package let owner: CounterOwner
  /// Money is kept in minor units, everything else is a count.
  package let isMoney: Bool
  /// A step a unit can reach (`meetings_held`, `payments`), in the order of `FunnelDefinition.stages`.
  package let isStage: Bool
  /// Whether more is better; nil where neither is (spend, meetings due).
  package var good: Direction?
  /// No data exists before this day.
  package let from: Day?
  /// Nothing is entered from this day on: the counter is retired.
  package var until: Day?
  /// Earlier names, oldest first.
  package var formerly: [FormerTitle]

  package init(
    key: String,
    title: Title,
    grain: Grain,
    owner: CounterOwner,
    isMoney: Bool = false,
    isStage: Bool = false,
    good: Direction? = nil,
    from: Day? = nil,
    until: Day? = nil,
    formerly: [FormerTitle] = []
  ) {
    self.key = key
    self.title = title
    self.grain = grain
    self.owner = owner
    self.isMoney = isMoney
    self.isStage = isStage
    self.good = good ?? Counter.usualDirections[key]
    self.from = from
    self.until = until
    self.formerly = formerly
  }

  /// Whether it is entered on this day.
  package func isKept(on day: Day) -> Bool {
    (from.map { day >= $0 } ?? true) && (until.map { day < $0 } ?? true)
  }

  /// What more of it means wherever it is counted.
  private static let usualDirections: [String: Direction] = [
    "clicks": .up, "leads": .up, "leads_qualified": .up, "meetings_scheduled": .up,
    "meetings_held": .up, "payments": .up, "revenue": .up, "cash": .up, "margin": .up,
    "repeat_revenue": .up, "refunds": .down,
  ]
}

extension Counter: Codable {
  /// Stores written before a field existed are read with its default.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      key: try fields.decode(String.self, forKey: .key),
      title: try fields.decode(Title.self, forKey: .title),
      grain: try fields.decode(Grain.self, forKey: .grain),
      owner: try fields.decode(CounterOwner.self, forKey: .owner),
      isMoney: try fields.decodeIfPresent(Bool.self, forKey: .isMoney) ?? false,
      isStage: try fields.decodeIfPresent(Bool.self, forKey: .isStage) ?? false,
      good: try fields.decodeIfPresent(Direction.self, forKey: .good),
      from: try fields.decodeIfPresent(Day.self, forKey: .from),
      until: try fields.decodeIfPresent(Day.self, forKey: .until),
      formerly: try fields.decodeIfPresent([FormerTitle].self, forKey: .formerly) ?? []
    )
  }
}
