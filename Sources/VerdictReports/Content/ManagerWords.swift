package import VerdictAnalysis
package import VerdictModel

/// What a manager's number means: how often chance alone gives one like it.
package struct ManagerWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  private var figures: Figures { Figures(language) }

  /// How often chance gives such a number, among a hundred managers with the usual rate.
  package func often(_ reading: ManagerReading) -> String {
    guard reading.trials > 0 else { return language("данных нет", "no data") }
    let isFewer = Double(reading.successes) / Double(reading.trials) < reading.usual
    let chance = isFewer ? reading.chanceOfFewer : reading.chanceOfMore
    let usual = figures.hundred(reading.usual)
    guard chance >= 0.005 else {
      return language(
        "столько или \(isFewer ? "меньше" : "больше") бывает меньше чем у 1 из 100 менеджеров с обычными \(usual) из 100",
        "this \(isFewer ? "few or fewer" : "many or more") happens to less than 1 of 100 managers with the usual \(usual) of 100"
      )
    }
    let count = min(100, Int64((chance * 100).rounded()))
    return language(
      "столько или \(isFewer ? "меньше" : "больше") бывает у \(count) из 100 менеджеров с обычными \(usual) из 100",
      "this \(isFewer ? "few or fewer" : "many or more") happens to \(count) of 100 managers with the usual \(usual) of 100"
    )
  }

  /// One line of a manager's own, for the page beside the wall copy.
  package func own(_ reading: ManagerReading, metric: Title) -> String {
    "\(language.text(metric)): \(figures.count(reading.successes, of: reading.trials)), "
      + often(reading)
  }

  package var ownRow: String { language("Ваша строка", "Your own row") }
}
