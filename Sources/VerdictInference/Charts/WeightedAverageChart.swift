import GSLKit

/// An exponentially weighted moving average (EWMA) of values, for small shifts of a mean.
///
///     e_t = λ z_t + (1 − λ) e_{t−1},   e_0 = 0,   z = (x − μ)/σ
///     limits ± L √( λ/(2 − λ) · (1 − (1 − λ)^{2t}) )
///
/// and a signal strictly outside. With ``Limits/exact`` the limits open as above, so that a chart is as
/// sharp at its first points; with ``Limits/settled`` they are at their final width from the start.
/// λ = 1 is the chart of single values.
///
/// Assumes independent normal values with known mean and spread; of all charts here the least
/// sensitive to values that are not normal.
///
/// Source: Roberts (1959), Technometrics 1:239; Crowder (1987), Technometrics 29:401; Lucas & Saccucci
/// (1990), Technometrics 32:1–12.
public struct WeightedAverageChart: Hashable, Sendable {
  /// Weight of the newest value, λ.
  public let weight: Double
  /// Width of the limits in standard deviations of the average, L.
  public let width: Double
  /// Whether the limits open with time.
  public let limits: Limits

  /// How wide the limits are at first.
  public enum Limits: Hashable, Sendable {
    /// As wide as the average's own standard deviation at each point.
    case exact
    /// At their final width from the first point, as in the printed tables.
    case settled
  }

