package import VerdictModel

/// Lays the months' plans under the rows of the table.
///
/// A counter's plan is divided over days by their weights; a metric's target stands for the period, and
/// where its months have different targets there is none: a ratio has neither sum nor average.
package struct TablePlanner: Sendable {
  private let spread: PlanSpread
  private let periods: [PeriodReading]
  /// The last day that is over.
  private let asOf: Day

  package init(_ spread: PlanSpread, periods: [PeriodReading], asOf: Day) {
    self.spread = spread
    self.periods = periods
    self.asOf = asOf
  }

  /// The rows with plan, plan to date and attainment; rows without any plan stay as they are.
  package func planning(_ rows: [TableRow], of part: PlanSeries.Part = .whole) -> [TableRow] {
    rows.map { row in
      var row = row
      let planned = periods.indices.map { reading(row, $0, part) }
      row.planned = planned.contains { $0 != nil } ? planned : []
      return row
    }
  }

  private func reading(_ row: TableRow, _ index: Int, _ part: PlanSeries.Part) -> PlannedReading? {
    let period = periods[index]
    // Plans of money are kept in minor units, the table shows major ones.
    let scale = row.unit == .money ? 0.01 : 1
    switch spread.planned(row.key, in: period.start...period.end, part) {
    case .none, .notSummable: return nil
    case .target(let target):
      return PlannedReading(plan: target, toDate: nil, attainment: nil)
    case .sum(let sum):
      let plan = sum * scale
      let first = period.begins ?? period.start
      let isWhole = !period.isRunning && period.begins == nil
      var toDate: Double?
      if !isWhole, first <= asOf {
        toDate = spread.planned(row.key, in: first...min(period.end, asOf), part).value
          .map { $0 * scale }
      }
      let against = isWhole ? plan : toDate
      let fact = row.readings[index].value
      return PlannedReading(
        plan: plan,
        toDate: toDate,
        attainment: against.flatMap { against in
          against > 0 ? fact.map { $0 / against } : nil
        }
      )
    }
  }
}
