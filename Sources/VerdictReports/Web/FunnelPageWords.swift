/// Words of the page «Воронка» around the funnel itself.
package struct FunnelPageWords: Sendable {
  let language: Language
  package init(_ language: Language) { self.language = language }

  package var back: String { language("← Таблица", "← The table") }
  package var lead: String {
    language(
      "Что считаем и как делим. Ничего не стирается: снятое остаётся в своём прошлом, идущие тесты держат шаги, с которых начали.",
      "What is counted and how it is divided. Nothing is erased: what is retired stays in its past, tests that run keep the steps they started with."
    )
  }
  package var keep: String { language("Записать ответы", "Keep the answers") }
  package var notAnswered: String { language("ещё не отвечали", "not answered yet") }
  package var noNorms: String { language("Норм пока нет.", "There is no norm yet.") }
  package var setNorm: String { language("Записать норму", "Keep the norm") }
  package var metric: String { language("Показатель", "Metric") }
  package var low: String { language("Не меньше", "At least") }
  package var high: String { language("Не больше", "At most") }
  package var endHint: String {
    language(
      "60 %, 0,6 или сумма; действует с начала месяца",
      "60 %, 0.6 or an amount; in force from the first of the month"
    )
  }
  package var noNumber: String {
    language("Это не число. Пример: 60 %.", "This is no number. Example: 60 %.")
  }
  package var editTitle: String { language("Изменить воронку", "Change the funnel") }
  package var editLead: String {
    language(
      "Новые счётчики и показатели, имена, снятие с учёта — одним текстом, всё или ничего. Пример:",
      "New counters and metrics, names, retirements: in one text, all or nothing. An example:"
    )
  }
  package var yaml: String { language("Изменения (YAML)", "Changes (YAML)") }
  package var change: String { language("Изменить", "Change") }
  package var done: String { language("Записано.", "Kept.") }
  package var example: String {
    // A page in English shows no Russian: the other name is left to fill in.
    let (leads, enquiries) = (language("Целевые лиды", "…"), language("Заявки", "…"))
    return """
      from: 2026-12-01
      counters:
        - key: leads_qualified
          title: {ru: \(leads), en: Qualified leads}
          after: leads
          grain: by_source
          owner: files
          good: up
      rename:
        - {key: leads, title: {ru: \(enquiries), en: Enquiries} }
      retire: [impressions]
      norms:
        - {metric: show_rate, low: 60 %, high: 80 %}
      """
  }
}
