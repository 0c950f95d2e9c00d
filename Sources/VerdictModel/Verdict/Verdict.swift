/// The nine words a hypothesis can get (verdict rule §4 and §5).
package enum Verdict: String, Sendable, Codable, CaseIterable {
  case confirmed
  case harmful
  case noEffect
  case notWorthIt
  case preferVariant
  case preferControl
  case tooEarly
  case undecided
  case invalidData

  /// Rows 2–5 and the picks stay once a published look has shown them.
  package var latches: Bool {
    switch self {
    case .tooEarly, .undecided, .invalidData: false
    default: true
    }
  }
}

extension Verdict: CodingKeyRepresentable {}

/// Why: data, not words.
package enum VerdictReason: Hashable, Sendable, Codable {
  /// U < 0.
  case surelyWorse
  /// A guardrail's repeated interval lies below zero.
  case guardrailBroken(stage: String)
  /// −δ* < L ≤ 0 ≤ U < δ*.
  case withinWorthwhile
  /// L > 0, U < δ*.
  case betterButLess
  /// U < δ*, L at or below zero: worse than worth it at any rate.
  case belowWorthwhile
  /// L > 0; `reachesWorthwhile` says whether L ≥ δ*.
  case surelyBetter(reachesWorthwhile: Bool)
  /// Before the final look.
  case collecting
  /// Exposure ended, outcomes still arrive.
  case ripening(until: Day)
  /// L ≤ 0 and U ≥ δ* at the end.
  case inconclusive
  case stopped
  case guardrailOpen(stage: String)
  case notCausal
  case notReversible
  /// `choose`: which arm has the higher posterior expected value.
  case higherExpectedValue
  case tieKeepsControl
  case gate(DataGate)
}

/// A check on the data themselves: exposures and presence of outcomes, never successes.
package enum DataGate: Hashable, Sendable, Codable {
  /// Recorded arm ≠ sealed list, share of units.
  case deviations(share: Double, units: Int64)
  /// Arm sizes against the planned shares, exact multinomial p.
  case armSizes(p: Double)
  /// An arm with fewer than five units at the final look.
  case tooFewUnits(arm: String, units: Int64)
  case crossovers(share: Double, units: Int64)
  /// Matured units without an outcome, share of matured.
  case missingOutcomes(share: Double, units: Int64)
  /// Missing outcomes differ between arms, Fisher's p.
  case missingByArm(p: Double)
  /// Units exposed ÷ the counter of the draw's stage.
  case coverage(ratio: Double)
  /// Working days of the test, by member, that the table has no number for.
  case missingDays(share: Double, days: Int64)

  /// Stable name without the values.
  package var name: String {
    switch self {
    case .deviations: "deviations"
    case .armSizes: "armSizes"
    case .tooFewUnits: "tooFewUnits"
    case .crossovers: "crossovers"
    case .missingOutcomes: "missingOutcomes"
    case .missingByArm: "missingByArm"
    case .coverage: "coverage"
    case .missingDays: "missingDays"
    }
  }
}

/// How strong the kind of evidence is, best first.
package enum EvidenceGrade: String, Sendable, Codable {
  /// Drawn by unit from a sealed list.
  case drawnByUnit
  /// By parity of the deal number: as good, but not concealed.
  case parity
  /// Arms came with the data (tallies): the draw itself is not seen here.
  case reportedSplit
  case drawnByDay
  case drawnByManager
  /// Managers given the variant by a lot, each against its own time before.
  case drawnRollout
  /// Managers chosen by people, each against its own time before.
  case rolloutToSome
  case interruptedSeries
  case newSource
}

/// What a review meeting can do with a hypothesis.
package enum DecisionChoice: String, Sendable, Codable, CaseIterable {
  case adopt
  case rollBack
  case keep
  case extend
  case stop
  case `continue`
}

/// What the meeting did.
package struct Decision: Hashable, Sendable, Codable {
  package let hypothesis: String
  package let period: HalfMonth
  package let choice: DecisionChoice
  package let why: String
  package let lesson: String
  package let owner: String
  package let due: Day?
  package let checkOn: Day?
  package let author: String
  package let at: Timestamp
  package init(
    hypothesis: String,
    period: HalfMonth,
    choice: DecisionChoice,
    why: String,
    lesson: String,
    owner: String,
    due: Day?,
    checkOn: Day?,
    author: String,
    at: Timestamp
  ) {
    self.hypothesis = hypothesis
    self.period = period
    self.choice = choice
    self.why = why
    self.lesson = lesson
    self.owner = owner
    self.due = due
    self.checkOn = checkOn
    self.author = author
    self.at = at
  }
}
