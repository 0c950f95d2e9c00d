/// A cell of exposures: how many units met an arm on a day.
package struct ExposedKey: Hashable, Sendable {
  package let cut: Cut
  package let arm: String
  /// The cut's member (a manager's name), empty for `.all` and for "not split".
  package let member: String
  package let day: Day
  package init(cut: Cut, arm: String, member: String, day: Day) {
    self.cut = cut
    self.arm = arm
    self.member = member
    self.day = day
  }
}

/// A cell of what followed: a moment's increment at a lag, by exposure day.
package struct FollowedKey: Hashable, Sendable {
  package let cut: Cut
  package let arm: String
  package let moment: EvidenceMoment
  package let member: String
  package let day: Day
  package let lag: Int
  package init(
    cut: Cut,
    arm: String,
    moment: EvidenceMoment,
    member: String,
    day: Day,
    lag: Int
  ) {
    self.cut = cut
    self.arm = arm
    self.moment = moment
    self.member = member
    self.day = day
    self.lag = lag
  }
}

/// Exact sums of a cell: units that changed, and the moment's value.
package struct Moments: Hashable, Sendable {
  package var units: Int64
  package var value: Int128
  package init(units: Int64, value: Int128) {
    self.units = units
    self.value = value
  }
  package static let zero = Moments(units: 0, value: 0)
  package static func + (left: Moments, right: Moments) -> Moments {
    Moments(units: left.units + right.units, value: left.value + right.value)
  }
  package static func - (left: Moments, right: Moments) -> Moments {
    Moments(units: left.units - right.units, value: left.value - right.value)
  }

  /// How a store keeps the value: high · 2³² + low with 0 ≤ low < 2³².
  package var high: Int64 { Int64(value >> 32) }
  package var low: Int64 { Int64(value & 0xFFFF_FFFF) }
  /// The value back from summed halves.
  package static func value(high: Int64, low: Int64) -> Int128 {
    (Int128(high) << 32) + Int128(low)
  }
}

/// What one exposure with its events adds to the evidence cells of one hypothesis.
package struct Contributions: Hashable, Sendable {
  package var exposed: [ExposedKey: Int64] = [:]
  package var followed: [FollowedKey: Moments] = [:]

  package init() {}

  /// Adds another set; cells that become zero vanish, so equal sums are equal values.
  package mutating func add(_ other: Contributions, sign: Int64 = 1) {
    for (key, units) in other.exposed {
      let sum = exposed[key, default: 0] + sign * units
      exposed[key] = sum == 0 ? nil : sum
    }
    for (key, moments) in other.followed {
      let old = followed[key] ?? .zero
      let sum = sign > 0 ? old + moments : old - moments
      followed[key] = sum == .zero ? nil : sum
    }
  }

  /// The one pure function from rows to cells (writes add after − before, a rebuild sums it).
  ///
  /// A stage counts as reached on the first day of itself or of any later stage of `stages`: a client
  /// who came has also agreed. Events before the day of exposure do not count; the same day is lag 0;
  /// an undated reach has lag 32,767; lags beyond 400 days are not kept.
  /// - Parameters:
  ///   - exposure: with an arm; a register exposure (no arm) contributes nothing.
  ///   - events: all events of the unit.
  ///   - form: the hypothesis in force.
  ///   - stages: keys of the funnel's stages in order.
  /// - Returns: cells of one unit; a register exposure gives none.
  package static func of(
    _ exposure: Exposure,
    events: [UnitEvent],
    form: HypothesisForm,
    stages: [String]
  ) -> Contributions {
    of(exposure, events: events, form: form, plan: StepPlan(form: form, stages: stages))
  }

  /// The same with a plan made once for many units.
  package static func of(
    _ exposure: Exposure,
    events: [UnitEvent],
    form: HypothesisForm,
    plan: StepPlan
  ) -> Contributions {
    var result = Contributions()
    guard let arm = exposure.arm else { return result }
    var steps: [StepPlan.Step] = []
    plan.steps(
      of: exposure.day.number,
      uptake: exposure.uptakeDay?.number,
      events: events.compactMap(plan.fact),
      into: &steps
    )
    for cut in form.cuts {
      let member = exposure.member(of: cut)
      result.exposed[ExposedKey(cut: cut, arm: arm, member: member, day: exposure.day)] = 1
      for step in steps {
        let key = FollowedKey(
          cut: cut,
          arm: arm,
          moment: plan.moments[step.moment],
          member: member,
          day: exposure.day,
          lag: step.lag
        )
        let sum =
          (result.followed[key] ?? .zero) + Moments(units: step.units, value: step.value)
        result.followed[key] = sum == .zero ? nil : sum
      }
    }
    return result
  }
}

extension Exposure {
  /// What the unit was, in a cut, on the day of exposure; empty when unknown or not split.
  package func member(of cut: Cut) -> String {
    switch cut {
    case .all: ""
    case .manager: manager ?? ""
    case .source: source ?? ""
    case .segment: segment ?? ""
    case .trait(let name): traits[name] ?? ""
    }
  }
}
