/// Orders all tables of two arms by the score statistic z(δ), seen from one observed table.
///
/// At δ = 0 the comparison is made in whole numbers, so that equal tables are equal. Elsewhere
/// tables whose statistics differ by less than ``tie``·(1 + |z|) count as equal, which can only
/// enlarge the set: tables that are equal by symmetry differ by about 1e-14, and a table taken in
/// without being equal makes p larger.
struct ScoreOrdering {
  static let tie = 1e-10

  let observed: (control: Int, variant: Int)
  let controlTrials: Int
  let variantTrials: Int
  private let m: Double
  private let n: Double

  init(control: BinomialCount, variant: BinomialCount) {
    observed = (control.successes, variant.successes)
    controlTrials = control.trials
    variantTrials = variant.trials
    m = Double(control.trials)
    n = Double(variant.trials)
  }

  /// z(δ) of a table.
  @inline(__always)
  func statistic(_ a: Int, _ b: Int, _ delta: Double) -> Double {
    ScoreStatistic.z(control: Double(a), of: m, variant: Double(b), of: n, difference: delta)
  }

  /// The tables at least as extreme as the observed one at δ, towards a better variant.
  func fill(_ set: inout Staircase, at delta: Double) {
    if delta == 0 {
      fillAtZero(&set)
    } else {
      fill(&set, from: delta, through: delta)
    }
  }

  /// A set that holds every table at least as extreme as the observed one at some δ of a range.
  ///
  /// z decreases with δ, so z_ab(δ) ≥ z_obs(δ) somewhere implies z_ab(lower) ≥ z_obs(upper).
  func fill(_ set: inout Staircase, from lower: Double, through upper: Double) {
    let z = statistic(observed.control, observed.variant, upper)
    let level = z - Self.tie * (1 + abs(z))
    if lower <= -1 {
      fillByDifference(&set, through: upper)
      return
    }
    guard level.isFinite, lower < 1 else {
      set.fill(variantTrials: variantTrials) { a, b in statistic(a, b, lower) >= level }
      return
    }
    let comparison = ScoreComparison(
      level: level,
      difference: lower,
      controlTrials: m,
      variantTrials: n
    )
    set.fill(variantTrials: variantTrials) { a, b in
      comparison.isReached(control: Double(a), variant: Double(b))
    }
  }

  /// The same for a range that begins at −1, where z is infinite and orders nothing.
  ///
  /// With ε = 1 + δ, both restricted rates lie within ε of their end, so Ṽ is between
  /// ε(1 − ε)/max(m, n) and ε/min(m, n), and z_ab ≥ z_obs needs
  /// d_ab − δ ≥ r (d_obs − δ) with r² = (1 − ε)·min(m, n)/max(m, n).
  private func fillByDifference(_ set: inout Staircase, through upper: Double) {
    let difference = Double(observed.variant) / n - Double(observed.control) / m
    let epsilon = 1 + upper
    guard epsilon < 1, difference > upper else {
      set.fill(variantTrials: variantTrials) { _, _ in true }
      return
    }
    let ratio = ((1 - epsilon) * min(m, n) / max(m, n)).squareRoot()
    let level = -1 + ratio * (1 + difference) - 1e-12
    set.fill(variantTrials: variantTrials) { a, b in Double(b) / n - Double(a) / m >= level }
  }

  /// z at δ = 0 is D/√(S(N − S)) up to a constant, D = b m − a n, S = a + b.
  private func fillAtZero(_ set: inout Staircase) {
    let total = controlTrials + variantTrials
    let (x, y) = observed
    let observedLead = y * controlTrials - x * variantTrials
    let observedSpread = (x + y) * (total - x - y)
    set.fill(variantTrials: variantTrials) { a, b in
      let lead = b * controlTrials - a * variantTrials
      let spread = (a + b) * (total - a - b)
      return Self.atLeast(lead, spread, observedLead, observedSpread)
    }
  }

  /// lead/√spread ≥ otherLead/√otherSpread, without rounding; no spread means no lead.
  ///
  /// With at most 2,000 units in all the products stay below 2⁶³.
  @inline(__always)
  static func atLeast(_ lead: Int, _ spread: Int, _ otherLead: Int, _ otherSpread: Int) -> Bool {
    if lead >= 0 && otherLead <= 0 { return true }
    if lead <= 0 && otherLead >= 0 { return lead == 0 && otherLead == 0 }
    let left = lead * lead * otherSpread
    let right = otherLead * otherLead * spread
    return lead > 0 ? left >= right : left <= right
  }
}
