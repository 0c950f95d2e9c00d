package import VerdictModel

/// What the terminal asks and says when a day is filled; the rest are the words of the page.
package struct DayTalk: Sendable {
  private let language: Language
  package let currency: String
  private let page: YesterdayWords
  private var figures: Figures { Figures(language) }

  package init(_ language: Language, currency: String) {
    self.language = language
    self.currency = currency
    page = YesterdayWords(language)
  }

  // MARK: asking

  package var howTo: String {
    language(
      "Число и Enter. Пусто — в конце спросим, ноль это или неизвестно; «?» — неизвестно. Ctrl-C — выйти, ничего не записав.",
      "A number and Enter. Nothing typed: at the end we ask whether it is zero or unknown; “?” is unknown. Ctrl-C leaves and writes nothing."
    )
  }
  package func dayHeading(_ day: Day) -> String { page.day(day) }
  package var worked: String {
    language("Выходной. Работали? [да/НЕТ] ", "A day off. Did anybody work? [yes/NO] ")
  }
  package func cell(_ who: String, _ counter: Counter) -> String {
    "  \(who), \(language.text(counter.title).lowercasedFirst): "
  }
  package var payment: String {
    language(
      "  Оплата: сделка; менеджер; источник; сумма; пакет (пусто — больше не было, «?» — не знаю): ",
      "  Payment: deal; manager; source; amount; package (nothing: there were no more, “?”: not known): "
    )
  }
  package func empties(_ count: Int) -> String {
    page.missingEmpty(count) + language(" [0/?] ", " [0/?] ")
  }
  package var saveAnyway: String {
    language("Записать так? [да/НЕТ] ", "Write it like this? [yes/NO] ")
  }
  package var yesOrNo: String { language("Ответьте да или нет.", "Answer yes or no.") }
  package var notWritten: String { language("Ничего не записано.", "Nothing was written.") }

  /// Yes, no, or neither; nothing typed is `none`.
  package static func answer(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "да", "д", "yes", "y": true
    case "нет", "н", "no", "n", "": false
    default: nil
    }
  }

  // MARK: doubts

  package func spendWithoutClicks(_ day: Day, _ source: String) -> String {
    language(
      "\(page.day(day)), \(source): расход есть, а кликов нет.",
      "\(page.day(day)), \(source): money was spent and nobody clicked."
    )
  }
  package func leadsWithoutSpend(_ day: Day, _ source: String) -> String {
    language(
      "\(page.day(day)), \(source): лиды есть, а расхода нет, хотя раньше источник стоил денег.",
      "\(page.day(day)), \(source): there are leads and no spend, though the source cost money before."
    )
  }
  package func newSource(_ name: String) -> String {
    language(
      "Источника «\(name)» в таблице ещё не было. Это не опечатка?",
      "The table has never had the source “\(name)”. Is it not a slip?"
    )
  }
  package func newManager(_ name: String) -> String {
    language(
      "Менеджера «\(name)» в таблице ещё не было. Это не опечатка?",
      "The table has never had the manager “\(name)”. Is it not a slip?"
    )
  }
  package func paymentsAboveHeld(_ payments: Int64, _ held: Int64) -> String {
    language(
      "За 31 день оплат \(figures.whole(payments)), а встреч проведено \(figures.whole(held)): где-то не хватает встреч.",
      "In 31 days \(figures.whole(payments)) paid and \(figures.whole(held)) came: some meetings are missing."
    )
  }
  package func fullDayOff(_ day: Day, _ due: Int64) -> String {
    language(
      "\(page.day(day)) — выходной, а встреч как в обычный день (\(figures.whole(due))). Дата верна?",
      "\(page.day(day)) is a day off, yet it has a working day's meetings (\(figures.whole(due))). Is the date right?"
    )
  }
  package func changed(
    _ who: String,
    _ counter: Counter,
    _ day: Day,
    from: Int64,
    to: Int64?
  ) -> String {
    func text(_ value: Int64) -> String {
      counter.isMoney ? figures.money(Money(minor: value), currency) : figures.whole(value)
    }
    let new = to.map(text) ?? language("неизвестно", "not known")
    return page.cell(who, language.text(counter.title).lowercasedFirst, day)
      + language(
        ": было \(text(from)), станет \(new).",
        ": it was \(text(from)), it becomes \(new)."
      )
  }
  package var doubtsHead: String {
    language("Проверьте, прежде чем записать:", "Check before it is written:")
  }
  package var confirmWithFlag: String {
    language(
      "Если всё так, повторите с --yes. Ничего не записано.",
      "If it is so, repeat with --yes. Nothing was written."
    )
  }

  // MARK: the end

  package func missing(_ day: Day, _ cells: [(who: String, counter: Counter)]) -> String {
    var groups: [(names: [String], counters: [String])] = []
    let wanted = Dictionary(grouping: cells, by: \.who)
    for name in cells.map(\.who) where !groups.contains(where: { $0.names.contains(name) }) {
      let counters = (wanted[name] ?? []).map { language.text($0.counter.title).lowercasedFirst }
      // Who lacks the same is named together.
      if let place = groups.firstIndex(where: { $0.counters == counters }) {
        groups[place].names.append(name)
      } else {
        groups.append(([name], counters))
      }
    }
    return page.day(day) + ": "
      + groups.map { group in
        group.names.joined(separator: ", ") + " — " + group.counters.joined(separator: ", ")
      }
      .joined(separator: "; ")
  }
  package func takeBack(_ batch: Int) -> String {
    language(
      "Отменить это утро: verdict undo \(batch).",
      "Take this morning back: verdict undo \(batch)."
    )
  }
  package func refusedPayment(_ text: String) -> String {
    "«" + text + "»: " + page.badPayment
  }
}
