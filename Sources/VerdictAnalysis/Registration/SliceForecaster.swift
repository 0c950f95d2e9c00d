import GSLKit
package import VerdictInference
package import VerdictModel

/// The truth before the start of a test on slices, played in departments of its own size.
///
/// Members are alike and days differ by chance alone: a department with very unlike managers will see
/// less. Shares of 400 tests are good to five points.
package enum SliceForecaster {
  static let runs = 400
  static let effort = RandomisationEffort(exactLimit: 5_000, draws: 1_000)

  /// Chances of every verdict under `prove` and of a right pick under `choose`.
  ///
  /// - Parameters:
  ///   - form: to be registered.
  ///   - design: its slices.
  ///   - unitsPerMonth: units under the line a month in the table; nil when the plan is taken.
  ///   - base: rate of the metric, 0…1.
  ///   - baseIsOwn: whether the base is the department's own.
  ///   - calendar: the company's.
  /// - Returns: what the test can show, and whether it can confirm at all.
  /// - Throws: what the statistics throw.
  package static func forecast(
    form: HypothesisForm,
    design: SliceDesign,
    unitsPerMonth: Double?,
    base: Double,
    baseIsOwn: Bool,
    calendar: WorkingCalendar
  ) throws(InferenceError) -> RegistrationForecast {
    let worthwhile = form.effect.absolute(baseRate: base) ?? form.frozenWorthwhile
    let good = form.direction == .up ? base : 1 - base
    let days = max(1, calendar.workingDays(in: form.start...form.end))
    let total =
      unitsPerMonth.map { $0 * Double(form.end - form.start + 1) / (365.25 / 12) }
      ?? Double(2 * form.plannedPerArm)
    var truth = SliceTruth(start: form.start, end: form.end)
    truth.kind = design.kind
    truth.members = design.members.isEmpty ? [""] : design.members
    truth.chosen = design.variant
    truth.isDrawn = design.isDrawn
    truth.daysBefore = design.kind == .some || design.kind == .all ? design.daysBefore : 0
    truth.washIn = design.washIn
    truth.base = good
    truth.worthwhile = worthwhile
    truth.perDay = total / Double(days) / Double(truth.members.count)
    var prove: [ProveChances] = []
    var picks: [PickChance] = []
    for difference in [0, worthwhile, 2 * worthwhile] where good + difference <= 1 {
      truth.difference = difference
      let proofs = try play(truth, form, .prove)
      func share(_ verdict: Verdict) -> Double { proofs.rate(proofs.verdicts[verdict] ?? 0) ?? 0 }
      if difference > 0 {
        let choices = try play(truth, form, .choose)
        let right = choices.rate(choices.verdicts[.preferVariant] ?? 0) ?? 0
        picks.append(PickChance(difference: difference, right: right))
      }
      prove.append(
        ProveChances(
          difference: difference,
          confirmed: share(.confirmed),
          harmful: share(.harmful),
          noEffect: share(.noEffect),
          notWorthIt: share(.notWorthIt),
          undecided: share(.undecided)
        )
      )
    }
    let least = try smallestPossibleP(form, design, calendar)
    let canConfirm = design.isLottery && (least.map { $0 <= form.sideLevel } ?? false)
    let power = prove.first { $0.difference == worthwhile }?.confirmed ?? 0
    return RegistrationForecast(
      unitsPerArm: max(1, Int((total / 2).rounded())),
      unitsPerMonth: unitsPerMonth,
      baseRate: base,
      baseIsOwn: baseIsOwn,
      looks: 1,
      prove: prove,
      choose: picks,
      recommended: (!canConfirm || power < Forecaster.enoughPower) && form.isReversible
        ? .choose : .prove,
      runs: runs,
      seed: Forecaster.seed,
      smallestPossibleP: least,
      cannotConfirm: canConfirm ? nil : true
    )
  }

  /// The metric is turned so that more is better, as the rule sees it.
  private static func play(_ truth: SliceTruth, _ form: HypothesisForm, _ goal: Goal)
    throws(InferenceError) -> SliceTally
  {
    var plain = form
    plain.direction = .up
    plain.goal = goal
    let random = RandomGenerator(seed: Forecaster.seed)
    var tally = SliceTally()
    for _ in 0..<runs {
      tally.add(try SliceTrial.play(truth, form: plain, random: random, effort: effort))
    }
    return tally
  }

  /// Before the lot: one over the number of ways it can fall.
  package static func smallestPossibleP(
    _ form: HypothesisForm,
    _ design: SliceDesign,
    _ calendar: WorkingCalendar
  ) throws(InferenceError) -> Double? {
    guard design.isLottery else { return nil }
    if design.kind == .day {
      var blocks: [AllocationMechanism.Block] = []
      for block in SliceDesign.blocks(of: form.start...form.end, calendar) {
        blocks.append(
          try AllocationMechanism.Block(runs: block.count, variant: block.count / 2)
        )
      }
      guard !blocks.isEmpty else { return nil }
      let mechanism = try AllocationMechanism.blocks(blocks)
      let washIn = try WashIn(units: design.washIn, before: false)
      return mechanism.smallestPossibleP(washIn: washIn) ?? mechanism.smallestPossibleP
    }
    let count = design.members.count
    return try AllocationMechanism.complete(units: count, variant: count / 2).smallestPossibleP
  }
}
