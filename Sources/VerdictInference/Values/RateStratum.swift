/// One stratum of a comparison of two rates: both arms among the same manager, source or segment.
public struct RateStratum: Hashable, Sendable, Codable {
  /// The reference arm.
  public let control: EffectiveCount
  /// The arm compared with it.
  public let variant: EffectiveCount

  /// A stratum of two arms; an arm may be empty.
  public init(control: EffectiveCount, variant: EffectiveCount) {
    self.control = control
    self.variant = variant
  }

  /// The stratum with its arms exchanged.
  public var swapped: RateStratum { RateStratum(control: variant, variant: control) }

  /// n_c n_v/(n_c + n_v): the Mantel–Haenszel weight, and the stratum's information; 0 when an arm is empty.
  public var weight: Double {
    let total = control.trials + variant.trials
    return total > 0 ? control.trials * variant.trials / total : 0
  }
}
