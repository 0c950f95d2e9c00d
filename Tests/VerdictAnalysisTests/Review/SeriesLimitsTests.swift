import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("A series' usual level and limits")
struct SeriesLimitsTests {
  static func series(_ counts: [(Int64, Int64)]) throws -> [SeriesPoint] {
    let first = try #require(Day(iso: "2026-09-07"))
    return counts.enumerated().map { index, count in
      SeriesPoint(
        start: first + 7 * index,
        end: first + 7 * index + 6,
        numerator: count.0,
        denominator: count.1
      )
    }
  }

  /// Five weeks of 11 of 20 before the test, then the sizes of the oracle.
  static let counts: [(Int64, Int64)] =
    Array(repeating: (11, 20), count: 5) + [(4, 23), (8, 8), (31, 40), (0, 0)]

  @Test("The limits are Spiegelhalter's exact ones, by SciPy")
  func oracle() throws {
    let series = try Self.series(Self.counts)
    let limits = try #require(SeriesLimits(series, testStart: series[5].start, norm: nil))
    #expect(abs(limits.usual - 0.55) < 1e-15)
    #expect(limits.points == 5)
    // SciPy 1.17, r = binom.ppf(p, n, .55), (r − (F(r) − p)/f(r))/n at p = .001 and .999.
    let wanted: [(Int, Double, Double)] = [
      (5, 0.20766655518548777, 0.8360533913163245), (6, 0, 0.9850717638332885),
      (7, 0.2930909829356817, 0.7734227880909913),
    ]
    for (index, lower, upper) in wanted {
      let interval = try #require(limits.limits[index])
      #expect(abs((interval.lower ?? 9) - lower) < 1e-9)
      #expect(abs((interval.upper ?? 9) - upper) < 1e-9)
    }
    #expect(limits.limits[8] == nil)
    // 4 of 23 lies below its limit, 8 of 8 and 31 of 40 above theirs.
    #expect(limits.outside(series) == [5, 6, 7])
  }

  @Test("Four weeks are no habit, nor are weeks in which everybody came")
  func tooFew() throws {
    let series = try Self.series(Self.counts)
    #expect(SeriesLimits(series, testStart: series[4].start, norm: nil) == nil)
    let full = try Self.series(Array(repeating: (8, 8), count: 9))
    #expect(SeriesLimits(full, testStart: full[8].start, norm: nil) == nil)
    #expect(SeriesLimits([], testStart: series[0].start, norm: nil) == nil)
  }

  @Test("The norm is the company's, and one without ends is none")
  func norm() throws {
    let series = try Self.series(Self.counts)
    let from = series[0].start
    let set = SeriesLimits(
      series,
      testStart: series[5].start,
      norm: Norm(metric: "show_rate", from: from, low: 0.6, high: nil)
    )
    #expect(set?.norm == Interval(lower: 0.6, upper: nil))
    let open = SeriesLimits(
      series,
      testStart: series[5].start,
      norm: Norm(metric: "show_rate", from: from, low: nil, high: nil)
    )
    #expect(open != nil && open?.norm == nil)
  }
}
