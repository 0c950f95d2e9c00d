import GSLKit

/// Bell and McCaffrey's adjustment of one cluster's residuals: A = B^{−1/2} = I + VTVᵀ.
///
/// B = I − VKVᵀ is the covariance of the cluster's residuals when all errors have variance 1 and are
/// independent. Outside the few directions of V it is the identity, so its inverse root is found in
/// these directions alone: an orthonormal basis from the eigenvectors of VᵀV, then the eigenvalues of
/// B in that basis. A direction in which B vanishes, because the cluster alone determines a
/// coefficient, is left out, as in the Moore–Penrose inverse.
struct ClusterAdjustment {
  /// T, of the width of V.
  let matrix: Matrix
  /// Directions in which the cluster leaves no residual.
  let lostDirections: Int

  /// Directions of V shorter than this share of the longest are rounding of the others.
  private static let basisTolerance = 1e-14
  /// Eigenvalues of B up to this are rounding of 0: eleven digits of 1 have cancelled.
  private static let residualTolerance = 1e-11

  /// The adjustment of a cluster.
  init(
    gram: Matrix,
    coupling: Matrix
  ) throws(MatrixError) {
    let basis = try SymmetricEigen(gram)
    let longest = basis.values.last ?? 0
    let width = gram.rows
    let kept = (0..<width).filter { basis.values[$0] > longest * Self.basisTolerance }
    guard longest > 0, !kept.isEmpty else {
      matrix = Matrix(rows: width, columns: width)
      lostDirections = 0
      return
    }
    // forth = PΓ^{1/2} carries K into the basis, back = PΓ^{−1/2} carries the answer out of it.
    var forth = Matrix(rows: width, columns: kept.count)
    var back = forth
    for (column, index) in kept.enumerated() {
      let length = basis.values[index].squareRoot()
      for row in 0..<width {
        forth[row, column] = basis.vectors[row, index] * length
        back[row, column] = basis.vectors[row, index] / length
      }
    }
    let lost = try SymmetricEigen(forth.transposedTimes(coupling * forth).symmetrised)
    lostDirections = lost.values.count { 1 - $0 <= Self.residualTolerance }
    let change = lost.applying { value in
      let rest = 1 - value
      return rest > Self.residualTolerance ? 1 / rest.squareRoot() - 1 : -1
    }
    matrix = (back * change * back.transposed).symmetrised
  }
}
