/// How Mann and Whitney's U is distributed without ties, when both arms are one population.
///
/// The number of orders with U = u is the coefficient of qᵘ in Π_{i ≤ k}(1 − q^{L+i})/(1 − qⁱ), k and L
/// the smaller and the larger arm. Each factor is one pass over the lower half, which alone is kept.
/// Near the middle the subtraction loses a digit for every twenty amounts of the smaller arm; 32 digits
/// are carried, and some ten are left at 464.
///
/// Source: Mann & Whitney (1947), Ann Math Stat 18:50; the generating function as in Andrews (1976),
/// The Theory of Partitions, ch. 3.
struct RankCounts {
  /// L·k² up to which the counts are made: 464 amounts in each arm, some tenths of a second.
  static let largestWork = 1e8

  /// Probabilities of U ≤ u for u in the lower half.
  private let cumulative: [Double]
  private let product: Int

  /// The distribution for two sizes of 1 or more; nil when it would take too long.
  init?(_ one: Int, _ other: Int) {
    let (k, l) = (min(one, other), max(one, other))
    guard k >= 1, Double(l) * Double(k) * Double(k) <= Self.largestWork,
      SubsetSums.logChoose(k + l, k) <= SubsetSums.largestLogCount
    else { return nil }
    let half = k * l / 2
    let none = ExtendedNumber(0)
    var counts = [ExtendedNumber](repeating: none, count: half + 1)
    counts[0] = ExtendedNumber(1)
    for i in 1...k {
      let (before, last) = (l * (i - 1), l * i / 2)
      // The part of the last polynomial beyond its middle mirrors the part before.
      let middle = before / 2
      if last > middle {
        for u in (middle + 1)...last { counts[u] = u <= before ? counts[before - u] : none }
      }
      if i <= last { for u in i...last { counts[u] = counts[u] + counts[u - i] } }
      if l + i <= last {
        for u in stride(from: last, through: l + i, by: -1) {
          counts[u] = counts[u] - counts[u - l - i]
        }
      }
    }
    var sum = 0.0
    let sums = counts.map { count in
      sum += count.high
      return sum
    }
    // The upper half is the lower one without the middle, when U can fall on it.
    let upper = k * l % 2 == 1 ? sum : half == 0 ? 0 : sums[half - 1]
    cumulative = sums.map { $0 / (sum + upper) }
    product = k * l
  }

  /// P(U ≤ u).
  func cdf(_ u: Int) -> Double {
    if u < 0 { return 0 }
    if u >= product { return 1 }
    return u < cumulative.count ? cumulative[u] : 1 - cdf(product - u - 1)
  }

  /// The largest k with P(U ≤ k − 1) ≤ tail; 0 when there is none.
  func critical(_ tail: Double) -> Int {
    var (inside, outside) = (0, cumulative.count + 1)
    while outside - inside > 1 {
      let middle = inside + (outside - inside) / 2
      if cumulative[middle - 1] <= tail { inside = middle } else { outside = middle }
    }
    return inside
  }
}
