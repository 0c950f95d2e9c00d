import GSLKit

/// What an effect is worth: effect × volume × later conversions × average check − cost.
///
/// The estimate multiplies the estimates. The interval comes from a seeded simulation in which every
/// uncertain factor varies: the effect normally (its estimate and standard error), a conversion by
/// Jeffreys' posterior of its counts, the check by a gamma distribution, independently. The effect is
/// drawn in pairs ±z with the other factors the same, so that the opposite effect has the mirrored
/// interval when nothing is paid for it.
///
/// **Assumptions.** The factors are independent, those who come because of the change buy like the
/// others, and the volume stays. The product's estimate is not its mean; with a few per cent of error
/// in each factor they hardly differ.
///
/// Checked against NumPy's simulation with another generator, and the delta method.
public struct MoneyReading: Hashable, Sendable {
  /// Draws of a simulation, half of them mirrored.
  public static let standardDraws = 20_000

  /// The effect, a difference of rates.
  public let effect: Double
  /// Its standard error, 0 or more.
  public let standardError: Double
  /// Units it applies to in the time the money is for, 0 or more.
  public let volume: Double
  /// Conversions between the target metric and the payment, then the average check.
  public let factors: [UncertainFactor]
  /// Cost of the change in the same time.
  public let cost: Double

  /// A reading of an effect in money.
  ///
  /// - Parameters:
  ///   - effect: difference of rates.
  ///   - standardError: of the effect, 0 or more; 0 is certainty.
  ///   - volume: units, 0 or more.
  ///   - factors: later conversions and the average check, in any order.
  ///   - cost: in money, 0 or more.
  /// - Throws: ``InferenceError/notFinite(field:value:)`` and ``InferenceError/negative(field:value:)``.
  public init(
    effect: Double,
    standardError: Double,
    volume: Double,
    factors: [UncertainFactor],
    cost: Double = 0
  ) throws(InferenceError) {
    guard effect.isFinite else { throw .notFinite(field: "effect.estimate", value: effect) }
    let positive = [
      ("effect.standardError", standardError), ("volume", volume), ("cost", cost),
    ]
    for (field, value) in positive {
      guard value.isFinite else { throw .notFinite(field: field, value: value) }
      guard value >= 0 else { throw .negative(field: field, value: value) }
    }
    self.effect = effect
    self.standardError = standardError
    self.volume = volume
    self.factors = factors
    self.cost = cost
  }

  /// What one unit of effect earns: volume × Πfactors; nil without trials of a conversion.
  public var worthOfEffect: Double? {
    var worth = volume
    for factor in factors {
      guard let estimate = factor.estimate else { return nil }
      worth *= estimate
    }
    return worth.isFinite ? worth : nil
  }

  /// Effect × worth − cost; nil where a factor is unknown or the product leaves the range.
  public var estimate: Double? {
    guard let worth = worthOfEffect else { return nil }
    let money = effect * worth - cost
    return money.isFinite ? money : nil
  }

  /// The effect at which nothing is earned or lost; nil where no effect earns anything.
  public var breakEven: Double? {
    guard let worth = worthOfEffect, worth > 0 else { return nil }
    let effect = cost / worth
    return effect.isFinite ? effect : nil
  }

  /// Seeded draws of the money.
  ///
  /// - Parameters:
  ///   - seed: start of the random numbers.
  ///   - draws: even, 1,000 or more.
  /// - Returns: the draws; nil where a conversion has no trials.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``.
  public func simulated(
    seed: UInt64,
    draws: Int = standardDraws
  ) throws(InferenceError) -> SimulatedValues? {
    guard draws >= 1_000 else {
      throw .tooFew(field: "draws", value: Double(draws), needed: 1_000)
    }
    guard worthOfEffect != nil else { return nil }
    let generator = RandomGenerator(seed: seed)
    var values: [Double] = []
    values.reserveCapacity(draws)
    for _ in 0..<draws / 2 {
      let noise = generator.normal() * standardError
      let worth = factors.reduce(volume) { $0 * $1.draw(generator) }
      values.append((effect + noise) * worth - cost)
      values.append((effect - noise) * worth - cost)
    }
    return SimulatedValues(values)
  }
}
