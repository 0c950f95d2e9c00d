/// Amounts as whole numbers of a common decimal unit, such as cents.
enum CommonUnit {
  /// Decimal places that are tried.
  private static let places = 6

  /// The values in the coarsest of the units 1, 0.1 … 0.000001 that fits them all.
  ///
  /// A value fits when it is the double nearest to a whole multiple, up to the rounding of the
  /// product. Decimals are taken as written: 0.1 + 0.2 and 0.3 are one amount.
  ///
  /// - Parameters:
  ///   - values: finite.
  ///   - reference: values that set the unit, `values` among them; nil = `values`.
  /// - Returns: whole numbers in the order of the values; nil when no unit fits, or when the numbers
  ///   are too large for the unit to be told from rounding.
  static func steps(_ values: [Double], like reference: [Double]? = nil) -> [Int]? {
    var scale = 1.0
    for _ in 0...places {
      if (reference ?? values).allSatisfy({ fits($0 * scale) }) {
        return values.map { Int(($0 * scale).rounded()) }
      }
      scale *= 10
    }
    return nil
  }

  private static func fits(_ scaled: Double) -> Bool {
    // Up to 1e12 a unit is a thousand times what doubles can tell apart.
    abs(scaled) <= 1e12 && abs(scaled - scaled.rounded()) <= 2 * scaled.ulp
  }
}
