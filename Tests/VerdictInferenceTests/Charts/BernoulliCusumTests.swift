import GSLKit
import Testing
import VerdictInference

@Suite("BernoulliCusum")
struct BernoulliCusumTests {
  struct Case: Decodable {
    let exact: Bool
    let p0: Double
    let p1: Double
    let threshold: Double
    let rate: Double
    let group: Int
    let arl: Double
    let within: [String: Double]
    let median: Int
  }

  @Test("run lengths agree with a Markov chain solved in Python")
  func oracle() throws {
    for known in try CommittedOracle<Case>.cases("charts_bernoulli") {
      let chart = try BernoulliCusum(
        inControlRate: known.p0,
        outOfControlRate: known.p1,
        threshold: known.threshold
      )
      let run = try chart.runLength(rate: known.rate, groupSize: known.group)
      // Commensurable weights: the same chain. Others: weights rounded a hundred times finer there, and
      // the threshold is rounded up here by less than a step.
      let relative = known.exact ? 1e-8 : 0.02
      #expect(agree(run.average, known.arl, within: relative * known.arl), "\(known)")
      if known.exact {
        #expect(run.median == known.median)
        for (points, chance) in known.within {
          #expect(agree(run.probability(within: Int(points) ?? 0), chance, within: 1e-10))
        }
      } else {
        #expect(abs(Double(run.median ?? 0) / Double(known.median) - 1) < 0.02)
      }
    }
  }

  @Test("18 to 12 of 100, six managers at 60 meetings a month, .27 false signals: 137 meetings")
  func slump() throws {
    // 6 · 60/ARL₀ false signals a month.
    let budget = try FalseAlarmBudget(signalsPerMonth: 0.2746, pointsPerMonth: 60, series: 6)
    let chart = try BernoulliCusum(
      inControlRate: 0.18,
      outOfControlRate: 0.12,
      averageRunLength: budget.averageRunLength
    )
    #expect(agree(chart.threshold, 3, within: 0.01))
    let median = try #require(try chart.runLength(rate: 0.12).median)
    #expect(abs(median - 137) <= 1)
    let usual = try #require(try chart.runLength(rate: 0.18).average)
    #expect(usual >= budget.averageRunLength && usual < budget.averageRunLength * 1.01)
  }

  @Test("the lowest threshold that keeps a run length is found")
  func lowest() throws {
    for (from, to, length, group) in [
      (0.18, 0.12, 300.0, 1), (0.05, 0.1, 900, 1), (0.4, 0.5, 90, 8),
    ] {
      let chart = try BernoulliCusum(
        inControlRate: from,
        outOfControlRate: to,
        averageRunLength: length,
        groupSize: group
      )
      let kept = try #require(try chart.runLength(rate: from, groupSize: group).average)
      #expect(kept >= length)
      let below = try BernoulliCusum(
        inControlRate: from,
        outOfControlRate: to,
        threshold: chart.threshold - chart.step
      )
      let lost = try #require(try below.runLength(rate: from, groupSize: group).average)
      #expect(lost < length)
    }
  }

  @Test("weights are the log-likelihood ratios; an odds ratio and its rate are the same chart")
  func weights() throws {
    let rate = try BernoulliCusum.rate(from: 0.18, oddsRatio: 0.5)
    #expect(agree(rate, 0.09 / 0.91, within: 1e-15))
    let chart = try BernoulliCusum(inControlRate: 0.18, outOfControlRate: rate, threshold: 2)
    #expect(!chart.looksUp)
    let (success, failure) = (
      Elementary.log(rate / 0.18), Elementary.log((1 - rate) / 0.82)
    )
    #expect(agree(chart.successWeight, success, within: 2e-4 * abs(success)))
    #expect(agree(chart.failureWeight, failure, within: 2e-4 * abs(failure)))
    #expect(chart.threshold >= 2 && chart.threshold < 2 + chart.step)
  }

