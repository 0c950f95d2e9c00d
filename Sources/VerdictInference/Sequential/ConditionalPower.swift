import GSLKit

/// The chance that a running test ends beyond its boundary, given what has been seen.
///
/// With t the information fraction and B = z√t, the end is normal with mean B + θ(1 − t) and variance
/// 1 − t; the chance is Φ((B + θ(1 − t) − c)/√(1 − t)). θ is the mean of the statistic at the planned
/// end. Asymptotic; further looks before the end are left out, which makes the chance slightly small.
///
/// Source: Lan & Wittes (1988), Biometrics 44:579; Jennison & Turnbull (2000), ch. 10.
public struct ConditionalPower: Sendable, Hashable, Codable {
  /// The chance if what was seen so far goes on: θ = z/√t.
  public let current: Double
  /// The chance if the registered effect is true: θ = effect·√planned; nil without an effect.
  public let design: Double?

  /// The chance of ending at or above the boundary.
  ///
  /// - Parameters:
  ///   - information: information now, in the units of 1/effect² (1/variance of the estimate).
  ///   - statistic: z now.
  ///   - plannedInformation: information at the planned end, at least `information`.
  ///   - effect: the effect the test was planned for, in the units of the estimate.
  ///   - boundary: z needed at the end, by default that of a one-look test at .025 a side.
  /// - Throws: `notFinite`, `outsideRange`.
  public init(
    information: Double,
    statistic: Double,
    plannedInformation: Double,
    effect: Double? = nil,
    boundary: Double = 1.959_963_984_540_054
  ) throws(InferenceError) {
    guard statistic.isFinite else { throw .notFinite(field: "z", value: statistic) }
    guard boundary.isFinite else { throw .notFinite(field: "boundary", value: boundary) }
    guard information > 0, information.isFinite else {
      throw .outsideRange(field: "information", value: information, allowed: "(0, ∞)")
    }
    guard plannedInformation >= information, plannedInformation.isFinite else {
      throw .outsideRange(
        field: "plannedInformation",
        value: plannedInformation,
        allowed: "[\(information), ∞)"
      )
    }
    if let effect, !effect.isFinite { throw .notFinite(field: "effect", value: effect) }
    let t = information / plannedInformation
    let seen = statistic * t.squareRoot()
    func chance(_ drift: Double) -> Double {
      let left = 1 - t
      guard left > 0 else { return seen >= boundary ? 1 : 0 }
      return NormalDistribution.cdf((seen + drift * left - boundary) / left.squareRoot())
    }
    current = chance(statistic / t.squareRoot())
    design = effect.map { chance($0 * plannedInformation.squareRoot()) }
  }
}
