import GSLKit

/// Several results drawn towards their mean without pretending to know how much they truly vary.
///
/// The model of ``RandomEffects`` with flat priors on μ and on τ > 0: given τ each effect is normal
/// with the shrunken mean and error, and τ is averaged over its posterior p(τ) ∝ √(1/Σ w) Π √w_i
/// exp(−Q(τ²)/2). With few results τ̂² is often 0, and the plain shrinkage then gives all of them
/// one value with one small error; here each keeps a part of its own distance and an honest width.
///
/// By a 400-point Gauss–Legendre rule in x = τ/(τ + a), which a smooth posterior needs no more of;
/// good to nine digits on the cases tested.
///
/// Source: Rubin (1981), J Educ Stat 6:377–401; Gelman (2006), Bayesian Anal 1:515–533 (the flat
/// prior on τ, proper from three results); Gelman et al. (2013), Bayesian Data Analysis, §5.4.
/// Checked against quadrature in 30 digits.
public struct IntegratedPooling: Hashable, Sendable {
  /// Posterior mean and standard deviation of each effect, in the order of the results.
  public let effects: [EstimateWithError]
  /// For each node: posterior weight, τ², weighted mean and 1/Σ w, in scaled units.
  private let nodes: [Node]
  private let scaled: ScaledResults

  private struct Node: Hashable, Sendable {
    var weight: Double
    let tau: Double
    let mean: Double
    let spread: Double

    func effect(_ distance: Double, _ variance: Double) -> (mean: Double, variance: Double) {
      let kept = tau / (tau + variance)
      return (
        mean + kept * (distance - mean), kept * variance + (1 - kept) * (1 - kept) * spread
      )
    }
  }

  private static let rule = try? GaussLegendre(count: 400)

  /// The pooled effects of at least three results.
  ///
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``, and
  ///   ``InferenceError/numerical(routine:detail:)`` where sizes differ by more than a number can
  ///   hold.
  public init(_ results: [EstimateWithError]) throws(InferenceError) {
    guard results.count >= 3 else {
      throw .tooFew(field: "results", value: Double(results.count), needed: 3)
    }
    guard let rule = Self.rule else {
      throw .numerical(routine: "gaussLegendre", detail: "400")
    }
    let scaled = try ScaledResults(results)
    let count = Double(results.count)
    let typical = Elementary.exp(scaled.variances.reduce(0) { $0 + Elementary.log($1) } / count)
    let scale = max(typical, try scaled.betweenVariance(.pauleMandel)).squareRoot()
    var nodes: [Node] = []
    var logs: [Double] = []
    for (point, weight) in zip(rule.nodes, rule.weights) {
      let x = (1 + point) / 2
      let tau = scale * x / (1 - x)
      let fit = scaled.fit(tau * tau)
      logs.append(
        scaled.restrictedLikelihood(tau * tau) + Elementary.log(weight)
          - 2 * Elementary.log(1 - x)
      )
      nodes.append(Node(weight: 0, tau: tau * tau, mean: fit.mean, spread: 1 / fit.weight))
    }
    let highest = logs.max() ?? 0
    let total = logs.reduce(0) { $0 + Elementary.exp($1 - highest) }
    for index in nodes.indices {
      nodes[index].weight = Elementary.exp(logs[index] - highest) / total
    }
    self.nodes = nodes
    self.scaled = scaled
    effects = zip(scaled.distances, scaled.variances).map { distance, variance in
      let parts = nodes.map { ($0.weight, $0.effect(distance, variance)) }
      let mean = parts.reduce(0) { $0 + $1.0 * $1.1.mean }
      let spread = parts.reduce(0) { sum, part in
        sum + part.0 * (part.1.variance + (part.1.mean - mean) * (part.1.mean - mean))
      }
      return EstimateWithError(
        unchecked: scaled.center + scaled.unit * mean,
        scaled.unit * spread.squareRoot()
      )
    }
  }

  /// The equal-tailed posterior interval of one effect.
  ///
  /// - Parameters:
  ///   - index: which of the results.
  ///   - level: 0…1, ends excluded.
  /// - Returns: the interval.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public func interval(of index: Int, level: Double = 0.95) throws(InferenceError) -> Interval {
    guard effects.indices.contains(index) else {
      throw .outsideRange(
        field: "index",
        value: Double(index),
        allowed: "[0, \(effects.count - 1)]"
      )
    }
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    let parts = nodes.map { node in
      (node.weight, node.effect(scaled.distances[index], scaled.variances[index]))
    }
    let tail = (1 - level) / 2
    let lower = try Self.quantile(parts, tail, side: -1)
    let upper = try Self.quantile(parts, tail, side: 1)
    return Interval(
      lower: scaled.center + scaled.unit * lower,
      upper: scaled.center + scaled.unit * max(lower, upper)
    )
  }

  /// The point of the mixture beyond which the tail of a side has the given chance.
  private static func quantile(
    _ parts: [(Double, (mean: Double, variance: Double))],
    _ tail: Double,
    side: Double
  ) throws(InferenceError) -> Double {
    let z = NormalDistribution.upperQuantile(tail)
    // Every part has its own such point; the mixture's lies between the extremes.
    let points = parts.map { $0.1.mean + side * z * $0.1.variance.squareRoot() }
    guard let least = points.min(), let most = points.max(), least < most else {
      return points.first ?? 0
    }
    let margin = 1e-9 * (most - least)
    do throws(GSLError) {
      return try BrentRoot.find(in: least - margin...most + margin, tolerance: 1e-13) { point in
        parts.reduce(-tail) { sum, part in
          let distance = side * (point - part.1.mean) / part.1.variance.squareRoot()
          return sum + part.0 * NormalDistribution.upperTail(distance)
        }
      }
    } catch {
      throw InferenceError(error)
    }
  }
}
