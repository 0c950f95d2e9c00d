import VerdictAnalysis
import VerdictModel

/// What stands in one cell of the table: a number, or in a word why there is none.
struct CellWords {
  let language: Language
  let row: TableRow
  private var figures: Figures { Figures(language) }
  private var words: TableWords { TableWords(language) }

  func text(_ reading: TableReading) -> String {
    guard let value = reading.value else { return words.undefined(reading.why ?? .noData) }
    let marks = (reading.missingDays > 0 ? "*" : "") + (reading.isUneven ? "≠" : "")
    return number(value) + marks
  }

  /// A number of this row without its unit, which stands in the row's name.
  func number(_ value: Double) -> String {
    switch row.unit {
    case .count: figures.decimal(value, value == value.rounded() ? 0 : 1)
    case .money, .moneyPer:
      figures.decimal(value, abs(value) < 100 && row.unit == .moneyPer ? 2 : 0)
    case .share: figures.hundred(value)
    case .percent: figures.decimal(value * 100, abs(value) < 0.995 ? 1 : 0)
    case .times: figures.decimal(value, 2)
    }
  }

  /// `50–65 ✓`: the norm in force, and where the number stands.
  func norm(_ reading: TableReading) -> String {
    guard let norm = reading.norm else { return words.noNorm }
    let mark =
      switch norm.place {
      case .inside: "✓"
      case .below: "▼"
      case .above: "▲"
      }
    return range(norm.low, norm.high) + Figures.noBreak + mark
  }

  private func range(_ low: Double?, _ high: Double?) -> String {
    switch (low, high) {
    case (let low?, let high?): number(low) + "–" + number(high)
    case (let low?, nil): "≥" + Figures.noBreak + number(low)
    case (nil, let high?): "≤" + Figures.noBreak + number(high)
    case (nil, nil): words.noNorm
    }
  }

  func plan(_ planned: PlannedReading?) -> String {
    planned.map { number($0.plan) } ?? words.noPlan
  }

  /// Of a period that is over, and of a ratio, there is no part.
  func planToDate(_ planned: PlannedReading?) -> String {
    guard let planned else { return words.noPlan }
    return planned.toDate.map(number) ?? Figures.nothing
  }

  func attainment(_ planned: PlannedReading?) -> String {
    guard let planned else { return words.noPlan }
    guard let share = planned.attainment else { return Figures.nothing }
    return figures.decimal(share * 100, 0) + Figures.noBreak + "%"
  }
}
