import CGSL

extension Matrix {
  /// The product of two matrices.
  ///
  /// - Precondition: the left has as many columns as the right has rows.
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.columns == right.rows, "the inner sizes of a product agree")
    return product(left, CblasNoTrans, right, rows: left.rows)
  }

  /// XᵀY, without writing the transpose down.
  ///
  /// - Precondition: both have the same number of rows.
  public func transposedTimes(_ other: Matrix) -> Matrix {
    precondition(rows == other.rows, "the inner sizes of a product agree")
    return Matrix.product(self, CblasTrans, other, rows: columns)
  }

  private static func product(
    _ left: Matrix,
    _ form: CBLAS_TRANSPOSE_t,
    _ right: Matrix,
    rows: Int
  ) -> Matrix {
    let a = MatrixStorage(left)
    let b = MatrixStorage(right)
    let result = MatrixStorage(rows: rows, columns: right.columns)
    let status = unsafe gsl_blas_dgemm(
      form,
      CblasNoTrans,
      1,
      a.pointer,
      b.pointer,
      0,
      result.pointer
    )
    precondition(status == GSL_SUCCESS.asStatus, "the sizes of a product were checked")
    return result.matrix
  }

  /// The product with a column of numbers.
  ///
  /// - Precondition: there are as many numbers as columns.
  public static func * (left: Matrix, right: [Double]) -> [Double] {
    precondition(left.columns == right.count, "the inner sizes of a product agree")
    return product(left, CblasNoTrans, right, count: left.rows)
  }

  /// Xᵀv, without writing the transpose down.
  ///
  /// - Precondition: there are as many numbers as rows.
  public func transposedTimes(_ vector: [Double]) -> [Double] {
    precondition(rows == vector.count, "the inner sizes of a product agree")
    return Matrix.product(self, CblasTrans, vector, count: columns)
  }

  private static func product(
    _ left: Matrix,
    _ form: CBLAS_TRANSPOSE_t,
    _ right: [Double],
    count: Int
  ) -> [Double] {
    let a = MatrixStorage(left)
    let x = VectorStorage(right)
    let result = VectorStorage(count: count)
    let status = unsafe gsl_blas_dgemv(form, 1, a.pointer, x.pointer, 0, result.pointer)
    precondition(status == GSL_SUCCESS.asStatus, "the sizes of a product were checked")
    return result.elements
  }

  /// The sum, entry by entry.
  ///
  /// - Precondition: both have the same size.
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    left.combined(right) { $0 + $1 }
  }

  /// The difference, entry by entry.
  ///
  /// - Precondition: both have the same size.
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.combined(right) { $0 - $1 }
  }

  /// Every entry multiplied by one number.
  public static func * (factor: Double, matrix: Matrix) -> Matrix {
    Matrix(
      rows: matrix.rows,
      columns: matrix.columns,
      elements: matrix.elements.map { factor * $0 }
    )
  }

  private func combined(_ other: Matrix, _ operation: (Double, Double) -> Double) -> Matrix {
    precondition(rows == other.rows && columns == other.columns, "the sizes of both agree")
    return Matrix(
      rows: rows,
      columns: columns,
      elements: zip(elements, other.elements).map(operation)
    )
  }

  /// XᵀWX with the weights on the diagonal of W, or XᵀX without weights.
  ///
  /// Symmetric bit for bit.
  /// - Precondition: there are as many weights as rows.
  public func gram(weights: [Double]? = nil) -> Matrix {
    guard let weights else { return transposedTimes(self).symmetrised }
    precondition(weights.count == rows, "every row has its weight")
    var scaled = elements
    for row in 0..<rows {
      for column in row * columns..<(row + 1) * columns { scaled[column] *= weights[row] }
    }
    return transposedTimes(Matrix(rows: rows, columns: columns, elements: scaled)).symmetrised
  }

  /// The mean of a square matrix and its transpose, which takes rounding off a symmetric one.
  ///
  /// - Precondition: the matrix is square.
  public var symmetrised: Matrix {
    precondition(rows == columns, "only a square matrix can be symmetric")
    return combined(transposed) { $0 / 2 + $1 / 2 }
  }

  /// aᵀXb: a number from two columns around the matrix.
  ///
  /// - Precondition: `left` has as many numbers as rows, `right` as many as columns.
  public func form(_ left: [Double], _ right: [Double]) -> Double {
    precondition(left.count == rows && right.count == columns, "the sizes of a product agree")
    return zip(left, self * right).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
