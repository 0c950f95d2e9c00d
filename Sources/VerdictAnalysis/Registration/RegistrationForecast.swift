package import VerdictModel

/// What to expect of a test before it starts, from the department's own volume.
package struct RegistrationForecast: Hashable, Sendable, Codable {
  /// Units each arm will have by the end.
  package var unitsPerArm: Int
  /// Where they come from: units a month in the table before the start; nil when the plan was taken.
  package var unitsPerMonth: Double?
  package var baseRate: Double
  /// Whether the base rate is the department's own (else one half, the least favourable).
  package var baseIsOwn: Bool
  package var looks: Int
  /// Chances of every verdict under `prove`, at Δ = 0, δ* and 2δ*.
  package var prove: [ProveChances]
  /// Chances of a right pick under `choose`, at δ* and 2δ*.
  package var choose: [PickChance]
  package var recommended: Goal
  /// Simulated tests behind each row of `prove`, and their seed.
  package var runs: Int
  package var seed: UInt64
  /// Of a test on slices: the smallest one-sided p any outcome could reach; nil where no lot is drawn.
  package var smallestPossibleP: Double?
  /// True of a design that can never say "Adopt" (verdict rule §7); nil of all others.
  package var cannotConfirm: Bool?
  /// What else to know before the start; nil where it was not asked.
  package var remarks: [RegistrationRemark]? = nil
  package var canConfirm: Bool { cannotConfirm != true }
}

package struct ProveChances: Hashable, Sendable, Codable {
  package var difference: Double
  package var confirmed: Double
  package var harmful: Double
  package var noEffect: Double
  package var notWorthIt: Double
  package var undecided: Double
}

package struct PickChance: Hashable, Sendable, Codable {
  package var difference: Double
  package var right: Double
}
