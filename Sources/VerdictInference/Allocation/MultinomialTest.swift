import GSLKit

/// The exact multinomial test: the probability of all outcomes no more likely than the observed one.
///
/// Two arms: the exact binomial test. More: the counts of all arms but the two largest are enumerated,
/// and the two largest, binomial given the rest, are summed as two tails, which saves a dimension. When
/// there is too much to enumerate, p is drawn: (b + 1)/(B + 1) with b of B drawings no more likely.
/// Outcomes whose probabilities agree to a relative 1e-7 count as equally likely, as in R's `binom.test`
/// (1e-14 n for more than ten million units, whose probabilities carry no more digits).
///
/// Source: Read & Cressie (1988), Goodness-of-Fit Statistics, sec. 5.1; Phipson & Smyth (2010), SAGMB
/// 9:39. Checked against enumeration in exact fractions and SciPy `binomtest` 1.17.1.
public struct MultinomialTest: Hashable, Sendable {
  /// How p was found.
  public enum Method: Hashable, Sendable {
    /// Every outcome was weighed.
    case exact
    /// So many outcomes were drawn.
    case sampled(draws: Int)
  }

  /// The p-value; nil when there are too many units or arms even to draw.
  public let pValue: Double?
  /// How it was found.
  public let method: Method

  /// Standard error of a drawn p; nil for an exact one.
  public var monteCarloError: Double? {
    guard case .sampled(let draws) = method, let pValue else { return nil }
    return (pValue * (1 - pValue) / Double(draws)).squareRoot()
  }

  /// Drawings by default: a p of .001 is then known to ±.0001.
  public static let standardDraws = 100_000
  /// Arrangements of the smaller arms up to which p is exact: a second at most.
  public static let exactLimit = 100_000
  /// Arms up to which outcomes are enumerated, one level of nesting each.
  private static let mostEnumeratedArms = 64
  /// Units up to which probabilities can be computed at all.
  public static let largestTotal = 4_294_967_295

  /// Tests counts against shares.
  ///
  /// - Parameters:
  ///   - observed: counts, 0 or more.
  ///   - shares: 0 or more, adding up to 1, one for each count.
  ///   - draws: drawings where enumeration is too much; fewer with more than twenty arms, and none
  ///     above 2,000.
  ///   - seed: where the drawing starts; the order of the arms does not matter to it.
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  /// - Precondition: the lists have one length, and draws is at least 1.
  init(
    observed: [Int],
    shares: [Double],
    draws: Int,
    seed: UInt64
  ) throws(InferenceError) {
    precondition(observed.count == shares.count && draws >= 1, "one share for each count")
    if zip(observed, shares).contains(where: { $0 > 0 && $1 == 0 }) {
      (pValue, method) = (0, .exact)
      return
    }
    // Arms without a share cannot occur; the rest in an order that does not depend on the caller's.
    let arms = zip(observed, shares).filter { $0.1 > 0 }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    let total = arms.reduce(0.0) { $0 + Double($1.0) }
    guard arms.count > 1 else {
      (pValue, method) = (1, .exact)
      return
    }
    guard total <= Double(Self.largestTotal) else {
      (pValue, method) = (nil, .exact)
      return
    }
    let law = Multinomial(counts: arms.map(\.0), shares: arms.map(\.1))
    if law.prefixes <= Double(Self.exactLimit), arms.count <= Self.mostEnumeratedArms {
      (pValue, method) = (try law.exactPValue(), .exact)
      return
    }
    let affordable = min(draws, 2_000_000 / arms.count)
    guard affordable >= 999 else {
      (pValue, method) = (nil, .exact)
      return
    }
    (pValue, method) = (law.sampledPValue(affordable, seed), .sampled(draws: affordable))
  }
}

/// Counts and shares, the two largest shares last.
private struct Multinomial {
  let counts: [Int]
  let shares: [Double]
  let total: Int
  /// log of the probability up to which an outcome belongs to the tail.
  private let level: Double

