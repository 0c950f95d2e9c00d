/// What was seen in each unit of a randomisation test, and with it what the arms are compared by.
public struct RandomisationOutcomes: Hashable, Sendable {
  /// y of each unit; for a mean, centred and brought near 1 by a power of two.
  let numerators: [Double]
  /// What each unit weighs; 1 for a mean.
  let denominators: [Double]
  /// Rate over all units, taken off before anything is summed.
  let center: Double
  /// One unit of the scaled rate, in units of the given one.
  let scale: Double

  /// Units.
  public var count: Int { numerators.count }

  /// One value for each unit; the arms are compared by the difference of their means.
  ///
  /// - Parameter values: finite.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)`` for an empty list,
  ///   ``InferenceError/notFinite(field:value:)``.
  public init(values: [Double]) throws(InferenceError) {
    try self.init(
      numerators: values,
      denominators: [Double](repeating: 1, count: values.count),
      field: "values"
    )
  }

  /// A numerator and a denominator for each unit; the arms are compared by their ratios of sums.
  ///
  /// - Parameters:
  ///   - numerators: such as meetings held on each day; finite.
  ///   - denominators: such as meetings due on each day; finite, 0 or more. A unit whose denominator
  ///     is 0 must have the numerator 0.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``, ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/negative(field:value:)``,
  ///   ``InferenceError/unequalLengths(field:count:expected:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for a numerator without a denominator.
  public init(numerators: [Double], denominators: [Double]) throws(InferenceError) {
    guard numerators.count == denominators.count else {
      throw .unequalLengths(
        field: "denominators",
        count: denominators.count,
        expected: numerators.count
      )
    }
    try self.init(numerators: numerators, denominators: denominators, field: "numerators")
  }

  private init(
    numerators: [Double],
    denominators: [Double],
    field: String
  ) throws(InferenceError) {
    guard !numerators.isEmpty else { throw .tooFew(field: field, value: 0, needed: 1) }
    for (index, value) in numerators.enumerated() {
      guard value.isFinite else { throw .notFinite(field: "\(field)[\(index)]", value: value) }
      let denominator = denominators[index]
      guard denominator.isFinite else {
        throw .notFinite(field: "denominators[\(index)]", value: denominator)
      }
      guard denominator >= 0 else {
        throw .negative(field: "denominators[\(index)]", value: denominator)
      }
      guard denominator > 0 || value == 0 else {
        throw .outsideRange(field: "\(field)[\(index)]", value: value, allowed: "[0, 0]")
      }
    }
    // Powers of two change no digit, and keep sums away from the ends of the number range.
    let (up, down) = (Self.unit(numerators), Self.unit(denominators))
    let scaled = numerators.map { $0 / up }
    let weights = denominators.map { $0 / down }
    let total = weights.reduce(0, +)
    let center = total > 0 ? scaled.reduce(0, +) / total : 0
    self.center = center
    self.denominators = weights
    self.numerators = zip(scaled, weights).map { $0 - center * $1 }
    scale = up / down
    guard scale.isFinite, scale > 0 else { throw .notFinite(field: field, value: scale) }
  }

  /// The power of two next to the largest absolute value, 1 when all are 0.
  private static func unit(_ values: [Double]) -> Double {
    let largest = values.reduce(0) { max($0, abs($1)) }
    return largest > 0 ? max(largest.binade, .leastNormalMagnitude) : 1
  }
}
