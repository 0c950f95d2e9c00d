import GSLKit

/// How far true effects of one kind lie from nothing: the τ of a prior N(0, τ²) from past results.
///
/// With θ_i normal around 0 and known errors s_i, τ̂ is the value at which
///
///     Σ y_i²/(s_i² + τ²) = K,
///
/// its expectation; 0 when the sum is below K at τ = 0 already. It is the equation of Paule and
/// Mandel (``RandomEffects/Estimator/pauleMandel``) with the mean known to be 0.
///
/// **Assumption.** The past results are all of those that were tried, not only those that won.
///
/// Source: Paule & Mandel (1982), J Res NBS 87:377–385, with known mean. Checked against SciPy
/// `brentq` on the equation.
public struct EffectSpread: Hashable, Sendable {
  /// How many results it comes from.
  public let results: Int
  /// τ̂, on the scale of the estimates, 0 or more.
  public let tau: Double

  /// The spread of at least ``ResultShrinkage/pastResultsNeeded`` results.
  ///
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``, and
  ///   ``InferenceError/numerical(routine:detail:)`` where squares leave the finite numbers.
  public init(past: [EstimateWithError]) throws(InferenceError) {
    let needed = ResultShrinkage.pastResultsNeeded
    guard past.count >= needed else {
      throw .tooFew(field: "past", value: Double(past.count), needed: Double(needed))
    }
    results = past.count
    let largest = past.reduce(0) { max($0, abs($1.estimate), $1.standardError) }
    let scaled = past.map { ($0.estimate / largest, $0.standardError / largest) }
    guard largest.isFinite, scaled.allSatisfy({ $0.1 > 1e-70 }) else {
      throw .numerical(routine: "effectSpread", detail: "sizes too far apart")
    }
    func excess(_ variance: Double) -> Double {
      scaled.reduce(-Double(past.count)) { $0 + $1.0 * $1.0 / ($1.1 * $1.1 + variance) }
    }
    guard excess(0) > 0 else {
      tau = 0
      return
    }
    // At τ² = 1 each term is at most 1, so the sum is not above K there.
    do throws(GSLError) {
      tau = try BrentRoot.find(in: 0...1, tolerance: 1e-15, excess).squareRoot() * largest
    } catch {
      throw InferenceError(error)
    }
  }
}
