/// One side of the exact unconditional test: p made monotone, and where it crosses a level.
///
/// Ranges of δ are settled as a whole: a set that holds every table that is extreme anywhere in the
/// range has, at the upper end of the range, at least the probability of every extreme set inside.
struct ExactScan {
  private let ordering: ScoreOrdering
  private var search: NuisanceSearch
  private var set: Staircase
  private let difference: Double
  /// The control rate at which a set was last most probable: where the next one is tried first.
  private var hint: Double?
  /// A set known to stay below the level of ``pValue(at:)`` at a difference not under those to come.
  private var settled: Staircase?

  init(control: BinomialCount, variant: BinomialCount) {
    ordering = ScoreOrdering(control: control, variant: variant)
    search = NuisanceSearch(controlTrials: control.trials, variantTrials: variant.trials)
    set = Staircase(controlTrials: control.trials)
    difference =
      Double(variant.successes) / Double(variant.trials)
      - Double(control.successes) / Double(control.trials)
  }

  /// sup of p(δ′) over δ′ ≤ δ.
  mutating func pValue(at delta: Double) -> Double {
    if difference <= -1 || delta >= 1 { return 1 }
    if delta <= -1 { return 0 }
    ordering.fill(&set, at: delta)
    let here = search.supremum(of: set, difference: delta)
    var best = here.value
    hint = here.controlRate
    if best >= 1 - 1e-15 { return 1 }
    settled = set
    defer { settled = nil }
    var upper = delta
    var width = 0.02
    while upper > -1 {
      let lower = max(upper - width, -1)
      let level = best * (1 + NuisanceSearch.tolerance)
      if staysBelow(level, lower, upper) {
        upper = lower
        width *= 2
        continue
      }
      if width <= ExactUnconditionalTest.resolution {
        // The range is too narrow to split: its bound is taken for its value.
        ordering.fill(&set, from: lower, through: upper)
        best = max(best, search.supremum(of: set, difference: upper).value)
        upper = lower
        width *= 2
        continue
      }
      // A point with a larger p inside the range raises the level at once.
      if lower > -1 {
        ordering.fill(&set, at: lower)
        if let hint, !search.staysBelow(best, set, difference: lower, near: hint) {
          best = max(best, search.supremum(of: set, difference: lower).value)
        }
      }
      width /= 4
    }
    return min(best, 1)
  }

  /// Whether p↑(δ) ≤ tail.
  mutating func rejects(at delta: Double, tail: Double) -> Bool {
    if difference <= -1 || delta >= 1 { return false }
    if delta <= -1 { return true }
    ordering.fill(&set, at: delta)
    guard search.staysBelow(tail, set, difference: delta, hint: hint) else { return false }
    var upper = delta
    var width = 0.05
    while upper > -1 {
      let lower = max(upper - width, -1)
      if staysBelow(tail, lower, upper) {
        upper = lower
        width *= 2
      } else if width <= ExactUnconditionalTest.resolution {
        return pValue(at: delta) <= tail
      } else {
        width /= 4
      }
    }
    return true
  }

  /// The largest δ such that p↑ is certified to stay at or below `tail` left of it.
  mutating func lowerLimit(tail: Double) -> Double {
    if difference <= -1 { return -1 }
    let aboveZero = rejects(at: 0, tail: tail)
    var lower = aboveZero ? 0.0 : -1.0
    let end = aboveZero ? 1.0 : 0.0
    var width = max((difference - lower) / 2, 0.01)
    while lower < end {
      let upper = min(lower + width, end)
      if staysBelow(tail, lower, upper) {
        lower = upper
        width *= 1.5
      } else if width <= ExactUnconditionalTest.resolution {
        break
      } else {
        width /= 4
      }
    }
    return aboveZero ? max(lower, ExactUnconditionalTest.resolution) : lower
  }

  /// Whether p(δ) is certified to stay at or below a level for all δ of a range.
  private mutating func staysBelow(_ level: Double, _ lower: Double, _ upper: Double) -> Bool {
    ordering.fill(&set, from: lower, through: upper)
    // For one set the probability grows with δ: what held for more tables at a larger δ holds here.
    if let settled, set.isSubset(of: settled) { return true }
    guard search.staysBelow(level, set, difference: upper, hint: hint) else { return false }
    if settled != nil { settled = set }
    return true
  }
}
