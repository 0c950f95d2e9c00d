import GSLKit

/// The Kaplan–Meier curve: the share without the event yet, when some are still being followed.
///
/// With n_i the units followed up to time t_i or longer and d_i the events at t_i, Ŝ(t) = Π_{t_i ≤
/// t}(1 − d_i/n_i), and Greenwood's variance is Ŝ² Σ_{t_i ≤ t} d_i/(n_i(n_i − d_i)). A unit last
/// seen at t_i was at risk at t_i: events come first.
///
/// **Assumption.** Whether a unit's follow-up ends says nothing about when its event would have
/// come.
///
/// The same arithmetic as ``MaturationCurve``, which is the case of whole days; both give the same
/// bits. Source: Kaplan & Meier (1958), JASA 53:457–481; Greenwood (1926); Kalbfleisch & Prentice
/// (2002), §1.4. Checked against R `survival::survfit`.
public struct KaplanMeier: Hashable, Sendable {
  /// The curve from one time to the next.
  public struct Step: Hashable, Sendable {
    /// The time at which the step begins.
    public let time: Double
    /// Units followed up to this time or longer.
    public let atRisk: Int
    /// Events at this time.
    public let events: Int
    /// Units last seen at this time, after its events.
    public let censored: Int
    /// Ŝ from this time on, 0…1.
    public let survival: Double
    /// Σ d/(n(n − d)) up to this time; nil once Ŝ is 0.
    let greenwood: Double?

    /// Greenwood's standard error of Ŝ; 0 at Ŝ = 1 and Ŝ = 0, where it tells nothing.
    public var standardError: Double { survival * (greenwood ?? 0).squareRoot() }

    /// The log–log interval of Ŝ; nil at Ŝ = 1 and Ŝ = 0.
    ///
    /// Ŝ^{exp(±zσ)} with σ = √Σ/|ln Ŝ|, always within 0…1.
    ///
    /// - Parameter level: 0…1, ends excluded.
    /// - Returns: an interval within 0…1, or nil.
    /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
    public func interval(level: Double) throws(InferenceError) -> Interval? {
      try KaplanMeier.logLog(survival, greenwood, KaplanMeier.critical(level))
    }
  }

  /// The units behind the curve.
  public let sample: SurvivalSample
  /// One step for each distinct time, ascending; before the first Ŝ is 1.
  public let steps: [Step]

  /// The curve of a sample; without units it has no steps.
  public init(_ sample: SurvivalSample) {
    self.sample = sample
    var atRisk = sample.units
    var sum = 0.0
    var isUsedUp = false
    // Events with no loss between them telescope: ratios of counts keep Ŝ equal to the plain share
    // when nothing is cut off.
    var before = 1.0
    var blockStart = atRisk
    var survival = 1.0
    var steps: [Step] = []
    steps.reserveCapacity(sample.moments.count)
    for moment in sample.moments {
      if moment.events > 0 {
        let left = atRisk - moment.events
        isUsedUp = left == 0
        survival = before * (Double(left) / Double(blockStart))
        if !isUsedUp { sum += Double(moment.events) / (Double(atRisk) * Double(left)) }
      }
      steps.append(
        Step(
          time: moment.time,
          atRisk: atRisk,
          events: moment.events,
          censored: moment.censored,
          survival: survival,
          greenwood: isUsedUp ? nil : sum
        )
      )
      atRisk -= moment.events
      if moment.censored > 0 {
        atRisk -= moment.censored
        before = survival
        blockStart = atRisk
      }
    }
    self.steps = steps
  }

  /// The index of the last step that has begun at a time; nil before the first.
  func index(at time: Double) -> Int? {
    var (lower, upper) = (0, steps.count)
    while lower < upper {
      let middle = lower + (upper - lower) / 2
      if steps[middle].time <= time { lower = middle + 1 } else { upper = middle }
    }
    return lower == 0 ? nil : lower - 1
  }

  /// Whether the curve is known up to a time: someone was followed that far, or nobody is left.
  public func reaches(_ time: Double) -> Bool {
    guard let last = steps.last else { return false }
    return last.time >= time || last.survival == 0
  }

  /// Ŝ at a time; nil where nobody has been followed that far.
  public func survival(at time: Double) -> Double? {
    guard reaches(time) else { return nil }
    return index(at: time).map { steps[$0].survival } ?? 1
  }
}

extension KaplanMeier {
  /// z of a two-sided level, checked.
  static func critical(_ level: Double) throws(InferenceError) -> Double {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    return NormalDistribution.upperQuantile((1 - level) / 2)
  }

  /// The log–log interval of a survival probability at a given z.
  static func logLog(_ survival: Double, _ greenwood: Double?, _ z: Double) -> Interval? {
    guard let greenwood, greenwood > 0, survival > 0, survival < 1 else { return nil }
    let log = Elementary.log(survival)
    let spread = z * greenwood.squareRoot() / -log
    return Interval(
      lower: Elementary.exp(log * Elementary.exp(spread)),
      upper: Elementary.exp(log * Elementary.exp(-spread))
    )
  }
}
