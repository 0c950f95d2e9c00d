package import VerdictInference
package import VerdictModel

/// What the gates look at: exposures and presence of outcomes, never successes.
package struct GateFacts: Hashable, Sendable {
  package let audit: AllocationAudit
  package let hasList: Bool
  package let control: ArmCounts
  package let variant: ArmCounts
  package let controlKey: String
  package let variantKey: String
  /// The table's counter of the draw's stage over the test's days and managers; nil when not entered.
  package let tableCount: Int64?
  /// Units exposed over the same days.
  package let exposedForTable: Int64

  package init(
    audit: AllocationAudit,
    hasList: Bool,
    control: ArmCounts,
    variant: ArmCounts,
    controlKey: String,
    variantKey: String,
    tableCount: Int64?,
    exposedForTable: Int64
  ) {
    self.audit = audit
    self.hasList = hasList
    self.control = control
    self.variant = variant
    self.controlKey = controlKey
    self.variantKey = variantKey
    self.tableCount = tableCount
    self.exposedForTable = exposedForTable
  }
}

/// The gates of verdict rule §6, each passed, warned or failed.
package enum GateChecks {
  package static let deviationShare = 0.05
  package static let armSizesP = 0.001
  package static let fewUnits: Int64 = 5
  package static let crossoverShare = 0.01
  package static let missingShare = 0.10
  package static let missingP = 0.01
  package static let coverageGap = 0.10

  package static func readings(_ facts: GateFacts) throws(InferenceError) -> [GateReading] {
    var readings: [GateReading] = []
    let exposed = facts.control.exposed + facts.variant.exposed
    let sizes = (
      facts.control.exposed + facts.control.tallyTrials + facts.control.pendingTrials,
      facts.variant.exposed + facts.variant.tallyTrials + facts.variant.pendingTrials
    )

    if facts.hasList, facts.audit.listed > 0 {
      let share = Double(facts.audit.differing) / Double(facts.audit.listed)
      readings.append(
        GateReading(
          gate: .deviations(share: share, units: facts.audit.differing),
          state: state(share, limit: deviationShare)
        )
      )
    } else if sizes.0 + sizes.1 > 0 {
      let p = try equalSplitP(sizes.0, sizes.1)
      readings.append(
        GateReading(
          gate: .armSizes(p: p),
          state: p < armSizesP ? .failed : p < 2 * armSizesP ? .warning : .passed
        )
      )
    }
    for (key, units) in [(facts.controlKey, sizes.0), (facts.variantKey, sizes.1)] {
      readings.append(
        GateReading(
          gate: .tooFewUnits(arm: key, units: units),
          state: units < fewUnits ? .failed : units < 2 * fewUnits ? .warning : .passed
        )
      )
    }
    if exposed > 0 {
      let share = Double(facts.audit.crossovers) / Double(exposed)
      readings.append(
        GateReading(
          gate: .crossovers(share: share, units: facts.audit.crossovers),
          state: state(share, limit: crossoverShare)
        )
      )
    }
    readings += try missing(facts)
    readings.append(coverage(facts))
    return readings
  }

  private static func missing(_ facts: GateFacts) throws(InferenceError) -> [GateReading] {
    let control = (missing: facts.control.matured - facts.control.answered, facts.control.matured)
    let variant = (missing: facts.variant.matured - facts.variant.answered, facts.variant.matured)
    let matured = control.1 + variant.1
    guard matured > 0 else { return [] }
    let units = control.missing + variant.missing
    let share = Double(units) / Double(matured)
    var readings = [
      GateReading(
        gate: .missingOutcomes(share: share, units: units),
        state: state(share, limit: missingShare)
      )
    ]
    if control.1 > 0, variant.1 > 0 {
      let p = try FisherTest(
        control: BinomialCount(successes: Int(control.missing), trials: Int(control.1)),
        variant: BinomialCount(successes: Int(variant.missing), trials: Int(variant.1))
      ).pValue
      readings.append(
        GateReading(
          gate: .missingByArm(p: p),
          state: p < missingP ? .failed : p < 2 * missingP ? .warning : .passed
        )
      )
    }
    return readings
  }

  private static func coverage(_ facts: GateFacts) -> GateReading {
    guard let table = facts.tableCount, table > 0, facts.exposedForTable > 0 else {
      return GateReading(gate: .coverage(ratio: 1), state: .unknown)
    }
    let ratio = Double(facts.exposedForTable) / Double(table)
    let gap = abs(ratio - 1)
    let state: GateState =
      gap > coverageGap + 1e-12 ? .failed : gap > coverageGap / 2 + 1e-12 ? .warning : .passed
    return GateReading(gate: .coverage(ratio: ratio), state: state)
  }

  static func state(_ share: Double, limit: Double) -> GateState {
    share > limit ? .failed : share > limit / 2 ? .warning : .passed
  }

  /// Exact two-sided p that two arms planned 1 : 1 got these sizes (of the exact binomial test;
  /// for an even split this equals the multinomial test).
  private static func equalSplitP(_ control: Int64, _ variant: Int64) throws(InferenceError)
    -> Double
  {
    try SingleRate(
      BinomialCount(successes: Int(variant), trials: Int(control + variant))
    ).pValue(null: 0.5)
  }
}
