package import VerdictAnalysis
package import VerdictModel

/// Words of the page «Таблица» around the table itself.
package struct TablePageWords: Sendable {
  let language: Language
  package init(_ language: Language) { self.language = language }

  package var title: String { language("Таблица", "The table") }
  package var columns: String { language("Столбцы", "Columns") }
  package var rows: String { language("Разрез", "Split") }
  package var from: String { language("с", "from") }
  package var to: String { language("по", "to") }
  package var show: String { language("Показать", "Show") }
  package var funnel: String {
    language(
      "Воронка: счётчики, показатели, нормы, вопросы",
      "The funnel: counters, metrics, norms, questions"
    )
  }

  package func span(_ span: TableSpan) -> String { TableWords(language).by(span) }

  package func split(_ split: TableSplit?) -> String {
    guard let split else { return language("всего", "in all") }
    return TableWords(language).members(split).lowercasedFirst
  }
}
