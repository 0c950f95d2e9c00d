import VerdictAnalysis
import VerdictModel

/// A table written down by hand: the same working week again and again, with single weeks changed.
struct HandmadeTable {
  var start: Day
  var weeks: Int
  var calendar = WorkingCalendar(off: [], worked: [])
  /// Cells of a working day by week and weekday (0 is Monday).
  var day: (_ week: Int, _ weekday: Int) -> [FunnelCell.Part]

  var days: ClosedRange<Day> { start...(start + 7 * weeks - 1) }

  var cells: [FunnelCell] {
    (0..<weeks).flatMap { week in
      (0..<5).flatMap { weekday in
        day(week, weekday).map { part in
          FunnelCell(
            day: start + 7 * week + weekday,
            source: part.source,
            manager: part.manager,
            counter: part.counter,
            value: part.value
          )
        }
      }
    }
  }

  func table(norms: [CompanyNorm] = [], payments: [PaymentRecord] = []) -> WatchedTable {
    let cells = cells
    let known = cells.map(\.day)
    return WatchedTable(
      funnel: .standard,
      calendar: calendar,
      closing: days.upperBound,
      known: (known.min() ?? start)...(known.max() ?? start),
      all: FunnelSeries.of(cells, days: days, cut: .all),
      sources: FunnelSeries.of(cells, days: days, cut: .source),
      managers: FunnelSeries.of(cells, days: days, cut: .manager),
      payments: payments,
      norms: norms
    )
  }

  func read(norms: [CompanyNorm] = []) -> SignalsReading { SignalFinder.read(table(norms: norms)) }
}

extension FunnelCell {
  /// A cell without its day.
  struct Part {
    let counter: String
    let value: Int64
    var source: String?
    var manager: String?
  }
}
