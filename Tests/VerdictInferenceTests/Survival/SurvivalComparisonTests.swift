import GSLKit
import Testing
import VerdictInference

@Suite("SurvivalComparison")
struct SurvivalComparisonTests {
  private func random(_ generator: RandomGenerator, _ count: Int, _ last: Int) throws
    -> SurvivalSample
  {
    let rows = (0..<count).map { _ in
      (Double(generator.uniformInt(below: last) + 1), generator.happens(0.6))
    }
    return try SurvivalSample(times: rows.map(\.0), events: rows.map(\.1))
  }

  @Test("log-rank agrees with R", arguments: SurvivalOracle.loaded.cases)
  func logRank(_ oracle: SurvivalOracle.Case) throws {
    let test = LogRankTest(
      control: try oracle.control.sample(),
      variant: try oracle.variant.sample()
    )
    #expect(agrees(test.excess, oracle.excess, relative: survivalTolerance))
    #expect(agrees(test.variance, oracle.variance, relative: survivalTolerance))
    #expect(agrees(test.chiSquare, oracle.chiSquare, relative: survivalTolerance))
    #expect(agrees(test.pValue, oracle.p, relative: survivalTolerance))
  }

  @Test("log-rank within strata agrees with R, in any order of the strata")
  func stratified() throws {
    let oracle = SurvivalOracle.loaded.stratified
    let strata = try oracle.strata.map {
      LogRankTest.Stratum(control: try $0.control.sample(), variant: try $0.variant.sample())
    }
    let test = LogRankTest(strata: strata)
    #expect(agrees(test.chiSquare, oracle.chiSquare, relative: survivalTolerance))
    #expect(agrees(test.variance, oracle.variance, relative: survivalTolerance))
    let reversed = LogRankTest(strata: strata.reversed())
    #expect(agrees(reversed.chiSquare, oracle.chiSquare, relative: survivalTolerance))
  }

  @Test("log-rank at one time is the Mantel–Haenszel test of that table")
  func oneTime() throws {
    func arm(_ events: Int, _ units: Int) throws -> SurvivalSample {
      try SurvivalSample(moments: [.init(time: 3, events: events, censored: units - events)])
    }
    let test = LogRankTest(control: try arm(9, 30), variant: try arm(3, 30))
    let tables = try StratifiedTables(strata: [
      RateStratum(
        control: EffectiveCount(successes: 9, trials: 30),
        variant: EffectiveCount(successes: 3, trials: 30)
      )
    ])
    let expected = try #require(tables.cochranMantelHaenszel(corrected: false))
    #expect(agrees(test.chiSquare, expected.statistic, relative: 1e-14))
  }

