import GSLKit

extension TwoCounts {
  /// The score p of both sides: z = (x_v − k x_c)/√(φ T k), normal, or t on the dispersion's degrees.
  ///
  /// Its square is McNemar's or the pooled z² of two Poisson rates. Checked against statsmodels
  /// `test_poisson_2indep(method="score")` and R `anova(glm, test = "Rao")`.
  public var score: SidedPValues {
    SidedPValues(less: tail(0 - statistic(at: 0)), greater: tail(statistic(at: 0)))
  }

  /// (d − δ) ÷ its standard error when the difference of the rates is δ; 0 for 0/0.
  ///
  /// The rates are the likeliest ones that differ by δ: for δ ≥ 0 the control's is the larger root of
  /// Eλ² + (Eδ − T)λ − x_cδ = 0, E = e_c + e_v. Never larger than 1e150 in size.
  ///
  /// Source: Miettinen & Nurminen (1985), Stat Med 4:213–226, eq. 17–20 and appendix II.
  func statistic(at delta: Double) -> Double {
    if delta < 0 { return 0 - swapped.statistic(at: 0 - delta) }
    // Exposures as shares of their sum, so that no unit of exposure is too small or too large.
    let sum = control.exposure + variant.exposure
    let (eC, eV) = (control.exposure / sum, variant.exposure / sum)
    let (xC, xV) = (Double(control.events), Double(variant.events))
    let d = delta * sum
    let slope = xC + xV - d
    let root = (slope * slope + 4 * xC * d).squareRoot()
    // The root that adds numbers of one sign.
    let rate = slope >= 0 ? (slope + root) / 2 : xC == 0 ? 0 : 2 * xC * d / (root - slope)
    let variance = (dispersion?.used ?? 1) * (rate / eC + (rate + d) / eV)
    let distance = (xV / eV - xC / eC) - d
    if distance == 0 { return 0 }
    let z = variance > 0 ? distance / variance.squareRoot() : distance * .infinity
    return min(max(z, -1e150), 1e150)
  }

  private func tail(_ z: Double) -> Double {
    guard let dispersion,
      let law = try? StudentT(degreesOfFreedom: Double(dispersion.degreesOfFreedom))
    else { return NormalDistribution.upperTail(z) }
    return law.upperTail(z)
  }

  private func critical(_ level: Double) throws(InferenceError) -> Double {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    guard let dispersion else { return NormalDistribution.upperQuantile((1 - level) / 2) }
    do throws(GSLError) {
      return try StudentT(degreesOfFreedom: Double(dispersion.degreesOfFreedom))
        .upperQuantile((1 - level) / 2)
    } catch {
      throw InferenceError(error)
    }
  }

  /// All ratios ρ with (x_v − ρk x_c)² ≤ q²φTρk: a quadratic in ρk.
  func scoreRatioInterval(level: Double) throws(InferenceError) -> Interval? {
    let q = try critical(level)
    let (xC, xV) = (Double(control.events), Double(variant.events))
    let slack = q * q * (dispersion?.used ?? 1) * (xC + xV)
    guard total > 0 else { return Interval(lower: 0, upper: nil) }
    let set = ConfidenceSet.solutions(a: xC * xC, b: 0 - (2 * xC * xV + slack), c: xV * xV)
    guard let interval = set?.interval else { return nil }
    let k = exposureRatio
    let upper = interval.upper.map { $0 / k } ?? .infinity
    let lower = max(interval.lower ?? 0, 0) / k
    guard lower.isFinite else { return nil }
    return Interval(lower: lower, upper: upper.isFinite ? upper : nil)
  }

  /// The score interval of the difference: all δ with |z(δ)| ≤ quantile.
  ///
  /// Holds 0 exactly when the score p is not below 1 − level. Without events it still has both ends:
  /// nothing in a short exposure excludes little.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the interval, per unit of exposure.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level, and
  ///   ``InferenceError/numerical(routine:detail:)``.
  public func differenceInterval(level: Double = 0.95) throws(InferenceError) -> Interval {
    let q = try critical(level)
    let upper = try upperDifference(q)
    let lower = 0 - (try swapped.upperDifference(q))
    return Interval(lower: min(lower, upper), upper: max(lower, upper))
  }

  /// The largest difference that is not rejected.
  private func upperDifference(_ q: Double) throws(InferenceError) -> Double {
    // In units where the exposures sum to 1.
    let sum = control.exposure + variant.exposure
    let observed = difference * sum
    func excess(_ d: Double) -> Double { statistic(at: d / sum) + q }
    var inside = observed
    if observed < 0 {
      // Zero is on the side that the p says.
      if excess(0) <= 0 { return try root(in: observed...0, sum, excess) }
      inside = 0
    }
    let share = min(control.exposure, variant.exposure) / sum
    var step =
      (1 + q) * (1 + q) * (dispersion?.used ?? 1) * (Double(total) + 1).squareRoot() / share
    for _ in 0..<200 {
      let outside = inside + step
      if !outside.isFinite { break }
      if excess(outside) <= 0 { return try root(in: inside...outside, sum, excess) }
      step *= 4
    }
    throw .numerical(routine: "differenceInterval", detail: "no upper end")
  }

  private func root(
    in bracket: ClosedRange<Double>,
    _ sum: Double,
    _ excess: (Double) -> Double
  ) throws(InferenceError) -> Double {
    let size = max(abs(bracket.lowerBound), abs(bracket.upperBound))
    do throws(GSLError) {
      return try BrentRoot.find(in: bracket, tolerance: 1e-15 * size, excess) / sum
    } catch {
      throw InferenceError(error)
    }
  }
}
