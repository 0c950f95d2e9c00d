import GSLKit

/// The p-values of a randomisation test for every constant effect at once, and their inversion.
///
/// Under an effect τ the statistic of another assignment is a' − τ(1 − d'), that of the observed one
/// a − τ; d' is the share of the arms, by weight, that really had the other arm, 0 to 2. So the other
/// assignment is at least as extreme exactly from τ' = (a − a')/d' on, and p of every τ, with the interval of what is not rejected, follows from the sorted τ'. No
/// search over τ, no step: the ends are exact.
public struct ShiftInversion: Hashable, Sendable {
  /// Thresholds ascending, each with the weight of its assignments.
  private var thresholds: [Double] = []
  private var weights: [Double] = []
  /// Weight of the assignments that cannot be told from the observed one under any effect.
  private var alike = 0.0
  private var least = Double.infinity
  /// Observed statistic a.
  let observed: Double

  init(observed: Double) { self.observed = observed }

  /// Adds an assignment whose statistic is `value − τ·(1 − distance)`.
  ///
  /// - Parameters:
  ///   - value: a'.
  ///   - distance: d', 0…2.
  ///   - weight: above 0.
  ///   - tolerance: values of a' this close to a are rounding of the same.
  mutating func add(value: Double, distance: Double, weight: Double, tolerance: Double) {
    least = min(least, weight)
    let gap = observed - value
    let isTied = abs(gap) <= tolerance
    guard distance > 0 else {
      if isTied {
        alike += weight
      } else {
        append(gap < 0 ? -.infinity : .infinity, weight)
      }
      return
    }
    append(isTied ? 0 : gap / distance, weight)
  }

  private mutating func append(_ threshold: Double, _ weight: Double) {
    thresholds.append(threshold)
    weights.append(weight)
  }

  /// Sorts what was added; to be called once, before anything is asked.
  mutating func close() {
    let order = thresholds.indices.sorted { thresholds[$0] < thresholds[$1] }
    thresholds = order.map { thresholds[$0] }
    weights = order.map { weights[$0] }
  }

  /// Weight of all assignments.
  private var total: Double { alike + Self.sum(weights) }

  /// Sum from the smallest, so that neither order nor side changes it.
  private static func sum(_ weights: some Sequence<Double>) -> Double {
    weights.sorted().reduce(0, +)
  }

  /// A threshold this close to an effect ties with it.
  private static func rounding(_ effect: Double) -> Double { 1e-12 * abs(effect) }

  /// Share of assignments at least as far towards the variant as the observed one, under an effect τ.
  public func pValueGreater(at effect: Double = 0) -> Double {
    let end = thresholds.partition(where: { $0 > effect + Self.rounding(effect) })
    return min(1, (alike + Self.sum(weights[..<end])) / total)
  }

  /// Share of assignments at least as far towards control as the observed one, under an effect τ.
  public func pValueLess(at effect: Double = 0) -> Double {
    let start = thresholds.partition(where: { $0 >= effect - Self.rounding(effect) })
    return min(1, (alike + Self.sum(weights[start...])) / total)
  }

  /// min(1, twice the smaller side).
  public func pValue(at effect: Double = 0) -> Double {
    min(1, 2 * min(pValueGreater(at: effect), pValueLess(at: effect)))
  }

  /// Share of the least likely assignment: no p of a side can be smaller.
  public var smallestPossibleP: Double { min(1, least / total) }

  /// All effects that neither side rejects at `tail`; an end that nothing can exclude is unbounded.
  ///
  /// - Parameter tail: error of a side, between 0 and ½; a p equal to it rejects.
  /// - Returns: the interval; p of a side is above `tail` inside it and at its finite ends. nil where
  ///   every effect is rejected, which only a wash-in and a contrived list of assignments can do.
  public func interval(tail: Double) -> Interval? {
    // A p of 1/20 has to reject at (1 − .9)/2, which is a hair below.
    let needed = tail * total * (1 + 1e-12)
    func first(_ indices: some Sequence<Int>, unbounded: Double) -> Double {
      var sum = alike
      if sum > needed { return unbounded }
      for index in indices {
        sum += weights[index]
        if sum > needed { return thresholds[index] }
      }
      return -unbounded
    }
    let lower = first(thresholds.indices, unbounded: -.infinity)
    let upper = first(thresholds.indices.reversed(), unbounded: .infinity)
    guard lower <= upper, lower < .infinity, upper > -.infinity else { return nil }
    return Interval(
      lower: lower.isFinite ? lower : nil,
      upper: upper.isFinite ? upper : nil
    )
  }
}

extension [Double] {
  /// The first index of a sorted list from which the condition holds.
  fileprivate func partition(where condition: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
