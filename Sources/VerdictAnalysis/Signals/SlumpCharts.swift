import GSLKit
import Synchronization
import VerdictInference

/// Cumulative sums by usual rate and size, each worked out once in a process: like series share one.
struct SlumpCharts {
  private static let sizes = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 25, 32, 40]

  /// Weeks between two false signals of one series.
  let averageWeeks: Double
  private static let known = Mutex<[Key: BernoulliCusum?]>([:])

  private struct Key: Hashable {
    let usual: Int
    let ratio: Int
    let perWeek: Int
    let averageWeeks: Double
  }

  init(averageWeeks: Double) { self.averageWeeks = averageWeeks }

  /// The chart that keeps the average number of weeks.
  ///
  /// - Parameters:
  ///   - usual: the usual rate, taken to two points (half a point below 10 of 100): less than it is sure.
  ///   - oddsRatio: of the rate looked for to the usual one, taken to where the two weights are a simple ratio.
  ///   - perWeek: units scored at once, taken to the next larger of a few: more of them, a higher threshold.
  /// - Returns: the chart; nil where no threshold keeps the average.
  func callAsFunction(usual: Double, oddsRatio: Double, perWeek: Double) -> BernoulliCusum? {
    let step = usual < 0.1 ? 200.0 : 50.0
    let rounded = min(max(1, (usual * step).rounded()), step - 1) / step
    let size = Self.sizes.first { Double($0) >= perWeek.rounded() } ?? Int(perWeek.rounded())
    let key = Key(
      usual: Int((rounded * 1000).rounded()),
      ratio: Int((oddsRatio * 1000).rounded()),
      perWeek: size,
      averageWeeks: averageWeeks
    )
    if let chart = Self.known.withLock({ $0[key] }) { return chart }
    let chart = Self.chart(rounded, oddsRatio, averageWeeks, size)
    Self.known.withLock { $0[key] = .some(chart) }
    return chart
  }

  private static func chart(
    _ usual: Double,
    _ oddsRatio: Double,
    _ averageWeeks: Double,
    _ size: Int
  ) -> BernoulliCusum? {
    guard let wanted = try? BernoulliCusum.rate(from: usual, oddsRatio: oddsRatio) else {
      return nil
    }
    return try? BernoulliCusum(
      inControlRate: usual,
      outOfControlRate: simple(near: wanted, usual),
      averageRunLength: averageWeeks,
      groupSize: size
    )
  }

  /// The rate nearest to a wanted one at which success and failure weigh as quarters of each other.
  ///
  /// The sum then has a hundred states instead of thousands, and its run length takes milliseconds
  /// (Reynolds & Stoumbos 1999, J Qual Technol 31:87–108, choose p₁ for the same reason).
  static func simple(near wanted: Double, _ usual: Double) -> Double {
    func weights(_ rate: Double) -> Double {
      let success = abs(Elementary.log(rate / usual))
      return success / abs(Elementary.log((1 - rate) / (1 - usual)))
    }
    let ratio = weights(wanted)
    let target = ratio >= 1 ? (ratio * 4).rounded() / 4 : 4 / (4 / ratio).rounded()
    // The ratio falls steadily with the rate: from a distance of one quarter both ways, halve.
    var (low, high) = (wanted / 2, (1 + wanted) / 2)
    if wanted < usual {
      high = min(high, usual * (1 - 1e-9))
    } else {
      low = max(low, usual * (1 + 1e-9))
    }
    guard weights(low) > target, weights(high) < target else { return wanted }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if weights(middle) > target { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
