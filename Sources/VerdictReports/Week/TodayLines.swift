package import VerdictAnalysis
import VerdictModel

/// The morning in five lines: freshness, the last day, the plan, what is odd, what to do.
package struct TodayLines: Sendable {
  private let today: TodayReading
  private let language: Language

  package init(_ today: TodayReading, language: Language) {
    self.today = today
    self.language = language
  }

  private var figures: Figures { Figures(language) }
  private var amounts: PlanFigures { PlanFigures(language: language, currency: today.currency) }
  private var calendar: CalendarWords { CalendarWords(language) }

  package func lines() -> [String] { [freshness(), lastDay(), plan(), odd(), toDo()] }

  private func freshness() -> String {
    var text =
      calendar.weekdayName(today.today).capitalisedFirst + " " + calendar.day(today.today) + ". "
    guard let last = today.lastDay else {
      return text
        + language(
          "Таблица пуста: внесите вчерашний день.",
          "The table is empty: enter yesterday first."
        )
    }
    text +=
      language("Таблица по ", "The table is filled to ") + calendar.day(last, near: today.today)
    if today.missingDays.isEmpty { return text + "." }
    return text
      + language("; не заполнены: ", "; not filled in: ")
      + calendar.list(today.missingDays, limit: 4)
      + "."
  }

  private func lastDay() -> String {
    guard let last = today.lastDay, !today.counters.isEmpty else {
      return language("За вчера чисел нет.", "No numbers of yesterday.")
    }
    let shown = [
      "leads", "meetings_scheduled", "meetings_due", "meetings_held", "payments", "revenue",
    ]
    let known = today.counters.filter { shown.contains($0.what) }
    let counters = known.isEmpty ? Array(today.counters.prefix(5)) : known
    let parts = counters.compactMap { counter in
      counter.value.map {
        language.text(counter.title).lowercased() + Figures.noBreak
          + amounts.amount($0, isMoney: counter.isMoney)
      }
    }
    return calendar.day(last, near: today.today) + ": " + parts.joined(separator: ", ") + "."
  }

  private func plan() -> String {
    guard let fact = today.plan else {
      let month = calendar.month(today.month)
      return language(
        "Плана на \(month) нет (verdict plan set \(today.month) …).",
        "There is no plan for \(month) (verdict plan set \(today.month) …)."
      )
    }
    return PlanWords(fact: fact, language: language, currency: today.currency).headline()
  }

  private func odd() -> String {
    guard !today.signals.isEmpty else { return language("Сигналов нет.", "No signals.") }
    let words = SignalWords(language, currency: today.currency, reference: today.today)
    let rest = today.signals.count - Self.most
    return language("Сигналы: ", "Signals: ")
      + today.signals.prefix(Self.most).map(words.headline).joined(separator: "; ")
      + (rest > 0 ? language("; ещё \(rest)", "; \(rest) more") : "") + "."
  }

  /// Signals a morning has room for.
  private static let most = 3

  private func toDo() -> String {
    var parts: [String] = []
    if !today.casesDue.isEmpty {
      let cases = today.casesDue.map(\.signal).joined(separator: "; ")
      parts.append(language("Проверить: \(cases).", "To check: \(cases)."))
    }
    parts.append(FocusWords(language).sentence(today.focus, .week))
    let review = calendar.day(today.nextReview, near: today.today)
    parts.append(
      language(
        "Тестов идёт: \(today.running), разбор \(review).",
        "Tests running: \(today.running); review on \(review)."
      )
    )
    return parts.joined(separator: " ")
  }
}
