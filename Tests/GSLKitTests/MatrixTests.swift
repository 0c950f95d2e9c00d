import GSLKit
import Testing

@Suite("Matrix")
struct MatrixTests {
  private let one = Matrix([[1, 2, 3], [4, 5, 6]])

  @Test("products, transposes and grams by hand")
  func products() {
    #expect(one.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
    #expect(one * one.transposed == Matrix([[14, 32], [32, 77]]))
    #expect(one.transposedTimes(one) == one.transposed * one)
    #expect(one * [1, 0, -1] == [-2, -2])
    #expect(one.transposedTimes([1, -1]) == [-3, -3, -3])
    #expect(one.gram(weights: [1, 2]) == Matrix([[33, 42, 51], [42, 54, 66], [51, 66, 81]]))
    #expect(one.gram() == one.transposedTimes(one))
    #expect(one.form([1, -1], [1, 0, 0]) == -3)
    #expect(2 * one - one == one)
    #expect(one + one == 2 * one)
    #expect(one.row(1) == [4, 5, 6])
    #expect(one.column(1) == [2, 5])
    #expect(Matrix.identity(2) * one == one)
    #expect(one.gram().isSymmetric)
    #expect(!one.isSymmetric)
  }

  /// The inverse of the Hilbert matrix has whole entries, known in closed form.
  private func hilbert(_ size: Int) -> Matrix {
    Matrix((0..<size).map { i in (0..<size).map { j in 1 / Double(i + j + 1) } })
  }

  @Test("the inverse of the 5 × 5 Hilbert matrix is the printed one")
  func hilbertInverse() throws {
    let exact = Matrix([
      [25, -300, 1_050, -1_400, 630],
      [-300, 4_800, -18_900, 26_880, -12_600],
      [1_050, -18_900, 79_380, -117_600, 56_700],
      [-1_400, 26_880, -117_600, 179_200, -88_200],
      [630, -12_600, 56_700, -88_200, 44_100],
    ])
    let inverse = try Cholesky(hilbert(5)).inverse
    // The condition number is 5e5, so five or six digits of sixteen are lost.
    for (value, expected) in zip(inverse.elements, exact.elements) {
      #expect(abs(value - expected) <= 1e-9 * abs(expected))
    }
    #expect(inverse.isSymmetric)
  }

  @Test("Cholesky solves, and refuses what is not positive definite")
  func cholesky() throws {
    let factor = try Cholesky(Matrix([[4, 2], [2, 3]]))
    #expect(factor.lower[0, 1] == 0)
    let x = factor.solve([2, 5])
    #expect(abs(x[0] + 0.5) < 1e-15 && abs(x[1] - 2) < 1e-15)
    #expect(abs(factor.logDeterminant - Elementary.log(8)) < 1e-15)
    #expect(throws: MatrixError.notPositiveDefinite(size: 2)) {
      try Cholesky(Matrix([[1, 2], [2, 1]]))
    }
    #expect(throws: MatrixError.notFinite(routine: "cholesky")) {
      try Cholesky(Matrix([[.nan]]))
    }
  }
}

@Suite("SymmetricEigen")
struct SymmetricEigenTests {
  @Test("the second difference has eigenvalues 2 − 2 cos(kπ/(n + 1))")
  func toeplitz() throws {
    let size = 12
    var matrix = Matrix(diagonal: [Double](repeating: 2, count: size))
    for index in 1..<size {
      matrix[index, index - 1] = -1
      matrix[index - 1, index] = -1
    }
    let eigen = try SymmetricEigen(matrix)
    for (index, value) in eigen.values.enumerated() {
      let angle = Double(index + 1) * .pi / Double(size + 1)
      #expect(abs(value - (2 - 2 * Elementary.cosine(angle))) < 1e-14)
    }
    let root = eigen.power(-0.5)
    let product = root * matrix * root
    #expect(root.isSymmetric)
    for (value, expected) in zip(product.elements, Matrix.identity(size).elements) {
      #expect(abs(value - expected) < 1e-12)
    }
  }

  @Test("a direction that is annihilated stays so in an inverse root")
  func singular() throws {
    let eigen = try SymmetricEigen(Matrix([[1, 1], [1, 1]]))
    let root = eigen.power(-0.5)
    for value in root.elements { #expect(abs(value - 0.5 / 2.0.squareRoot()) < 1e-15) }
  }
}
