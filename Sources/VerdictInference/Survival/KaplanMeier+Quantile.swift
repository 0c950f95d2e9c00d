extension KaplanMeier {
  /// A time by which a share has had its event, with limits.
  public struct Quantile: Hashable, Sendable {
    /// The time; nil where the curve never comes down that far.
    public let estimate: Double?
    /// The limits, nil without a lower one; an upper one that is nil lies beyond the follow-up.
    public let interval: Interval?
  }

  /// The median time with its limits.
  ///
  /// - Parameter level: level of the limits, 0…1, ends excluded.
  /// - Returns: as ``quantile(_:level:)``.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  public func median(level: Double = 0.95) throws(InferenceError) -> Quantile {
    try quantile(0.5, level: level)
  }

  /// The time by which a share has had its event.
  ///
  /// The first time at which Ŝ falls below 1 − share. Where Ŝ stands exactly at 1 − share for a
  /// while the middle of that while is taken, to the last time seen if it does not fall again. The
  /// limits are read in the same way from the two log–log curves: all times whose Ŝ is within z
  /// standard errors of 1 − share on the log–log scale.
  ///
  /// - Parameters:
  ///   - share: share with the event, 0…1, ends excluded.
  ///   - level: level of the limits, 0…1, ends excluded.
  /// - Returns: the time and its limits, each nil where its curve never comes down that far.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  ///
  /// Source: Brookmeyer & Crowley (1982), Biometrics 38:29–41, on the log–log scale. Checked
  /// against R `quantile(survfit(…, conf.type = "log-log"))`, whose rule for flat parts this is.
  public func quantile(_ share: Double, level: Double = 0.95) throws(InferenceError) -> Quantile {
    guard share > 0, share < 1 else {
      throw .outsideRange(field: "share", value: share, allowed: "(0, 1)")
    }
    let z = try Self.critical(level)
    let limits = steps.map { Self.logLog($0.survival, $0.greenwood, z) }
    let lower = crossing(1 - share) { limits[$0]?.lower }
    let upper = crossing(1 - share) { limits[$0]?.upper }
    return Quantile(
      estimate: crossing(1 - share) { steps[$0].survival },
      interval: lower.map { low in Interval(lower: low, upper: upper.map { max(low, $0) }) }
    )
  }

  /// Differences below this count as equal: rounding of a product of ratios, as in R's `quantile`.
  private static let flat = 1.5e-8

  /// Where a falling curve passes a height, the middle of a part that stands exactly at it.
  private func crossing(_ height: Double, _ curve: (Int) -> Double?) -> Double? {
    guard
      let first = steps.indices.first(where: { (curve($0) ?? 1) <= height + Self.flat }),
      let value = curve(first), let last = steps.last
    else { return nil }
    guard value >= height - Self.flat else { return steps[first].time }
    let next = steps.indices[first...].first { (curve($0) ?? value) < height - Self.flat }
    let end = next.map { steps[$0].time } ?? last.time
    return steps[first].time + (end - steps[first].time) / 2
  }
}
