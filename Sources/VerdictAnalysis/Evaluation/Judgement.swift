package import VerdictInference
package import VerdictModel

/// The decisive part of an evaluation: gates, the deciding test and the rule, and nothing else.
///
/// The readings around it (`Evaluator`) take from here and never decide; simulated departments run
/// this part alone, so what is calibrated is what decides.
package struct Judgement: Sendable {
  package let counts: LookCounts
  package let test: DecidingTest
  /// Strata were put together because one arm is too thin.
  package let collapsed: Bool
  /// ℓ of this look; 0 where it does not count.
  package let tail: Double
  package let gates: [GateReading]
  package let guardrails: [GuardrailTest]
  /// The posterior reading at the decision date of `choose`; nil before it and under `prove`.
  package let pick: Pick?
  package let ruling: Ruling

  package init(_ facts: EvaluationFacts) throws(InferenceError) {
    let (form, history) = (facts.hypothesis.form, facts.history)
    counts = try facts.current.primary.counts()
    if let measure = form.measure {
      (test, collapsed) = (try facts.current.primary.test(of: measure), false)
    } else {
      (test, collapsed) = try counts.test(mode: form.frozenMode)
    }
    tail = try history.tail(level: form.sideLevel)
    gates = try Self.gateReadings(facts)
    guardrails = try Self.guardrailTests(facts, collapsed: collapsed)
    if form.measure == nil {
      pick = try Self.choiceReading(counts, form, history).map(Pick.init)
    } else {
      pick = try Self.normalPick(test, form, history)
    }
    let failed = gates.filter { $0.state == .failed }
    if !failed.isEmpty {
      ruling = Ruling(
        verdict: .invalidData,
        reasons: failed.map { .gate($0.gate) },
        guardrails: guardrails.map { _ in .open }
      )
      return
    }
    switch form.goal {
    case .prove:
      ruling = try Rule.prove(
        test: test,
        tail: tail,
        worthwhile: form.frozenWorthwhile,
        guardrails: guardrails,
        moment: history.moment
      )
    case .choose:
      ruling = try Rule.choose(
        test: test,
        tail: tail,
        guardrails: guardrails,
        moment: history.moment,
        pick: pick,
        mayPick: form.isReversible
      )
    }
  }

  private static func gateReadings(_ facts: EvaluationFacts) throws(InferenceError) -> [GateReading]
  {
    let history = facts.history
    let isOver = history.moment == .final || history.moment == .stopped
    return try GateChecks.readings(facts.gates).map { reading in
      // Few units before the final look are a matter of time, not of data.
      if case .tooFewUnits = reading.gate, !isOver, reading.state == .failed {
        return GateReading(gate: reading.gate, state: .warning)
      }
      return reading
    }
  }

  private static func guardrailTests(_ facts: EvaluationFacts, collapsed: Bool)
    throws(InferenceError) -> [GuardrailTest]
  {
    let (form, history) = (facts.hypothesis.form, facts.history)
    guard !form.guardrails.isEmpty else { return [] }
    var tests: [GuardrailTest] = []
    let level = form.sideLevel / Double(form.guardrails.count)
    let tail = try history.tail(level: level)
    for (guardrail, evidence) in zip(form.guardrails, facts.current.guardrails) {
      let counts = try evidence.counts()
      let mode = collapsed ? .exact : form.measure == nil ? form.frozenMode : .score
      let test = try counts.test(mode: mode).test
      tests.append(
        GuardrailTest(
          stage: guardrail.stage,
          test: test,
          margin: guardrail.margin,
          policy: guardrail.policy,
          tail: tail,
          hasData: [evidence.control, evidence.variant].contains {
            $0.answered + $0.tallyTrials > 0
          }
        )
      )
    }
    return tests
  }

  /// The pick on a measure: normal estimate, normal prior.
  private static func normalPick(
    _ test: DecidingTest,
    _ form: HypothesisForm,
    _ history: LookHistory
  ) throws(InferenceError) -> Pick? {
    guard form.goal == .choose, history.moment == .final, case .mean(let reading?, _) = test else {
      return nil
    }
    return Pick(
      try NormalChoice(
        estimate: reading.estimate,
        standardError: reading.standardError,
        tau: form.tau > 0 ? form.tau : form.frozenWorthwhile,
        costPerUnit: form.costPerUnit
      )
    )
  }

  private static func choiceReading(
    _ counts: LookCounts,
    _ form: HypothesisForm,
    _ history: LookHistory
  ) throws(InferenceError) -> ChoiceReading? {
    guard form.goal == .choose, history.moment == .final else { return nil }
    return try ChoiceReading(
      control: counts.control,
      variant: counts.variant,
      tau: form.tau,
      costPerUnit: form.costPerUnit
    )
  }
}

extension HypothesisForm {
  /// The mode fixed at the start; of a draft, the one it would get.
  package var frozenMode: TestMode { frozen?.mode ?? defaultMode }
  /// δ* as frozen; of a draft, the points asked for (5 where they await a base rate).
  package var frozenWorthwhile: Double {
    frozen?.smallestWorthwhileEffect ?? effect.absolute(baseRate: nil) ?? 0.05
  }
}
