import GSLKit

extension MannWhitneyTest {
  /// Hodges and Lehmann's shift: the median of all differences variant − control.
  ///
  /// If the arms differ by a shift, this is its size, and far amounts do not move it. The median
  /// difference is not the difference of medians, and not what a thousand units bring: for that
  /// there are the means.
  ///
  /// Differences are found by their order without listing them: of 500,000 against 500,000 too.
  ///
  /// - Returns: the shift; nil when an arm is empty or a difference leaves the finite numbers.
  ///
  /// Source: Hodges & Lehmann (1963), Ann Math Stat 34:598–611. Checked against R `wilcox.test`.
  public var shift: Double? {
    let pairs = control.count * variant.count
    guard pairs > 0, let upper = difference(rank: pairs / 2 + 1) else { return nil }
    if pairs % 2 == 1 { return upper }
    guard let lower = difference(rank: pairs / 2) else { return nil }
    let middle = lower + (upper - lower) / 2
    return middle.isFinite ? middle : lower / 2 + upper / 2
  }

  /// The interval of the shift: from the k-th smallest difference to the k-th largest.
  ///
  /// k is the largest number with P(U ≤ k − 1) ≤ (1 − level)/2: by the exact distribution without
  /// ties where it can be made, else by the normal tail with continuity correction. With ties the
  /// closed interval covers at least as often (Lehmann 1975, §2.3). R prints the same interval
  /// without ties; where no k exists, it prints the full range at a lower level, and this is
  /// unbounded.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the interval; nil when an arm is empty.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  public func shiftInterval(level: Double = 0.95) throws(InferenceError) -> Interval? {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    let (n, m) = (control.count, variant.count)
    guard n > 0, m > 0 else { return nil }
    let tail = (1 - level) / 2
    let k = RankCounts(n, m).map { $0.critical(tail) } ?? normalCritical(tail)
    guard k >= 1, k <= n * m else { return Interval(lower: nil, upper: nil) }
    let rank = min(k, n * m - k + 1)
    return Interval(lower: difference(rank: rank), upper: difference(rank: n * m - rank + 1))
  }

  private func normalCritical(_ tail: Double) -> Int {
    let (n, m) = (Double(control.count), Double(variant.count))
    let deviation = (n * m * (n + m + 1) / 12).squareRoot()
    let k = (n * m / 2 - NormalDistribution.upperQuantile(tail) * deviation + 0.5).rounded(.down)
    return k < 1 ? 0 : Int(k)
  }

  /// The difference variant − control with the given place in ascending order, from 1.
  ///
  /// Bisection over the numbers themselves: a double's bits, read as a whole number, keep its
  /// order, so some 60 counts in linear time find the difference exactly.
  private func difference(rank: Int) -> Double? {
    guard let leastC = control.first, let mostC = control.last, let leastV = variant.first,
      let mostV = variant.last, (leastV - mostC).isFinite, (mostV - leastC).isFinite
    else { return nil }
    var (low, high) = (Self.place(leastV - mostC), Self.place(mostV - leastC))
    while low < high {
      // The mean of two whole numbers, rounded down, without their sum.
      let middle = (low & high) + ((low ^ high) >> 1)
      if count(atMost: Self.number(middle)) >= rank { high = middle } else { low = middle + 1 }
    }
    return Self.number(low)
  }

  /// How many differences do not exceed a number.
  private func count(atMost limit: Double) -> Int {
    var (sum, first) = (0, 0)
    let n = control.count
    for amount in variant {
      while first < n, amount - control[first] > limit { first += 1 }
      if first == n { break }
      sum += n - first
    }
    return sum
  }

  /// The bits of a number as a whole number, in the order of the numbers.
  private static func place(_ number: Double) -> Int {
    let bits = Int(bitPattern: UInt((number == 0 ? 0 : number).bitPattern))
    return bits >= 0 ? bits : Int.min - bits
  }

  private static func number(_ place: Int) -> Double {
    Double(bitPattern: UInt64(UInt(bitPattern: place >= 0 ? place : Int.min - place)))
  }
}
