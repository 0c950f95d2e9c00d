import VerdictInference
package import VerdictModel

/// Where to put attention until the next look, and how much is missing.
package struct Focus: Hashable, Sendable, Codable {
  /// Key and name of the metric to look at.
  package var metric: String
  package var title: Title
  package var why: Why
  /// The counter whose plan is looked at; nil without a plan for one.
  package var counter: String?
  package var counterTitle: Title?
  /// How many of it a week are missing to the plan; 0 when the plan is in reach.
  package var perWeek: Double?
  /// What the stage at its own good quarter would bring a month, major units.
  package var gain: Double?

  package enum Why: String, Hashable, Sendable, Codable {
    /// The costliest signal is about it.
    case signal
    /// Its own good quarter is worth most money.
    case worthMost
    /// It leads to the counter of the plan.
    case plan
  }

  /// The metric of the costliest bad signal; else the stage worth most; else what the plan hangs on.
  ///
  /// * `signals`: what left its limits or its norm, the costliest first.
  /// * `levers`: stages by the money of their good quarter, the most first.
  ///
  /// nil where the table gives nothing to choose from.
  package init?(
    signals: [SignalReading],
    plan: PlanFact?,
    levers: [Lever],
    in funnel: FunnelDefinition
  ) {
    let row = plan?.headlineRow
    let worst = signals.first {
      $0.rule.isOfChance && !$0.isGood && funnel.metric($0.subject.key) != nil
    }
    let lever = levers.first { $0.gain > 0 }
    let leading = row.flatMap { row in
      funnel.metrics.first { $0.numerator == row.what && $0.isShare }
    }
    let chosen: (key: String, why: Why)? =
      if let worst {
        (worst.subject.key, .signal)
      } else if let lever, funnel.metric(lever.stage.metric) != nil {
        (lever.stage.metric, .worthMost)
      } else { leading.map { ($0.key, .plan) } }
    guard let chosen, let metric = funnel.metric(chosen.key) else { return nil }
    self.metric = metric.key
    title = metric.title
    why = chosen.why
    counter = row?.what
    counterTitle = row?.title
    perWeek = plan.flatMap { plan in row.flatMap { Self.missingPerWeek($0, plan) } }
    gain = levers.first { $0.stage.metric == metric.key }.map(\.gain)
  }

  /// What is missing to the plan, a week of five working days; nil when it cannot be known.
  static func missingPerWeek(_ row: PlanRow, _ plan: PlanFact) -> Double? {
    guard plan.left > 0, !plan.isOver, let fact = row.fact else { return nil }
    // Where the month is going, or where it should have been by now.
    let gap =
      if let point = row.monthEnd?.point { row.plan - point } else {
        (row.planToDate ?? Double(fact)) - Double(fact)
      }
    return max(0, gap) / (Double(plan.left) / 5)
  }
}
