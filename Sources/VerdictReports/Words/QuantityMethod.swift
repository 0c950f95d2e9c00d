/// How a quantity is worked out, and the `verdict calc` method that works it out again.
struct QuantityMethod: Sendable, Hashable {
  /// In words; empty where the number is only counted.
  let text: String
  /// The name of a method of `verdict calc`; nil where nothing but counting is done.
  let call: String?
}

extension PhraseBook {
  /// The method behind a quantity.
  func method(_ quantity: Quantity) -> QuantityMethod {
    func make(_ ru: String, _ en: String, _ call: String?) -> QuantityMethod {
      QuantityMethod(text: language(ru, en), call: call)
    }
    switch quantity {
    case .rate:
      return make("доля; интервал Уилсона", "a rate; Wilson's interval", "one-proportion")
    case .difference, .interval:
      return make(
        "счёт Миеттинена — Нурминена или точный тест Чана и Чжана, внутри групп",
        "the Miettinen–Nurminen score or the exact test of Chan and Zhang, within groups",
        quantity == .interval ? "look" : "two-proportions"
      )
    case .worthwhile, .collected, .matured, .reached, .missing, .uptake, .adherence, .bets,
      .check, .grade:
      return make("подсчёт", "counting", nil)
    case .withoutInstant:
      return make("проверка долей по частям", "shares taken apart", "claim")
    case .guardrail:
      return make(
        "тот же счёт, уровень поделён на число стоп-метрик",
        "the same score, its level shared among the guardrails",
        "look"
      )
    case .money:
      return make(
        "произведение с интервалом разницы",
        "a product, with the difference's interval",
        "money"
      )
    case .lossIfVariant, .lossIfControl, .probabilityBetter:
      return make(
        "апостериорное ожидание квадратурой",
        "posterior expectation by quadrature",
        "choose"
      )
    case .chance:
      return make(
        "тот же тест при нулевой разнице",
        "the same test where there is no difference",
        "two-proportions"
      )
    case .spreadsheet:
      return make(
        "перебор исходов при нулевой разнице",
        "enumeration where there is no difference",
        "power-proportions"
      )
    case .change:
      return make(
        "то же правило с новыми исходами",
        "the same rule with outcomes to come",
        "choose"
      )
    case .usual:
      return make(
        "интервал разности двух долей; пределы воронки",
        "interval of a difference of rates; funnel limits",
        "control-chart"
      )
    case .look, .boundary:
      return make("расход ошибки Лана и Де Метса", "error spending of Lan and DeMets", "boundaries")
    case .strata:
      return make("веса Мантеля — Хензеля", "Mantel–Haenszel weights", "stratified")
    }
  }

  /// The quantity that a label of a card names, its glossary entry; nil where the glossary has none.
  func quantity(labelled label: String) -> Quantity? {
    Quantity.allCases.first { label.lowercased() == self.label($0).lowercased() }
      ?? (label.hasPrefix(self.label(.guardrail)) ? .guardrail : nil)
  }
}

extension Quantity {
  /// Where the glossary explains it.
  var anchor: String { "q-" + rawValue }
}
