/// A dense matrix of real numbers, row after row.
///
/// A value like any other: copied when it is changed, comparable, safe to share. Products go through
/// the library's BLAS, decompositions through its linear algebra; the memory of the library never
/// shows. A matrix has at least one row and one column.
public struct Matrix: Hashable, Sendable {
  /// Number of rows, at least 1.
  public let rows: Int
  /// Number of columns, at least 1.
  public let columns: Int
  /// The entries, row after row; `rows · columns` of them.
  public private(set) var elements: [Double]

  /// A matrix from its entries, row after row.
  ///
  /// - Precondition: both sizes are at least 1 and `elements` holds their product.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(rows >= 1 && columns >= 1, "a matrix has at least one row and one column")
    precondition(elements.count == rows * columns, "a matrix has rows · columns entries")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix whose entries are all the same.
  ///
  /// - Precondition: both sizes are at least 1.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.init(
      rows: rows,
      columns: columns,
      elements: [Double](repeating: value, count: max(rows, 0) * max(columns, 0))
    )
  }

  /// A matrix from its rows.
  ///
  /// - Precondition: there is a row, it has an entry, and all have the same length.
  public init(_ rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "the rows of a matrix have one length")
    self.init(rows: rows.count, columns: width, elements: rows.flatMap { $0 })
  }

  /// A square matrix with the given entries on its diagonal and 0 elsewhere.
  ///
  /// - Precondition: there is an entry.
  public init(diagonal: [Double]) {
    self.init(rows: diagonal.count, columns: diagonal.count)
    for (index, value) in diagonal.enumerated() { self[index, index] = value }
  }

  /// The square matrix that changes nothing.
  ///
  /// - Precondition: the size is at least 1.
  public static func identity(_ size: Int) -> Matrix {
    Matrix(diagonal: [Double](repeating: 1, count: max(size, 0)))
  }

  /// The entry of a row and a column, both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(0..<rows ~= row && 0..<columns ~= column, "outside the matrix")
      return elements[row * columns + column]
    }
    set {
      precondition(0..<rows ~= row && 0..<columns ~= column, "outside the matrix")
      elements[row * columns + column] = newValue
    }
  }

  /// The entries of a row, without a copy.
  public func row(_ index: Int) -> ArraySlice<Double> {
    precondition(0..<rows ~= index, "outside the matrix")
    return elements[index * columns..<(index + 1) * columns]
  }

  /// The entries of a column.
  public func column(_ index: Int) -> [Double] {
    precondition(0..<columns ~= index, "outside the matrix")
    return (0..<rows).map { elements[$0 * columns + index] }
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: Matrix {
    var turned = Matrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        turned.elements[column * rows + row] = elements[row * columns + column]
      }
    }
    return turned
  }

  /// Whether every entry is a finite number.
  public var isFinite: Bool { elements.allSatisfy(\.isFinite) }

  /// Whether it is square and equal to its own transpose, bit for bit.
  public var isSymmetric: Bool { rows == columns && self == transposed }
}
