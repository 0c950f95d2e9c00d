import VerdictInference
package import VerdictModel

/// Past results on one metric, all of those that had a lot: what effects there usually are.
package struct Shelf: Sendable {
  private let past: ResultShrinkage
  private let spread: EffectSpread
  private let measure: Measure?

  /// The least and the largest τ a shelf gives to a share, fractions: six small tests that saw nothing
  /// do not prove that nothing can happen.
  static let tauOfShares = 0.02...0.25

  /// The shelf of a form's metric; nil with fewer than six results.
  package init?(_ tests: [PastTest], for form: HypothesisForm) {
    let results = tests.filter { $0.isOfKind(form) && $0.evaluation.grade.isLottery }
      .compactMap { $0.effect?.result }
    guard let past = try? ResultShrinkage(past: results),
      let spread = try? EffectSpread(past: results)
    else { return nil }
    (self.past, self.spread, measure) = (past, spread, form.measure)
  }

  /// τ of the prior N(0, τ²) for a test to choose, in the unit of the metric.
  package var tau: Double {
    guard measure == nil else { return spread.tau }
    return min(max(spread.tau, Self.tauOfShares.lowerBound), Self.tauOfShares.upperBound)
  }
  package var results: Int { spread.results }

  func shrunken(_ test: PastTest) -> EffectSize? {
    test.effect?.result.map { EffectSize(past.shrink($0)) }
  }

  func reading(_ form: HypothesisForm) -> ShelfReading {
    ShelfReading(
      stage: form.stage,
      countedFrom: form.countedFrom,
      measure: form.measure,
      direction: form.direction,
      results: results,
      mean: EffectSize(past.past.mean),
      tau: tau
    )
  }
}

/// What past results on a metric say of the next one.
package struct ShelfReading: Hashable, Sendable, Codable {
  package var stage: String
  package var countedFrom: String
  package var measure: Measure?
  package var direction: Direction
  package var results: Int
  /// The usual effect with its error.
  package var mean: EffectSize
  /// Spread that the next test to choose is given where none is registered.
  package var tau: Double

  func isOfKind(_ form: HypothesisForm) -> Bool {
    stage == form.stage && countedFrom == form.countedFrom && measure == form.measure
      && direction == form.direction
  }
}
