import GSLKit

/// The permutation test of a difference in means: no shape of the amounts is assumed.
///
/// If the arms differ in nothing, every way to deal the amounts to arms of these sizes was equally
/// likely. p is the share of ways with a difference at least as large (`greater`) or as small
/// (`less`); two-sided is twice the smaller.
///
/// - **Exact** where all ways can be counted: amounts on a common unit (whole numbers, or decimals
///   with up to six places) by ``SubsetSums``, others one by one up to ``largestEnumeration`` ways.
/// - **Sampled** otherwise: `resamples` random ways and the observed one, p = (b + 1)/(B + 1), which
///   never is 0 and errs no more than promised (Phipson & Smyth 2010). With its Monte-Carlo error.
///
/// It tests that the arms are *the same*; with unequal spreads and unequal sizes it can also reject
/// when only the spreads differ.
///
/// Source: Fisher (1935), Pitman (1937), Suppl J R Stat Soc 4:119; Phipson & Smyth (2010), Stat Appl
/// Genet Mol Biol 9:39. Conventions of SciPy `permutation_test`, against which and coin it was checked.
public struct PermutationTest: Hashable, Sendable {
  /// Ways that are listed one by one.
  public static let largestEnumeration = 200_000.0
  /// Amounts in both arms up to which ways are sampled.
  public static let largestSampled = 20_000
  /// Random ways unless told otherwise: with the observed one 10,000.
  public static let standardResamples = 9_999

  /// p of both sides.
  public let pValues: SidedPValues
  /// Random ways that were tried; nil when all ways were counted.
  public let resamples: Int?

  /// The test of two lists of amounts.
  ///
  /// Its cost grows with resamples × the smaller arm; 20,000 amounts take under a second.
  ///
  /// - Parameters:
  ///   - control: the reference arm, one amount or more.
  ///   - variant: the other arm, one amount or more.
  ///   - resamples: random ways to try when not all can be counted, 1…1,000,000.
  ///   - seed: start of the random numbers; the same seed gives the same p.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)`` for an empty arm,
  ///   ``InferenceError/tooLarge(field:value:limit:)`` above ``largestSampled`` amounts,
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for the resamples, and for an amount what
  ///   ``Moments`` throws.
  public init(
    control: [Double],
    variant: [Double],
    resamples: Int = PermutationTest.standardResamples,
    seed: UInt64 = MeanBootstrap.standardSeed
  ) throws(InferenceError) {
    guard !control.isEmpty else { throw .tooFew(field: "control", value: 0, needed: 1) }
    guard !variant.isEmpty else { throw .tooFew(field: "variant", value: 0, needed: 1) }
    guard 1...1_000_000 ~= resamples else {
      throw .outsideRange(
        field: "resamples",
        value: Double(resamples),
        allowed: "[1, 1000000]"
      )
    }
    let total = control.count + variant.count
    guard total <= Self.largestSampled else {
      throw .tooLarge(field: "values", value: total, limit: Self.largestSampled)
    }
    let arms = try CanonicalArms(control: control, variant: variant)
    let pool = (arms.first + arms.second).sorted()
    let size = arms.first.count
    var sides: SidedPValues
    var tried: Int?
    if let exact = Self.counted(pool, arms.first) ?? Self.listed(pool, arms.first) {
      sides = exact
    } else {
      // Deviations from the pooled mean: sums of them do not drown in a common height.
      let center = try Moments(pool).center
      let deviations = pool.map { $0 - center }
      let observed = arms.first.reduce(0) { $0 + ($1 - center) }
      sides = Self.sampled(deviations, size, observed, resamples, seed)
      tried = resamples
    }
    // The same amounts in both arms: both sides are one, also where they were sampled.
    if arms.areEqual { sides = SidedPValues(less: sides.less, greater: sides.less) }
    pValues = arms.isVariantFirst ? sides : sides.swapped
    self.resamples = tried
  }

  /// Standard error of the two-sided p from sampling the ways; nil when p is exact.
  public var monteCarloError: Double? {
    guard let resamples else { return nil }
    let side = min(pValues.less, pValues.greater)
    return 2 * (side * max(1 - side, 0) / Double(resamples)).squareRoot()
  }

  /// Sums this close count as equal: what rounding alone can make of equal sums.
  private static func slack(_ deviations: [Double]) -> Double {
    1e-12 * deviations.reduce(0) { $0 + abs($1) }
  }

  /// p by counting all ways on a common unit; nil when there is none or it would take too long.
  private static func counted(_ pool: [Double], _ arm: [Double]) -> SidedPValues? {
    guard let steps = CommonUnit.steps(pool), let own = CommonUnit.steps(arm, like: pool),
      let law = SubsetSums(scores: steps, size: arm.count)
    else { return nil }
    let tails = law.tails(of: own.reduce(0, +))
    return SidedPValues(less: tails.atMost, greater: tails.atLeast)
  }

  /// p by listing all ways in lexicographic order; nil when there are too many.
  private static func listed(_ pool: [Double], _ arm: [Double]) -> SidedPValues? {
    let (n, k) = (pool.count, arm.count)
    let ways = SubsetSums.logChoose(n, k)
    guard ways <= Elementary.log(largestEnumeration) + 1e-9,
      let center = try? Moments(pool).center
    else { return nil }
    let deviations = pool.map { $0 - center }
    let observed = arm.reduce(0) { $0 + ($1 - center) }
    let slack = slack(deviations)
    var chosen = Array(0..<k)
    // Sums of the first members, so that only what changed is added anew.
    var sums = [Double](repeating: 0, count: k + 1)
    var changed = 0
    var (less, greater, all) = (0, 0, 0)
    while true {
      for place in changed..<k { sums[place + 1] = sums[place] + deviations[chosen[place]] }
      if sums[k] <= observed + slack { less += 1 }
      if sums[k] >= observed - slack { greater += 1 }
      all += 1
      guard let place = (0..<k).last(where: { chosen[$0] < n - k + $0 }) else { break }
      chosen[place] += 1
      for later in (place + 1)..<max(k, place + 1) { chosen[later] = chosen[later - 1] + 1 }
      changed = place
    }
    return SidedPValues(
      less: Double(less) / Double(all),
      greater: Double(greater) / Double(all)
    )
  }

  private static func sampled(
    _ deviations: [Double],
    _ size: Int,
    _ observed: Double,
    _ resamples: Int,
    _ seed: UInt64
  ) -> SidedPValues {
    let slack = slack(deviations)
    let draws = ShufflingGenerator(seed: seed)
    var pool = deviations
    var (less, greater) = (1, 1)
    for _ in 0..<resamples {
      let sum = draws.sumOfSubset(size, of: &pool)
      if sum <= observed + slack { less += 1 }
      if sum >= observed - slack { greater += 1 }
    }
    let all = Double(resamples + 1)
    return SidedPValues(less: Double(less) / all, greater: Double(greater) / all)
  }
}
