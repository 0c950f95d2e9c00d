import GSLKit

/// Rates of several groups, each drawn towards the common rate as far as chance explains it.
///
/// Counts x_i of n_i, each group's own rate from Beta(α, β). With mean μ = α/(α + β) and
/// overdispersion ρ = 1/(α + β + 1), the correlation of two units of one group, fitted to all
/// groups at once (``Fit``), a group's rate has the posterior Beta(α + x_i, β + n_i − x_i): mean (α
/// + x_i)/(α + β + n_i). Where the groups differ no more than chance, ρ̂ = 0 and every group has
/// the common rate.
///
/// **Assumption.** The groups are exchangeable and α, β count as known. No ranking: intervals
/// overlap.
///
/// Source: Griffin & Krutchkoff (1971), Biometrika 58:597–601; Kleinman (1973), JASA 68:46–54;
/// Spiegelhalter (2005), Stat Med 24:1185–1202 for the use. Checked against SciPy's `betabinom`
/// maximised in 30 digits and Kleinman's moments in exact fractions.
public struct EmpiricalBayesRates: Hashable, Sendable {
  /// How μ and ρ are fitted.
  public enum Fit: Hashable, Sendable, CaseIterable {
    /// The maximum of the beta–binomial likelihood.
    ///
    /// By nested Brent minimisation; good to six digits.
    case likelihood
    /// μ̂ = Σx/Σn and a ρ in closed form.
    ///
    /// The ρ at which Σ n_i(p_i − μ̂)² equals its expectation, cut at 0.
    ///
    /// Source: Kleinman (1973), weights n_i.
    case moments
  }

  /// One group's rate.
  public struct Rate: Hashable, Sendable {
    /// The posterior mean, 0…1.
    public let estimate: Double
    private let posterior: BetaDistribution?
    private let common: BinomialCount

    init(_ estimate: Double, _ posterior: BetaDistribution?, _ common: BinomialCount) {
      self.estimate = estimate
      self.posterior = posterior
      self.common = common
    }

    /// The equal-tailed posterior interval; at ρ̂ = 0 Wilson's interval of the common rate.
    ///
    /// - Parameter level: 0…1, ends excluded.
    /// - Returns: an interval within 0…1.
    /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
    public func interval(level: Double = 0.95) throws(InferenceError) -> Interval {
      guard level > 0, level < 1 else {
        throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
      }
      let tail = (1 - level) / 2
      guard let posterior else {
        return SingleRate(common).wilson(level: level) ?? Interval(lower: 0, upper: 1)
      }
      let (lower, upper) = (posterior.quantile(tail), posterior.upperQuantile(tail))
      return Interval(lower: min(lower, upper), upper: max(lower, upper))
    }
  }

  /// The groups, in the given order.
  public let counts: [BinomialCount]
  /// μ̂, the common rate, 0…1.
  public let mean: Double
  /// ρ̂, 0…1: 0 where the groups differ no more than chance.
  public let overdispersion: Double
  /// Each group's rate, in the given order; one without trials has the prior's.
  public let rates: [Rate]

  /// α and β of the fitted prior; nil at ρ̂ = 0, where it is a single point.
  public var prior: (alpha: Double, beta: Double)? {
    guard overdispersion > 0, mean > 0, mean < 1 else { return nil }
    let strength = 1 / overdispersion - 1
    return (mean * strength, (1 - mean) * strength)
  }

  /// The rates of at least two groups with trials.
  ///
  /// - Parameters:
  ///   - counts: one a group; a group may be empty.
  ///   - fit: how μ and ρ are fitted.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)`` for fewer than two groups with trials
  ///   or none with two trials, ``InferenceError/tooLarge(field:value:limit:)`` for a likelihood of
  ///   more than 2,000 different counts, ``InferenceError/numerical(routine:detail:)``.
  public init(_ counts: [BinomialCount], fit: Fit = .likelihood) throws(InferenceError) {
    let groups = counts.filter { $0.trials > 0 }
    guard groups.count >= 2 else {
      throw .tooFew(field: "counts", value: Double(groups.count), needed: 2)
    }
    guard groups.contains(where: { $0.trials > 1 }) else {
      throw .tooFew(field: "trials", value: 1, needed: 2)
    }
    let common = groups.dropFirst().reduce(groups[0], +)
    let pooled = Double(common.successes) / Double(common.trials)
    let fitted: (mean: Double, overdispersion: Double)
    if common.successes == 0 || common.failures == 0 {
      // Nobody or everybody: nothing to tell one group from another by.
      fitted = (pooled, 0)
    } else {
      switch fit {
      case .moments: fitted = (pooled, Self.moments(groups, pooled))
      case .likelihood: fitted = try BetaBinomialLikelihood(groups).maximum(near: pooled)
      }
    }
    let strength = fitted.overdispersion > 0 ? 1 / fitted.overdispersion - 1 : 0
    var rates: [Rate] = []
    for count in counts {
      guard strength > 0 else {
        rates.append(Rate(fitted.mean, nil, common))
        continue
      }
      let alpha = fitted.mean * strength + Double(count.successes)
      let beta = (1 - fitted.mean) * strength + Double(count.failures)
      do throws(GSLError) {
        let posterior = try BetaDistribution(alpha: alpha, beta: beta)
        rates.append(Rate(alpha / (alpha + beta), posterior, common))
      } catch {
        throw InferenceError(error)
      }
    }
    self.counts = counts
    (mean, overdispersion) = fitted
    self.rates = rates
  }

  /// (S/(μ(1 − μ)) − (K − 1)) / Σ (n_i − 1)(1 − n_i/N), S = Σ n_i(p_i − μ)², within 0…1 − 10⁻⁶.
  private static func moments(_ groups: [BinomialCount], _ mean: Double) -> Double {
    let total = groups.reduce(0) { $0 + Double($1.trials) }
    var (sum, spare) = (0.0, 0.0)
    for group in groups {
      let trials = Double(group.trials)
      let distance = Double(group.successes) / trials - mean
      sum += trials * distance * distance
      spare += (trials - 1) * (1 - trials / total)
    }
    let value = (sum / (mean * (1 - mean)) - Double(groups.count - 1)) / spare
    return min(max(0, value), BetaBinomialLikelihood.largest)
  }
}
