import GSLKit

extension RandomEffects {
  /// The interval of the mean: Hartung and Knapp's, never narrower than its t allows.
  ///
  /// μ̂ ± t_{K−1} · se · √max(1, Q(τ̂²)/(K − 1)). With few results the plain normal interval is too
  /// narrow. With Paule–Mandel the root is always 1.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the interval.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  ///
  /// Source: Hartung & Knapp (2001), Stat Med 20:3875–3889; the maximum: Röver, Knapp & Friede
  /// (2015), BMC Med Res Methodol 15:99. R: `rma(test = "adhoc")`.
  public func meanInterval(level: Double = 0.95) throws(InferenceError) -> Interval {
    let others = Double(results.count - 1)
    let tau = betweenVariance / scaled.unit / scaled.unit
    let inflation = max(1, scaled.fit(tau).q / others).squareRoot()
    return mean.around(try Self.critical(level, others) * inflation)
  }

  /// Where the true effect of one more result of the family would lie; nil with two results.
  ///
  /// μ̂ ± t_{K−2} √(τ̂² + se²).
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the interval, or nil.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  ///
  /// Source: Higgins, Thompson & Spiegelhalter (2009), eq. 12. R: `predict(rma(…), pi.type =
  /// "Riley")`.
  public func predictionInterval(level: Double = 0.95) throws(InferenceError) -> Interval? {
    guard results.count > 2 else {
      guard level > 0, level < 1 else {
        throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
      }
      return nil
    }
    let multiple = try Self.critical(level, Double(results.count - 2))
    return EstimateWithError(unchecked: mean.estimate, predictiveError).around(multiple)
  }

  /// √(τ̂² + se²): standard deviation of one more true effect around μ̂.
  var predictiveError: Double {
    let larger = max(betweenVariance.squareRoot(), mean.standardError)
    let (a, b) = (betweenVariance.squareRoot() / larger, mean.standardError / larger)
    return larger * (a * a + b * b).squareRoot()
  }

  /// The interval of τ²: all values at which Q is neither too large nor too small.
  ///
  /// Q(τ²) between the quantiles of χ² with K − 1 degrees of freedom, cut at 0; (0, 0) when the
  /// results agree better than chance allows at any τ².
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: the interval, in the square of the unit of the estimates.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  ///
  /// Source: Viechtbauer (2007), Stat Med 26:37–52. R: `confint(rma(…))`.
  public func betweenVarianceInterval(level: Double = 0.95) throws(InferenceError) -> Interval {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    let tail = (1 - level) / 2
    let (high, low): (Double, Double)
    do throws(GSLError) {
      let law = try ChiSquaredDistribution(degreesOfFreedom: Double(results.count - 1))
      (high, low) = (try law.upperQuantile(tail), try law.quantile(tail))
    } catch {
      throw InferenceError(error)
    }
    let square = scaled.unit * scaled.unit
    let lower = try scaled.profile(high) * square
    let upper = low > 0 ? try scaled.profile(low) * square : .infinity
    return Interval(lower: lower, upper: upper.isFinite ? max(lower, upper) : nil)
  }

  /// Every result drawn towards the mean, in the given order, with τ̂² taken as known.
  ///
  /// λ_i y_i + (1 − λ_i) μ̂ with λ_i = τ̂²/(τ̂² + s_i²); variance λ_i s_i² + (1 − λ_i)²/Σ w. At τ̂²
  /// = 0 all become μ̂.
  ///
  /// Source: Raudenbush & Bryk (1985), J Educ Stat 10:75–98. R: `blup(rma(…))`.
  public var shrunken: [EstimateWithError] {
    let tau = betweenVariance / scaled.unit / scaled.unit
    let fit = scaled.fit(tau)
    return zip(scaled.distances, scaled.variances).map { distance, variance in
      let kept = tau / (tau + variance)
      let value = fit.mean + kept * (distance - fit.mean)
      let spread = kept * variance + (1 - kept) * (1 - kept) / fit.weight
      return EstimateWithError(
        unchecked: scaled.center + scaled.unit * value,
        scaled.unit * spread.squareRoot()
      )
    }
  }

  private static func critical(
    _ level: Double,
    _ degreesOfFreedom: Double
  ) throws(InferenceError) -> Double {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    do throws(GSLError) {
      return try StudentT(degreesOfFreedom: degreesOfFreedom).upperQuantile((1 - level) / 2)
    } catch {
      throw InferenceError(error)
    }
  }
}
