/// The one number formatter: digits, signs, rates of a hundred, points and ranges.
///
/// Russian writes `1 234,5` with no-break spaces, English `1,234.5`; minus is U+2212 in both.
/// A value that rounds to zero carries no sign. A value that is not finite is shown as a dash.
package struct Figures: Sendable, Hashable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  static let noBreak = "\u{00A0}"
  static let minus = "\u{2212}"
  /// Shown where there is no number.
  static let nothing = "\u{2014}"

  /// A whole number in groups of three.
  package func whole(_ number: Int64) -> String {
    (number < 0 ? Figures.minus : "") + grouped(String(number.magnitude))
  }
  package func whole(_ number: Int) -> String { whole(Int64(number)) }

  /// A number with a fixed count of decimals, 0–6.
  package func decimal(_ value: Double, _ places: Int = 0) -> String {
    guard let parts = digits(value, places) else { return Figures.nothing }
    return (parts.isNegative ? Figures.minus : "") + parts.text
  }

  /// As `decimal`, with `+` before what is above zero.
  package func signed(_ value: Double, _ places: Int = 0) -> String {
    guard let parts = digits(value, places) else { return Figures.nothing }
    if parts.isZero { return parts.text }
    return (parts.isNegative ? Figures.minus : "+") + parts.text
  }

  /// A share as so many of a hundred, without the words: `56`, `0,9`.
  package func hundred(_ share: Double, _ places: Int? = nil) -> String {
    decimal(share * 100, places ?? Figures.places(ofShare: share))
  }

  /// Whether a number is printed as 0 with so many decimals.
  static func isZero(_ number: Double, places: Int) -> Bool {
    abs(number) < 0.5 * [1, 0.1, 0.01, 0.001][min(3, max(0, places))]
  }

  /// `56 из 100`, `56 of 100`.
  package func ofHundred(_ share: Double, _ places: Int? = nil) -> String {
    hundred(share, places) + Figures.noBreak + language("из", "of") + Figures.noBreak + "100"
  }

  /// `+13 на 100`, `+13 per 100`: a difference of two shares.
  package func points(_ difference: Double, _ places: Int = 0) -> String {
    signed(difference * 100, places) + Figures.noBreak + language("на", "per") + Figures.noBreak
      + "100"
  }

  /// `24 из 43`, `24 of 43`.
  package func count(_ part: Int64, of total: Int64) -> String {
    whole(part) + Figures.noBreak + language("из", "of") + Figures.noBreak + whole(total)
  }
  package func count(_ part: Int, of total: Int) -> String { count(Int64(part), of: Int64(total)) }

  /// `от −7 до +32`, `from −7 to +32`; an open end is said in words.
  package func range(_ lower: Double?, _ upper: Double?, _ places: Int = 0) -> String {
    switch (lower, upper) {
    case (let lower?, let upper?):
      return language("от ", "from ") + signed(lower, places) + language(" до ", " to ")
        + signed(upper, places)
    case (let lower?, nil):
      return language("от ", "from ") + signed(lower, places)
        + language(" и больше", " upwards")
    case (nil, let upper?): return language("до ", "up to ") + signed(upper, places)
    case (nil, nil): return language("что угодно", "anything")
    }
  }

  /// Decimals that a share needs to say something: 56, 4,2, 0,09.
  static func places(ofShare share: Double) -> Int {
    let size = (abs(share) * 1e8).rounded() / 1e6
    if size >= 10 || size == 0 { return 0 }
    if size >= 0.95 { return size == size.rounded() ? 0 : 1 }
    return size >= 0.095 ? 1 : 2
  }

  /// Decimals for all numbers of one comparison, from the width of its interval (a fraction).
  static func places(ofWidth width: Double?) -> Int {
    guard let width, width > 0 else { return 0 }
    if width >= 0.08 { return 0 }
    return width >= 0.008 ? 1 : 2
  }

  private func digits(_ value: Double, _ places: Int) -> (
    text: String, isNegative: Bool, isZero: Bool
  )? {
    guard value.isFinite, abs(value) < 1e15 else { return nil }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e18 else { return nil }
    var digits = String(Int64(scaled))
    let isZero = scaled == 0
    guard places > 0 else { return (grouped(digits), value < 0 && !isZero, isZero) }
    digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let fraction = String(digits.suffix(places))
    let text = grouped(String(digits.dropLast(places))) + language(",", ".") + fraction
    return (text, value < 0 && !isZero, isZero)
  }

  private func grouped(_ digits: String) -> String {
    let separator = language(Figures.noBreak, ",")
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    return groups.joined(separator: separator)
  }
}
