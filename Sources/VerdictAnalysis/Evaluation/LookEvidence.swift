package import VerdictInference
package import VerdictModel

/// The counts of one arm in one stratum as of a day.
package struct ArmCounts: Hashable, Sendable {
  package var exposed: Int64 = 0
  package var matured: Int64 = 0
  /// Matured units that reached the stage within the window.
  package var reached: Int64 = 0
  /// Matured units with a reach or a recorded "no".
  package var answered: Int64 = 0
  package var instant: Int64 = 0
  package var uptake: Int64 = 0
  /// Of the matured, those that received the variant, and of these those that reached the stage,
  /// both within the window.
  package var maturedUptake: Int64 = 0
  package var taken: Int64 = 0
  package var undated: Int64 = 0
  /// Ascending, each day once.
  package var lags: [LagCount] = []
  /// Σ and Σ of squares of the matured units' money within the window, minor units.
  package var amount: Int128 = 0
  package var amountSquared: Int128 = 0
  /// From tallies: matured by definition.
  package var tallyTrials: Int64 = 0
  package var tallySuccesses: Int64 = 0
  package var pendingTrials: Int64 = 0

  package init() {}

  /// Matured units of rows and tallies together.
  package var trials: Int64 { matured + tallyTrials }
  package var successes: Int64 { reached + tallySuccesses }

  /// Matured counts, the sign turned for a metric that should fall.
  package func count(_ direction: Direction) throws(InferenceError) -> BinomialCount {
    let good = direction == .up ? successes : trials - successes
    return try BinomialCount(successes: Int(good), trials: Int(trials))
  }

  /// What matured and maturing units are worth: ñ = F̂(1 − F̂)/Var, x̃ = F̂ñ; the matured counts when
  /// everything has matured, or F̂ is 0, 1 or undefined.
  package func effective(_ direction: Direction, horizon: Int) throws(InferenceError)
    -> EffectiveCount
  {
    let plain = EffectiveCount(try count(direction))
    guard exposed > matured, !lags.isEmpty,
      let curve = try? MaturationCurve(
        lags: lags.map {
          MaturationCurve.Lag(
            lag: $0.lag,
            reached: Int($0.reached),
            censored: Int($0.censored)
          )
        },
        horizon: horizon
      ),
      let rows = curve.effective
    else { return plain }
    // Units reached at an unknown day and tallies stand beside the curve.
    let beside = Double(undated + tallySuccesses)
    let trials = rows.trials + Double(undated + tallyTrials)
    let successes = min(trials, rows.successes + beside)
    return try EffectiveCount(
      successes: direction == .up ? successes : trials - successes,
      trials: trials
    )
  }

  package static func + (left: ArmCounts, right: ArmCounts) -> ArmCounts {
    var sum = left
    sum.exposed += right.exposed
    sum.matured += right.matured
    sum.reached += right.reached
    sum.answered += right.answered
    sum.instant += right.instant
    sum.uptake += right.uptake
    sum.maturedUptake += right.maturedUptake
    sum.taken += right.taken
    sum.undated += right.undated
    sum.amount += right.amount
    sum.amountSquared += right.amountSquared
    sum.tallyTrials += right.tallyTrials
    sum.tallySuccesses += right.tallySuccesses
    sum.pendingTrials += right.pendingTrials
    sum.lags = LagCount.merged(left.lags, right.lags)
    return sum
  }
}

extension LagCount {
  /// The days of both, ascending as each of them is.
  fileprivate static func merged(_ left: [LagCount], _ right: [LagCount]) -> [LagCount] {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    var merged: [LagCount] = []
    merged.reserveCapacity(left.count + right.count)
    var (one, two) = (0, 0)
    while one < left.count, two < right.count {
      let (first, second) = (left[one], right[two])
      if first.lag == second.lag {
        merged.append(
          LagCount(
            lag: first.lag,
            reached: first.reached + second.reached,
            censored: first.censored + second.censored
          )
        )
        (one, two) = (one + 1, two + 1)
      } else if first.lag < second.lag {
        merged.append(first)
        one += 1
      } else {
        merged.append(second)
        two += 1
      }
    }
    merged.append(contentsOf: left[one...])
    merged.append(contentsOf: right[two...])
    return merged
  }
}

