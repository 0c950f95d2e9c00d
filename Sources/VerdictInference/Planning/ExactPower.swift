import GSLKit

/// The power of the one-look exact test at one pair of sizes, for any rates.
///
/// It is the probability of ``ExactRejectionRegion``, found in a twentieth of the time, because a size
/// is sought among dozens. The region lies inside the largest set {z(0) ≥ c} that keeps its level when
/// both rates are equal. That set's corners are then held against all δ < 0 *together*: for δ in a range
/// every set that is extreme as seen from a corner lies in {z(lower) ≥ smallest z(upper) of the corners},
/// and if that one keeps the level they all do. Where it does not, the corners are halved; a single one
/// that remains is asked by itself (``ExactScan``) and moves up until it is rejected.
///
/// Checked: the same region as ``ExactRejectionRegion`` at every size tried.
struct ExactPower {
  let controlTrials: Int
  let variantTrials: Int
  let tail: Double
  /// The smallest number of variant successes that is rejected, for each number of control successes.
  private(set) var steps: [Int]
  /// Corners that may yet move up.
  var open: Set<Int> = []
  private var search: NuisanceSearch
  private var set: Staircase

  /// A range of δ.
  private struct Range {
    var lower: Double
    let upper: Double
  }

  /// Width of δ at which corners are no longer tried together, and what is then left to fewer of them.
  private static let finest = 1e-6
  private static let stride = 3e-4

  /// The test of two sizes at a one-sided level in 0…½, ends excluded.
  ///
  /// - Throws: `tooFew` or `tooLarge`, as the test itself.
  init(controlTrials: Int, variantTrials: Int, tail: Double) throws(InferenceError) {
    // The checks of sizes are those of the test itself.
    _ = try ExactUnconditionalTest(
      control: BinomialCount(successes: 0, trials: controlTrials),
      variant: BinomialCount(successes: 0, trials: variantTrials)
    )
    self.controlTrials = controlTrials
    self.variantTrials = variantTrials
    self.tail = tail
    search = NuisanceSearch(controlTrials: controlTrials, variantTrials: variantTrials)
    set = Staircase(controlTrials: controlTrials)
    steps = []
    steps = largestAtZero()
    let corners = steps.indices.filter {
      steps[$0] <= variantTrials && ($0 == controlTrials || steps[$0 + 1] > steps[$0])
    }
    open = Set(unsettled(corners[...], [Range(lower: -1, upper: 0)]))
  }

  /// P(the variant is found better) at two rates, 0…1, exact but for 1e-14.
  mutating func probability(
    controlRate: Double,
    variantRate: Double
  ) throws(InferenceError) -> Double {
    let rates = try Rates(self, controlRate, variantRate)
    for a in open where rates.carries(a) { resolve(a) }
    return rates.probability(of: steps)
  }

  /// Whether that probability is at least the wanted one, with no more corners asked than needed.
  mutating func reaches(
    _ wanted: Double,
    controlRate: Double,
    variantRate: Double
  ) throws(InferenceError) -> Bool {
    let rates = try Rates(self, controlRate, variantRate)
    for a in open.sorted(by: { rates.control.mass[$0] > rates.control.mass[$1] }) {
      if rates.probability(of: steps) < wanted { return false }
      if rates.probability(of: certainSteps) >= wanted { return true }
      if rates.carries(a) { resolve(a) }
    }
    return rates.probability(of: steps) >= wanted
  }

  /// What is left of the region when the corners not yet asked are taken out.
  private var certainSteps: [Int] {
    var certain = steps
    for a in open.sorted(by: >) {
      // Columns to the left with the same step hang on this corner.
      let step = a < controlTrials ? certain[a + 1] : variantTrials + 1
      var column = a
      while column >= 0, steps[column] == steps[a] {
        certain[column] = step
        column -= 1
      }
    }
    return certain
  }

  /// The steps of the largest set {z(0) ≥ c} whose probability keeps the level at equal rates.
  private mutating func largestAtZero() -> [Int] {
    let ordering = ordering(controlTrials, variantTrials)
    // Half the normal boundary is refused at every size; no statistic exceeds √N.
    var refused = NormalDistribution.upperQuantile(tail) / 2
    var kept = Double(controlTrials + variantTrials).squareRoot() + 1
    var steps = Array(repeating: variantTrials + 1, count: controlTrials + 1)
    while kept - refused > 1e-9 {
      let z = refused + (kept - refused) / 2
      set.fill(variantTrials: variantTrials) { a, b in ordering.statistic(a, b, 0) >= z }
      if search.staysBelow(tail, set, difference: 0, hint: nil) {
        kept = z
        steps = set.steps.map { Int($0) }
      } else {
        refused = z
      }
    }
    return steps
  }

