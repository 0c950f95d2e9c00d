/// Successes among trials as real numbers: what partly matured units are worth in matured ones.
public struct EffectiveCount: Hashable, Sendable {
  /// Effective successes, 0…trials.
  public let successes: Double
  /// Effective trials, 0 or more, finite.
  public let trials: Double

  /// A real-valued count.
  ///
  /// - Throws: ``InferenceError/notFinite(field:value:)``, ``InferenceError/negative(field:value:)``
  ///   or ``InferenceError/successesAboveTrials(field:successes:trials:)``.
  public init(successes: Double, trials: Double) throws(InferenceError) {
    guard trials.isFinite else { throw .notFinite(field: "trials", value: trials) }
    guard successes.isFinite else { throw .notFinite(field: "successes", value: successes) }
    guard trials >= 0 else { throw .negative(field: "trials", value: trials) }
    guard successes >= 0 else { throw .negative(field: "successes", value: successes) }
    guard successes <= trials else {
      throw .successesAboveTrials(field: "successes", successes: successes, trials: trials)
    }
    self.successes = successes
    self.trials = trials
  }

  private init(unchecked successes: Double, _ trials: Double) {
    self.successes = successes
    self.trials = trials
  }

  /// A plain count as a real-valued one.
  public init(_ count: BinomialCount) {
    self.init(unchecked: Double(count.successes), Double(count.trials))
  }

  /// Trials that did not succeed.
  public var failures: Double { trials - successes }

  /// Successes ÷ trials, 0…1; nil without trials.
  public var rate: Double? { trials == 0 ? nil : successes / trials }

  /// The same units counted by failure.
  public var mirrored: EffectiveCount { EffectiveCount(unchecked: failures, trials) }

  /// Both sets of units together.
  public static func + (left: EffectiveCount, right: EffectiveCount) -> EffectiveCount {
    EffectiveCount(unchecked: left.successes + right.successes, left.trials + right.trials)
  }
}

extension EffectiveCount: Codable {
  private enum CodingKeys: String, CodingKey { case successes, trials }

  /// Reads a count and checks it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      successes: container.decode(Double.self, forKey: .successes),
      trials: container.decode(Double.self, forKey: .trials)
    )
  }
}
