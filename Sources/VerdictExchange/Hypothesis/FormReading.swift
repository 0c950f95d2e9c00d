import VerdictModel
import Yams

/// Reads single values of a section; each says nil and refuses when the value is not what it must be.
struct FormReading {
  var refusals: FormRefusals

  init(file: String) {
    refusals = FormRefusals(file: file)
  }

  /// Refuses when the key is missing.
  mutating func need(_ section: FormSection, _ key: String) -> Bool {
    if section.node(key) != nil { return true }
    refusals.refuse("form.missingKey", section, key)
    return false
  }

  /// A scalar's text without blanks around it.
  mutating func text(_ section: FormSection, _ key: String, as expected: String = "text") -> String?
  {
    guard let node = section.node(key) else { return nil }
    guard let scalar = node.scalar else {
      refusals.refuse("form.wrongType", section, key, values: ["expected": expected])
      return nil
    }
    return Self.trimmed(scalar.string)
  }

  mutating func neededText(_ section: FormSection, _ key: String) -> String? {
    guard need(section, key), let text = text(section, key) else { return nil }
    if text.isEmpty { refusals.refuse("form.missingKey", section, key) }
    return text.isEmpty ? nil : text
  }

  /// One text for both languages, or `{ru, en}`; a missing language takes the other's words.
  mutating func title(_ section: FormSection, _ key: String) -> Title? {
    guard let node = section.node(key) else { return nil }
    if let scalar = node.scalar {
      let text = Self.trimmed(scalar.string)
      if text.isEmpty { refusals.refuse("form.missingKey", section, key) }
      return text.isEmpty ? nil : Title(ru: text, en: text)
    }
    guard let mapping = node.mapping else {
      refusals.refuse("form.wrongType", section, key, values: ["expected": "title"])
      return nil
    }
    let inner = FormSection(
      mapping,
      path: section.path(of: key),
      known: ["ru", "en"],
      &refusals
    )
    let ru = text(inner, "ru").flatMap { $0.isEmpty ? nil : $0 }
    let en = text(inner, "en").flatMap { $0.isEmpty ? nil : $0 }
    guard let one = ru ?? en else {
      refusals.refuse("form.missingKey", section, key)
      return nil
    }
    return Title(ru: ru ?? one, en: en ?? one)
  }

  /// A date, ISO.
  mutating func day(_ section: FormSection, _ key: String) -> Day? {
    guard let text = text(section, key, as: "date") else { return nil }
    if let day = Day(iso: text) { return day }
    var values: [String: String] = [:]
    values["nearest"] = DateCell.suggestion(for: Array(text.utf8)[...])
    refusals.refuse("form.date", section, key, value: text, values: values)
    return nil
  }

  mutating func integer(_ section: FormSection, _ key: String) -> Int? {
    guard let text = text(section, key, as: "integer") else { return nil }
    if let value = Int(text), abs(value) <= 1_000_000_000 { return value }
    refusals.refuse("form.wrongType", section, key, value: text, values: ["expected": "integer"])
    return nil
  }

  mutating func number(_ section: FormSection, _ key: String) -> Double? {
    guard let text = text(section, key, as: "number") else { return nil }
    if let value = Self.number(text) { return value }
    refusals.refuse("form.wrongType", section, key, value: text, values: ["expected": "number"])
    return nil
  }

