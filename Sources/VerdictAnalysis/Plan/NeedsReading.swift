package import VerdictInference
package import VerdictModel

/// Backwards from a revenue to the budget, from the table's own rates; and which stage is worth most.
package struct NeedsReading: Hashable, Sendable, Codable {
  package typealias Stage = FunnelNeeds.Stage
  package typealias Need = FunnelNeeds.Need

  /// Money in major units.
  package var revenue: Double
  /// The days the rates come from.
  package var first: Day
  package var last: Day
  package var check: Double
  package var checkError: Double
  package var payments: Int
  package var costPerLead: Double
  package var rates: [StageRate]
  package var needs: [NeedValue]
  /// The same revenue with rates changed; nil when nothing was asked.
  package var changed: [NeedValue]?
  /// What each changed rate alone would bring at today's leads, the most first.
  package var whatIfs: [WhatIf]
  /// Each stage at its own good quarter, the most money first.
  package var levers: [Lever]
  package var seed: UInt64

  package func need(_ need: Need) -> NeedValue? { needs.first { $0.need == need } }
  package func rate(_ stage: Stage) -> StageRate? { rates.first { $0.stage == stage } }
  /// The lever that moves most: one that is not chance, else the largest of those that may be.
  package var best: Lever? { levers.first { $0.gain > 0 } }
  /// Ad spend of the revenue, 0…1 and above; nil without an estimate.
  package var costShare: Double? {
    revenue > 0 ? need(.spend)?.estimate.map { $0 / revenue } : nil
  }
}

package struct StageRate: Hashable, Sendable, Codable {
  package var stage: NeedsReading.Stage
  package var successes: Int
  package var trials: Int
  package var rate: Double?
  /// 95 % score interval.
  package var interval: Interval?
}

package struct NeedValue: Hashable, Sendable, Codable {
  package var need: NeedsReading.Need
  /// Nil where a rate on the way has no success.
  package var estimate: Double?
  package var interval: Interval?
}

package struct WhatIf: Hashable, Sendable, Codable {
  package var stage: NeedsReading.Stage
  package var now: Double?
  package var rate: Double
  /// Revenue of the same leads, more than now; nil without a rate now.
  package var gain: Double?
}

/// A stage at the upper quartile of its own half-months.
package struct Lever: Hashable, Sendable, Codable {
  package var stage: NeedsReading.Stage
  package var now: Double
  package var good: Double
  /// Revenue of the same leads, more than now.
  package var gain: Double
  /// Half-months behind the quartile.
  package var periods: Int
  /// They differ no more than chance makes them: then the quartile is luck, not skill.
  package var isWithinChance: Bool
}

/// Why needs cannot be worked out; what is missing, by key.
package enum NeedsError: CodedError, Hashable {
  /// The funnel has no such counter, or nothing was entered for it in the window.
  case noData(counter: String, first: Day, last: Day)
  /// Nothing but zeros: no rate, no check, no price.
  case zero(counter: String, first: Day, last: Day)
  /// More successes than trials.
  case aboveOne(stage: String, successes: Int64, trials: Int64)
  case unknownStage(String)
  case badRate(stage: String, value: String)
  case calculation(code: String, field: String)

  package var code: String {
    switch self {
    case .noData: "needs.noData"
    case .zero: "needs.zero"
    case .aboveOne: "needs.aboveOne"
    case .unknownStage: "needs.unknownStage"
    case .badRate: "needs.badRate"
    case .calculation: "needs.calculation"
    }
  }
  package var values: [String: String] {
    switch self {
    case .noData(let counter, let first, let last), .zero(let counter, let first, let last):
      ["counter": counter, "first": first.description, "last": last.description]
    case .aboveOne(let stage, let successes, let trials):
      ["stage": stage, "successes": String(successes), "trials": String(trials)]
    case .unknownStage(let stage): ["value": stage]
    case .badRate(let stage, let value): ["stage": stage, "value": value]
    case .calculation(let code, let field): ["reason": code, "field": field]
    }
  }
  package var kind: FailureKind {
    switch self {
    case .unknownStage, .badRate, .calculation: .usage
    default: .badData
    }
  }
}

extension FunnelNeeds.Stage {
  /// The metric of the standard funnel that people know the stage by.
  package var metric: String {
    switch self {
    case .meetingToPayment: "meeting_to_payment"
    case .showRate: "show_rate"
    case .leadToMeeting: "lead_to_meeting"
    }
  }
  /// Counters above and below the line.
  package var counters: (top: String, below: String) {
    switch self {
    case .meetingToPayment: ("payments", "meetings_held")
    case .showRate: ("meetings_held", "meetings_due")
    case .leadToMeeting: ("meetings_due", "leads")
    }
  }
  /// By the names people type: the metric's key or the method's own.
  package static func named(_ name: String) -> Self? {
    allCases.first { $0.rawValue == name || $0.metric == name }
  }
}

extension FunnelNeeds.Need {
  /// The counter of the standard funnel it is counted in.
  package var counter: String {
    switch self {
    case .payments: "payments"
    case .meetingsHeld: "meetings_held"
    case .meetingsDue: "meetings_due"
    case .leads: "leads"
    case .spend: "spend"
    }
  }
}
