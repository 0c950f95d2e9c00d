package import VerdictAnalysis
package import VerdictModel

/// What tests of several lengths could show, in words, for `verdict power`.
package struct PowerWriter: Sendable {
  let reading: PowerReading
  let language: Language
  let names: FunnelNames

  package init(_ reading: PowerReading, language: Language, funnel: FunnelDefinition) {
    self.reading = reading
    self.language = language
    names = FunnelNames(funnel)
  }

  private var figures: Figures { Figures(language) }

  private func points(_ effect: Double) -> String {
    figures.points(effect, Figures.places(ofShare: effect))
  }

  package func text(width: Int = 80, colour: Bool = false) -> String {
    var page = TerminalPage(width: width, colour: colour)
    page.write(title(), .bold)
    page.write(base())
    if let table = table() {
      page.blank()
      page.table(table)
      page.blank()
    }
    for line in notes() { page.write(line) }
    return page.text()
  }

  private func title() -> String {
    let (from, to) = (
      language.text(names.counter(reading.question.drawnAt)),
      language.text(names.counter(reading.question.stage))
    )
    return language(
      "Что может показать тест: «\(from)» → «\(to)», \(points(reading.question.effect))",
      "What a test can show: “\(from)” → “\(to)”, \(points(reading.question.effect))"
    )
  }

  private func base() -> String {
    let question = reading.question
    var text =
      question.baseIsOwn
      ? language("Сейчас ", "Now ") + figures.ofHundred(question.base)
      : language(
        "Сейчас неизвестно сколько: взято 50 из 100, самый трудный случай",
        "The present rate is unknown: 50 of 100 is taken, the hardest case"
      )
    if let monthly = question.unitsPerMonth {
      text += language(
        ", в месяц ≈ \(figures.decimal(monthly)).",
        ", about \(figures.decimal(monthly)) a month."
      )
    } else {
      text += language(
        ". В таблице нет двух недель чисел: добавьте --per-month.",
        ". The table has less than two weeks of numbers: add --per-month."
      )
    }
    return text
  }

  private func table() -> TableContent? {
    guard !reading.rows.isEmpty else { return nil }
    return TableContent(
      caption: nil,
      header: [
        language("Недель", "Weeks"), language("На сторону", "Per side"),
        language("Докажет, из 100", "Proves it, of 100"),
        language("Выберет верно, из 100", "Picks right, of 100"),
        language("Докажет в 80 из 100", "Proves in 80 of 100"),
      ],
      rows: reading.rows.map { row in
        [
          figures.whole(row.weeks), figures.whole(row.unitsPerArm),
          figures.hundred(row.confirmed, 0),
          row.rightPick.map { figures.hundred($0, 0) } ?? Figures.nothing,
          row.detectable.map { points($0) } ?? language("ничего", "nothing"),
        ]
      }
    )
  }

  private func notes() -> [String] {
    var lines: [String] = []
    if let confirm = reading.toConfirm {
      lines.append(
        language(
          "Доказать \(points(reading.question.effect)) в 80 случаях из 100: \(figures.whole(confirm)) на сторону.",
          "To prove \(points(reading.question.effect)) in 80 of 100: \(figures.whole(confirm)) a side."
        )
      )
    } else {
      lines.append(
        language(
          "Такого прироста быть не может: вместе с ним вышло бы больше 100 из 100.",
          "There can be no such gain: with it there would be more than 100 of 100."
        )
      )
    }
    if let exclude = reading.toExclude {
      lines.append(
        language(
          "Сказать «без разницы», когда её нет, в 80 из 100: \(figures.whole(exclude)) на сторону.",
          "To say “no difference” where there is none, in 80 of 100: \(figures.whole(exclude)) a side."
        )
      )
    }
    if let p = reading.managersP {
      let managers = figures.whole(reading.question.managers)
      lines.append(
        p <= reading.level
          ? language(
            "Жребием по менеджерам (\(managers)) доказать можно.",
            "A lot over the managers (\(managers)) can prove something."
          )
          : language(
            "Жребием по менеджерам (\(managers)) доказать нельзя: самый ясный исход случай даёт в \(figures.ofHundred(p)).",
            "A lot over the managers (\(managers)) can prove nothing: chance gives the clearest outcome in \(figures.ofHundred(p))."
          )
      )
    }
    let ripening = Int64(reading.question.maturityDays)
    if ripening > 0 {
      lines.append(
        language(
          "К каждому сроку прибавьте \(figures.whole(ripening)) \(CountedNoun.day.form(ripening, .ru)) созревания.",
          "Add \(figures.whole(ripening)) \(CountedNoun.day.form(ripening, .en)) of ripening to each length."
        )
      )
    }
    lines.append(
      language(
        "Одна проверка в конце, жребий по клиентам; по календарю с двумя проверками в месяц шансы чуть ниже.",
        "One look at the end, drawn by client; with two looks a month the chances are a little lower."
      )
    )
    return lines
  }
}
