package import VerdictAnalysis
package import VerdictModel

/// The signals of a day as a page: for the terminal, Markdown, or a browser.
package struct SignalsPage: Sendable {
  package let reading: SignalsReading
  package let language: Language
  package let company: String?
  package let currency: String
  /// The day it is read on.
  package let today: Day
  /// Whether commands are named: a page in the browser has buttons instead.
  package let namesCommands: Bool

  package init(
    _ reading: SignalsReading,
    language: Language,
    company: String?,
    currency: String,
    today: Day,
    namesCommands: Bool = true
  ) {
    self.reading = reading
    self.language = language
    self.company = company
    self.currency = currency
    self.today = today
    self.namesCommands = namesCommands
  }

  package func text(width: Int = 80, colour: Bool = false) -> String {
    TerminalReview.render(content(), width: width, colour: colour)
  }
  package func markdown() -> String { MarkdownReview.render(content()) }
  package func html() -> String { HTMLReview.render(content()) }

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }
  package var words: SignalWords { SignalWords(language, currency: currency, reference: today) }

  func content() -> ReviewContent {
    ReviewContent(
      language: language,
      company: company,
      title: title,
      period: calendar.dayAndYear(today),
      dateline: dateline,
      bottomLine: [summary],
      headlines: [],
      health: "",
      healthIsGreen: true,
      sections: recording() + groups() + budgets(),
      colophon: []
    )
  }

  package var title: String { language("Сигналы", "Signals") }

  package var dateline: [String] {
    var parts: [String] = []
    if let day = reading.asOf {
      parts.append(language("данные по ", "data to ") + calendar.day(day, near: today))
    }
    if let usual = reading.baseline {
      parts.append(
        language("обычное: ", "usual: ") + calendar.days(usual.first, usual.last, year: true)
      )
    }
    if let watched = reading.watched {
      parts.append(
        language("смотрим: ", "watched: ") + calendar.days(watched.first, watched.last, year: true)
      )
    }
    return parts
  }

  private static let week = CountedNoun("неделя", "недели", "недель", en: "week", "weeks")

  /// The page in one sentence.
  package var summary: String {
    guard reading.asOf != nil else {
      return language(
        "Таблица пуста: сигналам не из чего взяться.",
        "The table is empty: there is nothing signals could come from."
      )
    }
    if reading.weeksMissing > 0 {
      let count = Int64(reading.weeksMissing)
      return language(
        "Рано: чтобы знать обычное, не хватает ещё \(figures.whole(count))\(Figures.noBreak)\(count == 1 ? "недели" : Self.week.ofTotal(5, .ru)).",
        "Too early: \(figures.whole(count)) more \(Self.week.form(count, .en)) of the table are needed to know what is usual."
      )
    }
    let chance = reading.signals.filter { $0.rule.isOfChance }
    let (worse, better) = (chance.count { !$0.isGood }, chance.count { $0.isGood })
    let norms = reading.signals.count - chance.count
    guard !reading.signals.isEmpty else {
      return language(
        "Сигналов нет: числа ходят, как обычно.",
        "No signals: the numbers move as they usually do."
      )
    }
    var parts: [String] = []
    if worse > 0 { parts.append(language("хуже обычного \(worse)", "worse than usual \(worse)")) }
    if better > 0 {
      parts.append(language("лучше обычного \(better)", "better than usual \(better)"))
    }
    if norms > 0 { parts.append(language("вне нормы \(norms)", "outside the norm \(norms)")) }
    return language("Сигналов: ", "Signals: ") + figures.whole(reading.signals.count) + " ("
      + parts.joined(separator: ", ") + ")."
  }

  /// Groups in the order of the page, those that have anything.
  package var grouped: [(title: String, signals: [SignalReading])] {
    [
      (
        language("Хуже обычного", "Worse than usual"),
        reading.signals.filter { $0.rule.isOfChance && !$0.isGood }
      ),
      (
        language("Лучше обычного", "Better than usual"),
        reading.signals.filter { $0.rule.isOfChance && $0.isGood }
      ),
      (
        language("Вышли из нормы", "Left the norm"),
        reading.signals.filter { !$0.rule.isOfChance }
      ),
    ]
    .filter { !$0.1.isEmpty }
  }

  private func groups() -> [Section] {
    grouped.enumerated().map { index, group in
      Section(
        id: "signals-\(index + 1)",
        title: group.title,
        blocks: group.signals.flatMap { signal -> [Block] in
          [
            .subtitle(words.headline(signal)),
            .facts(facts(signal).map { Fact(label: $0.label, text: $0.text) }),
          ]
        }
      )
    }
  }

  /// Label and text of each line under a signal.
  package func facts(_ signal: SignalReading) -> [(label: String, text: String)] {
    let words = words
    var facts: [(String, String)] = [(language("С каких пор", "Since when"), words.since(signal))]
    if let counts = words.counts(signal) {
      facts.append((language("Сколько", "How many"), counts))
    }
    facts.append((language("Что случилось", "What happened"), words.left(signal)))
    let unusual = words.unusual(signal)
    if !unusual.isEmpty {
      facts.append((language("Насколько необычно", "How unusual"), unusual))
    }
    if let touched = words.downstream(signal) {
      facts.append((language("Что задевает", "What it touches"), touched))
    }
    if let hypothesis = words.hypothesis(signal) {
      facts.append((language("В гипотезу", "For a hypothesis"), hypothesis))
    }
    if namesCommands, !signal.isGood {
      facts.append(
        (
          language("В разбор", "For a case"),
          "verdict case open '\(signal.subject.id)' --agreed … --owner … --check-on …"
        )
      )
    }
    return facts
  }

  private func recording() -> [Section] {
    guard !reading.recording.isEmpty else { return [] }
    return [
      Section(
        id: "recording",
        title: recordingTitle,
        blocks: [.list(reading.recording.map(words.text))]
      )
    ]
  }

  package var recordingTitle: String {
    language("Изменилось в записях", "Changed in what is written down")
  }

  package var budgetTitle: String {
    language("Как часто эта страница ошибается", "How often this page is wrong")
  }

  /// One sentence for each family, and what is too small for it.
  package var budgetLines: [String] {
    guard !reading.families.isEmpty else { return [] }
    var lines = reading.families.map { family in
      language(
        "\(words.family(family.rule)): рядов \(figures.whole(family.series)), ложных сигналов в среднем \(figures.decimal(family.budget, 2)) в месяц на все вместе.",
        "\(words.family(family.rule)): \(figures.whole(family.series)) series, false signals on average \(figures.decimal(family.budget, 2)) a month over all of them."
      )
    }
    let total = reading.families.reduce(0) { $0 + $1.budget }
    lines.append(
      language(
        "Всего \(figures.decimal(total, 2)) в месяц: не всякий сигнал — новость, поэтому сначала разбираемся, потом решаем.",
        "In all \(figures.decimal(total, 2)) a month: not every signal is news, so look into it first and decide then."
      )
    )
    let silent = reading.families.filter { !$0.tooSmall.isEmpty }
    if !silent.isEmpty {
      lines.append(
        language("Молчат, потому что чисел мало: ", "Silent, because the numbers are small: ")
          + silent.map {
            SignalWords.lowered(words.family($0.rule)) + " — "
              + figures.whole($0.tooSmall.count)
          }.joined(separator: ", ") + "."
      )
    }
    return lines
  }

  private func budgets() -> [Section] {
    guard !reading.families.isEmpty else { return [] }
    return [
      Section(id: "budgets", title: budgetTitle, blocks: [.list(budgetLines)], isQuiet: true)
    ]
  }
}
