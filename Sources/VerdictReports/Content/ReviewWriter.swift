import VerdictAnalysis
import VerdictModel

/// Turns a review into the words of its page, in the order of the meeting.
struct ReviewWriter: Sendable {
  let review: Review
  let language: Language
  let copy: ReviewCopy

  var figures: Figures { Figures(language) }
  var calendar: CalendarWords { CalendarWords(language) }
  var words: VerdictWords { VerdictWords(language) }
  var book: PhraseBook { PhraseBook(language) }

  /// The company's own names for counters and metrics, from the review itself.
  var names: FunnelNames {
    var names = FunnelNames()
    for counter in review.funnel.counters { names.name(counter: counter.key, counter.title) }
    for metric in review.funnel.metrics { names.name(metric: metric.key, metric.title) }
    return names
  }

  func writer(_ card: HypothesisCard) -> CardWriter {
    CardWriter(
      evaluation: card.evaluation,
      card: CardContext(card),
      language: language,
      copy: copy,
      currency: review.currency,
      names: names,
      reference: review.meeting,
      showsPreview: false
    )
  }

  func content() -> ReviewContent {
    ReviewContent(
      language: language,
      company: review.company,
      title: language("Разбор гипотез", "Hypothesis review"),
      period: calendar.period(review.period),
      dateline: dateline(),
      bottomLine: bottomLine(),
      headlines: headlines(),
      health: health(),
      healthIsGreen: review.health.isGreen,
      sections: sections(),
      colophon: colophon()
    )
  }

  private func dateline() -> [String] {
    [
      language("встреча ", "meeting ") + calendar.weekday(review.meeting) + ", "
        + calendar.day(review.meeting),
      language("данные по ", "data to ") + calendar.day(review.asOf, near: review.meeting),
      copy == .head
        ? language("экземпляр руководителя", "the head's copy")
        : language("экземпляр на стену", "the wall copy"),
    ] + (review.isPublished ? [] : [language("черновик, не опубликовано", "draft, not published")])
  }

  static let hypothesis = CountedNoun(
    "гипотеза",
    "гипотезы",
    "гипотез",
    en: "hypothesis",
    "hypotheses"
  )

  /// Two sentences: how many to decide and to watch, and what the meeting has to do.
  private func bottomLine() -> [String] {
    let (decide, watch) = (review.decide.count, review.watch.count)
    if decide + watch == 0 {
      let first =
        review.settled.isEmpty
        ? language("Гипотез в работе пока нет.", "No hypotheses are running yet.")
        : language("Сегодня решать нечего.", "Nothing to decide today.")
      let second =
        review.drafts.isEmpty
        ? language(
          "Следующий шаг: записать первую — что меняем, чего ждём и к какому дню.",
          "Next step: write one down: what changes, what is expected and by when."
        )
        : language(
          "Готовятся: \(figures.whole(review.drafts.count)).",
          "In preparation: \(figures.whole(review.drafts.count))."
        )
      return [first, second]
    }
    let first = language(
      "Сегодня решаем: \(figures.whole(decide)). Смотрим: \(figures.whole(watch)).",
      "To decide today: \(figures.whole(decide)). To watch: \(figures.whole(watch))."
    )
    if decide > 0 {
      let named = Set(review.decide.map(\.evaluation.verdict))
      if named == [.invalidData] {
        return [
          first,
          language(
            "Решать пока нечем: сначала чиним данные.",
            "No verdict yet: the data come first."
          ),
        ]
      }
      let undecided = review.decide.count { $0.decision == nil }
      return [
        first,
        undecided == 0
          ? language("Все решения записаны.", "All decisions are written down.")
          : language(
            "Ждут решения встречи: \(figures.whole(undecided))\(Figures.noBreak)\(ReviewWriter.hypothesis.form(Int64(undecided), .ru)).",
            "Waiting for the meeting: \(figures.whole(undecided)) \(ReviewWriter.hypothesis.form(Int64(undecided), .en))."
          ),
      ]
    }
    let next = review.watch.map(\.evaluation.look.decisionDate).min() ?? review.meeting
    return [
      first,
      language(
        "Ближайшее решение \(calendar.day(next, near: review.meeting)).",
        "The next decision is due on \(calendar.day(next, near: review.meeting))."
      ),
    ]
  }

  private func headlines() -> [Headline] {
    (review.decide + review.watch).map { card in
      let verdict = card.evaluation.verdict
      let due = calendar.day(card.evaluation.look.decisionDate, near: review.meeting)
      let note =
        verdict == .tooEarly
        ? language("решение ", "decision on ") + due : writer(card).content().lead.first ?? ""
      return Headline(
        id: card.evaluation.hypothesis,
        mark: words.mark(verdict),
        word: words.word(verdict),
        title: language.text(card.evaluation.form.title),
        note: note,
        verdict: verdict
      )
    }
  }

  private func health() -> String {
    let health = review.health
    guard let last = health.lastDay else {
      return language("Таблица пуста: данных ещё нет.", "The table is empty: no data yet.")
    }
    let upTo = calendar.day(last, near: review.meeting)
    let sources = health.sources.map {
      $0.source + " " + language("по ", "to ") + calendar.day($0.lastDay, near: review.meeting)
    }
    if health.isGreen {
      return language(
        "Данные в порядке: таблица заполнена по \(upTo).",
        "Data are in order: the table is filled to \(upTo)."
      )
    }
    var parts = [language("Таблица заполнена по \(upTo).", "The table is filled to \(upTo).")]
    if !health.missingDays.isEmpty {
      parts.append(
        language("Не заполнены: ", "Not filled: ") + calendar.list(health.missingDays) + "."
      )
    }
    if !sources.isEmpty {
      parts.append(language("Источники: ", "Sources: ") + sources.joined(separator: ", ") + ".")
    }
    return parts.joined(separator: " ")
  }

  private func colophon() -> [String] {
    var lines: [String] = []
    let expected = review.expectedFalseConfirmations
    if expected > 0 {
      let places =
        expected >= 0.0995
        ? 1 : (expected * 1000).rounded().truncatingRemainder(dividingBy: 10) == 0 ? 2 : 3
      lines.append(
        language(
          "Сколько ложных «Внедряем» дал бы один случай среди этих гипотез: не больше \(figures.hundred(expected / 100, places)).",
          "False “Adopt” that chance alone would give among these hypotheses: at most \(figures.hundred(expected / 100, places))."
        )
      )
    }
    lines.append(
      language("Собрано программой ", "Made by ") + review.program + " · "
        + calendar.moment(review.createdAt)
    )
    return lines
  }
}
