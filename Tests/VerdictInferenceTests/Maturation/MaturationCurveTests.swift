import GSLKit
import Testing
import VerdictInference

@Suite("Units that are still on their way")
struct MaturationCurveTests {
  struct MaturationCase: Decodable {
    let lags: [[Int]]
    let horizon: Int
    let conversion: Double
    let variance: Double
    let effectiveTrials: Double
    let effectiveSuccesses: Double
  }

  @Test("Conversion, variance and effective counts agree with exact fractions")
  func oracle() throws {
    for item in try CommittedOracle<MaturationCase>.cases("maturation") {
      let curve = try MaturationCurve(lags: lags(item.lags), horizon: item.horizon)
      #expect(agree(curve.conversion, item.conversion, within: 1e-14))
      #expect(agree(curve.variance, item.variance, within: 1e-15))
      let effective = try #require(curve.effective)
      #expect(abs(effective.trials - item.effectiveTrials) < 1e-11)
      #expect(abs(effective.successes - item.effectiveSuccesses) < 1e-11)
    }
  }

  @Test("Without an unfinished follow-up the effective counts are the plain ones, exactly")
  func matured() throws {
    let curve = try MaturationCurve(
      lags: lags([[0, 4, 0], [3, 2, 0], [9, 1, 0], [14, 3, 17], [20, 2, 5]]),
      horizon: 14
    )
    #expect(curve.effective == (try EffectiveCount(successes: 10, trials: 34)))
    #expect(agree(curve.conversion, 10.0 / 34, within: 1e-15))
    #expect(agree(curve.variance, 10.0 / 34 * 24 / 34 / 34, within: 1e-16))
    #expect(curve.maturing == 0)
  }

  @Test("Units on their way are worth less than matured ones and more than nothing")
  func worth() throws {
    let curve = try MaturationCurve(
      lags: lags([[0, 5, 0], [2, 3, 10], [7, 2, 20]]),
      horizon: 7
    )
    let effective = try #require(curve.effective)
    #expect(effective.trials < Double(curve.units))
    #expect(effective.trials > Double(curve.units - curve.maturing) - 10)
    #expect(curve.maturing == 10)
  }

  @Test("Nobody, everybody and nobody followed far enough: no effective count, and why is visible")
  func edges() throws {
    let nobody = try MaturationCurve(lags: lags([[5, 0, 12]]), horizon: 5)
    #expect(nobody.conversion == 0)
    #expect(nobody.effective == nil)
    let everybody = try MaturationCurve(lags: lags([[1, 7, 0], [3, 2, 0]]), horizon: 5)
    #expect(everybody.conversion == 1)
    #expect(everybody.effective == nil)
    let short = try MaturationCurve(lags: lags([[1, 2, 0], [3, 1, 9]]), horizon: 5)
    #expect(short.conversion == nil)
    #expect(short.variance == nil)
    #expect(short.effective == nil)
    #expect(try short.interval() == nil)
    #expect(try MaturationCurve(lags: [], horizon: 5).conversion == nil)
  }

  @Test("Units censored on a day were at risk on it, and reaches after the horizon do not count")
  func conventions() throws {
    // Ten at risk on day 2: the five censored that day count in the denominator.
    let sameDay = try MaturationCurve(lags: lags([[2, 1, 5], [9, 0, 4]]), horizon: 9)
    #expect(agree(sameDay.conversion, 0.1, within: 1e-15))
    let late = try MaturationCurve(lags: lags([[2, 1, 0], [10, 6, 3]]), horizon: 9)
    #expect(agree(late.conversion, 0.1, within: 1e-15))
    #expect(late.reached == 1)
  }

  @Test("Order, splitting and merging of the days do not matter")
  func merging() throws {
    let whole = try MaturationCurve(
      lags: lags([[0, 3, 1], [2, 4, 2], [5, 1, 3], [7, 2, 10]]),
      horizon: 7
    )
    let shuffled = try MaturationCurve(
      lags: lags([[7, 2, 4], [2, 1, 0], [0, 3, 1], [7, 0, 6], [5, 1, 3], [2, 3, 2]]),
      horizon: 7
    )
    #expect(whole == shuffled)
    let left = try MaturationCurve(lags: lags([[2, 4, 0], [7, 0, 10]]), horizon: 7)
    let right = try MaturationCurve(
      lags: lags([[0, 3, 1], [2, 0, 2], [5, 1, 3], [7, 2, 0]]),
      horizon: 7
    )
    #expect(left + right == whole)
    #expect(right + left == whole)
  }

  @Test("The log–log interval holds the estimate, lies in 0…1 and covers")
  func interval() throws {
    let curve = try MaturationCurve(
      lags: lags([[0, 3, 1], [2, 4, 2], [5, 1, 3], [7, 2, 10]]),
      horizon: 7
    )
    let interval = try #require(try curve.interval(level: 0.95))
    let conversion = try #require(curve.conversion)
    #expect(interval.contains(conversion))
    // By hand: S = .56545, Σ = .011495/.56545² = .035951, σ = .18961/|ln S| = .33257, so the
    // ends are 1 − S^{exp(∓1.96 σ)}.
    let log = 1.959963984540054 * 0.332_57
    #expect(
      agree(interval.lower, 1 - Elementary.power(0.565_45, Elementary.exp(-log)), within: 2e-5)
    )
    #expect(
      agree(interval.upper, 1 - Elementary.power(0.565_45, Elementary.exp(log)), within: 2e-5)
    )
  }

  @Test("Negative counts and days are refused")
  func refusals() {
    #expect(throws: InferenceError.negative(field: "lag", value: -1)) {
      try MaturationCurve(lags: lags([[-1, 1, 1]]), horizon: 3)
    }
    #expect(throws: InferenceError.negative(field: "censored", value: -2)) {
      try MaturationCurve(lags: lags([[1, 1, -2]]), horizon: 3)
    }
    #expect(throws: InferenceError.negative(field: "horizon", value: -3)) {
      try MaturationCurve(lags: [], horizon: -3)
    }
  }

  private func lags(_ rows: [[Int]]) -> [MaturationCurve.Lag] {
    rows.map { MaturationCurve.Lag(lag: $0[0], reached: $0[1], censored: $0[2]) }
  }
}
