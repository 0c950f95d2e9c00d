package import VerdictModel

/// Words of the cases: signals somebody has to look into.
package struct CaseWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }
  private var calendar: CalendarWords { CalendarWords(language) }

  package var title: String { language("Дела по сигналам", "Cases about signals") }
  package var lead: String {
    language(
      "Число вышло за обычное — разбираемся, договариваемся, проверяем в назначенный день.",
      "A number left its usual range: look into it, agree, check on the day named."
    )
  }
  package var open: String { language("Открытые", "Open") }
  package var closed: String { language("Закрытые", "Closed") }
  package var none: String { language("Открытых дел нет.", "No open cases.") }
  package var new: String { language("Новое дело", "A new case") }
  package var signal: String { language("Что увидели", "What was seen") }
  package var signalHint: String {
    language(
      "Например: доходимость у Олега 12 из 100 с третьего числа",
      "For example: Oleg's show-up rate is 12 of 100 since the third"
    )
  }
  package var found: String { language("Что за этим нашли", "What was found behind it") }
  package var agreed: String { language("О чём договорились", "What was agreed") }
  package var owner: String { language("Кто делает", "Who does it") }
  package var checkOn: String { language("Когда проверим", "When it is checked") }
  package var record: String { language("Записать дело", "Record the case") }
  package var outcome: String { language("Чем кончилось", "What came of it") }
  package var close: String { language("Закрыть дело", "Close the case") }
  package func check(_ day: Day, today: Day) -> String {
    let text = language("проверить \(calendar.day(day))", "check on \(calendar.day(day))")
    return day <= today ? text + language(", пора", ", it is time") : text
  }
  package func missing(_ label: String) -> String {
    language("Впишите: «\(label)».", "Fill in “\(label)”.")
  }
  package var badDay: String {
    language(
      "Нужен день проверки, не раньше сегодняшнего.",
      "A day of the check is needed, today or later."
    )
  }
  package func opened(_ known: SignalCase) -> String {
    language("Разбор № \(known.id) записан: ", "Case \(known.id) is recorded: ") + known.signal
  }
  package func wasClosed(_ id: Int) -> String {
    language("Разбор № \(id) закрыт.", "Case \(id) is closed.")
  }
  /// One line a case, open ones with the day of their check.
  package func list(_ cases: [SignalCase], today: Day) -> [String] {
    guard !cases.isEmpty else { return [none] }
    return cases.map { known in
      var line = "№\(known.id) " + known.signal
      if !known.found.isEmpty { line += language("; нашли: ", "; found: ") + known.found }
      line += language("; договорились: ", "; agreed: ") + known.agreed + " (" + known.owner + ")"
      if let outcome = known.outcome {
        return line + language("; закрыт: ", "; closed: ") + outcome
      }
      return line + "; " + (known.checkOn.map { check($0, today: today) } ?? "")
    }
  }
  package var back: String { language("← К разборам", "← To the reviews") }
}
