import GSLKit
package import VerdictInference
package import VerdictModel

/// The truth before the start: what this test can show at the department's size.
package enum Forecaster {
  /// Where the chance to confirm δ* is under this, `choose` is recommended.
  package static let enoughPower = 0.5
  package static let runs = 4_000
  package static let seed: UInt64 = 20_260_101

  /// Plays the registered looks with evenly growing arms by the rule itself.
  ///
  /// Score tails stand in for exact ones, so the chances of `prove` are a little generous at fewer
  /// than 30 units an arm; picks are enumerated exactly.
  ///
  /// * `unitsPerArm`: expected by the end, at least 5.
  /// * `base`: control rate of the metric as it is counted, 0…1; of a measure its usual mean.
  /// * `spread`: of a measure, the standard deviation of one unit's number; nil where nothing tells it.
  package static func forecast(
    form: HypothesisForm,
    unitsPerArm: Int,
    unitsPerMonth: Double?,
    base: Double,
    baseIsOwn: Bool,
    spread: Double? = nil
  ) throws(InferenceError) -> RegistrationForecast {
    let worthwhile = form.effect.absolute(baseRate: base) ?? 0.05
    if form.measure != nil {
      return try MeasureForecaster.forecast(
        form: form,
        unitsPerArm: unitsPerArm,
        unitsPerMonth: unitsPerMonth,
        base: base,
        baseIsOwn: baseIsOwn,
        spread: spread,
        worthwhile: worthwhile
      )
    }
    // The rule sees a metric that should fall by its failures.
    let good = form.direction == .up ? base : 1 - base
    let looks = LookHistory.reviews(of: form).count
    var prove: [ProveChances] = []
    for difference in [0, worthwhile, 2 * worthwhile] where good + difference <= 1 {
      prove.append(
        try chances(
          form: form,
          units: unitsPerArm,
          base: good,
          difference: difference,
          worthwhile: worthwhile,
          looks: looks
        )
      )
    }
    var choose: [PickChance] = []
    if unitsPerArm <= ChoicePlanning.largestArm {
      for difference in [worthwhile, 2 * worthwhile] where good + difference <= 1 {
        let right = try ChoicePlanning.chanceOfRightPick(
          base: good,
          difference: difference,
          controlSize: unitsPerArm,
          variantSize: unitsPerArm,
          tau: form.tau,
          costPerUnit: form.costPerUnit
        )
        choose.append(PickChance(difference: difference, right: right))
      }
    }
    let power = prove.first { $0.difference == worthwhile }?.confirmed ?? 0
    return RegistrationForecast(
      unitsPerArm: unitsPerArm,
      unitsPerMonth: unitsPerMonth,
      baseRate: base,
      baseIsOwn: baseIsOwn,
      looks: looks,
      prove: prove,
      choose: choose,
      recommended: power < enoughPower && form.isReversible ? .choose : .prove,
      runs: runs,
      seed: seed
    )
  }

  private static func chances(
    form: HypothesisForm,
    units: Int,
    base: Double,
    difference: Double,
    worthwhile: Double,
    looks: Int
  ) throws(InferenceError) -> ProveChances {
    let plan = LookPlan(
      plannedControl: Double(form.plannedPerArm),
      plannedVariant: Double(form.plannedPerArm),
      sideLevel: form.sideLevel
    )
    // The same information at every run: boundaries are computed once.
    var track = LookTrack()
    var tails: [(size: Int, tail: Double, isFinal: Bool)] = []
    for look in 1...max(1, looks) {
      let size = units * look / max(1, looks)
      track.take(
        information: Double(size) / 2,
        units: (Double(size), Double(size)),
        plan: plan,
        isScheduledFinal: look == looks
      )
      let tail = try track.boundary(level: form.sideLevel)?.nominalP ?? 0
      tails.append((size, tail, track.isFinal))
      if track.isFinal { break }
    }
    var tally: [Verdict: Int] = [:]
    let random = RandomGenerator(seed: seed)
    for _ in 0..<runs {
      var control = 0
      var variant = 0
      var before = 0
      var verdict = Verdict.undecided
      for look in tails {
        control += random.binomial(trials: look.size - before, rate: base)
        variant += random.binomial(trials: look.size - before, rate: base + difference)
        before = look.size
        let test = DecidingTest.score(
          try ScoreTest(
            control: EffectiveCount(try BinomialCount(successes: control, trials: look.size)),
            variant: EffectiveCount(try BinomialCount(successes: variant, trials: look.size))
          )
        )
        verdict = try Rule.prove(
          test: test,
          tail: look.tail,
          worthwhile: worthwhile,
          guardrails: [],
          moment: look.isFinal ? .final : .interim
        ).verdict
        if verdict != .tooEarly { break }
      }
      tally[verdict, default: 0] += 1
    }
    func share(_ verdict: Verdict) -> Double { Double(tally[verdict] ?? 0) / Double(runs) }
    return ProveChances(
      difference: difference,
      confirmed: share(.confirmed),
      harmful: share(.harmful),
      noEffect: share(.noEffect),
      notWorthIt: share(.notWorthIt),
      undecided: share(.undecided) + share(.tooEarly)
    )
  }
}
