/// A series of points in equal steps of time, and the point at which something was started.
///
/// Rates have successes and trials, counts have events and perhaps an exposure, values stand for
/// themselves. A point without trials or exposure is a gap: it keeps its place in time.
public struct SeriesAroundStart: Hashable, Sendable {
  /// What is observed at each point: successes, events or the value.
  public let numerator: [Double]
  /// Trials of a rate, exposure of a count; nil where there is none.
  public let denominator: [Double]?
  /// Index of the first point after the start, the first point of all being 0.
  public let start: Int
  /// The weekday of each point, any whole numbers; nil without weekday terms.
  public let weekdays: [Int]?
  /// How the points vary around their mean.
  public let family: Family

  /// The law of the points and the scale on which level and slope act.
  public enum Family: String, Hashable, Sendable, Codable, CaseIterable {
    /// Successes among trials, on the scale of log odds.
    case quasiBinomial
    /// Events, for an exposure if there is one, on the logarithmic scale.
    case quasiPoisson
    /// Values, on their own scale.
    case gaussian
  }

  /// A series.
  ///
  /// - Parameters:
  ///   - numerator: finite; at least 0 unless the family is Gaussian.
  ///   - denominator: as many as `numerator`, at least 0 and for rates at least `numerator`; required
  ///     for ``Family/quasiBinomial``, not allowed for ``Family/gaussian``.
  ///   - start: 0…count; at 0 or count nothing can be compared, and the fit says so.
  ///   - weekdays: as many as `numerator`; nil = no weekday terms.
  ///   - family: nil = rates with a denominator, counts without.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)`` for an empty series,
  ///   ``InferenceError/unequalLengths(field:count:expected:)``, ``InferenceError/missing(field:)``,
  ///   ``InferenceError/notFinite(field:value:)``, ``InferenceError/negative(field:value:)``,
  ///   ``InferenceError/successesAboveTrials(field:successes:trials:)``,
  ///   ``InferenceError/conflictingInputs(fields:allowed:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for the start.
  public init(
    numerator: [Double],
    denominator: [Double]? = nil,
    start: Int,
    weekdays: [Int]? = nil,
    family: Family? = nil
  ) throws(InferenceError) {
    let family = family ?? (denominator == nil ? .quasiPoisson : .quasiBinomial)
    let name = family == .gaussian ? "values" : "numerator"
    guard !numerator.isEmpty else { throw .tooFew(field: name, value: 0, needed: 1) }
    try Self.check(numerator, name, mayBeNegative: family == .gaussian)
    if let denominator {
      guard family != .gaussian else {
        throw .conflictingInputs(fields: ["family", "denominator"], allowed: "values")
      }
      try Self.check(denominator, "denominator", mayBeNegative: false)
      try Self.compare(numerator, denominator, isRate: family == .quasiBinomial)
    } else if family == .quasiBinomial {
      throw .missing(field: "denominator")
    }
    guard start >= 0, start <= numerator.count else {
      throw .outsideRange(
        field: "start",
        value: Double(start),
        allowed: "[0, \(numerator.count)]"
      )
    }
    if let weekdays, weekdays.count != numerator.count {
      throw .unequalLengths(field: "weekday", count: weekdays.count, expected: numerator.count)
    }
    self.numerator = numerator
    self.denominator = denominator
    self.start = start
    self.weekdays = weekdays
    self.family = family
  }

  private static func check(
    _ numbers: [Double],
    _ field: String,
    mayBeNegative: Bool
  ) throws(InferenceError) {
    for (index, number) in numbers.enumerated() {
      guard number.isFinite else { throw .notFinite(field: "\(field)[\(index)]", value: number) }
      guard mayBeNegative || number >= 0 else {
        throw .negative(field: "\(field)[\(index)]", value: number)
      }
    }
  }

  private static func compare(
    _ numerator: [Double],
    _ denominator: [Double],
    isRate: Bool
  ) throws(InferenceError) {
    guard denominator.count == numerator.count else {
      throw .unequalLengths(
        field: "denominator",
        count: denominator.count,
        expected: numerator.count
      )
    }
    // Events without exposure are as impossible as successes without trials.
    for index in numerator.indices
    where numerator[index] > denominator[index] && (isRate || denominator[index] == 0) {
      throw .successesAboveTrials(
        field: "numerator[\(index)]",
        successes: numerator[index],
        trials: denominator[index]
      )
    }
  }

  /// The points with data.
  var filled: [Int] {
    guard let denominator else { return Array(numerator.indices) }
    return denominator.indices.filter { denominator[$0] > 0 }
  }

  /// The observed response of each point: rate, count (per exposure) or value; nil in a gap.
  public var responses: [Double?] {
    numerator.indices.map { index in
      guard let denominator else { return numerator[index] }
      return denominator[index] > 0 ? numerator[index] / denominator[index] : nil
    }
  }
}
