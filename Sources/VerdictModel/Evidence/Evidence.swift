/// A question about one hypothesis, answered from cells as of a day.
package struct EvidenceQuery: Hashable, Sendable {
  package let hypothesis: String
  package let cut: Cut
  package let moments: [EvidenceMoment]
  /// Business date: exposures and events after it are not seen.
  package let asOf: Day
  /// Maturity window in days: a unit exposed on day d is matured when d + horizon ≤ asOf.
  package let horizon: Int
  /// The moment whose reaches are wanted lag by lag (for Kaplan–Meier); nil for none.
  package let byLag: EvidenceMoment?
  /// Exposures after this day are left out (a stop).
  package let lastExposure: Day?

  package init(
    hypothesis: String,
    cut: Cut,
    moments: [EvidenceMoment],
    asOf: Day,
    horizon: Int,
    byLag: EvidenceMoment? = nil,
    lastExposure: Day? = nil
  ) {
    self.hypothesis = hypothesis
    self.cut = cut
    self.moments = moments
    self.asOf = asOf
    self.horizon = horizon
    self.byLag = byLag
    self.lastExposure = lastExposure
  }
}

/// Sums of one moment over the units of one arm and member.
package struct MomentSums: Hashable, Sendable {
  /// Over matured units: lag ≤ horizon, or undated.
  package var matured: Moments = .zero
  /// Over all exposed units: seen by the as-of day at any lag (undated once matured).
  package var seen: Moments = .zero
  /// Over matured units: seen by the as-of day at any lag, undated included (for "has an outcome").
  package var maturedEver: Moments = .zero
  /// Of `matured`, the undated ones.
  package var undated: Moments = .zero
  package init() {}
}

/// Units by lag for Kaplan–Meier: reaches at a lag, and units whose follow-up ends there unreached.
package struct LagCount: Hashable, Sendable, Codable {
  package let lag: Int
  package var reached: Int64
  package var censored: Int64
  package init(lag: Int, reached: Int64, censored: Int64) {
    self.lag = lag
    self.reached = reached
    self.censored = censored
  }
}

/// What is known of one arm in one member of the cut.
package struct EvidenceCell: Hashable, Sendable {
  package let arm: String
  package let member: String
  /// Units exposed by the as-of day; tallies are not in it.
  package var exposed: Int64
  /// Of these, exposed at least `horizon` days ago.
  package var matured: Int64
  package var sums: [EvidenceMoment: MomentSums]
  /// Only for `byLag`: follow-up is min(asOf − day, horizon); undated reaches are left out of both.
  package var lags: [LagCount]

  package init(
    arm: String,
    member: String,
    exposed: Int64,
    matured: Int64,
    sums: [EvidenceMoment: MomentSums],
    lags: [LagCount]
  ) {
    self.arm = arm
    self.member = member
    self.exposed = exposed
    self.matured = matured
    self.sums = sums
    self.lags = lags
  }
}

/// Tallies of one arm, member and measure, summed to the as-of day.
package struct TallySum: Hashable, Sendable {
  package let arm: String
  package let member: String
  package let measure: String
  /// Trials of days that have successes.
  package let trials: Int64
  package let successes: Int64
  /// Trials of days whose successes are still empty.
  package let pendingTrials: Int64
  package init(
    arm: String,
    member: String,
    measure: String,
    trials: Int64,
    successes: Int64,
    pendingTrials: Int64
  ) {
    self.arm = arm
    self.member = member
    self.measure = measure
    self.trials = trials
    self.successes = successes
    self.pendingTrials = pendingTrials
  }
}

/// The answer to an `EvidenceQuery`, sorted by arm and member.
package struct Evidence: Hashable, Sendable {
  package let cells: [EvidenceCell]
  package let tallies: [TallySum]
  package init(cells: [EvidenceCell], tallies: [TallySum]) {
    self.cells = cells
    self.tallies = tallies
  }
}

/// The drawn arms against the recorded ones, up to a day.
package struct AllocationAudit: Hashable, Sendable, Codable {
  /// Units in the allocation list (drawn, or given by parity).
  package let drawn: Int64
  /// Exposed units whose list gave them an arm.
  package let listed: Int64
  /// Of these, recorded in another arm than the list's.
  package let differing: Int64
  /// Units recorded in both arms.
  package let crossovers: Int64
  package init(drawn: Int64, listed: Int64, differing: Int64, crossovers: Int64) {
    self.drawn = drawn
    self.listed = listed
    self.differing = differing
    self.crossovers = crossovers
  }
}

/// A question about the units of one hypothesis, day by day.
package struct UnitDayQuery: Hashable, Sendable {
  package let hypothesis: String
  /// `.all` or `.manager`.
  package let cut: Cut
  package let stage: String
  /// Maturity window in days; only days whose window has closed are answered.
  package let horizon: Int
  package let asOf: Day
  /// Exposures after this day are left out (a stop).
  package let lastExposure: Day?

  package init(
    hypothesis: String,
    cut: Cut,
    stage: String,
    horizon: Int,
    asOf: Day,
    lastExposure: Day? = nil
  ) {
    self.hypothesis = hypothesis
    self.cut = cut
    self.stage = stage
    self.horizon = horizon
    self.asOf = asOf
    self.lastExposure = lastExposure
  }
}

/// Matured units of one day, member and arm, and how many of them reached the stage in time.
package struct UnitDay: Hashable, Sendable {
  package let day: Day
  package let member: String
  package let arm: String
  package let units: Int64
  package let reached: Int64

  package init(day: Day, member: String, arm: String, units: Int64, reached: Int64) {
    self.day = day
    self.member = member
    self.arm = arm
    self.units = units
    self.reached = reached
  }
}
