import GSLKit
import Testing
import VerdictInference

@Suite("An interval that may be read at any time")
struct AnytimeIntervalTests {
  struct AnytimeCase: Decodable {
    let arms: [Double]
    let plannedTotal: Double
    let significance: Double
    let interval: [Double]
    let pValue: Double
  }

  @Test("Interval and p agree with the closed form in SciPy's Lambert function")
  func oracle() throws {
    for item in try CommittedOracle<AnytimeCase>.cases("sequential_anytime") {
      let found = try reading(item.arms, item.plannedTotal, item.significance)
      #expect(agree(found.interval?.lower, item.interval[0], within: 1e-11))
      #expect(agree(found.interval?.upper, item.interval[1], within: 1e-11))
      let p = try #require(found.pValue)
      #expect(abs(p - item.pValue) <= 1e-9 * item.pValue)
    }
  }

  @Test("The p is below the level exactly when the interval leaves out 0, and the arms mirror")
  func laws() throws {
    for x in 0...40 {
      let found = try reading([18, 40, Double(x), 40], 80, 0.05)
      let interval = try #require(found.interval)
      #expect((try #require(found.pValue) < 0.05) == !interval.contains(0))
      let swapped = try reading([Double(x), 40, 18, 40], 80, 0.05)
      #expect(swapped.interval == interval.negated)
      #expect(swapped.pValue == found.pValue)
    }
  }

  @Test("Below ten units an arm there is a reason instead of an interval")
  func tooEarly() throws {
    let found = try reading([3, 9, 5, 12], 80, 0.05)
    #expect(found.interval == nil)
    #expect(found.pValue == nil)
    #expect(found.absence == .fewerThanTenPerArm)
    #expect(agree(found.estimate, 5.0 / 12 - 3.0 / 9, within: 1e-15))
    #expect(try reading([0, 0, 5, 12], 80, 0.05).estimate == nil)
  }

  // Seeded; the sequence is asymptotic, so the check is one-sided: an error rate clearly above 5 %
  // (5.3 standard errors at 2,000 tests) fails.
  @Test(
    "Looking after every pair from the tenth errs no more often than stated",
    arguments: [(0.45, 0.0), (0.9, 0.05), (0.2, 0.2)]
  )
  func simulated(base: Double, difference: Double) throws {
    let generator = RandomGenerator(seed: 11)
    let repetitions = 2_000
    var missed = 0
    for _ in 0..<repetitions {
      var control = 0.0
      var variant = 0.0
      for pair in 1...60 {
        if generator.happens(base) { control += 1 }
        if generator.happens(base + difference) { variant += 1 }
        guard pair >= 10 else { continue }
        let n = Double(pair)
        let interval = try #require(try reading([control, n, variant, n], 120, 0.05).interval)
        if !interval.contains(difference) {
          missed += 1
          break
        }
      }
    }
    let standardError = (0.05 * 0.95 / Double(repetitions)).squareRoot()
    #expect(Double(missed) / Double(repetitions) < 0.05 + 5.3 * standardError)
  }

  private func reading(
    _ arms: [Double],
    _ plannedTotal: Double,
    _ significance: Double
  ) throws -> AnytimeInterval {
    try AnytimeInterval(
      control: EffectiveCount(successes: arms[0], trials: arms[1]),
      variant: EffectiveCount(successes: arms[2], trials: arms[3]),
      plannedTotal: plannedTotal,
      significance: significance
    )
  }
}

@Suite("Evidence block by block")
struct BlockEValueTests {
  @Test("After any first block the next factor has expectation at most 1 at every common rate")
  func expectation() throws {
    for (sc, sv) in [(0, 0), (3, 1), (0, 4), (4, 4)] {
      for rate in [0.02, 0.2, 0.5, 0.77, 0.99] {
        for (nc, nv) in [(1, 1), (2, 1), (3, 4)] {
          var sum = 0.0
          for i in 0...nc {
            for j in 0...nv {
              var value = BlockEValue()
              value.add(
                control: try BinomialCount(successes: sc, trials: 4),
                variant: try BinomialCount(successes: sv, trials: 4)
              )
              let before = value.value
              value.add(
                control: try BinomialCount(successes: i, trials: nc),
                variant: try BinomialCount(successes: j, trials: nv)
              )
              sum +=
                try BinomialDistribution(trials: nc, rate: rate).pmf(i)
                * BinomialDistribution(trials: nv, rate: rate).pmf(j) * value.value / before
            }
          }
          #expect(sum <= 1 + 1e-12)
        }
      }
    }
  }

  @Test("The first block says nothing, and a lasting difference says much")
  func growth() throws {
    var value = BlockEValue()
    #expect(value.value == 1)
    let none = try BinomialCount(successes: 0, trials: 1)
    let one = try BinomialCount(successes: 1, trials: 1)
    value.add(control: none, variant: one)
    #expect(abs(value.value - 1) < 1e-12)
    for _ in 0..<20 { value.add(control: none, variant: one) }
    #expect(value.value > 1_000)
  }
}
