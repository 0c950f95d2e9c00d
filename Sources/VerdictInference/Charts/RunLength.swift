import GSLKit

/// How many points a chart runs until its signal, as a whole distribution.
///
/// Kept as the hazard h_t: the chance of a signal at point t, given none before. From some point on
/// the hazard of every chart here stays the same, so the last one stands for all that follow and the
/// tail is geometric:
///
///     P(N > t) = Π (1 − h_i),   E N = Σ P(N > t) = Σ_{t<K} P(N > t) + P(N > K)/h_K
///
/// Hazards are summed from what crosses the limit, not from what is left, so that a run length of
/// 10¹² keeps its digits.
public struct RunLength: Hashable, Sendable {
  /// Chance of a signal at each point given none before, the first point first.
  ///
  /// The last one holds for all later points.
  public let hazards: [Double]
  /// log P(N > t) for t = 0, 1, …, as many as there are hazards and one more.
  private let logSurvival: [Double]

  /// A distribution from its hazards.
  ///
  /// - Parameter hazards: chances in 0…1, at least one; the last one stays.
  /// - Throws: ``InferenceError/missing(field:)`` for an empty list and
  ///   ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(hazards: [Double]) throws(InferenceError) {
    guard !hazards.isEmpty else { throw .missing(field: "hazards") }
    for (index, hazard) in hazards.enumerated() where !(hazard >= 0 && hazard <= 1) {
      throw .outsideRange(field: "hazards[\(index)]", value: hazard, allowed: "[0, 1]")
    }
    self.init(checked: hazards)
  }

  private init(checked hazards: [Double]) {
    self.hazards = hazards
    var total = 0.0
    var sums = [0.0]
    sums.reserveCapacity(hazards.count + 1)
    for hazard in hazards {
      total += hazard < 1 ? Elementary.log(onePlus: -hazard) : -.infinity
      sums.append(total)
    }
    logSurvival = sums
  }

  /// The hazard that holds for all later points.
  private var lasting: Double { hazards[hazards.count - 1] }

  /// The average run length: expected number of points up to and with the signal.
  ///
  /// - Returns: points, 1 or more; nil when the chart can never signal, or so rarely that the
  ///   average has no finite number.
  public var average: Double? {
    var sum = 0.0
    for value in logSurvival.dropLast() { sum += Elementary.exp(value) }
    let left = Elementary.exp(logSurvival[hazards.count])
    if left > 0 { sum += left / lasting }
    return sum.isFinite ? sum : nil
  }

  /// The chance of a signal within so many points.
  ///
  /// - Parameter points: 0 or more; a negative number counts as 0.
  /// - Returns: a chance in 0…1.
  public func probability(within points: Int) -> Double {
    0 - Elementary.expMinusOne(logSurvival(after: max(points, 0)))
  }

  private func logSurvival(after points: Int) -> Double {
    if points < logSurvival.count { return logSurvival[points] }
    if lasting == 0 { return logSurvival[hazards.count] }
    let extra = Double(points - hazards.count)
    return logSurvival[hazards.count] + extra * Elementary.log(onePlus: -lasting)
  }

  /// The smallest number of points by which the chance of a signal is at least p.
  ///
  /// - Parameter p: a chance, 0…1.
  /// - Returns: points; nil when the chart never gets there, or later than 10¹⁵.
  public func quantile(_ p: Double) -> Int? {
    guard p >= 0, p <= 1 else { return nil }
    if p == 0 { return 0 }
    let wanted = Elementary.log(onePlus: -p)
    if logSurvival[hazards.count] <= wanted {
      var (lower, upper) = (0, hazards.count)
      while upper - lower > 1 {
        let middle = lower + (upper - lower) / 2
        if logSurvival[middle] <= wanted { upper = middle } else { lower = middle }
      }
      return upper
    }
    guard p < 1, lasting > 0 else { return nil }
    let extra = (wanted - logSurvival[hazards.count]) / Elementary.log(onePlus: -lasting)
    return extra < 1e15 ? hazards.count + Int(extra.rounded(.up)) : nil
  }

  /// The point by which half of all runs have ended; nil when the chart never gets there.
  public var median: Int? { quantile(0.5) }
}

extension RunLength {
  /// Largest number of points followed before the hazard must have settled.
  static let maximumPoints = 1_000_000
  /// Change of the law of the statistic from point to point, in total variation, at which it counts
  /// as settled.
  static let settled = 1e-13
  /// Relative change of the hazard at which it counts as settled.
  ///
  /// A rare signal depends on a tail of the law that the total variation does not see. What is left to
  /// come is this over the rate of settling.
  static let settledHazard = 1e-12

  /// Follows a chart from point to point until its hazard has settled.
  ///
  /// - Parameters:
  ///   - cap: points after which it must have settled.
  ///   - step: goes one point further; answers the hazard there and by how much the law of
  ///   the statistic, given no signal, has changed since the point before.
  /// - Returns: the distribution.
  /// - Throws: ``InferenceError/numerical(routine:detail:)`` when it has not settled at the cap.
  static func following(
    cap: Int = maximumPoints,
    _ step: () -> (hazard: Double, change: Double)
  ) throws(InferenceError) -> RunLength {
    var hazards: [Double] = []
    for _ in 0..<cap {
      let (hazard, change) = step()
      guard hazard.isFinite, hazard >= 0 else {
        throw .numerical(routine: "runLength", detail: "hazard at \(hazards.count + 1)")
      }
      let before = hazards.last ?? 0
      hazards.append(min(hazard, 1))
      let isSettled = change <= settled && abs(hazard - before) <= settledHazard * hazard
      if hazard >= 1 || isSettled { return RunLength(checked: hazards) }
    }
    throw .numerical(routine: "runLength", detail: "not settled after \(cap) points")
  }

  /// A chart whose points are independent of each other: the same hazard everywhere.
  static func geometric(_ hazard: Double) -> RunLength { RunLength(checked: [hazard]) }
}
