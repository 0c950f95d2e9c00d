package import VerdictModel

/// The pages, in the order of the header.
package enum SitePlace: String, Sendable, CaseIterable {
  case yesterday
  case call
  case week
  case plan
  case hypotheses
  case signals
  case managers
  case review
  case table
}

/// Words of the frame around every page: header, footer, buttons of every form.
package struct SiteWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  package func place(_ place: SitePlace) -> String {
    switch place {
    case .yesterday: language("Вчера", "Yesterday")
    case .call: language("Звонок", "Call")
    case .week: language("Неделя", "Week")
    case .plan: language("План", "Plan")
    case .hypotheses: language("Гипотезы", "Hypotheses")
    case .signals: language("Сигналы", "Signals")
    case .managers: language("Менеджеры", "Managers")
    case .review: language("Разбор", "Review")
    case .table: language("Таблица", "Table")
    }
  }

  package func role(_ role: Role) -> String {
    switch role {
    case .head: language("руководитель", "head")
    case .manager: language("менеджер", "manager")
    case .assistant: language("помощник", "assistant")
    case .reader: language("читатель", "reader")
    }
  }

  /// What a role may do, in a line.
  package func duty(_ role: Role) -> String {
    switch role {
    case .head: language("всё: планы, решения, люди", "everything: plans, decisions, people")
    case .manager:
      language("свои клиенты и свои строки", "own clients and own rows")
    case .assistant: language("день и файлы", "the day and the files")
    case .reader: language("опубликованные разборы", "published reviews")
    }
  }

  package var skip: String { language("К содержанию", "Skip to content") }
  package var pages: String { language("Страницы", "Pages") }
  package var languages: String { language("Язык", "Language") }
  package var product: String { "Verdict" }
  package var owner: String { language("владелец ноутбука", "the owner of this computer") }
  package var people: String { language("Люди", "People") }
  package var account: String { language("Мой вход", "My account") }
  package var logOut: String { language("Выйти", "Log out") }
  package var correct: String {
    language(
      "Поправьте отмеченное: ничего из набранного не потеряно.",
      "Correct what is marked: nothing you typed was lost."
    )
  }
  /// Before the text of a field's error, for those who hear the page.
  package var mistake: String { language("Ошибка: ", "Mistake: ") }
  package var optional: String { language("не обязательно", "optional") }
  package var nothing: String { language("ничего нет", "nothing") }

  /// How fresh the store is: the last change, and the last day of the table.
  package func freshness(
    changed: Timestamp?,
    lastDay: Day?,
    offsetSeconds: Int
  ) -> String {
    let calendar = CalendarWords(language)
    var parts: [String] = []
    if let lastDay {
      parts.append(
        language(
          "таблица по \(calendar.dayAndYear(lastDay))",
          "the table up to \(calendar.dayAndYear(lastDay))"
        )
      )
    }
    if let changed {
      let day = calendar.dayAndYear(changed.day(offsetSeconds: offsetSeconds))
      let time = Self.clock(changed, offsetSeconds: offsetSeconds)
      parts.append(language("последняя запись \(day), \(time)", "last change \(day), \(time)"))
    }
    return parts.isEmpty
      ? language("записей ещё нет", "nothing is recorded yet") : parts.joined(separator: " · ")
  }

  /// `14:05` at a distance from UTC.
  package static func clock(_ moment: Timestamp, offsetSeconds: Int) -> String {
    let seconds = moment.microseconds / 1_000_000 + Int64(offsetSeconds)
    let minutes = Int((seconds % 86_400 + 86_400) % 86_400) / 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return two(minutes / 60) + ":" + two(minutes % 60)
  }
}
