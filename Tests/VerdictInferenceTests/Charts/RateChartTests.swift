import Testing
import VerdictInference

@Suite("RateChart")
struct RateChartTests {
  private func series(_ pairs: [(Int, Int)]) throws -> [BinomialCount] {
    try pairs.map { try BinomialCount(successes: $0.0, trials: $0.1) }
  }

  @Test("Montgomery's orange juice cans: 347 of 1,500 nonconforming, limits .0524 to .4102")
  func montgomery() throws {
    // Montgomery, Introduction to Statistical Quality Control, table 7.1: 30 samples of 50.
    let counts = [
      12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
      12, 7, 13, 9, 6,
    ]
    let chart = try RateChart(series: series(counts.map { ($0, 50) })).classic()
    #expect(agree(chart.center, 0.2313, within: 5e-5))
    // Printed with p rounded to .2313.
    #expect(agree(chart.lower[0], 0.0524, within: 1e-4))
    #expect(agree(chart.upper[0], 0.4102, within: 1e-4))
    // Samples 15 and 23 plot above the upper limit.
    #expect(chart.signals == [14, 22])
  }

  @Test("small points: the textbook limits err almost three times as often as promised above")
  func smallSizes() throws {
    let rates = try RateChart(series: series([(0, 10), (5, 10), (6, 10), (7, 10)]), center: 0.18)
    let classic = try rates.classic()
    let exact = try rates.exact()
    #expect(classic.signals == [2, 3])
    #expect(exact.signals == [3])
    #expect(exact.lower[0] == nil)
    let length = try #require(try rates.runLength(of: exact)?.average)
    #expect(length >= 1 / 0.0027)
  }

  @Test("Laney's limits are the p chart's times the spread of the neighbours")
  func laney() throws {
    let rates = try RateChart(series: series([(180, 1000), (230, 1000), (140, 1000), (190, 1000)]))
    let (chart, dispersion) = try #require(try rates.laney())
    // By hand: p = .185, σ = √(.185 · .815/1000) = .0122791; ranges .05, .09, .05; mean .0633333.
    #expect(agree(dispersion, 0.06333333333 / 0.01227905 / 1.128, within: 1e-5))
    let classic = try rates.classic(width: 3 * dispersion)
    #expect(agree(chart.upper[0], classic.upper[0], within: 1e-12))
    #expect(chart.signals.isEmpty)
    #expect(try rates.classic().signals == [1, 2])
    #expect(try RateChart(series: series([(3, 10)])).laney()?.dispersion == nil)
    #expect(try RateChart(series: series([(0, 10), (0, 10)])).laney()?.dispersion == nil)
  }

  @Test("counting failures mirrors every chart")
  func mirrored() throws {
    let counts = try series([(2, 16), (9, 32), (0, 8), (5, 64), (8, 8)])
    let one = try RateChart(series: counts, center: 0.25)
    let other = try RateChart(series: counts.map(\.mirrored), center: 0.75)
    let pairs = [
      (try one.exact(), try other.exact()), (try one.classic(), try other.classic()),
    ]
    for (left, right) in pairs {
      #expect(left.signals == right.signals)
      for index in counts.indices {
        #expect(agree(left.lower[index], right.upper[index].map { 1 - $0 }, within: 1e-15))
      }
    }
    #expect(
      agree(
        try one.runLength(of: pairs[0].0)?.average,
        try other.runLength(of: pairs[0].1)?.average,
        within: 1e-6
      )
    )
  }

  @Test("all, none, empty points and identical points get an answer")
  func edges() throws {
    let none = try RateChart(series: series([(0, 5), (0, 0), (0, 9)])).exact()
    #expect(none.signals.isEmpty && none.statistic[1] == nil && none.upper[1] == nil)
    #expect(try RateChart(series: series([(5, 5), (9, 9)])).exact().signals.isEmpty)
    #expect(try RateChart(series: series([(0, 5), (1, 5)]), center: 0).exact().signals == [1])
    #expect(throws: InferenceError.tooFew(field: "trials", value: 0, needed: 1)) {
      try RateChart(series: series([(0, 0)]))
    }
    #expect(throws: InferenceError.tooFew(field: "values", value: 0, needed: 1)) {
      try RateChart(series: [])
    }
    #expect(throws: InferenceError.outsideRange(field: "baseline", value: 3, allowed: "[1, 1]")) {
      try RateChart(series: series([(1, 5)]), baseline: 3)
    }
  }

  @Test("100,000 points of different sizes take well under two seconds")
  func many() throws {
    let counts = try series((0..<100_000).map { (($0 + 1_000) / 5, 1_000 + $0) })
    let rates = try RateChart(series: counts)
    let chart = try rates.exact()
    #expect(try rates.runLength(of: chart)?.average != nil)
  }
}
