/// How each weekday usually compares with the others, learned from history.
///
///     index of a weekday = its mean ÷ the mean of all weekdays' means
///     adjusted value = value ÷ index
///
/// Each weekday counts once in the denominator, so that history may begin and end in mid-week.
/// Monday's usual slump then signals no more than any other day's. Learn the pattern from the weeks
/// before what is judged: eight are enough for the charts here.
///
/// Assumes that a weekday multiplies, and that the pattern stays as it was. A weekday on which
/// usually nothing happens has index 0 and cannot be adjusted.
public struct WeekdayPattern: Hashable, Sendable {
  /// The index of each weekday seen, 1 on average.
  public let indices: [Int: Double]

  /// A pattern from history.
  ///
  /// - Parameters:
  ///   - values: one for each day, finite; sums, counts or means of a day.
  ///   - weekdays: the weekday of each value, any whole numbers, such as 1…7.
  /// - Throws: ``InferenceError/unequalLengths(field:count:expected:)``,
  ///   ``InferenceError/tooFew(field:value:needed:)`` without a value,
  ///   ``InferenceError/notFinite(field:value:)``, and
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` where the mean is not above 0, so that a
  ///   ratio to it says nothing, or a weekday's mean is below 0.
  public init(values: [Double], weekdays: [Int]) throws(InferenceError) {
    guard values.count == weekdays.count else {
      throw .unequalLengths(field: "weekdays", count: weekdays.count, expected: values.count)
    }
    guard !values.isEmpty else { throw .tooFew(field: "values", value: 0, needed: 1) }
    var days: [Int: [Double]] = [:]
    for (index, value) in values.enumerated() {
      guard value.isFinite else { throw .notFinite(field: "values[\(index)]", value: value) }
      days[weekdays[index], default: []].append(value)
    }
    let means = days.mapValues { IndividualsChart.mean($0[...]) }
    // In the order of the weekdays, so that the sum has the same bytes in every run.
    let share = Double(means.count)
    let overall = means.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value / share }
    guard overall > 0, overall.isFinite else {
      throw .outsideRange(field: "values", value: overall, allowed: "(0, inf)")
    }
    for (_, mean) in means.sorted(by: { $0.key < $1.key }) where mean < 0 {
      throw .outsideRange(field: "values", value: mean, allowed: "[0, inf)")
    }
    indices = means.mapValues { $0 / overall }
  }

  /// A value with its weekday taken out.
  ///
  /// - Parameters:
  ///   - value: the value of a day.
  ///   - weekday: its weekday.
  /// - Returns: value ÷ index; nil for a weekday that was not seen, that has index 0, or when the
  ///   result has no finite number.
  public func adjusted(_ value: Double, weekday: Int) -> Double? {
    guard let index = indices[weekday], index > 0 else { return nil }
    let result = value / index
    return result.isFinite ? result : nil
  }
}
