package import VerdictInference
package import VerdictModel

/// What a head of sales should know before the start, beside the chances.
package enum RegistrationRemark: Hashable, Sendable, Codable {
  /// A test of so many weeks would confirm δ* in this share of cases: the first length with a fair chance.
  case longer(weeks: Int, confirmed: Double)
  /// An earlier stage moved by the same part of itself is confirmed in this share of cases.
  case upstream(stage: String, base: Double, confirmed: Double)
  /// Another test meets the same clients in the same days.
  case overlaps(title: Title, until: Day)
  /// The weeks before the start were bad: so much comes back by itself, and no control shows it.
  case badSpell(recent: Double, usual: Double, rebound: Double)
  /// No words to say are registered for this arm.
  case noScript(arm: Title)
  /// Nothing is watched that must not get worse.
  case noGuardrail
  /// What was learned from an earlier test, the nearest ones first.
  case lesson(title: Title, verdict: Verdict, lesson: String)
  /// τ of the prior comes from so many past results on the metric.
  case shelf(results: Int, tau: Double)
}

/// Remarks from what the table and the other tests say before a start; pure.
package struct RegistrationRemarks {
  package let form: HypothesisForm
  package let forecast: RegistrationForecast
  /// Usual rates of the stages between the draw and the metric's, nearest to the draw first.
  package let upstream: [(stage: String, rate: Double)]
  /// Tests that run or wait beside this one.
  package let others: [HypothesisForm]
  /// The metric week by week before the start, oldest first; nil for a week without a number.
  package let weeks: [Double?]
  /// Tests that have had their last word, oldest first.
  package let past: [PastTest]

  package init(
    form: HypothesisForm,
    forecast: RegistrationForecast,
    upstream: [(stage: String, rate: Double)],
    others: [HypothesisForm],
    weeks: [Double?],
    past: [PastTest] = []
  ) {
    self.form = form
    self.forecast = forecast
    self.upstream = upstream
    self.others = others
    self.weeks = weeks
    self.past = past
  }

  /// Longest test that is proposed, in times the registered one.
  private static let longest = 6
  /// Weeks that make a spell, and the least that must lie before it.
  private static let spell = 4
  private static let leastBase = 8

  package func remarks() throws(InferenceError) -> [RegistrationRemark] {
    var remarks: [RegistrationRemark] = []
    if let worth = forecast.prove.first(where: { $0.difference > 0 }),
      worth.confirmed < Forecaster.enoughPower, forecast.canConfirm, isShareByUnit
    {
      remarks += try longer(worth.difference)
      remarks += try upstream(worth.difference, than: worth.confirmed)
    }
    for other in others where meets(other) {
      remarks.append(.overlaps(title: other.title, until: other.stoppedOn ?? other.end))
    }
    remarks += try badSpell()
    if form.allocation.slices == nil {
      for arm in form.arms where arm.script == nil { remarks.append(.noScript(arm: arm.title)) }
      if form.guardrails.isEmpty { remarks.append(.noGuardrail) }
    }
    if let results = form.tauResults, results > 0 {
      remarks.append(.shelf(results: results, tau: form.tau))
    }
    return remarks + lessons()
  }

  /// The three nearest lessons: of the same metric first, then the newest.
  private func lessons() -> [RegistrationRemark] {
    let learned = past.reversed().filter { !($0.decision?.lesson.isEmpty ?? true) }
    let near = learned.filter { $0.isOfKind(form) } + learned.filter { !$0.isOfKind(form) }
    return near.prefix(3).compactMap { test in
      test.decision.map {
        .lesson(
          title: test.evaluation.form.title,
          verdict: test.evaluation.verdict,
          lesson: $0.lesson
        )
      }
    }
  }

  private var isShareByUnit: Bool { form.measure == nil && form.allocation.slices == nil }

  private func power(base: Double, effect: Double, units: Int) throws(InferenceError) -> Double? {
    let good = form.direction == .up ? base : 1 - base
    guard good > 0, good + effect < 1, units >= 2 else { return nil }
    let design = try RatePower.Design(baseline: good, significance: 2 * form.sideLevel)
    return try RatePower.power(design, target: good + effect, controlSize: units)
  }

  private func longer(_ effect: Double) throws(InferenceError) -> [RegistrationRemark] {
    let days = form.end - form.start + 1
    for times in 2...Self.longest {
      guard
        let power = try power(
          base: forecast.baseRate,
          effect: effect,
          units: forecast.unitsPerArm * times
        )
      else { return [] }
      if power >= Forecaster.enoughPower {
        return [.longer(weeks: (days * times + 6) / 7, confirmed: power)]
      }
    }
    return []
  }

  /// The earlier stage with the best chance, where it is better than the metric's own.
  private func upstream(_ effect: Double, than own: Double) throws(InferenceError)
    -> [RegistrationRemark]
  {
    guard forecast.baseRate > 0, form.direction == .up else { return [] }
    var best: (stage: String, base: Double, power: Double)?
    for (stage, rate) in upstream {
      guard
        let power = try power(
          base: rate,
          effect: effect / forecast.baseRate * rate,
          units: forecast.unitsPerArm
        ), power > max(own, best?.power ?? 0)
      else { continue }
      best = (stage, rate, power)
    }
    return best.map { [.upstream(stage: $0.stage, base: $0.base, confirmed: $0.power)] } ?? []
  }

  private func meets(_ other: HypothesisForm) -> Bool {
    let last = other.stoppedOn ?? other.end
    return other.id != form.id && other.countedFrom == form.countedFrom && other.start <= form.end
      && form.start <= last
  }

  /// Only where no lot gives the arms: two sides drawn by lot recover alike.
  private func badSpell() throws(InferenceError) -> [RegistrationRemark] {
    guard let design = form.allocation.slices, !design.isLottery, design.kind != .source else {
      return []
    }
    let known = weeks.compactMap { $0 }
    guard known.count == weeks.count, known.count >= Self.spell + Self.leastBase else { return [] }
    let sign: Double = form.direction == .up ? 1 : -1
    let series = known.map { $0 * sign }
    let recent = series.suffix(Self.spell).reduce(0, +) / Double(Self.spell)
    let usual = try RegressionToTheMean(base: Array(series.dropLast(Self.spell)))
    let expected = try usual.expectation(
      after: recent,
      length: Self.spell,
      following: max(1, (form.end - form.start + 1) / 7)
    )
    guard expected.rebound >= form.frozenWorthwhile / 2 else { return [] }
    return [
      .badSpell(
        recent: recent * sign,
        usual: usual.mean * sign,
        rebound: expected.rebound
      )
    ]
  }
}
