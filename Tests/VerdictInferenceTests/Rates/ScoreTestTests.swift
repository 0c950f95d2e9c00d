import Testing
import VerdictInference

@Suite("ScoreTest")
struct ScoreTestTests {
  private func test(_ table: [Int]) throws -> ScoreTest {
    try ScoreTest(
      control: EffectiveCount([table[0], table[1]].count()),
      variant: EffectiveCount([table[2], table[3]].count())
    )
  }

  @Test("interval and p agree with a 40-digit bisection", arguments: RateOracles.loaded.twoRates)
  func oracle(_ oracle: RateOracles.Comparison) throws {
    let test = try test(oracle.control + oracle.variant)
    let interval = test.interval(tail: 0.025)
    let expected = try #require(oracle.intervals["miettinenNurminen"])
    #expect(agrees(interval.lower, expected[0], relative: 1e-11, absolute: 1e-12))
    #expect(agrees(interval.upper, expected[1], relative: 1e-11, absolute: 1e-12))
    if let p = oracle.pValues["score"] { #expect(agrees(test.pValue(), p, relative: 1e-12)) }
  }

  @Test("strata agree with a 40-digit bisection", arguments: RateOracles.loaded.stratified)
  func stratified(_ oracle: RateOracles.Stratified) throws {
    let test = try ScoreTest(strata: strata(oracle))
    for pair in oracle.statistics {
      #expect(agrees(test.statistic(at: pair[0]), pair[1], relative: 1e-12, absolute: 1e-14))
    }
    let interval = test.interval(tail: 0.025)
    #expect(agrees(interval.lower, oracle.interval[0], relative: 1e-11, absolute: 1e-12))
    #expect(agrees(interval.upper, oracle.interval[1], relative: 1e-11, absolute: 1e-12))
  }

  @Test(
    "the order of the strata changes nothing, not a bit",
    arguments: RateOracles.loaded.stratified
  )
  func order(_ oracle: RateOracles.Stratified) throws {
    let strata = try strata(oracle)
    let test = try ScoreTest(strata: strata)
    let other = try ScoreTest(strata: strata.reversed())
    #expect(test.estimate == other.estimate)
    #expect(test.interval(tail: 0.01) == other.interval(tail: 0.01))
    for delta in [-0.3, 0, 0.1] { #expect(test.statistic(at: delta) == other.statistic(at: delta)) }
  }

  @Test("exchanging the arms mirrors strata bit for bit", arguments: RateOracles.loaded.stratified)
  func mirroredStrata(_ oracle: RateOracles.Stratified) throws {
    let strata = try strata(oracle)
    let test = try ScoreTest(strata: strata)
    let other = try ScoreTest(strata: strata.map(\.swapped))
    #expect(other.estimate == test.estimate.map { -$0 })
    #expect(other.interval(tail: 0.025) == test.interval(tail: 0.025).negated)
    #expect(other.information == test.information)
    for delta in [-0.3, 0, 0.1] {
      #expect(other.statistic(at: -delta) == -test.statistic(at: delta))
      #expect(other.pValueLess(at: -delta) == test.pValueGreater(at: delta))
    }
  }

  private func strata(_ oracle: RateOracles.Stratified) throws -> [RateStratum] {
    try oracle.strata.map {
      RateStratum(
        control: try EffectiveCount(successes: $0[0], trials: $0[1]),
        variant: try EffectiveCount(successes: $0[2], trials: $0[3])
      )
    }
  }

  @Test("exchanging the arms mirrors every answer bit for bit", arguments: edgeTables)
  func mirrored(_ table: [Int]) throws {
    let test = try test(table)
    let other = try self.test([table[2], table[3], table[0], table[1]])
    #expect(other.interval(tail: 0.025) == test.interval(tail: 0.025).negated)
    for step in -20...20 {
      let delta = Double(step) / 20
      #expect(other.statistic(at: -delta) == -test.statistic(at: delta))
      #expect(other.pValueLess(at: -delta) == test.pValueGreater(at: delta))
    }
  }

  @Test("the statistic never rises with the difference", arguments: edgeTables)
  func decreasing(_ table: [Int]) throws {
    let test = try test(table)
    var previous = Double.infinity
    for step in -400...400 {
      let z = test.statistic(at: Double(step) / 400)
      #expect(!z.isNaN)
      #expect(z <= previous + 1e-9 * (1 + abs(z)))
      previous = z
    }
  }

  @Test(
    "more variant and fewer control successes never lower the statistic: the exact test rests on it"
  )
  func convexity() throws {
    for (m, n) in [(1, 4), (6, 6), (9, 5), (13, 30)] {
      for delta in [-0.95, -0.4, -0.05, 0, 0.001, 0.1, 0.3, 0.77] {
        var rows: [[Double]] = []
        for a in 0...m {
          rows.append(try (0...n).map { b in try test([a, m, b, n]).statistic(at: delta) })
        }
        for a in 0...m {
          for b in 0...n {
            let slack = 1e-11 * (1 + abs(rows[a][b]))
            if b < n { #expect(rows[a][b + 1] >= rows[a][b] - slack) }
            if a < m { #expect(rows[a + 1][b] <= rows[a][b] + slack) }
          }
        }
      }
    }
  }

  @Test("p and interval never disagree", arguments: edgeTables)
  func agreement(_ table: [Int]) throws {
    let test = try test(table)
    for tail in [0.0001, 0.005, 0.025, 0.1, 0.3] {
      let interval = test.interval(tail: tail)
      let (lower, upper) = (try #require(interval.lower), try #require(interval.upper))
      #expect((lower > 0) == (test.pValueGreater() <= tail))
      #expect((upper < 0) == (test.pValueLess() <= tail))
      #expect(interval.contains(try #require(test.estimate)))
      for delta in [-0.9, -0.2, -0.05, 0.03, 0.4, 0.8]
      where abs(delta - lower) > 1e-9 && abs(delta - upper) > 1e-9 {
        let inside = test.pValueGreater(at: delta) > tail && test.pValueLess(at: delta) > tail
        #expect(interval.contains(delta) == inside)
      }
    }
  }

  @Test("a level of nothing excludes nothing, and an empty arm carries no information")
  func limits() throws {
    #expect(try test([1, 5, 2, 5]).interval(tail: 0) == Interval(lower: -1, upper: 1))
    let empty = try test([0, 0, 3, 4])
    #expect(empty.estimate == nil)
    #expect(empty.information == 0)
    #expect(empty.interval(tail: 0.025) == Interval(lower: -1, upper: 1))
    #expect(throws: InferenceError.missing(field: "strata")) { try ScoreTest(strata: []) }
  }

  @Test("a stratum with one arm changes nothing")
  func emptyStratum() throws {
    let full = RateStratum(
      control: try EffectiveCount(successes: 3, trials: 10),
      variant: try EffectiveCount(successes: 6, trials: 9)
    )
    let half = RateStratum(
      control: try EffectiveCount(successes: 3, trials: 7),
      variant: try EffectiveCount(successes: 0, trials: 0)
    )
    let (with, without) = (try ScoreTest(strata: [full, half]), try ScoreTest(strata: [full]))
    #expect(with == without)
  }

  @Test("real-valued counts stand between their whole neighbours")
  func effective() throws {
    func z(_ trials: Double) throws -> Double {
      try ScoreTest(
        control: EffectiveCount(successes: 0.4 * trials, trials: trials),
        variant: EffectiveCount(successes: 0.6 * trials, trials: trials)
      ).statistic(at: 0)
    }
    let (low, middle, high) = (try z(40), try z(42.5), try z(45))
    #expect(low < middle && middle < high)
  }
}
