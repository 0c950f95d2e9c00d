import GSLKit

/// The score test of a difference of two rates, stratified where strata exist.
///
/// z(δ) = Σ w_s (d_s − δ) / √Σ w_s² Ṽ_s(δ) with d_s the observed difference variant − control,
/// w_s = n_c n_v/(n_c + n_v) the Mantel–Haenszel weight and Ṽ_s the restricted-likelihood variance
/// of Miettinen and Nurminen with N_s/(N_s − 1). One stratum is the plain Miettinen–Nurminen test;
/// at δ = 0 the square is the Cochran–Mantel–Haenszel statistic without continuity correction.
///
/// Accepts real-valued counts, so that partly matured units weigh what they are worth. A stratum
/// with an empty arm carries no weight. Asymptotic: normal tails. Exchanging the arms mirrors every
/// answer bit for bit, and the order of the strata does not matter.
///
/// Source: Miettinen & Nurminen (1985), Stat Med 4:213–226; Mantel & Haenszel (1959) for the weights.
/// Checked against a bisection of the likelihood equation and of the statistic in 40 digits, with and
/// without strata; see <doc:TwoRates>.
public struct ScoreTest: Hashable, Sendable {
  /// Strata with both arms, in an order that depends on their content only.
  private let forward: [RateStratum]
  /// The same with the arms exchanged, again in the order of its content.
  private let backward: [RateStratum]
  /// −1 when `backward` is the canonical direction at δ = 0, 0 when both are the same.
  private let direction: Int

  /// Σ n_c n_v/(n_c + n_v): the information, in units; 0 when no stratum has both arms.
  public let information: Double

  /// A test over strata.
  ///
  /// - Parameter strata: at least one; arms may be empty.
  /// - Throws: ``InferenceError/missing(field:)`` for an empty list.
  public init(strata: [RateStratum]) throws(InferenceError) {
    guard !strata.isEmpty else { throw .missing(field: "strata") }
    self.init(checked: strata)
  }

  /// A test of one pair of arms.
  ///
  /// - Throws: nothing at present; declared so that a stricter input stays compatible.
  public init(control: EffectiveCount, variant: EffectiveCount) throws(InferenceError) {
    self.init(checked: [RateStratum(control: control, variant: variant)])
  }

  private init(checked strata: [RateStratum]) {
    let filled = strata.filter { $0.weight > 0 }
    forward = filled.sorted(by: Self.precedes)
    backward = filled.map(\.swapped).sorted(by: Self.precedes)
    direction =
      forward == backward
      ? 0 : (forward.lexicographicallyPrecedes(backward, by: Self.precedes) ? 1 : -1)
    information = (direction < 0 ? backward : forward).reduce(0) { $0 + $1.weight }
  }

  private static func precedes(_ left: RateStratum, _ right: RateStratum) -> Bool {
    let a = (
      left.control.trials, left.control.successes, left.variant.trials, left.variant.successes
    )
    let b = (
      right.control.trials, right.control.successes, right.variant.trials, right.variant.successes
    )
    return a < b
  }

  /// The same test with the arms exchanged.
  public var swapped: ScoreTest { ScoreTest(checked: backward) }

  /// Variant − control, weighted by information, −1…1; nil when no stratum has both arms.
  public var estimate: Double? {
    guard information > 0 else { return nil }
    if direction == 0 { return 0 }
    let value = Self.excess(direction > 0 ? forward : backward, 0) / information
    return direction > 0 ? value : -value
  }

  /// Standard error of the estimate at a difference: √Σ w² Ṽ(δ) / Σ w; nil without information.
  public func standardError(at difference: Double) -> Double? {
    guard information > 0 else { return nil }
    return variance(at: difference).squareRoot() / information
  }

  /// z(δ): positive where the data lie above δ; decreasing in δ.
  ///
  /// At |δ| ≥ 1 no variance is left: ±∞, or 0 when the data lie exactly there. Two arms without a
  /// single success (or failure) give 0 at δ = 0. Without information it is 0 everywhere.
  public func statistic(at difference: Double) -> Double {
    guard information > 0, !difference.isNaN else { return 0 }
    if difference == 0 {
      if direction == 0 { return 0 }
      let value = Self.statistic(direction > 0 ? forward : backward, 0)
      return direction > 0 ? value : -value
    }
    return difference > 0
      ? Self.statistic(forward, difference) : -Self.statistic(backward, -difference)
  }

  /// One-sided p of H₀ Δ ≤ δ against Δ > δ: the upper normal tail of z(δ).
  public func pValueGreater(at difference: Double = 0) -> Double {
    NormalDistribution.upperTail(statistic(at: difference))
  }

  /// One-sided p of H₀ Δ ≥ δ against Δ < δ: the lower normal tail of z(δ).
  public func pValueLess(at difference: Double = 0) -> Double {
    // The upper tail of −z, so that exchanging the arms mirrors bit for bit.
    NormalDistribution.upperTail(-statistic(at: difference))
  }

  /// Two-sided p of H₀ Δ = δ: twice the smaller one-sided p.
  public func pValue(at difference: Double = 0) -> Double {
    min(1, 2 * NormalDistribution.upperTail(abs(statistic(at: difference))))
  }

  private func variance(at difference: Double) -> Double {
    if difference == 0 { return Self.variance(direction < 0 ? backward : forward, 0) }
    return difference > 0
      ? Self.variance(forward, difference) : Self.variance(backward, -difference)
  }

  private static func statistic(_ strata: [RateStratum], _ delta: Double) -> Double {
    ScoreStatistic.ratio(excess(strata, delta), variance(strata, delta))
  }

  /// Σ w (d − δ).
  private static func excess(_ strata: [RateStratum], _ delta: Double) -> Double {
    var sum = 0.0
    for stratum in strata {
      let observed =
        stratum.variant.successes / stratum.variant.trials
        - stratum.control.successes / stratum.control.trials
      sum += stratum.weight * (observed - delta)
    }
    return sum
  }

  /// Σ w² Ṽ(δ) for δ ≥ 0.
  private static func variance(_ strata: [RateStratum], _ delta: Double) -> Double {
    var sum = 0.0
    for stratum in strata {
      let weight = stratum.weight
      sum +=
        weight * weight
        * ScoreStatistic.variance(
          control: stratum.control.successes,
          of: stratum.control.trials,
          variant: stratum.variant.successes,
          of: stratum.variant.trials,
          difference: delta
        )
    }
    return sum
  }
}
