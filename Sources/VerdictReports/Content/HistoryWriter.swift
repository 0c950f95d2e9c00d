package import VerdictAnalysis
import VerdictInference
package import VerdictModel

/// Turns the history of all tests into the words of its page.
package struct HistoryWriter: Sendable {
  let history: History
  let language: Language
  /// The day it is read.
  let today: Day
  let names: FunnelNames

  package init(_ history: History, language: Language, today: Day, funnel: FunnelDefinition) {
    self.history = history
    self.language = language
    self.today = today
    names = FunnelNames(funnel)
  }

  package func text(width: Int, colour: Bool) -> String {
    TerminalReview.render(content(), width: width, colour: colour)
  }
  package func markdown() -> String { MarkdownReview.render(content()) }
  package func html() -> String { HTMLReview.render(content()) }

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }
  private var words: VerdictWords { VerdictWords(language) }

  func content() -> ReviewContent {
    ReviewContent(
      language: language,
      company: history.company,
      title: language("История гипотез", "History of hypotheses"),
      period: language("по ", "to ") + calendar.dayAndYear(today),
      dateline: [],
      bottomLine: bottomLine(),
      headlines: [],
      health: "",
      healthIsGreen: true,
      sections: history.results.isEmpty
        ? [] : results() + lessons() + shelves() + repeats() + record(),
      colophon: history.results.isEmpty
        ? []
        : [
          language(
            "Ничто здесь не меняет вынесенных выводов.",
            "Nothing here changes a verdict that was given."
          )
        ]
    )
  }

  private func bottomLine() -> [String] {
    guard !history.results.isEmpty else {
      return [
        language(
          "Законченных тестов пока нет: история начнётся с первого опубликованного вывода.",
          "No test is over yet: the history begins with the first published verdict."
        )
      ]
    }
    let count = Int64(history.results.count)
    let tests = CountedNoun(
      "законченный тест",
      "законченных теста",
      "законченных тестов",
      en: "finished test",
      "finished tests"
    )
    let good = [Verdict.confirmed, .preferVariant].reduce(0) {
      $0 + (history.record.verdicts[$1] ?? 0)
    }
    return [
      figures.whole(count) + Figures.noBreak + tests.form(count, language) + ".",
      language(
        "Новое взяло верх в \(figures.whole(good)), внедрено \(figures.whole(history.record.adopted)).",
        "The new won in \(figures.whole(good)), \(figures.whole(history.record.adopted)) adopted."
      ),
    ]
  }

  private func effects(_ measure: Measure?) -> EffectFigures {
    EffectFigures(language: language, measure: measure, currency: history.currency)
  }

  private func size(_ size: EffectSize?, _ measure: Measure?) -> String {
    guard let size else { return Figures.nothing }
    let effects = effects(measure)
    let places = effects.places(ofWidth: size.interval.width)
    return effects.text(size.estimate, places) + " ("
      + effects.range(size.interval.lower, size.interval.upper, places) + ")"
  }

  private func results() -> [Section] {
    // A column of dashes says nothing.
    let hasShelf = history.results.contains { $0.shrunken != nil }
    let rows = history.results.map { result in
      [
        calendar.period(result.period), language.text(result.title),
        words.mark(result.verdict) + " " + words.word(result.verdict),
        size(result.effect, result.measure),
      ] + (hasShelf ? [size(result.shrunken, result.measure)] : []) + [decision(result)]
    }
    var blocks: [Block] = [
      .table(
        TableContent(
          caption: nil,
          header: [
            language("Разбор", "Review"), language("Гипотеза", "Hypothesis"),
            language("Вывод", "Verdict"), language("Разница", "Difference"),
          ]
            + (hasShelf
              ? [language("С оглядкой на прошлые", "Beside the earlier ones")] : [])
            + [language("Что сделали", "What was done")],
          rows: rows
        )
      )
    ]
    if hasShelf {
      blocks.append(
        .paragraph(
          language(
            "«С оглядкой на прошлые»: та же разница, притянутая к обычной для этой метрики; победителям обычно везло.",
            "“Beside the earlier ones”: the same difference drawn towards the usual one of its metric; winners were usually lucky."
          )
        )
      )
    }
    return [
      Section(id: "results", title: language("Чем кончилось", "How they ended"), blocks: blocks)
    ]
  }

  private func decision(_ result: PastResult) -> String {
    guard let decision = result.decision else { return language("не решали", "not decided") }
    var text = words.choice(decision.choice)
    if let hold = result.hold { text += ", " + HoldWords(language).word(hold.state) }
    return text
  }

  private func lessons() -> [Section] {
    let learned = history.results.compactMap { result -> String? in
      guard let lesson = result.decision?.lesson, !lesson.isEmpty else { return nil }
      return language.text(result.title) + ": " + lesson
    }
    guard !learned.isEmpty else { return [] }
    return [
      Section(id: "lessons", title: language("Уроки", "Lessons"), blocks: [.list(learned)])
    ]
  }

  private func shelves() -> [Section] {
    guard !history.shelves.isEmpty else { return [] }
    let facts = history.shelves.map { shelf in
      let effects = effects(shelf.measure)
      let spread = effects.text(2 * shelf.tau, effects.places(ofSize: 2 * shelf.tau))
        .replacing("+", with: "±")
      let count = Int64(shelf.results)
      let noun = CountedNoun("тест", "теста", "тестов", en: "test", "tests")
      return Fact(
        label: language.text(names.counter(shelf.stage)),
        text: language(
          "\(figures.whole(count)) \(noun.form(count, .ru)), обычно \(size(shelf.mean, shelf.measure)); эффекты редко выходят за \(spread), так и осторожничает следующий выбор",
          "\(figures.whole(count)) \(noun.form(count, .en)), usually \(size(shelf.mean, shelf.measure)); effects rarely go beyond \(spread), and the next choice is as cautious"
        )
      )
    }
    return [
      Section(
        id: "shelf",
        title: language("Какие эффекты бывают", "What effects there are"),
        blocks: [.facts(facts)]
      )
    ]
  }

  private func repeats() -> [Section] {
    guard !history.repeats.isEmpty else { return [] }
    let rows = history.repeats.map { reading -> [String] in
      let measure = history.results.first { $0.hypothesis == reading.hypotheses.last }?.measure
      return [
        reading.titles.map(language.text).joined(separator: " + "), size(reading.pooled, measure),
        reading.disagreementP < 0.05
          ? language("расходятся", "they disagree") : language("согласны", "they agree"),
      ]
    }
    return [
      Section(
        id: "repeats",
        title: language("Повторы вместе", "Repeats together"),
        blocks: [
          .table(
            TableContent(
              caption: nil,
              header: [
                language("Тесты", "Tests"), language("Разница вместе", "Difference together"),
                language("Между собой", "Among themselves"),
              ],
              rows: rows
            )
          )
        ]
      )
    ]
  }

  private func record() -> [Section] {
    let record = history.record
    var facts: [Fact] = []
    let list = Verdict.allCases.compactMap { verdict in
      record.verdicts[verdict].map { words.word(verdict).lowercased() + " " + figures.whole($0) }
    }
    facts.append(
      Fact(label: language("Выводы", "Verdicts"), text: list.joined(separator: ", "))
    )
    if record.expectedFalseConfirmations > 0 {
      let expected = figures.decimal(record.expectedFalseConfirmations, 2)
      let discoveries = history.results.count { $0.isDiscovery == true }
      facts.append(
        Fact(
          label: language("Ложных «Внедряем»", "False “Adopt”"),
          text: language(
            "случай дал бы не больше \(expected) на все доказательства; правило для длинного ряда тестов (LORD++, доля ложных 5 %) признаёт открытиями \(figures.whole(discoveries))",
            "chance would give at most \(expected) among all proofs; the rule for long rows of tests (LORD++, 5 % false) counts \(figures.whole(discoveries)) as discoveries"
          )
        )
      )
    }
    if record.adopted > 0 {
      let asked = record.holding + record.fallen + record.unclear
      var text = language("внедрено ", "adopted ") + figures.whole(record.adopted)
      if asked > 0 {
        text += language(
          ": держится \(figures.whole(record.holding)), хуже, чем до теста \(figures.whole(record.fallen)), не видно \(figures.whole(record.unclear))",
          ": \(figures.whole(record.holding)) hold, \(figures.whole(record.fallen)) are worse than before, \(figures.whole(record.unclear)) cannot be told"
        )
      }
      if record.againstVerdict > 0 {
        text += language(
          "; вопреки выводу \(figures.whole(record.againstVerdict))",
          "; against the verdict \(figures.whole(record.againstVerdict))"
        )
      }
      facts.append(Fact(label: language("Внедрения", "Adoptions"), text: text))
    }
    if let bets = record.bets {
      facts.append(
        Fact(
          label: language("Мнения до старта", "Opinions before the start"),
          text: language(
            "угадали \(figures.count(bets.right, of: bets.all))",
            "\(figures.count(bets.right, of: bets.all)) were right"
          )
        )
      )
    }
    return [
      Section(
        id: "record",
        title: language("Послужной список", "Track record"),
        blocks: [.facts(facts)]
      )
    ]
  }
}
