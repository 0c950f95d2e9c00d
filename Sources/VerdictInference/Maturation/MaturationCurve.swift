import GSLKit

/// How many of the exposed units reach a stage within a horizon, while some are still on their way.
///
/// The Kaplan–Meier estimate grouped by whole days since exposure. With n_d the units followed up to
/// day d or longer and r_d the reaches on day d, F̂ = 1 − Π_{d ≤ w}(1 − r_d/n_d); Greenwood's variance
/// is (1 − F̂)² Σ r_d/(n_d(n_d − r_d)). What the partly followed units are worth in matured ones is
/// ñ = F̂(1 − F̂)/Var(F̂), x̃ = F̂ñ; without an unfinished follow-up these are the plain counts.
///
/// **Assumption.** How long a unit takes does not depend on the calendar date of its exposure.
///
/// Source: Kaplan & Meier (1958), JASA 53:457; Greenwood (1926); Kalbfleisch & Prentice (2002), §1.4.
public struct MaturationCurve: Sendable, Hashable {
  /// What happened on one day since exposure.
  public struct Lag: Sendable, Hashable, Codable {
    /// Whole days since exposure, 0 or more.
    public let lag: Int
    /// Units that reached the stage on this day.
    public let reached: Int
    /// Units that had not reached it and were last seen on this day: after its reaches.
    public let censored: Int

    /// The units of one day; checked by the curve.
    public init(lag: Int, reached: Int, censored: Int) {
      self.lag = lag
      self.reached = reached
      self.censored = censored
    }
  }

  /// The last day that counts as reached in time, w.
  public let horizon: Int
  /// Days with units, ascending, each day once.
  public let lags: [Lag]
  /// Units in all.
  public let units: Int
  /// Units that reached the stage by the horizon.
  public let reached: Int
  /// Units not yet reached whose follow-up ends before the horizon.
  public let maturing: Int
  /// F̂ at the horizon, 0…1; nil when nobody without a reach has been followed that far.
  public let conversion: Double?
  /// Σ r/(n(n − r)) up to the horizon; nil when F̂ is undefined or 1.
  private let greenwood: Double?

  /// A curve from the units of each day.
  ///
  /// - Parameters:
  ///   - lags: in any order; a day may occur more than once. A unit without a reach that was
  ///     followed to the horizon or beyond is censored at that day or later.
  ///   - horizon: the last day that counts, 0 or more.
  /// - Throws: `negative` for a negative count, day or horizon.
  public init(lags: [Lag], horizon: Int) throws(InferenceError) {
    guard horizon >= 0 else { throw .negative(field: "horizon", value: Double(horizon)) }
    for lag in lags {
      guard lag.lag >= 0 else { throw .negative(field: "lag", value: Double(lag.lag)) }
      guard lag.reached >= 0 else { throw .negative(field: "reached", value: Double(lag.reached)) }
      guard lag.censored >= 0 else {
        throw .negative(field: "censored", value: Double(lag.censored))
      }
    }
    self.init(checked: lags, horizon: horizon)
  }

  private init(checked unordered: [Lag], horizon: Int) {
    self.horizon = horizon
    let lags = Self.days(unordered)
    self.lags = lags
    let early = lags.prefix { $0.lag <= horizon }
    units = lags.reduce(0) { $0 + $1.reached + $1.censored }
    reached = early.reduce(0) { $0 + $1.reached }
    maturing = early.reduce(0) { $0 + ($1.lag < horizon ? $1.censored : 0) }

    var atRisk = units
    var survival = 1.0
    var sum = 0.0
    var isUsedUp = false
    // Reaches out of n with no loss between them telescope; exact products of ratios of counts keep
    // 1 − F̂ equal to the plain share when nothing is censored.
    var blockStart = atRisk
    var blockSurvival = 1.0
    for day in early {
      if day.reached > 0 {
        if day.reached == atRisk { isUsedUp = true }
        blockSurvival = Double(atRisk - day.reached) / Double(blockStart)
        sum +=
          isUsedUp
          ? 0 : Double(day.reached) / (Double(atRisk) * Double(atRisk - day.reached))
      }
      atRisk -= day.reached
      if day.censored > 0, day.lag < horizon {
        survival *= blockSurvival
        atRisk -= day.censored
        blockStart = atRisk
        blockSurvival = 1
      }
    }
    survival *= blockSurvival
    if isUsedUp {
      conversion = 1
      greenwood = nil
    } else if atRisk > 0 {
      conversion = 1 - survival
      greenwood = sum
    } else {
      conversion = nil
      greenwood = nil
    }
  }

  /// Greenwood's variance of F̂; nil when F̂ is undefined.
  ///
  /// 0 at F̂ = 0 and F̂ = 1, where it tells nothing.
  public var variance: Double? {
    guard let conversion else { return nil }
    guard let greenwood else { return 0 }
    return (1 - conversion) * (1 - conversion) * greenwood
  }

  /// What all units are worth in matured ones: x̃ of ñ.
  ///
  /// nil when F̂ is 0, 1 or undefined; count the matured units then. Equal to the plain counts when no
  /// follow-up ends before the horizon.
  public var effective: EffectiveCount? {
    guard let conversion, let greenwood, greenwood > 0, conversion > 0, conversion < 1 else {
      return nil
    }
    if maturing == 0 {
      return try? EffectiveCount(successes: Double(reached), trials: Double(units))
    }
    // F̂(1 − F̂)/((1 − F̂)² Σ): one factor 1 − F̂ cancels.
    let trials = conversion / ((1 - conversion) * greenwood)
    return try? EffectiveCount(successes: min(conversion * trials, trials), trials: trials)
  }

  /// The log–log interval of F̂; nil when F̂ is 0, 1 or undefined.
  ///
  /// 1 − (1 − F̂)^{exp(±zσ)} with σ = √Σ/|ln(1 − F̂)|, always within 0…1.
  ///
  /// - Parameter level: 0…1, ends excluded.
  /// - Returns: an interval within 0…1, or nil.
  /// - Throws: `outsideRange` for the level.
  public func interval(level: Double = 0.95) throws(InferenceError) -> Interval? {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    guard let conversion, let greenwood, greenwood > 0, conversion > 0, conversion < 1 else {
      return nil
    }
    let log = Elementary.log(onePlus: -conversion)
    let spread = NormalDistribution.upperQuantile((1 - level) / 2) * greenwood.squareRoot() / -log
    return Interval(
      lower: 0 - Elementary.expMinusOne(log * Elementary.exp(-spread)),
      upper: 0 - Elementary.expMinusOne(log * Elementary.exp(spread))
    )
  }

  /// The curve of both sets of units.
  ///
  /// - Precondition: the horizons are the same.
  public static func + (left: MaturationCurve, right: MaturationCurve) -> MaturationCurve {
    precondition(left.horizon == right.horizon, "curves of one horizon are added")
    return MaturationCurve(checked: left.lags + right.lags, horizon: left.horizon)
  }

  /// Each day once, ascending, days without units left out.
  private static func days(_ lags: [Lag]) -> [Lag] {
    let isAscending = zip(lags, lags.dropFirst()).allSatisfy { $0.lag < $1.lag }
    var days: [Lag] = []
    days.reserveCapacity(lags.count)
    for lag in isAscending ? lags : lags.sorted(by: { $0.lag < $1.lag })
    where lag.reached + lag.censored > 0 {
      guard let last = days.last, last.lag == lag.lag else {
        days.append(lag)
        continue
      }
      days[days.count - 1] = Lag(
        lag: lag.lag,
        reached: last.reached + lag.reached,
        censored: last.censored + lag.censored
      )
    }
    return days
  }
}