  /// A chart.
  ///
  /// - Parameters:
  ///   - weight: λ, above 0 and at most 1.
  ///   - width: L, above 0 and at most 10.
  ///   - limits: how wide the limits are at first.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(
    weight: Double,
    width: Double,
    limits: Limits = .exact
  ) throws(InferenceError) {
    guard weight > 0, weight <= 1 else {
      throw .outsideRange(field: "weight", value: weight, allowed: "(0, 1]")
    }
    guard width > 0, width <= 10 else {
      throw .outsideRange(field: "width", value: width, allowed: "(0, 10]")
    }
    self.weight = weight
    self.width = width
    self.limits = limits
  }

  /// Standard deviation of the average at a point, in those of a single value.
  ///
  /// - Parameter point: the first point is 1; nil = far from the start.
  /// - Returns: √(λ/(2 − λ) · (1 − (1 − λ)^{2t})).
  public func standardDeviation(at point: Int?) -> Double {
    let final = (weight / (2 - weight)).squareRoot()
    guard let point, weight < 1 else { return final }
    let left = Elementary.expMinusOne(
      2 * Double(max(point, 0)) * Elementary.log(onePlus: -weight)
    )
    return final * (0 - left).squareRoot()
  }

  /// The smallest weight whose run length is computed: the average then remembers some forty points.
  public static let smallestWeight = 0.05

  /// Half the width of the limits at a point.
  private func half(at point: Int) -> Double {
    width * standardDeviation(at: limits == .exact ? point : nil)
  }

  /// The chart of a series; signals do not restart the average.
  ///
  /// - Parameters:
  ///   - values: finite, in time order.
  ///   - mean: μ while nothing has changed.
  ///   - sigma: σ, above 0.
  /// - Returns: the chart on the scale of the values, its statistic the average.
  /// - Throws: ``InferenceError/notFinite(field:value:)``, also for a result beyond finite numbers,
  ///   and ``InferenceError/outsideRange(field:value:allowed:)``.
  public func chart(
    _ values: [Double],
    mean: Double,
    standardDeviation sigma: Double
  ) throws(InferenceError) -> ControlChart {
    guard mean.isFinite else { throw .notFinite(field: "mean", value: mean) }
    guard sigma > 0, sigma.isFinite else {
      throw .outsideRange(field: "standardDeviation", value: sigma, allowed: "(0, inf)")
    }
    var (averages, lower, upper): ([Double?], [Double?], [Double?]) = ([], [], [])
    // As a distance from the mean: large values with a tiny spread keep their digits.
    var distance = 0.0
    for (index, value) in values.enumerated() {
      distance = weight * (value - mean) + (1 - weight) * distance
      let reach = half(at: index + 1) * sigma
      guard distance.isFinite, reach.isFinite else {
        throw .notFinite(field: "values[\(index)]", value: value)
      }
      averages.append(mean + distance)
      lower.append(mean - reach)
      upper.append(mean + reach)
    }
    return ControlChart(statistic: averages, center: mean, lower: lower, upper: upper)
  }

  /// The run-length distribution of normal values.
  ///
  /// By following the law of the average from point to point, Crowder's integral equation in its
  /// step-by-step form, on Gauss–Legendre nodes between the limits.
  ///
  /// - Parameter shift: how far the mean has moved before the first point, in standard deviations of
  ///   a value.
  /// - Returns: the run length in points.
  /// - Throws: ``InferenceError/notFinite(field:value:)`` for the shift,
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for a weight below
  ///   ``smallestWeight``, ``InferenceError/numerical(routine:detail:)`` where it does not settle.
  ///
  /// Checked against a linear system in Python and the tables of Lucas & Saccucci.
  public func runLength(shift: Double = 0) throws(InferenceError) -> RunLength {
    guard shift.isFinite else { throw .notFinite(field: "shift", value: shift) }
    if weight == 1 { return try IndividualsChart.runLength(width: width, shift: shift) }
    let final = width * standardDeviation(at: nil)
    guard weight >= Self.smallestWeight,
      let count = ContinuousWalk.nodes(width: 2 * final, spread: weight)
    else {
      throw .outsideRange(field: "weight", value: weight, allowed: "[\(Self.smallestWeight), 1]")
    }
    let rule: GaussLegendre
    do throws(GSLError) { rule = try GaussLegendre(count: count) } catch {
      throw InferenceError(error)
    }
    return try follow(rule, final, shift)
  }

  /// Share of the final width up to which limits count as fully open.
  private static let opened = 1e-10

  private func follow(
    _ rule: GaussLegendre,
    _ final: Double,
    _ shift: Double
  ) throws(InferenceError) -> RunLength {
    // The first point comes from e₀ = 0, which is no node.
    var reach = half(at: 1)
    let first = weight * shift
    var masses = rule.weights.indices.map { index in
      let point = reach * rule.nodes[index]
      return reach * rule.weights[index]
        * NormalDistribution.density((point - first) / weight) / weight
    }
    let crossed =
      NormalDistribution.upperTail((reach - first) / weight)
      + NormalDistribution.cdf((-reach - first) / weight)
    let total = masses.reduce(0, +)
    guard total > 0 else { return .geometric(1) }
    masses = masses.map { $0 / total }
    var start: (Double, Double)? = (crossed / (total + crossed), 1)
    var point = 1
    var settled: ContinuousWalk?
    return try RunLength.following(cap: 200_000) {
      if let given = start {
        start = nil
        return given
      }
      if var walk = settled {
        let answer = walk.advance()
        settled = walk
        return answer
      }
      point += 1
      let next = half(at: point)
      if final - next <= final * Self.opened {
        var walk = ContinuousWalk(
          from: -final,
          to: final,
          rule: rule,
          atom: false,
          mean: { (1 - weight) * $0 + weight * shift },
          spread: weight
        )
        walk.masses = masses
        let answer = walk.advance()
        settled = walk
        return answer
      }
      let (hazard, moved) = move(masses, rule, from: reach, to: next, shift)
      masses = moved
      reach = next
      return (hazard, 1)
    }
  }

  /// One point with limits that open: the hazard and the law at the new nodes.
  private func move(
    _ masses: [Double],
    _ rule: GaussLegendre,
    from old: Double,
    to new: Double,
    _ shift: Double
  ) -> (hazard: Double, masses: [Double]) {
    var next = [Double](repeating: 0, count: masses.count)
    var crossed = 0.0
    for (node, mass) in zip(rule.nodes, masses) {
      let middle = (1 - weight) * old * node + weight * shift
      crossed +=
        mass
        * (NormalDistribution.upperTail((new - middle) / weight)
          + NormalDistribution.cdf((-new - middle) / weight))
      for index in next.indices {
        let point = new * rule.nodes[index]
        next[index] +=
          mass * new * rule.weights[index]
          * NormalDistribution.density((point - middle) / weight) / weight
      }
    }
    let left = next.reduce(0, +)
    guard left > 0 else { return (1, next) }
    return (crossed / (left + crossed), next.map { $0 / left })
  }

  /// The chart with a given in-control average run length, its width within 1e-8.
  ///
  /// - Parameters:
  ///   - weight: λ, .05…1.
  ///   - averageRunLength: points without a shift, at most 10¹².
  ///   - limits: how wide the limits are at first.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(
    weight: Double,
    averageRunLength: Double,
    limits: Limits = .exact
  ) throws(InferenceError) {
    func length(_ width: Double) throws(InferenceError) -> Double {
      let chart = try WeightedAverageChart(weight: weight, width: width, limits: limits)
      return try chart.runLength().average ?? .infinity
    }
    let width = try ChartDesign.limit(reaching: averageRunLength, from: 0.1, to: 10, length)
    try self.init(weight: weight, width: width, limits: limits)
  }
}
