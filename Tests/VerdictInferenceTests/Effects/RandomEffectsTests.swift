import GSLKit
import Testing
import VerdictInference

@Suite("RandomEffects")
struct RandomEffectsTests {
  @Test("τ², mean, Q and shrunken results agree with metafor", arguments: FamilyOracle.loaded.cases)
  func fits(_ oracle: FamilyOracle.Case) throws {
    for fit in oracle.fits {
      let family = try RandomEffects(
        try measured(oracle.estimates, oracle.errors),
        estimator: fit.estimator
      )
      // metafor stops its own search at about 1e-12 of the unit.
      #expect(
        agrees(family.betweenVariance, fit.tau2, relative: 1e-9, absolute: 1e-13),
        "\(fit.method)"
      )
      #expect(agrees(family.mean.estimate, fit.mean, relative: 1e-9))
      #expect(agrees(family.mean.standardError, fit.error, relative: 1e-9))
      #expect(agrees(family.q, fit.q, relative: 1e-12, absolute: 1e-13))
      #expect(agrees(family.qPValue, fit.qp, relative: 1e-11))
      #expect(agrees(family.iSquared, oracle.iSquared, relative: 1e-12))
      for (index, drawn) in family.shrunken.enumerated() {
        #expect(agrees(drawn.estimate, fit.blup[index], relative: 1e-8, absolute: 1e-11))
        #expect(agrees(drawn.standardError, fit.blupError[index], relative: 1e-8))
      }
    }
  }

  @Test("intervals agree with metafor", arguments: FamilyOracle.loaded.cases)
  func intervals(_ oracle: FamilyOracle.Case) throws {
    for fit in oracle.fits {
      let family = try RandomEffects(
        try measured(oracle.estimates, oracle.errors),
        estimator: fit.estimator
      )
      let mean = try family.meanInterval()
      #expect(agrees(mean.lower, fit.lower, relative: 1e-8))
      #expect(agrees(mean.upper, fit.upper, relative: 1e-8))
      let prediction = try #require(try family.predictionInterval())
      #expect(agrees(prediction.lower, fit.predictionLower, relative: 1e-8))
      #expect(agrees(prediction.upper, fit.predictionUpper, relative: 1e-8))
      // The Q profile is searched by metafor to 1e-14 of its own bracket.
      let tau = try family.betweenVarianceInterval()
      #expect(agrees(tau.lower, fit.tauLower, relative: 1e-7, absolute: 1e-10))
      #expect(agrees(tau.upper, fit.tauUpper, relative: 1e-7, absolute: 1e-10))
    }
  }

  @Test("Paule–Mandel is 0 exactly when Q is no larger than expected, and else makes Q so")
  func pauleMandel() throws {
    let random = RandomGenerator(seed: 14)
    for _ in 0..<200 {
      let count = 2 + random.uniformInt(below: 9)
      let errors = (0..<count).map { _ in 0.1 + random.uniform() }
      let estimates = errors.map { random.normal(standardDeviation: $0 * 1.2) }
      let family = try RandomEffects(try measured(estimates, errors))
      let others = Double(count - 1)
      #expect((family.betweenVariance == 0) == (family.q <= others))
      if family.betweenVariance > 0 {
        let weights = errors.map { 1 / ($0 * $0 + family.betweenVariance) }
        let q = zip(weights, estimates).reduce(0) { sum, pair in
          sum + pair.0 * (pair.1 - family.mean.estimate) * (pair.1 - family.mean.estimate)
        }
        #expect(agrees(q, others, relative: 1e-9))
      }
    }
  }

  @Test(
    "shifting, scaling, mirroring and reordering carry through",
    arguments: RandomEffects.Estimator.allCases
  )
  func laws(_ estimator: RandomEffects.Estimator) throws {
    let (y, s) = ([0.31, -0.12, 0.05, 0.44, -0.25], [0.05, 0.04, 0.11, 0.06, 0.07])
    let base = try RandomEffects(try measured(y, s), estimator: estimator)
    let shifted = try RandomEffects(try measured(y.map { $0 + 3 }, s), estimator: estimator)
    #expect(agrees(shifted.mean.estimate, base.mean.estimate + 3, relative: 1e-12))
    #expect(agrees(shifted.betweenVariance, base.betweenVariance, relative: 1e-11))
    let mirrored = try RandomEffects(try measured(y.map { -$0 }, s), estimator: estimator)
    #expect(agrees(mirrored.mean.estimate, -base.mean.estimate, relative: 1e-13))
    for factor in [1_024, 1e200, 1e-200] {
      let scaled = try? RandomEffects(
        try measured(y.map { $0 * factor }, s.map { $0 * factor }),
        estimator: estimator
      )
      if factor == 1_024 {
        #expect(
          agrees(scaled?.betweenVariance, base.betweenVariance * factor * factor, relative: 1e-11)
        )
      }
      // At 10²⁰⁰ a variance is no number: refused. At 10⁻²⁰⁰ it vanishes.
      if let scaled {
        #expect(agrees(scaled.mean.estimate, base.mean.estimate * factor, relative: 1e-11))
      }
    }
    let reversed = try RandomEffects(
      try measured(y.reversed(), s.reversed()),
      estimator: estimator
    )
    #expect(agrees(reversed.betweenVariance, base.betweenVariance, relative: 1e-11))
    let drawn = zip(reversed.shrunken.reversed(), base.shrunken)
    #expect(drawn.allSatisfy { agrees($0.estimate, $1.estimate, relative: 1e-11) })
  }

  @Test("near 10⁹ with a tiny spread nothing is lost")
  func offset() throws {
    let (y, s) = ([0.25, -0.125, 0.5, 0.0625], [0.125, 0.25, 0.125, 0.5])
    let base = try RandomEffects(try measured(y, s))
    let far = try RandomEffects(try measured(y.map { $0 + 1e9 }, s))
    #expect(far.q == base.q)
    #expect(far.betweenVariance == base.betweenVariance)
    #expect(agree(far.mean.estimate - 1e9, base.mean.estimate, within: 2e-7))
  }

  @Test("two results, equal results, and sizes too far apart")
  func edges() throws {
    let two = try RandomEffects(try measured([1, 1], [0.5, 0.5]))
    #expect(two.betweenVariance == 0)
    #expect(two.iSquared == 0)
    #expect(two.qPValue == 1)
    #expect(try two.predictionInterval() == nil)
    #expect(try two.betweenVarianceInterval().lower == 0)
    #expect(throws: InferenceError.tooFew(field: "results", value: 1, needed: 2)) {
      try RandomEffects(try measured([1], [1]))
    }
    #expect(throws: InferenceError.self) {
      try RandomEffects(try measured([1, 2], [1e-200, 1e200]))
    }
    #expect(throws: InferenceError.self) {
      try RandomEffects(try measured([1e308, -1e308], [1, 1]))
    }
    #expect(throws: InferenceError.self) { try EstimateWithError(estimate: 1, standardError: 0) }
    #expect(throws: InferenceError.self) { try EstimateWithError(estimate: .nan, standardError: 1) }
    #expect(throws: InferenceError.self) { try two.meanInterval(level: 1) }
    #expect(throws: InferenceError.self) { try two.predictionInterval(level: 0) }
  }

  @Test("10⁵ results take no more than a moment", arguments: RandomEffects.Estimator.allCases)
  func large(_ estimator: RandomEffects.Estimator) throws {
    let random = RandomGenerator(seed: 3)
    let errors = (0..<100_000).map { _ in 0.5 + random.uniform() }
    let estimates = errors.map {
      random.normal(standardDeviation: 0.3) + random.normal(standardDeviation: $0)
    }
    let all = try measured(estimates, errors)
    let elapsed = try ContinuousClock().measure {
      let family = try RandomEffects(all, estimator: estimator)
      // The error of τ̂² is about √(2/K)·(s² + τ²) = .005.
      #expect(agree(family.betweenVariance, 0.09, within: 0.03))
    }
    #expect(elapsed < .seconds(120))
  }

  @Test("a new result is drawn as beside the past ones", arguments: FamilyOracle.loaded.shelves)
  func shrinkage(_ oracle: FamilyOracle.Shelf) throws {
    let shelf = try ResultShrinkage(past: try measured(oracle.estimates, oracle.errors))
    let new = try EstimateWithError(estimate: oracle.new, standardError: oracle.newError)
    let drawn = shelf.shrink(new)
    #expect(agrees(drawn.estimate, oracle.value, relative: 1e-8))
    #expect(agrees(drawn.standardError, oracle.error, relative: 1e-8))
    #expect(shelf.kept(new) > 0 && shelf.kept(new) < 1)
    #expect(shelf.prior.estimate == shelf.past.mean.estimate)
  }

  @Test("an exact result is kept, a vague one is not, and five past results are too few")
  func shrinkageEdges() throws {
    let past = try measured(
      [0.02, -0.01, 0.07, 0.12, -0.03, 0.05],
      [0.04, 0.05, 0.03, 0.06, 0.02, 0.05]
    )
    let shelf = try ResultShrinkage(past: past)
    let exact = shelf.shrink(try EstimateWithError(estimate: 0.3, standardError: 1e-12))
    #expect(agrees(exact.estimate, 0.3, relative: 1e-12))
    let vague = shelf.shrink(try EstimateWithError(estimate: 1e300, standardError: 1e300))
    #expect(vague.estimate == shelf.past.mean.estimate)
    #expect(vague.standardError == shelf.prior.standardError)
    #expect(throws: InferenceError.tooFew(field: "past", value: 5, needed: 6)) {
      try ResultShrinkage(past: Array(past.prefix(5)))
    }
  }
}
