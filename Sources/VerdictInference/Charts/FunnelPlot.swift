import GSLKit

/// Several units' rates against one target, with limits that allow for their sizes.
///
/// Eleven of 100 and 1 of 9 are the same rate and not the same news. Around the target, limits at 95 and
/// 99.8 of 100 widen as the size falls; a manager inside them differs from the others by no more than
/// chance explains. It ranks nobody: most differences in a league table of six are noise.
///
/// Source: Spiegelhalter (2005), Stat Med 24:1185–1202.
public struct FunnelPlot: Hashable, Sendable {
  /// The units' counts, in the given order.
  public let units: [BinomialCount]
  /// The rate they are compared with.
  public let target: Double
  /// Where each unit lies.
  public let standings: [Standing]

  /// Where a unit lies in the funnel.
  public enum Standing: String, Hashable, Sendable, Codable {
    /// No trials: nothing to say.
    case empty
    /// Within both limits.
    case inside
    /// Below the 95 limit, within the 99.8 limit: a warning.
    case low
    /// Above the 95 limit, within the 99.8 limit: a warning.
    case high
    /// Below the 99.8 limit: a signal.
    case veryLow
    /// Above the 99.8 limit: a signal.
    case veryHigh
  }

  /// The level of the inner limits.
  public static let warningLevel = 0.95
  /// The level of the outer limits.
  public static let signalLevel = 0.998

  /// A funnel.
  ///
  /// A unit stands outside a limit when the exact tail P(X ≤ x) or P(X ≥ x) at the target is at most
  /// (1 − level)/2, so a unit that is like the target is flagged no more often than stated.
  ///
  /// - Parameters:
  ///   - units: successes among trials of each unit, at least one.
  ///   - target: the rate to compare with, 0…1; nil = the pooled rate of the units.
  /// - Throws: ``InferenceError/missing(field:)`` for an empty list,
  ///   ``InferenceError/tooFew(field:value:needed:)`` where no unit has trials and no target is given,
  ///   ``InferenceError/outsideRange(field:value:allowed:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)``.
  public init(units: [BinomialCount], target: Double? = nil) throws(InferenceError) {
    guard !units.isEmpty else { throw .missing(field: "units") }
    if let target {
      guard target >= 0, target <= 1 else {
        throw .outsideRange(field: "target", value: target, allowed: "[0, 1]")
      }
      self.target = target
    } else {
      let trials = units.reduce(0.0) { $0 + Double($1.trials) }
      guard trials > 0 else { throw .tooFew(field: "trials", value: 0, needed: 1) }
      self.target = units.reduce(0.0) { $0 + Double($1.successes) } / trials
    }
    self.units = units
    var standings: [Standing] = []
    for (index, unit) in units.enumerated() {
      do throws(InferenceError) {
        standings.append(try Self.standing(of: unit, target: self.target))
      } catch {
        throw error.inside("units[\(index)]")
      }
    }
    self.standings = standings
  }

  private static func standing(
    of unit: BinomialCount,
    target: Double
  ) throws(InferenceError) -> Standing {
    if unit.trials == 0 { return .empty }
    let result = try UsualResult(unit, usualRate: target)
    let (warning, signal) = ((1 - warningLevel) / 2, (1 - signalLevel) / 2)
    if result.atMost <= signal { return .veryLow }
    if result.atLeast <= signal { return .veryHigh }
    if result.atMost <= warning { return .low }
    return result.atLeast <= warning ? .high : .inside
  }

  /// The limits of a size, as smooth lines for drawing.
  ///
  /// - Parameters:
  ///   - trials: the size, 1 or more.
  ///   - level: .95, .998 or another level.
  /// - Returns: the limits as rates, by ``BinomialLimits/interpolated(trials:rate:level:)``.
  /// - Throws: as there.
  public func limits(trials: Int, level: Double) throws(InferenceError) -> Interval {
    try BinomialLimits.interpolated(trials: trials, rate: target, level: level)
  }
}

/// How ordinary a result is: "1 of 6 happens to 70 of 100 managers with the usual 18 %".
///
/// Of many units whose true rate is the usual one, the share that do no better (or no worse) than this
/// one: P(X ≤ x) and P(X ≥ x), the result itself included in both.
public struct UsualResult: Hashable, Sendable {
  /// The observed count.
  public let count: BinomialCount
  /// The rate that is usual.
  public let usualRate: Double
  /// Share of usual units that have so few successes or fewer, 0…1.
  public let atMost: Double
  /// Share of usual units that have so many successes or more, 0…1.
  public let atLeast: Double

  /// A result against the usual rate.
  ///
  /// - Parameters:
  ///   - count: successes among trials; without trials both shares are 1.
  ///   - usualRate: 0…1.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)`` above 4,294,967,295 trials.
  public init(_ count: BinomialCount, usualRate: Double) throws(InferenceError) {
    guard usualRate >= 0, usualRate <= 1 else {
      throw .outsideRange(field: "usualRate", value: usualRate, allowed: "[0, 1]")
    }
    let law = try BinomialLimits.law(count.trials, usualRate)
    self.count = count
    self.usualRate = usualRate
    atMost = law.cdf(count.successes)
    atLeast = law.upperTail(count.successes)
  }
}
