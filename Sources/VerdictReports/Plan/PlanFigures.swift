import VerdictInference
import VerdictModel

/// Planned and expected amounts: counts with a decimal where it says something, money rounded.
struct PlanFigures: Sendable {
  let language: Language
  let currency: String
  private var figures: Figures { Figures(language) }

  /// A count, or money given in minor units.
  func amount(_ value: Double, isMoney: Bool) -> String {
    if isMoney { return figures.roundMoney(value / 100, currency) }
    return figures.decimal(value, Self.places(value))
  }

  func amount(_ value: Int64, isMoney: Bool) -> String {
    isMoney ? figures.roundMoney(Double(value) / 100, currency) : figures.whole(value)
  }

  /// `20–27`, `от 1,2 млн ₽ до 3 млн ₽`, `800 и больше`.
  func range(_ interval: Interval, isMoney: Bool) -> String {
    switch (interval.lower, interval.upper) {
    case (let lower?, let upper?):
      if !isMoney {
        let places = max(Self.places(lower), Self.places(upper))
        let low = figures.decimal(lower, places)
        let high = figures.decimal(upper, places)
        return low == high ? low : low + "–" + high
      }
      let (low, high) = (amount(lower, isMoney: true), amount(upper, isMoney: true))
      return low == high ? low : language("от ", "from ") + low + language(" до ", " to ") + high
    case (let lower?, nil):
      return amount(lower, isMoney: isMoney) + language(" и больше", " or more")
    case (nil, let upper?):
      return language("до ", "up to ") + amount(upper, isMoney: isMoney)
    case (nil, nil): return language("сколько угодно", "any number")
    }
  }

  /// A metric as it is formed: of a hundred, or money per one.
  func metric(_ value: Double, isShare: Bool) -> String {
    isShare ? figures.ofHundred(value) : price(value)
  }

  /// The price of one: `1 354 ₽`; above ten thousand rounded as all money is.
  func price(_ major: Double) -> String {
    guard major.isFinite, abs(major) < 9_999.5 else { return figures.roundMoney(major, currency) }
    return figures.money(Money(minor: Int64(major.rounded()) * 100), currency)
  }

  /// `45 из 100`; never a promise: at least 1 and at most 99 of 100.
  func chance(_ chance: Double) -> String {
    if chance < 0.01 { return language("меньше 1 из 100", "less than 1 of 100") }
    if chance > 0.99 { return language("больше 99 из 100", "more than 99 of 100") }
    return figures.ofHundred(chance, 0)
  }

  private static func places(_ value: Double) -> Int {
    let size = abs(value)
    if size >= 10 || (size * 10).rounded().truncatingRemainder(dividingBy: 10) == 0 { return 0 }
    return size >= 0.095 ? 1 : 2
  }
}

extension CountedNoun {
  static let workingDay = CountedNoun(
    "рабочий день",
    "рабочих дня",
    "рабочих дней",
    fraction: "рабочего дня",
    en: "working day",
    "working days"
  )
}
