/// Two arms of times to an event, compared at a horizon and over all times.
///
/// The difference at the horizon is variant − control in shares with the event, F̂_v − F̂_c. Its
/// interval is the score interval of the effective counts of both arms
/// (``KaplanMeier/Reading/counts``), so that without unfinished follow-up it is the plain interval
/// of two rates, and at 0 or all of n it keeps a width.
public struct SurvivalComparison: Hashable, Sendable {
  /// The reference arm's curve.
  public let control: KaplanMeier
  /// The other arm's curve.
  public let variant: KaplanMeier

  /// A comparison of two samples.
  public init(control: SurvivalSample, variant: SurvivalSample) {
    self.control = KaplanMeier(control)
    self.variant = KaplanMeier(variant)
  }

  /// The smaller of the arms' largest times: the last time known in both; nil when an arm is empty.
  ///
  /// The horizon where none is given. Chosen from the data, so a test that is to confirm names its
  /// horizon before.
  public var commonHorizon: Double? {
    guard let c = control.sample.lastTime, let v = variant.sample.lastTime else { return nil }
    return min(c, v)
  }

  /// The log-rank test of both arms.
  public var logRank: LogRankTest {
    LogRankTest(control: control.sample, variant: variant.sample)
  }

  /// The difference of the shares with the event at a horizon.
  public struct Difference: Hashable, Sendable {
    /// F̂_v − F̂_c, −1…1.
    public let estimate: Double
    /// The reference arm at the horizon.
    public let control: KaplanMeier.Reading
    /// The other arm at the horizon.
    public let variant: KaplanMeier.Reading
    /// The score test of the effective counts.
    public let test: ScoreTest

    /// The score interval.
    ///
    /// - Parameter level: 0…1, ends excluded.
    /// - Returns: an interval within −1…1.
    /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
    public func interval(level: Double = 0.95) throws(InferenceError) -> Interval {
      guard level > 0, level < 1 else {
        throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
      }
      return test.interval(tail: (1 - level) / 2)
    }
  }

  /// The difference at a horizon; nil where an arm has nobody followed that far.
  ///
  /// - Parameter horizon: 0 or more, finite.
  /// - Returns: the difference, or nil.
  /// - Throws: ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/negative(field:value:)``.
  public func difference(at horizon: Double) throws(InferenceError) -> Difference? {
    let (c, v) = (try control.reading(at: horizon), try variant.reading(at: horizon))
    guard let rateC = c.conversion, let rateV = v.conversion,
      let countsC = c.counts, let countsV = v.counts
    else { return nil }
    return Difference(
      estimate: rateV - rateC,
      control: c,
      variant: v,
      test: try ScoreTest(control: countsC, variant: countsV)
    )
  }

  /// The restricted means of both arms at a horizon; nil where an arm has nobody followed that far.
  ///
  /// - Parameter horizon: above 0, finite.
  /// - Returns: both means, or nil.
  /// - Throws: as ``RestrictedMean``.
  public func restrictedMeans(
    to horizon: Double
  ) throws(InferenceError) -> (control: RestrictedMean, variant: RestrictedMean)? {
    guard let c = try RestrictedMean(control, horizon: horizon),
      let v = try RestrictedMean(variant, horizon: horizon)
    else { return nil }
    return (c, v)
  }
}
