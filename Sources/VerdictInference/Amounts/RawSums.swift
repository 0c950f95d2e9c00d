/// Count and raw sums of pairs as others give them: Σx, Σy, Σx², Σy², Σxy.
struct RawSums {
  let count: Int
  let x, y, xx, yy, xy: ExtendedNumber

  /// Refuses what is no number, too large, or negative where it cannot be.
  func check() throws(InferenceError) {
    try Moments.check(count: count)
    let named = [("sumX", x), ("sumY", y), ("sumXX", xx), ("sumYY", yy), ("sumXY", xy)]
    for (field, sum) in named {
      guard abs(sum.high) <= 1e280 else {
        guard sum.high.isFinite else { throw .notFinite(field: field, value: sum.high) }
        throw .outsideRange(field: field, value: sum.high, allowed: "[-1e280, 1e280]")
      }
    }
    for (field, sum) in [("sumX", x), ("sumY", y)] where abs(sum.high) > Moments.largestAmount {
      throw .outsideRange(field: field, value: sum.high, allowed: "[-1e140, 1e140]")
    }
    for (field, sum) in [("sumXX", xx), ("sumYY", yy)] where sum.high < 0 {
      throw .negative(field: field, value: sum.high)
    }
  }

  /// By how much a sum can be wrong: nothing for whole numbers below 2⁵³ or with a second part, else
  /// a unit in the last place.
  static func rounding(_ sum: ExtendedNumber) -> Double {
    let isWhole = sum.high == sum.high.rounded()
    return isWhole && (abs(sum.high) < 0x1p53 || sum.low != 0) ? 0 : sum.high.ulp
  }

  /// Σx² − (Σx)²/n with its possible error; 0 where the error is larger.
  ///
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` when it is negative beyond what
  ///   rounding every term could do.
  static func centred(
    _ squares: ExtendedNumber,
    _ sum: ExtendedNumber,
    count n: Double,
    _ field: String,
    _ bound: String
  ) throws(InferenceError) -> (value: Double, error: Double) {
    let value = (squares - sum * sum / n).high
    let error = rounding(squares) + 2 * abs(sum.high / n) * rounding(sum)
    // Thirty digits of the division itself.
    let own = 1e-29 * squares.high
    if value <= error + own {
      guard value >= 0 - n * error - own else {
        throw .outsideRange(field: field, value: squares.high, allowed: "[\(bound), inf)")
      }
      return (0, error)
    }
    return (value, error)
  }
}
