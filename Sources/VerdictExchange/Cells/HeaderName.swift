/// A column's name as a file has it, and as names are compared.
struct HeaderName: Hashable {
  /// As the file has it, on one line.
  let shown: String
  /// Small letters, ё as е, blanks made one, nothing cut off.
  let whole: String
  /// The same without brackets, units and marks at its end: `расход` of «Расход, ₽ (с НДС)».
  let key: String
  /// What was cut off, in small letters: `руб.`, `usd`.
  let unit: String

  init(_ text: String) {
    shown = Self.oneLine(text)
    whole = Self.folded(text)
    var name = whole
    var cut: [Substring] = []
    while let open = name.firstIndex(of: "("), let close = name[open...].firstIndex(of: ")") {
      cut.append(name[name.index(after: open)..<close])
      name.removeSubrange(open...close)
    }
    if let comma = name.firstIndex(of: ","),
      Self.units.contains(Self.trimmed(name[name.index(after: comma)...]))
    {
      cut.append(name[name.index(after: comma)...])
      name = String(name[..<comma])
    }
    name = name.replacing("№ ", with: "№")
    key = Self.oneLine(Self.trimmed(name))
    unit = cut.map(Self.trimmed).joined(separator: " ")
  }

  /// Small letters without accents that people leave out.
  static func folded(_ text: String) -> String {
    oneLine(text.lowercased().replacing("ё", with: "е"))
  }

  /// Blanks of every kind made one space; none at the ends, nor quotes and stars.
  private static func oneLine(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{200B}" }.joined(separator: " ")
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var scalars = String(text).unicodeScalars[...]
    let edges: Set<Unicode.Scalar> = [" ", ",", ":", ";", "*", ".", "\"", "\u{A0}"]
    while let first = scalars.first, edges.contains(first) { scalars = scalars.dropFirst() }
    while let last = scalars.last, edges.contains(last) { scalars = scalars.dropLast() }
    return String(scalars)
  }

  private static let units: Set<String> = [
    "₽", "руб", "р", "%", "шт", "rub", "тыс", "тыс руб", "usd", "eur", "$", "€",
  ]

  /// The currency a unit names, nil for none.
  var currency: String? { Currency.named(in: unit) }
}

/// Currencies as files name them.
enum Currency {
  private static let names: [(word: String, code: String)] = [
    ("₽", "RUB"), ("руб", "RUB"), ("rub", "RUB"), ("rur", "RUB"), ("российский рубль", "RUB"),
    ("$", "USD"), ("usd", "USD"), ("доллар", "USD"), ("€", "EUR"), ("eur", "EUR"), ("евро", "EUR"),
    ("₸", "KZT"), ("kzt", "KZT"), ("тенге", "KZT"), ("uzs", "UZS"), ("сум", "UZS"), ("byn", "BYN"),
    ("белорус", "BYN"), ("uah", "UAH"), ("₴", "UAH"), ("gbp", "GBP"), ("£", "GBP"), ("cny", "CNY"),
    ("¥", "CNY"), ("aed", "AED"), ("try", "TRY"), ("₺", "TRY"), ("gel", "GEL"), ("amd", "AMD"),
    ("kgs", "KGS"), ("azn", "AZN"),
  ]

  /// The code of the currency a text in small letters names; the Belarusian rouble before the Russian.
  static func named(in text: String) -> String? {
    if text.contains("белорус") { return "BYN" }
    return names.first { text.contains($0.word) }?.code
  }
}
