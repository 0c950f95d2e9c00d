import GSLKit

/// Exact limits of a binomial count: the counts that are not too few and not too many.
///
/// With X binomial and a the tail given to each side,
///
///     L = the largest count with P(X < L) ≤ a,   U = the smallest count with P(X > U) ≤ a
///
/// and a count signals when it is below L or above U. Neither side errs more than a, at any size; the
/// normal limits p ± 3√(p(1 − p)/n) err .0037 on the upper side at n = 10, p = .18, where .00135 is
/// promised, and have a lower limit nobody can pass. L = 0 means that even nothing is not too few, U = n the same above.
public struct BinomialLimits: Hashable, Sendable {
  /// Number of trials.
  public let trials: Int
  /// The lowest count that does not signal.
  public let lower: Int
  /// The highest count that does not signal.
  public let upper: Int
  /// Chance of a signal while the rate is as assumed.
  public let falseAlarm: Double

  /// The largest number of trials that the binomial tails take.
  public static let largestTrials = Int(UInt32.max)

  /// The limits of a count.
  ///
  /// - Parameters:
  ///   - trials: 0…4,294,967,295.
  ///   - rate: the rate while nothing has changed, 0…1.
  ///   - tail: chance allowed on each side, strictly between 0 and ½.
  /// - Throws: ``InferenceError/negative(field:value:)``, ``InferenceError/tooLarge(field:value:limit:)``
  ///   for the trials, ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(trials: Int, rate: Double, tail: Double) throws(InferenceError) {
    let law = try Self.law(trials, rate)
    guard tail > 0, tail < 0.5 else {
      throw .outsideRange(field: "tail", value: tail, allowed: "(0, 0.5)")
    }
    let z = NormalDistribution.upperQuantile(tail)
    let mean = Double(trials) * rate
    let spread = z * (mean * (1 - rate)).squareRoot()
    // The first count with P(X ≤ count) > a, and the last with P(X ≥ count) > a.
    lower = Self.first(in: trials, near: mean - spread) { law.cdf($0) > tail }
    upper = Self.first(in: trials, near: mean + spread) { law.upperTail($0 + 1) <= tail }
    self.trials = trials
    falseAlarm = (lower > 0 ? law.cdf(lower - 1) : 0) + law.upperTail(upper + 1)
  }

  /// Lower limit as a rate; nil where no count is too low.
  public var lowerRate: Double? { lower > 0 ? Double(lower) / Double(trials) : nil }

  /// Upper limit as a rate; nil where no count is too high.
  public var upperRate: Double? { upper < trials ? Double(upper) / Double(trials) : nil }

  /// The smallest count of 0…trials with a property that, once there, stays; trials when none has it.
  private static func first(
    in trials: Int,
    near guess: Double,
    _ has: (Int) -> Bool
  ) -> Int {
    var step = 1
    var lower: Int
    var upper: Int
    let start = Int(min(max(guess.rounded(), 0), Double(trials)))
    if has(start) {
      (lower, upper) = (start - 1, start)
      while lower >= 0, has(lower) {
        upper = lower
        lower = max(lower - step, -1)
        step *= 2
      }
    } else {
      (lower, upper) = (start, start + 1)
      while upper < trials, !has(upper) {
        lower = upper
        upper = min(upper + step, trials)
        step *= 2
      }
      if upper >= trials { upper = trials }
    }
    while upper - lower > 1 {
      let middle = lower + (upper - lower) / 2
      if has(middle) { upper = middle } else { lower = middle }
    }
    return upper
  }

  static func law(_ trials: Int, _ rate: Double) throws(InferenceError) -> BinomialDistribution {
    guard trials >= 0 else { throw .negative(field: "trials", value: Double(trials)) }
    guard trials <= largestTrials else {
      throw .tooLarge(field: "trials", value: trials, limit: largestTrials)
    }
    guard rate >= 0, rate <= 1 else {
      throw .outsideRange(field: "rate", value: rate, allowed: "[0, 1]")
    }
    do throws(GSLError) {
      return try BinomialDistribution(trials: trials, rate: rate)
    } catch {
      throw InferenceError(error)
    }
  }
}

extension BinomialLimits {
  /// The smooth limits of a funnel plot: binomial quantiles with interpolation.
  ///
  /// For a tail probability p, r is the smallest count with P(X ≤ r) > p and
  ///
  ///     (r − α)/n,   α = (P(X ≤ r) − p)/(P(X ≤ r) − P(X ≤ r − 1))
  ///
  /// Made for drawing a line over all n. A point just outside the line may have a tail slightly above
  /// the level; ``init(trials:rate:tail:)`` is what flags.
  ///
  /// - Parameters:
  ///   - trials: 1…4,294,967,295.
  ///   - rate: the target, 0…1.
  ///   - level: share between the two lines, strictly between 0 and 1, such as .95 or .998.
  /// - Returns: the limits as rates, cut at 0 and 1.
  /// - Throws: as ``init(trials:rate:tail:)``.
  ///
  /// Source: Spiegelhalter (2005), Stat Med 24:1185–1202, appendix A.1.
  public static func interpolated(
    trials: Int,
    rate: Double,
    level: Double
  ) throws(InferenceError) -> Interval {
    let law = try law(trials, rate)
    guard trials >= 1 else { throw .tooFew(field: "trials", value: 0, needed: 1) }
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    let tail = (1 - level) / 2
    let z = NormalDistribution.upperQuantile(tail)
    let mean = Double(trials) * rate
    let spread = z * (mean * (1 - rate)).squareRoot()
    let low = first(in: trials, near: mean - spread) { law.cdf($0) > tail }
    // P(X ≤ r) > 1 − a by the upper tail, which keeps its digits.
    let high = first(in: trials, near: mean + spread) { law.upperTail($0 + 1) < tail }
    let (massLow, massHigh) = (law.pmf(low), law.pmf(high))
    let shareLow = massLow > 0 ? (law.cdf(low) - tail) / massLow : 0
    let shareHigh = massHigh > 0 ? (tail - law.upperTail(high + 1)) / massHigh : 0
    let n = Double(trials)
    let lower = min(max((Double(low) - shareLow) / n, 0), 1)
    let upper = min(max((Double(high) - shareHigh) / n, 0), 1)
    return Interval(lower: min(lower, upper), upper: max(lower, upper))
  }
}
