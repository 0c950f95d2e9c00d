import CGSL

/// Eigenvalues and eigenvectors of a symmetric matrix: A = V diag(λ) Vᵀ.
///
/// Source: GSL `gsl_eigen_symmv` (bidiagonalisation and QR), sorted ascending.
public struct SymmetricEigen: Hashable, Sendable {
  /// The eigenvalues, ascending.
  public let values: [Double]
  /// The eigenvectors as columns, of length 1, in the order of the values.
  public let vectors: Matrix

  /// The decomposition of a matrix, of which only the lower triangle is read.
  ///
  /// - Throws: ``MatrixError/notFinite(routine:)``, ``MatrixError/outOfMemory(routine:)``,
  ///   ``MatrixError/status(routine:code:)``.
  /// - Precondition: the matrix is square.
  public init(_ matrix: Matrix) throws(MatrixError) {
    precondition(matrix.rows == matrix.columns, "only a square matrix is symmetric")
    guard matrix.isFinite else { throw .notFinite(routine: "symmetricEigen") }
    GSLLibrary.ready
    guard let workspace = unsafe gsl_eigen_symmv_alloc(matrix.rows) else {
      throw .outOfMemory(routine: "symmetricEigen")
    }
    defer { unsafe gsl_eigen_symmv_free(workspace) }
    let source = MatrixStorage(matrix)
    let values = VectorStorage(count: matrix.rows)
    let vectors = MatrixStorage(rows: matrix.rows, columns: matrix.rows)
    var status = unsafe gsl_eigen_symmv(
      source.pointer,
      values.pointer,
      vectors.pointer,
      workspace
    )
    if status == GSL_SUCCESS.asStatus {
      status = unsafe gsl_eigen_symmv_sort(
        values.pointer,
        vectors.pointer,
        GSL_EIGEN_SORT_VAL_ASC
      )
    }
    guard status == GSL_SUCCESS.asStatus else {
      throw .status(routine: "symmetricEigen", code: Int(status))
    }
    self.values = values.elements
    self.vectors = vectors.matrix
    guard self.vectors.isFinite, self.values.allSatisfy(\.isFinite) else {
      throw .notFinite(routine: "symmetricEigen")
    }
  }

  /// V diag(f(λ)) Vᵀ: a function of the matrix, symmetric bit for bit.
  public func applying(_ function: (Double) -> Double) -> Matrix {
    let size = values.count
    let scale = values.map(function)
    var scaled = vectors
    for row in 0..<size {
      for column in 0..<size { scaled[row, column] *= scale[column] }
    }
    return (scaled * vectors.transposed).symmetrised
  }

  /// A power of the matrix, the pseudo-inverse kind where eigenvalues vanish.
  ///
  /// - Parameters:
  ///   - exponent: such as −½ for the inverse square root.
  ///   - tolerance: eigenvalues up to this absolute size count as 0 and stay 0.
  /// - Returns: the power; of the matrix restricted to the directions it does not annihilate.
  public func power(_ exponent: Double, tolerance: Double = 1e-12) -> Matrix {
    applying { $0 > tolerance ? Elementary.power($0, exponent) : 0 }
  }
}
