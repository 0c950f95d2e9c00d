/// Successes among trials: whole numbers with 0 ≤ successes ≤ trials.
public struct BinomialCount: Hashable, Sendable {
  /// Units that succeeded, 0…trials.
  public let successes: Int
  /// Units that could succeed, 0 or more.
  public let trials: Int

  /// A count of successes among trials.
  ///
  /// - Throws: ``InferenceError/negative(field:value:)`` or
  ///   ``InferenceError/successesAboveTrials(field:successes:trials:)``.
  public init(successes: Int, trials: Int) throws(InferenceError) {
    guard trials >= 0 else { throw .negative(field: "trials", value: Double(trials)) }
    guard successes >= 0 else { throw .negative(field: "successes", value: Double(successes)) }
    guard successes <= trials else {
      throw .successesAboveTrials(
        field: "successes",
        successes: Double(successes),
        trials: Double(trials)
      )
    }
    self.successes = successes
    self.trials = trials
  }

  private init(unchecked successes: Int, _ trials: Int) {
    self.successes = successes
    self.trials = trials
  }

  /// Both arms of a 2×2 table whose counts are valid by construction.
  package static func table(
    _ controlSuccesses: Int,
    _ controlTrials: Int,
    _ variantSuccesses: Int,
    _ variantTrials: Int
  ) -> (BinomialCount, BinomialCount) {
    precondition(
      0...controlTrials ~= controlSuccesses && 0...variantTrials ~= variantSuccesses,
      "successes lie in 0…trials"
    )
    return (
      BinomialCount(unchecked: controlSuccesses, controlTrials),
      BinomialCount(unchecked: variantSuccesses, variantTrials)
    )
  }

  /// Units that did not succeed.
  public var failures: Int { trials - successes }

  /// Successes ÷ trials, 0…1; nil without trials.
  public var rate: Double? { trials == 0 ? nil : Double(successes) / Double(trials) }

  /// The same units counted by failure.
  public var mirrored: BinomialCount { BinomialCount(unchecked: failures, trials) }

  /// Both sets of units together.
  public static func + (left: BinomialCount, right: BinomialCount) -> BinomialCount {
    BinomialCount(unchecked: left.successes + right.successes, left.trials + right.trials)
  }
}

extension BinomialCount: Codable {
  private enum CodingKeys: String, CodingKey { case successes, trials }

  /// Reads a count and checks it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      successes: container.decode(Int.self, forKey: .successes),
      trials: container.decode(Int.self, forKey: .trials)
    )
  }
}
