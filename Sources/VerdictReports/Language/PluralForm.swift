/// Which form a noun takes beside a number (Unicode CLDR plural categories of Russian and English).
///
/// Russian: 1 встреча, 2 встречи, 5 встреч, 1,5 встречи. A number shown with decimals always takes
/// `other`, whatever its digits: that is where ready-made tables were wrong for years.
package enum PluralForm: Sendable, Hashable {
  case one
  case few
  case many
  case other

  /// The form beside a whole number.
  package static func of(_ number: Int64, _ language: Language) -> PluralForm {
    let size = number.magnitude
    switch language {
    case .en: return size == 1 ? .one : .other
    case .ru:
      let tens = size % 100
      if (11...14).contains(tens) { return .many }
      switch size % 10 {
      case 1: return .one
      case 2, 3, 4: return .few
      default: return .many
      }
    }
  }
}

/// A noun with its forms in both languages.
package struct CountedNoun: Sendable, Hashable {
  /// 1 встреча.
  let one: String
  /// 2 встречи.
  let few: String
  /// 5 встреч; also "из 40 встреч".
  let many: String
  /// 1,5 встречи.
  let fraction: String
  let englishOne: String
  let englishOther: String

  /// A noun from its Russian forms beside 1, 2 and 5, and English singular and plural.
  ///
  /// The form beside a fraction is the genitive singular, which equals the form beside 2 except for
  /// adjectives used as nouns (2 пришедших, 1,5 пришедшего).
  package init(
    _ one: String,
    _ few: String,
    _ many: String,
    fraction: String? = nil,
    en englishOne: String,
    _ englishOther: String
  ) {
    self.one = one
    self.few = few
    self.many = many
    self.fraction = fraction ?? few
    self.englishOne = englishOne
    self.englishOther = englishOther
  }

  /// The noun alone, in the form that stands beside a whole number.
  package func form(_ number: Int64, _ language: Language) -> String {
    switch (language, PluralForm.of(number, language)) {
    case (.en, .one): englishOne
    case (.en, _): englishOther
    case (.ru, .one): one
    case (.ru, .few): few
    case (.ru, .many): many
    case (.ru, .other): fraction
    }
  }

  static let day = CountedNoun("день", "дня", "дней", en: "day", "days")

  /// Genitive plural in Russian ("из встреч"), plural in English.
  package func plural(_ language: Language) -> String { language(many, englishOther) }

  /// Form after "из N": genitive, singular after 1, 21, 31 (из 21 встречи), else plural.
  package func ofTotal(_ number: Int64, _ language: Language) -> String {
    switch (language, PluralForm.of(number, language)) {
    case (.en, .one): englishOne
    case (.en, _): englishOther
    case (.ru, .one): fraction
    case (.ru, _): many
    }
  }
}
