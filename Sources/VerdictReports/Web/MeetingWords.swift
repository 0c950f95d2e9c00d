package import VerdictModel

/// Words of the pages around the review: which there are, what was decided.
package struct MeetingWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }
  private var calendar: CalendarWords { CalendarWords(language) }

  package var title: String { language("Разбор", "Review") }
  package var lead: String {
    language(
      "Дважды в месяц: что показали проверки и что с ними делать.",
      "Twice a month: what the tests have shown, and what to do with them."
    )
  }
  package func period(_ period: HalfMonth) -> String { calendar.period(period) }
  package var published: String { language("Опубликованные", "Published") }
  package func publishedOn(_ day: Day, by author: String) -> String {
    language(
      "\(calendar.dayAndYear(day)), \(author)",
      "\(calendar.dayAndYear(day)), \(author)"
    )
  }
  package var none: String {
    language(
      "Опубликованных разборов ещё нет.",
      "No review has been published yet."
    )
  }
  package func current(_ period: HalfMonth) -> String {
    language(
      "К разбору: \(calendar.period(period))",
      "For the meeting: \(calendar.period(period))"
    )
  }
  package var currentLead: String {
    language(
      "Ещё не опубликован: числа меняются вместе с записями. Публикация замораживает их навсегда.",
      "Not published yet: the numbers move with the entries. Publishing freezes them for ever."
    )
  }
  package var open: String { language("Открыть", "Open") }
  package var wall: String { language("На экран", "For the wall") }
  package var wallNote: String { language("без имён менеджеров", "without managers’ names") }
  package var head: String { language("Для руководителя", "For the head") }
  package var publish: String { language("Опубликовать", "Publish") }
  package var isPublished: String {
    language(
      "Опубликован и больше не изменится.",
      "Published; it will not change."
    )
  }
  package var decisions: String { language("Решения", "Decisions") }
  package var decisionsLead: String {
    language(
      "Что решила встреча: кто делает, к какому дню, и чему научились.",
      "What the meeting decided: who does it, by when, and what was learned."
    )
  }
  package var noCards: String {
    language("В этом разборе решать нечего.", "There is nothing to decide in this review.")
  }
  package var choice: String { language("Решили", "Decided") }
  package var owner: String { language("Кто делает", "Who does it") }
  package var due: String { language("К какому дню", "By when") }
  package var why: String { language("Почему", "Why") }
  package var whyHint: String {
    language(
      "Нужно, если решили не так, как советует вердикт.",
      "Needed when the decision goes against the verdict."
    )
  }
  package var lesson: String {
    language("Чему научились, одной строкой", "What was learned, one line")
  }
  package var record: String { language("Записать", "Record") }
  package var recorded: String { language("Решение записано.", "The decision is recorded.") }
  package func decided(_ decision: Decision) -> String {
    let word = VerdictWords(language).choice(decision.choice)
    let due = decision.due.map { language(", к \(calendar.day($0))", ", by \(calendar.day($0))") }
    let lesson = decision.lesson.isEmpty ? "" : " · «" + decision.lesson + "»"
    return word + " · " + decision.owner + (due ?? "") + lesson
  }
  package var missingChoice: String { language("Выберите решение.", "Choose a decision.") }
  package var missingOwner: String { language("Впишите, кто делает.", "Say who does it.") }
  package var badDay: String {
    language("Дата вида 2026-11-30.", "A date like 2026-11-30.")
  }
  package var agenda: String { language("Повестка на 25 минут", "Agenda, 25 minutes") }
  package var compare: String { language("Рядом с прошлым", "Beside the last one") }
  package var otherReviews: String { language("Рядом с другим разбором", "Beside another review") }
  package var startClock: String { language("Начать", "Start") }
  package var pauseClock: String { language("Пауза", "Pause") }
  package var resetClock: String { language("Сначала", "From the start") }
  package var clockLeft: String { language("Осталось времени", "Time left") }
  package var clockOver: String { language("Время вышло", "Time is over") }
  package var back: String { language("Все разборы", "All reviews") }
}
