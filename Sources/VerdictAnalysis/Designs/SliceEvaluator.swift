import GSLKit
package import VerdictInference
package import VerdictModel

/// What a test on slices of the table is judged by; gathered from the store.
package struct SliceFacts: Sendable {
  package let hypothesis: RegisteredHypothesis
  package let design: SliceDesign
  /// Rows of the design's window, by day and member.
  package let rows: [SliceRow]
  package let asOf: Day
  package let calendar: WorkingCalendar
  /// Sums of the table over the 90 days up to `asOf`, by counter, for money.
  package let table: [String: Int64]
  /// How much of a lot is visited; forecasts visit less than verdicts.
  package let effort: RandomisationEffort

  package init(
    hypothesis: RegisteredHypothesis,
    design: SliceDesign,
    rows: [SliceRow],
    asOf: Day,
    calendar: WorkingCalendar,
    table: [String: Int64],
    effort: RandomisationEffort = RandomisationEffort()
  ) {
    self.hypothesis = hypothesis
    self.design = design
    self.rows = rows
    self.asOf = asOf
    self.calendar = calendar
    self.table = table
    self.effort = effort
  }
}

/// From rows of the table to an evaluation: one look, after the last day has ripened.
package struct SliceEvaluator {
  private let facts: SliceFacts
  private let form: HypothesisForm
  private let reviews: [HalfMonth]
  private let asOf: Day

  package static func evaluate(_ facts: SliceFacts) throws(InferenceError) -> Evaluation {
    try SliceEvaluator(facts).evaluation()
  }

  private init(_ facts: SliceFacts) {
    self.facts = facts
    form = facts.hypothesis.form
    reviews = LookHistory.reviews(of: form)
    asOf = min(facts.asOf, reviews.last?.end ?? facts.asOf)
  }

  private var moment: LookMoment {
    let isOver = reviews.last.map { $0.end <= asOf } ?? false
    if let stopped = form.stoppedOn, asOf >= stopped {
      return isOver ? .stopped : .ripening(until: stopped + form.maturityDays)
    }
    if isOver { return .final }
    return asOf > form.end ? .ripening(until: form.end + form.maturityDays) : .interim
  }

  /// What the design reads of its rows, the sign turned.
  package static func reading(_ facts: SliceFacts, asOf: Day) throws(InferenceError)
    -> SliceReading
  {
    let form = facts.hypothesis.form
    guard
      let arms = SliceArms(
        rows: facts.rows,
        design: facts.design,
        form: form,
        calendar: facts.calendar,
        asOf: asOf
      )
    else { return SliceReading() }
    var reading =
      switch facts.design.kind {
      case .day: try DaysByLot.reading(arms, facts.effort)
      case .manager: try ManagersByLot.reading(arms, facts.effort)
      case .some: try ToSome.reading(arms, facts.effort)
      case .all: try ToAll.reading(arms)
      case .source: try NewSource.reading(arms)
      }
    if let least = reading.smallestPossibleP, least > form.sideLevel {
      reading.remarks.insert(.cannotConfirm(smallestP: least, level: form.sideLevel), at: 0)
    }
    return reading.turned(form.direction)
  }

  /// The decisive part: gates and the rule.
  package static func ruling(
    _ facts: SliceFacts,
    reading: SliceReading,
    gates: [GateReading],
    moment: LookMoment
  ) throws(InferenceError) -> (ruling: Ruling, pick: NormalChoice?) {
    let form = facts.hypothesis.form
    let failed = gates.filter { $0.state == .failed }
    if !failed.isEmpty {
      let reasons = failed.map { VerdictReason.gate($0.gate) }
      return (Ruling(verdict: .invalidData, reasons: reasons, guardrails: []), nil)
    }
    let pick = try choice(reading, form: form, moment: moment)
    let isFinal = moment == .final
    guard facts.design.isLottery else {
      return (
        Rule.withoutLottery(
          goal: form.goal,
          moment: moment,
          pick: pick?.pick,
          mayPick: form.isReversible
        ), pick
      )
    }
    let test = DecidingTest.oneLook(OneLookTest(reading: reading))
    let tail = isFinal ? form.sideLevel : 0
    if form.goal == .prove {
      let ruling = try Rule.prove(
        test: test,
        tail: tail,
        worthwhile: form.frozenWorthwhile,
        guardrails: [],
        moment: moment
      )
      return (ruling, nil)
    }
    if isFinal, try test.isSurelyBelow(0, tail: tail) {
      return (Ruling(verdict: .harmful, reasons: [.surelyWorse], guardrails: []), pick)
    }
    return (
      Rule.withoutLottery(
        goal: .choose,
        moment: moment,
        pick: pick?.pick,
        mayPick: form.isReversible
      ), pick
    )
  }

  /// The standard error is taken from the widest interval that speaks of the design: its own, or the
  /// one that respects clusters where the lot's has no end.
  private static func choice(
    _ reading: SliceReading,
    form: HypothesisForm,
    moment: LookMoment
  ) throws(InferenceError) -> NormalChoice? {
    guard form.goal == .choose, moment == .final, let estimate = reading.estimate else {
      return nil
    }
    var intervals = [reading.interval].compactMap { $0 }
    for case .robust(let interval) in reading.remarks { intervals.append(interval) }
    for case .secondOpinion(let interval) in reading.remarks { intervals.append(interval) }
    let widths = intervals.compactMap { interval in
      interval.lower.flatMap { lower in interval.upper.map { $0 - lower } }
    }
    guard let width = widths.max(), width > 0 else { return nil }
    let z = NormalDistribution.upperQuantile(form.sideLevel)
    return try NormalChoice(
      estimate: estimate,
      standardError: width / (2 * z),
      tau: form.tau,
      costPerUnit: form.costPerUnit
    )
  }

  private func evaluation() throws(InferenceError) -> Evaluation {
    let reading = try Self.reading(facts, asOf: asOf)
    let gates = gateReadings()
    let (ruling, pick) = try Self.ruling(facts, reading: reading, gates: gates, moment: moment)
    let isBlinded = ruling.verdict == .tooEarly || ruling.verdict == .invalidData
    let money = moneyReading(isBlinded ? nil : reading)
    let isFinal = moment == .final || moment == .stopped
    return Evaluation(
      hypothesis: facts.hypothesis.key,
      form: form,
      asOf: asOf,
      look: lookReading(isFinal: isFinal),
      arms: form.arms.map { armReading($0, blinded: isBlinded) },
      effect: isBlinded
        ? nil
        : EffectReading(
          estimate: reading.estimate,
          statistic: nil,
          interval: reading.interval ?? Interval(lower: nil, upper: nil),
          smallestWorthwhileEffect: form.frozenWorthwhile,
          pValueBetter: reading.pValueBetter ?? 1,
          pValueWorse: reading.pValueWorse ?? 1,
          stagewise: nil
        ),
      guardrails: [],
      uptake: nil,
      choice: isBlinded ? nil : pick.map { summary($0, money) },
      gates: gates,
      grade: facts.design.grade,
      verdict: ruling.verdict,
      reasons: ruling.reasons,
      latchedIn: nil,
      preview: nil,
      strata: isBlinded ? [] : splits(),
      segments: [],
      spreadsheet: isBlinded ? nil : spreadsheet(),
      money: money,
      change: change(ruling.verdict),
      heterogeneity: nil,
      exaggeration: nil,
      slices: isBlinded ? SliceReading(remarks: reading.remarks.filter(\.isKnownBefore)) : reading,
      calls: isBlinded ? [] : [reading.call].compactMap { $0 }
    )
  }

  private func lookReading(isFinal: Bool) -> LookReading {
    let last = reviews.last ?? HalfMonth(containing: form.ripeOn)
    let length = Double(max(1, form.ripeOn - form.start + 1))
    let fraction = isFinal ? 1 : min(1, max(0, Double(asOf - form.start + 1) / length))
    return LookReading(
      number: isFinal ? 1 : 0,
      planned: 1,
      review: isFinal ? 1 : 0,
      counts: isFinal,
      isFinal: isFinal,
      fraction: fraction,
      boundary: nil,
      tail: isFinal ? form.sideLevel : nil,
      spent: isFinal ? form.sideLevel : 0,
      mode: form.frozenMode,
      collapsed: false,
      fractions: isFinal ? [1] : [],
      decisionDate: facts.calendar.reviewDate(of: last),
      nextReview: reviews.first { $0.end > asOf }.map { facts.calendar.reviewDate(of: $0) }
    )
  }

  private var arms: SliceArms? {
    SliceArms(
      rows: facts.rows,
      design: facts.design,
      form: form,
      calendar: facts.calendar,
      asOf: asOf
    )
  }

  private func sums(variant: Bool) -> CountReading {
    arms?.sums(variant: variant) ?? CountReading(successes: 0, trials: 0)
  }

  private func armReading(_ arm: Arm, blinded: Bool) -> ArmReading {
    let sums = sums(variant: !arm.isControl)
    return ArmReading(
      key: arm.key,
      title: arm.title,
      isControl: arm.isControl,
      exposed: sums.trials,
      matured: sums.trials,
      reached: blinded ? nil : sums.successes,
      missing: 0,
      instant: nil
    )
  }

  /// Managers of the test, each with the own numbers of its arm; empty for other designs.
  private func splits() -> [SplitReading] {
    guard facts.design.kind == .source, let arms else { return [] }
    return facts.design.members.map { member in
      let own = arms.rows.filter { $0.member == member && arms.days.contains($0.day) }
      let sums = CountReading(
        successes: Int(own.reduce(0) { $0 + $1.numerator }),
        trials: Int(own.reduce(0) { $0 + $1.denominator })
      )
      let none = CountReading(successes: 0, trials: 0)
      let isVariant = facts.design.variant.contains(member)
      return SplitReading(
        cut: Cut.source.key,
        member: member,
        control: isVariant ? none : sums,
        variant: isVariant ? sums : none
      )
    }
  }

  // MARK: gates

  private func gateReadings() -> [GateReading] {
    var readings: [GateReading] = []
    for arm in form.arms {
      let units = Int64(sums(variant: !arm.isControl).trials)
      let isOver = moment == .final || moment == .stopped
      let state: GateState =
        units >= 2 * GateChecks.fewUnits
        ? .passed : units < GateChecks.fewUnits && isOver ? .failed : .warning
      readings.append(GateReading(gate: .tooFewUnits(arm: arm.key, units: units), state: state))
    }
    if facts.design.countsUnits { readings += [deviations()].compactMap { $0 } }
    // Of units a day without any is a day on which nobody agreed.
    if !facts.design.countsUnits, let window = facts.design.window(of: form, asOf: asOf) {
      let working = window.filter { facts.calendar.isWorking($0) }
      let members = facts.design.members.isEmpty ? [""] : facts.design.members
      var known: Set<String> = []
      for row in facts.rows { known.insert("\(row.day.number)|\(row.member)") }
      var missing: Int64 = 0
      for member in members {
        for day in working where !known.contains("\(day.number)|\(member)") { missing += 1 }
      }
      let all = working.count * members.count
      let share = all > 0 ? Double(missing) / Double(all) : 0
      readings.append(
        GateReading(
          gate: .missingDays(share: share, days: missing),
          state: GateChecks.state(share, limit: GateChecks.missingShare)
        )
      )
    }
    return readings
  }

  /// Units recorded in another arm than their day or manager drew; nil without any unit.
  private func deviations() -> GateReading? {
    let units = facts.rows.reduce(0) { $0 + $1.denominator }
    let deviating = facts.rows.reduce(0) { $0 + $1.deviating }
    guard units > 0 else { return nil }
    let share = Double(deviating) / Double(units)
    return GateReading(
      gate: .deviations(share: share, units: deviating),
      state: GateChecks.state(share, limit: GateChecks.deviationShare)
    )
  }

  // MARK: readings

  private func spreadsheet() -> SpreadsheetReading? {
    let (control, variant) = (sums(variant: false), sums(variant: true))
    guard let old = control.rate, let new = variant.rate, old <= 1, new <= 1 else { return nil }
    let base =
      Double(control.successes + variant.successes) / Double(control.trials + variant.trials)
    return Readings.falseAlarm(
      threshold: form.frozenWorthwhile,
      base: base,
      control: control.trials,
      variant: variant.trials
    ).map {
      SpreadsheetReading(
        difference: form.direction == .up ? new - old : old - new,
        threshold: form.frozenWorthwhile,
        falseAlarm: $0
      )
    }
  }

  private func moneyReading(_ reading: SliceReading?) -> MoneyReading? {
    let units = sums(variant: false).trials + sums(variant: true).trials
    guard let window = facts.design.window(of: form, asOf: asOf), units > 0 else { return nil }
    let days = window.upperBound - window.lowerBound + 1
    guard days >= 14 else { return nil }
    let volume = Double(units) / Double(days) * 365.25 / 12
    var perSuccess = 0.0
    if let revenue = facts.table["revenue"], let reached = facts.table[form.stage], reached > 0 {
      perSuccess = Double(revenue) / 100 / Double(reached)
    }
    let scale = volume * perSuccess
    let isKnown = perSuccess > 0
    return MoneyReading(
      unitsPerMonth: volume,
      perSuccess: perSuccess,
      monthly: isKnown ? reading?.estimate.map { $0 * scale } : nil,
      lower: isKnown ? reading?.interval?.lower.map { $0 * scale } : nil,
      upper: isKnown ? reading?.interval?.upper.map { $0 * scale } : nil
    )
  }

  private func summary(_ pick: NormalChoice, _ money: MoneyReading?) -> ChoiceSummary {
    let volume = money?.unitsPerMonth
    func inMoney(_ loss: Double) -> Double? {
      guard let volume, let price = money?.perSuccess, price > 0 else { return nil }
      return volume * loss * price
    }
    return ChoiceSummary(
      picksVariant: pick.pick == .variant,
      probabilityVariantBetter: pick.probabilityVariantBetter,
      probabilityWrong: pick.probabilityWrong,
      lossIfVariant: pick.expectedLoss.variant,
      lossIfControl: pick.expectedLoss.control,
      interval: pick.interval,
      tau: form.tau,
      monthlyLossIfVariant: volume.map { $0 * pick.expectedLoss.variant },
      monthlyLossIfControl: volume.map { $0 * pick.expectedLoss.control },
      monthlyMoneyIfVariant: inMoney(pick.expectedLoss.variant),
      monthlyMoneyIfControl: inMoney(pick.expectedLoss.control)
    )
  }

  private func change(_ verdict: Verdict) -> WhatWouldChange? {
    switch verdict {
    case .tooEarly:
      let last = reviews.last ?? HalfMonth(containing: form.ripeOn)
      return .time(until: facts.calendar.reviewDate(of: last))
    case .invalidData: return .mendData
    default: return .repeatOnly
    }
  }
}

extension SliceRemark {
  /// Whether it says nothing of successes, so that a card may show it before the look.
  var isKnownBefore: Bool {
    switch self {
    case .cannotConfirm, .drawn: true
    default: false
    }
  }
}

extension SliceDesign {
  package var grade: EvidenceGrade {
    switch kind {
    case .day: .drawnByDay
    case .manager: .drawnByManager
    case .some: isDrawn ? .drawnRollout : .rolloutToSome
    case .all: .interruptedSeries
    case .source: .newSource
    }
  }
}
