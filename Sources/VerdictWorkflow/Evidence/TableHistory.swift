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
      if let measure = form.measure { return base(of: measure, form) }
      return try rate(of: form.stage, at: form.drawnAt)
    }
    guard let below = sums[design.per], let above = sums[form.stage], below >= 20 else {
      return nil
    }
    return (Double(above) / Double(below), below)
  }

  /// How far one check lies from another, of its mean: the table has sums only, so this is assumed.
  static let checkVariation = 0.6

  /// The standard deviation of one unit's number, from what the table knows.
  ///
  /// Money per unit is mostly whether they pay: p checks of mean μ give pμ²(1 + cv²) − (pμ)². Days are
  /// spread evenly over the window, which is about the widest that happens.
  func spread(of form: HypothesisForm) -> Double? {
    if form.measure == .duration { return Double(form.maturityDays) / 12.0.squareRoot() }
    guard let measure = form.measure, let units = sums[form.drawnAt], units > 0,
      let paid = sums[form.stage], paid > 0, let revenue = sums["revenue"]
    else { return nil }
    let check = Double(revenue) / 100 / Double(paid)
    let share = min(1, Double(paid) / Double(units))
    // Of those who pay, spread over all units of the arm.
    if measure == .check { return check * Self.checkVariation / share.squareRoot() }
    let squared = share * check * check * (1 + Self.checkVariation * Self.checkVariation)
    return (squared - share * check * share * check).squareRoot()
  }

  /// Money per unit drawn, or per unit that paid; the table knows nothing of days to a stage.
  private func base(of measure: Measure, _ form: HypothesisForm) -> (rate: Double, units: Int64)? {
    let below =
      switch measure {
      case .amount: sums[form.drawnAt]
      case .check: sums[form.stage]
      case .duration: Int64?.none
      }
    guard let below, below >= 5, let revenue = sums["revenue"] else { return nil }
    return (Double(revenue) / 100 / Double(below), below)
  }

  /// Rates of the stages between the draw and the metric's own, in the funnel's order.
  func upstream(of form: HypothesisForm) throws -> [(stage: String, rate: Double)] {
    guard form.measure == nil, form.allocation.slices == nil else { return [] }
    let keys = funnel.stages.map(\.key)
    guard let draw = keys.firstIndex(of: form.drawnAt), let own = keys.firstIndex(of: form.stage),
      draw + 1 < own
    else { return [] }
    return try keys[(draw + 1)..<own].compactMap { stage in
      try rate(of: stage, at: form.drawnAt).map { (stage, $0.rate) }
    }
  }

  /// Half a year of the metric of a test on slices before its start, week by week; nil for a week
  /// without a number.
  static func weeks(of form: HypothesisForm, _ reader: any StoreReader) throws -> [Double?] {
    guard let design = form.allocation.slices else { return [] }
    let days = (form.start - 182)...(form.start - 1)
    var sums: [Int: (above: Int64, below: Int64)] = [:]
    for row in try reader.funnel(FunnelQuery(days: days, span: .day, cut: .all)) {
      let week = (form.start - 1 - row.start) / 7
      if row.counter == form.stage { sums[week, default: (0, 0)].above += row.value }
      if row.counter == design.per { sums[week, default: (0, 0)].below += row.value }
    }
    guard let oldest = sums.keys.max() else { return [] }
    return (0...oldest).reversed().map { week in
      sums[week].flatMap { $0.below > 0 ? Double($0.above) / Double($0.below) : nil }
    }
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
