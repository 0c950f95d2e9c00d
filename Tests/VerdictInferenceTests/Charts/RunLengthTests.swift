import Testing
import VerdictInference

@Suite("RunLength")
struct RunLengthTests {
  struct Case: Decodable {
    let chart: String
    let a: Double
    let b: Double
    let shift: Double
    let arl: Double
  }

  @Test("average run lengths agree with one linear system solved in Python")
  func oracle() throws {
    for known in try CommittedOracle<Case>.cases("charts_runlength") {
      let average =
        known.chart == "cusum"
        ? try GaussianCusum(reference: known.a, threshold: known.b)
          .runLengthOfOneSide(shift: known.shift).average
        : try WeightedAverageChart(weight: known.a, width: known.b, limits: .settled)
          .runLength(shift: known.shift).average
      // The linear system's error grows with the run length: with 84 to 400 nodes it scatters by a
      // relative 5e-14 times the run length.
      let relative = max(1e-9, known.arl * 1e-13)
      #expect(agree(average, known.arl, within: relative * known.arl), "\(known)")
    }
  }

  @Test("two-sided sums run as Montgomery prints them, table 9.3 (k = ½)")
  func montgomery() throws {
    let shifts = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4]
    let printed: [(h: Double, lengths: [Double])] = [
      (4, [168, 74.2, 26.6, 13.3, 8.38, 4.75, 3.34, 2.62, 2.19, 1.71]),
      (5, [465, 139, 38, 17, 10.4, 5.75, 4.01, 3.11, 2.57, 2.01]),
    ]
    for (h, lengths) in printed {
      let sum = try GaussianCusum(threshold: h)
      for (shift, length) in zip(shifts, lengths) {
        let average = try #require(try sum.averageRunLength(shift: shift))
        // The last printed digit: three figures.
        #expect(abs(average - length) <= 0.006 * length, "h \(h), shift \(shift): \(average)")
      }
    }
  }

  @Test("EWMA charts run as Lucas and Saccucci print them (Montgomery, table 9.11)")
  func lucasSaccucci() throws {
    let printed: [(weight: Double, width: Double, lengths: [Double])] = [
      (0.40, 3.054, [500, 224, 71.2, 28.4, 14.3, 5.9, 3.5]),
      (0.25, 2.998, [500, 170, 48.2, 20.1, 11.1, 5.5, 3.6]),
      (0.20, 2.962, [500, 150, 41.8, 18.2, 10.5, 5.5, 3.7]),
      (0.10, 2.814, [500, 106, 31.3, 15.9, 10.3, 6.1, 4.4]),
      (0.05, 2.615, [500, 84.1, 28.8, 16.4, 11.4, 7.1, 5.2]),
    ]
    for (weight, width, lengths) in printed {
      let chart = try WeightedAverageChart(weight: weight, width: width, limits: .settled)
      for (shift, length) in zip([0, 0.25, 0.5, 0.75, 1, 1.5, 2], lengths) {
        let average = try #require(try chart.runLength(shift: shift).average)
        #expect(abs(average - length) <= max(0.055, 0.006 * length), "\(weight) \(shift)")
      }
    }
  }

  @Test(
    "the distribution is one: chances grow to 1, the median splits them, shifts are symmetrical"
  )
  func distribution() throws {
    let chart = try WeightedAverageChart(weight: 0.2, width: 2.962)
    let run = try chart.runLength()
    var last = 0.0
    for points in stride(from: 0, through: 4_000, by: 50) {
      let chance = run.probability(within: points)
      #expect(chance >= last && chance <= 1)
      last = chance
    }
    let median = try #require(run.median)
    #expect(run.probability(within: median) >= 0.5)
    #expect(run.probability(within: median - 1) < 0.5)
    #expect(run.quantile(0) == 0 && run.quantile(1) == nil && run.quantile(.nan) == nil)
    #expect(run.probability(within: -5) == 0)
    let (up, down) = (try chart.runLength(shift: 0.7), try chart.runLength(shift: -0.7))
    #expect(agree(up.average, down.average, within: 1e-9))
  }

  @Test("known hazards give known averages; a chart that never signals has none")
  func byHand() throws {
    let coin = try RunLength(hazards: [0.5])
    #expect(coin.average == 2 && coin.median == 1 && coin.quantile(0.9) == 4)
    // 1 + ½ + ½/¼.
    #expect(agree(try RunLength(hazards: [0.5, 0.25]).average, 3, within: 1e-15))
    let never = try RunLength(hazards: [0])
    #expect(never.average == nil && never.median == nil && never.probability(within: 99) == 0)
    let certain = try RunLength(hazards: [1])
    #expect(certain.average == 1 && certain.quantile(1) == 1)
    #expect(throws: InferenceError.missing(field: "hazards")) { try RunLength(hazards: []) }
    #expect(throws: InferenceError.self) { try RunLength(hazards: [1.5]) }
  }

  @Test("a wanted run length gives the limit that has it")
  func design() throws {
    let sum = try GaussianCusum(averageRunLength: 465.44350603)
    #expect(agree(sum.threshold, 5, within: 1e-7))
    let average = try WeightedAverageChart(
      weight: 0.2,
      averageRunLength: 500,
      limits: .settled
    )
    // Printed 2.962.
    #expect(agree(average.width, 2.962, within: 5e-4))
    for bad in [0.5, 1e13, Double.nan] {
      #expect(throws: InferenceError.self) { try GaussianCusum(averageRunLength: bad) }
    }
  }

  @Test("absurd limits are refused or answered, never a hang")
  func edges() throws {
    #expect(throws: InferenceError.self) { try GaussianCusum(threshold: 0) }
    #expect(throws: InferenceError.self) { try GaussianCusum(threshold: 1e300) }
    #expect(throws: InferenceError.self) { try WeightedAverageChart(weight: 0, width: 3) }
    #expect(throws: InferenceError.self) { try WeightedAverageChart(weight: 0.2, width: .nan) }
    #expect(throws: InferenceError.self) {
      try WeightedAverageChart(weight: 0.001, width: 3).runLength()
    }
    // Certain at once, and out of reach.
    let sum = try GaussianCusum(threshold: 5, sides: .upper)
    #expect(try sum.averageRunLength(shift: 1e6) == 1)
    #expect(try GaussianCusum(threshold: 40).averageRunLength() ?? .infinity > 1e15)
    #expect(try WeightedAverageChart(weight: 1, width: 3).runLength().average != nil)
  }
}