  @Test("restricted means agree with R", arguments: SurvivalOracle.loaded.cases)
  func means(_ oracle: SurvivalOracle.Case) throws {
    for (rows, expected) in oracle.arms {
      let curve = KaplanMeier(try rows.sample())
      let mean = try #require(try RestrictedMean(curve, horizon: oracle.horizon))
      #expect(agrees(mean.value, expected.mean, relative: survivalTolerance))
      #expect(
        agrees(mean.standardError, expected.meanError, relative: survivalTolerance, absolute: 1e-15)
      )
      #expect(agrees(mean.value + mean.lost, oracle.horizon, relative: 1e-14))
    }
  }

  @Test("the difference of restricted means of the leukaemia data, by hand")
  func leukaemia() throws {
    // To 10 weeks R prints 6.61904761904762 (.733012268851333) and 9.27731092436975
    // (.326769115387444): difference 2.658263305, error √(.537306985 + .106778055) = .802549, z
    // 3.31228, p .000925.
    let oracle = try #require(
      SurvivalOracle.loaded.cases.first { $0.name == "leukaemia to 10 weeks" }
    )
    let comparison = SurvivalComparison(
      control: try oracle.control.sample(),
      variant: try oracle.variant.sample()
    )
    let means = try #require(try comparison.restrictedMeans(to: 10))
    let difference = RestrictedMeanDifference(control: means.control, variant: means.variant)
    #expect(agree(difference.estimate, 2.658_263_305, within: 1e-9))
    #expect(agree(difference.standardError, 0.802_549, within: 5e-7))
    #expect(agree(difference.pValue, 0.000_925, within: 5e-7))
    let interval = try #require(try difference.interval())
    #expect(agree(interval.lower, 2.658_263 - 1.959_964 * 0.802_549, within: 2e-6))
  }

  @Test("without censoring a restricted mean is the plain mean of min(T, w)")
  func plainMean() throws {
    let random = RandomGenerator(seed: 5)
    for _ in 0..<40 {
      let times = (0..<23).map { _ in random.exponential(mean: 8) }
      let horizon = 6.0
      let curve = KaplanMeier(
        try SurvivalSample(times: times, events: times.map { _ in true })
      )
      let mean = try #require(try RestrictedMean(curve, horizon: horizon))
      let cut = times.map { min($0, horizon) }
      let average = cut.reduce(0, +) / 23
      let variance = cut.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 23 / 23
      #expect(agrees(mean.value, average, relative: 1e-13))
      #expect(agrees(mean.standardError, variance.squareRoot(), relative: 1e-12))
    }
  }

  @Test("exchanging the arms mirrors every answer bit for bit")
  func swap() throws {
    let random = RandomGenerator(seed: 3)
    for _ in 0..<60 {
      let (a, b) = (try self.random(random, 25, 12), try self.random(random, 17, 14))
      let (one, other) = (
        SurvivalComparison(control: a, variant: b), SurvivalComparison(control: b, variant: a)
      )
      #expect(one.logRank.excess == -other.logRank.excess)
      #expect(one.logRank.pValue == other.logRank.pValue)
      let horizon = try #require(one.commonHorizon)
      #expect(other.commonHorizon == horizon)
      let (d, e) = (
        try #require(try one.difference(at: horizon)),
        try #require(try other.difference(at: horizon))
      )
      #expect(d.estimate == -e.estimate)
      #expect(try d.interval() == e.interval().negated)
      let (m, n) = (
        try #require(try one.restrictedMeans(to: horizon)),
        try #require(try other.restrictedMeans(to: horizon))
      )
      let (f, g) = (
        RestrictedMeanDifference(control: m.control, variant: m.variant),
        RestrictedMeanDifference(control: n.control, variant: n.variant)
      )
      #expect(f.estimate == -g.estimate)
      #expect(f.pValue == g.pValue)
      #expect(try f.interval() == g.interval()?.negated)
    }
  }

  @Test("an interval leaves out 0 exactly when its p is below")
  func agreement() throws {
    let random = RandomGenerator(seed: 30)
    for _ in 0..<80 {
      let comparison = SurvivalComparison(
        control: try self.random(random, 20, 12),
        variant: try self.random(random, 20, 7)
      )
      let horizon = try #require(comparison.commonHorizon)
      let means = try #require(try comparison.restrictedMeans(to: horizon))
      let mean = RestrictedMeanDifference(control: means.control, variant: means.variant)
      let share = try #require(try comparison.difference(at: horizon))
      for level in [0.5, 0.8, 0.95] {
        #expect(
          (try mean.interval(level: level)?.contains(0) ?? true)
            == ((mean.pValue ?? 1) >= 1 - level)
        )
        let tail = (1 - level) / 2
        let p = min(share.test.pValueGreater(at: 0), share.test.pValueLess(at: 0))
        #expect(try share.interval(level: level).contains(0) == (p > tail))
      }
    }
  }

  @Test("another unit of time scales means and leaves tests as they are")
  func scale() throws {
    let random = RandomGenerator(seed: 9)
    let (a, b) = (try self.random(random, 30, 20), try self.random(random, 30, 20))
    func scaled(_ sample: SurvivalSample, _ factor: Double) throws -> SurvivalSample {
      try SurvivalSample(
        moments: sample.moments.map {
          .init(time: $0.time * factor, events: $0.events, censored: $0.censored)
        }
      )
    }
    let plain = try #require(
      try SurvivalComparison(control: a, variant: b).restrictedMeans(to: 15)
    )
    let base = RestrictedMeanDifference(control: plain.control, variant: plain.variant)
    for factor in [1.0 / 1_024, 4_096, 1e300, 1e-300] {
      let comparison = SurvivalComparison(
        control: try scaled(a, factor),
        variant: try scaled(b, factor)
      )
      #expect(comparison.logRank == LogRankTest(control: a, variant: b))
      let means = try #require(try comparison.restrictedMeans(to: 15 * factor))
      let difference = RestrictedMeanDifference(control: means.control, variant: means.variant)
      #expect(agrees(difference.estimate / factor, base.estimate, relative: 1e-12))
      #expect(agrees(difference.standardError / factor, base.standardError, relative: 1e-12))
      #expect(agrees(difference.pValue, base.pValue ?? .nan, relative: 1e-10))
    }
  }

  @Test("times near 10⁹ with a small spread keep their digits")
  func offset() throws {
    func arm(_ times: [Double], _ offset: Double) throws -> SurvivalSample {
      try SurvivalSample(times: times.map { $0 + offset }, events: times.map { _ in true })
    }
    // Quarters are exact at 10⁹.
    let (c, v) = ([0.25, 0.5, 1.5, 2.75], [0.75, 1.25, 2.5, 3.25])
    var differences: [RestrictedMeanDifference] = []
    for offset in [0, 1e9] {
      let comparison = SurvivalComparison(control: try arm(c, offset), variant: try arm(v, offset))
      let means = try #require(try comparison.restrictedMeans(to: offset + 2.75))
      differences.append(
        RestrictedMeanDifference(control: means.control, variant: means.variant)
      )
    }
    // Means of min(T, 2.75): 1.25 and 1.8125. Dividing by the horizon costs digits of 10⁻¹⁶ · 10⁹.
    #expect(agree(differences[0].estimate, 0.562_5, within: 1e-15))
    #expect(agree(differences[1].estimate, 0.562_5, within: 1e-7))
    #expect(agrees(differences[1].standardError, differences[0].standardError, relative: 1e-7))
  }

  @Test("with everything followed the difference is the plain score interval of two rates")
  func plainDifference() throws {
    func arm(_ events: Int, _ units: Int) throws -> SurvivalSample {
      try SurvivalSample(moments: [
        .init(time: 2, events: events, censored: 0),
        .init(time: 10, events: 0, censored: units - events),
      ])
    }
    let comparison = SurvivalComparison(control: try arm(48, 80), variant: try arm(56, 70))
    let difference = try #require(try comparison.difference(at: 10))
    let plain = try ScoreTest(
      control: EffectiveCount(successes: 48, trials: 80),
      variant: EffectiveCount(successes: 56, trials: 70)
    )
    #expect(try difference.interval() == plain.interval(tail: 0.025))
    #expect(agree(difference.estimate, 0.2, within: 1e-15))
  }

  @Test("an arm that is empty, without events, or used up")
  func edges() throws {
    let none = try SurvivalSample(times: [], events: [])
    let some = try SurvivalSample(times: [1, 2, 3], events: [true, false, true])
    let quiet = try SurvivalSample(times: [3, 4], events: [false, false])
    let empty = SurvivalComparison(control: none, variant: some)
    #expect(empty.commonHorizon == nil)
    #expect(empty.logRank.chiSquare == nil)
    #expect(empty.logRank.pValue == nil)
    #expect(try empty.difference(at: 2) == nil)
    let still = SurvivalComparison(control: quiet, variant: quiet)
    #expect(still.logRank.pValue == nil)
    let means = try #require(try still.restrictedMeans(to: 3))
    let difference = RestrictedMeanDifference(control: means.control, variant: means.variant)
    #expect(difference.estimate == 0)
    #expect(difference.pValue == nil)
    #expect(try difference.interval() == nil)
    // 0 of 2 against 2 of 3: the interval keeps a width.
    let mixed = try #require(
      try SurvivalComparison(control: quiet, variant: some).difference(at: 3)
    )
    #expect(mixed.estimate == 1)
    #expect((try mixed.interval().width ?? 0) > 0.3)
    #expect(throws: InferenceError.outsideRange(field: "horizon", value: 0, allowed: "(0, ∞)")) {
      try still.restrictedMeans(to: 0)
    }
  }
}
