package import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Two reviews side by side, in words.
package struct ComparisonPage: Sendable {
  private let comparison: ReviewComparison
  private let language: Language

  package init(_ comparison: ReviewComparison, language: Language) {
    self.comparison = comparison
    self.language = language
  }

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }
  private var words: VerdictWords { VerdictWords(language) }
  private var now: String { calendar.period(comparison.after.period, year: isFar) }
  private var before: String { calendar.period(comparison.before.period, year: isFar) }
  private var isFar: Bool {
    comparison.before.period.month.year != comparison.after.period.month.year
  }

  package func page() -> WordPage {
    WordPage(
      language: language,
      company: comparison.company,
      title: language("Два разбора рядом", "Two reviews side by side"),
      period: before + " → " + now,
      dateline: [comparison.before, comparison.after].map(state),
      bottomLine: [changed(), rereadSentence()],
      sections: [tests(), rereads(), corrections(), numbers()]
    )
  }

  private func state(_ side: ReviewComparison.Side) -> String {
    calendar.period(side.period, year: isFar)
      + (side.isPublished
        ? language(": опубликован", ": published") : language(": черновик", ": a draft"))
  }

  /// «Другой вывод, чем в прошлый раз: 2».
  private func changed() -> String {
    let changed = comparison.tests.filter { test in
      test.after != nil && test.before?.verdict != test.after?.verdict
    }
    guard !changed.isEmpty else {
      return language("Ни один вывод не изменился.", "No verdict has changed.")
    }
    return language("Другой вывод, чем в прошлый раз: ", "Another verdict than last time: ")
      + figures.whole(changed.count) + "."
  }

  private func rereadSentence() -> String {
    guard comparison.before.isPublished || comparison.after.isPublished else {
      return language("Оба ещё черновики.", "Both are still drafts.")
    }
    let differ = comparison.rereads.filter(\.wouldDiffer)
    if !differ.isEmpty {
      return language(
        "После правок другим был бы вывод по \(figures.whole(differ.count)); записанный остаётся.",
        "After the corrections \(figures.whole(differ.count)) would read otherwise; the published word stands."
      )
    }
    return comparison.corrections.isEmpty && comparison.rereads.isEmpty
      ? language(
        "Опубликованные числа с тех пор не правили.",
        "The published numbers have not been corrected since."
      )
      : language(
        "Числа с тех пор правили; выводы остались бы теми же.",
        "The numbers were corrected since; the verdicts would be the same."
      )
  }

  // MARK: tests

  /// A table of a section; where it has no rows, what that means.
  private func section(
    _ id: String,
    _ title: String,
    _ header: [String],
    _ rows: [[String]],
    none: String,
    after: String? = nil
  ) -> Section {
    let blocks: [Block] =
      rows.isEmpty
      ? [.paragraph(none)]
      : [table(header, rows)] + (after.map { [.paragraph($0)] } ?? [])
    return Section(id: id, title: title, blocks: blocks)
  }

  private func table(_ header: [String], _ rows: [[String]]) -> Block {
    .table(TableContent(caption: nil, header: header, rows: rows))
  }

  private func tests() -> Section {
    section(
      "tests",
      language("Гипотезы", "Hypotheses"),
      [
        language("Гипотеза", "Hypothesis"), before, now,
        language("Что изменилось", "What changed"),
      ],
      comparison.tests.map { test in
        [language.text(test.title), word(test.before), word(test.after), change(test)]
      },
      none: language("Ни в одном разборе их нет.", "Neither review has any.")
    )
  }

  private func word(_ state: ReviewComparison.TestState?) -> String {
    guard let state else { return language("не было", "not there") }
    var text = words.mark(state.verdict) + " " + words.word(state.verdict)
    if let decision = state.decision { text += " → " + words.choice(decision) }
    return text
  }

  private func change(_ test: ReviewComparison.TestChange) -> String {
    guard let after = test.after else {
      return language("больше не на столе", "no longer on the table")
    }
    guard let before = test.before else { return language("новая", "new") }
    if test.isSame { return language("ничего", "nothing") }
    var parts: [String] = []
    let more = after.exposed - before.exposed
    if more != 0 {
      parts.append(
        language("участников ", "participants ") + figures.whole(before.exposed) + " → "
          + figures.whole(after.exposed)
      )
    }
    if after.verdict == .tooEarly {
      parts.append(
        language("набрано ", "gathered ") + figures.hundred(min(1, before.fraction), 0) + " → "
          + figures.ofHundred(min(1, after.fraction), 0)
      )
    }
    if before.decision != after.decision, let decision = after.decision {
      parts.append(language("решили: ", "decided: ") + words.choice(decision))
    }
    if parts.isEmpty { parts.append(language("вывод", "the verdict")) }
    return parts.joined(separator: ", ")
  }

  // MARK: what was mended

  private func rereads() -> Section {
    let isChecked = comparison.before.isPublished || comparison.after.isPublished
    return section(
      "rereads",
      language("Был бы вывод другим сегодня?", "Would any verdict be different today?"),
      [
        language("Гипотеза", "Hypothesis"), language("Разбор", "Review"),
        language("Записано", "Published"), language("Сегодня", "Today"),
        language("Что стало другим", "What is different"),
      ],
      (isChecked ? comparison.rereads : []).map { reread in
        [
          language.text(reread.title), calendar.period(reread.period, year: isFar),
          words.word(reread.published),
          reread.now.map(words.word)
            ?? language("скажет следующая проверка", "the next look will say"),
          counts(reread),
        ]
      },
      none: isChecked
        ? language(
          "Нет: те же проверки по сегодняшним записям читаются так же.",
          "No: the same looks read the same from today's rows."
        )
        : language(
          "Сверять не с чем: ни один из двух разборов не опубликован.",
          "There is nothing to check: neither of the two is published."
        ),
      after: language(
        "Записанный вывод остаётся: правки после него видны здесь и не меняют его.",
        "The published word stands: what was mended after it is shown here and does not change it."
      )
    )
  }

  private func counts(_ reread: ReviewComparison.Reread) -> String {
    let changed = zip(reread.arms, reread.armsNow).filter { $0 != $1 }
    guard !changed.isEmpty else {
      return language(
        "те же числа, другие проверки данных",
        "same counts, other checks on the data"
      )
    }
    return changed.map { before, after in
      language.text(after.title) + ": " + count(before) + " → " + count(after)
    }.joined(separator: ", ")
  }

  private func count(_ arm: ArmReading) -> String {
    arm.reached.map { figures.count($0, of: arm.matured) }
      ?? figures.count(arm.matured, of: arm.exposed)
  }

  private func corrections() -> Section {
    section(
      "corrections",
      language("Исправления в таблице", "Corrections of the table"),
      [
        language("Счётчик", "Counter"), language("Период", "Period"),
        language("Было в разборе", "In the review"), language("Сейчас", "Now"),
      ],
      comparison.corrections.map { correction in
        [
          language.text(correction.title), calendar.period(correction.period, year: isFar),
          amount(correction.published, correction.isMoney),
          amount(correction.now, correction.isMoney),
        ]
      },
      none: language(
        "После публикации суммы этих периодов не менялись.",
        "No sum of these periods has changed since publication."
      )
    )
  }

  // MARK: numbers

  private func numbers() -> Section {
    let metrics = comparison.metrics.map { metric in
      [
        language.text(metric.title), value(metric.before, metric), value(metric.after, metric),
        meaning(metric),
      ]
    }
    let counters = comparison.counters.map { counter in
      [
        language.text(counter.title), amount(counter.before, counter.isMoney),
        amount(counter.after, counter.isMoney),
      ]
    }
    var blocks: [Block] = []
    if !metrics.isEmpty {
      let meaning = language("Что это значит", "What it means")
      blocks.append(table([language("Показатель", "Metric"), before, now, meaning], metrics))
    }
    if !counters.isEmpty {
      blocks.append(table([language("Счётчик", "Counter"), before, now], counters))
    }
    let none = language("В таблице этих дней ничего нет.", "The table has nothing of these days.")
    return Section(
      id: "numbers",
      title: language("Числа", "Numbers"),
      blocks: blocks.isEmpty ? [.paragraph(none)] : blocks
    )
  }

  private func amount(_ value: Int64?, _ isMoney: Bool) -> String {
    guard let value else { return language("нет данных", "no data") }
    return isMoney
      ? figures.money(Money(minor: (value / 100) * 100), comparison.currency)
      : figures.whole(value)
  }

  private func value(_ value: Double?, _ metric: ReviewComparison.MetricChange) -> String {
    guard let value else { return language("нет данных", "no data") }
    return metric.isShare
      ? figures.ofHundred(value)
      : figures.money(Money(minor: Int64(value.rounded()) * 100), comparison.currency)
  }

  private func meaning(_ metric: ReviewComparison.MetricChange) -> String {
    guard let change = metric.change, let lower = change.lower, let upper = change.upper else {
      return ""
    }
    if lower <= 0, upper >= 0 { return language("обычный разброс", "ordinary scatter") }
    let places = Figures.places(ofWidth: upper - lower)
    let isGood = (lower > 0) == (metric.good == .up)
    return (lower > 0 ? "▲ " : "▼ ")
      + (isGood ? language("лучше: ", "better: ") : language("хуже: ", "worse: "))
      + figures.range(lower * 100, upper * 100, places) + language(" на 100", " per 100")
  }
}
