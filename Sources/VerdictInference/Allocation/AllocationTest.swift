import GSLKit

/// Whether the arms got the sizes that were planned: a check of the lot, before any outcome is read.
///
/// Two hundred units planned 1 : 1 that arrive as 120 and 80 were not placed by the lot alone, and no
/// comparison of outcomes repairs that. Pearson's statistic Σ(o − e)²/e with k − 1 degrees of freedom
/// for many units, the exact multinomial test for few (``MultinomialTest``).
///
/// Assumes that units are placed independently with the planned shares. Balanced blocks place them more
/// evenly than that, so there the p is too large, never too small: compare with the sealed list instead.
///
/// Source: Pearson (1900), Phil Mag 50:157. Checked against SciPy `chisquare` 1.17.1.
public struct AllocationTest: Hashable, Sendable {
  /// Units that arrived in each arm.
  public let observed: [Int]
  /// Planned shares, adding up to 1.
  public let shares: [Double]

  /// An audit of sizes against a plan.
  ///
  /// - Parameters:
  ///   - observed: units in each arm, 0 or more.
  ///   - planned: shares or ratios, such as `[1, 1]` or `[0.8, 0.2]`: 0 or more, finite, not all 0.
  /// - Throws: ``InferenceError/missing(field:)`` for an empty list,
  ///   ``InferenceError/unequalLengths(field:count:expected:)``, ``InferenceError/negative(field:value:)``,
  ///   ``InferenceError/notFinite(field:value:)``, ``InferenceError/outsideRange(field:value:allowed:)``
  ///   for a plan of zeros.
  public init(observed: [Int], planned: [Double]) throws(InferenceError) {
    guard !observed.isEmpty else { throw .missing(field: "observed") }
    guard planned.count == observed.count else {
      throw .unequalLengths(field: "planned", count: planned.count, expected: observed.count)
    }
    for (index, count) in observed.enumerated() where count < 0 {
      throw .negative(field: "observed[\(index)]", value: Double(count))
    }
    for (index, share) in planned.enumerated() {
      guard share.isFinite else { throw .notFinite(field: "planned[\(index)]", value: share) }
      guard share >= 0 else { throw .negative(field: "planned[\(index)]", value: share) }
    }
    let largest = planned.reduce(0, max)
    guard largest > 0 else {
      throw .outsideRange(field: "planned", value: 0, allowed: "(0, ∞)")
    }
    let ratios = planned.map { $0 / largest }
    // Summed from the smallest, so that the order of the arms changes nothing.
    let total = ratios.sorted().reduce(0, +)
    self.observed = observed
    shares = ratios.map { $0 / total }
  }

  /// Units in all arms.
  public var total: Double { observed.map(Double.init).sorted().reduce(0, +) }

  /// The first arm that got a unit though its planned share is 0.
  public var impossibleArm: Int? {
    observed.indices.first { shares[$0] == 0 && observed[$0] > 0 }
  }

  /// The fewest units expected in an arm of the plan; below 5 the chi-squared p is only approximate.
  public var smallestExpected: Double { total * (shares.filter { $0 > 0 }.min() ?? 0) }

  /// Pearson's statistic over the arms with a share, on their number less one degrees of freedom.
  ///
  /// nil with fewer than two such arms, without units, or when ``impossibleArm`` exists.
  public var chiSquare: StratifiedTables.ChiSquare? {
    let total = total
    guard total > 0, impossibleArm == nil else { return nil }
    let terms = observed.indices.filter { shares[$0] > 0 }.map { index in
      let expected = total * shares[index]
      let excess = Double(observed[index]) - expected
      return excess / expected * excess
    }
    return StratifiedTables.ChiSquare(terms.sorted().reduce(0, +), terms.count - 1)
  }

  /// The exact multinomial test of the same plan; nil without units.
  ///
  /// - Parameters:
  ///   - draws: drawings where enumeration is too much.
  ///   - seed: where the drawing starts.
  /// - Returns: p, or the reason why there is none.
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  public func exactTest(
    draws: Int = MultinomialTest.standardDraws,
    seed: UInt64 = 1
  ) throws(InferenceError) -> MultinomialTest? {
    guard total > 0 else { return nil }
    return try MultinomialTest(observed: observed, shares: shares, draws: draws, seed: seed)
  }
}