  init(counts: [Int], shares: [Double]) {
    self.counts = counts
    self.shares = shares
    total = counts.reduce(0, +)
    let tolerance = max(1e-7, 1e-14 * Double(total))
    level =
      Self.logProbability(counts, shares, total) + Elementary.log(onePlus: tolerance)
  }

  private static func logProbability(_ counts: [Int], _ shares: [Double], _ total: Int) -> Double {
    var sum = LogGamma.logFactorial(total)
    for (count, share) in zip(counts, shares) where count > 0 {
      sum += Double(count) * Elementary.log(share) - LogGamma.logFactorial(count)
    }
    return sum
  }

  /// Ways to share out the units among all arms but the last two, and the rest together.
  var prefixes: Double {
    let free = counts.count - 2
    var ways = 1.0
    for index in 0..<free where ways.isFinite {
      ways = ways * Double(total + free - index) / Double(index + 1)
    }
    return ways
  }

  func exactPValue() throws(InferenceError) -> Double {
    let pair = shares[shares.count - 2] + shares[shares.count - 1]
    let rate = shares[shares.count - 1] / pair
    var parts: [Double] = []
    var failure: InferenceError?
    func visit(_ arm: Int, _ left: Int, _ logPrefix: Double) {
      guard failure == nil else { return }
      if arm == counts.count - 2 {
        let prefix = logPrefix + Double(left) * Elementary.log(pair) - LogGamma.logFactorial(left)
        do throws(InferenceError) {
          parts.append(
            Elementary.exp(prefix) * (try Self.tail(left, rate, level - prefix))
          )
        } catch { failure = error }
        return
      }
      let logShare = Elementary.log(shares[arm])
      for count in 0...left {
        visit(
          arm + 1,
          left - count,
          logPrefix + Double(count) * logShare - LogGamma.logFactorial(count)
        )
      }
    }
    visit(0, total, LogGamma.logFactorial(total))
    if let failure { throw failure }
    return min(1, parts.sorted().reduce(0, +))
  }

  /// Probability of the binomial counts whose log probability is at most a level.
  private static func tail(
    _ trials: Int,
    _ rate: Double,
    _ level: Double
  ) throws(InferenceError) -> Double {
    let law: BinomialDistribution
    do throws(GSLError) {
      law = try BinomialDistribution(trials: trials, rate: rate)
    } catch {
      throw InferenceError(error)
    }
    let mode = min(trials, Int((Double(trials) + 1) * rate))
    if law.logPmf(mode) <= level { return 1 }
    // Masses fall on both sides of the mode.
    var (inside, outside) = (mode, trials + 1)
    while outside - inside > 1 {
      let middle = inside + (outside - inside) / 2
      if law.logPmf(middle) <= level { outside = middle } else { inside = middle }
    }
    let upper = law.upperTail(outside)
    (inside, outside) = (mode, -1)
    while inside - outside > 1 {
      let middle = outside + (inside - outside) / 2
      if law.logPmf(middle) <= level { outside = middle } else { inside = middle }
    }
    return upper + law.cdf(outside)
  }

  func sampledPValue(_ draws: Int, _ seed: UInt64) -> Double {
    let generator = RandomGenerator(seed: seed)
    // The chance of each arm among itself and the later ones.
    var remaining = 0.0
    let rates =
      shares.indices.reversed().map { index in
        remaining += shares[index]
        return min(1, shares[index] / remaining)
      }.reversed() as [Double]
    var drawn = counts
    var extreme = 0
    for _ in 0..<draws {
      var left = total
      for arm in counts.indices.dropLast() {
        drawn[arm] = generator.binomial(trials: left, rate: rates[arm])
        left -= drawn[arm]
      }
      drawn[counts.count - 1] = left
      if Self.logProbability(drawn, shares, total) <= level { extreme += 1 }
    }
    return Double(extreme + 1) / Double(draws + 1)
  }
}
