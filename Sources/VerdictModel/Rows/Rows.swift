/// One cell of the funnel table.
///
/// `nil` source or manager means "not split".
package struct FunnelCell: Hashable, Sendable, Codable {
  package let day: Day
  package let source: String?
  package let manager: String?
  package let counter: String
  /// A count, or money in minor units; `nil` withdraws the cell (missing is not zero).
  package let value: Int64?

  package init(day: Day, source: String?, manager: String?, counter: String, value: Int64?) {
    self.day = day
    self.source = source
    self.manager = manager
    self.counter = counter
    self.value = value
  }
}

/// A unit met its arm.
///
/// Manager, source and segment are frozen as of that day.
package struct Exposure: Hashable, Sendable, Codable {
  package let unit: String
  /// Arm key; `nil` only in the register (units without a hypothesis).
  package let arm: String?
  package let day: Day
  package let manager: String?
  package let source: String?
  package let segment: String?
  /// Further registered segments by key; the first one is `segment`.
  package let traits: [String: String]
  /// The day the unit really received the variant; nil when it did not, or is not known to.
  package let uptakeDay: Day?

  package init(
    unit: String,
    arm: String?,
    day: Day,
    manager: String? = nil,
    source: String? = nil,
    segment: String? = nil,
    traits: [String: String] = [:],
    uptakeDay: Day? = nil
  ) {
    self.unit = unit
    self.arm = arm
    self.day = day
    self.manager = manager
    self.source = source
    self.segment = segment
    self.traits = traits
    self.uptakeDay = uptakeDay
  }
}

/// A unit reached a stage, or is known not to have reached it.
package struct UnitEvent: Hashable, Sendable, Codable {
  package let unit: String
  package let stage: String
  /// Tells two events of one stage apart (a second payment); empty for the first.
  package let ref: String
  /// False records a "no": an outcome, but no reach.
  package let reached: Bool
  /// Nil: reached, the day is not known (lag 32767).
  package let day: Day?
  package let amount: Money?
  package let packageName: String?
  package let manager: String?

  package init(
    unit: String,
    stage: String,
    ref: String = "",
    reached: Bool,
    day: Day?,
    amount: Money? = nil,
    packageName: String? = nil,
    manager: String? = nil
  ) {
    self.unit = unit
    self.stage = stage
    self.ref = ref
    self.reached = reached
    self.day = day
    self.amount = amount
    self.packageName = packageName
    self.manager = manager
  }
}

/// Counts already summed: so many of so many, on one day, in one arm.
package struct Tally: Hashable, Sendable, Codable {
  /// The stage or measure the successes count.
  package let measure: String
  package let arm: String
  package let day: Day
  package let manager: String?
  package let source: String?
  package let segment: String?
  package let trials: Int64
  /// Nil: not matured yet; then the day's trials are not matured either.
  package let successes: Int64?

  package init(
    measure: String,
    arm: String,
    day: Day,
    manager: String? = nil,
    source: String? = nil,
    segment: String? = nil,
    trials: Int64,
    successes: Int64?
  ) {
    self.measure = measure
    self.arm = arm
    self.day = day
    self.manager = manager
    self.source = source
    self.segment = segment
    self.trials = trials
    self.successes = successes
  }
}

/// A unit with everything recorded about it, in one hypothesis or in the register.
package struct UnitRecord: Hashable, Sendable, Codable {
  package let hypothesis: String?
  package let exposure: Exposure
  package let events: [UnitEvent]
  package init(hypothesis: String?, exposure: Exposure, events: [UnitEvent]) {
    self.hypothesis = hypothesis
    self.exposure = exposure
    self.events = events
  }
}
