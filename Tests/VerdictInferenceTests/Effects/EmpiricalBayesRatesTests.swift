import GSLKit
import Testing
import VerdictInference

@Suite("EmpiricalBayesRates")
struct EmpiricalBayesRatesTests {
  @Test("moments agree with exact fractions", arguments: EffectsOracle.loaded.groups)
  func moments(_ oracle: EffectsOracle.Groups) throws {
    let rates = try EmpiricalBayesRates(try oracle.counts.map { try $0.count() }, fit: .moments)
    #expect(agrees(rates.mean, oracle.moments[0], relative: 1e-14))
    #expect(agrees(rates.overdispersion, oracle.moments[1], relative: 1e-12))
  }

  @Test(
    "the likelihood's maximum and the rates agree with 30 digits",
    arguments: EffectsOracle.loaded.groups
  )
  func likelihood(_ oracle: EffectsOracle.Groups) throws {
    let rates = try EmpiricalBayesRates(try oracle.counts.map { try $0.count() })
    // A minimum is known to the square root of the precision.
    #expect(agrees(rates.mean, oracle.likelihood[0], relative: 2e-6))
    #expect(agrees(rates.overdispersion, oracle.likelihood[1], relative: 5e-6))
    for (rate, expected) in zip(rates.rates, oracle.rates) {
      #expect(agrees(rate.estimate, expected.estimate, relative: 5e-6))
      guard let lower = expected.lower, let upper = expected.upper else { continue }
      let interval = try rate.interval()
      #expect(agrees(interval.lower, lower, relative: 2e-5))
      #expect(agrees(interval.upper, upper, relative: 2e-5))
    }
  }

  @Test(
    "exchanging success and failure mirrors, and order does not matter",
    arguments: EmpiricalBayesRates.Fit.allCases
  )
  func laws(_ fit: EmpiricalBayesRates.Fit) throws {
    for oracle in EffectsOracle.loaded.groups {
      let counts = try oracle.counts.map { try $0.count() }
      let one = try EmpiricalBayesRates(counts, fit: fit)
      let mirrored = try EmpiricalBayesRates(counts.map(\.mirrored), fit: fit)
      let reversed = try EmpiricalBayesRates(counts.reversed(), fit: fit)
      #expect(agrees(mirrored.mean, 1 - one.mean, relative: 1e-5))
      #expect(agrees(mirrored.overdispersion, one.overdispersion, relative: 1e-5, absolute: 1e-14))
      #expect(agrees(reversed.overdispersion, one.overdispersion, relative: 1e-9, absolute: 1e-14))
      for (left, right) in zip(one.rates, mirrored.rates) {
        #expect(agrees(left.estimate, 1 - right.estimate, relative: 1e-5))
      }
      for (count, rate) in zip(counts, one.rates) {
        let own = try #require(count.rate)
        #expect(abs(rate.estimate - one.mean) <= abs(own - one.mean) + 1e-12)
      }
    }
  }

  @Test(
    "nobody, everybody, alike groups and an empty one",
    arguments: EmpiricalBayesRates.Fit.allCases
  )
  func edges(_ fit: EmpiricalBayesRates.Fit) throws {
    func rates(_ rows: [[Int]]) throws -> EmpiricalBayesRates {
      try EmpiricalBayesRates(try rows.map { try $0.count() }, fit: fit)
    }
    let nobody = try rates([[0, 10], [0, 20]])
    #expect(nobody.mean == 0 && nobody.overdispersion == 0)
    #expect(nobody.prior == nil)
    #expect(nobody.rates[0].estimate == 0)
    let interval = try nobody.rates[0].interval()
    #expect(interval.lower == 0 && (interval.upper ?? 0) > 0.1)
    #expect(try rates([[4, 4], [9, 9]]).mean == 1)
    let alike = try rates([[2, 10], [4, 20], [6, 30]])
    #expect(alike.overdispersion == 0)
    #expect(alike.rates.allSatisfy { agree($0.estimate, 0.2, within: 1e-15) })
    let empty = try rates([[9, 50], [0, 0], [40, 60]])
    #expect(agrees(empty.rates[1].estimate, empty.mean, relative: 1e-12))
    #expect(try empty.rates[1].interval().width ?? 0 > 0.3)
    let apart = try rates([[0, 50], [50, 50], [0, 50]])
    #expect(apart.overdispersion > 0.9)
    #expect(try apart.rates[0].interval().upper ?? 1 < 0.1)
    #expect(throws: InferenceError.tooFew(field: "counts", value: 1, needed: 2)) {
      try rates([[1, 2], [0, 0]])
    }
    #expect(throws: InferenceError.tooFew(field: "trials", value: 1, needed: 2)) {
      try rates([[1, 1], [0, 1]])
    }
  }

  @Test(
    "counts of 10⁹ and lopsided groups have an answer",
    arguments: EmpiricalBayesRates.Fit.allCases
  )
  func sizes(_ fit: EmpiricalBayesRates.Fit) throws {
    let billion = 1_000_000_000
    let huge = try EmpiricalBayesRates(
      [
        try BinomialCount(successes: billion / 5, trials: billion),
        try BinomialCount(successes: billion / 4, trials: billion),
        try BinomialCount(successes: 1, trials: billion),
      ],
      fit: fit
    )
    // So many units are not drawn anywhere.
    #expect(agrees(huge.rates[0].estimate, 0.2, relative: 1e-6))
    let many = Array(repeating: try BinomialCount(successes: 1, trials: 1), count: 1_000)
    let lopsided = try EmpiricalBayesRates(
      many + [try BinomialCount(successes: 0, trials: billion)],
      fit: fit
    )
    #expect(lopsided.rates.allSatisfy { $0.estimate.isFinite && $0.estimate <= 1 })
  }

  @Test("10⁵ groups by moments, and 10⁵ small ones by likelihood, take no more than a moment")
  func large() throws {
    let random = RandomGenerator(seed: 17)
    let counts = try (0..<100_000).map { _ in
      let a = random.gamma(shape: 2, scale: 1)
      let rate = a / (a + random.gamma(shape: 8, scale: 1))
      let trials = 5 + random.uniformInt(below: 30)
      return try BinomialCount(
        successes: random.binomial(trials: trials, rate: rate),
        trials: trials
      )
    }
    for fit in EmpiricalBayesRates.Fit.allCases {
      let elapsed = try ContinuousClock().measure {
        let rates = try EmpiricalBayesRates(counts, fit: fit)
        // Beta(2, 8): mean .2, ρ = 1/11.
        #expect(agree(rates.mean, 0.2, within: 0.003))
        #expect(agree(rates.overdispersion, 1.0 / 11, within: 0.004))
      }
      #expect(elapsed < .seconds(120), "\(fit)")
    }
    let different = try (0..<3_000).map { try BinomialCount(successes: $0, trials: 5_000) }
    #expect(throws: InferenceError.tooLarge(field: "counts", value: 3_000, limit: 2_000)) {
      try EmpiricalBayesRates(different)
    }
  }
}