  /// `true` or `false` (`yes` and `no` are taken too).
  mutating func boolean(_ section: FormSection, _ key: String) -> Bool? {
    guard let text = text(section, key, as: "boolean") else { return nil }
    switch text.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      refusals.refuse("form.wrongType", section, key, value: text, values: ["expected": "boolean"])
      return nil
    }
  }

  /// One of the words that a table gives a meaning to.
  mutating func choice<Value>(
    _ section: FormSection,
    _ key: String,
    _ meanings: [(word: String, value: Value)]
  ) -> Value? {
    guard let text = text(section, key) else { return nil }
    if let meaning = meanings.first(where: { $0.word == text }) { return meaning.value }
    let words = meanings.map(\.word)
    var values = ["allowed": words.joined(separator: ", ")]
    values["nearest"] = NearestName.of(text, among: words)
    refusals.refuse("form.unknownValue", section, key, value: text, values: values)
    return nil
  }

  /// `5 points`, `5 пунктов` or `10 %`, positive and at most 100 points.
  mutating func effect(_ section: FormSection, _ key: String) -> RegisteredEffect? {
    guard let text = text(section, key, as: "effect") else { return nil }
    guard let (value, scale) = EffectText.parse(text) else {
      refusals.refuse("form.effect", section, key, value: text)
      return nil
    }
    let largest: [RegisteredEffect.Scale: Double] = [.points: 100, .relative: 1000, .days: 400]
    guard value > 0, value <= largest[scale] ?? 1e12 else {
      refusals.refuse("form.effectRange", section, key, value: text)
      return nil
    }
    return RegisteredEffect(scale: scale, value: value)
  }

  /// Points, `5 points` or a bare `5`, as a fraction.
  mutating func points(
    _ section: FormSection,
    _ key: String,
    allowed: ClosedRange<Double>,
    bareAllowed: Bool = true
  ) -> Double? {
    guard let text = text(section, key, as: "points") else { return nil }
    let bare = bareAllowed ? Self.number(text) : nil
    let parsed = EffectText.parse(text).flatMap { $0.scale == .points ? $0.value : nil }
    guard let value = bare ?? parsed else {
      refusals.refuse("form.points", section, key, value: text)
      return nil
    }
    guard allowed.contains(value) else {
      let ends = "\(EffectText.plain(allowed.lowerBound))…\(EffectText.plain(allowed.upperBound))"
      refusals.refuse("form.range", section, key, value: text, values: ["allowed": ends])
      return nil
    }
    return EffectText.fraction(ofPoints: text) ?? value / 100
  }

  /// A number in the unit of the metric, written as an effect of that scale or bare.
  mutating func size(_ section: FormSection, _ key: String, _ scale: RegisteredEffect.Scale)
    -> Double?
  {
    guard let text = text(section, key, as: "effect") else { return nil }
    let parsed = EffectText.parse(text).flatMap { $0.scale == scale ? $0.value : nil }
    guard let value = Self.number(text) ?? parsed, value >= 0, value <= 1e12 else {
      refusals.refuse("form.effect", section, key, value: text)
      return nil
    }
    return value
  }

  /// The items of a list of mappings; with `bareKey`, an item may be one text, the value of that key.
  mutating func sections(
    _ section: FormSection,
    _ key: String,
    known: [String],
    bareKey: String? = nil
  ) -> [FormSection]? {
    guard let node = section.node(key) else { return nil }
    guard let sequence = node.sequence else {
      refusals.refuse("form.wrongType", section, key, values: ["expected": "list"])
      return nil
    }
    return sequence.enumerated().compactMap { index, item in
      let path = "\(section.path(of: key))[\(index + 1)]"
      if let bareKey, item.scalar != nil {
        return FormSection(
          Node.Mapping([(Node(bareKey), item)], Tag(.map), .any, item.mark),
          path: path,
          known: known,
          &refusals
        )
      }
      guard let mapping = item.mapping else {
        refusals.refuse("form.wrongType", path, item.mark, values: ["expected": "mapping"])
        return nil
      }
      return FormSection(mapping, path: path, known: known, &refusals)
    }
  }

  /// A finite decimal number with a point or a comma; no other notation.
  static func number(_ text: String) -> Double? {
    let digits = text.utf8.drop { $0 == 0x2D }
    guard text.utf8.count - digits.count <= 1, digits.count <= 40, digits.first != 0x2E,
      digits.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2C })
    else { return nil }
    return Double(String(text.map { $0 == "," ? "." : $0 }))
  }

  static func trimmed(_ text: String) -> String {
    let blanks: (Character) -> Bool = { $0.isWhitespace }
    var rest = text[...].drop(while: blanks)
    while let last = rest.last, blanks(last) { rest.removeLast() }
    return String(rest)
  }
}