/// What is known of a hypothesis's metric (or a guardrail's) as of a day, by stratum.
package struct MetricEvidence: Hashable, Sendable {
  package let asOf: Day
  package let direction: Direction
  package let horizon: Int
  /// By member of the cut: control and variant.
  package let strata: [(member: String, control: ArmCounts, variant: ArmCounts)]
  /// All strata together.
  package let control: ArmCounts
  package let variant: ArmCounts

  /// Reads a store's answer: rows and tallies of the stage, for two arms.
  package init(
    _ evidence: Evidence,
    stage: String,
    direction: Direction,
    horizon: Int,
    asOf: Day,
    control: String,
    variant: String
  ) {
    var arms: [String: [String: ArmCounts]] = [:]
    for cell in evidence.cells {
      var counts = arms[cell.member]?[cell.arm] ?? ArmCounts()
      counts.exposed += cell.exposed
      counts.matured += cell.matured
      let reached = cell.sums[.reached(stage)]
      counts.reached += reached?.matured.value.asInt64 ?? 0
      counts.undated += reached?.undated.value.asInt64 ?? 0
      counts.answered += cell.sums[.answered(stage)]?.maturedEver.units ?? 0
      counts.instant += cell.sums[.instant(stage)]?.matured.units ?? 0
      counts.uptake += cell.sums[.uptake]?.seen.units ?? 0
      counts.maturedUptake += cell.sums[.uptake]?.matured.units ?? 0
      counts.taken += cell.sums[.taken(stage)]?.matured.units ?? 0
      counts.lags = cell.lags
      counts.amount += cell.sums[.amount(stage)]?.matured.value ?? 0
      counts.amountSquared += cell.sums[.amountSquared(stage)]?.matured.value ?? 0
      arms[cell.member, default: [:]][cell.arm] = counts
    }
    for tally in evidence.tallies where tally.measure == stage {
      var counts = arms[tally.member]?[tally.arm] ?? ArmCounts()
      counts.tallyTrials += tally.trials
      counts.tallySuccesses += tally.successes
      counts.pendingTrials += tally.pendingTrials
      arms[tally.member, default: [:]][tally.arm] = counts
    }
    self.init(
      strata: arms.keys.sorted().map { member in
        (member, arms[member]?[control] ?? ArmCounts(), arms[member]?[variant] ?? ArmCounts())
      },
      direction: direction,
      horizon: horizon,
      asOf: asOf
    )
  }

  /// Counts made elsewhere, as in simulated trials.
  package init(
    strata: [(member: String, control: ArmCounts, variant: ArmCounts)],
    direction: Direction,
    horizon: Int,
    asOf: Day
  ) {
    self.strata = strata
    control = strata.reduce(ArmCounts()) { $0 + $1.control }
    variant = strata.reduce(ArmCounts()) { $0 + $1.variant }
    self.direction = direction
    self.horizon = horizon
    self.asOf = asOf
  }

  /// What the deciding test sees.
  package func counts() throws(InferenceError) -> LookCounts {
    var rates: [RateStratum] = []
    for stratum in strata {
      rates.append(
        RateStratum(
          control: try stratum.control.effective(direction, horizon: horizon),
          variant: try stratum.variant.effective(direction, horizon: horizon)
        )
      )
    }
    if rates.isEmpty {
      let none = try EffectiveCount(successes: 0, trials: 0)
      rates = [RateStratum(control: none, variant: none)]
    }
    return LookCounts(
      strata: rates,
      control: try control.count(direction),
      variant: try variant.count(direction)
    )
  }

  package static func == (left: MetricEvidence, right: MetricEvidence) -> Bool {
    left.asOf == right.asOf && left.direction == right.direction
      && left.horizon == right.horizon && left.strata.elementsEqual(right.strata) { $0 == $1 }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(asOf)
    for stratum in strata {
      hasher.combine(stratum.member)
      hasher.combine(stratum.control)
      hasher.combine(stratum.variant)
    }
  }
}

extension Int128 {
  /// The value of a count; counts of units fit 64 bits.
  package var asInt64: Int64 { Int64(truncatingIfNeeded: self) }
}

/// Everything the rule reads of one look.
package struct LookEvidence: Hashable, Sendable {
  package let asOf: Day
  package let primary: MetricEvidence
  /// In the order of the form's guardrails.
  package let guardrails: [MetricEvidence]
  package init(asOf: Day, primary: MetricEvidence, guardrails: [MetricEvidence]) {
    self.asOf = asOf
    self.primary = primary
    self.guardrails = guardrails
  }
}
