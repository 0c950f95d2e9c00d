import GSLKit

/// Intervals and exact p-values of one success rate.
///
/// Every interval is undefined without trials. The formulas of Wald and of Agresti and Coull can pass
/// 0 or 1 and are cut there. ``wilson(level:)`` is the one to use, ``clopperPearson(level:)`` where
/// the level must be kept whatever the rate is.
///
/// Source: Brown, Cai & DasGupta (2001), Stat Sci 16:101–133.
public struct SingleRate: Hashable, Sendable {
  /// The observed successes and trials.
  public let count: BinomialCount
  private let x: Double
  private let n: Double

  /// The rate of a count; without trials nothing is defined.
  public init(_ count: BinomialCount) {
    self.count = count
    x = Double(count.successes)
    n = Double(count.trials)
  }

  /// Successes ÷ trials; nil without trials.
  public var estimate: Double? { count.rate }

  /// Wilson's score interval: all rates r with |x/n − r| ≤ z √(r(1 − r)/n).
  ///
  /// Source: Wilson (1927), JASA 22:209–212.
  public func wilson(level: Double) -> Interval? {
    guard n > 0 else { return nil }
    let lower = Self.wilsonLower(x, n, Self.critical(level))
    // By failures, so that exchanging success and failure mirrors exactly.
    let upper = 1 - Self.wilsonLower(n - x, n, Self.critical(level))
    return Interval(lower: lower, upper: upper)
  }

  private static func wilsonLower(_ x: Double, _ n: Double, _ z: Double) -> Double {
    if x == 0 { return 0 }
    // (2x + z² − z√(z² + 4x(n − x)/n)) / 2(n + z²), multiplied out so that nothing cancels:
    // the product of both roots of the quadratic is x²/(n(n + z²)).
    let root = (z * z + 4 * x * (n - x) / n).squareRoot()
    return 2 * x * x / (n * (2 * x + z * z + z * root))
  }

  /// Clopper and Pearson's exact interval: each end has an exact tail of (1 − level)/2.
  ///
  /// Source: Clopper & Pearson (1934), Biometrika 26:404–413.
  public func clopperPearson(level: Double) throws(InferenceError) -> Interval? {
    guard n > 0 else { return nil }
    let tail = (1 - level) / 2
    do throws(GSLError) {
      let lower = x == 0 ? 0 : try BetaDistribution(alpha: x, beta: n - x + 1).quantile(tail)
      let upper = x == n ? 1 : try BetaDistribution(alpha: x + 1, beta: n - x).upperQuantile(tail)
      return Interval(lower: lower, upper: upper)
    } catch {
      throw InferenceError(error)
    }
  }

  /// The equal-tailed posterior interval with the prior Beta(½, ½), not modified at 0 and n.
  public func jeffreys(level: Double) throws(InferenceError) -> Interval? {
    guard n > 0 else { return nil }
    let tail = (1 - level) / 2
    do throws(GSLError) {
      let posterior = try BetaDistribution(alpha: x + 0.5, beta: n - x + 0.5)
      return Interval(lower: posterior.quantile(tail), upper: posterior.upperQuantile(tail))
    } catch {
      throw InferenceError(error)
    }
  }

  /// Agresti and Coull's interval: Wald's formula around (x + z²/2)/(n + z²).
  ///
  /// Source: Agresti & Coull (1998), Am Stat 52:119–126.
  public func agrestiCoull(level: Double) -> Interval? {
    guard n > 0 else { return nil }
    let z = Self.critical(level)
    let trials = n + z * z
    return Self.wald((x + z * z / 2) / trials, trials, z)
  }

  /// Wald's interval x/n ± z √(p̂(1 − p̂)/n), shown because others print it: its level is not kept.
  public func wald(level: Double) -> Interval? {
    guard n > 0 else { return nil }
    return Self.wald(x / n, n, Self.critical(level))
  }

  private static func wald(_ p: Double, _ n: Double, _ z: Double) -> Interval {
    let half = z * (p * (1 - p) / n).squareRoot()
    return Interval(lower: max(p - half, 0), upper: min(p + half, 1))
  }

  /// The mid-P interval: as Clopper–Pearson, with half the probability of the observed count.
  ///
  /// Its lower end is 0 at no successes, its upper end 1 at no failures.
  public func midP(level: Double) throws(InferenceError) -> Interval? {
    guard n > 0 else { return nil }
    let tail = (1 - level) / 2
    let lower = try Self.midPLower(count, tail)
    let upper = 1 - (try Self.midPLower(count.mirrored, tail))
    return Interval(lower: lower, upper: upper)
  }

  /// The rate at which P(X > x) + ½ P(X = x) is the tail.
  private static func midPLower(
    _ count: BinomialCount,
    _ tail: Double
  ) throws(InferenceError) -> Double {
    let (x, n) = (count.successes, count.trials)
    if x == 0 { return 0 }
    do throws(GSLError) {
      // The half tail is increasing in the rate, 0 at 0; it lies right of Clopper–Pearson's end.
      return try BrentRoot.find(in: 0...1, tolerance: 1e-15) { rate in
        guard let law = try? BinomialDistribution(trials: n, rate: rate) else { return .nan }
        return law.upperTail(x + 1) + law.pmf(x) / 2 - tail
      }
    } catch {
      throw InferenceError(error)
    }
  }

  private static func critical(_ level: Double) -> Double {
    NormalDistribution.upperQuantile((1 - level) / 2)
  }
}

extension SingleRate {
  /// Exact p of H₀ rate ≤ null: P(X ≥ x).
  ///
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for a null outside 0…1.
  public func pValueGreater(null: Double) throws(InferenceError) -> Double {
    try law(null).upperTail(count.successes)
  }

  /// Exact p of H₀ rate ≥ null: P(X ≤ x).
  ///
  /// - Throws: as ``pValueGreater(null:)``.
  public func pValueLess(null: Double) throws(InferenceError) -> Double {
    try law(null).cdf(count.successes)
  }

  /// Exact two-sided p of H₀ rate = null: the probability of all counts no more likely than the observed.
  ///
  /// The convention of R's `binom.test`: counts whose probability is equal up to a relative 1e-7
  /// belong to the tail.
  /// - Throws: as ``pValueGreater(null:)``.
  public func pValue(null: Double) throws(InferenceError) -> Double {
    let law = try law(null)
    let x = count.successes
    let mean = n * null
    if Double(x) == mean { return 1 }
    let level = law.logPmf(x) + Elementary.log(onePlus: 1e-7)
    // The masses fall on both sides of the mode, so the other tail is found by bisection.
    let mode = min(count.trials, Int((n + 1) * null))
    if Double(x) < mean {
      var included = count.trials + 1
      var excluded = mode - 1
      while included - excluded > 1 {
        let k = excluded + (included - excluded) / 2
        if law.logPmf(k) <= level { included = k } else { excluded = k }
      }
      return min(1, law.cdf(x) + law.upperTail(max(included, x + 1)))
    }
    var included = -1
    var excluded = mode + 1
    while excluded - included > 1 {
      let k = included + (excluded - included) / 2
      if law.logPmf(k) <= level { included = k } else { excluded = k }
    }
    return min(1, law.upperTail(x) + law.cdf(min(included, x - 1)))
  }

  private func law(_ null: Double) throws(InferenceError) -> BinomialDistribution {
    guard null >= 0, null <= 1 else {
      throw .outsideRange(field: "null", value: null, allowed: "[0, 1]")
    }
    do throws(GSLError) {
      return try BinomialDistribution(trials: count.trials, rate: null)
    } catch {
      throw InferenceError(error)
    }
  }
}
