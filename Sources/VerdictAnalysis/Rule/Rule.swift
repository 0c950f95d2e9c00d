package import VerdictInference
package import VerdictModel

/// A guardrail as the rule sees it: its own test at its own level of this look.
package struct GuardrailTest: Sendable {
  package let stage: String
  package let test: DecidingTest
  package let margin: Double
  package let policy: GuardrailPolicy
  package let tail: Double
  /// Whether anything was recorded at the stage: zero of sixty that nobody logs holds nothing.
  package let hasData: Bool

  package init(
    stage: String,
    test: DecidingTest,
    margin: Double,
    policy: GuardrailPolicy,
    tail: Double,
    hasData: Bool = true
  ) {
    self.hasData = hasData
    self.stage = stage
    self.test = test
    self.margin = margin
    self.policy = policy
    self.tail = tail
  }

  /// held: L > −margin.
  ///
  /// broken: U < 0 and not held. Else open, and so where nothing was recorded.
  package func state() throws(InferenceError) -> GuardrailState {
    guard hasData else { return .open }
    if try test.isSurelyAbove(-margin, tail: tail) { return .held }
    return try test.isSurelyBelow(0, tail: tail) ? .broken : .open
  }
}

/// Where the test stands in time when the rule is asked.
package enum LookMoment: Hashable, Sendable {
  /// Before the final look.
  case interim
  /// Exposure is over, the outcomes are not all in.
  case ripening(until: Day)
  case final
  /// Stopped by hand, and what was exposed has ripened.
  case stopped
}

/// The answer of the rule.
package struct Ruling: Hashable, Sendable {
  package let verdict: Verdict
  package let reasons: [VerdictReason]
  package let guardrails: [GuardrailState]
}

/// The one rule from evidence to verdict; the first row that matches wins.
package enum Rule {
  /// Goal `prove`, rows 2–7 (row 1, the data gates, is asked before any effect is computed).
  ///
  /// * `test`: the deciding test.
  /// * `tail`: ℓ_k of this look; 0 when the look does not count.
  /// * `worthwhile`: δ* > 0.
  package static func prove(
    test: DecidingTest,
    tail: Double,
    worthwhile: Double,
    guardrails: [GuardrailTest],
    moment: LookMoment,
    mayConfirm: Bool = true
  ) throws(InferenceError) -> Ruling {
    let states = try states(of: guardrails)
    func ruling(_ verdict: Verdict, _ reasons: [VerdictReason]) -> Ruling {
      Ruling(verdict: verdict, reasons: reasons, guardrails: states)
    }
    let harm = try harm(test: test, tail: tail, guardrails: guardrails, states: states)
    if !harm.isEmpty { return ruling(.harmful, harm) }

    let above = try test.isSurelyAbove(0, tail: tail)
    if try test.isSurelyBelow(worthwhile, tail: tail) {
      if above { return ruling(.notWorthIt, [.betterButLess]) }
      // U ≥ 0 here: row 2 has taken U < 0.
      if try test.isSurelyAbove(-worthwhile, tail: tail) {
        return ruling(.noEffect, [.withinWorthwhile])
      }
      return ruling(.notWorthIt, [.belowWorthwhile])
    }
    var open: [VerdictReason] = []
    if above {
      for (guardrail, state) in zip(guardrails, states)
      where guardrail.policy == .mustHold && state != .held {
        open.append(.guardrailOpen(stage: guardrail.stage))
      }
      if open.isEmpty {
        if mayConfirm {
          let reaches = try test.isSurelyAbove(worthwhile, tail: tail)
          return ruling(.confirmed, [.surelyBetter(reachesWorthwhile: reaches)])
        }
        open = [.notCausal]
      }
    }
    switch moment {
    case .interim: return ruling(.tooEarly, [.collecting])
    case .ripening(let day): return ruling(.tooEarly, [.ripening(until: day)])
    case .stopped: return ruling(.undecided, [.stopped] + open)
    case .final: return ruling(.undecided, open.isEmpty ? [.inconclusive] : open)
    }
  }

  /// Goal `choose`: row 2 at every look, row 6 before the decision date, then the pick.
  ///
  /// * `pick`: the posterior reading; nil leaves it `undecided`.
  /// * `mayPick`: false where the change cannot be undone.
  package static func choose(
    test: DecidingTest,
    tail: Double,
    guardrails: [GuardrailTest],
    moment: LookMoment,
    pick: Pick?,
    mayPick: Bool = true
  ) throws(InferenceError) -> Ruling {
    let states = try states(of: guardrails)
    func ruling(_ verdict: Verdict, _ reasons: [VerdictReason]) -> Ruling {
      Ruling(verdict: verdict, reasons: reasons, guardrails: states)
    }
    let harm = try harm(test: test, tail: tail, guardrails: guardrails, states: states)
    if !harm.isEmpty { return ruling(.harmful, harm) }
    switch moment {
    case .interim: return ruling(.tooEarly, [.collecting])
    case .ripening(let day): return ruling(.tooEarly, [.ripening(until: day)])
    case .stopped: return ruling(.undecided, [.stopped])
    case .final:
      guard mayPick else { return ruling(.undecided, [.notReversible]) }
      guard let pick else { return ruling(.undecided, [.inconclusive]) }
      if pick.picksVariant { return ruling(.preferVariant, [.higherExpectedValue]) }
      let tied = abs(pick.lossIfControl - pick.lossIfVariant) <= tie
      return ruling(.preferControl, [tied ? .tieKeepsControl : .higherExpectedValue])
    }
  }

  /// A design without a lottery: it may wait, be discussed, or (under `choose`) be picked by its grade.
  package static func withoutLottery(
    goal: Goal,
    moment: LookMoment,
    pick: ChoiceReading.Pick?,
    mayPick: Bool
  ) -> Ruling {
    func ruling(_ verdict: Verdict, _ reason: VerdictReason) -> Ruling {
      Ruling(verdict: verdict, reasons: [reason], guardrails: [])
    }
    switch moment {
    case .interim: return ruling(.tooEarly, .collecting)
    case .ripening(let day): return ruling(.tooEarly, .ripening(until: day))
    case .stopped: return ruling(.undecided, .stopped)
    case .final:
      guard goal == .choose else { return ruling(.undecided, .notCausal) }
      guard mayPick else { return ruling(.undecided, .notReversible) }
      guard let pick else { return ruling(.undecided, .inconclusive) }
      return ruling(pick == .variant ? .preferVariant : .preferControl, .higherExpectedValue)
    }
  }

  /// Expected losses this close, in rate, are one: what the quadrature behind them errs by.
  private static let tie = 1e-9

  private static func states(of guardrails: [GuardrailTest]) throws(InferenceError)
    -> [GuardrailState]
  {
    var states: [GuardrailState] = []
    for guardrail in guardrails { states.append(try guardrail.state()) }
    return states
  }

  private static func harm(
    test: DecidingTest,
    tail: Double,
    guardrails: [GuardrailTest],
    states: [GuardrailState]
  ) throws(InferenceError) -> [VerdictReason] {
    var reasons: [VerdictReason] = []
    if try test.isSurelyBelow(0, tail: tail) { reasons.append(.surelyWorse) }
    for (guardrail, state) in zip(guardrails, states) where state == .broken {
      reasons.append(.guardrailBroken(stage: guardrail.stage))
    }
    return reasons
  }
}
