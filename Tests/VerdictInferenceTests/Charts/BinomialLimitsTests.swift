import Testing
import VerdictInference

@Suite("BinomialLimits")
struct BinomialLimitsTests {
  struct Case: Decodable {
    let trials: Int
    let rate: Double
    let tail: Double
    let lower: Int
    let upper: Int
    let falseAlarm: Double
    let funnel: [Double]
  }

  @Test("limits and smooth limits agree with SciPy's binomial distribution")
  func oracle() throws {
    for known in try CommittedOracle<Case>.cases("charts_limits") {
      let limits = try BinomialLimits(trials: known.trials, rate: known.rate, tail: known.tail)
      #expect(limits.lower == known.lower && limits.upper == known.upper, "\(known)")
      // Incomplete beta functions of two libraries at 100,000 trials.
      #expect(abs(limits.falseAlarm - known.falseAlarm) <= 1e-9 * known.falseAlarm + 1e-15)
      let smooth = try BinomialLimits.interpolated(
        trials: known.trials,
        rate: known.rate,
        level: 1 - 2 * known.tail
      )
      #expect(agree(smooth.lower, known.funnel[0], within: 1e-9), "\(known)")
      #expect(agree(smooth.upper, known.funnel[1], within: 1e-9), "\(known)")
    }
  }

  @Test("neither side errs more than its tail, at any size and rate")
  func conservative() throws {
    for trials in 0...60 {
      for rate in [0, 0.01, 0.18, 0.5, 0.77, 1] {
        let limits = try BinomialLimits(trials: trials, rate: rate, tail: 0.00135)
        #expect(limits.falseAlarm <= 0.0027)
        #expect(limits.lower <= limits.upper)
      }
    }
  }

  @Test("counting failures mirrors the limits")
  func mirrored() throws {
    for trials in [1, 7, 60, 333] {
      for rate in [0.125, 0.25, 0.375] {
        let one = try BinomialLimits(trials: trials, rate: rate, tail: 0.025)
        let other = try BinomialLimits(trials: trials, rate: 1 - rate, tail: 0.025)
        #expect(one.lower == trials - other.upper && one.upper == trials - other.lower)
      }
    }
  }

  @Test("a thousand million trials and impossible arguments get an answer")
  func edges() throws {
    let huge = try BinomialLimits(trials: 1_000_000_000, rate: 0.18, tail: 0.00135)
    // 180,000,000 ± 3 · 12,149.
    #expect(abs(huge.lower - 179_963_553) <= 2 && abs(huge.upper - 180_036_448) <= 2)
    #expect(try BinomialLimits(trials: 5, rate: 0, tail: 0.1).upper == 0)
    #expect(try BinomialLimits(trials: 5, rate: 1, tail: 0.1).lower == 5)
    #expect(try BinomialLimits(trials: 0, rate: 0.3, tail: 0.1).lowerRate == nil)
    #expect(throws: InferenceError.outsideRange(field: "tail", value: 0.5, allowed: "(0, 0.5)")) {
      try BinomialLimits(trials: 5, rate: 0.3, tail: 0.5)
    }
    #expect(throws: InferenceError.negative(field: "trials", value: -1)) {
      try BinomialLimits(trials: -1, rate: 0.3, tail: 0.1)
    }
    #expect(throws: InferenceError.self) {
      try BinomialLimits(trials: 1 << 40, rate: 0.3, tail: 0.1)
    }
  }

  @Test("1 of 6 happens to 70 of 100 managers with the usual 18 of 100")
  func usual() throws {
    let result = try UsualResult(try BinomialCount(successes: 1, trials: 6), usualRate: 0.18)
    // .82⁶ + 6 · .18 · .82⁵, in exact decimals.
    #expect(agree(result.atMost, 0.304006671424 + 0.400399030656, within: 1e-12))
    #expect(agree(result.atLeast, 1 - 0.304006671424, within: 1e-12))
    let nothing = try UsualResult(try BinomialCount(successes: 0, trials: 0), usualRate: 0.18)
    #expect(nothing.atMost == 1 && nothing.atLeast == 1)
  }

  @Test("a funnel warns and signals by exact tails and lets the empty be")
  func funnel() throws {
    let counts = [(0, 0), (18, 100), (9, 100), (29, 100), (4, 100), (40, 100), (1, 6)]
    let units = try counts.map { try BinomialCount(successes: $0.0, trials: $0.1) }
    let funnel = try FunnelPlot(units: units, target: 0.18)
    #expect(funnel.standings == [.empty, .inside, .low, .high, .veryLow, .veryHigh, .inside])
    let limits = try funnel.limits(trials: 100, level: FunnelPlot.signalLevel)
    #expect(limits.contains(0.18) && !limits.contains(0.04) && !limits.contains(0.40))
    #expect(throws: InferenceError.tooFew(field: "trials", value: 0, needed: 1)) {
      try FunnelPlot(units: [units[0]])
    }
    #expect(throws: InferenceError.missing(field: "units")) { try FunnelPlot(units: []) }
  }
}
