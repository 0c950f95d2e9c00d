/// Times to an event of the units of one arm, some of them cut off before the event was seen.
///
/// Kept as the distinct times with how many events and how many ends of follow-up fall on each: all
/// that the methods of this family need, and mergeable with `+` in any order.
public struct SurvivalSample: Hashable, Sendable {
  /// What happened at one time.
  public struct Moment: Hashable, Sendable, Codable {
    /// Time since the unit entered, 0 or more, finite, in any unit.
    public let time: Double
    /// Units whose event fell on this time.
    public let events: Int
    /// Units without an event that were last seen at this time: after its events.
    public let censored: Int

    /// The units of one time; checked by the sample.
    public init(time: Double, events: Int, censored: Int) {
      self.time = time
      self.events = events
      self.censored = censored
    }
  }

  /// The distinct times, ascending, each with at least one unit.
  public let moments: [Moment]

  /// A sample from one row a unit.
  ///
  /// - Parameters:
  ///   - times: time of the event, or the end of follow-up, of each unit; 0 or more.
  ///   - events: whether the event was seen at that time, in the same order.
  /// - Throws: ``InferenceError/unequalLengths(field:count:expected:)``,
  ///   ``InferenceError/notFinite(field:value:)`` or ``InferenceError/negative(field:value:)`` with
  ///   the index of the offending row.
  public init(times: [Double], events: [Bool]) throws(InferenceError) {
    guard times.count == events.count else {
      throw .unequalLengths(field: "events", count: events.count, expected: times.count)
    }
    for (index, time) in times.enumerated() { try Self.check(time, "times[\(index)]") }
    // Adding 0 turns −0 into 0.
    let rows = zip(times, events).map {
      Moment(time: $0 + 0, events: $1 ? 1 : 0, censored: $1 ? 0 : 1)
    }
    self.init(checked: rows)
  }

  /// A sample from counts at times.
  ///
  /// - Parameter moments: in any order; a time may occur more than once.
  /// - Throws: ``InferenceError/notFinite(field:value:)`` or
  ///   ``InferenceError/negative(field:value:)`` with the index of the offending element.
  public init(moments: [Moment]) throws(InferenceError) {
    for (index, moment) in moments.enumerated() {
      try Self.check(moment.time, "moments[\(index)].time")
      for (name, count) in [("events", moment.events), ("censored", moment.censored)] {
        guard count >= 0 else {
          throw .negative(field: "moments[\(index)].\(name)", value: Double(count))
        }
      }
    }
    self.init(
      checked: moments.map { Moment(time: $0.time + 0, events: $0.events, censored: $0.censored) }
    )
  }

  private init(checked moments: [Moment]) {
    var merged: [Moment] = []
    for moment in moments.sorted(by: { $0.time < $1.time })
    where moment.events > 0 || moment.censored > 0 {
      if let last = merged.last, last.time == moment.time {
        merged[merged.count - 1] = Moment(
          time: last.time,
          events: last.events + moment.events,
          censored: last.censored + moment.censored
        )
      } else {
        merged.append(moment)
      }
    }
    self.moments = merged
  }

  private static func check(_ time: Double, _ field: String) throws(InferenceError) {
    guard time.isFinite else { throw .notFinite(field: field, value: time) }
    guard time >= 0 else { throw .negative(field: field, value: time) }
  }

  /// Units in all.
  public var units: Int { moments.reduce(0) { $0 + $1.events + $1.censored } }
  /// Units whose event was seen.
  public var events: Int { moments.reduce(0) { $0 + $1.events } }
  /// The largest time; nil without units.
  public var lastTime: Double? { moments.last?.time }

  /// Both sets of units together.
  public static func + (left: SurvivalSample, right: SurvivalSample) -> SurvivalSample {
    SurvivalSample(checked: left.moments + right.moments)
  }
}
