public import GSLKit

/// A linear model y = Xβ + ε fitted by weighted least squares, for errors of any kind.
///
/// β̂ = (XᵀWX)⁻¹XᵀWy. The fit itself assumes nothing about the errors; what is assumed enters with the
/// covariance that is asked for: ``covariance(_:)`` for independent rows of unequal variance,
/// ``clusterCovariance(_:by:)`` for rows that belong together. Design, residuals and
/// ``unscaledCovariance`` are there for other sandwiches, such as one for a series.
///
/// Weights say how much a row counts in the fit. They are not taken for the inverse of a variance:
/// every covariance below is valid whatever the weights, and its corrections for few rows are exact
/// for errors of one variance, as in R's clubSandwich for `lm(…, weights =)`.
///
/// A response far from 0 with a small spread (values near 1e9) should be given less a constant: the
/// coefficients other than the intercept do not change, and the residuals keep their digits.
///
/// Checked against NIST's Longley data (`LeastSquares`), R `lm`, sandwich and clubSandwich.
public struct LinearModel: Sendable {
  /// X: one row for each observation, one column for each coefficient.
  public let design: Matrix
  /// y, in the order of the rows.
  public let response: [Double]
  /// w, 0 or more, one for each row; nil when all rows weigh 1.
  public let weights: [Double]?
  /// β̂, in the order of the columns.
  public let coefficients: [Double]
  /// y − Xβ̂, unweighted; what is only rounding of the terms that cancel is 0.
  public let residuals: [Double]
  /// M = (XᵀWX)⁻¹.
  public let unscaledCovariance: Matrix
  /// Σ w e².
  public let residualSumOfSquares: Double

  /// Fits a design to a response.
  ///
  /// - Parameters:
  ///   - design: at least as many rows of positive weight as columns, no column following from others.
  ///   - response: one finite number for each row.
  ///   - weights: one finite number for each row, 0 or more; a row of weight 0 does not count.
  /// - Throws: ``InferenceError/unequalLengths(field:count:expected:)``,
  ///   ``InferenceError/notFinite(field:value:)``, ``InferenceError/negative(field:value:)``;
  ///   ``InferenceError/tooFew(field:value:needed:)`` about `design` with its rank when columns
  ///   follow from others; ``InferenceError/numerical(routine:detail:)``.
  ///
  /// Source: GSL `gsl_multifit_wlinear_tsvd`, through `LeastSquares`.
  public init(
    design: Matrix,
    response: [Double],
    weights: [Double]? = nil
  ) throws(InferenceError) {
    try Self.check(design, response, weights)
    do throws(MatrixError) {
      let fit = try LeastSquares(design: design, response: response, weights: weights)
      coefficients = fit.coefficients
      residuals = Self.cleaned(fit.residuals, design, response, fit.coefficients)
      unscaledCovariance = fit.unscaledCovariance
    } catch {
      throw InferenceError(error)
    }
    var sum = 0.0
    for (row, residual) in residuals.enumerated() {
      sum += (weights?[row] ?? 1) * residual * residual
    }
    residualSumOfSquares = sum
    self.design = design
    self.response = response
    self.weights = weights
  }

  /// Residuals within a few units in the last place of their largest term are rounding of 0.
  ///
  /// Without this a perfect fit has an error of 1e-16 and a p of 1e-30.
  private static func cleaned(
    _ residuals: [Double],
    _ design: Matrix,
    _ response: [Double],
    _ coefficients: [Double]
  ) -> [Double] {
    let width = design.columns
    var residuals = residuals
    for row in residuals.indices {
      var largest = abs(response[row])
      for column in 0..<width {
        largest = max(largest, abs(design.elements[row * width + column] * coefficients[column]))
      }
      if abs(residuals[row]) <= Double(4 * (width + 1)) * largest.ulp { residuals[row] = 0 }
    }
    return residuals
  }

  private static func check(
    _ design: Matrix,
    _ response: [Double],
    _ weights: [Double]?
  ) throws(InferenceError) {
    let lengths = [("response", response.count), ("weights", weights?.count ?? design.rows)]
    for (field, count) in lengths where count != design.rows {
      throw .unequalLengths(field: field, count: count, expected: design.rows)
    }
    let values = [("design", design.elements), ("response", response), ("weights", weights ?? [])]
    for (field, numbers) in values {
      if let index = numbers.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(field: "\(field)[\(index)]", value: numbers[index])
      }
    }
    if let weights, let index = weights.firstIndex(where: { $0 < 0 }) {
      throw .negative(field: "weights[\(index)]", value: weights[index])
    }
  }

  /// Rows that count: those with a positive weight.
  public var observations: Int { weights.map { $0.count { $0 > 0 } } ?? design.rows }

  /// n − k, the rows that count less the coefficients.
  public var degreesOfFreedom: Int { observations - design.columns }

  /// The weight of a row.
  func weight(_ row: Int) -> Double { weights?[row] ?? 1 }

  /// How much each row pulls its own fit: wᵢ xᵢᵀMxᵢ, in 0…1, adding up to the number of coefficients.
  public var hatValues: [Double] {
    let columns = design.columns
    let half = design * unscaledCovariance
    return (0..<design.rows).map { row in
      var sum = 0.0
      for index in row * columns..<(row + 1) * columns {
        sum += half.elements[index] * design.elements[index]
      }
      return weight(row) * sum
    }
  }
}
