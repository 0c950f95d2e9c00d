import VerdictInference
package import VerdictModel

extension OpenDeals {
  /// The open deals among the units met so far, with the curve their payments follow.
  ///
  /// Nil where they cannot stand for the table: fewer than ``leastPaid`` have paid, nobody came in for
  /// ``silence`` days, or their payments of the last ``checked`` days are not the table's to a tenth (units
  /// of a test alone are a part of the department, and their open deals a part of what is to come).
  ///
  /// * `cohorts`: units by the day they came in, none after `day`.
  /// * `inTable`: the table's payments of the last ``checked`` days.
  package init?(
    _ cohorts: [CohortDay],
    to counter: String,
    on day: Day,
    inTable: Int64?
  ) {
    guard let inTable, let latest = cohorts.map(\.day).max(), day - latest < Self.silence else {
      return nil
    }
    var moments: [Int: (paid: Int, open: Int)] = [:]
    var (ages, paid, recent): ([Int: Int], Int, Int64) = ([:], 0, 0)
    for cohort in cohorts where cohort.day <= day {
      var open = Int(cohort.units)
      for (lag, units) in cohort.reached[counter] ?? [:] {
        // Paid before the test met them: on the day itself.
        moments[max(0, lag), default: (0, 0)].paid += Int(units)
        open -= Int(units)
        paid += Int(units)
        if day - (cohort.day + lag) < Self.checked { recent += units }
      }
      guard open > 0 else { continue }
      moments[day - cohort.day, default: (0, 0)].open += open
      ages[day - cohort.day, default: 0] += open
    }
    guard paid >= Self.leastPaid, abs(recent - inTable) * 10 <= inTable,
      let sample = try? SurvivalSample(
        moments: moments.sorted { $0.key < $1.key }.map {
          SurvivalSample.Moment(
            time: Double($0.key),
            events: $0.value.paid,
            censored: $0.value.open
          )
        }
      )
    else { return nil }
    let curve = KaplanMeier(sample)
    let end = Int(min(Double(Self.horizon), sample.lastTime ?? 0))
    let shares = (0...end).map { 1 - (curve.survival(at: Double($0)) ?? 1) }
    let window = cohorts.filter { $0.day <= day && day - $0.day < Self.pace }
    self.init(
      counter: counter,
      ages: ages,
      paidBy: shares,
      newPerDay: Double(window.reduce(0) { $0 + $1.units }) / Double(Self.pace),
      known: cohorts.reduce(0) { $0 + Int($1.units) }
    )
  }

  /// Payments that a curve needs.
  static let leastPaid = 20
  /// Days without a new client after which the units no longer follow the department.
  static let silence = 14
  /// Days over which units and table are compared.
  package static let checked = 90
  /// Days that say how many come.
  static let pace = 56
  /// Later payments are too rare to wait for.
  static let horizon = 180
}
