import CGSL

/// A matrix in the library's memory, freed with the value.
@safe struct MatrixStorage: ~Copyable {
  let pointer: UnsafeMutablePointer<gsl_matrix>

  /// A copy of the matrix.
  ///
  /// - Precondition: there is memory for it.
  init(_ matrix: Matrix) {
    self.init(rows: matrix.rows, columns: matrix.columns)
    unsafe pointer.pointee.data.update(from: matrix.elements, count: matrix.elements.count)
  }

  /// A matrix of zeros.
  ///
  /// - Precondition: there is memory for it.
  init(rows: Int, columns: Int) {
    GSLLibrary.ready
    guard let pointer = unsafe gsl_matrix_calloc(rows, columns) else {
      preconditionFailure("no memory for a matrix")
    }
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe gsl_matrix_free(pointer) }

  /// The entries as a value; a matrix of its own has no gaps between rows.
  var matrix: Matrix {
    let rows = unsafe pointer.pointee.size1
    let columns = unsafe pointer.pointee.size2
    let elements = unsafe UnsafeBufferPointer(
      start: pointer.pointee.data,
      count: rows * columns
    )
    return Matrix(rows: rows, columns: columns, elements: unsafe Array(elements))
  }
}

/// A vector in the library's memory, freed with the value.
@safe struct VectorStorage: ~Copyable {
  let pointer: UnsafeMutablePointer<gsl_vector>

  /// A copy of the entries.
  ///
  /// - Precondition: there is an entry, and memory for all of them.
  init(_ elements: [Double]) {
    self.init(count: elements.count)
    unsafe pointer.pointee.data.update(from: elements, count: elements.count)
  }

  /// A vector of zeros.
  ///
  /// - Precondition: there is an entry, and memory for all of them.
  init(count: Int) {
    GSLLibrary.ready
    guard let pointer = unsafe gsl_vector_calloc(count) else {
      preconditionFailure("no memory for a vector")
    }
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe gsl_vector_free(pointer) }

  /// The entries as a value; a vector of its own has no gaps.
  var elements: [Double] {
    unsafe Array(UnsafeBufferPointer(start: pointer.pointee.data, count: pointer.pointee.size))
  }
}
