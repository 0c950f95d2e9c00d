import GSLKit

/// A level that wanders, seen through noise, and a step at the start of a measure.
///
///     y_t = μ_t + δ·[t ≥ s] + ε_t,   μ_{t+1} = μ_t + η_t,   Var ε_t = σ²_ε/w_t, Var η_t = σ²_η
///
/// A second opinion beside ``SegmentedRegression``: no straight trend is assumed, so what a wandering
/// level can explain is not credited to the measure, and the interval is wider. The Kalman filter starts
/// without knowing the level (diffuse); δ and the variance are concentrated out and the diffuse, that is
/// restricted, likelihood is maximised over the share of the level's noise in all noise.
///
/// Assumes normal noise. A gap is a step without an observation. Limits use t on observations − 2.
///
/// Source: Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, sections 3.4 and
/// 4.3; Durbin & Koopman (2012), ch. 2. Checked against the same likelihood as dense matrices and
/// statsmodels' `UnobservedComponents`.
public struct LocalLevel: Hashable, Sendable {
  /// The step δ, in units of the values; nil without a start.
  public let step: SegmentedRegression.Coefficient?
  /// σ²_ε of a point of average weight, in squared units of the values.
  public let observationVariance: Double
  /// σ²_η, in squared units of the values.
  public let levelVariance: Double
  /// The largest restricted log-likelihood.
  public let logLikelihood: Double
  /// The level after the last observation, without the step.
  public let finalLevel: Double
  /// Observations used.
  public let points: Int

  /// Why there is no fit.
  public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
    /// Fewer than two degrees of freedom are left.
    case tooFewPoints
    /// No observation before the start.
    case noneBefore
    /// No observation from the start on.
    case noneAfter
    /// The values do not vary but for the step.
    case noVariance
    /// The numbers are too large or too small to compute with.
    case overflow
  }

  /// A fit, or why there is none.
  public enum Outcome: Hashable, Sendable {
    /// The fitted level.
    case fitted(LocalLevel)
    /// No fit exists.
    case undefined(Reason)
  }

  /// Fits a series.
  ///
  /// - Parameters:
  ///   - values: in time order; nil in a gap.
  ///   - start: the first point with the step; nil = no step.
  ///   - weights: how much each point knows, such as its trials, above 0 where there is a value; nil = all
  ///     alike.
  /// - Returns: the fit, or the reason why there is none.
  /// - Throws: ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/unequalLengths(field:count:expected:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for a weight.
  public static func fit(
    _ values: [Double?],
    start: Int? = nil,
    weights: [Double]? = nil
  ) throws(InferenceError) -> Outcome {
    if let weights, weights.count != values.count {
      throw .unequalLengths(field: "weights", count: weights.count, expected: values.count)
    }
    var observations: [LocalLevelFilter.Observation] = []
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      guard value.isFinite else { throw .notFinite(field: "values[\(index)]", value: value) }
      let weight = weights?[index] ?? 1
      guard weight > 0, weight.isFinite else {
        throw .outsideRange(field: "weights[\(index)]", value: weight, allowed: "(0, inf)")
      }
      let after = start.map { index >= $0 } ?? false
      observations.append(.init(time: index, value: value, weight: weight, isAfter: after))
    }
    let freedom = observations.count - (start == nil ? 1 : 2)
    guard freedom >= 2 else { return .undefined(.tooFewPoints) }
    if start != nil {
      guard observations.contains(where: { !$0.isAfter }) else { return .undefined(.noneBefore) }
      guard observations.contains(where: { $0.isAfter }) else { return .undefined(.noneAfter) }
    }
    return fit(observations, hasStep: start != nil, freedom: freedom)
  }

  private static func fit(
    _ observations: [LocalLevelFilter.Observation],
    hasStep: Bool,
    freedom: Int
  ) -> Outcome {
    let count = Double(observations.count)
    let origin = observations[0].value
    let center = origin + observations.reduce(0) { $0 + ($1.value / count - origin / count) }
    let scale = observations.reduce(0) { max($0, abs($1.value - center)) }
    let meanWeight = observations.reduce(0) { $0 + $1.weight / count }
    guard scale.isFinite, center.isFinite, meanWeight.isFinite else { return .undefined(.overflow) }
    guard scale > 0 else { return .undefined(.noVariance) }
    let scaled = observations.map {
      LocalLevelFilter.Observation(
        time: $0.time,
        value: ($0.value - center) / scale,
        weight: $0.weight / meanWeight,
        isAfter: $0.isAfter
      )
    }
    let filter = LocalLevelFilter(scaled, hasStep: hasStep, freedom: freedom)
    // With no noise left but rounding there is nothing to weigh.
    guard
      filter.run(share: 0).squares > 1e-24 * count || filter.run(share: 1).squares > 1e-24 * count
    else { return .undefined(.noVariance) }
    let share = filter.bestShare()
    let best = filter.run(share: share)
    let variance = best.squares / Double(freedom)
    let error = best.stepInformation.map { (variance / $0).squareRoot() * scale }
    let square = scale * scale
    guard best.logLikelihood.isFinite, (variance * square).isFinite else {
      return .undefined(.overflow)
    }
    let step = best.step.map {
      SegmentedRegression.Coefficient(
        estimate: $0 * scale,
        standardError: error.flatMap { $0 > 0 && $0.isFinite ? $0 : nil },
        degreesOfFreedom: freedom
      )
    }
    return .fitted(
      LocalLevel(
        step: step,
        observationVariance: variance * (1 - share) * square,
        levelVariance: variance * share * square,
        logLikelihood: best.logLikelihood - Double(freedom) * Elementary.log(scale),
        finalLevel: center + best.finalLevel * scale,
        points: observations.count
      )
    )
  }
}
