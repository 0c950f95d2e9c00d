package import VerdictModel

/// Makes cohorts out of what units of each day have reached.
package enum CohortMaker {
  /// Days within which a client who will pay is expected to; older units tell how long it takes.
  package static let horizon = 90
  /// Reaches that are needed to say how long a stage takes.
  package static let fewest = 20

  /// The cohorts of the columns, or nil without a unit in them.
  ///
  /// `days` are units by the day they came in, of the columns and of the year before them. A stage
  /// everybody has on the day of entry is where they come from, and is left out.
  package static func table(
    _ days: [CohortDay],
    funnel: FunnelDefinition,
    periods: [TablePeriod],
    asOf: Day
  ) -> CohortTable? {
    let shown = days.filter { day in periods.contains { $0.days.contains(day.day) } }
    let units = shown.reduce(0) { $0 + $1.units }
    guard units > 0 else { return nil }
    let stages = funnel.stages.filter { stage in
      let reached = shown.reduce(0) { $0 + total($1.reached[stage.key]) }
      let atEntry = shown.reduce(0) { sum, day in
        sum + (day.reached[stage.key] ?? [:]).reduce(0) { $1.key <= 0 ? $0 + $1.value : $0 }
      }
      return reached > 0 && atEntry < units
    }
    guard !stages.isEmpty else { return nil }
    let read = stages.map { stage in
      CohortStage(
        key: stage.key,
        title: stage.title,
        ripeAfter: ripeAfter(stage.key, days, asOf: asOf)
      )
    }
    let cohorts = periods.compactMap { period -> Cohort? in
      let own = shown.filter { period.days.contains($0.day) }
      guard let youngest = own.map(\.day).max() else { return nil }
      return Cohort(
        key: period.description,
        start: period.start,
        end: period.end,
        units: own.reduce(0) { $0 + $1.units },
        reached: stages.map { stage in own.reduce(0) { $0 + total($1.reached[stage.key]) } },
        isMaturing: read.map { asOf - youngest < ($0.ripeAfter ?? horizon) }
      )
    }
    return CohortTable(stages: read, cohorts: cohorts)
  }

  private static func total(_ lags: [Int: Int64]?) -> Int64 {
    (lags ?? [:]).values.reduce(0, +)
  }

  /// The lag by which nine in ten of those that reached a stage within the horizon had reached it.
  ///
  /// Only units old enough to have had the whole horizon count, or the quick ones would seem all.
  private static func ripeAfter(_ stage: String, _ days: [CohortDay], asOf: Day) -> Int? {
    var byLag: [Int: Int64] = [:]
    for day in days where asOf - day.day >= horizon {
      for (lag, count) in day.reached[stage] ?? [:] where lag <= horizon {
        byLag[max(0, lag), default: 0] += count
      }
    }
    let all = byLag.values.reduce(0, +)
    guard all >= fewest else { return nil }
    var sum: Int64 = 0
    for lag in byLag.keys.sorted() {
      sum += byLag[lag] ?? 0
      if sum * 10 >= all * 9 { return lag }
    }
    return nil
  }
}
