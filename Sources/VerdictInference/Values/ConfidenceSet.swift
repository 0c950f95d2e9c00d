/// The values of an effect that are not rejected, where they need not form an interval.
///
/// Inverting a test of a ratio (Fieller) or of an effect per unit of uptake (Anderson–Rubin) leaves
/// the solutions of a quadratic inequality: an interval, everything outside an open interval, the
/// whole line, or nothing. Only the first says how large the effect can be.
///
/// Written as `{"kind": "interval" | "outside" | "line" | "empty", "lower", "upper"}`; an end that
/// does not exist is null.
public enum ConfidenceSet: Hashable, Sendable {
  /// All values between two ends, ends included; an end that is nil is unbounded.
  case interval(Interval)
  /// (−∞, lower] together with [upper, ∞), lower < upper.
  case outside(lower: Double, upper: Double)
  /// Every value: the data exclude nothing.
  case line
  /// No value.
  case empty

  /// Whether the value is in the set, ends included; NaN is in none.
  public func contains(_ value: Double) -> Bool {
    switch self {
    case .interval(let interval): interval.contains(value)
    case .outside(let lower, let upper): value <= lower || value >= upper
    case .line: !value.isNaN
    case .empty: false
    }
  }

  /// The set as an interval: the line has two unbounded ends; nil for the other kinds.
  public var interval: Interval? {
    switch self {
    case .interval(let interval): interval
    case .line: Interval(lower: nil, upper: nil)
    case .outside, .empty: nil
    }
  }

  /// Whether both ends are known: an interval with two ends, or nothing at all.
  public var isBounded: Bool {
    switch self {
    case .interval(let interval): interval.width != nil
    case .empty: true
    case .outside, .line: false
    }
  }

  /// The set of the negated values.
  public var negated: ConfidenceSet {
    switch self {
    case .interval(let interval): .interval(interval.negated)
    case .outside(let lower, let upper): .outside(lower: 0 - upper, upper: 0 - lower)
    case .line, .empty: self
    }
  }

  /// The set of the values plus a number.
  ///
  /// - Parameter distance: finite; an end that leaves the finite numbers becomes unbounded.
  /// - Returns: a set of the same kind, or a wider one where an end was lost.
  public func shifted(by distance: Double) -> ConfidenceSet {
    switch self {
    case .interval(let interval):
      .between(
        interval.lower.map { $0 + distance } ?? -.infinity,
        interval.upper.map { $0 + distance } ?? .infinity
      )
    case .outside(let lower, let upper): .around(lower + distance, upper + distance)
    case .line, .empty: self
    }
  }
}

extension ConfidenceSet {
  /// All θ with aθ² + bθ + c ≤ 0.
  ///
  /// The coefficients may be of any size: θ is rescaled by a power of two so that a and c are alike,
  /// the discriminant b² − 4ac is taken with its rounding error (Kahan, 2004), and the root that
  /// would cancel follows from the product c/a.
  ///
  /// - Parameters:
  ///   - a: coefficient of the square; 0 leaves a half-line, a line or nothing.
  ///   - b: coefficient of θ.
  ///   - c: constant.
  /// - Returns: the set, its ends within a few units in the last place of the roots; an end beyond
  ///   the finite numbers is unbounded. A double root is a point for a > 0 and no gap for a < 0. nil
  ///   when a coefficient is not finite.
  public static func solutions(a: Double, b: Double, c: Double) -> ConfidenceSet? {
    guard a.isFinite, b.isFinite, c.isFinite else { return nil }
    guard a != 0 else {
      guard b != 0 else { return c <= 0 ? .line : .empty }
      let root = 0 - c / b
      return b > 0 ? .between(-.infinity, root) : .between(root, .infinity)
    }
    guard let roots = roots(a, b, c) else { return a > 0 ? .empty : .line }
    if a > 0 { return .between(roots.lower, roots.upper) }
    return roots.lower < roots.upper ? .around(roots.lower, roots.upper) : .line
  }

