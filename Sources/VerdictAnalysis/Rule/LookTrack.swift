package import VerdictInference

/// What was planned and frozen, as far as the looks need it.
package struct LookPlan: Hashable, Sendable {
  package let plannedControl: Double
  package let plannedVariant: Double
  /// One-sided level a = α / 2V.
  package let sideLevel: Double
  package let spending: SpendingFunction

  package init(
    plannedControl: Double,
    plannedVariant: Double,
    sideLevel: Double,
    spending: SpendingFunction = .obrienFleming
  ) {
    self.plannedControl = plannedControl
    self.plannedVariant = plannedVariant
    self.sideLevel = sideLevel
    self.spending = spending
  }

  /// W_plan.
  package var information: Double {
    let total = plannedControl + plannedVariant
    return total > 0 ? plannedControl * plannedVariant / total : 0
  }
}

/// The looks so far: which counted, at which information, and what this one may spend.
///
/// A look counts when t ≥ .10, t grew by at least .02 since the last that counted, and each arm has
/// ten effective units; the final look always counts. t never decreases (verdict rule §2).
package struct LookTrack: Hashable, Sendable {
  /// t of the looks that counted, ascending.
  package private(set) var fractions: [Double] = []
  /// t of the latest look, counted or not.
  package private(set) var fraction: Double = 0
  package private(set) var counts = false
  package private(set) var isFinal = false

  package static let leastFraction = 0.10
  package static let leastGrowth = 0.02
  package static let leastUnits = 10.0
  /// Growth assumed at a final look that brought next to nothing new: the recursion needs two
  /// different looks, and assuming a little growth makes the boundary a little stricter.
  package static let assumedGrowth = 1e-4

  package init(past: [Double] = []) {
    fractions = past
    fraction = past.last ?? 0
  }

  /// Takes the next look.
  ///
  /// * `information`: W of the data as of the look.
  /// * `units`: effective units per arm.
  /// * `isScheduledFinal`: the calendar's last look.
  /// * `endsWhenFull`: a look with t ≥ 1 is final too. Where the date of decision is fixed it is not,
  ///   and does not count either: all of the error would be gone before that date.
  package mutating func take(
    information: Double,
    units: (control: Double, variant: Double),
    plan: LookPlan,
    isScheduledFinal: Bool,
    endsWhenFull: Bool = true
  ) {
    let planned = plan.information
    fraction = max(fraction, planned > 0 ? information / planned : 0)
    isFinal = isScheduledFinal || (endsWhenFull && fraction >= 1)
    let grown = fraction - (fractions.last ?? 0) >= Self.leastGrowth - 1e-12
    counts =
      isFinal
      || (fraction < 1 && fraction >= Self.leastFraction - 1e-12 && grown
        && min(units.control, units.variant) >= Self.leastUnits - 1e-9)
    guard counts else { return }
    if let last = fractions.last, fraction < last * (1 + Self.assumedGrowth) {
      // A final look without new information: it may still spend what is left.
      fractions.append(last * (1 + Self.assumedGrowth))
    } else if fraction > 0 {
      fractions.append(fraction)
    }
  }

  /// The boundary of this look at a one-sided level; nil when it does not count.
  ///
  /// `spendsRest`: false after a manual stop: no top-up at the end.
  package func boundary(
    level: Double,
    spending: SpendingFunction = .obrienFleming,
    spendsRest: Bool = true
  ) throws(InferenceError) -> LookBoundary? {
    guard counts, !fractions.isEmpty else { return nil }
    return try GroupSequential.boundaries(
      information: fractions,
      significance: level,
      spending: spending,
      final: isFinal && spendsRest
    ).last
  }

  /// All boundaries up to this look.
  package func boundaries(
    level: Double,
    spending: SpendingFunction = .obrienFleming,
    spendsRest: Bool = true
  ) throws(InferenceError) -> [LookBoundary] {
    guard counts, !fractions.isEmpty else { return [] }
    return try GroupSequential.boundaries(
      information: fractions,
      significance: level,
      spending: spending,
      final: isFinal && spendsRest
    )
  }
}
