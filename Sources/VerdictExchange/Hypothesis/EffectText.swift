import VerdictModel

/// Effects as people write them: `5 points`, `2,5 пункта`, `10 %`.
enum EffectText {
  /// Words for points, lower case.
  private static let points: Set<String> = [
    "point", "points", "pp", "p.p.", "пункт", "пункта", "пунктов", "пункты", "пп", "п.п.",
  ]

  /// The number and its scale; nil for a number alone and for other units.
  static func parse(_ text: String) -> (value: Double, scale: RegisteredEffect.Scale)? {
    let end = text.firstIndex { !($0.isASCII && ($0.isNumber || "-.,".contains($0))) }
    guard let end, let value = FormReading.number(String(text[..<end])) else { return nil }
    let unit = FormReading.trimmed(String(text[end...])).lowercased()
    if points.contains(unit) { return (value, .points) }
    return unit == "%" ? (value, .relative) : nil
  }

  /// As a file holds it.
  static func text(_ effect: RegisteredEffect) -> String {
    switch effect.scale {
    case .points: plain(effect.value) + " points"
    case .relative: plain(effect.value) + " %"
    }
  }

  /// A fraction as points: the shortest number which, divided by 100, is that fraction.
  static func points(ofFraction fraction: Double) -> String {
    var scale = 1.0
    for _ in 0..<15 {
      let candidate = (fraction * 100 * scale).rounded() / scale
      if candidate / 100 == fraction { return plain(candidate) }
      scale *= 10
    }
    return plain(fraction * 100)
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
