/// The effect in each segment of one comparison, drawn towards the common effect.
///
/// Differences of rates d_i = p_v − p_c with the variance of Agresti and Caffo, p̃(1 − p̃)/(n + 2)
/// of each arm with p̃ = (x + 1)/(n + 2): the plain variance is 0 at 0 of 12 and nearly so at 1 of
/// 12, and such a segment would draw all others to itself. ``RandomEffects`` of these is the
/// partial pooling; no p is given for a segment. Whether segments differ at all is asked once, by
/// ``heterogeneity``.
///
/// Source: Agresti & Caffo (2000), Am Stat 54:280–288; Efron & Morris (1975), JASA 70:311–319.
public struct SegmentPooling: Hashable, Sendable {
  /// The one test of whether the segments differ: Cochran's Q of the plain differences.
  ///
  /// Nil where ``StratifiedTables/heterogeneity`` is, as with a segment in which nobody succeeded.
  public let heterogeneity: StratifiedTables.ChiSquare?
  /// The segments with both arms as one family.
  public let effects: RandomEffects
  /// Each segment's own difference with its error; nil for one without both arms.
  public let observed: [EstimateWithError?]
  /// Each segment's difference drawn towards the mean; the mean itself for one without both arms.
  ///
  /// τ̂² taken as known: where it is 0 every segment has the same value and error. What that hides
  /// is in ``IntegratedPooling``.
  public let pooled: [EstimateWithError]

  /// The segments of a comparison.
  ///
  /// - Parameters:
  ///   - segments: at least two with both arms.
  ///   - estimator: how τ² is estimated.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``.
  public init(
    _ segments: [RateStratum],
    estimator: RandomEffects.Estimator = .pauleMandel
  ) throws(InferenceError) {
    let observed = segments.map(Self.difference)
    let known = observed.compactMap { $0 }
    guard known.count >= 2 else {
      throw .tooFew(field: "segments", value: Double(known.count), needed: 2)
    }
    let effects = try RandomEffects(known, estimator: estimator)
    heterogeneity = try StratifiedTables(strata: segments).heterogeneity
    var drawn = effects.shrunken.makeIterator()
    let empty = EstimateWithError(unchecked: effects.mean.estimate, effects.predictiveError)
    pooled = observed.map { $0 == nil ? empty : drawn.next() ?? empty }
    self.observed = observed
    self.effects = effects
  }

  private static func difference(_ segment: RateStratum) -> EstimateWithError? {
    guard let control = segment.control.rate, let variant = segment.variant.rate else { return nil }
    func variance(_ count: EffectiveCount) -> Double {
      let trials = count.trials + 2
      let rate = (count.successes + 1) / trials
      return rate * (1 - rate) / trials
    }
    let spread = variance(segment.control) + variance(segment.variant)
    return EstimateWithError(unchecked: variant - control, spread.squareRoot())
  }
}
