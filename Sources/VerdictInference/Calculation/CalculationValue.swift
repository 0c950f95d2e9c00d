/// A value of the calc contract: what JSON can say, with object keys in their written order.
public enum CalculationValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([CalculationValue])
  case object([Member])

  /// One key of an object with its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public let key: String
    /// The value.
    public var value: CalculationValue

    /// A key with its value.
    public init(_ key: String, _ value: CalculationValue) {
      self.key = key
      self.value = value
    }
  }
}

extension CalculationValue {
  /// A number, or null when it is missing or not finite.
  public init(_ value: Double?) {
    if let value, value.isFinite { self = .number(value) } else { self = .null }
  }

  /// An interval as `[lower, upper]`, null when it is missing; an unbounded end is null.
  public init(_ interval: Interval?) {
    guard let interval else {
      self = .null
      return
    }
    self = .array([CalculationValue(interval.lower), CalculationValue(interval.upper)])
  }

  /// A list of numbers; what is not finite becomes null.
  public init(_ values: [Double]) { self = .array(values.map { CalculationValue($0) }) }

  /// The value of a key of an object; nil for other kinds and for absent keys.
  public subscript(_ key: String) -> CalculationValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The value at a dotted path such as `intervals.newcombe`.
  public func value(at path: String) -> CalculationValue? {
    var current: CalculationValue? = self
    for key in path.split(separator: ".") { current = current?[String(key)] }
    return current
  }

  /// The value as a real number; nil for other kinds.
  public var asDouble: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The elements of an array; nil for anything else.
  public var asArray: [CalculationValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// A text; nil for anything else.
  public var asString: String? { if case .string(let text) = self { text } else { nil } }

  /// The value as an interval; nil for other kinds.
  public var asInterval: Interval? {
    guard case .array(let ends) = self, ends.count == 2 else { return nil }
    return Interval(lower: ends[0].asDouble, upper: ends[1].asDouble)
  }
}

extension CalculationValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  /// A value from a literal.
  public init(dictionaryLiteral elements: (String, CalculationValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  /// A value from a literal.
  public init(arrayLiteral elements: CalculationValue...) { self = .array(elements) }
  /// A value from a literal.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A value from a literal.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A value from a literal.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A value from a literal.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// A value from a literal.
  public init(nilLiteral: ()) { self = .null }
}
