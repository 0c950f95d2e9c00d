import Testing
import VerdictInference

@Suite("BayesianRates")
struct BayesianRatesTests {
  struct Case: Decodable, Sendable {
    let control: [Int]
    let variant: [Int]
    let prior: [Double]
    let better: Double
    let losses: [Double]
    let interval: [Double]
  }

  private func reading(_ control: [Int], _ variant: [Int], _ prior: [Double] = [0.5, 0.5]) throws
    -> BayesianRates
  {
    try BayesianRates(
      control: control.count(),
      variant: variant.count(),
      prior: BetaPrior(alpha: prior[0], beta: prior[1])
    )
  }

  @Test("chance, losses and interval agree with adaptive quadrature and the closed sum")
  func oracle() throws {
    for oracle in try CommittedOracle<Case>.cases("bayes_rates") {
      let rates = try reading(oracle.control, oracle.variant, oracle.prior)
      #expect(agree(rates.probabilityVariantBetter, oracle.better, within: 1e-11))
      #expect(agree(rates.lossOfControl, oracle.losses[0], within: 1e-11))
      #expect(agree(rates.lossOfVariant, oracle.losses[1], within: 1e-11))
      let interval = try rates.interval(level: 0.95)
      // The reference roots are taken to 1e-12 of quadratures of about that error.
      #expect(agree(interval.lower, oracle.interval[0], within: 1e-9))
      #expect(agree(interval.upper, oracle.interval[1], within: 1e-9))
    }
  }

  @Test(
    "exchanging the arms mirrors, and the two losses differ by the difference of means",
    arguments: [[3, 20, 9, 25], [0, 0, 5, 5], [0, 400, 1, 3], [50, 1_000_000, 700, 900_000]]
  )
  func mirrored(_ table: [Int]) throws {
    let (control, variant) = ([table[0], table[1]], [table[2], table[3]])
    let (there, back) = (try reading(control, variant), try reading(variant, control))
    #expect(there.lossOfControl == back.lossOfVariant)
    #expect(there.lossOfVariant == back.lossOfControl)
    #expect(agree(there.probabilityVariantBetter + back.probabilityVariantBetter, 1, within: 1e-12))
    #expect(try there.interval(level: 0.9) == back.interval(level: 0.9).negated)
    func mean(_ count: [Int]) -> Double { (Double(count[0]) + 0.5) / (Double(count[1]) + 1) }
    #expect(
      agree(there.lossOfControl - there.lossOfVariant, mean(variant) - mean(control), within: 1e-10)
    )
  }

  @Test("a thousand million units are read like their normal limit")
  func large() throws {
    let rates = try reading([300_000_000, 1_000_000_000], [300_020_000, 1_000_000_000])
    let error = (2 * 0.3 * 0.7 / 1e9).squareRoot()
    // Φ(2e-5/error) = Φ(.97590) by tables.
    #expect(agree(rates.probabilityVariantBetter, 0.835443, within: 1e-4))
    let interval = try rates.interval(level: 0.95)
    #expect(agree(interval.lower, 2e-5 - 1.959964 * error, within: 1e-8))
    #expect(agree(interval.upper, 2e-5 + 1.959964 * error, within: 1e-8))
  }

  @Test("a prior from a shelf has the mean of its results, and is sharper where they agree")
  func shelf() throws {
    let alike = try #require(
      BetaPrior.fitting(
        try [[20, 100], [21, 100], [19, 100], [20, 100]].map { try $0.count() }
      )
    )
    let apart = try #require(
      BetaPrior.fitting(try [[5, 100], [40, 100], [12, 100], [23, 100]].map { try $0.count() })
    )
    for prior in [alike, apart] {
      #expect(agree(prior.alpha / (prior.alpha + prior.beta), 0.2, within: 1e-12))
    }
    #expect(alike.alpha + alike.beta > 10 * (apart.alpha + apart.beta))
    #expect(BetaPrior.fitting([try [5, 100].count()]) == nil)
    #expect(BetaPrior.fitting(try [[0, 100], [0, 50]].map { try $0.count() }) == nil)
  }

  @Test("shapes below a half are refused by name")
  func refused() throws {
    #expect(
      throws: InferenceError.outsideRange(field: "prior.alpha", value: 0.1, allowed: "[0.5, 1e9]")
    ) {
      try BetaPrior(alpha: 0.1, beta: 1)
    }
    let registry = CalculationRegistry([BayesProportionsCalculation.self])
    let answer = try registry.run(
      "bayes-proportions",
      inputs: [
        "control": ["successes": 24, "trials": 43], "variant": ["successes": 31, "trials": 45],
        "prior": ["alpha": 1, "beta": 1], "only": ["expectedLoss"],
      ]
    )
    #expect(answer.value(at: "expectedLoss.control") != nil)
    #expect(answer["interval"] == nil)
  }
}
