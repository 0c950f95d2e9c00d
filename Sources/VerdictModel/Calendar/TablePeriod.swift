/// How long a column of the table is.
package enum TableSpan: String, Hashable, Sendable, Codable, CaseIterable {
  case day
  case week
  case halfMonth = "half-month"
  case month
}

/// One column of the table: a day, an ISO week, a half-month or a month.
package struct TablePeriod: Hashable, Comparable, Sendable {
  package let span: TableSpan
  package let start: Day
  package let end: Day

  package init(_ span: TableSpan, containing day: Day) {
    self.span = span
    switch span {
    case .day: (start, end) = (day, day)
    case .week:
      let week = ISOWeek(containing: day)
      (start, end) = (week.start, week.end)
    case .halfMonth:
      let half = HalfMonth(containing: day)
      (start, end) = (half.start, half.end)
    case .month:
      let month = Month(containing: day)
      (start, end) = (month.start, month.end)
    }
  }

  package var days: ClosedRange<Day> { start...end }
  package var next: TablePeriod { TablePeriod(span, containing: end + 1) }
  package var previous: TablePeriod { TablePeriod(span, containing: start - 1) }

  /// The periods that have a day within a range, in order.
  package static func covering(_ days: ClosedRange<Day>, by span: TableSpan) -> [TablePeriod] {
    var periods = [TablePeriod(span, containing: days.lowerBound)]
    while let last = periods.last, last.end < days.upperBound { periods.append(last.next) }
    return periods
  }

  package static func < (left: TablePeriod, right: TablePeriod) -> Bool { left.start < right.start }
}

extension TablePeriod: CustomStringConvertible {
  /// As files and arguments have it: `2026-11-30`, `2026-W49`, `2026-11-H2`, `2026-11`.
  package var description: String {
    switch span {
    case .day: start.description
    case .week: ISOWeek(containing: start).description
    case .halfMonth: HalfMonth(containing: start).description
    case .month: Month(containing: start).description
    }
  }
}
