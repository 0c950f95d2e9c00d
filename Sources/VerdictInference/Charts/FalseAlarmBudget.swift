import GSLKit

/// How many false signals a family of charts may give in a month.
///
/// A chart that is looked at often and over many series must give false signals; what can be chosen
/// is how many. The budget B is the expected number in a month over all series of the family, while
/// nothing has changed:
///
///     α = B / (series · points a month),   E N = 1/α
///
/// A chart that starts anew after each signal gives 1/E N of them a point in the long run, whatever
/// its run length's distribution, so the same α sets Shewhart limits and the threshold of a
/// cumulative sum. Families add up: three families of .25, .5 and .25 are one false signal a month.
public struct FalseAlarmBudget: Hashable, Sendable {
  /// Expected false signals in a month over all series.
  public let signalsPerMonth: Double
  /// Points (or units, for a chart fed unit by unit) of one series in a month.
  public let pointsPerMonth: Double
  /// Number of series watched by the family.
  public let series: Int

  /// Default budget a month of cumulative sums.
  public static let cusumDefault = 0.25
  /// Default budget a month of charts of rates, point by point.
  public static let shewhartDefault = 0.5
  /// Default budget a month of charts of individual values.
  public static let individualsDefault = 0.25

  /// A budget of false signals.
  ///
  /// - Parameters:
  ///   - signalsPerMonth: expected false signals a month over all series, above 0.
  ///   - pointsPerMonth: points a month of one series, above 0.
  ///   - series: number of series, 1 or more.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for a number outside its range,
  ///   and with the field `signalsPerMonth` where the budget is a signal a point or more.
  public init(
    signalsPerMonth: Double,
    pointsPerMonth: Double,
    series: Int
  ) throws(InferenceError) {
    guard pointsPerMonth > 0, pointsPerMonth.isFinite else {
      throw .outsideRange(field: "pointsPerMonth", value: pointsPerMonth, allowed: "(0, inf)")
    }
    guard series >= 1 else {
      throw .outsideRange(field: "series", value: Double(series), allowed: "[1, inf)")
    }
    let points = pointsPerMonth * Double(series)
    guard signalsPerMonth > 0, signalsPerMonth < points, signalsPerMonth / points > 0 else {
      throw .outsideRange(
        field: "signalsPerMonth",
        value: signalsPerMonth,
        allowed: "(0, \(points))"
      )
    }
    self.signalsPerMonth = signalsPerMonth
    self.pointsPerMonth = pointsPerMonth
    self.series = series
  }

  /// Expected false signals at one point of one series, in (0, 1).
  public var perPoint: Double { signalsPerMonth / (pointsPerMonth * Double(series)) }

  /// The in-control average run length that keeps the budget, in points of one series.
  public var averageRunLength: Double { 1 / perPoint }

  /// The width of two-sided normal limits that keep the budget, in standard deviations.
  public var width: Double { NormalDistribution.upperQuantile(perPoint / 2) }
}
