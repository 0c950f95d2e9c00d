/// What a control chart shows: a statistic for each point, its centre line, its limits, its signals.
///
/// Points are counted from 0. A point without data has neither statistic nor limits and cannot signal.
public struct ControlChart: Hashable, Sendable {
  /// The plotted statistic of each point; nil where a point has no data.
  public let statistic: [Double?]
  /// The centre line, on the scale of the data.
  public let center: Double
  /// Lower limit of each point; nil where nothing can be too low.
  public let lower: [Double?]
  /// Upper limit of each point; nil where nothing can be too high.
  public let upper: [Double?]
  /// The points beyond a limit, ascending, the first point being 0.
  public let signals: [Int]

  /// A chart whose points signal when they lie strictly outside their limits.
  init(statistic: [Double?], center: Double, lower: [Double?], upper: [Double?]) {
    self.statistic = statistic
    self.center = center
    self.lower = lower
    self.upper = upper
    signals = statistic.indices.filter { index in
      guard let value = statistic[index] else { return false }
      if let limit = lower[index], value < limit { return true }
      if let limit = upper[index], value > limit { return true }
      return false
    }
  }

  /// A chart that has found its signals by itself.
  init(
    statistic: [Double?],
    center: Double,
    lower: [Double?],
    upper: [Double?],
    signals: [Int]
  ) {
    self.statistic = statistic
    self.center = center
    self.lower = lower
    self.upper = upper
    self.signals = signals
  }

  /// The in-control false-signal chance of .0027 that three standard deviations give.
  public static let customaryFalseAlarm = 0.0027

  /// The number of points that set the centre line: all unless told otherwise.
  static func baseline(
    _ given: Int?,
    of count: Int,
    atLeast needed: Int
  ) throws(InferenceError) -> Int {
    guard count >= needed else {
      throw .tooFew(field: "values", value: Double(count), needed: Double(needed))
    }
    let baseline = given ?? count
    guard baseline >= needed, baseline <= count else {
      throw .outsideRange(
        field: "baseline",
        value: Double(baseline),
        allowed: "[\(needed), \(count)]"
      )
    }
    return baseline
  }

  /// A false-signal chance strictly between 0 and 1.
  static func checked(falseAlarm: Double) throws(InferenceError) -> Double {
    guard falseAlarm > 0, falseAlarm < 1 else {
      throw .outsideRange(field: "falseAlarm", value: falseAlarm, allowed: "(0, 1)")
    }
    return falseAlarm
  }

  /// A width above 0 and finite.
  static func checked(width: Double) throws(InferenceError) -> Double {
    guard width > 0, width.isFinite else {
      throw .outsideRange(field: "width", value: width, allowed: "(0, inf)")
    }
    return width
  }
}
