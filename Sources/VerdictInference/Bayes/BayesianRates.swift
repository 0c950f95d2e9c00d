import GSLKit

/// Two rates with independent beta priors: which is likely better, and what either choice may cost.
///
/// P(p_v > p_c) = E_c[1 − F_v(p_c)], the loss of choosing control E max(p_v − p_c, 0) = E_c of the
/// variant's mean excess over p_c, and the interval between quantiles of p_v − p_c, each by
/// Gauss–Legendre quadrature in panels laid over both posteriors. Exchanging the arms mirrors the
/// losses exactly and the chance to 1e-12.
///
/// The chance means what the prior makes it mean: Jeffreys' says that nothing is known, so it is
/// no frequency of right answers; see ``ChoiceReading`` for the reading that decides a pick.
///
/// Accuracy: absolute 1e-11 to 10⁴ units an arm, 1e-6 at 10⁹, where the density itself is known no
/// better. Source: Gelman et al. (2013), Bayesian Data Analysis, ch. 2; closed form for whole shapes
/// in Cook (2005), UTMDABTR-005-05, against which it was checked.
public struct BayesianRates: Hashable, Sendable {
  private let control: BetaPosterior
  private let variant: BetaPosterior

  /// A reading of two arms; empty arms are known by their prior alone.
  ///
  /// - Parameters:
  ///   - control: counts of the reference arm.
  ///   - variant: counts of the other arm.
  ///   - prior: of either rate.
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  public init(
    control: BinomialCount,
    variant: BinomialCount,
    prior: BetaPrior = .jeffreys
  ) throws(InferenceError) {
    self.control = try BetaPosterior(prior: prior, count: control)
    self.variant = try BetaPosterior(prior: prior, count: variant)
  }

  /// P(p_v > p_c), 0…1.
  public var probabilityVariantBetter: Double {
    let better = control.mean(near: variant) { variant.upperTail($0) }
    let worse = variant.mean(near: control) { control.upperTail($0) }
    return better / (better + worse)
  }

  /// E max(p_v − p_c, 0): what choosing control costs on average, in units of the rate.
  public var lossOfControl: Double {
    control.mean(near: variant) { variant.expectedExcess(over: $0) }
  }

  /// E max(p_c − p_v, 0): what choosing the variant costs on average.
  public var lossOfVariant: Double {
    variant.mean(near: control) { control.expectedExcess(over: $0) }
  }

  /// The interval between the tail quantiles of p_v − p_c.
  ///
  /// - Parameter level: 0 < level < 1.
  /// - Returns: ends in −1…1.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` and
  ///   ``InferenceError/numerical(routine:detail:)``.
  public func interval(level: Double) throws(InferenceError) -> Interval {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    let tail = (1 - level) / 2
    // Each end from its own arm's side, so that exchanging the arms exchanges the ends.
    let lower = try Self.lowerQuantile(tail, of: variant, less: control)
    let upper = try Self.lowerQuantile(tail, of: control, less: variant)
    return Interval(lower: lower, upper: -upper)
  }

  /// The d with P(first − second ≤ d) = tail.
  private static func lowerQuantile(
    _ tail: Double,
    of first: BetaPosterior,
    less second: BetaPosterior
  ) throws(InferenceError) -> Double {
    func excess(_ d: Double) -> Double {
      second.mean(near: first, shiftedBy: d) { first.cdf($0 + d) } - tail
    }
    do throws(GSLError) {
      return try BrentRoot.find(in: -1...1, tolerance: 1e-13, excess)
    } catch { throw InferenceError(error) }
  }
}
