package import VerdictModel

/// An effect as a command's option says it: `5 points`, `10 %`.
package enum EffectSizeText {
  /// The number with its scale; nil for anything else.
  package static func read(_ text: String) -> RegisteredEffect? {
    EffectText.parse(text).map { RegisteredEffect(scale: $0.scale, value: $0.value) }
  }
}

/// Effects as people write them: `5 points`, `2,5 пункта`, `10 %`, `30000 ₽`, `5 days`.
enum EffectText {
  /// Words for points, lower case.
  private static let points: Set<String> = [
    "point", "points", "pp", "p.p.", "пункт", "пункта", "пунктов", "пункты", "пп", "п.п.",
  ]

  /// Words for money in the company's currency, lower case; which one is the store's setting.
  private static let money: Set<String> = [
    "money", "₽", "руб", "руб.", "р.", "рублей", "рубля", "rub", "$", "usd", "€", "eur", "₸", "kzt",
    "тенге", "byn", "£", "gbp", "uzs", "сум", "драм", "amd", "gel", "₾",
  ]
  private static let days: Set<String> = ["day", "days", "день", "дня", "дней"]

  /// The number and its scale; nil for a number alone and for other units.
  static func parse(_ text: String) -> (value: Double, scale: RegisteredEffect.Scale)? {
    let end = text.firstIndex { !($0.isASCII && ($0.isNumber || "-.,".contains($0))) }
    guard let end, let value = FormReading.number(String(text[..<end])) else { return nil }
    let unit = FormReading.trimmed(String(text[end...])).lowercased()
    if points.contains(unit) { return (value, .points) }
    if money.contains(unit) { return (value, .money) }
    if days.contains(unit) { return (value, .days) }
    return unit == "%" ? (value, .relative) : nil
  }

  /// As a file holds it.
  static func text(_ effect: RegisteredEffect) -> String {
    switch effect.scale {
    case .points: plain(effect.value) + " points"
    case .relative: plain(effect.value) + " %"
    case .money: plain(effect.value) + " money"
    case .days: plain(effect.value) + " days"
    }
  }

  /// The number in front of a text of points as a fraction, the point moved in decimal: 1.1 points are
  /// 0.011, which 1.1 / 100 is not.
  static func fraction(ofPoints text: String) -> Double? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || "-.,".contains($0)) }
    return Double(number.map { $0 == "," ? "." : String($0) }.joined() + "e-2")
  }

  /// A fraction as points: its shortest decimal with the point moved two places.
  static func points(ofFraction fraction: Double) -> String {
    let text = plain(abs(fraction))
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let digits = (parts.count > 1 ? String(parts[1]) : "") + "00"
    let whole = String(parts[0]) + digits.prefix(2)
    var rest = String(digits.dropFirst(2))
    while rest.last == "0" { rest.removeLast() }
    let plainWhole = String(whole.drop { $0 == "0" })
    return (fraction < 0 ? "-" : "") + (plainWhole.isEmpty ? "0" : plainWhole)
      + (rest.isEmpty ? "" : "." + rest)
  }

  /// A number without an exponent, whole ones without a point.
  static func plain(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
    let parts = String(number).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]), exponent < 0 else {
      return String(number)
    }
    let sign = parts[0].hasPrefix("-") ? "-" : ""
    let digits = parts[0].filter(\.isNumber)
    return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
  }
}
