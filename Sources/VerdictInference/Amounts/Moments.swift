/// Count, mean and centred sum of squares of amounts: all that tests of means need.
///
/// The sum of squares is Σ(x − x̄)², never Σx² − n x̄²: near 1e9 the latter has no digits left. From
/// values it is taken in two passes with the rounding of the mean removed (Chan, Golub & LeVeque
/// 1983, Am Stat 37:242, eq. 1.7); sets of amounts are merged with `+` (the same paper, eq. 2.1).
public struct Moments: Hashable, Sendable {
  /// The largest size of an amount: squares and products of sums stay finite.
  public static let largestAmount = 1e140
  /// The smallest spread that is not 0: its square is still a normal number.
  public static let smallestSpread = 1e-140

  /// Number of amounts, 0 or more.
  public let count: Int
  /// The mean; 0 without amounts, see ``mean``.
  let center: Double
  /// Σ(x − x̄)², 0 or more; 0 for fewer than two amounts.
  public let squares: Double

  private init(count: Int, center: Double, squares: Double) {
    self.count = count
    self.center = center
    self.squares = squares
  }

  /// The moments of values.
  ///
  /// - Parameter values: finite, at most ``largestAmount`` in size; units without an amount count as 0.
  /// - Throws: ``InferenceError/notFinite(field:value:)`` or
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for a value, its index in the field, and
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` about `values` when they differ by less
  ///   than ``smallestSpread``, whose square would be taken for 0.
  public init(_ values: [Double]) throws(InferenceError) {
    var (lowest, highest, sum) = (Double.infinity, -Double.infinity, 0.0)
    for (index, value) in values.enumerated() {
      guard abs(value) <= Self.largestAmount else {
        throw Self.refusal(value, field: "values[\(index)]")
      }
      lowest = min(lowest, value)
      highest = max(highest, value)
      sum += value
    }
    guard lowest < highest else {
      self.init(count: values.count, center: values.isEmpty ? 0 : lowest, squares: 0)
      return
    }
    guard highest - lowest >= Self.smallestSpread else {
      throw .outsideRange(field: "values", value: highest - lowest, allowed: "0, [1e-140, 1e140]")
    }
    let n = Double(values.count)
    let about = min(max(sum / n, lowest), highest)
    var (first, second) = (0.0, 0.0)
    for value in values {
      let deviation = value - about
      first += deviation
      second += deviation * deviation
    }
    self.init(
      count: values.count,
      center: about + first / n,
      squares: max(second - first * (first / n), 0)
    )
  }

  /// The moments of amounts described by their count, mean and standard deviation.
  ///
  /// - Parameters:
  ///   - count: number of amounts, 0…10¹⁵.
  ///   - mean: their mean; not used without amounts.
  ///   - standardDeviation: with divisor count − 1, 0 or more; of one amount it is 0 or not used.
  /// - Throws: ``InferenceError/negative(field:value:)``, ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)`` or
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for the offending number.
  public init(
    count: Int,
    mean: Double,
    standardDeviation: Double
  ) throws(InferenceError) {
    try Self.check(count: count)
    guard abs(mean) <= Self.largestAmount else { throw Self.refusal(mean, field: "mean") }
    guard standardDeviation >= 0 || standardDeviation.isNaN else {
      throw .negative(field: "standardDeviation", value: standardDeviation)
    }
    guard standardDeviation <= Self.largestAmount else {
      throw Self.refusal(standardDeviation, field: "standardDeviation")
    }
    guard standardDeviation == 0 || standardDeviation >= Self.smallestSpread else {
      throw .outsideRange(
        field: "standardDeviation",
        value: standardDeviation,
        allowed: "0, [1e-140, 1e140]"
      )
    }
    self.init(
      count: count,
      center: count == 0 ? 0 : mean,
      squares: count < 2 ? 0 : standardDeviation * standardDeviation * Double(count - 1)
    )
  }

  /// A count of amounts is 0…10¹⁵.
  static func check(count: Int) throws(InferenceError) {
    guard count >= 0 else { throw .negative(field: "count", value: Double(count)) }
    let limit = 1_000_000_000_000_000
    guard count <= limit else { throw .tooLarge(field: "count", value: count, limit: limit) }
  }

  /// Why an amount is refused: not finite, or too large to be squared.
  static func refusal(_ value: Double, field: String) -> InferenceError {
    guard value.isFinite else { return .notFinite(field: field, value: value) }
    return .outsideRange(field: field, value: value, allowed: "[-1e140, 1e140]")
  }

  /// The mean; nil without amounts.
  public var mean: Double? { count == 0 ? nil : center }

  /// The sum of the amounts.
  public var sum: Double { center * Double(count) }

  /// Σ(x − x̄)²/(n − 1); nil with fewer than two amounts.
  public var variance: Double? { count < 2 ? nil : squares / Double(count - 1) }

  /// The root of ``variance``; nil with fewer than two amounts.
  public var standardDeviation: Double? { variance?.squareRoot() }

  /// s²/n, the variance of the mean; nil with fewer than two amounts.
  var varianceOfMean: Double? { variance.map { $0 / Double(count) } }

  /// Both sets of amounts together: the same whichever comes first.
  public static func + (left: Moments, right: Moments) -> Moments {
    // The mean moves away from the larger set's, so that merging with nothing changes nothing.
    let leftIsBase =
      left.count == right.count ? left.center <= right.center : left.count > right.count
    let (base, other) = leftIsBase ? (left, right) : (right, left)
    guard other.count > 0 else { return base }
    let (n, m) = (Double(base.count), Double(other.count))
    let distance = other.center - base.center
    return Moments(
      count: base.count + other.count,
      center: base.center + distance * (m / (n + m)),
      squares: base.squares + other.squares + distance * distance * (n / (n + m) * m)
    )
  }
}

extension Moments: Codable {
  private enum CodingKeys: String, CodingKey { case count, mean, squares }

  /// Reads moments and checks them.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let count = try container.decode(Int.self, forKey: .count)
    let center = try container.decodeIfPresent(Double.self, forKey: .mean) ?? 0
    let squares = try container.decode(Double.self, forKey: .squares)
    guard count >= 0, abs(center) <= Self.largestAmount, squares >= 0, squares.isFinite,
      count > 1 || squares == 0
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .squares,
        in: container,
        debugDescription: "moments are a count, a mean and a centred sum of squares"
      )
    }
    self.init(count: count, center: center, squares: squares)
  }

  /// Writes the value as it is read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    try container.encodeIfPresent(mean, forKey: .mean)
    try container.encode(squares, forKey: .squares)
  }
}
