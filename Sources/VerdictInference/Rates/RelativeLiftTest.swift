import GSLKit

/// The relative lift with a normal-theory interval: what many platforms print, kept to be compared.
///
/// lift = p_v/p_c − 1 with the variance of the delta method, v/p_c² + p_v²·c/p_c⁴ where v and c are
/// p(1 − p)/n of the arms, and Welch's degrees of freedom. It judges nothing here: the same table
/// seen from the other arm gives another answer (9/30 against 3/30: p = .0020 and .283), and at the
/// sizes of a sales department it is wrong almost only towards "worse".
///
/// Source: the delta method for a ratio, as in Deng et al. (2018), KDD, section 3, applied to rates.
/// Checked against the two p-values above and a computation in Python.
public struct RelativeLiftTest: Hashable, Sendable {
  /// The lift, −1…∞; nil where the control arm has no success.
  public let lift: Double?
  /// Its standard error by the delta method; nil with the lift, and where it is 0.
  public let standardError: Double?
  /// Welch's degrees of freedom.
  private let degreesOfFreedom: Double

  /// The lift of two arms.
  public init(control: BinomialCount, variant: BinomialCount) {
    guard control.successes > 0, variant.trials > 0 else {
      (lift, standardError, degreesOfFreedom) = (nil, nil, 1)
      return
    }
    let (m, n) = (Double(control.trials), Double(variant.trials))
    let (c, v) = (Double(control.successes) / m, Double(variant.successes) / n)
    let (varianceC, varianceV) = (c * (1 - c) / m, v * (1 - v) / n)
    lift = v / c - 1
    let variance = varianceV / (c * c) + v * v * varianceC / (c * c * c * c)
    standardError = variance > 0 ? variance.squareRoot() : nil
    let sum = varianceC + varianceV
    let spread =
      varianceC * varianceC / max(m - 1, 1) + varianceV * varianceV / max(n - 1, 1)
    degreesOfFreedom = spread > 0 ? sum * sum / spread : 1
  }

  /// One-sided p towards a larger lift; nil where there is no standard error.
  ///
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  public func pValueGreater() throws(InferenceError) -> Double? {
    try tail { $0.upperTail($1) }
  }

  /// One-sided p towards a smaller lift; nil where there is no standard error.
  ///
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  public func pValueLess() throws(InferenceError) -> Double? {
    try tail { $0.upperTail(-$1) }
  }

  /// Two-sided p; nil where there is no standard error.
  ///
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  public func pValue() throws(InferenceError) -> Double? {
    try tail { min(1, 2 * $0.upperTail(abs($1))) }
  }

  private func tail(
    _ tail: (StudentT, Double) -> Double
  ) throws(InferenceError) -> Double? {
    guard let lift, let standardError else { return nil }
    do throws(GSLError) {
      return tail(try StudentT(degreesOfFreedom: degreesOfFreedom), lift / standardError)
    } catch {
      throw InferenceError(error)
    }
  }
}
