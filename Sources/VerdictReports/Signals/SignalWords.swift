package import VerdictAnalysis
package import VerdictModel

/// What one signal says, in words: what, since when, how unusual, and what it touches.
package struct SignalWords: Sendable {
  package let language: Language
  package let currency: String
  /// The day the words are read on.
  package let reference: Day

  package init(_ language: Language, currency: String, reference: Day) {
    self.language = language
    self.currency = currency
    self.reference = reference
  }

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }

  /// `▼ Доходимость, Олег: 31 из 100 вместо 55`.
  package func headline(_ signal: SignalReading) -> String {
    let usual =
      signal.rule == .norm
      ? norm(signal)
      : language("вместо ", "instead of ")
        + amount(signal.usual, signal, isSecond: true)
    return mark(signal) + " " + name(signal) + ": " + amount(signal.value, signal) + " " + usual
  }

  package func mark(_ signal: SignalReading) -> String { signal.isUp ? "▲" : "▼" }

  /// The metric and whose it is.
  package func name(_ signal: SignalReading) -> String {
    let title = language.text(signal.title)
    switch signal.subject.cut {
    case .manager: return title + ", " + signal.subject.member
    case .source: return title + language(", источник ", ", source ") + signal.subject.member
    default: return title
    }
  }

  /// A value on the signal's scale.
  package func amount(_ value: Double, _ signal: SignalReading, isSecond: Bool = false) -> String {
    switch signal.kind {
    case .share: isSecond ? figures.hundred(value) : figures.ofHundred(value)
    case .money: figures.roundMoney(value, currency)
    case .count:
      figures.decimal(value, abs(value) < 20 ? 1 : 0) + (isSecond ? "" : perWeek(signal))
    }
  }

  private func perWeek(_ signal: SignalReading) -> String { language(" в неделю", " a week") }

  /// Since when, and when it was seen.
  package func since(_ signal: SignalReading) -> String {
    let since = calendar.day(signal.since, near: reference)
    guard signal.rule != .norm else {
      return language("с \(since), последние четыре недели", "since \(since), the last four weeks")
    }
    let seen = calendar.day(signal.seen, near: reference)
    let start =
      signal.rule == .slump
      ? language("вероятнее всего с \(since)", "most likely since \(since)")
      : language("с \(since)", "since \(since)")
    return start + language("; замечено \(seen)", "; seen on \(seen)")
  }

  /// Which of the two words it is: limits, set by chance, or the norm, set by the company.
  package func left(_ signal: SignalReading) -> String {
    switch signal.rule {
    case .slump:
      return language(
        "вышло за пределы случая: медленный спад, по сумме многих недель",
        "left the limits of chance: a slow slump, by the sum of many weeks"
      )
    case .jump, .value:
      guard let limit = signal.limit else { return "" }
      let edge = amount(limit, signal)
      return signal.isUp
        ? language(
          "вышло за пределы случая: верхний \(edge)",
          "left the limits of chance: the upper one is \(edge)"
        )
        : language(
          "вышло за пределы случая: нижний \(edge)",
          "left the limits of chance: the lower one is \(edge)"
        )
    case .norm:
      return language(
        "вышло из нормы, которую поставила компания",
        "left the norm the company has set"
      )
    }
  }

  /// How often chance alone does this.
  package func unusual(_ signal: SignalReading) -> String {
    if signal.rule == .norm {
      guard let chance = signal.chance else { return "" }
      let often = share(chance)
      return chance >= 0.05
        ? language(
          "при ровно такой норме случай даёт это в \(often) — обычный разброс",
          "with exactly this norm chance gives it in \(often): ordinary scatter"
        )
        : language(
          "при ровно такой норме случай даёт это в \(often)",
          "with exactly this norm chance gives it in \(often)"
        )
    }
    var parts: [String] = []
    if let chance = signal.chance {
      parts.append(
        language(
          "без перемены столько или \(signal.isUp ? "больше" : "меньше") бывает в \(share(chance))",
          "without a change this \(signal.isUp ? "much or more" : "little or less") happens in \(share(chance))"
        )
      )
    }
    if let months = signal.monthsBetweenFalse {
      parts.append(
        language(
          "ложный сигнал об этом ряде приходит раз в \(time(months))",
          "a false signal about this series comes once in \(time(months))"
        )
      )
    }
    return parts.joined(separator: "; ")
  }

  private func share(_ chance: Double) -> String {
    func cases(_ count: Double, _ total: String) -> String {
      let whole = Int64(count.rounded())
      return figures.whole(whole) + Figures.noBreak
        + language("\(Self.inCase.form(whole, .ru)) из \(total)", "of \(total) cases")
    }
    if chance >= 0.0095 { return cases(chance * 100, "100") }
    if chance >= 0.00095 { return cases(chance * 1000, language("1000", "1,000")) }
    return language("менее чем 1 случае из 1000", "fewer than 1 of 1,000 cases")
  }

  /// After "в": в 1 случае, в 2 случаях, в 21 случае.
  private static let inCase = CountedNoun("случае", "случаях", "случаях", en: "case", "cases")
  private static let month = CountedNoun("месяц", "месяца", "месяцев", en: "month", "months")
  private static let year = CountedNoun("год", "года", "лет", en: "year", "years")

  private func time(_ months: Double) -> String {
    let noun = months < 24 ? Self.month : Self.year
    let count = max(1, Int64((months < 24 ? months : months / 12).rounded()))
    return figures.whole(count) + Figures.noBreak + noun.form(count, language)
  }

  /// The counts behind a share.
  package func counts(_ signal: SignalReading) -> String? {
    signal.counts.map { figures.count($0.successes, of: $0.trials) }
  }

  /// What it moves in a month, if it stays.
  package func downstream(_ signal: SignalReading) -> String? {
    let parts = signal.downstream.compactMap { effect -> String? in
      let title = Self.lowered(language.text(effect.title))
      if effect.isMoney {
        guard abs(effect.perMonth) >= 1 else { return nil }
        return title + " " + figures.roundMoney(effect.perMonth, currency, signed: true)
      }
      guard abs(effect.perMonth) >= 0.05 else { return nil }
      return title + " " + figures.signed(effect.perMonth, abs(effect.perMonth) < 10 ? 1 : 0)
    }
    guard !parts.isEmpty else { return nil }
    return language("если так и останется, в месяц примерно: ", "if it stays so, about, a month: ")
      + parts.joined(separator: ", ")
  }

  /// The first letter small, unless the word is an abbreviation.
  static func lowered(_ text: String) -> String {
    guard let first = text.first, text.dropFirst().first?.isUppercase != true else { return text }
    return first.lowercased() + text.dropFirst()
  }

  private func norm(_ signal: SignalReading) -> String {
    func edge(_ value: Double) -> String { amount(value, signal, isSecond: true) }
    switch (signal.normLow, signal.normHigh) {
    case (let low?, let high?):
      return language("при норме ", "with a norm of ") + edge(low) + "–" + edge(high)
    case (let low?, nil): return language("при норме от ", "with a norm from ") + edge(low)
    case (nil, let high?): return language("при норме до ", "with a norm up to ") + edge(high)
    case (nil, nil): return ""
    }
  }

  /// What to write down as a hypothesis, for what a test can change.
  package func hypothesis(_ signal: SignalReading) -> String? {
    guard !signal.isGood, signal.kind == .share, signal.subject.cut != .manager else { return nil }
    let target =
      signal.rule == .norm ? signal.normLow ?? signal.normHigh ?? signal.usual : signal.usual
    return language(
      "«\(name(signal))»: что вернёт с \(figures.hundred(signal.value)) к \(figures.hundred(target)) из 100",
      "“\(name(signal))”: what brings it back from \(figures.hundred(signal.value)) to \(figures.hundred(target)) of 100"
    )
  }

  // MARK: what is written down

  package func text(_ change: RecordingChange) -> String {
    let since = calendar.day(change.since, near: reference)
    switch change.kind {
    case .counterBegan:
      let title = change.title.map(language.text) ?? change.counter ?? ""
      return language(
        "«\(title)» записывают с \(since), раньше не записывали. Скачок через эту дату — перемена в записях, а не успех: сравниваем только то, что после неё.",
        "“\(title)” is written down since \(since) and was not before. A jump across that day is a change in recording, not a success: only what came after it is compared."
      )
    case .sourceBegan:
      return language(
        "Источник \(change.member) появился в таблице \(since): прирост с этого дня пришёл вместе с ним.",
        "Source \(change.member) appeared in the table on \(since): what grew from that day on came with it."
      )
    case .sourceSilent:
      return language(
        "Источник \(change.member) молчит с \(since): это «нет данных», а не ноль.",
        "Source \(change.member) is silent since \(since): that is “no data”, not zero."
      )
    case .perhapsRenamed:
      return language(
        "\(change.member) появляется \(since), сразу после последней записи «\(change.other ?? "")». Если это один человек под двумя именами, в файлах нужно одно имя: иначе его история начинается заново.",
        "\(change.member) appears on \(since), right after the last entry of “\(change.other ?? "")”. If this is one person under two names, the files need one name: otherwise the history starts anew."
      )
    }
  }

  package func family(_ rule: SignalRule) -> String {
    switch rule {
    case .slump: language("Медленный спад доли", "A slow slump of a rate")
    case .jump: language("Скачок доли", "A jump of a rate")
    case .value: language("Числа, деньги, цены", "Counts, money, prices")
    case .norm: language("Норма компании", "The company's norm")
    }
  }
}
