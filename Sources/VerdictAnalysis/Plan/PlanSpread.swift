package import VerdictModel

/// Plans of months laid over their days: what was to come by any day, of the whole or of a part.
///
/// The one place where "plan to date" is computed, for the plan's own page and for the table's rows.
package struct PlanSpread: Sendable {
  /// What a plan says of some days.
  package enum Planned: Hashable, Sendable, Codable {
    /// Of a counter: so much in these days.
    case sum(Double)
    /// Of a metric: the target that holds in these days.
    case target(Double)
    /// Nothing is planned, in one of the months at least.
    case none
    /// Months with different targets: a ratio has no sum and no average.
    case notSummable

    package var value: Double? {
      switch self {
      case .sum(let value), .target(let value): value
      case .none, .notSummable: nil
      }
    }
  }

  private let plans: [Month: MonthPlan]
  private let funnel: FunnelDefinition
  private let calendar: WorkingCalendar
  private let series: PlanSeries

  /// Plans over days.
  ///
  /// * `series`: should reach eight weeks before the first month, to learn weights from.
  package init(
    plans: [MonthPlan],
    funnel: FunnelDefinition,
    calendar: WorkingCalendar,
    series: PlanSeries
  ) {
    self.plans = Dictionary(plans.map { ($0.month, $0) }, uniquingKeysWith: { $1 })
    self.funnel = funnel
    self.calendar = calendar
    self.series = series
  }

  /// The weights of a counter's days in a month, those of the whole department for every part.
  package func weights(_ counter: String, in month: Month) -> DayWeights {
    DayWeights(
      learningFrom: series.observedDays(counter),
      first: series.table?.lowerBound,
      before: month.start,
      calendar: calendar
    )
  }

  /// What was planned for some days.
  package func planned(
    _ what: String,
    in days: ClosedRange<Day>,
    _ part: PlanSeries.Part = .whole
  ) -> Planned {
    var months: [Month] = []
    var month = Month(containing: days.lowerBound)
    while month.start <= days.upperBound {
      months.append(month)
      month = month.next
    }
    let isMetric = funnel.metric(what) != nil
    var (sum, targets) = (0.0, Set<Double>())
    for month in months {
      guard
        let value = plans[month]?.value(
          of: what,
          source: part.source,
          manager: part.manager,
          in: funnel
        )
      else { return .none }
      if isMetric {
        targets.insert(value)
      } else if let share = weights(what, in: month).share(of: days, in: month) {
        sum += value * share
      } else {
        return .none
      }
    }
    guard isMetric else { return .sum(sum) }
    guard let target = targets.first, targets.count == 1 else { return .notSummable }
    return .target(target)
  }
}
