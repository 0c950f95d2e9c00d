/// Count, means and centred sums of squares and products of pairs (x, y).
///
/// Three ways in: pairs, the raw sums of the calc contract, and two sets merged with `+`. Raw sums are
/// brought to centred ones in 32 digits, so nothing is lost here; what was lost before, when Σx² was
/// rounded to a double, is kept as ``errorXX`` and its siblings and can be said.
public struct PairMoments: Hashable, Sendable {
  /// Number of pairs.
  public let count: Int
  /// Means; 0 without pairs.
  let centerX, centerY: Double
  /// Σ(x − x̄)², 0 or more.
  public let squaresX: Double
  /// Σ(y − ȳ)², 0 or more.
  public let squaresY: Double
  /// Σ(x − x̄)(y − ȳ).
  public let products: Double
  /// By how much ``squaresX`` can be wrong, because raw sums came rounded; 0 from pairs.
  public let errorXX: Double
  /// By how much ``squaresY`` can be wrong.
  public let errorYY: Double
  /// By how much ``products`` can be wrong.
  public let errorXY: Double

  /// The moments of pairs.
  ///
  /// - Parameters:
  ///   - x: the denominators, such as exposures or values before.
  ///   - y: the numerators, one for each x.
  /// - Throws: ``InferenceError/unequalLengths(field:count:expected:)``, and for a number what
  ///   ``Moments`` throws.
  public init(x: [Double], y: [Double]) throws(InferenceError) {
    guard x.count == y.count else {
      throw .unequalLengths(field: "y", count: y.count, expected: x.count)
    }
    let (first, second) = (try Self.moments(x, "x"), try Self.moments(y, "y"))
    count = x.count
    centerX = first.center
    centerY = second.center
    squaresX = first.squares
    squaresY = second.squares
    var (sum, restX, restY) = (0.0, 0.0, 0.0)
    for index in x.indices {
      let (dx, dy) = (x[index] - first.center, y[index] - second.center)
      sum += dx * dy
      restX += dx
      restY += dy
    }
    let products = x.isEmpty ? 0 : sum - restX * (restY / Double(x.count))
    self.products = first.squares > 0 && second.squares > 0 ? products : 0
    (errorXX, errorYY, errorXY) = (0, 0, 0)
  }

  private static func moments(
    _ values: [Double],
    _ name: String
  ) throws(InferenceError) -> Moments {
    do throws(InferenceError) {
      return try Moments(values)
    } catch {
      switch error {
      case .notFinite(let field, let value):
        throw .notFinite(field: name + field.dropFirst("values".count), value: value)
      case .outsideRange(let field, let value, let allowed):
        throw .outsideRange(
          field: name + field.dropFirst("values".count),
          value: value,
          allowed: allowed
        )
      default: throw error
      }
    }
  }

  /// The moments behind five raw sums.
  ///
  /// - Parameters:
  ///   - count: number of pairs, 0…10¹⁵.
  ///   - sumX: Σx.
  ///   - sumY: Σy.
  ///   - sumXX: Σx².
  ///   - sumYY: Σy².
  ///   - sumXY: Σxy.
  /// - Throws: ``InferenceError/notFinite(field:value:)``, ``InferenceError/negative(field:value:)``, and
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for sums that no numbers have: Σx² below
  ///   (Σx)²/n, Σxy beyond what Σx² and Σy² allow.
  public init(
    count: Int,
    sumX: Double,
    sumY: Double,
    sumXX: Double,
    sumYY: Double,
    sumXY: Double
  ) throws(InferenceError) {
    try self.init(
      RawSums(
        count: count,
        x: ExtendedNumber(sumX),
        y: ExtendedNumber(sumY),
        xx: ExtendedNumber(sumXX),
        yy: ExtendedNumber(sumYY),
        xy: ExtendedNumber(sumXY)
      )
    )
  }

  /// The moments behind raw sums that may have more digits than a double.
  init(_ sums: RawSums) throws(InferenceError) {
    try sums.check()
    self.count = sums.count
    guard sums.count > 0 else {
      (centerX, centerY, squaresX, squaresY, products) = (0, 0, 0, 0, 0)
      (errorXX, errorYY, errorXY) = (0, 0, 0)
      return
    }
    let n = Double(sums.count)
    centerX = sums.x.high / n
    centerY = sums.y.high / n
    let xx = try RawSums.centred(sums.xx, sums.x, count: n, "sumXX", "sumX²/count")
    let yy = try RawSums.centred(sums.yy, sums.y, count: n, "sumYY", "sumY²/count")
    let xy = sums.xy - sums.x * sums.y / n
    errorXX = xx.error
    errorYY = yy.error
    errorXY =
      RawSums.rounding(sums.xy) + abs(centerY) * RawSums.rounding(sums.x)
      + abs(centerX) * RawSums.rounding(sums.y)
    squaresX = sums.count < 2 ? 0 : xx.value
    squaresY = sums.count < 2 ? 0 : yy.value
    let most = (squaresX * squaresY).squareRoot()
    let slack =
      n * errorXY + 1e-9 * most + n * (errorXX * squaresY + errorYY * squaresX).squareRoot()
    guard abs(xy.high) <= most + slack else {
      throw .outsideRange(
        field: "sumXY",
        value: sums.xy.high,
        allowed: "|sumXY - sumX*sumY/count| <= \(most)"
      )
    }
    products = min(max(xy.high, 0 - most), most)
  }

  private init(
    _ count: Int,
    _ centers: (Double, Double),
    _ sums: (xx: Double, yy: Double, xy: Double),
    _ errors: (xx: Double, yy: Double, xy: Double)
  ) {
    self.count = count
    (centerX, centerY) = centers
    (squaresX, squaresY, products) = sums
    (errorXX, errorYY, errorXY) = errors
  }

  /// Mean of x; nil without pairs.
  public var meanX: Double? { count == 0 ? nil : centerX }

  /// Mean of y; nil without pairs.
  public var meanY: Double? { count == 0 ? nil : centerY }

  /// Both sets of pairs together: the same whichever comes first.
  public static func + (left: PairMoments, right: PairMoments) -> PairMoments {
    let leftIsBase =
      (right.count, left.centerX, left.centerY) <= (left.count, right.centerX, right.centerY)
    let (base, other) = leftIsBase ? (left, right) : (right, left)
    guard other.count > 0 else { return base }
    let (n, m) = (Double(base.count), Double(other.count))
    let (dx, dy) = (other.centerX - base.centerX, other.centerY - base.centerY)
    let weight = n / (n + m) * m
    return PairMoments(
      base.count + other.count,
      (base.centerX + dx * (m / (n + m)), base.centerY + dy * (m / (n + m))),
      (
        base.squaresX + other.squaresX + dx * dx * weight,
        base.squaresY + other.squaresY + dy * dy * weight,
        base.products + other.products + dx * dy * weight
      ),
      (
        base.errorXX + other.errorXX, base.errorYY + other.errorYY, base.errorXY + other.errorXY
      )
    )
  }
}
