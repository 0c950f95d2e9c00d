/// Which days are worked: Monday to Friday, less holidays, plus moved working Saturdays.
///
/// Russia's days off are bundled for 2026 and 2027. 2026: Labour Code art. 112 with the Government's
/// transfers for the year (247 working days). 2027: art. 112 alone (holidays that fall on a weekend
/// move to the next working day, January's do not); a year's decree adds transfers, which a company
/// enters as its own `off` and `worked` days.
package struct WorkingCalendar: Hashable, Sendable {
  package let off: Set<Day>
  package let worked: Set<Day>

  package init(off: Set<Day>, worked: Set<Day>) {
    self.off = off
    self.worked = worked
  }

  package static let russia = WorkingCalendar(
    off: Set(russianDaysOff.compactMap { Day(iso: $0) }),
    worked: []
  )

  /// The bundled calendar with a company's own days on top.
  package func adding(off more: Set<Day>, worked: Set<Day>) -> WorkingCalendar {
    WorkingCalendar(off: off.union(more).subtracting(worked), worked: self.worked.union(worked))
  }

  package func isWorking(_ day: Day) -> Bool {
    if worked.contains(day) { return true }
    return day.weekday <= 5 && !off.contains(day)
  }

  /// The first working day on or after a day.
  package func firstWorking(onOrAfter day: Day) -> Day {
    var candidate = day
    // A year without a working day would be a damaged calendar; then the day itself serves.
    for _ in 0..<366 {
      if isWorking(candidate) { return candidate }
      candidate = candidate + 1
    }
    return day
  }

  package func workingDays(in days: ClosedRange<Day>) -> Int { days.count { isWorking($0) } }

  /// When the meeting reads a period: the first working day on or after the day after its end.
  package func reviewDate(of period: HalfMonth) -> Day { firstWorking(onOrAfter: period.end + 1) }

  /// The reviews whose data reach past `start`, up to the first whose data reach `ripe`.
  ///
  /// `ripe` is the end of exposure plus the maturity window; the last period returned is the
  /// scheduled final look.
  package func reviews(from start: Day, ripe: Day) -> [HalfMonth] {
    var periods: [HalfMonth] = []
    var period = HalfMonth(containing: start)
    while true {
      periods.append(period)
      if period.end >= ripe { return periods }
      period = period.next
    }
  }
}

private let russianDaysOff = [
  "2026-01-01", "2026-01-02", "2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08",
  "2026-01-09", "2026-02-23", "2026-03-09", "2026-05-01", "2026-05-11", "2026-06-12",
  "2026-11-04", "2026-12-31",
  "2027-01-01", "2027-01-04", "2027-01-05", "2027-01-06", "2027-01-07", "2027-01-08",
  "2027-02-23", "2027-03-08", "2027-05-03", "2027-05-10", "2027-06-14", "2027-11-04",
]
