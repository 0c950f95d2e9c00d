import GSLKit
import VerdictModel

extension ManagerReading {
  /// Chance of so few, and of so many, successes for a manager with the department's usual rate.
  ///
  /// Exact binomial tails; nil without trials, or where the counts are not of one another.
  package init?(name: String, metric: String, successes: Int64, trials: Int64, usual: Double) {
    guard trials > 0, trials < 1_000_000, (0...trials).contains(successes), usual > 0, usual < 1,
      let law = try? BinomialDistribution(trials: Int(trials), rate: usual)
    else { return nil }
    self.init(
      name: name,
      metric: metric,
      successes: successes,
      trials: trials,
      usual: usual,
      chanceOfFewer: law.cdf(Int(successes)),
      chanceOfMore: law.upperTail(Int(successes))
    )
  }
}
