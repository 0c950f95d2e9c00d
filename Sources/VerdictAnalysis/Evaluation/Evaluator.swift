import GSLKit
package import VerdictInference
package import VerdictModel

/// What an evaluation is made of; gathered from the store, judged here without any I/O.
package struct EvaluationFacts: Sendable {
  package let hypothesis: RegisteredHypothesis
  package let history: LookHistory
  /// Evidence at each closed look up to the deciding one; between looks the last is as of `asOf`.
  package let looks: [LookEvidence]
  /// Evidence as of the deciding day.
  package let current: LookEvidence
  package let segments: [(cut: Cut, evidence: MetricEvidence)]
  package let gates: GateFacts
  package let glances: [Glance]
  package let calendar: WorkingCalendar
  /// Sums of the table over the 90 days up to the deciding day, by counter, for money.
  package let table: [String: Int64]

  package init(
    hypothesis: RegisteredHypothesis,
    history: LookHistory,
    looks: [LookEvidence],
    current: LookEvidence,
    segments: [(cut: Cut, evidence: MetricEvidence)],
    gates: GateFacts,
    glances: [Glance],
    calendar: WorkingCalendar,
    table: [String: Int64]
  ) {
    self.hypothesis = hypothesis
    self.history = history
    self.looks = looks
    self.current = current
    self.segments = segments
    self.gates = gates
    self.glances = glances
    self.calendar = calendar
    self.table = table
  }
}

