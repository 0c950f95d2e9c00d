package import VerdictAnalysis
import VerdictInference
package import VerdictModel

extension Desk {
  /// What a month's planned revenue, or a stated one, takes.
  ///
  /// * `revenue`: major units; nil for the month's plan.
  /// * `whatIf`: rates to try.
  /// Throws ``PlanError/missing(_:)`` where neither says a revenue, ``NeedsError`` where the table
  ///   cannot answer.
  package func needs(
    _ month: Month,
    revenue: Double?,
    whatIf: [NeedsReading.Stage: Double] = [:]
  ) async throws -> NeedsReading {
    try await plans { plans, reader in
      let planned = try reader.plan(month, upTo: nil)?.plan
        .value(of: "revenue", in: try reader.funnelDefinition())
      guard let revenue = revenue ?? planned.map({ $0 / 100 }) else {
        throw PlanError.missing(month)
      }
      return try plans.needs(of: revenue, whatIf: whatIf)
    }
  }

  /// The bridge to a counter or metric between two stretches of days.
  package func bridge(
    of what: String,
    from before: ClosedRange<Day>,
    to after: ClosedRange<Day>
  ) async throws -> Bridge {
    try await plans { plans, reader in
      let funnel = try reader.funnelDefinition()
      guard funnel.counter(what) != nil || funnel.metric(what) != nil else {
        throw PlanError.unknown(
          what: what,
          allowed: funnel.counters.map(\.key) + funnel.metrics.map(\.key)
        )
      }
      return try plans.bridge(of: what, from: before, to: after)
    }
  }
}

extension NeedsReading {
  /// Needs as the month's plan: whole counts, rounded up, and the budget.
  package func planned(for month: Month) -> [PlanChange] {
    needs.compactMap { need in
      need.estimate.map { estimate in
        let isMoney = need.need == .spend
        return PlanChange(
          month: month,
          what: need.need.counter,
          value: isMoney ? estimate.rounded(.up) * 100 : estimate.rounded(.up)
        )
      }
    } + [PlanChange(month: month, what: "revenue", value: (revenue * 100).rounded())]
  }
}
