/// How much more counts vary between intervals of one arm than chance alone would make them.
///
/// Pearson's φ̂ = Σ (xᵢ − eᵢr̂)²/(eᵢr̂) ÷ (k − 2) over the k intervals of both arms, r̂ the rate of the
/// interval's own arm. 1 is Poisson; daily calls of one manager are often 2 or 3, because days differ.
///
/// Intervals without exposure tell nothing and are left out; an arm without events agrees with its
/// own rate exactly and adds only its degrees of freedom.
///
/// Source: Wedderburn (1974), Biometrika 61:439; McCullagh & Nelder (1989), §6.2. The dispersion of R
/// `glm(family = quasipoisson)`. Checked against it and statsmodels.
public struct CountDispersion: Hashable, Sendable {
  /// φ̂ as estimated; below 1 when counts vary less than chance.
  public let estimate: Double
  /// k − 2.
  public let degreesOfFreedom: Int

  /// The dispersion of the intervals of two arms.
  ///
  /// Nil unless both arms have exposure, and three intervals in all.
  /// - Parameters:
  ///   - control: intervals of the reference arm.
  ///   - variant: intervals of the other arm.
  public init?(control: [EventCount], variant: [EventCount]) {
    let arms = [control, variant].map { $0.filter { $0.exposure > 0 } }
    let intervals = arms.reduce(0) { $0 + $1.count }
    guard arms.allSatisfy({ !$0.isEmpty }), intervals > 2 else { return nil }
    var sum = 0.0
    for arm in arms {
      let exposure = arm.reduce(0) { $0 + $1.exposure }
      let events = arm.reduce(0.0) { $0 + Double($1.events) }
      guard events > 0 else { continue }
      for interval in arm {
        let expected = events * (interval.exposure / exposure)
        let excess = Double(interval.events) - expected
        sum += excess / expected * excess
      }
    }
    guard sum.isFinite else { return nil }
    estimate = sum / Double(intervals - 2)
    degreesOfFreedom = intervals - 2
  }

  /// The dispersion that is used: never below 1, where less variation than chance is itself chance.
  ///
  /// R uses φ̂ as it is; with a handful of intervals that makes intervals too short half the time.
  public var used: Double { max(estimate, 1) }
}
