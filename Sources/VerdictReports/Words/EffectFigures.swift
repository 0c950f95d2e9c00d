import VerdictModel

/// Effects of a test in the unit of its metric: so many of a hundred, money, or days.
struct EffectFigures: Sendable, Hashable {
  let language: Language
  let measure: Measure?
  let currency: String

  private var figures: Figures { Figures(language) }

  /// From the metric's unit to what is printed and drawn: shares become parts of a hundred.
  var factor: Double { measure == nil ? 100 : 1 }

  /// `+13 на 100`, `+31 тыс. ₽`, `−3,2 дн.`: a difference in words.
  func text(_ difference: Double, _ places: Int) -> String {
    switch measure {
    case nil: figures.points(difference, places)
    case .amount, .check: figures.roundMoney(difference, currency, signed: true)
    case .duration: figures.signed(difference, places) + Figures.noBreak + days
    }
  }

  /// The number alone, as a tile or a list needs it.
  func number(_ difference: Double, _ places: Int) -> String {
    switch measure {
    case .amount, .check: figures.roundMoney(difference, currency, signed: true)
    case nil, .duration: figures.signed(difference * factor, places)
    }
  }

  /// A tick of an axis, in the unit that is drawn.
  func tick(_ value: Double, _ places: Int) -> String {
    measure == .amount || measure == .check
      ? figures.roundMoney(value, currency, signed: true) : figures.signed(value, places)
  }

  /// What stands after the number of a tile; money carries its own sign.
  var unit: String {
    switch measure {
    case nil: language("на 100", "per 100")
    case .amount: language("на клиента", "per client")
    case .check: language("в чеке", "per check")
    case .duration: days
    }
  }

  /// One arm's own number: `74 тыс. ₽`, `12,4 дн.`.
  func mean(_ value: Double) -> String {
    measure == .duration
      ? figures.decimal(value, 1) + Figures.noBreak + days : figures.roundMoney(value, currency)
  }

  /// `от −7 до +32`; an open end is said in words.
  func range(_ lower: Double?, _ upper: Double?, _ places: Int) -> String {
    guard measure == .amount || measure == .check else {
      return figures.range(lower.map { $0 * factor }, upper.map { $0 * factor }, places)
    }
    switch (lower, upper) {
    case (let lower?, let upper?):
      return language("от ", "from ") + number(lower, 0) + language(" до ", " to ")
        + number(upper, 0)
    case (let lower?, nil): return language("от ", "from ") + number(lower, 0)
    case (nil, let upper?): return language("до ", "up to ") + number(upper, 0)
    case (nil, nil): return language("что угодно", "anything")
    }
  }

  /// `от −7 до +32 на 100`: with the unit, where it is not in the numbers.
  func rangeText(_ lower: Double?, _ upper: Double?, _ places: Int) -> String {
    let range = range(lower, upper, places)
    return measure == nil || measure == .duration ? range + " " + unit : range
  }

  /// Decimals that one value needs.
  func places(ofSize size: Double) -> Int {
    switch measure {
    case nil: Figures.places(ofShare: size)
    case .amount, .check: 0
    case .duration: size == size.rounded() ? 0 : 1
    }
  }

  /// Decimals for a comparison with an interval so wide.
  func places(ofWidth width: Double?) -> Int {
    switch measure {
    case nil: Figures.places(ofWidth: width)
    case .amount, .check: 0
    case .duration: 1
    }
  }

  private var days: String { language("дн.", "days") }
}