  /// The corners that bounds alone do not show to be rejected at every δ of the ranges.
  private mutating func unsettled(_ corners: ArraySlice<Int>, _ ranges: [Range]) -> [Int] {
    if corners.isEmpty { return [] }
    let left = unsettledRanges(corners, ranges)
    if left.isEmpty { return [] }
    if corners.count == 1 { return Array(corners) }
    let middle = corners.startIndex + corners.count / 2
    return unsettled(corners[..<middle], left) + unsettled(corners[middle...], left)
  }

  /// The parts of the ranges in which one bound for all corners does not show that the level is kept.
  private mutating func unsettledRanges(
    _ corners: ArraySlice<Int>,
    _ ranges: [Range]
  ) -> [Range] {
    let orderings = corners.map { ordering($0, steps[$0]) }
    var left: [Range] = []
    for range in ranges {
      var upper = range.upper
      var width = min(0.01, range.upper - range.lower)
      while upper > range.lower {
        let lower = max(upper - width, range.lower)
        let weakest = weakest(orderings, from: lower, through: upper)
        weakest.fill(&set, from: lower, through: upper)
        if search.staysBelow(tail, set, difference: upper, hint: nil) {
          upper = lower
          width *= 2
        } else if width > Self.finest {
          width /= 4
        } else {
          let end = max(upper - Self.stride, range.lower)
          if let last = left.last, last.lower == upper {
            left[left.count - 1].lower = end
          } else {
            left.append(Range(lower: end, upper: upper))
          }
          upper = end
          width = Self.stride
        }
      }
    }
    return left
  }

  /// The corner whose extreme sets in a range contain those of all others.
  private func weakest(
    _ orderings: [ScoreOrdering],
    from lower: Double,
    through upper: Double
  ) -> ScoreOrdering {
    func level(_ ordering: ScoreOrdering) -> Double {
      let (a, b) = ordering.observed
      // From −1 on tables are ordered by their difference.
      return lower <= -1
        ? Double(b) / Double(variantTrials) - Double(a) / Double(controlTrials)
        : ordering.statistic(a, b, upper)
    }
    var weakest = orderings[0]
    var least = level(weakest)
    for ordering in orderings.dropFirst() {
      let level = level(ordering)
      if level < least { (weakest, least) = (ordering, level) }
    }
    return weakest
  }

  /// Asks a corner by itself; one that is not rejected moves up until it is.
  private mutating func resolve(_ corner: Int) {
    open.remove(corner)
    let step = steps[corner]
    var a = corner
    while a >= 0, steps[a] == step, !rejects(a, step) {
      repeat { steps[a] += 1 } while steps[a] <= variantTrials && !rejects(a, steps[a])
      for more in a...controlTrials where steps[more] < steps[a] { steps[more] = steps[a] }
      a -= 1
    }
  }

  private func rejects(_ a: Int, _ b: Int) -> Bool {
    let table = BinomialCount.table(a, controlTrials, b, variantTrials)
    var scan = ExactScan(control: table.0, variant: table.1)
    return scan.rejects(at: 0, tail: tail)
  }

  /// The order of all tables as seen from one of them.
  private func ordering(_ a: Int, _ b: Int) -> ScoreOrdering {
    let table = BinomialCount.table(a, controlTrials, b, variantTrials)
    return ScoreOrdering(control: table.0, variant: table.1)
  }

  /// The masses of both arms at two rates.
  private struct Rates {
    let control: BinomialMass
    let variant: BinomialMass
    let negligible: Double

    init(_ power: ExactPower, _ controlRate: Double, _ variantRate: Double) throws(InferenceError) {
      control = try BinomialMass(rate: controlRate, trials: power.controlTrials, field: "baseline")
      variant = try BinomialMass(rate: variantRate, trials: power.variantTrials, field: "target")
      negligible = 1e-14 / Double(power.controlTrials)
    }

    /// Whether what hangs on a corner has any probability here.
    func carries(_ a: Int) -> Bool { control.mass[a] > negligible }

    func probability(of steps: [Int]) -> Double {
      min(1, steps.indices.reduce(0) { $0 + control.mass[$1] * variant.tail(steps[$1]) })
    }
  }
}
