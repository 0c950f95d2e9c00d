package import VerdictModel

extension Figures {
  /// An amount to the last unit: `600 000 ₽`, `$1,550.50`.
  ///
  /// Minor units appear only where there are any, and never for a currency that has none.
  package func money(_ amount: Money, _ currency: String) -> String {
    let cents = amount.minor.magnitude % 100
    let places = cents == 0 || Figures.withoutMinorUnits.contains(currency) ? 0 : 2
    if places == 0 {
      let rounded = Int64((amount.minor.magnitude + 50) / 100)
      return dressed(whole(rounded), amount.minor < 0 ? Figures.minus : "", currency)
    }
    let text =
      whole(Int64(amount.minor.magnitude / 100)) + language(",", ".") + pad(Int(cents), 2)
    return dressed(text, amount.minor < 0 ? Figures.minus : "", currency)
  }

  /// A rounded amount in words people use: `38 тыс. ₽`, `2,4 млн ₽`, `$1.2bn`.
  ///
  /// Two significant digits below ten of a unit, three above. The argument is in major units.
  package func roundMoney(_ major: Double, _ currency: String, signed: Bool = false) -> String {
    guard major.isFinite else { return Figures.nothing }
    let size = abs(major)
    let steps: [(Double, String)] = [
      (1e12, language("трлн", "tn")), (1e9, language("млрд", "bn")), (1e6, language("млн", "m")),
      (1e3, language("тыс.", "k")),
    ]
    var text = ""
    for (unit, name) in steps where text.isEmpty && size >= unit * 0.9995 {
      let scaled = size / unit
      let places = scaled < 9.95 && unit > 1e3 ? 1 : 0
      var number = decimal(scaled, places)
      if places == 1, number.hasSuffix("0") { number = decimal(scaled, 0) }
      text = number + language(Figures.noBreak, "") + name
    }
    if text.isEmpty { text = decimal(size, 0) }
    let isZero = size < 0.5
    let sign = isZero ? "" : major < 0 ? Figures.minus : signed ? "+" : ""
    return dressed(text, sign, currency)
  }

  /// The sign of a currency: `₽`, `$`; its code where it has none.
  static func symbol(of currency: String) -> String { symbols[currency] ?? currency }

  private func dressed(_ number: String, _ sign: String, _ currency: String) -> String {
    let symbol = Figures.symbols[currency] ?? currency
    if language == .en, ["$", "€", "£", "¥"].contains(symbol) { return sign + symbol + number }
    return sign + number + Figures.noBreak + symbol
  }

  private static let withoutMinorUnits: Set<String> = [
    "JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG", "UGX", "RWF",
  ]
  private static let symbols = [
    "RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "KZT": "₸", "UAH": "₴",
    "BYN": "Br", "GEL": "₾", "AMD": "֏", "TRY": "₺", "INR": "₹", "CNY": "CN¥", "KRW": "₩",
  ]
}
