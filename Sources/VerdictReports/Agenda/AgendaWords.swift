package import VerdictAnalysis
import VerdictModel

/// The meeting in the order of its items, with the minutes of each.
package struct AgendaWords: Sendable {
  private let agenda: MeetingAgenda
  private let language: Language

  package init(_ agenda: MeetingAgenda, language: Language) {
    self.agenda = agenda
    self.language = language
  }

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }

  package var title: String { language("Повестка", "Agenda") }

  package func page(company: String?) -> WordPage {
    WordPage(
      language: language,
      company: company,
      title: title,
      period: calendar.period(agenda.period),
      dateline: [
        language("встреча ", "meeting ") + calendar.weekday(agenda.meeting) + ", "
          + calendar.day(agenda.meeting)
      ],
      bottomLine: [sentence],
      sections: [
        Section(
          id: "agenda",
          title: language("По порядку", "In order"),
          blocks: [.table(table)]
        )
      ]
    )
  }

  /// «25 минут. Решаем: 2.»
  package var sentence: String {
    let minutes = agenda.items.reduce(0) { $0 + $1.minutes }
    let decisions = agenda.items.filter { $0.kind == .decide || $0.kind == .moreDecisions }
      .reduce(0) { $0 + $1.count }
    return language(
      "\(self.minutes(minutes)). Решаем: \(figures.whole(decisions)).",
      "\(self.minutes(minutes)). To decide: \(figures.whole(decisions))."
    )
  }

  /// `5 минут`.
  package func minutes(_ count: Int) -> String {
    let noun = CountedNoun("минута", "минуты", "минут", en: "minute", "minutes")
    return figures.whole(count) + Figures.noBreak + noun.form(Int64(count), language)
  }

  /// When an item begins, counted from the start: `0:00`, `7:00`.
  package func start(_ index: Int) -> String {
    String(agenda.items.prefix(index).reduce(0) { $0 + $1.minutes }) + ":00"
  }

  private var table: TableContent {
    TableContent(
      caption: nil,
      header: [
        language("Что", "What"), language("С минуты", "From minute"), language("Минут", "Minutes"),
        language("Чем кончается", "It ends with"),
      ],
      rows: agenda.items.enumerated().map { index, item in
        [name(item), start(index), figures.whole(item.minutes), ending(item)]
      }
    )
  }

  package func name(_ item: AgendaItem) -> String {
    let count = figures.whole(item.count)
    switch item.kind {
    case .health: return language("Данные: всё ли внесено", "Data: is everything entered")
    case .lastDecisions:
      return language("Прошлые решения: \(count)", "Earlier decisions: \(count)")
    case .plan: return language("План и темп", "Plan and pace")
    case .decide:
      let words = VerdictWords(language)
      let verdict = item.verdict.map { words.mark($0) + " " + words.word($0) + ": " } ?? ""
      return verdict + (item.title.map(language.text) ?? "")
    case .moreDecisions:
      return language("Остальные решения: \(count)", "The other decisions: \(count)")
    case .decided: return language("Уже решённое: \(count)", "Decided already: \(count)")
    case .watch:
      return language("Рано, только сроки: \(count)", "Too early, dates only: \(count)")
    case .signals: return language("Сигналы: \(count)", "Signals: \(count)")
    case .cases: return language("Открытые разборы: \(count)", "Open cases: \(count)")
    case .holds: return language("Держится ли? \(count)", "Does it hold? \(count)")
    case .drafts: return language("Новые гипотезы: \(count)", "New hypotheses: \(count)")
    case .close:
      return language("Прочитать решения вслух", "Read the decisions aloud")
    }
  }

  package func ending(_ item: AgendaItem) -> String {
    switch item.kind {
    case .health: language("кто и когда довносит", "who fills the gaps, by when")
    case .lastDecisions: language("сделано или новый срок", "done, or a new date")
    case .plan: language("одна фраза, на что нажать", "one sentence: where to push")
    case .decide, .moreDecisions:
      language("решение, кто, срок, урок", "decision, owner, date, lesson")
    case .decided: language("читаем, не обсуждаем", "read out, not discussed")
    case .watch: language("продолжаем; кто впереди, не гадаем", "go on; no guessing who leads")
    case .signals: language("ищем причину или оставляем", "look for a cause, or leave it")
    case .cases: language("проверено или новый день", "checked, or a new day")
    case .holds: language("держится или новый тест", "it holds, or a new test")
    case .drafts: language("что начинаем и кто", "what starts, and who")
    case .close: language("протокол записан", "the record is written")
    }
  }

  package var items: [AgendaItem] { agenda.items }
}
