import VerdictAnalysis
import VerdictInference
import VerdictModel

/// What other tests have to do with this one.
extension CardWriter {
  /// The test with those that it repeats; shown, never deciding.
  func repeatedFact() -> Fact? {
    guard let reading = card.repeated else { return nil }
    let interval = reading.pooled.interval
    let width = effects.places(ofWidth: interval.width)
    let count = Int64(reading.hypotheses.count)
    let tests = CountedNoun("теста", "тестов", "тестов", en: "test", "tests")
    var text = language(
      "все \(figures.whole(count)) \(tests.form(count, .ru)) вместе: \(effects.text(reading.pooled.estimate, width)), данные допускают \(effects.range(interval.lower, interval.upper, width)); решает только этот",
      "all \(figures.whole(count)) \(tests.form(count, .en)) together: \(effects.text(reading.pooled.estimate, width)), the data allow \(effects.range(interval.lower, interval.upper, width)); only this one decides"
    )
    if reading.disagreementP < 0.05 {
      text += language(
        "; между собой они расходятся сильнее, чем случай",
        "; they disagree by more than chance"
      )
    }
    return Fact(label: language("С прошлыми", "With the earlier ones"), text: text)
  }

  /// What this was tried instead of.
  func insteadFact() -> Fact? {
    guard let other = card.instead else { return nil }
    let title = language("«", "“") + language.text(other.title) + language("»", "”")
    guard let verdict = other.verdict else {
      return Fact(label: language("Вместо", "Instead of"), text: title)
    }
    var text = title + ": " + words.word(verdict).lowercased()
    if let period = other.period { text += ", " + calendar.period(period) }
    return Fact(label: language("Вместо", "Instead of"), text: text)
  }
}

/// What came in after a word was published: the word stands, the difference is shown.
struct LateWords {
  let language: Language
  private var figures: Figures { Figures(language) }

  init(_ language: Language) { self.language = language }

  func fact(_ late: LateReading) -> Fact {
    Fact(label: language("Внесено позже", "Entered later"), text: text(late))
  }

  func text(_ late: LateReading) -> String {
    let changed = zip(late.published, late.now).filter { $0 != $1 }.map { before, after in
      language.text(after.title) + ": " + count(before) + " → " + count(after)
    }
    let word = VerdictWords(language).word(late.verdict)
    return changed.joined(separator: ", ")
      + language(
        "; та же проверка сказала бы сегодня «\(word)», записанный вывод остаётся",
        "; the same look would say “\(word)” today, the published word stands"
      )
  }

  private func count(_ arm: ArmReading) -> String {
    arm.reached.map { figures.count($0, of: arm.matured) } ?? figures.whole(arm.matured)
  }
}
