import GSLKit

/// A new result drawn towards past ones of its kind: what is left of it after the winner's curse.
///
/// Past results of one metric give μ̂ and τ̂² (``RandomEffects``). The new true effect, before its
/// data, is normal around μ̂ with variance τ̂² + se(μ̂)²; its estimate y with error s then gives
/// the normal posterior, precision the sum of both. This equals reading the new result together
/// with the past ones at the same τ̂².
///
/// **Assumption.** The past results are all of those that were tried, not only those that won.
///
/// Source: Efron & Morris (1975), JASA 70:311–319; for A/B tests Deng (2015), WWW Companion.
/// Checked against R `metafor::blup` with τ² fixed.
public struct ResultShrinkage: Hashable, Sendable {
  /// Fewer past results than this say too little about how much effects vary.
  public static let pastResultsNeeded = 6

  /// The past results as one family.
  public let past: RandomEffects

  /// A shelf of past results.
  ///
  /// - Parameters:
  ///   - past: at least ``pastResultsNeeded``, without the new one.
  ///   - estimator: how τ² is estimated.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``, and as ``RandomEffects``.
  public init(
    past: [EstimateWithError],
    estimator: RandomEffects.Estimator = .pauleMandel
  ) throws(InferenceError) {
    guard past.count >= Self.pastResultsNeeded else {
      throw .tooFew(
        field: "past",
        value: Double(past.count),
        needed: Double(Self.pastResultsNeeded)
      )
    }
    self.past = try RandomEffects(past, estimator: estimator)
  }

  /// What a new effect of the kind is taken to be before its data: μ̂ ± √(τ̂² + se²).
  public var prior: EstimateWithError {
    EstimateWithError(unchecked: past.mean.estimate, past.predictiveError)
  }

  /// How much of its distance from the past mean a result keeps: 0…1.
  public func kept(_ result: EstimateWithError) -> Double {
    let prior = past.predictiveError
    // Ratio first, so that squares neither overflow nor vanish.
    let ratio = result.standardError / prior
    return ratio.isFinite ? 1 / (1 + ratio * ratio) : 0
  }

  /// The result drawn towards the past mean.
  public func shrink(_ result: EstimateWithError) -> EstimateWithError {
    let kept = kept(result)
    let mean = past.mean.estimate
    let value = kept == 0 ? mean : mean * (1 - kept) + result.estimate * kept
    let error = kept == 0 ? past.predictiveError : result.standardError * kept.squareRoot()
    return EstimateWithError(unchecked: value, error)
  }
}
