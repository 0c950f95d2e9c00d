import CGSL

/// The number of successes in independent trials with one success rate.
public struct BinomialDistribution: Hashable, Sendable {
  /// Number of trials, 0 or more.
  public let trials: Int
  /// Success rate, 0…1.
  public let rate: Double

  /// A binomial distribution.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)`` for trials outside
  ///   0…4,294,967,295 or a rate outside 0…1.
  public init(trials: Int, rate: Double) throws(GSLError) {
    guard trials >= 0, trials <= Int(UInt32.max) else {
      throw .outsideDomain(routine: "binomial", argument: "trials", value: Double(trials))
    }
    guard rate >= 0, rate <= 1 else {
      throw .outsideDomain(routine: "binomial", argument: "rate", value: rate)
    }
    self.trials = trials
    self.rate = rate
  }

  /// P(X = k); 0 outside 0…trials.
  public func pmf(_ k: Int) -> Double {
    Elementary.exp(logPmf(k))
  }

  /// log P(X = k); −∞ where the probability is 0.
  public func logPmf(_ k: Int) -> Double {
    if k < 0 || k > trials { return -.infinity }
    if rate == 0 { return k == 0 ? 0 : -.infinity }
    if rate == 1 { return k == trials ? 0 : -.infinity }
    return LogGamma.logChoose(trials, k) + Double(k) * Elementary.log(rate)
      + Double(trials - k) * Elementary.log(onePlus: -rate)
  }

  /// Lower tail P(X ≤ k).
  public func cdf(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k >= trials { return 1 }
    if rate == 0 { return 1 }
    if rate == 1 { return 0 }
    GSLLibrary.ready
    return gsl_cdf_beta_Q(rate, Double(k + 1), Double(trials - k))
  }

  /// Upper tail P(X ≥ k); the value k itself is included.
  public func upperTail(_ k: Int) -> Double {
    if k <= 0 { return 1 }
    if k > trials { return 0 }
    if rate == 0 { return 0 }
    if rate == 1 { return 1 }
    GSLLibrary.ready
    return gsl_cdf_beta_P(rate, Double(k), Double(trials - k + 1))
  }
}
