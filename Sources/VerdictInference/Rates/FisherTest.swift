/// Fisher's exact test of a 2×2 table, given both margins.
///
/// Exact but conservative: at 20–400 units an arm its real error is often half the nominal one, so
/// it is shown and never decides. Its two-sided p sums all tables no more likely than the observed
/// one (equal up to a relative 1e-7, the convention of R's `fisher.test`).
///
/// Source: Fisher (1935); mid-P as in Lydersen, Fagerland & Laake (2009), Stat Med 28:1159–1175.
public struct FisherTest: Hashable, Sendable {
  /// p against a better variant: P(as many variant successes or more).
  public let pValueGreater: Double
  /// p against a worse variant: P(as many variant successes or fewer).
  public let pValueLess: Double
  /// Two-sided p.
  public let pValue: Double
  /// The two-sided p with half the probability of the observed table.
  public let midPValue: Double

  /// The test of two arms.
  ///
  /// - Throws: ``InferenceError/tooLarge(field:value:limit:)`` above 2,000,000 units, where the
  ///   products of counts would leave the whole numbers.
  public init(control: BinomialCount, variant: BinomialCount) throws(InferenceError) {
    let total = control.trials + variant.trials
    guard total <= 2_000_000 else {
      throw .tooLarge(field: "trials", value: total, limit: 2_000_000)
    }
    let table = HypergeometricMasses(
      controlTrials: control.trials,
      variantTrials: variant.trials,
      successes: control.successes + variant.successes
    )
    let index = variant.successes - table.first
    pValueGreater = table.upperTails[index]
    pValueLess = table.lowerTails[index]
    pValue = table.twoSided[index]
    midPValue = max(pValue - table.masses[index] / 2, 0)
  }
}
