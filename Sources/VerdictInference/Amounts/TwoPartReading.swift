import GSLKit

/// Amounts read in two parts: how many paid, and how much those who paid.
///
/// The mean per unit, zeros included, is rate × mean among the paying; it is what decides (see
/// ``WelchTest``), and the parts tell where its difference comes from:
/// d = (p_v − p_c)(m_v + m_c)/2 + (m_v − m_c)(p_v + p_c)/2, exactly, and the same from either arm.
///
/// The paying of both arms need not be alike: an arm that brings more small payers lowers the mean
/// among them and still earns more. So the second part describes and does not decide.
///
/// Source: decomposition Kitagawa (1955), JASA 50:1168; joint test Lachenbruch (1976), J Am Stat Assoc, in the
/// form of Lachenbruch (2001), Stat Med 20:1215–1234.
public struct TwoPartReading: Hashable, Sendable {
  /// Who paid, of all: amounts above 0.
  public let controlPaying, variantPaying: BinomialCount
  /// Amounts of the paying.
  public let controlAmounts, variantAmounts: Moments

  /// A reading of two lists of amounts.
  ///
  /// - Parameters:
  ///   - control: the reference arm, amounts of 0 or more.
  ///   - variant: the other arm, amounts of 0 or more.
  /// - Throws: ``InferenceError/negative(field:value:)`` for an amount below 0, with its index, and what
  ///   ``Moments`` throws.
  public init(control: [Double], variant: [Double]) throws(InferenceError) {
    (controlPaying, controlAmounts) = try Self.parts(control, "control")
    (variantPaying, variantAmounts) = try Self.parts(variant, "variant")
  }

  private static func parts(
    _ values: [Double],
    _ arm: String
  ) throws(InferenceError) -> (BinomialCount, Moments) {
    for (index, value) in values.enumerated() where value < 0 {
      throw .negative(field: "\(arm).values[\(index)]", value: value)
    }
    let paid = values.filter { $0 != 0 }
    do throws(InferenceError) {
      let count = try BinomialCount(successes: paid.count, trials: values.count)
      return (count, try Moments(paid))
    } catch {
      throw error.inside(arm)
    }
  }

  /// The score test of the difference in paying.
  ///
  /// - Throws: what ``ScoreTest`` throws.
  public func rates() throws(InferenceError) -> ScoreTest {
    try ScoreTest(
      control: EffectiveCount(controlPaying),
      variant: EffectiveCount(variantPaying)
    )
  }

  /// Welch's difference of the means among the paying; nil with fewer than two paying in an arm, or
  /// when no arm's amounts vary.
  public var amounts: StudentisedEstimate? {
    WelchTest.difference(control: controlAmounts, variant: variantAmounts)
  }

  /// The part of the difference per unit that comes from the rate; nil without paying in both arms.
  public var fromRate: Double? {
    guard let parts else { return nil }
    return (parts.pV - parts.pC) * (parts.mV / 2 + parts.mC / 2)
  }

  /// The part of the difference per unit that comes from the amount; nil without paying in both arms.
  public var fromAmount: Double? {
    guard let parts else { return nil }
    return (parts.mV - parts.mC) * ((parts.pV + parts.pC) / 2)
  }

  private var parts: (pC: Double, pV: Double, mC: Double, mV: Double)? {
    guard let pC = controlPaying.rate, let pV = variantPaying.rate, let mC = controlAmounts.mean,
      let mV = variantAmounts.mean
    else { return nil }
    return (pC, pV, mC, mV)
  }

  /// p that neither rate nor amount among the paying differs: z² + t² against χ² with two degrees.
  ///
  /// Sees opposite changes that cancel in the mean. Where one of the two parts cannot be tested,
  /// nil. Asymptotic: needs some ten paying in each arm.
  ///
  /// - Returns: p, or nil.
  /// - Throws: what ``ScoreTest`` throws.
  public func jointPValue() throws(InferenceError) -> Double? {
    guard let amounts, controlPaying.trials > 0, variantPaying.trials > 0,
      let law = try? ChiSquaredDistribution(degreesOfFreedom: 2)
    else { return nil }
    let z = try rates().statistic(at: 0)
    guard z.isFinite else { return nil }
    // The t is brought to the normal scale by its own p, so that few degrees of freedom count.
    let w = NormalDistribution.upperQuantile(amounts.pValue() / 2)
    return law.upperTail(z * z + w * w)
  }
}