  @Test("simulated runs of the unrounded weights agree within their Monte-Carlo error")
  func simulated() throws {
    let (from, to, threshold) = (0.3, 0.45, 2.5)
    let (success, failure) = (Elementary.log(to / from), Elementary.log((1 - to) / (1 - from)))
    let random = RandomGenerator(seed: 20)
    let runs = 4_000
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<runs {
      var (level, length) = (0.0, 0.0)
      repeat {
        level = max(0, level + (random.happens(to) ? success : failure))
        length += 1
      } while level < threshold
      sum += length
      squares += length * length
    }
    let mean = sum / Double(runs)
    let error = ((squares / Double(runs) - mean * mean) / Double(runs)).squareRoot()
    let chart = try BernoulliCusum(inControlRate: from, outOfControlRate: to, threshold: threshold)
    // 5.2 standard errors fail once in 10⁷; 1 % for the rounding of weights and threshold.
    #expect(
      agree(try chart.runLength(rate: to).average, mean, within: 5.2 * error + 0.01 * mean)
    )
  }

  @Test("a change after a long quiet time is found sooner than after a fresh start")
  func settled() throws {
    let chart = try BernoulliCusum(inControlRate: 0.18, outOfControlRate: 0.12, threshold: 3)
    let fresh = try #require(try chart.runLength(rate: 0.12).average)
    let later = try #require(try chart.runLength(rate: 0.12, start: .settled).average)
    #expect(later < fresh)
  }

  @Test("a series is scored by groups, restarts after a signal and says since when")
  func path() throws {
    // log 2 against log(.5/.75): weights +.693, −.405.
    let chart = try BernoulliCusum(inControlRate: 0.25, outOfControlRate: 0.5, threshold: 1.5)
    let counts = [(0, 2), (1, 1), (2, 2), (0, 0), (0, 3), (5, 5)]
    let series = try counts.map { try BinomialCount(successes: $0.0, trials: $0.1) }
    let (drawn, starts) = chart.chart(series)
    #expect(drawn.signals == [2, 5] && starts == [1, 5])
    #expect(agree(drawn.statistic[1] ?? nil, Elementary.log(2), within: 1e-3))
    #expect(drawn.statistic[3] == nil && drawn.statistic[4] == 0)
    let mirror = try BernoulliCusum(inControlRate: 0.75, outOfControlRate: 0.5, threshold: 1.5)
    #expect(mirror.chart(series.map(\.mirrored)).chart.signals == drawn.signals)
    let huge = try BinomialCount(successes: 1_000_000_000, trials: 4_000_000_000)
    #expect(chart.chart([huge]).chart.signals.isEmpty)
  }

  @Test("impossible, certain and unreachable charts are answered or refused")
  func edges() throws {
    let chart = try BernoulliCusum(inControlRate: 0.18, outOfControlRate: 0.3, threshold: 2)
    #expect(try chart.runLength(rate: 0).average == nil)
    #expect(try chart.runLength(rate: 1).median == 4)
    for (from, to) in [(0.0, 0.5), (1, 0.5), (0.5, 0.5), (.nan, 0.5), (0.5, 1)] {
      #expect(throws: InferenceError.self) {
        try BernoulliCusum(inControlRate: from, outOfControlRate: to, threshold: 2)
      }
    }
    #expect(throws: InferenceError.self) {
      try BernoulliCusum(inControlRate: 1e-9, outOfControlRate: 2e-9, threshold: 2)
    }
    #expect(throws: InferenceError.self) { try chart.runLength(rate: 0.2, groupSize: 0) }
    let trivial = try BernoulliCusum(
      inControlRate: 0.18,
      outOfControlRate: 0.3,
      averageRunLength: 1
    )
    #expect(trivial.threshold == trivial.step)
  }

  @Test("a chart that signals at every other point settles too")
  func frequent() throws {
    let rate = try BernoulliCusum.rate(from: 0.45, oddsRatio: 1.01)
    let chart = try BernoulliCusum(
      inControlRate: 0.45,
      outOfControlRate: rate,
      averageRunLength: 2,
      groupSize: 19
    )
    let average = try #require(try chart.runLength(rate: 0.45, groupSize: 19).average)
    #expect(average >= 2 && average < 4)
  }
}
