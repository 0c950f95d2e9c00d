package import VerdictAnalysis
package import VerdictInference
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

extension ManagerWords {
  /// Where a rate lies between the limits of chance.
  package func standing(_ standing: FunnelPlot.Standing) -> String {
    switch standing {
    case .empty: language("нет данных", "no data")
    case .inside: language("обычный разброс", "ordinary scatter")
    case .low: language("▼ ниже 95 из 100", "▼ below 95 of 100")
    case .high: language("▲ выше 95 из 100", "▲ above 95 of 100")
    case .veryLow: language("▼▼ ниже 998 из 1000", "▼▼ below 998 of 1,000")
    case .veryHigh: language("▲▲ выше 998 из 1000", "▲▲ above 998 of 1,000")
    }
  }

  package func pattern(_ pattern: ManagerPattern) -> String {
    switch pattern {
    case .manyMeetingsCloses:
      language(
        "много встреч, закрывает чаще обычного",
        "many meetings, closes more often than usual"
      )
    case .manyMeetingsDoesNotClose:
      language(
        "много встреч, закрывает реже обычного",
        "many meetings, closes less often than usual"
      )
    case .fewMeetingsCloses:
      language("мало встреч, закрывает чаще обычного", "few meetings, closes more often than usual")
    case .fewMeetingsDoesNotClose:
      language("мало встреч, закрывает реже обычного", "few meetings, closes less often than usual")
    }
  }

  /// The rate of a manager, how usual it is, and what it looks like without the chance in it.
  package func often(_ rate: ManagerRate) -> String {
    guard rate.denominator > 0 else { return language("данных нет", "no data") }
    guard rate.value != nil else {
      return language(
        "оплат больше, чем встреч: это оплаты встреч, прошедших раньше",
        "more payments than meetings: they belong to earlier meetings"
      )
    }
    guard let usual = rate.usual,
      let reading = ManagerReading(
        name: "",
        metric: rate.metric,
        successes: rate.numerator,
        trials: rate.denominator,
        usual: usual
      )
    else { return "" }
    return often(reading)
  }
}
