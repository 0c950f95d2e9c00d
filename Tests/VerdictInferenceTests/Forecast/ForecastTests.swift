import Testing
import VerdictInference

/// Against SciPy's `nbinom` and `gamma`, `Oracles/forecast_generate.py`.
@Suite("RunRate, CountForecast, AmountForecast and AmountPace")
struct ForecastTests {
  struct Oracles: Decodable {
    struct Count: Decodable {
      let events: [Int]
      let exposure: [Double]
      let ahead, dispersion, mean, variance: Double
      let interval: [Int]
      let k: Int
      let atMost, atLeast, mass: Double
    }
    struct Amount: Decodable {
      let mean, variance, check, spread: Double
      let known: Int
      let x, atMost, interval: [Double]
    }
    struct Pace: Decodable {
      let amounts, exposure, interval: [Double]
      let ahead, rate, variance, x, atMost: Double
    }
    let counts: [Count]
    let amounts: [Amount]
    let paces: [Pace]
  }
  private let oracles: Oracles

  init() throws { oracles = try #require(try CommittedOracle<Oracles>.cases("forecast").first) }

  /// Relative error against another library's special functions.
  private func close(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-8 * max(1e-12, abs(expected))
  }

  @Test("a count to come is SciPy's negative binomial")
  func counts() throws {
    for oracle in oracles.counts {
      let rate = try RunRate(
        zip(oracle.events, oracle.exposure).map { try EventCount(events: $0, exposure: $1) }
      )
      #expect(close(rate.dispersion, oracle.dispersion))
      let forecast = try rate.forecast(over: oracle.ahead)
      #expect(close(forecast.mean, oracle.mean))
      #expect(close(forecast.variance, oracle.variance))
      #expect(forecast.interval(level: 0.8) == oracle.interval[0]...oracle.interval[1])
      #expect(close(forecast.chance(atMost: oracle.k), oracle.atMost))
      #expect(close(forecast.chance(atLeast: oracle.k), oracle.atLeast))
      #expect(close(forecast.mass(oracle.k), oracle.mass))
    }
  }

  @Test("both tails of a count add up, and nothing is promised below zero")
  func tails() throws {
    let forecast = try CountForecast(mean: 4, variance: 6)
    for k in 0...20 {
      let sum = forecast.chance(atMost: k) + forecast.chance(atLeast: k + 1)
      #expect(abs(sum - 1) < 1e-12)
    }
    #expect(forecast.chance(atLeast: 0) == 1)
    #expect(forecast.chance(atMost: -1) == 0)
  }

  @Test("money to come is the sum over payments of SciPy's gamma")
  func amounts() throws {
    for oracle in oracles.amounts {
      let forecast = try AmountForecast(
        payments: CountForecast(mean: oracle.mean, variance: oracle.variance),
        check: oracle.check,
        spread: oracle.spread,
        known: oracle.known
      )
      for (x, expected) in zip(oracle.x, oracle.atMost) {
        #expect(abs(forecast.chance(atMost: x) - expected) < 1e-8)
        if x > 0 { #expect(abs(forecast.chance(atLeast: x) + expected - 1) < 1e-8) }
      }
      let interval = forecast.interval(level: 0.8)
      // Quantiles are found to a millionth of the expected amount.
      let tolerance = 3e-6 * max(forecast.mean, oracle.check)
      #expect(agree(interval.lower, oracle.interval[0], within: tolerance))
      #expect(agree(interval.upper, oracle.interval[1], within: tolerance))
    }
  }

  @Test("a pace of money is SciPy's gamma")
  func paces() throws {
    for oracle in oracles.paces {
      let pace = try AmountPace(zip(oracle.amounts, oracle.exposure).map { ($0, $1) })
      #expect(close(pace.rate, oracle.rate))
      #expect(close(pace.variance, oracle.variance))
      let chance = try #require(pace.chance(atMost: oracle.x, over: oracle.ahead))
      #expect(close(chance, oracle.atMost))
      let interval = try #require(pace.interval(over: oracle.ahead, level: 0.8))
      let tolerance = 1e-7 * oracle.interval[1]
      #expect(agree(interval.lower, oracle.interval[0], within: tolerance))
      #expect(agree(interval.upper, oracle.interval[1], within: tolerance))
    }
  }

  @Test("no exposure, no money and nonsense are refused")
  func refused() throws {
    #expect(throws: InferenceError.self) { try RunRate([]) }
    #expect(throws: InferenceError.self) { try CountForecast(mean: 0, variance: 1) }
    #expect(throws: InferenceError.self) { try CountForecast(mean: 2, variance: 1) }
    #expect(throws: InferenceError.self) { try AmountPace([(0, 5), (0, 5)]) }
  }
}
