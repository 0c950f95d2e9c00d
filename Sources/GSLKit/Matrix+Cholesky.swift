import CGSL

/// The Cholesky factor of a symmetric positive definite matrix: A = LLᵀ.
///
/// Source: GSL `gsl_linalg_cholesky_decomp1`, `gsl_linalg_cholesky_svx`, `gsl_linalg_cholesky_invert`.
public struct Cholesky: Hashable, Sendable {
  /// L with its lower triangle, 0 above the diagonal.
  public let lower: Matrix

  /// The factor of a matrix, of which only the lower triangle is read.
  ///
  /// - Throws: ``MatrixError/notPositiveDefinite(size:)``, ``MatrixError/notFinite(routine:)``.
  /// - Precondition: the matrix is square.
  public init(_ matrix: Matrix) throws(MatrixError) {
    precondition(matrix.rows == matrix.columns, "only a square matrix has a Cholesky factor")
    guard matrix.isFinite else { throw .notFinite(routine: "cholesky") }
    let storage = MatrixStorage(matrix)
    let status = unsafe gsl_linalg_cholesky_decomp1(storage.pointer)
    guard status == GSL_SUCCESS.asStatus else { throw .notPositiveDefinite(size: matrix.rows) }
    var factor = storage.matrix
    for row in 0..<factor.rows {
      for column in row + 1..<max(factor.columns, row + 1) { factor[row, column] = 0 }
    }
    guard factor.isFinite, (0..<factor.rows).allSatisfy({ factor[$0, $0] > 0 }) else {
      throw .notPositiveDefinite(size: matrix.rows)
    }
    lower = factor
  }

  /// The x with Ax = b.
  ///
  /// - Precondition: there are as many numbers as rows.
  public func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == lower.rows, "a right side has one number for each row")
    let factor = MatrixStorage(lower)
    let x = VectorStorage(right)
    let status = unsafe gsl_linalg_cholesky_svx(factor.pointer, x.pointer)
    precondition(status == GSL_SUCCESS.asStatus, "a factor with a positive diagonal solves")
    return x.elements
  }

  /// A⁻¹, symmetric bit for bit.
  public var inverse: Matrix {
    let storage = MatrixStorage(lower)
    let status = unsafe gsl_linalg_cholesky_invert(storage.pointer)
    precondition(status == GSL_SUCCESS.asStatus, "a factor with a positive diagonal inverts")
    return storage.matrix.symmetrised
  }

  /// log |A|, from the diagonal of the factor.
  public var logDeterminant: Double {
    (0..<lower.rows).reduce(0) { $0 + 2 * Elementary.log(lower[$1, $1]) }
  }
}
