/// The usual pace of counted events, and what it says of the exposure still ahead.
///
/// X events over W of exposure, φ̂ the Pearson dispersion of the periods (never below 1). Over a
/// further w the count has mean m = (X + ½)·w/W and variance φ̂·m·(1 + w/W): chance of the days ahead,
/// and not knowing the pace. The ½ is Jeffreys' and keeps a history of no events from promising none.
///
/// Assumes that the pace stays what it was. Source: Gelman et al. (2013), *Bayesian Data Analysis*,
/// §2.6 (gamma–Poisson predictive); McCullagh & Nelder (1989), §6.2, for φ̂. Checked against SciPy.
public struct RunRate: Hashable, Sendable {
  /// Events of all periods.
  public let events: Int
  /// Their exposure, above 0.
  public let exposure: Double
  /// φ̂, at least 1; 1 with fewer than three periods.
  public let dispersion: Double

  /// The pace of past periods.
  ///
  /// - Parameter periods: counts with their exposure; those without exposure say nothing.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)`` without any exposure.
  public init(_ periods: [EventCount]) throws(InferenceError) {
    let seen = periods.filter { $0.exposure > 0 }
    let total = seen.reduce(0.0) { $0 + $1.exposure }
    guard total > 0 else { throw .tooFew(field: "exposure", value: total, needed: 0) }
    events = seen.reduce(0) { $0 + $1.events }
    exposure = total
    guard seen.count >= 3, events > 0 else {
      dispersion = 1
      return
    }
    let rate = Double(events) / total
    let sum = seen.reduce(0.0) { sum, period in
      let expected = rate * period.exposure
      let excess = Double(period.events) - expected
      return sum + excess * excess / expected
    }
    dispersion = max(1, sum / Double(seen.count - 1))
  }

  /// Events per unit of exposure.
  public var rate: Double { Double(events) / exposure }

  /// The count over a further exposure.
  ///
  /// - Parameter ahead: above 0, in the unit of the past.
  /// - Returns: the count as a distribution.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``,
  ///   ``InferenceError/notFinite(field:value:)``.
  public func forecast(over ahead: Double) throws(InferenceError) -> CountForecast {
    guard ahead.isFinite else { throw .notFinite(field: "ahead", value: ahead) }
    guard ahead > 0 else { throw .outsideRange(field: "ahead", value: ahead, allowed: "(0, inf)") }
    let mean = (Double(events) + 0.5) * ahead / exposure
    return try CountForecast(mean: mean, variance: dispersion * mean * (1 + ahead / exposure))
  }
}
