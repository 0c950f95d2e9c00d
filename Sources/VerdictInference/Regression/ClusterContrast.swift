/// What clusters of rows say about the error of one combination of coefficients.
///
/// Holds the sums from which the variances and the degrees of freedom follow, so that estimates from
/// separate sets of clusters, such as two arms that share no coefficient, can be subtracted: `a − b` is
/// the difference of the estimates with the variances added.
public struct ClusterContrast: Hashable, Sendable {
  /// The estimate, in its own units.
  public let estimate: Double
  /// Clusters with a row that counts.
  public let clusters: Int
  /// Clusters that alone determine a coefficient, so that their residuals say too little of it.
  public let selfDeterminedClusters: Int
  /// What the variances below are measured in; a square of it may not be representable.
  let unit: Double
  /// Squared standard error without correction (CR0).
  let plainVariance: Double
  /// Squared standard error by adjusted residuals (CR2).
  let adjustedVariance: Double
  /// Mean of the CR2 variance, over σ², when errors are independent with variance σ².
  let trace: Double
  /// Half its variance, over σ⁴.
  let traceOfSquare: Double

  init(
    estimate: Double,
    clusters: Int,
    selfDeterminedClusters: Int,
    unit: Double = 1,
    plainVariance: Double,
    adjustedVariance: Double,
    trace: Double,
    traceOfSquare: Double
  ) {
    self.estimate = estimate
    self.clusters = clusters
    self.selfDeterminedClusters = selfDeterminedClusters
    self.unit = unit
    self.plainVariance = plainVariance
    self.adjustedVariance = adjustedVariance
    self.trace = trace
    self.traceOfSquare = traceOfSquare
  }

  /// How the error is estimated from clusters.
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// No correction: the squared sums of residuals as they are; too small with few clusters.
    case cr0
    /// CR0 times G/(G − 1).
    case cr1
    /// Residuals adjusted so that the variance is unbiased when errors are independent and alike.
    case cr2
  }

  /// The squared standard error; nil for CR1 with one cluster.
  public func variance(_ kind: Kind) -> Double? {
    standardError(kind).map { $0 * $0 }
  }

  /// The standard error, in units of the estimate; nil for CR1 with one cluster.
  public func standardError(_ kind: Kind) -> Double? {
    switch kind {
    case .cr0: return max(plainVariance, 0).squareRoot() * unit
    case .cr1:
      guard clusters > 1 else { return nil }
      let factor = Double(clusters) / Double(clusters - 1)
      return (max(plainVariance, 0) * factor).squareRoot() * unit
    case .cr2: return max(adjustedVariance, 0).squareRoot() * unit
    }
  }

  /// Satterthwaite's degrees of freedom of the CR2 variance; nil when it has none.
  ///
  /// 2·mean²/variance of the estimated variance, when errors are independent and alike. Far below
  /// G − 1 when a few clusters carry the contrast.
  public var satterthwaite: Double? {
    guard trace > 0, traceOfSquare > 0 else { return nil }
    let value = trace / traceOfSquare * trace
    return value.isFinite && value > 0 ? value : nil
  }

  /// The test: t on G − 1 degrees of freedom for CR0 and CR1, on Satterthwaite's for CR2.
  ///
  /// - Parameter kind: how the error is estimated.
  /// - Returns: the test; nil where there are no degrees of freedom.
  public func test(_ kind: Kind) -> CoefficientTest? {
    guard let standardError = standardError(kind),
      let degrees = kind == .cr2 ? satterthwaite : Double(clusters - 1)
    else { return nil }
    return CoefficientTest(
      estimate: estimate,
      standardError: standardError,
      degreesOfFreedom: degrees
    )
  }

  /// The difference of two estimates that share neither clusters nor coefficients.
  ///
  /// - Precondition: both are measured in the same unit, as estimates of one module call are.
  public static func - (left: ClusterContrast, right: ClusterContrast) -> ClusterContrast {
    precondition(left.unit == right.unit, "variances are added in one unit")
    return ClusterContrast(
      estimate: left.estimate - right.estimate,
      clusters: left.clusters + right.clusters,
      selfDeterminedClusters: left.selfDeterminedClusters + right.selfDeterminedClusters,
      unit: left.unit,
      plainVariance: left.plainVariance + right.plainVariance,
      adjustedVariance: left.adjustedVariance + right.adjustedVariance,
      trace: left.trace + right.trace,
      traceOfSquare: left.traceOfSquare + right.traceOfSquare
    )
  }

  /// The same, read in other units: an estimate in meters where 1 was a kilometer.
  func scaled(by factor: Double) -> ClusterContrast {
    ClusterContrast(
      estimate: estimate * factor,
      clusters: clusters,
      selfDeterminedClusters: selfDeterminedClusters,
      unit: unit * factor,
      plainVariance: plainVariance,
      adjustedVariance: adjustedVariance,
      trace: trace,
      traceOfSquare: traceOfSquare
    )
  }
}
