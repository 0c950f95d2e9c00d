import GSLKit

/// What chance alone would confirm among the hypotheses of one review.
///
/// Each hypothesis keeps its own rule and its own error a_i of confirming what is not so; nothing
/// is adjusted. Were none of them true, Σ a_i false confirmations would be expected, whatever their
/// dependence: an upper bound, since true hypotheses cannot be confirmed falsely.
public struct FalseConfirmations: Hashable, Sendable {
  /// Σ a_i: the most false confirmations to expect.
  public let expected: Double
  /// 1 − Π(1 − a_i): the chance of at least one if all were null and independent.
  public let chanceOfAnyIfIndependent: Double
  /// min(1, Σ a_i): the same chance at most, whatever the dependence.
  public var chanceOfAnyAtMost: Double { min(1, expected) }

  /// A review of hypotheses with their errors.
  ///
  /// - Parameter errors: the error of each, one side, 0…1.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` with the index of the
  ///   offending one.
  public init(errors: [Double]) throws(InferenceError) {
    for (index, error) in errors.enumerated() where !(error >= 0 && error <= 1) {
      throw .outsideRange(field: "errors[\(index)]", value: error, allowed: "[0, 1]")
    }
    expected = errors.reduce(0, +)
    let log = errors.reduce(0) { $0 + Elementary.log(onePlus: -$1) }
    chanceOfAnyIfIndependent = 0 - Elementary.expMinusOne(log)
  }
}
