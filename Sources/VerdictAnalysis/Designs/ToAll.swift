import VerdictInference
import VerdictModel

/// To all: the series before against the series after, with the old trend carried on and weekdays
/// taken out.
///
/// Without a control it confirms nothing; a second model, the drift and the return from a
/// bad spell are said beside it.
enum ToAll {
  static func reading(_ arms: SliceArms) throws(InferenceError) -> SliceReading {
    var reading = SliceReading()
    let days = arms.summed(arms.rows) { $0.day }.filter { $0.under > 0 }
    let start = days.firstIndex { $0.key >= arms.form.start } ?? days.count
    guard start > 0, start < days.count else { return reading }
    let rates = days.map { $0.above / $0.under }
    let series = try SeriesAroundStart(
      numerator: days.map(\.above),
      denominator: days.map(\.under),
      start: start,
      weekdays: days.map { $0.key.weekday - 1 }
    )
    reading.call =
      "echo '{\"method\":\"interrupted-series\",\"numerator\":\(list(days.map(\.above))),"
      + "\"denominator\":\(list(days.map(\.under))),\"start\":\(start),"
      + "\"weekday\":\(list(days.map { Double($0.key.weekday - 1) }))}' | verdict calc --batch"
    if case .fitted(let fit) = try SegmentedRegression.fit(series) {
      let average = fit.effect?.average
      reading.estimate = average?.estimate
      reading.interval = average?.interval(level: 1 - 2 * arms.level)
      if let drift = fit.drift {
        reading.remarks.append(
          .trend(expected: drift.expectedChange, observed: drift.observedChange)
        )
      }
    }
    if case .fitted(let level) = try LocalLevel.fit(
      rates,
      start: start,
      weights: days.map(\.under)
    ), let interval = level.step?.interval(level: 1 - 2 * arms.level) {
      reading.remarks.append(.secondOpinion(interval))
    }
    if let rebound = rebound(weeks(arms), arms.form.direction) {
      reading.remarks.append(.rebound(rebound))
    }
    if let naive = naive(days.map { ($0.above, $0.under) }, start: start) {
      reading.remarks.append(naive)
    }
    return reading
  }

  private static func list(_ values: [Double]) -> String {
    "[" + values.map { $0.isWhole ? String(Int($0)) : String($0) }.joined(separator: ",") + "]"
  }

  /// Rates of whole weeks before the start, oldest first.
  private static func weeks(_ arms: SliceArms) -> [Double] {
    let before = arms.rows.filter { $0.day < arms.form.start }
    return arms.summed(before) { -((arms.form.start - $0.day + 6) / 7) }
      .filter { $0.under > 0 }.map { $0.above / $0.under }
  }

  /// How far the rate comes back by itself after the last four weeks, judged by those before them;
  /// nil unless they were a bad spell (worse than nine of ten weeks before it).
  private static func rebound(_ rates: [Double], _ direction: Direction) -> Double? {
    // Turned, so that bad is low.
    let sign: Double = direction == .up ? 1 : -1
    let weeks = rates.map { $0 * sign }
    let spell = weeks.suffix(4)
    let base = Array(weeks.dropLast(4))
    guard spell.count == 4, base.count >= 6,
      let regression = try? RegressionToTheMean(base: base)
    else { return nil }
    let average = spell.reduce(0, +) / 4
    let usual = base.sorted()[base.count / 10]
    guard average < usual,
      let expected = try? regression.expectation(after: average, length: 4, following: 4)
    else { return nil }
    return expected.rebound * sign
  }

  /// The pooled z of before against after.
  private static func naive(_ days: [(above: Double, under: Double)], start: Int) -> SliceRemark? {
    func count(_ part: ArraySlice<(above: Double, under: Double)>) -> CountReading {
      CountReading(
        successes: Int(part.reduce(0) { $0 + $1.above }),
        trials: Int(part.reduce(0) { $0 + $1.under })
      )
    }
    let (before, after) = (count(days[..<start]), count(days[start...]))
    guard
      let control = try? BinomialCount(successes: before.successes, trials: before.trials),
      let variant = try? BinomialCount(successes: after.successes, trials: after.trials),
      let test = try? ScoreTest(control: EffectiveCount(control), variant: EffectiveCount(variant))
    else { return nil }
    let p = min(1, 2 * min(test.pValueGreater(at: 0), test.pValueLess(at: 0)))
    return .beforeAfter(before: before, after: after, pValue: p)
  }
}

extension Double {
  fileprivate var isWhole: Bool { self == rounded() && abs(self) < 1e15 }
}
