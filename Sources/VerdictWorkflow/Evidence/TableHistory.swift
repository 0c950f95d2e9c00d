import VerdictAnalysis
import VerdictModel

/// The table's last 90 days before a day: rates and volume for planning and for money.
struct TableHistory {
  private let sums: [String: Int64]
  private let days: ClosedRange<Day>?
  private let funnel: FunnelDefinition
  static let length = 90

  init(_ reader: any StoreReader, before day: Day) throws {
    let window = (day - Self.length)...(day - 1)
    let rows = try reader.funnel(FunnelQuery(days: window, span: .day, cut: .all))
    sums = rows.reduce(into: [:]) { $0[$1.counter, default: 0] += $1.value }
    let starts = rows.map(\.start)
    days = starts.min().flatMap { first in starts.max().map { first...$0 } }
    funnel = try reader.funnelDefinition()
  }

  var table: [String: Int64] { sums }

  /// Base rate of a stage per unit drawn: the metric that counts it, else stage ÷ draw counter.
  func rate(of stage: String, at drawn: String) throws -> (rate: Double, units: Int64)? {
    let metric = funnel.metrics.first { $0.numerator == stage && $0.isShare }
    for denominator in [stage == "meetings_held" ? metric?.denominator : nil, drawn] {
      if let denominator, let below = sums[denominator], let above = sums[stage], below >= 20,
        above <= below
      {
        return (Double(above) / Double(below), below)
      }
    }
    return nil
  }

  /// Base rate of a form's metric; of a test on slices, of its own two counters.
  func base(of form: HypothesisForm) throws -> (rate: Double, units: Int64)? {
    guard let design = form.allocation.slices else {
      return try rate(of: form.stage, at: form.drawnAt)
    }
    guard let below = sums[design.per], let above = sums[form.stage], below >= 20 else {
      return nil
    }
    return (Double(above) / Double(below), below)
  }

  /// Units a month; nil when the table has none, or less than two weeks.
  func perMonth(_ counter: String) throws -> Double? {
    guard let days, days.upperBound - days.lowerBound >= 13, let sum = sums[counter], sum > 0 else {
      return nil
    }
    return Double(sum) / Double(days.upperBound - days.lowerBound + 1) * 365.25 / 12
  }

  /// Per working day of the window; nil when the table has none, or less than two weeks.
  func perWorkingDay(_ counter: String, _ calendar: WorkingCalendar) -> Double? {
    guard let days, days.upperBound - days.lowerBound >= 13, let sum = sums[counter] else {
      return nil
    }
    let working = calendar.workingDays(in: days)
    return working > 0 ? Double(sum) / Double(working) : nil
  }
}
