import GSLKit
import Testing
import VerdictInference

@Suite("KaplanMeier")
struct KaplanMeierTests {
  @Test("steps, errors and log–log limits agree with R", arguments: SurvivalOracle.loaded.cases)
  func curve(_ oracle: SurvivalOracle.Case) throws {
    for (rows, expected) in oracle.arms {
      let curve = KaplanMeier(try rows.sample())
      #expect(curve.steps.map(\.time) == expected.times)
      #expect(curve.steps.map(\.atRisk) == expected.atRisk)
      #expect(curve.steps.map(\.events) == expected.events)
      #expect(curve.steps.map(\.censored) == expected.censored)
      for (index, step) in curve.steps.enumerated() {
        #expect(
          agrees(
            step.survival,
            expected.survival[index],
            relative: survivalTolerance,
            absolute: 1e-15
          )
        )
        // R has no error at Ŝ = 0, and writes 0 at Ŝ = 1.
        if let error = expected.standardError[index] {
          #expect(agrees(step.standardError, error, relative: survivalTolerance))
        } else {
          #expect(step.survival == 0)
        }
        let interval = try step.interval(level: 0.95)
        #expect((interval == nil) == (expected.lower[index] == nil))
        if let interval, let lower = expected.lower[index], let upper = expected.upper[index] {
          #expect(agrees(interval.lower, lower, relative: survivalTolerance))
          #expect(agrees(interval.upper, upper, relative: survivalTolerance))
        }
      }
    }
  }

  @Test("medians and their limits agree with R", arguments: SurvivalOracle.loaded.cases)
  func medians(_ oracle: SurvivalOracle.Case) throws {
    for (rows, expected) in oracle.arms {
      let median = try KaplanMeier(try rows.sample()).median()
      #expect(median.estimate == expected.median)
      #expect(median.interval?.lower == expected.medianLower)
      #expect(median.interval?.upper == expected.medianUpper)
    }
  }

  @Test("the reading at a horizon agrees with R", arguments: SurvivalOracle.loaded.cases)
  func reading(_ oracle: SurvivalOracle.Case) throws {
    for (rows, expected) in oracle.arms {
      let reading = try KaplanMeier(try rows.sample()).reading(at: oracle.horizon)
      let conversion = try #require(reading.conversion)
      #expect(
        agrees(
          conversion,
          1 - expected.survivalAtHorizon,
          relative: survivalTolerance,
          absolute: 1e-15
        )
      )
      if let error = expected.errorAtHorizon {
        let variance = try #require(reading.variance)
        #expect(agrees(variance, error * error, relative: survivalTolerance))
        if let effective = reading.effective {
          let worth = conversion * (1 - conversion) / variance
          #expect(agrees(effective.trials, worth, relative: survivalTolerance))
        }
      }
    }
  }

  @Test("whole days give the bits of the maturation curve")
  func maturation() throws {
    let random = RandomGenerator(seed: 12)
    for _ in 0..<300 {
      let days = (0..<random.uniformInt(below: 9)).map { _ in
        MaturationCurve.Lag(
          lag: random.uniformInt(below: 12),
          reached: random.uniformInt(below: 5),
          censored: random.uniformInt(below: 4)
        )
      }
      let horizon = random.uniformInt(below: 13)
      let grouped = try MaturationCurve(lags: days, horizon: horizon)
      let sample = try SurvivalSample(
        moments: days.map { .init(time: Double($0.lag), events: $0.reached, censored: $0.censored) }
      )
      let reading = try KaplanMeier(sample).reading(at: Double(horizon))
      #expect(reading.conversion == grouped.conversion)
      #expect(reading.variance == grouped.variance)
      #expect(reading.effective == grouped.effective)
      #expect(reading.reached == grouped.reached)
      #expect(reading.maturing == grouped.maturing)
      #expect(try reading.interval(level: 0.9) == grouped.interval(level: 0.9))
    }
  }

  @Test("without censoring the curve is the plain share, exactly, and its error the binomial one")
  func plain() throws {
    let times = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3].map(Double.init)
    let curve = KaplanMeier(
      try SurvivalSample(times: times, events: Array(repeating: true, count: 10))
    )
    for horizon in 0...9 {
      let share = Double(times.count { $0 <= Double(horizon) }) / 10
      #expect(try curve.reading(at: Double(horizon)).conversion == 1 - (1 - share))
      let expected = share * (1 - share) / 10
      #expect(
        agrees(
          try curve.reading(at: Double(horizon)).variance,
          expected,
          relative: 1e-14,
          absolute: 1e-17
        )
      )
    }
  }

  @Test("order and merging do not matter, and another unit of time changes only the times")
  func laws() throws {
    var random = RandomGenerator(seed: 7)
    for _ in 0..<50 {
      let rows = (0..<40).map { _ in (Double(random.uniformInt(below: 15)), random.happens(0.6)) }
      let whole = try SurvivalSample(times: rows.map(\.0), events: rows.map(\.1))
      let mixed = rows.shuffled(using: &random)
      let left = try SurvivalSample(times: mixed[..<13].map(\.0), events: mixed[..<13].map(\.1))
      let right = try SurvivalSample(times: mixed[13...].map(\.0), events: mixed[13...].map(\.1))
      #expect(left + right == whole)
      #expect(right + left == whole)
      let scaled = try SurvivalSample(times: rows.map { $0.0 * 7 }, events: rows.map(\.1))
      let (one, other) = (KaplanMeier(whole), KaplanMeier(scaled))
      #expect(one.steps.map(\.survival) == other.steps.map(\.survival))
      #expect(try one.median().estimate.map { $0 * 7 } == other.median().estimate)
    }
  }

  @Test("nobody, one unit, all at one time, all censored")
  func edges() throws {
    let nobody = KaplanMeier(try SurvivalSample(times: [], events: []))
    #expect(nobody.steps.isEmpty)
    #expect(try nobody.reading(at: 3).conversion == nil)
    #expect(try nobody.median().estimate == nil)
    #expect(nobody.survival(at: 1) == nil)

    let one = KaplanMeier(try SurvivalSample(times: [4], events: [true]))
    #expect(one.survival(at: 3.9) == 1)
    #expect(one.survival(at: 4) == 0)
    #expect(one.survival(at: 1e300) == 0)
    #expect(try one.reading(at: 9).conversion == 1)
    #expect(try one.reading(at: 9).effective == nil)
    #expect(try one.reading(at: 9).counts == EffectiveCount(successes: 1, trials: 1))
    #expect(try one.median().estimate == 4)
    #expect(try one.median().interval == nil)

    let together = KaplanMeier(
      try SurvivalSample(times: [5, 5, 5, 5], events: [true, true, false, false])
    )
    #expect(together.steps.count == 1)
    #expect(together.survival(at: 5) == 0.5)
    // Flat at one half to the last time seen, which is the same time.
    #expect(try together.median().estimate == 5)
    #expect(together.survival(at: 5.1) == nil)

    let censored = KaplanMeier(
      try SurvivalSample(times: [1, 2, 3], events: [false, false, false])
    )
    #expect(try censored.reading(at: 3).conversion == 0)
    #expect(try censored.reading(at: 3).counts == EffectiveCount(successes: 0, trials: 1))
    #expect(try censored.reading(at: 3.5).conversion == nil)
    #expect(try censored.median().interval == nil)
  }

  @Test("counts of 10⁹ and times of any size")
  func sizes() throws {
    let huge = KaplanMeier(
      try SurvivalSample(moments: [
        .init(time: 1e-300, events: 300_000_000, censored: 100_000_000),
        .init(time: 1e300, events: 300_000_000, censored: 300_000_000),
      ])
    )
    let reading = try huge.reading(at: 1e300)
    // S = .7 · ½.
    #expect(agrees(reading.conversion, 0.65, relative: 1e-15))
    #expect(try huge.median().estimate == 1e300)
    #expect(try huge.reading(at: 1e299).conversion == 1 - 0.7)
  }

  @Test("impossible rows are refused with their place")
  func refusals() throws {
    #expect(throws: InferenceError.negative(field: "times[1]", value: -1)) {
      try SurvivalSample(times: [1, -1], events: [true, true])
    }
    #expect(throws: InferenceError.self) {
      try SurvivalSample(times: [.infinity], events: [true])
    }
    #expect(throws: InferenceError.unequalLengths(field: "events", count: 1, expected: 2)) {
      try SurvivalSample(times: [1, 2], events: [true])
    }
    #expect(throws: InferenceError.negative(field: "moments[0].events", value: -2)) {
      try SurvivalSample(moments: [.init(time: 1, events: -2, censored: 0)])
    }
    let curve = KaplanMeier(try SurvivalSample(times: [1], events: [true]))
    #expect(throws: InferenceError.outsideRange(field: "level", value: 1, allowed: "(0, 1)")) {
      try curve.median(level: 1)
    }
    #expect(throws: InferenceError.negative(field: "horizon", value: -1)) {
      try curve.reading(at: -1)
    }
  }
}
