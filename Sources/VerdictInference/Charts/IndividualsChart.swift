import GSLKit

/// A chart of single values, such as weekly revenue: X̄ ± 2.66 mR̄, and the moving ranges below it.
///
///     mR_i = |x_i − x_{i−1}|,   limits x̄ ± 2.66 mR̄ (= 3 mR̄/1.128),   ranges up to 3.267 mR̄
///
/// The printed constants 2.66, 1.128 and 3.267 are used, as in the tables everyone computes with; the
/// unrounded ones differ by less than a thousandth. The spread comes from neighbours, so a slow
/// drift does not widen the limits. Limits of money may fall below 0: they are shown as they are.
///
/// Assumes roughly normal values without correlation between neighbours; positive correlation makes
/// mR̄ and the limits too small. Remove the weekday first (``WeekdayPattern``).
///
/// Source: Wheeler & Chambers, Understanding Statistical Process Control; Montgomery, section 6.4.
public struct IndividualsChart: Hashable, Sendable {
  /// Mean range of two standard normal values, as printed (2/√π = 1.12838).
  public static let rangeOfTwo = 1.128
  /// Distance of the limits in mean moving ranges.
  public static let naturalLimit = 2.66
  /// Upper limit of a moving range in mean moving ranges.
  public static let rangeLimit = 3.267

  /// The values in time order.
  public let values: [Double]
  /// The centre line.
  public let center: Double
  /// Mean moving range of the baseline; 0 for identical values.
  public let meanRange: Double

  /// A chart of single values.
  ///
  /// - Parameters:
  ///   - values: finite, in time order, at least two.
  ///   - baseline: number of points that set the centre line and the spread, 2 or more; nil = all.
  ///   - center: a known centre line; nil = the mean of the baseline.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)``,
  ///   ``InferenceError/notFinite(field:value:)`` for a value, or when values are so far apart that
  ///   their range has no finite number.
  public init(
    values: [Double],
    baseline: Int? = nil,
    center: Double? = nil
  ) throws(InferenceError) {
    let length = try ControlChart.baseline(baseline, of: values.count, atLeast: 2)
    for (index, value) in values.enumerated() where !value.isFinite {
      throw .notFinite(field: "values[\(index)]", value: value)
    }
    let middle = center ?? Self.mean(values.prefix(length))
    var sum = 0.0
    for index in 1..<length { sum += abs(values[index] - values[index - 1]) / Double(length - 1) }
    guard middle.isFinite, (Self.rangeLimit * sum).isFinite,
      (middle + Self.naturalLimit * sum).isFinite
    else { throw .notFinite(field: "values", value: sum) }
    self.values = values
    self.center = middle
    meanRange = sum
  }

  /// The mean, taken around the first value so that large values with a tiny spread keep it.
  static func mean(_ values: ArraySlice<Double>) -> Double {
    guard let first = values.first else { return .nan }
    let count = Double(values.count)
    return first + values.reduce(0) { $0 + ($1 / count - first / count) }
  }

  /// Standard deviation from neighbours, mR̄/1.128.
  public var standardDeviation: Double { meanRange / Self.rangeOfTwo }

  /// The chart of the values.
  ///
  /// - Parameter width: standard deviations, above 0; 3 gives the customary 2.66 mR̄.
  /// - Returns: the chart.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public func chart(width: Double = 3) throws(InferenceError) -> ControlChart {
    let half = Self.naturalLimit * (try ControlChart.checked(width: width) / 3) * meanRange
    return ControlChart(
      statistic: values.map { $0 },
      center: center,
      lower: [Double?](repeating: center - half, count: values.count),
      upper: [Double?](repeating: center + half, count: values.count)
    )
  }

  /// The chart of the moving ranges; the first point has none.
  public var ranges: ControlChart {
    let ranges = values.indices.map { index in
      index == 0 ? nil : abs(values[index] - values[index - 1])
    }
    return ControlChart(
      statistic: ranges,
      center: meanRange,
      lower: [Double?](repeating: nil, count: values.count),
      upper: [Double?](repeating: Self.rangeLimit * meanRange, count: values.count)
    )
  }

  /// The run length of the chart of values for normal values with known mean and spread.
  ///
  /// With limits estimated from few points single charts run shorter or longer than this average.
  ///
  /// - Parameters:
  ///   - width: standard deviations, above 0.
  ///   - shift: how far the mean has moved, in standard deviations.
  /// - Returns: the run length in points; 370.4 on average for width 3 without a shift.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public static func runLength(
    width: Double = 3,
    shift: Double = 0
  ) throws(InferenceError) -> RunLength {
    let half = try ControlChart.checked(width: width)
    let above = NormalDistribution.upperTail(half - shift)
    return .geometric(above + NormalDistribution.cdf(-half - shift))
  }
}
