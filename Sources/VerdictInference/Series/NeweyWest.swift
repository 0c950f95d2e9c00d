import GSLKit

/// The covariance of regression coefficients when neighbouring errors are correlated.
///
///     B (Γ₀ + Σ_l w_l (Γ_l + Γ_lᵀ)) B · n/(n − k),   w_l = 1 − l/(L + 1)
///
/// with Γ_l = Σ_t u_t u_{t−l}ᵀ of the scores u_t = x_t e_t and B the inverse information. Lags are counted
/// in time, not in rows: a gap is a score of 0. With L = 0 it is White's covariance.
///
/// Source: Newey & West (1987), Econometrica 55:703–708. R `sandwich::NeweyWest(prewhite = FALSE, adjust =
/// TRUE)`, statsmodels `cov_type="HAC"` with `use_correction=True`.
struct NeweyWest {
  let design: Matrix
  let errors: [Double]
  /// Time of each row, ascending.
  let times: [Int]
  let lags: Int

  /// The covariance; nil where it is not finite.
  func covariance(bread: Matrix) -> Matrix? {
    let (rows, columns) = (design.rows, design.columns)
    var scores = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        scores[row * columns + column] = design[row, column] * errors[row]
      }
    }
    var meat = Matrix(rows: columns, columns: columns)
    for lag in 0...lags {
      let weight = 1 - Double(lag) / Double(lags + 1)
      var partner = 0
      var product = [Double](repeating: 0, count: columns * columns)
      for row in 0..<rows {
        let wanted = times[row] - lag
        while partner < row, times[partner] < wanted { partner += 1 }
        guard times[partner] == wanted else { continue }
        for left in 0..<columns {
          let score = scores[row * columns + left]
          for right in 0..<columns {
            product[left * columns + right] += score * scores[partner * columns + right]
          }
        }
      }
      let gamma = Matrix(rows: columns, columns: columns, elements: product)
      meat = meat + weight * (lag == 0 ? gamma : gamma + gamma.transposed)
    }
    let correction = Double(rows) / Double(rows - columns)
    let result = (correction * (bread * meat * bread)).symmetrised
    return result.isFinite ? result : nil
  }
}
