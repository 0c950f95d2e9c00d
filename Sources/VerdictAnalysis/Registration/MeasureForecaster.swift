import GSLKit
import VerdictInference
import VerdictModel

/// What a test on money or days can show: the registered looks played on normal estimates.
enum MeasureForecaster {
  /// As ``Forecaster/forecast(form:unitsPerArm:unitsPerMonth:base:baseIsOwn:spread:)``; without a spread
  /// no chance is told.
  static func forecast(
    form: HypothesisForm,
    unitsPerArm: Int,
    unitsPerMonth: Double?,
    base: Double,
    baseIsOwn: Bool,
    spread: Double?,
    worthwhile: Double
  ) throws(InferenceError) -> RegistrationForecast {
    let looks = form.measure == .duration ? 1 : LookHistory.reviews(of: form).count
    var prove: [ProveChances] = []
    var choose: [PickChance] = []
    if let spread, spread > 0 {
      for difference in [0, worthwhile, 2 * worthwhile] {
        prove.append(
          try chances(form, unitsPerArm, spread, difference, worthwhile: worthwhile, looks: looks)
        )
      }
      let error = spread * (2 / Double(unitsPerArm)).squareRoot()
      let tau = form.tau > 0 ? form.tau : worthwhile
      // The estimate is pulled towards zero before the cost is taken off.
      let least = form.costPerUnit * (1 + error * error / (tau * tau))
      for difference in [worthwhile, 2 * worthwhile] {
        let right = NormalDistribution.upperTail((least - difference) / error)
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
      recommended: power < Forecaster.enoughPower && form.isReversible ? .choose : .prove,
      runs: Forecaster.runs,
      seed: Forecaster.seed
    )
  }

  private static func chances(
    _ form: HypothesisForm,
    _ units: Int,
    _ spread: Double,
    _ difference: Double,
    worthwhile: Double,
    looks: Int
  ) throws(InferenceError) -> ProveChances {
    var track = LookTrack()
    var steps: [(size: Double, tail: Double, isFinal: Bool)] = []
    for look in 1...max(1, looks) {
      let size = Double(units * look / max(1, looks))
      track.take(
        information: size / 2,
        units: (size, size),
        plan: LookHistory.plan(of: form),
        isScheduledFinal: look == looks
      )
      let tail = try track.boundary(level: form.sideLevel)?.nominalP ?? 0
      steps.append((size, tail, track.isFinal))
      if track.isFinal { break }
    }
    var tally: [Verdict: Int] = [:]
    let random = RandomGenerator(seed: Forecaster.seed)
    for _ in 0..<Forecaster.runs {
      // Sums of differences of pairs: independent steps, whatever the looks.
      var (sum, before) = (0.0, 0.0)
      var verdict = Verdict.undecided
      for step in steps where step.size > 0 {
        let more = step.size - before
        let deviation = spread * (2 * more).squareRoot()
        sum += random.normal(mean: difference * more, standardDeviation: deviation)
        before = step.size
        let test = StudentisedEstimate(
          estimate: sum / step.size,
          standardError: spread * (2 / step.size).squareRoot(),
          degreesOfFreedom: nil
        )
        verdict = try Rule.prove(
          test: .mean(test, shortEnd: form.measure?.shortEnd(form.direction)),
          tail: step.tail,
          worthwhile: worthwhile,
          guardrails: [],
          moment: step.isFinal ? .final : .interim
        ).verdict
        if verdict != .tooEarly { break }
      }
      tally[verdict, default: 0] += 1
    }
    func share(_ verdict: Verdict) -> Double {
      Double(tally[verdict] ?? 0) / Double(Forecaster.runs)
    }
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
