import VerdictAnalysis
import VerdictInference
import VerdictModel

/// How a change is spoken of: its size, what the data allow, and whether that is news.
struct ChangeWords {
  let language: Language
  let unit: TableUnit
  private var figures: Figures { Figures(language) }

  init(_ language: Language, _ unit: TableUnit) {
    self.language = language
    self.unit = unit
  }

  /// `+9 на 100`, `−12 %`.
  func estimate(_ change: TableChange) -> String {
    switch change.scale {
    case .points where unit == .percent:
      return figures.signed(change.estimate * 100, places(change)) + Figures.noBreak
        + language("п. п.", "pp")
    case .points: return figures.points(change.estimate, places(change))
    case .relative: return figures.signed(change.estimate * 100, 0) + Figures.noBreak + "%"
    }
  }

  /// `от −5 до +30 %`, or that the data are too few to say.
  func bounds(_ change: TableChange) -> String {
    guard let interval = change.interval else { return language("мало данных", "too few data") }
    let unit = change.scale == .relative ? Figures.noBreak + "%" : ""
    return figures.range(
      interval.lower.map { $0 * 100 },
      interval.upper.map { $0 * 100 },
      places(change)
    ) + unit
  }

  func meaning(_ change: TableChange) -> String {
    let mark =
      switch (change.news, change.estimate >= 0) {
      case (.better, true), (.worse, true), (.moved, true): "▲ "
      case (.better, false), (.worse, false), (.moved, false): "▼ "
      default: ""
      }
    return mark + TableWords(language).news(change.news)
  }

  func sentence(_ change: TableChange) -> String {
    meaning(change) + ", " + estimate(change) + " (" + bounds(change) + ")"
  }

  private func places(_ change: TableChange) -> Int {
    guard change.scale == .points else { return 0 }
    return Figures.places(ofWidth: change.interval?.width ?? 1)
  }
}
