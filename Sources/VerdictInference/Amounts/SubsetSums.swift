import GSLKit

/// How the sum of k of N whole scores is distributed when every choice of k is equally likely.
///
/// The number of subsets of each size and sum, one score after the other: the shift algorithm of
/// Streitberg and Röhmel. Only positive numbers are added, so every count keeps its digits; ties are
/// ties of whole numbers. Exact for rank sums with ties and for amounts on a common unit.
///
/// Source: Streitberg & Röhmel (1986), Stat Software Newsletter 12:10–18.
struct SubsetSums {
  /// Additions after which enumeration gives way to sampling or to a normal tail: under a second.
  static let largestWork = 4e8
  /// Counts kept at a time: 40 megabytes.
  static let largestTable = 5e6
  /// Subsets in all, as a logarithm: beyond, their number is no finite number.
  static let largestLogCount = 700.0

  /// Number of subsets of size k by sum, from the smallest.
  private let counts: [Double]
  private let total: Double
  /// The smallest sum of the scores, and their common divisor.
  private let origin: Int
  private let unit: Int

  /// The distribution of the sum of `size` of the scores; nil when it would take too long.
  ///
  /// - Parameters:
  ///   - scores: whole, ascending, up to 9e15 in size.
  ///   - k: how many are summed, 1…N/2.
  init?(scores: [Int], size k: Int) {
    guard let first = scores.first, k >= 1, k <= scores.count else { return nil }
    let divisor = scores.reduce(0) { Self.commonDivisor($0, $1 - first) }
    let unit = max(divisor, 1)
    let steps = scores.map { ($0 - first) / unit }
    let n = steps.count
    guard 2 * k <= n, Self.logChoose(n, k) <= Self.largestLogCount else { return nil }
    // Sums of the first scores: no fewer than these, and no more than what the last of them give.
    var sums = [0]
    for step in steps {
      let next = sums[sums.count - 1].addingReportingOverflow(step)
      if next.overflow { return nil }
      sums.append(next.partialValue)
    }
    let reach = sums[n] - sums[n - k] - sums[k]
    guard Double(k + 1) * (Double(reach) + 1) <= Self.largestTable,
      Self.work(sums, k) <= Self.largestWork
    else { return nil }
    // Subsets of each size, by what their sum exceeds the smallest sum of that size.
    let width = reach + 1
    var counts = [Double](repeating: 0, count: (k + 1) * width)
    counts[0] = 1
    for (index, step) in steps.enumerated() {
      // The largest size first, so that no score is counted twice; sizes that can still grow to k.
      let largest = min(index + 1, k)
      let smallest = max(1, k - (n - index - 1))
      if smallest > largest { continue }
      for chosen in stride(from: largest, through: smallest, by: -1) {
        let high = sums[index] - sums[index - chosen + 1] - sums[chosen - 1]
        let source = (chosen - 1) * width
        let target = chosen * width + step + sums[chosen - 1] - sums[chosen]
        for excess in 0...high { counts[target &+ excess] += counts[source &+ excess] }
      }
    }
    self.counts = Array(counts[(k * width)...])
    total = self.counts.reduce(0, +)
    origin = first * k + sums[k] * unit
    self.unit = unit
  }

  /// Probabilities of a sum as small or smaller and as large or larger.
  ///
  /// - Precondition: the sum is the sum of `size` of the scores.
  func tails(of sum: Int) -> (atMost: Double, atLeast: Double) {
    let place = (sum - origin) / unit
    let below = counts[...place].reduce(0, +)
    // Summed from the far end, the smallest numbers first.
    let above = counts[place...].reversed().reduce(0, +)
    return (below / total, above / total)
  }

  /// Additions that the counting takes.
  private static func work(_ sums: [Int], _ k: Int) -> Double {
    let n = sums.count - 1
    var work = 0.0
    for index in 0..<n {
      let largest = min(index + 1, k)
      let smallest = max(1, k - (n - index - 1))
      if smallest > largest { continue }
      for chosen in smallest...largest {
        work += Double(sums[index] - sums[index - chosen + 1] - sums[chosen - 1] + 1)
      }
      if work > largestWork { break }
    }
    return work
  }

  /// log C(n, k).
  static func logChoose(_ n: Int, _ k: Int) -> Double { LogGamma.logChoose(n, k) }

  private static func commonDivisor(_ one: Int, _ other: Int) -> Int {
    var (a, b) = (one, other)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
