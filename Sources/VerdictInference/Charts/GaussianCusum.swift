import GSLKit

/// A cumulative sum of values, for small lasting shifts of a mean.
///
///     C⁺_t = max(0, C⁺_{t−1} + z_t − k),   C⁻_t = max(0, C⁻_{t−1} − z_t − k),   z = (x − μ)/σ
///
/// and a signal when either reaches h. The reference k is half the shift to be found; all in standard
/// deviations. k = ½ with h = 4 runs 168 points on average without a shift, with h = 5 465.
///
/// Assumes independent normal values with known mean and spread.
///
/// Source: Page (1954), Biometrika 41:100–115; Montgomery, section 9.1.
public struct GaussianCusum: Hashable, Sendable {
  /// Half the shift to be found, in standard deviations, 0 or more.
  public let reference: Double
  /// The threshold h, in standard deviations.
  public let threshold: Double
  /// Which shifts signal.
  public let sides: Sides

  /// Which shifts a chart looks for.
  public enum Sides: Hashable, Sendable {
    /// A rising mean: C⁺ only.
    case upper
    /// A falling mean: C⁻ only.
    case lower
    /// Either.
    case both
  }

  /// A chart.
  ///
  /// - Parameters:
  ///   - reference: k, 0…20.
  ///   - threshold: h, above 0 and at most 200.
  ///   - sides: which shifts signal.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(
    reference: Double = 0.5,
    threshold: Double,
    sides: Sides = .both
  ) throws(InferenceError) {
    guard reference >= 0, reference <= 20 else {
      throw .outsideRange(field: "reference", value: reference, allowed: "[0, 20]")
    }
    guard threshold > 0, threshold <= Self.largestThreshold else {
      throw .outsideRange(
        field: "threshold",
        value: threshold,
        allowed: "(0, \(Self.largestThreshold)]"
      )
    }
    self.reference = reference
    self.threshold = threshold
    self.sides = sides
  }

  /// The highest threshold, for which the integrals are still resolved.
  public static let largestThreshold = 200.0

  /// The run-length distribution of one side.
  ///
  /// By following the law of C⁺ from 0, the integral equation of Page in its step-by-step form, on
  /// Gauss–Legendre nodes: good to some 1e-9.
  ///
  /// - Parameter shift: how far the mean has moved towards the side watched, in standard deviations.
  /// - Returns: the run length in points.
  /// - Throws: ``InferenceError/notFinite(field:value:)`` for the shift,
  ///   ``InferenceError/numerical(routine:detail:)`` where it does not settle.
  ///
  /// Checked against a linear system in Python and the tables in Montgomery and of Lucas & Crosier
  /// (1982).
  public func runLengthOfOneSide(shift: Double = 0) throws(InferenceError) -> RunLength {
    guard shift.isFinite else { throw .notFinite(field: "shift", value: shift) }
    guard let count = ContinuousWalk.nodes(width: threshold, spread: 1) else {
      throw .outsideRange(field: "threshold", value: threshold, allowed: "(0, 200]")
    }
    let rule: GaussLegendre
    do throws(GSLError) { rule = try GaussLegendre(count: count) } catch {
      throw InferenceError(error)
    }
    let drift = shift - reference
    var walk = ContinuousWalk(
      from: 0,
      to: threshold,
      rule: rule,
      atom: true,
      mean: { $0 + drift },
      spread: 1
    )
    return try RunLength.following { walk.advance() }
  }

  /// The average run length.
  ///
  /// For both sides 1/(1/L⁺ + 1/L⁻), which is exact because the two sums are never both near h (Kemp
  /// 1961).
  ///
  /// - Parameter shift: how far the mean has moved up, in standard deviations.
  /// - Returns: points; nil when it has no finite number.
  /// - Throws: as ``runLengthOfOneSide(shift:)``.
  public func averageRunLength(shift: Double = 0) throws(InferenceError) -> Double? {
    switch sides {
    case .upper: return try runLengthOfOneSide(shift: shift).average
    case .lower: return try runLengthOfOneSide(shift: -shift).average
    case .both:
      let upper = try runLengthOfOneSide(shift: shift).average
      let lower = shift == 0 ? upper : try runLengthOfOneSide(shift: -shift).average
      let rate = (upper.map { 1 / $0 } ?? 0) + (lower.map { 1 / $0 } ?? 0)
      return rate > 0 ? 1 / rate : nil
    }
  }

  /// The chart with a given in-control average run length, its threshold within 1e-8.
  ///
  /// - Parameters:
  ///   - reference: k, 0…20.
  ///   - averageRunLength: points without a shift, above that of a threshold of 0.01 and at most 10¹².
  ///   - sides: which shifts signal.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(
    reference: Double = 0.5,
    averageRunLength: Double,
    sides: Sides = .both
  ) throws(InferenceError) {
    func length(_ threshold: Double) throws(InferenceError) -> Double {
      let chart = try GaussianCusum(reference: reference, threshold: threshold, sides: sides)
      return try chart.averageRunLength() ?? .infinity
    }
    let threshold = try ChartDesign.limit(
      reaching: averageRunLength,
      from: 0.01,
      to: Self.largestThreshold,
      length
    )
    try self.init(reference: reference, threshold: threshold, sides: sides)
  }

  /// The two sums of a series; after a signal both start again from 0.
  public struct Path: Hashable, Sendable {
    /// C⁺ at each point, before a restart.
    public let upper: [Double]
    /// C⁻ at each point, before a restart, 0 or more.
    public let lower: [Double]
    /// Points at which a watched sum reaches the threshold, the first point being 0.
    public let signals: [Int]
    /// For each signal the first point after its sum last stood at 0.
    public let changeStarts: [Int]
  }

  /// The sums of a series.
  ///
  /// - Parameters:
  ///   - values: finite, in time order.
  ///   - mean: μ while nothing has changed.
  ///   - standardDeviation: σ, above 0.
  /// - Returns: both sums; only watched ones signal.
  /// - Throws: ``InferenceError/notFinite(field:value:)`` and
  ///   ``InferenceError/outsideRange(field:value:allowed:)``.
  public func path(
    _ values: [Double],
    mean: Double,
    standardDeviation: Double
  ) throws(InferenceError) -> Path {
    guard mean.isFinite else { throw .notFinite(field: "mean", value: mean) }
    guard standardDeviation > 0, standardDeviation.isFinite else {
      throw .outsideRange(
        field: "standardDeviation",
        value: standardDeviation,
        allowed: "(0, inf)"
      )
    }
    var (upper, lower): ([Double], [Double]) = ([], [])
    var (signals, starts): ([Int], [Int]) = ([], [])
    var (rise, fall, riseStart, fallStart) = (0.0, 0.0, 0, 0)
    for (index, value) in values.enumerated() {
      guard value.isFinite else { throw .notFinite(field: "values[\(index)]", value: value) }
      // A single value far beyond anything must not overflow the sums.
      let z = min(max((value - mean) / standardDeviation, -1e300), 1e300)
      rise = max(0, rise + (z - reference))
      fall = max(0, fall + (-z - reference))
      if rise == 0 { riseStart = index + 1 }
      if fall == 0 { fallStart = index + 1 }
      upper.append(rise)
      lower.append(fall)
      let up = sides != .lower && rise >= threshold
      let down = sides != .upper && fall >= threshold
      guard up || down else {
        rise = min(rise, 1e300)
        fall = min(fall, 1e300)
        continue
      }
      signals.append(index)
      starts.append(up ? riseStart : fallStart)
      (rise, fall, riseStart, fallStart) = (0, 0, index + 1, index + 1)
    }
    return Path(upper: upper, lower: lower, signals: signals, changeStarts: starts)
  }
}
