import Testing
import VerdictInference

@Suite("SegmentedRegression")
struct SegmentedRegressionTests {
  struct Term: Decodable {
    let estimate: Double
    let standardError: Double
    let p: Double?
  }
  struct Box: Decodable {
    let statistic: Double
    let p: Double
  }
  struct Case: Decodable {
    let name: String
    let family: SeriesAroundStart.Family
    let numerator: [Double]
    let denominator: [Double]?
    let start: Int
    let lags: Int
    let weekday: [Int]?
    let level: Term
    let slope: Term
    let trend: Double
    let modelErrors: [Double]
    let levelInterval: [Double]
    let dispersion: Double
    let effect: Term
    let durbinWatson: Double
    let ljungBox: Box

    func series() throws -> SeriesAroundStart {
      try SeriesAroundStart(
        numerator: numerator,
        denominator: denominator,
        start: start,
        weekdays: weekday,
        family: family
      )
    }
  }

  private func fitted(
    _ series: SeriesAroundStart,
    _ covariance: SegmentedRegression.Covariance = .neweyWest(lags: nil)
  ) throws -> SegmentedRegression? {
    guard case .fitted(let fit) = try SegmentedRegression.fit(series, covariance: covariance)
    else { return nil }
    return fit
  }

  private func close(_ value: Double?, _ expected: Double, _ relative: Double) -> Bool {
    agree(value, expected, within: relative * abs(expected) + 1e-300)
  }

  @Test("coefficients, errors and tests agree with R's glm, lm and sandwich")
  func oracle() throws {
    for known in try CommittedOracle<Case>.cases("series_segmented") {
      let fit = try #require(try fitted(try known.series(), .neweyWest(lags: known.lags)))
      // R's uncentred design loses digits that ours keeps: near 10⁹ some eight of sixteen.
      let relative = known.name.contains("thousand million") ? 1e-4 : 1e-7
      let slope = try #require(fit.slope)
      #expect(close(fit.level.estimate, known.level.estimate, relative), "\(known.name)")
      #expect(close(fit.level.standardError, known.level.standardError, relative))
      #expect(close(fit.level.pValue, known.level.p ?? .nan, 20 * relative), "\(known.name)")
      #expect(close(slope.estimate, known.slope.estimate, relative), "\(known.name)")
      #expect(close(slope.standardError, known.slope.standardError, relative))
      #expect(close(fit.trend.estimate, known.trend, relative))
      #expect(close(fit.dispersion, known.dispersion, relative))
      let interval = try #require(fit.level.interval(level: 0.95))
      #expect(close(interval.lower, known.levelInterval[0], 10 * relative), "\(known.name)")
      #expect(close(interval.upper, known.levelInterval[1], 10 * relative))
      let effect = try #require(fit.effect)
      #expect(close(effect.average.estimate, known.effect.estimate, relative))
      // Its gradient is numerical there.
      let numerical = max(10 * relative, 1e-6)
      #expect(close(effect.average.standardError, known.effect.standardError, numerical))
      let correlation = try SerialCorrelation(residuals: fit.residuals)
      #expect(close(correlation.durbinWatson, known.durbinWatson, relative))
      #expect(close(correlation.ljungBox?.statistic, known.ljungBox.statistic, 10 * relative))
      #expect(close(correlation.ljungBox?.pValue, known.ljungBox.p, 100 * relative))
      let model = try #require(try fitted(try known.series(), .model))
      #expect(close(model.level.standardError, known.modelErrors[0], relative), "\(known.name)")
      #expect(close(model.slope?.standardError, known.modelErrors[1], relative))
    }
  }

