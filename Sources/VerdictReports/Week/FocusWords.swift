package import VerdictAnalysis

/// Where to put attention until the next look, in one sentence, and why there.
package struct FocusWords: Sendable {
  private let language: Language
  package init(_ language: Language) { self.language = language }

  /// Until when.
  package enum Span: Sendable {
    case week
    /// Until the next review.
    case review
  }

  package func sentence(_ focus: Focus?, _ span: Span) -> String {
    let start = opening(span)
    guard let focus else {
      return start
        + language(
          ": вести таблицу, по ней пока нечего выбирать.",
          ": keep the table; there is nothing in it to choose from yet."
        )
    }
    let title = language.text(focus.title)
    let named = start + ": " + (title == title.uppercased() ? title : title.lowercased())
    guard let counter = focus.counter, let perWeek = focus.perWeek else { return named + "." }
    if perWeek < 0.05 {
      return named + language(", план в пределах досягаемости.", ", the plan is within reach.")
    }
    // A part of a meeting cannot be held; one every so many weeks can.
    let number = perWeek >= 1 ? Int64(perWeek.rounded(.up)) : 1
    let noun = Self.nouns[counter]
    let counted =
      Figures(language).whole(number) + Figures.noBreak
      + (noun?.form(number, language)
        ?? "«\(focus.counterTitle.map(language.text) ?? counter)»")
    return named
      + language(", \(counted) в неделю до плана.", ", \(counted) a week short of the plan.")
  }

  /// Why there, and the sentence.
  ///
  /// `signal`: the signal it is about in words, where it may be told.
  func blocks(_ focus: Focus?, _ span: Span, currency: String, signal: String? = nil) -> [Block] {
    var reasons: [String] = []
    if let focus {
      if focus.why != .worthMost { reasons.append(signal ?? why(focus)) }
      if let gain = focus.gain, gain > 0 { reasons.append(worth(gain, focus.why, currency)) }
    }
    return (reasons.isEmpty ? [] : [.list(reasons)]) + [.paragraph(sentence(focus, span))]
  }

  private func opening(_ span: Span) -> String {
    switch span {
    case .week: language("Фокус недели", "Focus of the week")
    case .review: language("Фокус до следующей встречи", "Focus until the next review")
    }
  }

  private func why(_ focus: Focus) -> String {
    focus.why == .signal
      ? language("О нём самый дорогой из сигналов.", "The costliest of the signals is about it.")
      : language("От него зависит план месяца.", "The month's plan depends on it.")
  }

  private func worth(_ gain: Double, _ why: Focus.Why, _ currency: String) -> String {
    let money = Figures(language).roundMoney(gain, currency)
    return why == .worthMost
      ? language(
        "Если держать этот показатель на своей же хорошей четверти, это \(money) в месяц: больше, чем у других этапов.",
        "Kept at its own good quarter it is worth \(money) a month, more than any other stage."
      )
      : language(
        "Если держать этот показатель на своей же хорошей четверти, это \(money) в месяц.",
        "Kept at its own good quarter it is worth \(money) a month."
      )
  }

  /// What one of the standard counters is called when it is counted.
  static let nouns: [String: CountedNoun] = [
    "leads": CountedNoun("лид", "лида", "лидов", en: "lead", "leads"),
    "meetings_scheduled": CountedNoun("запись", "записи", "записей", en: "booking", "bookings"),
    "meetings_held": CountedNoun("встреча", "встречи", "встреч", en: "meeting", "meetings"),
    "payments": CountedNoun("оплата", "оплаты", "оплат", en: "payment", "payments"),
  ]
}