/// From facts to an evaluation: the judgement, then the readings around it.
package struct Evaluator {
  private let facts: EvaluationFacts
  private let form: HypothesisForm
  private let history: LookHistory
  private let mode: TestMode
  private let worthwhile: Double

  package static func evaluate(_ facts: EvaluationFacts) throws(InferenceError) -> Evaluation {
    try Evaluator(facts: facts).evaluation()
  }

  private init(facts: EvaluationFacts) {
    self.facts = facts
    form = facts.hypothesis.form
    history = facts.history
    mode = form.frozenMode
    worthwhile = form.frozenWorthwhile
  }

  private func evaluation() throws(InferenceError) -> Evaluation {
    let judgement = try Judgement(facts)
    let (counts, test, tail) = (judgement.counts, judgement.test, judgement.tail)
    let (collapsed, guardrails, pick) = (judgement.collapsed, judgement.guardrails, judgement.pick)
    let (gates, ruling) = (judgement.gates, judgement.ruling)
    let isBlinded = ruling.verdict == .tooEarly || ruling.verdict == .invalidData
    let money = moneyReading(effect: isBlinded ? nil : test.estimate, test: test, tail: tail)
    // The anytime interval is one of shares; of money and days nothing is shown before its time.
    let mayPreview = ruling.verdict == .tooEarly && !facts.glances.isEmpty && !isMeasured
    let compliers = isBlinded || isMeasured ? nil : complierReading()
    let effect =
      isBlinded ? nil : try effectReading(test, tail: tail, verdict: ruling.verdict)
    var path: [LookPoint]?
    if let effect { path = try LookPoint.path(facts.looks, history, deciding: effect) }

    return Evaluation(
      hypothesis: facts.hypothesis.key,
      form: form,
      asOf: facts.current.asOf,
      look: try lookReading(tail: tail, collapsed: collapsed),
      arms: armReadings(blinded: isBlinded),
      effect: effect,
      guardrails: try guardrailReadings(guardrails, ruling: ruling, blinded: isBlinded),
      uptake: uptakeReading(),
      choice: isBlinded ? nil : pick.map { choiceSummary($0, money: money) },
      gates: gates,
      grade: grade,
      verdict: ruling.verdict,
      reasons: ruling.reasons,
      latchedIn: nil,
      preview: mayPreview ? try preview(counts, test: test, tail: tail) : nil,
      strata: isBlinded || isMeasured ? [] : splits(facts.current.primary, cut: form.stratum),
      segments: isBlinded || isMeasured
        ? [] : facts.segments.flatMap { splits($0.evidence, cut: $0.cut) },
      spreadsheet: isBlinded || isMeasured ? nil : spreadsheet(counts),
      money: money,
      change: change(ruling, counts: counts),
      heterogeneity: isBlinded || isMeasured ? nil : heterogeneity(),
      exaggeration: ruling.verdict == .confirmed ? exaggeration(test, tail: tail) : nil,
      compliers: compliers,
      slices: nil,
      path: path,
      calls: isBlinded ? [] : calls(counts) + [compliers?.call].compactMap { $0 }
    )
  }

  private var isMeasured: Bool { form.measure != nil }

  private var grade: EvidenceGrade {
    if case .parity = form.allocation { return .parity }
    return facts.gates.hasList ? .drawnByUnit : .reportedSplit
  }

  // MARK: - Readings

  private func lookReading(tail: Double, collapsed: Bool) throws(InferenceError) -> LookReading {
    let track = history.look ?? history.tracks.last ?? LookTrack()
    let boundary = try history.look?.boundary(
      level: form.sideLevel,
      spendsRest: form.stoppedOn == nil
    )
    let closed = history.reviews.count { $0.end <= history.decisiveDay }
    let next = history.reviews.first { $0.end > history.decisiveDay }
    let last = history.reviews.last ?? HalfMonth(containing: form.ripeOn)
    var fraction = track.fraction
    if history.isBetween {
      let counts = try facts.current.primary.counts()
      let planned = LookHistory.plan(of: form).information
      let information = counts.information(mode: LookHistory.informationMode(of: form))
      fraction = max(fraction, planned > 0 ? information / planned : 0)
    }
    return LookReading(
      number: track.fractions.count,
      planned: history.reviews.count,
      review: closed,
      counts: history.look?.counts ?? false,
      isFinal: history.look?.isFinal ?? false,
      fraction: fraction,
      boundary: boundary.flatMap { $0.z.isFinite ? $0.z : nil },
      tail: tail > 0 ? tail : nil,
      spent: boundary?.cumulative ?? 0,
      mode: mode,
      collapsed: collapsed,
      fractions: track.fractions,
      decisionDate: facts.calendar.reviewDate(of: last),
      nextReview: next.map { facts.calendar.reviewDate(of: $0) }
    )
  }

  private func armReadings(blinded: Bool) -> [ArmReading] {
    let primary = facts.current.primary
    let variant = form.variants.first
    return form.arms.map { arm in
      let counts =
        arm.isControl ? primary.control : arm.key == variant?.key ? primary.variant : ArmCounts()
      return ArmReading(
        key: arm.key,
        title: arm.title,
        isControl: arm.isControl,
        exposed: Int(counts.exposed + counts.tallyTrials + counts.pendingTrials),
        matured: Int(counts.trials),
        reached: blinded ? nil : Int(counts.successes),
        missing: Int(max(0, counts.matured - counts.answered)),
        instant: blinded || isMeasured || counts.tallyTrials > 0 ? nil : Int(counts.instant),
        mean: blinded
          ? nil : form.measure.flatMap { counts.mean(of: $0, horizon: form.maturityDays) }
      )
    }
  }

  private func effectReading(_ test: DecidingTest, tail: Double, verdict: Verdict)
    throws(InferenceError) -> EffectReading
  {
    let pValues = try test.pValues()
    return EffectReading(
      estimate: test.estimate,
      statistic: try test.statistic(),
      interval: try test.interval(tail: tail),
      smallestWorthwhileEffect: worthwhile,
      pValueBetter: pValues.better,
      pValueWorse: pValues.worse,
      stagewise: verdict.latches && history.look?.isFinal == false ? stagewise() : nil
    )
  }

  /// The reading after an early stop; nil when it cannot be computed.
  private func stagewise() -> StagewiseReading? {
    guard let track = history.look, track.counts,
      let boundaries = try? track.boundaries(level: form.sideLevel)
    else { return nil }
    let counted = facts.looks.indices.filter {
      $0 < history.tracks.count && history.tracks[$0].counts
    }
    if let measure = form.measure { return stagewise(measure, counted, boundaries) }
    let tests = counted.compactMap { index in
      (try? facts.looks[index].primary.counts()).flatMap { try? ScoreTest(strata: $0.strata) }
    }
    guard tests.count == boundaries.count, !tests.isEmpty else { return nil }
    // An earlier look that crossed but was not published did not stop the test.
    let heights = boundaries.indices.map { index in
      index + 1 < tests.count && abs(tests[index].statistic(at: 0)) >= boundaries[index].z
        ? Double.infinity : boundaries[index].z
    }
    guard
      let reading = try? SequentialEstimate(
        scoreTests: tests,
        boundaries: heights,
        level: 1 - 2 * form.sideLevel
      ),
      let estimate = reading.estimate
    else { return nil }
    return StagewiseReading(
      estimate: estimate,
      pValue: reading.pValue,
      interval: reading.interval
    )
  }

  /// The same for money: z and 1/SE² at each look that counted.
  private func stagewise(_ measure: Measure, _ counted: [Int], _ boundaries: [LookBoundary])
    -> StagewiseReading?
  {
    let tests = counted.compactMap { index -> StudentisedEstimate? in
      guard case .mean(let test?, _)? = try? facts.looks[index].primary.test(of: measure) else {
        return nil
      }
      return test
    }
    guard tests.count == boundaries.count, !tests.isEmpty else { return nil }
    let heights = boundaries.indices.map { index in
      index + 1 < tests.count && abs(tests[index].statistic) >= boundaries[index].z
        ? Double.infinity : boundaries[index].z
    }
    guard
      let reading = try? SequentialEstimate(
        information: tests.map { 1 / ($0.standardError * $0.standardError) },
        z: tests.map(\.statistic),
        boundaries: heights,
        level: 1 - 2 * form.sideLevel
      ),
      let estimate = reading.estimate
    else { return nil }
    return StagewiseReading(
      estimate: estimate,
      pValue: reading.pValue,
      interval: reading.interval
    )
  }

  private func guardrailReadings(
    _ tests: [GuardrailTest],
    ruling: Ruling,
    blinded: Bool
  ) throws(InferenceError) -> [GuardrailReading] {
    var readings: [GuardrailReading] = []
    for (index, guardrail) in form.guardrails.enumerated() {
      let evidence = facts.current.guardrails[index]
      let control = CountReading(
        successes: Int(evidence.control.successes),
        trials: Int(evidence.control.trials)
      )
      let variant = CountReading(
        successes: Int(evidence.variant.successes),
        trials: Int(evidence.variant.trials)
      )
      let pooled = Double(control.successes + variant.successes)
      let trials = Double(control.trials + variant.trials)
      readings.append(
        GuardrailReading(
          stage: guardrail.stage,
          margin: guardrail.margin,
          policy: guardrail.policy,
          state: blinded ? .open : ruling.guardrails[index],
          control: blinded ? nil : control,
          variant: blinded ? nil : variant,
          interval: blinded ? nil : try tests[index].test.interval(tail: tests[index].tail),
          unitsToExclude: trials > 0
            ? Readings.guardrailUnits(base: pooled / trials, margin: guardrail.margin) : nil,
          hasData: tests[index].hasData ? nil : false
        )
      )
    }
    return readings
  }

  private func uptakeReading() -> UptakeReading? {
    let primary = facts.current.primary
    let control = primary.control
    let variant = primary.variant
    guard variant.exposed > 0 else { return nil }
    let audit = facts.gates.audit
    return UptakeReading(
      asDrawn: facts.gates.hasList && audit.listed > 0
        ? CountReading(
          successes: Int(audit.listed - audit.differing),
          trials: Int(audit.listed)
        ) : nil,
      accepted: CountReading(successes: Int(variant.uptake), trials: Int(variant.exposed)),
      leaked: Int(control.uptake)
    )
  }

  private func complierReading() -> ComplierReading? {
    let primary = facts.current.primary
    return ComplierReading(
      control: primary.control,
      variant: primary.variant,
      direction: form.direction
    )
  }

  private func choiceSummary(_ pick: Pick, money: MoneyReading?) -> ChoiceSummary {
    let volume = money?.unitsPerMonth
    let price = money?.perSuccess
    func monthly(_ loss: Double) -> Double? { volume.map { $0 * loss } }
    func inMoney(_ loss: Double) -> Double? {
      guard let volume, let price, price > 0 else { return nil }
      return volume * loss * price
    }
    return ChoiceSummary(
      picksVariant: pick.picksVariant,
      probabilityVariantBetter: pick.probabilityVariantBetter,
      probabilityWrong: pick.probabilityWrong,
      lossIfVariant: pick.lossIfVariant,
      lossIfControl: pick.lossIfControl,
      interval: pick.interval,
      tau: form.tau,
      monthlyLossIfVariant: monthly(pick.lossIfVariant),
      monthlyLossIfControl: monthly(pick.lossIfControl),
      monthlyMoneyIfVariant: inMoney(pick.lossIfVariant),
      monthlyMoneyIfControl: inMoney(pick.lossIfControl)
    )
  }

  private func preview(_ counts: LookCounts, test: DecidingTest, tail: Double)
    throws(InferenceError) -> PreviewReading?
  {
    let anytime = try AnytimeInterval(
      control: EffectiveCount(counts.control),
      variant: EffectiveCount(counts.variant),
      plannedTotal: Double(2 * form.plannedPerArm),
      significance: 2 * form.sideLevel
    )
    guard let interval = anytime.interval else { return nil }
    let hull = tail > 0 ? interval.hull(try test.interval(tail: tail)) : interval
    return PreviewReading(interval: hull, glances: facts.glances)
  }

  private func splits(_ evidence: MetricEvidence, cut: Cut) -> [SplitReading] {
    guard cut != .all else { return [] }
    return evidence.strata.filter { !$0.member.isEmpty }.map { stratum in
      SplitReading(
        cut: cut.key,
        member: stratum.member,
        control: CountReading(
          successes: Int(stratum.control.successes),
          trials: Int(stratum.control.trials)
        ),
        variant: CountReading(
          successes: Int(stratum.variant.successes),
          trials: Int(stratum.variant.trials)
        )
      )
    }
  }

  /// Segments and strata with both arms; nil where there are fewer than two.
  private func heterogeneity() -> [HeterogeneityReading]? {
    let readings = splitEvidence.compactMap { cut, evidence -> HeterogeneityReading? in
      let known = Self.comparable(evidence)
      let rates = known.compactMap { stratum -> RateStratum? in
        guard let control = try? stratum.control.count(form.direction),
          let variant = try? stratum.variant.count(form.direction)
        else { return nil }
        return RateStratum(
          control: EffectiveCount(control),
          variant: EffectiveCount(variant)
        )
      }
      guard rates.count == known.count, rates.count >= 2,
        let pooling = try? SegmentPooling(rates)
      else { return nil }
      return HeterogeneityReading(
        cut: cut.key,
        pValue: pooling.heterogeneity?.pValue,
        signPValue: (try? StratifiedTables(strata: rates))?.gailSimonPValue,
        members: zip(known, pooling.pooled).map { stratum, pooled in
          HeterogeneityReading.Member(
            member: stratum.member,
            estimate: pooled.estimate,
            interval: Interval(
              lower: pooled.estimate - 1.959_964 * pooled.standardError,
              upper: pooled.estimate + 1.959_964 * pooled.standardError
            )
          )
        }
      )
    }
    return readings.isEmpty ? nil : readings
  }

  /// Every way the test is read by parts: its strata, then its segments.
  private var splitEvidence: [(cut: Cut, evidence: MetricEvidence)] {
    let strata = (cut: form.stratum, evidence: facts.current.primary)
    return (form.stratum == .all ? [] : [strata]) + facts.segments
  }

  /// Members with enough of both arms to be compared with each other.
  private static func comparable(_ evidence: MetricEvidence)
    -> [(member: String, control: ArmCounts, variant: ArmCounts)]
  {
    evidence.strata.filter { stratum in
      !stratum.member.isEmpty && stratum.control.trials >= leastInSegment
        && stratum.variant.trials >= leastInSegment
    }
  }

  /// Fewer units of an arm than this say nothing of a segment.
  private static let leastInSegment: Int64 = 5

  /// At δ*, not at the estimate: an estimate that was lucky would excuse itself.
  private func exaggeration(_ test: DecidingTest, tail: Double) -> ExaggerationReading? {
    guard tail > 0, let interval = try? test.interval(tail: tail), let lower = interval.lower,
      let upper = interval.upper, upper > lower
    else { return nil }
    let error =
      if case .mean(let mean?, _) = test { mean.standardError } else {
        (upper - lower) / (2 * NormalDistribution.upperQuantile(tail))
      }
    guard
      let design = try? DesignAnalysis(
        trueEffect: worthwhile,
        standardError: error,
        significanceLevel: 2 * tail
      ), let typeM = design.typeM
    else { return nil }
    return ExaggerationReading(trueEffect: worthwhile, power: design.power, typeM: typeM)
  }

  private func spreadsheet(_ counts: LookCounts) -> SpreadsheetReading? {
    guard let control = counts.control.rate, let variant = counts.variant.rate,
      let pooled = (counts.control + counts.variant).rate
    else { return nil }
    return Readings.falseAlarm(
      threshold: worthwhile,
      base: pooled,
      control: counts.control.trials,
      variant: counts.variant.trials
    ).map {
      SpreadsheetReading(difference: variant - control, threshold: worthwhile, falseAlarm: $0)
    }
  }

  private func moneyReading(effect: Double?, test: DecidingTest, tail: Double) -> MoneyReading? {
    let primary = facts.current.primary
    let units = primary.control.exposed + primary.variant.exposed
    let last = min(form.stoppedOn ?? form.end, facts.current.asOf)
    let days = last - form.start + 1
    guard units > 0, days >= 14 else { return nil }
    let volume = Double(units) / Double(days) * 365.25 / 12
    var perSuccess = 0.0
    if let measure = form.measure {
      // An amount per unit is money already; a check is money of those who pay.
      let both = primary.control + primary.variant
      let share = both.matured > 0 ? Double(both.reached) / Double(both.matured) : 0
      perSuccess = measure == .amount ? 1 : measure == .check ? share : 0
    }
    let isInTable = facts.gates.tableCount.map { $0 > 0 } ?? false
    if isInTable, !isMeasured, let revenue = facts.table["revenue"],
      let reached = facts.table[form.stage],
      reached > 0
    {
      perSuccess = Double(revenue) / 100 / Double(reached)
    }
    guard let effect, perSuccess > 0, let interval = try? test.interval(tail: tail) else {
      return MoneyReading(
        unitsPerMonth: volume,
        perSuccess: perSuccess,
        monthly: nil,
        lower: nil,
        upper: nil
      )
    }
    let scale = volume * perSuccess
    return MoneyReading(
      unitsPerMonth: volume,
      perSuccess: perSuccess,
      monthly: effect * scale,
      lower: interval.lower.map { $0 * scale },
      upper: interval.upper.map { $0 * scale }
    )
  }

  private func change(_ ruling: Ruling, counts: LookCounts) -> WhatWouldChange? {
    switch ruling.verdict {
    case .tooEarly:
      let last = history.reviews.last ?? HalfMonth(containing: form.ripeOn)
      return .time(until: facts.calendar.reviewDate(of: last))
    case .invalidData: return .mendData
    case _ where isMeasured: return .repeatOnly
    case .preferVariant, .preferControl:
      return Readings.turn(
        counts,
        form: form,
        picksVariant: ruling.verdict == .preferVariant
      )
    case .undecided:
      guard let base = (counts.control + counts.variant).rate,
        let units = Readings.unitsToConfirm(base: base, effect: worthwhile, level: form.sideLevel)
      else { return .repeatOnly }
      return .units(perArm: units)
    default: return .repeatOnly
    }
  }

  private func calls(_ counts: LookCounts) -> [String] {
    if let measure = form.measure {
      return [facts.current.primary.call(of: measure)].compactMap { $0 }
    }
    let control = "\(counts.control.successes)/\(counts.control.trials)"
    let variant = "\(counts.variant.successes)/\(counts.variant.trials)"
    var calls = ["verdict calc two-proportions --control \(control) --variant \(variant)"]
    if form.goal == .choose {
      calls.append(
        "verdict calc choose --control \(control) --variant \(variant) --tau \(form.tau)"
      )
    }
    calls.append(LookCalculation.call(counts: counts, form: form, history: history))
    for (_, evidence) in splitEvidence {
      let strata = Self.comparable(evidence)
      guard strata.count >= 2 else { continue }
      func arm(_ counts: ArmCounts) -> String {
        "{\"successes\":\(counts.successes),\"trials\":\(counts.trials)}"
      }
      let text = strata.map {
        "{\"control\":\(arm($0.control)),\"variant\":\(arm($0.variant))}"
      }
      calls.append(
        "echo '{\"method\":\"stratified\",\"strata\":[" + text.joined(separator: ",")
          + "]}' | verdict calc --batch"
      )
    }
    return calls
  }
}
