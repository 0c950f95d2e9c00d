/// The acceleration of BCa from the jackknife of several samples.
enum JackknifeAcceleration {
  /// a = ⅙ Σ_j(Σ U³/n_j³) / (Σ_j Σ U²/n_j²)^{3/2}, U the jackknife's influence of each unit in sample j.
  ///
  /// Influences are divided by their largest size first, so that cubes stay finite. 0 when all are 0.
  ///
  /// Source: Efron & Tibshirani (1993), eq. 14.15; for several samples as in SciPy `bootstrap`.
  static func of(_ influences: [[Double]]) -> Double {
    let largest = influences.reduce(0) { $1.reduce($0) { max($0, abs($1)) } }
    guard largest > 0, largest.isFinite else { return 0 }
    var (cubes, squares) = (0.0, 0.0)
    for sample in influences where !sample.isEmpty {
      let n = Double(sample.count)
      var (cube, square) = (0.0, 0.0)
      for influence in sample {
        let u = influence / largest
        square += u * u
        cube += u * u * u
      }
      cubes += cube / (n * n * n)
      squares += square / (n * n)
    }
    return cubes / (6 * squares * squares.squareRoot())
  }
}
