package import VerdictInference
package import VerdictModel

/// What the rule, and a peer's rules beside it, made of one simulated test.
package struct TrialOutcome: Hashable, Sendable {
  /// The verdict that latched, or the last one.
  package var verdict: Verdict = .tooEarly
  /// The look of that verdict, from 1.
  package var look = 0
  /// At some look that counted the truth lay outside the repeated interval.
  package var everExcluded = false
  /// The truth lies outside the plain 95 % interval of the final look's data.
  package var fixedExcluded = false
  /// A two-sided pooled z at 5 % at any look said the variant is better (or worse).
  package var peekedBetter = false
  package var peekedWorse = false
  /// The same of a relative-lift test at 95 %.
  package var liftBetter = false
  package var liftWorse = false
  /// Any variant was confirmed, or called harmful: where there are several, the family's errors.
  package var isAnyConfirmed = false
  package var isAnyHarmful = false

  package init() {}

  /// Plays one test to its last look through the judgement that real reviews run.
  ///
  /// Of several variants each is judged as its own pair; the outcome is that of the first, whose truth is
  /// the test's.
  package static func play(_ trial: Trial)
    throws(InferenceError) -> TrialOutcome
  {
    let form = trial.truth.form
    let hypothesis = RegisteredHypothesis(
      key: form.id,
      state: .started,
      original: form,
      sha256: "",
      seal: nil,
      author: "",
      at: Timestamp(microseconds: 0),
      amendments: []
    )
    var outcomes: [TrialOutcome] = []
    for (index, pair) in SeveralVariants.pairs(of: hypothesis).enumerated() {
      outcomes.append(try play(trial, pair, variant: index + 1))
    }
    var first = outcomes.first ?? TrialOutcome()
    first.isAnyConfirmed = outcomes.contains { $0.verdict == .confirmed }
    first.isAnyHarmful = outcomes.contains { $0.verdict == .harmful }
    return first
  }

  private static func play(_ trial: Trial, _ hypothesis: RegisteredHypothesis, variant index: Int)
    throws(InferenceError) -> TrialOutcome
  {
    let (truth, form) = (trial.truth, hypothesis.form)
    let effect = index == 1 ? truth.effect : 0
    var outcome = TrialOutcome()
    var looks: [LookEvidence] = []
    var counts: [(day: Day, counts: LookCounts)] = []
    var isDecided = false
    var isPeeked = false
    var isLifted = false
    for review in LookHistory.reviews(of: form) {
      let evidence = trial.evidence(asOf: review.end, of: index)
      looks.append(evidence)
      counts.append((review.end, try evidence.primary.counts()))
      let history = LookHistory(form: form, asOf: review.end, counts: counts)
      let (control, variant) = (evidence.primary.control, evidence.primary.variant)
      let facts = EvaluationFacts(
        hypothesis: hypothesis,
        history: history,
        looks: looks,
        current: evidence,
        segments: [],
        gates: GateFacts(
          audit: AllocationAudit(
            drawn: control.exposed + variant.exposed,
            listed: control.exposed + variant.exposed,
            differing: 0,
            crossovers: 0
          ),
          hasList: true,
          control: control,
          variant: variant,
          controlKey: "control",
          variantKey: "variant",
          tableCount: nil,
          exposedForTable: 0
        ),
        glances: [],
        calendar: .russia,
        table: [:]
      )
      let judgement = try Judgement(facts)
      let isFinal = history.look?.isFinal ?? false
      let plain = try ScoreTest(
        control: EffectiveCount(judgement.counts.control),
        variant: EffectiveCount(judgement.counts.variant)
      )
      let isPublished =
        isFinal || truth.publishesAbove == 0
        || abs(plain.statistic(at: 0)) >= truth.publishesAbove
      if judgement.tail > 0,
        try judgement.test.excludes(effect, tail: judgement.tail)
      {
        outcome.everExcluded = true
      }
      if !isDecided, isPublished {
        outcome.verdict = judgement.ruling.verdict
        outcome.look = looks.count
        isDecided = judgement.ruling.verdict.latches || isFinal
      }
      if !isPeeked {
        (outcome.peekedBetter, outcome.peekedWorse) = try peek(judgement.counts)
        isPeeked = outcome.peekedBetter || outcome.peekedWorse
      }
      if !isLifted {
        let lift = RelativeLiftTest(
          control: judgement.counts.control,
          variant: judgement.counts.variant
        )
        outcome.liftBetter = (try lift.pValueGreater() ?? 1) <= 0.025
        outcome.liftWorse = (try lift.pValueLess() ?? 1) <= 0.025
        isLifted = outcome.liftBetter || outcome.liftWorse
      }
      if isFinal {
        outcome.fixedExcluded =
          try judgement.test.excludes(effect, tail: 0.025)
        break
      }
    }
    return outcome
  }

  /// The pooled z test of two rates at 5 %, as a spreadsheet does it.
  static func peek(_ counts: LookCounts) throws(InferenceError) -> (Bool, Bool) {
    let (c, v) = (counts.control, counts.variant)
    guard let low = c.rate, let high = v.rate, let pooled = (c + v).rate else {
      return (false, false)
    }
    let variance = pooled * (1 - pooled) * (1 / Double(c.trials) + 1 / Double(v.trials))
    guard variance > 0 else { return (false, false) }
    let z = (high - low) / variance.squareRoot()
    return (z >= 1.959_963_984_540_054, z <= -1.959_963_984_540_054)
  }
}

extension DecidingTest {
  /// Whether a difference lies outside the interval at level 1 − 2·tail.
  func excludes(_ difference: Double, tail: Double) throws(InferenceError) -> Bool {
    if try isSurelyAbove(difference, tail: tail) { return true }
    return try isSurelyBelow(difference, tail: tail)
  }
}
