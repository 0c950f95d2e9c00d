import GSLKit

/// Every table of two arms for which the exact test says "greater" at a level, worked out once.
///
/// For each number of control successes it holds the smallest number of variant successes with
/// p↑(0) ≤ tail in ``ExactUnconditionalTest``. Fewer control and more variant successes are always
/// inside. One region serves every simulated experiment with the same sizes; "less" is the region of
/// the exchanged sizes.
public struct ExactRejectionRegion: Hashable, Sendable {
  /// Units in the control arm.
  public let controlTrials: Int
  /// Units in the variant arm.
  public let variantTrials: Int
  /// One-sided level.
  public let tail: Double
  private let set: Staircase

  /// The region for two sizes and a one-sided level.
  ///
  /// - Parameters:
  ///   - controlTrials: 1 or more.
  ///   - variantTrials: 1 or more; at most ``ExactUnconditionalTest/largestTotal`` in all.
  ///   - tail: 0 ≤ tail < 0.5.
  /// - Throws: ``InferenceError`` for sizes or levels outside these ranges.
  public init(controlTrials: Int, variantTrials: Int, tail: Double) throws(InferenceError) {
    guard tail >= 0, tail < 0.5 else {
      throw .outsideRange(field: "tail", value: tail, allowed: "[0, 0.5)")
    }
    // The checks of sizes are those of the test itself.
    let empty = try ExactUnconditionalTest(
      control: BinomialCount(successes: 0, trials: controlTrials),
      variant: BinomialCount(successes: 0, trials: variantTrials)
    )
    self.controlTrials = controlTrials
    self.variantTrials = variantTrials
    self.tail = tail
    var region = Staircase(controlTrials: controlTrials)
    region.fill(variantTrials: variantTrials) { _, _ in false }
    if tail > 0 {
      var outline = try RegionOutline(empty.control, empty.variant, tail)
      region = try outline.region()
    }
    set = region
  }

  /// The smallest number of variant successes that is rejected; nil when none is.
  public func smallestVariantSuccesses(controlSuccesses: Int) -> Int? {
    let step = Int(set.steps[controlSuccesses])
    return step > variantTrials ? nil : step
  }

  /// Whether a table lies in the region.
  public func contains(controlSuccesses: Int, variantSuccesses: Int) -> Bool {
    set.contains(control: controlSuccesses, variant: variantSuccesses)
  }

  /// Probability of the region at two rates: the power there, or the error where variant ≤ control.
  public func probability(controlRate: Double, variantRate: Double) -> Double {
    var search = NuisanceSearch(controlTrials: controlTrials, variantTrials: variantTrials)
    return search.probability(of: set, control: controlRate, variant: variantRate)
  }
}

/// Finds a region: first the largest set at δ = 0, then its corners against the smaller δ.
private struct RegionOutline {
  private let control: BinomialCount
  private let variant: BinomialCount
  private let tail: Double
  private var search: NuisanceSearch

  init(
    _ control: BinomialCount,
    _ variant: BinomialCount,
    _ tail: Double
  ) throws(InferenceError) {
    self.control = control
    self.variant = variant
    self.tail = tail
    search = NuisanceSearch(controlTrials: control.trials, variantTrials: variant.trials)
  }

  mutating func region() throws(InferenceError) -> Staircase {
    let (m, n) = (control.trials, variant.trials)
    var steps = try largestSetAtZero().steps
    // From the right: a corner that is rejected settles all tables above and to the left of it.
    for a in stride(from: m, through: 0, by: -1) {
      if a < m, steps[a] >= steps[a + 1] {
        steps[a] = steps[a + 1]
        continue
      }
      while steps[a] <= Int32(n) {
        let corner = BinomialCount.table(a, m, Int(steps[a]), n)
        var scan = ExactScan(control: corner.0, variant: corner.1)
        if scan.rejects(at: 0, tail: tail) { break }
        steps[a] += 1
      }
      if a < m { steps[a] = min(steps[a], steps[a + 1]) }
    }
    var region = Staircase(controlTrials: m)
    region.fill(variantTrials: n) { a, b in b >= Int(steps[a]) }
    return region
  }

  /// The largest set of the score ordering whose probability stays at or below the level at δ = 0.
  private mutating func largestSetAtZero() throws(InferenceError) -> Staircase {
    let (m, n) = (control.trials, variant.trials)
    let middle = NormalDistribution.upperQuantile(tail)
    var tables: [(z: Double, a: Int, b: Int)] = []
    let ordering = ScoreOrdering(control: control, variant: variant)
    for a in 0...m {
      for b in 0...n {
        let z = ordering.statistic(a, b, 0)
        // Below half the normal boundary no set is small enough at any size.
        if z > middle / 2 { tables.append((z, a, b)) }
      }
    }
    tables.sort { $0.z > $1.z }
    var set = Staircase(controlTrials: m)
    set.fill(variantTrials: n) { _, _ in false }
    var best = set
    var accepted = -1
    var refused = tables.count
    while refused - accepted > 1 {
      let index = accepted + (refused - accepted) / 2
      let table = BinomialCount.table(tables[index].a, m, tables[index].b, n)
      ScoreOrdering(control: table.0, variant: table.1).fill(&set, at: 0)
      if search.staysBelow(tail, set, difference: 0, hint: nil) {
        accepted = index
        best = set
      } else {
        refused = index
      }
    }
    return best
  }
}
