import CGSL

/// Weighted least squares: the coefficients that make Σ wᵢ (yᵢ − xᵢβ)² smallest.
///
/// By singular values of the design √W·X, whose columns are first brought to one size, so that
/// columns measured in very different units do not cost digits. A design in which columns follow from
/// others is refused with its rank: which of them to drop is not for a library to decide.
///
/// Source: GSL `gsl_multifit_wlinear_tsvd`.
public struct LeastSquares: Hashable, Sendable {
  /// The coefficients, one for each column of the design.
  public let coefficients: [Double]
  /// (XᵀWX)⁻¹: the covariance of the coefficients in units of the residual variance.
  public let unscaledCovariance: Matrix
  /// y − Xβ, unweighted, in the order of the rows.
  public let residuals: [Double]
  /// Σ wᵢ times the squared residual.
  public let residualSumOfSquares: Double

  /// Singular values below this share of the largest one, after balancing, count as 0.
  ///
  /// Ten digits of a double are then left to tell a column from the others.
  public static let standardTolerance = 1e-10

  /// Fits a design to a response.
  ///
  /// - Parameters:
  ///   - design: one row for each observation, one column for each coefficient.
  ///   - response: one number for each row.
  ///   - weights: one number for each row, 0 or more; nil weighs all rows alike.
  ///   - tolerance: share of the largest singular value up to which one counts as 0.
  /// - Throws: ``MatrixError/rankDeficient(rank:columns:)``, ``MatrixError/notFinite(routine:)``
  ///   for an entry or weight that is no number, ``MatrixError/status(routine:code:)``,
  ///   ``MatrixError/outOfMemory(routine:)``.
  /// - Precondition: response and weights have one entry for each row.
  public init(
    design: Matrix,
    response: [Double],
    weights: [Double]? = nil,
    tolerance: Double = LeastSquares.standardTolerance
  ) throws(MatrixError) {
    precondition(response.count == design.rows, "every row has its response")
    precondition(weights?.count ?? design.rows == design.rows, "every row has its weight")
    guard design.isFinite, response.allSatisfy(\.isFinite),
      weights?.allSatisfy({ $0 >= 0 && $0.isFinite }) ?? true
    else { throw .notFinite(routine: "leastSquares") }
    guard design.rows >= design.columns else {
      throw .rankDeficient(rank: design.rows, columns: design.columns)
    }
    let fit = try Self.solve(
      design,
      response,
      weights ?? [Double](repeating: 1, count: design.rows),
      tolerance
    )
    coefficients = fit.coefficients
    unscaledCovariance = fit.covariance.symmetrised
    let fitted = design * fit.coefficients
    residuals = zip(response, fitted).map { $0 - $1 }
    var sum = 0.0
    for (index, residual) in residuals.enumerated() {
      sum += (weights?[index] ?? 1) * residual * residual
    }
    residualSumOfSquares = sum
    guard sum.isFinite, unscaledCovariance.isFinite, coefficients.allSatisfy(\.isFinite) else {
      throw .notFinite(routine: "leastSquares")
    }
  }

  private static func solve(
    _ design: Matrix,
    _ response: [Double],
    _ weights: [Double],
    _ tolerance: Double
  ) throws(MatrixError) -> (coefficients: [Double], covariance: Matrix) {
    GSLLibrary.ready
    guard let workspace = unsafe gsl_multifit_linear_alloc(design.rows, design.columns) else {
      throw .outOfMemory(routine: "leastSquares")
    }
    defer { unsafe gsl_multifit_linear_free(workspace) }
    let x = MatrixStorage(design)
    let w = VectorStorage(weights)
    let y = VectorStorage(response)
    let coefficients = VectorStorage(count: design.columns)
    let covariance = MatrixStorage(rows: design.columns, columns: design.columns)
    var sum = 0.0
    var rank = 0
    let status = unsafe gsl_multifit_wlinear_tsvd(
      x.pointer,
      w.pointer,
      y.pointer,
      tolerance,
      coefficients.pointer,
      covariance.pointer,
      &sum,
      &rank,
      workspace
    )
    guard status == GSL_SUCCESS.asStatus else {
      throw .status(routine: "leastSquares", code: Int(status))
    }
    guard rank == design.columns else {
      throw .rankDeficient(rank: rank, columns: design.columns)
    }
    return (coefficients.elements, covariance.matrix)
  }
}
