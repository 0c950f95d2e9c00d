/// A number kept as an unevaluated sum of two doubles: some 32 digits.
///
/// For the few places where a difference of large numbers is the answer: sums of squares as given by
/// others, and counts of orders.
///
/// Source: Dekker (1971), Numer Math 18:224; Knuth, TAOCP 2, §4.2.2.
struct ExtendedNumber {
  /// The nearest double.
  let high: Double
  /// What it leaves out.
  let low: Double

  /// A double as it is.
  @inline(__always) init(_ value: Double) { self.init(high: value, low: 0) }

  /// A whole number, exactly.
  init(_ value: Int) {
    let high = Double(value)
    // The nearest double of the largest numbers is 2⁶³, which is no Int.
    let rest = high >= 0x1p63 ? Double(value - Int.max) - 1 : Double(value - Int(high))
    self.init(high: high, low: rest)
  }

  @inline(__always) private init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  /// The exact product of two doubles.
  static func product(_ one: Double, _ other: Double) -> ExtendedNumber {
    let high = one * other
    return ExtendedNumber(high: high, low: (-high).addingProduct(one, other))
  }

  @inline(__always) static func + (one: ExtendedNumber, other: ExtendedNumber) -> ExtendedNumber {
    let sum = one.high + other.high
    let part = sum - one.high
    let error = (one.high - (sum - part)) + (other.high - part)
    let low = error + (one.low + other.low)
    let high = sum + low
    return ExtendedNumber(high: high, low: low - (high - sum))
  }

  @inline(__always) static func - (one: ExtendedNumber, other: ExtendedNumber) -> ExtendedNumber {
    one + ExtendedNumber(high: 0 - other.high, low: 0 - other.low)
  }

  static func * (one: ExtendedNumber, other: ExtendedNumber) -> ExtendedNumber {
    let product = product(one.high, other.high)
    return product + ExtendedNumber(one.high * other.low + one.low * other.high)
  }

  /// The quotient to about 30 digits.
  static func / (one: ExtendedNumber, other: Double) -> ExtendedNumber {
    let first = one.high / other
    let rest = one - product(first, other)
    return ExtendedNumber(first) + ExtendedNumber(rest.high / other)
  }
}
