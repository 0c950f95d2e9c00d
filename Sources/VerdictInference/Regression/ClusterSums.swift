import GSLKit

/// A design in coordinates in which X̃ᵀWX̃ is the identity, and its sums over clusters of rows.
///
/// The weights are first divided by their mean. With M = (XᵀWX)⁻¹ = LLᵀ the rows become x̃ = Lᵀx, and everything a cluster contributes follows from
/// a few sums over its rows; no matrix of the size of a cluster is ever formed.
struct ClusterSums {
  /// The sums over the rows of one cluster.
  struct Cluster {
    /// VᵀV, where V holds the rows x̃, and beside them wx̃ when there are weights.
    var gram: Matrix
    /// VᵀWX̃.
    var cross: Matrix
    /// Vᵀe.
    var residual: [Double]
    /// X̃ᵀWe: what the cluster adds to the estimating equations.
    var score: [Double]
  }

  /// L, lower triangular, with M = LLᵀ.
  let root: Matrix
  /// The clusters in the order of their first rows.
  let clusters: [Cluster]
  /// K, with I − H restricted to a cluster and multiplied by its transpose equal to I − VKVᵀ.
  let coupling: Matrix

  /// The sums of a model whose rows carry labels; rows of weight 0 are left out.
  ///
  /// - Throws: ``InferenceError/numerical(routine:detail:)`` when M has no root.
  /// - Precondition: there is a label for each row.
  init(_ model: LinearModel, labels: [Int]) throws(InferenceError) {
    precondition(labels.count == model.design.rows, "every row has its cluster")
    // The answer does not depend on the unit of the weights; a mean of 1 keeps V in one size.
    let count = Double(model.observations)
    let mean = model.weights.map { $0.reduce(0) { $0 + $1 / count } } ?? 1
    do throws(MatrixError) {
      root = try Cholesky(mean * model.unscaledCovariance).lower
    } catch {
      throw InferenceError(error)
    }
    let rotated = model.design * root
    let members = Self.rows(of: labels) { model.weight($0) > 0 }
    clusters = members.map { Self.sum(rotated, model, $0, unit: mean) }
    let size = model.design.columns
    guard model.weights != nil else {
      coupling = .identity(size)
      return
    }
    var coupling = Matrix(rows: 2 * size, columns: 2 * size)
    for i in 0..<size {
      coupling[i, size + i] = 1
      coupling[size + i, i] = 1
      for j in 0..<size {
        coupling[i, j] = -clusters.reduce(0) { $0 + $1.gram[size + i, size + j] }
      }
    }
    self.coupling = coupling
  }

  /// The rows of each label, in the order of first appearance.
  private static func rows(of labels: [Int], where counts: (Int) -> Bool) -> [[Int]] {
    var place: [Int: Int] = [:]
    var members: [[Int]] = []
    for (row, label) in labels.enumerated() where counts(row) {
      if let index = place[label] {
        members[index].append(row)
      } else {
        place[label] = members.count
        members.append([row])
      }
    }
    return members
  }

  private static func sum(
    _ rotated: Matrix,
    _ model: LinearModel,
    _ rows: [Int],
    unit: Double
  ) -> Cluster {
    let size = rotated.columns
    let isWeighted = model.weights != nil
    let width = isWeighted ? 2 * size : size
    var gram = [Double](repeating: 0, count: width * width)
    var residual = [Double](repeating: 0, count: width)
    var basis = residual
    for row in rows {
      let weight = model.weight(row) / unit
      for column in 0..<size {
        let entry = rotated.elements[row * size + column]
        basis[column] = entry
        if isWeighted { basis[size + column] = weight * entry }
      }
      for i in 0..<width {
        residual[i] += basis[i] * model.residuals[row]
        for j in 0...i { gram[i * width + j] += basis[i] * basis[j] }
      }
    }
    for i in 0..<width {
      for j in 0..<i { gram[j * width + i] = gram[i * width + j] }
    }
    // WX̃ is the second half of V with weights, and V itself without.
    let offset = isWeighted ? size : 0
    let cross = (0..<width).flatMap { i in
      gram[i * width + offset..<i * width + offset + size]
    }
    return Cluster(
      gram: Matrix(rows: width, columns: width, elements: gram),
      cross: Matrix(rows: width, columns: size, elements: cross),
      residual: residual,
      score: Array(residual[offset..<offset + size])
    )
  }
}
