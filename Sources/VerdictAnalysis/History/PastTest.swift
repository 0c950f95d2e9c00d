import GSLKit
package import VerdictInference
package import VerdictModel

/// A test that has had its last word, with what the meeting made of it.
package struct PastTest: Sendable {
  /// As it was published.
  package let evaluation: Evaluation
  /// The review that published it.
  package let period: HalfMonth
  package let decision: Decision?
  package let hold: HoldReading?
  package let bets: [Bet]

  package init(
    evaluation: Evaluation,
    period: HalfMonth,
    decision: Decision?,
    hold: HoldReading?,
    bets: [Bet]
  ) {
    self.evaluation = evaluation
    self.period = period
    self.decision = decision
    self.hold = hold
    self.bets = bets
  }

  /// The effect and its error; nil where nothing could be estimated, or the data were unfit.
  ///
  /// After an early stop the median-unbiased estimate. The error is read back from the published
  /// interval: half its width over the quantile of its level.
  var effect: EffectSize? {
    guard evaluation.verdict != .invalidData, let reading = evaluation.effect,
      let estimate = reading.stagewise?.estimate ?? reading.estimate,
      let width = reading.interval.width, width > 0, let tail = evaluation.look.tail, tail > 0
    else { return nil }
    return EffectSize(estimate: estimate, width: width, tail: tail)
  }

  /// Two-sided p of the last look; the stage-wise one after an early stop.
  var pValue: Double? {
    evaluation.effect.map {
      $0.stagewise?.pValue ?? min(1, 2 * min($0.pValueBetter, $0.pValueWorse))
    }
  }

  /// Whether two tests measured the same thing, so that one says something of the other.
  func isOfKind(_ form: HypothesisForm) -> Bool {
    let own = evaluation.form
    return own.stage == form.stage && own.countedFrom == form.countedFrom
      && own.measure == form.measure && own.direction == form.direction
  }
}

/// An effect with its standard error, in the unit of the metric, plus is good.
package struct EffectSize: Hashable, Sendable, Codable {
  package let estimate: Double
  package let standardError: Double

  init(_ result: EstimateWithError) {
    estimate = result.estimate
    standardError = result.standardError
  }

  init?(estimate: Double, width: Double, tail: Double) {
    let error = width / (2 * NormalDistribution.upperQuantile(tail))
    guard estimate.isFinite, error > 0, error.isFinite else { return nil }
    self.estimate = estimate
    standardError = error
  }

  var result: EstimateWithError? {
    try? EstimateWithError(estimate: estimate, standardError: standardError)
  }

  /// The 95 % interval, normal.
  package var interval: Interval {
    Interval(
      lower: estimate - 1.959_964 * standardError,
      upper: estimate + 1.959_964 * standardError
    )
  }
}
