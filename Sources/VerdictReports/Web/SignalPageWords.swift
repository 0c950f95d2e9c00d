package import VerdictAnalysis
package import VerdictModel

/// Words of the pages about signals and managers that only a browser needs.
package struct SignalPageWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  package var openCase: String { language("Открыть разбор", "Open a case") }
  package var register: String { language("Записать гипотезу", "Register a hypothesis") }
  package var show: String { language("Показать", "Show") }
  package var from: String { language("С", "From") }
  package var to: String { language("По", "To") }
  package var how: String { language("Как читать", "How to read it") }

  /// Limits or norm: two different words.
  package func badge(_ signal: SignalReading) -> String {
    signal.rule.isOfChance
      ? language("вне пределов случая", "outside the limits of chance")
      : language("вне нормы компании", "outside the company's norm")
  }

  package func opened(_ known: SignalCase, today: Day) -> String {
    language("Разбор открыт: ", "A case is open: ") + known.agreed + ", " + known.owner
      + (known.checkOn.map { ", " + CaseWords(language).check($0, today: today) } ?? "")
  }
}
