package import VerdictModel

/// What one code says in both languages; `{name}` is filled in from the error's values.
///
/// A part in square brackets is left out when a value it names is missing or empty.
struct MessageText: Sendable, Hashable {
  let ru: String
  let en: String
  init(_ ru: String, _ en: String) {
    self.ru = ru
    self.en = en
  }
}

/// Errors and refusals in words: the place, what was wrong, the value, what is allowed, what to do.
package struct Messages: Sendable {
  package let language: Language
  package init(language: Language) { self.language = language }

  /// Refusals printed before the rest is only counted.
  package static let shownRefusals = 20

  /// The text of an error, without a line break at its end.
  ///
  /// An unknown code is shown with its values, so nothing is ever silent.
  package func text(for error: any CodedError) -> String {
    if case .refused(let refusals) = error as? ModelError {
      return text(for: refusals, total: refusals.count)
    }
    return text(code: error.code, values: error.values)
  }

  /// One refusal with its place.
  package func text(for refusal: Refusal) -> String {
    var values = refusal.values
    if let value = refusal.value { values["value"] = value }
    if let place = refusal.place {
      if values["column"] == nil { values["column"] = place.column }
      if values["file"] == nil { values["file"] = place.file }
    }
    let said = text(code: refusal.code, values: values)
    guard let place = refusal.place else { return said }
    return self.place(place, code: refusal.code) + ": " + said
  }

  /// Several refusals, one a line; `total` counts those not kept as well.
  package func text(for refusals: [Refusal], total: Int) -> String {
    let noun = CountedNoun("ошибка", "ошибки", "ошибок", en: "mistake", "mistakes")
    var lines = [
      language(
        "Ничего не записано: \(Figures(language).whole(total)) \(noun.form(Int64(total), .ru)).",
        "Nothing was written: \(Figures(language).whole(total)) \(noun.form(Int64(total), .en))."
      )
    ]
    lines += refusals.prefix(Messages.shownRefusals).map { text(for: $0) }
    let rest = total - min(refusals.count, Messages.shownRefusals)
    if rest > 0 {
      lines.append(
        language(
          "…и ещё \(Figures(language).whole(rest)).",
          "…and \(Figures(language).whole(rest)) more."
        )
      )
    }
    return lines.joined(separator: "\n")
  }

  /// A code with its values.
  package func text(code: String, values: [String: String]) -> String {
    guard let message = Messages.table[code] else { return fallback(code, values) }
    return Messages.fill(language(message.ru, message.en), spoken(values))
  }

  /// Whether there are words for a code.
  package static func knows(_ code: String) -> Bool { table[code] != nil }

  /// All codes that have words.
  package static var codes: [String] { table.keys.sorted() }

  // MARK: pieces

  /// One file of texts for each module that raises errors.
  private static let table: [String: MessageText] = {
    var all: [String: MessageText] = [:]
    for texts in [
      storeMessages, fileMessages, importMessages, formMessages, funnelMessages, commandMessages,
      calculationMessages, peopleMessages, planMessages,
    ] {
      all.merge(texts) { first, _ in first }
    }
    return all
  }()

  private func place(_ place: FilePlace, code: String) -> String {
    var parts = [place.file]
    if let line = place.line { parts.append(language("строка ", "line ") + String(line)) }
    if let column = place.column {
      // YAML gives a position, tables give a column's name.
      let isPosition = column.allSatisfy(\.isNumber) && !column.isEmpty
      parts.append(
        isPosition
          ? language("знак ", "character ") + column
          : language("столбец ", "column ") + column
      )
    }
    return parts.map(TerminalPage.safe).joined(separator: ", ")
  }

  private func fallback(_ code: String, _ values: [String: String]) -> String {
    let shown = values.sorted { $0.key < $1.key }.map { $0.key + " = " + $0.value }
    return TerminalPage.safe(
      language("Не получилось: ", "It did not work: ") + code
        + (shown.isEmpty ? "" : " (" + shown.joined(separator: ", ") + ")")
    )
  }

  /// Values with the few words that need translating.
  private func spoken(_ values: [String: String]) -> [String: String] {
    var values = values.mapValues(TerminalPage.safe)
    for key in ["expected", "found", "kind"] {
      if let value = values[key], let word = Messages.kinds[value] {
        values[key] = language(word.ru, word.en)
      }
    }
    return values
  }

  private static let kinds: [String: MessageText] = [
    "day": MessageText(
      "строка на день, без источника и менеджера",
      "one row a day, no source or manager"
    ),
    "bySource": MessageText("строка на источник", "a row for each source"),
    "byManager": MessageText("строка на менеджера", "a row for each manager"),
    "bySourceAndManager": MessageText(
      "строка на источник и менеджера",
      "a row for each source and manager"
    ),
    "text": MessageText("текст", "text"),
    "title": MessageText("текст или пара ru и en", "a text, or ru and en"),
    "integer": MessageText("целое число", "a whole number"),
    "number": MessageText("число", "a number"),
    "boolean": MessageText("true или false", "true or false"),
    "list": MessageText("список", "a list"),
    "mapping": MessageText("набор «ключ: значение»", "a set of “key: value”"),
    "date": MessageText("дата вида 2026-11-30", "a date like 2026-11-30"),
    "effect": MessageText("«5 points» или «10 %»", "“5 points” or “10 %”"),
    "points": MessageText("«5 points»", "“5 points”"),
    "funnel": MessageText("таблица воронки", "the funnel table"),
    "outcomes": MessageText("исходы участников", "participants' outcomes"),
    "tallies": MessageText("готовые счёты по дням", "daily tallies"),
  ]

  /// Fills `{name}`; a `[part]` whose value is missing is left out.
  static func fill(_ template: String, _ values: [String: String]) -> String {
    var result = ""
    var part: String?
    var isWhole = true
    var rest = template[...]
    func put(_ text: String) { if part != nil { part? += text } else { result += text } }
    while let character = rest.first {
      rest = rest.dropFirst()
      switch character {
      case "[":
        part = ""
        isWhole = true
      case "]":
        if isWhole { result += part ?? "" }
        part = nil
      case "{":
        guard let close = rest.firstIndex(of: "}") else {
          put("{")
          continue
        }
        let value = values[String(rest[..<close])] ?? ""
        rest = rest[rest.index(after: close)...]
        if value.isEmpty { isWhole = false }
        put(value.isEmpty && part == nil ? Figures.nothing : value)
      default: put(String(character))
      }
    }
    return result + (part ?? "")
  }
}
