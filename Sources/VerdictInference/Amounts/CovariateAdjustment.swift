/// A difference in means adjusted for one value known before the start, such as last month's amount.
///
/// Lin's regression of y on the arm, x − x̄ and their product: a line of its own in each arm, read at
/// the common mean x̄ of x,
/// d = [ȳ_v − b_v(x̄_v − x̄)] − [ȳ_c − b_c(x̄_c − x̄)],
/// with the heteroskedasticity-robust variance HC2 of that regression and t on n − 4 degrees of freedom.
///
/// **Why this one.** The line need not be true: in a randomised comparison d is consistent whatever the
/// relation, and its asymptotic variance is never above the unadjusted one. A common slope (ANCOVA,
/// CUPED) can lose precision with unequal arms (Freedman 2008). HC2, because money varies more where
/// there is more of it.
///
/// x must be known before the arm was: a value the arm could have changed takes the effect away.
///
/// Source: Lin (2013), Ann Appl Stat 7:295–318; HC2 MacKinnon & White (1985), J Econometrics 29:305. The
/// convention of R estimatr `lm_lin`. Checked against R `lm` with sandwich `vcovHC(type = "HC2")`.
public struct CovariateAdjustment: Hashable, Sendable {
  /// The adjusted difference with its error; nil where it does not exist.
  public let difference: StudentisedEstimate?
  /// The slopes of y on x in both arms; nil where x does not vary.
  public let controlSlope, variantSlope: Double?
  /// Adjusted ÷ unadjusted variance (Welch's): below 1 is what the covariate gained.
  public let varianceRatio: Double?

  /// One arm with its line.
  private struct Line {
    let moments: PairMoments
    let slope: Double?

    init(_ x: [Double], _ y: [Double]) throws(InferenceError) {
      moments = try PairMoments(x: x, y: y)
      slope = moments.squaresX > 0 ? moments.products / moments.squaresX : nil
    }

    /// The line's height at a point with its HC2 variance; nil when a unit alone fixes the slope.
    func height(_ x: [Double], _ y: [Double], at point: Double) -> (Double, Double)? {
      guard let slope else { return nil }
      let (n, m) = (Double(moments.count), moments)
      let distance = m.centerX - point
      var variance = 0.0
      for index in x.indices {
        let dx = x[index] - m.centerX
        let leverage = 1 / n + dx / m.squaresX * dx
        let weight = 1 / n - distance / m.squaresX * dx
        let residual = y[index] - m.centerY - slope * dx
        // A unit with leverage 1 is fitted without error, and its error is not known.
        guard leverage < 1 - 1e-12 else { return nil }
        variance += weight * weight * residual * residual / (1 - leverage)
      }
      return (m.centerY - slope * distance, variance)
    }
  }

  /// An adjustment of amounts by values before.
  ///
  /// - Parameters:
  ///   - control: amounts of the reference arm.
  ///   - controlBefore: their values before, one for each.
  ///   - variant: amounts of the other arm.
  ///   - variantBefore: their values before, one for each.
  /// - Throws: ``InferenceError/unequalLengths(field:count:expected:)`` with `control.before` or
  ///   `variant.before`, and for a number what ``Moments`` throws.
  public init(
    control: [Double],
    controlBefore: [Double],
    variant: [Double],
    variantBefore: [Double]
  ) throws(InferenceError) {
    let c = try Self.line(controlBefore, control, "control")
    let v = try Self.line(variantBefore, variant, "variant")
    controlSlope = c.slope
    variantSlope = v.slope
    let (n, m) = (Double(control.count), Double(variant.count))
    let point = (n * c.moments.centerX + m * v.moments.centerX) / (n + m)
    guard control.count + variant.count > 4,
      let first = c.height(controlBefore, control, at: point),
      let second = v.height(variantBefore, variant, at: point)
    else {
      (difference, varianceRatio) = (nil, nil)
      return
    }
    let variance = first.1 + second.1
    difference = StudentisedEstimate(
      estimate: second.0 - first.0,
      // Residuals of a perfect fit are rounding only.
      standardError: variance > 1e-28 * (c.moments.squaresY / n + v.moments.squaresY / m)
        ? variance.squareRoot() : 0,
      degreesOfFreedom: n + m - 4
    )
    let plain =
      c.moments.squaresY / (n - 1) / n + v.moments.squaresY / (m - 1) / m
    varianceRatio = plain > 0 ? variance / plain : nil
  }

  private static func line(
    _ x: [Double],
    _ y: [Double],
    _ arm: String
  ) throws(InferenceError) -> Line {
    guard x.count == y.count else {
      throw .unequalLengths(field: "\(arm).before", count: x.count, expected: y.count)
    }
    for (numbers, name) in [(x, "before"), (y, "values")] {
      for (index, number) in numbers.enumerated() where !(abs(number) <= Moments.largestAmount) {
        throw Moments.refusal(number, field: "\(arm).\(name)[\(index)]")
      }
    }
    do throws(InferenceError) {
      return try Line(x, y)
    } catch {
      throw error.inside(arm)
    }
  }
}
