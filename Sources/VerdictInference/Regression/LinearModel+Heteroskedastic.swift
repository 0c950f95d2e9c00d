public import GSLKit

extension LinearModel {
  /// How the covariance of the coefficients is estimated from independent rows.
  public enum RowCovariance: Hashable, Sendable, CaseIterable {
    /// σ̂²M with σ̂² = Σwe²/(n − k): every row has the variance σ²/w.
    case classical
    /// White's: M (Σ w²e² xxᵀ) M, rows of unequal variance; too small with few rows.
    case hc0
    /// HC0 times n/(n − k).
    case hc1
    /// Squared residuals over 1 − h, unbiased when the variances are equal.
    case hc2
    /// Squared residuals over (1 − h)², close to the jackknife; careful with few rows.
    case hc3
  }

  /// The covariance of the coefficients when rows are independent.
  ///
  /// - Parameter kind: how the variance of a row is estimated.
  /// - Returns: a symmetric matrix in squared units of the coefficients; nil where it does not exist:
  ///   no degrees of freedom are left (`classical`, `hc1`), or a row alone determines its fit, so that
  ///   its residual says nothing of its variance (`hc2`, `hc3`: a hat value within 1e-10 of 1).
  ///
  /// Assumes that rows are independent; rows of one unit over time are not, see
  /// ``clusterCovariance(_:by:)``. n counts the rows of positive weight.
  ///
  /// Source: White (1980), Econometrica 48:817; MacKinnon & White (1985), J Econometrics 29:305
  /// (HC1–HC3). Checked against R sandwich 3.0-2 `vcovHC`, with and without weights.
  public func covariance(_ kind: RowCovariance) -> Matrix? {
    let (n, k) = (Double(observations), Double(design.columns))
    switch kind {
    case .classical:
      guard degreesOfFreedom > 0 else { return nil }
      return (residualSumOfSquares / (n - k)) * unscaledCovariance
    case .hc0:
      return sandwich { _ in 1 }
    case .hc1:
      guard degreesOfFreedom > 0 else { return nil }
      return (n / (n - k)) * sandwich { _ in 1 }
    case .hc2, .hc3:
      let hat = hatValues
      guard hat.allSatisfy({ 1 - $0 > Self.leverageMargin }) else { return nil }
      return sandwich { row in
        let rest = 1 - hat[row]
        return kind == .hc2 ? 1 / rest : 1 / (rest * rest)
      }
    }
  }

  /// A hat value within this of 1 leaves no residual beyond rounding.
  static let leverageMargin = 1e-10

  /// M (Σ f w²e² xxᵀ) M.
  private func sandwich(_ factor: (Int) -> Double) -> Matrix {
    let meat = (0..<design.rows).map { row in
      let score = weight(row) * residuals[row]
      return score * score * factor(row)
    }
    return (unscaledCovariance * design.gram(weights: meat) * unscaledCovariance).symmetrised
  }

  /// The t test of a combination of coefficients, rows taken as independent, on n − k degrees of freedom.
  ///
  /// - Parameters:
  ///   - contrast: one finite number for each coefficient; the combination is Σ cⱼβⱼ.
  ///   - kind: how the covariance is estimated.
  /// - Returns: the test; nil where the covariance does not exist or no degrees of freedom are left.
  /// - Precondition: there is a number for each coefficient.
  public func test(_ contrast: [Double], _ kind: RowCovariance) -> CoefficientTest? {
    precondition(contrast.count == design.columns, "a contrast has one number per coefficient")
    guard degreesOfFreedom > 0, let covariance = covariance(kind) else { return nil }
    return CoefficientTest(
      estimate: zip(contrast, coefficients).reduce(0) { $0 + $1.0 * $1.1 },
      standardError: max(covariance.form(contrast, contrast), 0).squareRoot(),
      degreesOfFreedom: Double(degreesOfFreedom)
    )
  }
}
