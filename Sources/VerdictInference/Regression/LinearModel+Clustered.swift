public import GSLKit

extension LinearModel {
  /// The covariance of the coefficients when rows of one cluster may depend on each other.
  ///
  /// M (Σ_g X_gᵀW_gA_g e_g e_gᵀA_gᵀW_gX_g) M. For CR0 and CR1 A is the identity; for CR2 A_g is the
  /// symmetric inverse root of the residuals' covariance under independent errors of one variance,
  /// which makes the variance unbiased in that case and little biased in others.
  ///
  /// - Parameters:
  ///   - kind: which correction for few clusters.
  ///   - labels: the cluster of each row; rows of one cluster need not stand together.
  /// - Returns: a symmetric matrix in squared units of the coefficients; nil for CR1 with one cluster.
  /// - Throws: ``InferenceError/unequalLengths(field:count:expected:)``,
  ///   ``InferenceError/numerical(routine:detail:)``.
  ///
  /// CR1 is G/(G − 1) times CR0, as in clubSandwich. Stata and statsmodels multiply once more by
  /// (n − 1)/(n − k), which clubSandwich calls CR1S. CR2 takes the identity for the working
  /// covariance, with weights too, as clubSandwich does for `lm`.
  ///
  /// Source: Liang & Zeger (1986), Biometrika 73:13 (CR0); Bell & McCaffrey (2002), Survey Methodology
  /// 28:169 (CR2); Pustejovsky & Tipton (2018), JBES 36:672, eq. (7)–(9). Checked against R
  /// clubSandwich 0.5.8, weighted and not, and sandwich 3.0-2.
  public func clusterCovariance(
    _ kind: ClusterContrast.Kind,
    by labels: [Int]
  ) throws(InferenceError) -> Matrix? {
    let sums = try clusterSums(labels)
    let size = design.columns
    let count = Double(sums.clusters.count)
    if kind == .cr1, count < 2 { return nil }
    var meat = Matrix(rows: size, columns: size)
    var adjustments = AdjustmentCache(sums.coupling)
    for cluster in sums.clusters {
      var score = cluster.score
      if kind == .cr2 {
        let change = cluster.cross.transposedTimes(
          try adjustments.of(cluster).matrix * cluster.residual
        )
        for index in 0..<size { score[index] += change[index] }
      }
      for i in 0..<size {
        for j in 0..<size { meat[i, j] += score[i] * score[j] }
      }
    }
    let covariance = (sums.root * meat * sums.root.transposed).symmetrised
    return kind == .cr1 ? (count / (count - 1)) * covariance : covariance
  }

  /// A combination of coefficients with its cluster-robust errors and degrees of freedom.
  ///
  /// - Parameters:
  ///   - contrast: one finite number for each coefficient; the combination is Σ cⱼβⱼ.
  ///   - labels: the cluster of each row.
  /// - Returns: the estimate with what CR0, CR1 and CR2 need.
  /// - Throws: as ``clusterCovariance(_:by:)``.
  /// - Precondition: there is a number for each coefficient.
  ///
  /// Source: as ``clusterCovariance(_:by:)``; degrees of freedom Pustejovsky & Tipton (2018), eq. (11).
  public func clusterContrast(
    _ contrast: [Double],
    by labels: [Int]
  ) throws(InferenceError) -> ClusterContrast {
    precondition(contrast.count == design.columns, "a contrast has one number per coefficient")
    let sums = try clusterSums(labels)
    let direction = sums.root.transposedTimes(contrast)
    let width = sums.coupling.rows
    var adjustments = AdjustmentCache(sums.coupling)
    var (plain, adjusted, trace, squares) = (0.0, 0.0, 0.0, 0.0)
    var outer = Matrix(rows: width, columns: width)
    var selfDetermined = 0
    for cluster in sums.clusters {
      let adjustment = try adjustments.of(cluster)
      if adjustment.lostDirections > 0 { selfDetermined += 1 }
      // a = A·W·X̃·c is WX̃c + V·(T·VᵀWX̃c); q = Vᵀa, d = aᵀa.
      let crossed = cluster.cross * direction
      let turned = adjustment.matrix * crossed
      let image = cluster.gram * turned
      let q = zip(crossed, image).map { $0 + $1 }
      let d =
        squaredLength(of: direction, cluster.cross) + 2 * dot(crossed, turned)
        + dot(turned, image)
      let own = dot(direction, cluster.score)
      let full = own + dot(turned, cluster.residual)
      plain += own * own
      adjusted += full * full
      let shared = sums.coupling.form(q, q)
      trace += d - shared
      squares += d * (d - 2 * shared)
      for i in 0..<width {
        for j in 0..<width { outer[i, j] += q[i] * q[j] }
      }
    }
    let product = sums.coupling * outer
    for i in 0..<width {
      for j in 0..<width { squares += product[i, j] * product[j, i] }
    }
    return ClusterContrast(
      estimate: dot(contrast, coefficients),
      clusters: sums.clusters.count,
      selfDeterminedClusters: selfDetermined,
      plainVariance: plain,
      adjustedVariance: adjusted,
      trace: trace,
      traceOfSquare: squares
    )
  }

  /// cᵀX̃ᵀW²X̃c: with weights the last rows of VᵀWX̃ are X̃ᵀW²X̃, without them X̃ᵀX̃.
  private func squaredLength(of direction: [Double], _ cross: Matrix) -> Double {
    let tail = (cross * direction).suffix(direction.count)
    return zip(direction, tail).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func clusterSums(_ labels: [Int]) throws(InferenceError) -> ClusterSums {
    guard labels.count == design.rows else {
      throw .unequalLengths(field: "clusters", count: labels.count, expected: design.rows)
    }
    return try ClusterSums(self, labels: labels)
  }
}

/// The adjustments of clusters already met: clusters of one design share them.
private struct AdjustmentCache {
  private let coupling: Matrix
  private var known: [Matrix: ClusterAdjustment] = [:]
  /// Enough for designs that repeat, small enough for 10⁵ clusters that do not.
  private static let capacity = 256

  init(_ coupling: Matrix) { self.coupling = coupling }

  mutating func of(_ cluster: ClusterSums.Cluster) throws(InferenceError) -> ClusterAdjustment {
    if let found = known[cluster.gram] { return found }
    do throws(MatrixError) {
      let adjustment = try ClusterAdjustment(gram: cluster.gram, coupling: coupling)
      if known.count < Self.capacity { known[cluster.gram] = adjustment }
      return adjustment
    } catch {
      throw InferenceError(error)
    }
  }
}
