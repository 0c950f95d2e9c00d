import Testing
import VerdictInference

@Suite("SingleRate")
struct SingleRateTests {
  @Test("intervals agree with SciPy and statsmodels", arguments: RateOracles.loaded.oneRate)
  func intervals(_ oracle: RateOracles.Single) throws {
    let rate = SingleRate(try BinomialCount(successes: oracle.successes, trials: oracle.trials))
    let ours: [String: Interval?] = [
      "wilson": rate.wilson(level: 0.95), "clopperPearson": try rate.clopperPearson(level: 0.95),
      "jeffreys": try rate.jeffreys(level: 0.95), "agrestiCoull": rate.agrestiCoull(level: 0.95),
      "wald": rate.wald(level: 0.95), "midP": try rate.midP(level: 0.95),
    ]
    for (name, expected) in oracle.intervals {
      let interval = try #require(ours[name] ?? nil)
      // The tools' own quantiles are good to about 1e-10.
      #expect(agrees(interval.lower, expected[0], relative: 1e-9, absolute: 1e-12), "\(name)")
      #expect(agrees(interval.upper, expected[1], relative: 1e-9, absolute: 1e-12), "\(name)")
    }
  }

  @Test("exact p-values agree with SciPy's binomial test", arguments: RateOracles.loaded.oneRate)
  func pValues(_ oracle: RateOracles.Single) throws {
    let rate = SingleRate(try BinomialCount(successes: oracle.successes, trials: oracle.trials))
    let (two, less, greater) = (
      try rate.pValue(null: oracle.null), try rate.pValueLess(null: oracle.null),
      try rate.pValueGreater(null: oracle.null)
    )
    #expect(agrees(two, oracle.pValues["exact"] ?? .nan, relative: 1e-9))
    #expect(agrees(less, oracle.pValues["less"] ?? .nan, relative: 1e-9))
    #expect(agrees(greater, oracle.pValues["greater"] ?? .nan, relative: 1e-9))
  }

  @Test("the two-sided p is the sum over counts no more likely, at every null rate")
  func twoSidedByDefinition() throws {
    for trials in [1, 2, 7, 16] {
      for successes in 0...trials {
        for null in [0, 0.05, 0.3, 0.5, 0.75, 1] {
          let rate = SingleRate(try BinomialCount(successes: successes, trials: trials))
          var masses: [Double] = []
          for k in 0...trials {
            var mass = 1.0
            for i in 0..<k { mass *= Double(trials - i) / Double(i + 1) * null }
            for _ in k..<trials { mass *= 1 - null }
            masses.append(mass)
          }
          let level = masses[successes] * (1 + 1e-7)
          let sum = masses.filter { $0 <= level }.reduce(0, +)
          let p = try rate.pValue(null: null)
          #expect(
            agrees(p, min(sum, 1), relative: 1e-11, absolute: 1e-13),
            "\(successes)/\(trials) at \(null)"
          )
        }
      }
    }
  }

  @Test("counting failures instead of successes mirrors Wilson's interval")
  func mirrored() throws {
    let rate = SingleRate(try BinomialCount(successes: 3, trials: 20))
    let other = SingleRate(try BinomialCount(successes: 17, trials: 20))
    let (a, b) = (try #require(rate.wilson(level: 0.9)), try #require(other.wilson(level: 0.9)))
    #expect(agrees(a.lower, 1 - (b.upper ?? .nan), relative: 1e-14))
    #expect(agrees(a.upper, 1 - (b.lower ?? .nan), relative: 1e-14))
  }

  @Test("without trials there is nothing to say")
  func empty() throws {
    let rate = SingleRate(try BinomialCount(successes: 0, trials: 0))
    #expect(rate.estimate == nil)
    #expect(rate.wilson(level: 0.95) == nil)
    #expect(try rate.midP(level: 0.95) == nil)
  }

  @Test("a null rate outside 0…1 is refused with its value")
  func badNull() throws {
    let rate = SingleRate(try BinomialCount(successes: 1, trials: 2))
    #expect(throws: InferenceError.outsideRange(field: "null", value: 1.5, allowed: "[0, 1]")) {
      try rate.pValue(null: 1.5)
    }
  }
}
