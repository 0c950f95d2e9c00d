/// A range of values of an effect; an end that is nil is unbounded.
///
/// Written as a two-element array, `null` for an unbounded end: `[0.05, null]`.
public struct Interval: Hashable, Sendable {
  /// Lower end; nil = unbounded below.
  public let lower: Double?
  /// Upper end; nil = unbounded above.
  public let upper: Double?

  /// An interval with the given ends.
  ///
  /// - Precondition: given ends are finite and in order.
  public init(lower: Double?, upper: Double?) {
    precondition(lower?.isFinite ?? true, "an unbounded end is nil")
    precondition(upper?.isFinite ?? true, "an unbounded end is nil")
    if let lower, let upper { precondition(lower <= upper, "the ends of an interval are in order") }
    self.lower = lower
    self.upper = upper
  }

  /// Whether the value lies inside, ends included.
  public func contains(_ value: Double) -> Bool {
    if let lower, value < lower { return false }
    if let upper, value > upper { return false }
    return !value.isNaN
  }

  /// Upper − lower; nil when an end is unbounded.
  public var width: Double? {
    guard let lower, let upper else { return nil }
    return upper - lower
  }

  /// The interval of the negated values.
  public var negated: Interval {
    Interval(lower: upper.map { 0 - $0 }, upper: lower.map { 0 - $0 })
  }

  /// The smallest interval that holds both.
  public func hull(_ other: Interval) -> Interval {
    let lowest: Double? = if let lower, let end = other.lower { min(lower, end) } else { nil }
    let highest: Double? = if let upper, let end = other.upper { max(upper, end) } else { nil }
    return Interval(lower: lowest, upper: highest)
  }
}

extension Interval: Codable {
  /// Reads two ends in order; an unbounded end is null.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let lower = try container.decode(Double?.self)
    let upper = try container.decode(Double?.self)
    guard container.isAtEnd, lower?.isFinite ?? true, upper?.isFinite ?? true,
      lower ?? -.infinity <= upper ?? .infinity
    else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "an interval is two ends in order"
      )
    }
    self.init(lower: lower, upper: upper)
  }

  /// Writes the value as it is read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(lower)
    try container.encode(upper)
  }
}
