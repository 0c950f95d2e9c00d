/// One way of splitting evidence; cells are kept by one cut at a time, never crossed.
package enum Cut: Hashable, Sendable {
  case all
  case manager
  case source
  case segment
  /// A further registered trait of the unit.
  case trait(String)

  package init(key: String) {
    switch key {
    case "all": self = .all
    case "manager": self = .manager
    case "source": self = .source
    case "segment": self = .segment
    default: self = .trait(key.hasPrefix("trait:") ? String(key.dropFirst(6)) : key)
    }
  }

  package var key: String {
    switch self {
    case .all: "all"
    case .manager: "manager"
    case .source: "source"
    case .segment: "segment"
    case .trait(let name): "trait:" + name
    }
  }
}

extension Cut: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(key: try decoder.singleValueContainer().decode(String.self))
  }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(key)
  }
}

/// What is summed over units, exactly, by lag since exposure.
package enum EvidenceMoment: Hashable, Sendable {
  /// Units that reached the stage, at the lag of their first reach.
  case reached(String)
  /// Units with an outcome at the stage: a reach or a recorded "no".
  case answered(String)
  /// Units that reached the stage on the day of exposure by taking the variant at once.
  case instant(String)
  /// Σ of the amounts of the stage's events.
  case amount(String)
  /// Σ of squares of each unit's running total.
  case amountSquared(String)
  /// Units that really received the variant.
  case uptake
  /// Units that received the variant and reached the stage, at the later of the two lags.
  case taken(String)

  package init?(key: String) {
    if key == "uptake" {
      self = .uptake
      return
    }
    let parts = key.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let stage = String(parts[1])
    switch parts[0] {
    case "reached": self = .reached(stage)
    case "answered": self = .answered(stage)
    case "instant": self = .instant(stage)
    case "taken": self = .taken(stage)
    case "amount": self = .amount(stage)
    case "amountSquared": self = .amountSquared(stage)
    default: return nil
    }
  }

  package var key: String {
    switch self {
    case .reached(let stage): "reached:" + stage
    case .answered(let stage): "answered:" + stage
    case .instant(let stage): "instant:" + stage
    case .amount(let stage): "amount:" + stage
    case .amountSquared(let stage): "amountSquared:" + stage
    case .uptake: "uptake"
    case .taken(let stage): "taken:" + stage
    }
  }
}

/// Lags are days since exposure.
package enum Lag {
  /// Reached, but nobody knows when: counts once the unit has matured.
  package static let undated = 32_767
  /// Later events are not kept in cells; maturity windows are at most this long.
  package static let longest = 400
}