  @Test("counting failures turns the signs and keeps the errors")
  func mirrored() throws {
    let known = try CommittedOracle<Case>.cases("series_segmented")[1]
    let trials = try #require(known.denominator)
    let failures = zip(trials, known.numerator).map { $0 - $1 }
    let one = try #require(try fitted(try known.series()))
    let other = try #require(
      try fitted(
        SeriesAroundStart(numerator: failures, denominator: trials, start: known.start)
      )
    )
    #expect(close(other.level.estimate, -one.level.estimate, 1e-8))
    #expect(close(other.level.standardError, one.level.standardError ?? .nan, 1e-8))
    #expect(close(other.effect?.average.estimate, -(one.effect?.average.estimate ?? .nan), 1e-8))
    #expect(close(other.slope?.pValue, one.slope?.pValue ?? .nan, 1e-6))
  }

  @Test("values times a factor and plus a constant: the same p; at 1e300, 1e-300 and 1e9 too")
  func scale() throws {
    let known = try #require(
      try CommittedOracle<Case>.cases("series_segmented").first { $0.name == "values" }
    )
    let plain = try #require(try fitted(try known.series()))
    for (factor, shift) in [(1e298, 0.0), (1e-298, 0), (-3, 7), (1, 1e9)] {
      let series = try SeriesAroundStart(
        numerator: known.numerator.map { $0 * factor + shift },
        start: known.start,
        family: .gaussian
      )
      let fit = try #require(try fitted(series))
      let relative = shift == 1e9 ? 1e-5 : 1e-8
      #expect(close(fit.level.estimate, plain.level.estimate * factor, relative))
      #expect(close(fit.level.pValue, plain.level.pValue ?? .nan, 100 * relative))
      #expect(
        close(fit.effect?.average.pValue, plain.effect?.average.pValue ?? .nan, 100 * relative)
      )
    }
  }

  @Test("a naive comparison is the effect plus the drift")
  func drift() throws {
    // 1 a point before and after: nothing happened at the start.
    let noise = [0.1, -0.2, 0.15, -0.05, 0.1, -0.1, 0.05, -0.15, 0.2, -0.1]
    let values = noise.enumerated().map { Double($0) + $1 }
    let fit = try #require(
      try fitted(SeriesAroundStart(numerator: values, start: 5, family: .gaussian))
    )
    let drift = try #require(fit.drift)
    #expect(agree(drift.observedChange, 5, within: 0.2))
    #expect(agree(drift.expectedChange, 5, within: 0.6))
    #expect(agree(drift.trend.estimate, 1, within: 0.1))
    #expect((fit.level.pValue ?? 0) > 0.05)
    #expect(
      agree(
        drift.observedChange - drift.expectedChange,
        fit.effect?.average.estimate,
        within: 1e-12
      )
    )
  }

  @Test("a gap is left out and keeps its place in time")
  func gaps() throws {
    let known = try CommittedOracle<Case>.cases("series_segmented")[0]
    var (successes, trials) = (known.numerator, try #require(known.denominator))
    (successes[4], trials[4]) = (0, 0)
    (successes[20], trials[20]) = (0, 0)
    let fit = try #require(
      try fitted(SeriesAroundStart(numerator: successes, denominator: trials, start: 13))
    )
    #expect(fit.points == 24 && fit.residuals[4] == nil && fit.fitted[20] == nil)
  }

  @Test("what cannot be fitted says why")
  func undefined() throws {
    func reason(
      _ numerator: [Double],
      _ denominator: [Double]?,
      _ start: Int,
      _ weekdays: [Int]? = nil,
      _ family: SeriesAroundStart.Family? = nil
    ) throws -> SegmentedRegression.Reason? {
      let series = try SeriesAroundStart(
        numerator: numerator,
        denominator: denominator,
        start: start,
        weekdays: weekdays,
        family: family
      )
      guard case .undefined(let reason) = try SegmentedRegression.fit(series) else { return nil }
      return reason
    }
    let tens = [Double](repeating: 10, count: 8)
    #expect(try reason([1, 2, 3, 4, 3, 2, 1, 2], tens, 0) == .tooFewBefore)
    #expect(try reason([1, 2, 3, 4, 3, 2, 1, 2], tens, 1) == .tooFewBefore)
    #expect(try reason([1, 2, 3, 4, 3, 2, 1, 2], tens, 8) == .noneAfter)
    #expect(try reason([1, 2, 3, 4, 0, 0, 0, 0], tens, 4) == .separation)
    #expect(try reason([1, 2, 3, 4, 1, 0, 0, 0], tens, 4) == .separation)
    #expect(try reason(tens, tens, 4) == .separation)
    #expect(try reason([0, 0, 0, 0, 1, 2], nil, 4) == .separation)
    #expect(try reason([1, 2, 3, 1, 2, 3], nil, 3, [0, 0, 0, 1, 1, 1]) == .rankDeficient)
    #expect(try reason([1e308, -1e308, 1e308, 1e308], nil, 2, nil, .gaussian) == .overflow)
    #expect(try reason([1, 2, 3, 4, 5], nil, 3, nil, .gaussian) == nil)
  }

  @Test("constant series, one point after and no degrees of freedom keep their estimates")
  func degenerate() throws {
    let flat = try #require(
      try fitted(
        SeriesAroundStart(
          numerator: [3, 6, 3, 6, 3, 6, 3],
          denominator: [10, 20, 10, 20, 10, 20, 10],
          start: 4
        )
      )
    )
    #expect(agree(flat.level.estimate, 0, within: 1e-9))
    #expect(flat.level.standardError == nil && flat.level.pValue == nil && flat.dispersion == 0)
    let line = try #require(
      try fitted(
        SeriesAroundStart(numerator: [1, 2, 3, 4, 8, 9, 10, 11], start: 4, family: .gaussian)
      )
    )
    #expect(agree(line.level.estimate, 3, within: 1e-12) && line.level.standardError == nil)
    let one = try #require(
      try fitted(SeriesAroundStart(numerator: [1, 3, 2, 4, 9], start: 4, family: .gaussian))
    )
    #expect(one.slope == nil && one.level.standardError != nil)
    let none = try #require(
      try fitted(SeriesAroundStart(numerator: [1, 3, 2, 4], start: 2, family: .gaussian))
    )
    #expect(none.degreesOfFreedom == 0 && none.dispersion == nil)
    #expect(none.level.standardError == nil && none.level.interval(level: 0.95) == nil)
  }

  @Test("a weekday on which nothing ever happens is left out, not fatal")
  func silentWeekday() throws {
    let days = (0..<28).map { $0 % 7 }
    let trials = [Double](repeating: 20, count: 28)
    let successes = (0..<28).map { days[$0] == 6 ? 0 : Double(3 + ($0 * 5) % 4) }
    let fit = try #require(
      try fitted(
        SeriesAroundStart(
          numerator: successes,
          denominator: trials,
          start: 14,
          weekdays: days
        )
      )
    )
    #expect(fit.silentWeekdays == [6] && fit.points == 24 && fit.level.standardError != nil)
  }

  @Test("100,000 points, and a thousand million trials, in well under two seconds")
  func many() throws {
    let count = 100_000
    let trials = [Double](repeating: 1e9, count: count)
    let successes = (0..<count).map { 3e8 + Double(($0 * 7_919) % 10_007) }
    let fit = try #require(
      try fitted(
        SeriesAroundStart(numerator: successes, denominator: trials, start: 60_000)
      )
    )
    #expect(fit.lags == 18 && fit.level.standardError != nil)
  }

  @Test("impossible series and lags are refused by name")
  func refused() throws {
    func expect(_ error: InferenceError, _ body: () throws -> Any) {
      #expect(throws: error) { _ = try body() }
    }
    expect(.tooFew(field: "numerator", value: 0, needed: 1)) {
      try SeriesAroundStart(numerator: [], start: 0)
    }
    expect(.negative(field: "numerator[1]", value: -1)) {
      try SeriesAroundStart(numerator: [1, -1], start: 1)
    }
    expect(.successesAboveTrials(field: "numerator[0]", successes: 5, trials: 4)) {
      try SeriesAroundStart(numerator: [5], denominator: [4], start: 0)
    }
    expect(.outsideRange(field: "start", value: 3, allowed: "[0, 2]")) {
      try SeriesAroundStart(numerator: [1, 2], start: 3)
    }
    expect(.missing(field: "denominator")) {
      try SeriesAroundStart(numerator: [1, 2], start: 1, family: .quasiBinomial)
    }
    expect(.outsideRange(field: "lags", value: 4, allowed: "[0, 3]")) {
      let series = try SeriesAroundStart(numerator: [1, 2, 4, 3], start: 2)
      return try SegmentedRegression.fit(series, covariance: .neweyWest(lags: 4))
    }
  }
}
