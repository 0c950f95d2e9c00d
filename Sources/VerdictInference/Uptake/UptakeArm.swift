/// One arm of a comparison with the units that really received the variant.
public struct UptakeArm: Hashable, Sendable {
  /// Successes among all units of the arm, whatever they received.
  public let count: BinomialCount
  /// Units that received the variant, 0…trials; in the control arm those who got it all the same.
  public let uptake: Int
  /// Successes among those; nil when not known.
  public let uptakeSuccesses: Int?

  /// An arm with its uptake.
  ///
  /// - Parameters:
  ///   - count: successes among all units of the arm.
  ///   - uptake: units that received the variant, 0…trials.
  ///   - uptakeSuccesses: successes among them; nil when not known, and then filled in where the other
  ///     counts leave one value only, such as 0 without uptake.
  /// - Throws: ``InferenceError/negative(field:value:)``,
  ///   ``InferenceError/successesAboveTrials(field:successes:trials:)`` about `uptake`, and
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for successes that the other counts exclude.
  public init(
    count: BinomialCount,
    uptake: Int,
    uptakeSuccesses: Int? = nil
  ) throws(InferenceError) {
    guard uptake >= 0 else { throw .negative(field: "uptake", value: Double(uptake)) }
    guard uptake <= count.trials else {
      throw .successesAboveTrials(
        field: "uptake",
        successes: Double(uptake),
        trials: Double(count.trials)
      )
    }
    let fewest = max(0, uptake - count.failures)
    let most = min(uptake, count.successes)
    if let uptakeSuccesses, !(fewest...most ~= uptakeSuccesses) {
      throw .outsideRange(
        field: "uptakeSuccesses",
        value: Double(uptakeSuccesses),
        allowed: "[\(fewest), \(most)]"
      )
    }
    self.count = count
    self.uptake = uptake
    self.uptakeSuccesses = uptakeSuccesses ?? (fewest == most ? fewest : nil)
  }

  /// Share that received the variant; nil without units.
  public var uptakeRate: Double? {
    count.trials == 0 ? nil : Double(uptake) / Double(count.trials)
  }
}