  /// The real roots in order, infinite where they overflow; nil when there are none.
  private static func roots(_ a: Double, _ b: Double, _ c: Double) -> (
    lower: Double, upper: Double
  )? {
    if b == 0, c == 0 { return (0, 0) }
    if c == 0 { return ordered(0, 0 - b / a) }
    // θ = 2^scale·t makes a and c of the same size, then both are brought near 1.
    let scale = (Int(c.exponent) - Int(a.exponent)) / 2
    let square = power(a.significand, 0, like: a)
    let size = Int(a.exponent) + 2 * scale
    let constant = power(c.significand, Int(c.exponent) - size, like: c)
    let shift = (b == 0 ? 0 : Int(b.exponent)) + scale - size
    // The discriminant is b² to all digits: two roots of very different size.
    if b != 0, shift > 200 { return ordered(0 - c / b, 0 - b / a) }
    let linear = b == 0 || shift < -1_000 ? 0 : power(b.significand, shift, like: b)
    let product = 4 * square * constant
    let productError = (-product).addingProduct(4 * square, constant)
    let squared = linear * linear
    let squaredError = (-squared).addingProduct(linear, linear)
    let discriminant = (squared - product) + (squaredError - productError)
    guard discriminant >= 0 else { return nil }
    let root = discriminant.squareRoot()
    let half = linear < 0 ? (root - linear) / 2 : (0 - linear - root) / 2
    let (one, other) = (half / square, constant / half)
    return ordered(
      power(one.significand, Int(one.exponent) + scale, like: one),
      power(other.significand, Int(other.exponent) + scale, like: other)
    )
  }

  /// Significand times 2^exponent with the sign of a number.
  private static func power(_ significand: Double, _ exponent: Int, like number: Double) -> Double {
    if number == 0 || !number.isFinite { return number }
    return Double(sign: number.sign, exponent: exponent, significand: significand)
  }

  private static func ordered(_ one: Double, _ other: Double) -> (lower: Double, upper: Double) {
    (min(one, other), max(one, other))
  }

  /// An interval whose infinite ends are unbounded.
  private static func between(_ lower: Double, _ upper: Double) -> ConfidenceSet {
    .interval(
      Interval(lower: lower.isFinite ? lower : nil, upper: upper.isFinite ? upper : nil)
    )
  }

  /// The outside of an open interval; an end that is infinite leaves a half-line or nothing.
  private static func around(_ lower: Double, _ upper: Double) -> ConfidenceSet {
    switch (lower.isFinite, upper.isFinite) {
    case (true, true): lower < upper ? .outside(lower: lower, upper: upper) : .line
    case (true, false): .between(-.infinity, lower)
    case (false, true): .between(upper, .infinity)
    case (false, false): .empty
    }
  }
}

extension CalculationValue {
  /// A set as `{"kind", "lower", "upper"}`, null when it is missing.
  public init(_ set: ConfidenceSet?) {
    guard let set else {
      self = .null
      return
    }
    let (kind, lower, upper): (String, Double?, Double?) =
      switch set {
      case .interval(let interval): ("interval", interval.lower, interval.upper)
      case .outside(let lower, let upper): ("outside", lower, upper)
      case .line: ("line", nil, nil)
      case .empty: ("empty", nil, nil)
      }
    self = .object([
      Member("kind", .string(kind)), Member("lower", CalculationValue(lower)),
      Member("upper", CalculationValue(upper)),
    ])
  }

  /// The value as a set; nil for other kinds of value.
  public var asConfidenceSet: ConfidenceSet? {
    guard case .string(let kind)? = self["kind"] else { return nil }
    let (lower, upper) = (self["lower"]?.asDouble, self["upper"]?.asDouble)
    switch kind {
    case "interval": return .interval(Interval(lower: lower, upper: upper))
    case "outside":
      guard let lower, let upper, lower < upper else { return nil }
      return .outside(lower: lower, upper: upper)
    case "line": return .line
    case "empty": return .empty
    default: return nil
    }
  }
}
