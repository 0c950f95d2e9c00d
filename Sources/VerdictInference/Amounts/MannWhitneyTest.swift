import GSLKit

/// The Mann–Whitney test: whether amounts of one arm tend to exceed those of the other.
///
/// U = #{v > c} + ½ #{v = c} over all pairs, so U/(n_c n_v) estimates P(v > c) + ½ P(v = c). It asks about
/// order, not about money: an arm can win here and bring less. Shown beside the means and never
/// instead of them.
///
/// **Conventions.** `u` is the variant's, as SciPy's `mannwhitneyu(variant, control)` and R's
/// `wilcox.test(variant, control)` print it. The normal tail has the tie-corrected variance and the
/// continuity correction ½, the default of both. The exact p is conditional on the ties as they are
/// (SciPy's `method="exact"` ignores them and R falls back to the normal tail), and twice the smaller
/// side.
///
/// Source: Mann & Whitney (1947), Ann Math Stat 18:50–60; ties as in Lehmann (1975), Nonparametrics,
/// §1.4. Checked against SciPy, R `wilcox.test`, and coin's exact conditional distribution.
public struct MannWhitneyTest: Hashable, Sendable {
  /// Amounts of the reference arm, ascending.
  let control: [Double]
  /// Amounts of the other arm, ascending.
  let variant: [Double]
  /// 2U of the variant, a whole number.
  private let doubled: Int
  /// Sizes of the groups of equal amounts, in ascending order of the amounts.
  private let groups: [Int]

  /// The test of two lists of amounts.
  ///
  /// - Parameters:
  ///   - control: the reference arm, finite.
  ///   - variant: the other arm, finite.
  /// - Throws: ``InferenceError/notFinite(field:value:)`` for an amount, with its index.
  public init(control: [Double], variant: [Double]) throws(InferenceError) {
    self.control = try Self.sorted(control, "control")
    self.variant = try Self.sorted(variant, "variant")
    var (c, v, doubled) = (0, 0, 0)
    var groups: [Int] = []
    while c < self.control.count || v < self.variant.count {
      let next =
        c == self.control.count
        ? self.variant[v]
        : v == self.variant.count ? self.control[c] : min(self.control[c], self.variant[v])
      let (firstC, firstV) = (c, v)
      while c < self.control.count, self.control[c] == next { c += 1 }
      while v < self.variant.count, self.variant[v] == next { v += 1 }
      // Of each pair, two points for a larger variant and one for a tie.
      doubled += (v - firstV) * (firstC + c)
      groups.append(c - firstC + v - firstV)
    }
    self.doubled = doubled
    self.groups = groups
  }

  private static func sorted(
    _ values: [Double],
    _ field: String
  ) throws(InferenceError) -> [Double] {
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(field: "\(field)[\(index)]", value: values[index])
    }
    return values.sorted()
  }

  /// U of the variant, 0…n_c n_v, in steps of ½; nil when an arm is empty.
  public var u: Double? { control.isEmpty || variant.isEmpty ? nil : Double(doubled) / 2 }

  /// U/(n_c n_v): the chance that a variant amount exceeds a control amount, ties counted half.
  public var probabilityVariantLarger: Double? {
    u.map { $0 / (Double(control.count) * Double(variant.count)) }
  }

  /// Whether two amounts are equal.
  public var hasTies: Bool { groups.count < control.count + variant.count }

  /// p by the normal tail; nil when an arm is empty or all amounts are equal.
  public var asymptotic: SidedPValues? {
    guard let u, groups.count > 1 else { return nil }
    let (n, m) = (Double(control.count), Double(variant.count))
    let total = n + m
    let ties = groups.reduce(0.0) { sum, size in
      let t = Double(size)
      return sum + t * (t * t - 1)
    }
    // Never negative in exact terms, and 0 only when all are equal.
    let spread = total + 1 - ties / (total * (total - 1))
    guard spread > 0 else { return nil }
    let deviation = (n * m * spread / 12).squareRoot()
    let distance = u - n * m / 2
    return SidedPValues(
      less: NormalDistribution.upperTail((0 - distance - 0.5) / deviation),
      greater: NormalDistribution.upperTail((distance - 0.5) / deviation)
    )
  }

  /// The exact p over all ways to deal the amounts to the arms; nil when it would take too long.
  ///
  /// Without ties up to some 460 amounts in each arm, with ties some 150 in each, or 30 against
  /// 1,000: as far as about 4·10⁸ additions go. 1 when all amounts are equal.
  ///
  /// - Returns: p of both sides, or nil above the limit or when an arm is empty.
  public func exact() -> SidedPValues? {
    guard let tails = hasTies ? tiedTails : plainTails else { return nil }
    return SidedPValues(less: tails.atMost, greater: tails.atLeast)
  }

  private var plainTails: (atMost: Double, atLeast: Double)? {
    guard let law = RankCounts(control.count, variant.count) else { return nil }
    let (u, most) = (doubled / 2, control.count * variant.count)
    return (law.cdf(u), law.cdf(most - u))
  }

  private var tiedTails: (atMost: Double, atLeast: Double)? {
    // Twice the mid-ranks, which are whole.
    var scores: [Int] = []
    for size in groups {
      let rank = 2 * scores.count + size + 1
      for _ in 0..<size { scores.append(rank) }
    }
    let isVariantSmaller = variant.count <= control.count
    let size = min(variant.count, control.count)
    guard let law = SubsetSums(scores: scores, size: size) else { return nil }
    // The rank sum of an arm is its U plus the ranks it has among itself.
    let own = isVariantSmaller ? doubled : 2 * control.count * variant.count - doubled
    let tails = law.tails(of: own + size * (size + 1))
    return isVariantSmaller ? tails : (tails.atLeast, tails.atMost)
  }
}
