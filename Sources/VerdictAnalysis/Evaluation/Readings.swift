package import VerdictInference
package import VerdictModel

/// Readings around a verdict that are nobody's verdict: nil where they cannot be computed.
package enum Readings {
  /// Units per arm that exclude a loss of `margin` four times in five.
  package static func guardrailUnits(base: Double, margin: Double) -> Int? {
    guard base > 0, base < 1, margin > 0 else { return nil }
    return try? RatePower.guardrailSize(margin: margin, base: base)
  }

  /// How often chance alone shows at least `threshold` with these units.
  package static func falseAlarm(threshold: Double, base: Double, control: Int, variant: Int)
    -> Double?
  {
    try? NaiveRule.falseAlarm(
      threshold: threshold,
      base: base,
      controlSize: control,
      variantSize: variant
    )
  }

  /// Units per arm that confirm `effect` four times in five at one look.
  package static func unitsToConfirm(base: Double, effect: Double, level: Double) -> Int? {
    let target = min(base + effect, 0.999)
    guard base > 0, target > base, effect > 0,
      let design = try? RatePower.Design(baseline: base, significance: 2 * level)
    else { return nil }
    return try? RatePower.controlSize(design, target: target, power: 0.8)
  }

  /// The difference chance alone exceeds in one test of three, at the units collected so far.
  ///
  /// Uses the rate of both arms together, which says nothing about who leads.
  package static func chance(of evidence: MetricEvidence) -> ChanceReading? {
    let control = evidence.control
    let variant = evidence.variant
    let units = Int(control.trials + variant.trials)
    guard control.trials >= 2, variant.trials >= 2, control.trials < 20_000,
      variant.trials < 20_000
    else { return nil }
    let base = Double(control.successes + variant.successes) / Double(units)
    guard
      let difference = try? NaiveRule.differenceExceeded(
        withChance: 1.0 / 3,
        base: base,
        controlSize: Int(control.trials),
        variantSize: Int(variant.trials)
      )
    else { return nil }
    return ChanceReading(difference: difference, units: units)
  }

  /// What the next units of one arm would have to show for the pick to turn.
  package static func turn(_ counts: LookCounts, form: HypothesisForm, picksVariant: Bool)
    -> WhatWouldChange?
  {
    guard let variant = form.variants.first else { return nil }
    let total = counts.control.trials + counts.variant.trials
    let further = min(ChoicePlanning.largestArm, max(10, (total + 7) / 15 * 10))
    let needed = try? ChoicePlanning.successesNeeded(
      control: counts.control,
      variant: counts.variant,
      furtherUnits: further,
      tau: form.tau,
      costPerUnit: form.costPerUnit
    )
    guard let needed else { return nil }
    return picksVariant
      ? .fewerThan(successes: needed, trials: further, arm: variant.key)
      : .atLeast(successes: needed, trials: further, arm: variant.key)
  }

  /// 95 % score interval of this period's share less the previous one's.
  package static func change(
    previous: (numerator: Int64, denominator: Int64),
    now: (numerator: Int64, denominator: Int64)
  ) -> Interval? {
    guard previous.denominator > 0, now.denominator > 0,
      (0...previous.denominator).contains(previous.numerator),
      (0...now.denominator).contains(now.numerator),
      let before = try? EffectiveCount(
        successes: Double(previous.numerator),
        trials: Double(previous.denominator)
      ),
      let after = try? EffectiveCount(
        successes: Double(now.numerator),
        trials: Double(now.denominator)
      ),
      let test = try? ScoreTest(control: before, variant: after)
    else { return nil }
    return test.interval(tail: 0.025)
  }
}
