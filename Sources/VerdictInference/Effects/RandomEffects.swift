import GSLKit

/// Several results as draws from one family: their mean, and how much they truly vary.
///
/// y_i = θ_i + error with the given standard errors s_i, and θ_i normal around μ with variance τ².
/// For a τ² the mean is μ̂ = Σ w_i y_i/Σ w_i with w_i = 1/(s_i² + τ²) and variance 1/Σ w_i; τ²
/// comes from an ``Estimator``.
///
/// **Assumption.** The results are exchangeable: before looking, nothing said which would be
/// larger. Standard errors count as known.
///
/// Source: DerSimonian & Laird (1986), Control Clin Trials 7:177–188; Higgins, Thompson &
/// Spiegelhalter (2009), JRSS A 172:137–159. Checked against R `metafor` (`rma`, `confint`,
/// `predict`, `blup`).
public struct RandomEffects: Hashable, Sendable {
  /// How τ² is estimated; each is 0 at the least.
  public enum Estimator: Hashable, Sendable, CaseIterable {
    /// The τ² at which Q equals its expectation K − 1; the usual one here.
    ///
    /// 0 exactly when Q ≤ K − 1 at τ² = 0, so the heterogeneity test and the pooling never
    /// contradict each other. Source: Paule & Mandel (1982), J Res NBS 87:377–385; recommended by
    /// Veroniki et al. (2016), Res Synth Methods 7:55–79.
    case pauleMandel
    /// One step of the same equation from τ² = 0, in closed form; too small when results vary much.
    case derSimonianLaird
    /// The maximum of the restricted likelihood.
    ///
    /// Source: Viechtbauer (2005), J Educ Behav Stat 30:261–293.
    case restrictedLikelihood
  }

  /// The results, in the given order.
  public let results: [EstimateWithError]
  /// How τ² was estimated.
  public let estimator: Estimator
  /// τ̂², in the square of the unit of the estimates.
  public let betweenVariance: Double
  /// μ̂ with its standard error √(1/Σ w).
  public let mean: EstimateWithError
  /// Cochran's Q at τ² = 0, with K − 1 degrees of freedom.
  public let q: Double
  /// Upper tail of Q.
  public let qPValue: Double
  /// The results relative to a centre and a unit, for every sum.
  let scaled: ScaledResults

  /// The family of at least two results.
  ///
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)`` for fewer than two, and
  ///   ``InferenceError/numerical(routine:detail:)`` where sizes differ by more than a number can
  ///   hold.
  public init(
    _ results: [EstimateWithError],
    estimator: Estimator = .pauleMandel
  ) throws(InferenceError) {
    guard results.count >= 2 else {
      throw .tooFew(field: "results", value: Double(results.count), needed: 2)
    }
    let scaled = try ScaledResults(results)
    let tau = try scaled.betweenVariance(estimator)
    try self.init(results, estimator, scaled, tau)
  }

  /// The same family for a τ² that is known.
  ///
  /// - Parameters:
  ///   - results: at least two.
  ///   - betweenVariance: τ², 0 or more, finite.
  /// - Throws: as the other, and ``InferenceError/negative(field:value:)`` for τ².
  public init(
    _ results: [EstimateWithError],
    betweenVariance: Double
  ) throws(InferenceError) {
    guard results.count >= 2 else {
      throw .tooFew(field: "results", value: Double(results.count), needed: 2)
    }
    guard betweenVariance.isFinite else {
      throw .notFinite(field: "betweenVariance", value: betweenVariance)
    }
    guard betweenVariance >= 0 else {
      throw .negative(field: "betweenVariance", value: betweenVariance)
    }
    let scaled = try ScaledResults(results)
    try self.init(results, .pauleMandel, scaled, betweenVariance / scaled.unit / scaled.unit)
  }

  private init(
    _ results: [EstimateWithError],
    _ estimator: Estimator,
    _ scaled: ScaledResults,
    _ tau: Double
  ) throws(InferenceError) {
    let fit = scaled.fit(tau)
    let center = scaled.center + scaled.unit * fit.mean
    let error = scaled.unit * (1 / fit.weight).squareRoot()
    let q = scaled.fit(0).q
    let between = tau * scaled.unit * scaled.unit
    guard center.isFinite, error > 0, error.isFinite, q.isFinite, between.isFinite else {
      throw .numerical(routine: "randomEffects", detail: "sizes too far apart")
    }
    do throws(GSLError) {
      let law = try ChiSquaredDistribution(degreesOfFreedom: Double(results.count - 1))
      qPValue = law.upperTail(q)
    } catch {
      throw InferenceError(error)
    }
    self.results = results
    self.estimator = estimator
    self.scaled = scaled
    self.q = q
    betweenVariance = between
    mean = EstimateWithError(unchecked: center, error)
  }

  /// The share of the results' variation that is not chance: max(0, (Q − (K − 1))/Q).
  ///
  /// 0 when all results are equal. Source: Higgins & Thompson (2002), Stat Med 21:1539–1558; with
  /// another estimator than DerSimonian–Laird `metafor` prints τ̂²/(τ̂² + a typical s²) instead.
  public var iSquared: Double {
    let others = Double(results.count - 1)
    return q > others ? (q - others) / q : 0
  }
}
