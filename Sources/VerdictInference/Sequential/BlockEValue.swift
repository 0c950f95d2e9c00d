import GSLKit

/// Evidence against "no difference" that may be added up block by block and stopped at any time.
///
/// For every block the likelihood of its outcomes under two rates, learned from the blocks before
/// it, is divided by their likelihood under one common rate, the mean of the two weighted by the
/// block's sizes. The product is a non-negative martingale-like quantity with expectation at most 1
/// when both arms have the same rate, whatever that rate is; it exceeds 20 with a chance of at most
/// 1/20, ever. It describes and never decides.
///
/// Source: Turner, Ly & Grünwald, arXiv 2106.02693, §2–3; the learned rates are posterior means under
/// Beta(.18, .18), the value recommended there for small blocks.
public struct BlockEValue: Sendable, Hashable {
  /// Pseudo-successes and pseudo-failures that each rate starts from.
  public static let prior = 0.18

  /// Logarithm of the e-value so far; 0 before the first block.
  public private(set) var logValue = 0.0
  private var controlSuccesses = 0
  private var controlTrials = 0
  private var variantSuccesses = 0
  private var variantTrials = 0

  /// No block yet: the e-value is 1.
  public init() {}

  /// The e-value so far, above 0; +∞ only beyond the range of a double.
  public var value: Double { Elementary.exp(logValue) }

  /// Adds the next block, after its outcomes are known.
  ///
  /// - Parameters:
  ///   - block: the control's units of the block; may be empty.
  ///   - other: the variant's units of the block; may be empty.
  public mutating func add(control block: BinomialCount, variant other: BinomialCount) {
    let total = block.trials + other.trials
    guard total > 0 else { return }
    let p = Self.learned(controlSuccesses, controlTrials)
    let q = Self.learned(variantSuccesses, variantTrials)
    let common = (Double(block.trials) * p + Double(other.trials) * q) / Double(total)
    logValue +=
      Self.log(block, p) + Self.log(other, q)
      - Self.log(successes: block.successes + other.successes, trials: total, common)
    controlSuccesses += block.successes
    controlTrials += block.trials
    variantSuccesses += other.successes
    variantTrials += other.trials
  }

  private static func learned(_ successes: Int, _ trials: Int) -> Double {
    (Double(successes) + prior) / (Double(trials) + 2 * prior)
  }

  private static func log(_ count: BinomialCount, _ rate: Double) -> Double {
    log(successes: count.successes, trials: count.trials, rate)
  }

  private static func log(successes: Int, trials: Int, _ rate: Double) -> Double {
    Double(successes) * Elementary.log(rate)
      + Double(trials - successes) * Elementary.log(onePlus: -rate)
  }
}
