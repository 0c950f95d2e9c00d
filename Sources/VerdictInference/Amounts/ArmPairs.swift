/// One arm's pairs as the calculations are given them: raw sums, or pairs.
struct ArmPairs {
  private static let sums = ["sumX", "sumY", "sumXX", "sumYY", "sumXY"]
  /// The keys of the record.
  static let keys = ["count"] + sums + ["pairs"]

  let moments: PairMoments
  /// The pairs; nil when sums were given.
  let pairs: (x: [Double], y: [Double])?

  /// The arm of a name.
  init(_ inputs: CalculationInputs, _ name: String) throws(InferenceError) {
    guard let record = try inputs.record(name, keys: Self.keys) else {
      throw .missing(field: name)
    }
    if let given = record.value("pairs") {
      for key in Self.keys.dropLast() where record.has(key) {
        throw .conflictingInputs(fields: ["\(name).pairs", "\(name).\(key)"], allowed: "1")
      }
      let pairs = try Self.pairs(given, "\(name).pairs")
      self.pairs = pairs
      do throws(InferenceError) {
        moments = try PairMoments(x: pairs.x, y: pairs.y)
      } catch {
        throw error.inside("\(name).pairs")
      }
      return
    }
    pairs = nil
    guard let count = try record.integer("count") else { throw .missing(field: "\(name).count") }
    var sums: [ExtendedNumber] = []
    for key in Self.sums {
      let number = count == 0 ? try record.number(key) ?? 0 : try record.required(key)
      // A whole number is taken with all its digits.
      if case .integer(let whole)? = record.value(key) {
        sums.append(ExtendedNumber(whole))
      } else {
        sums.append(ExtendedNumber(number))
      }
    }
    do throws(InferenceError) {
      moments = try PairMoments(
        RawSums(
          count: count,
          x: sums[0],
          y: sums[1],
          xx: sums[2],
          yy: sums[3],
          xy: sums[4]
        )
      )
    } catch {
      throw error.inside(name)
    }
  }

  /// Pairs as two lists.
  private static func pairs(
    _ value: CalculationValue,
    _ field: String
  ) throws(InferenceError) -> (x: [Double], y: [Double]) {
    guard case .array(let elements) = value else {
      throw .wrongType(field: field, expected: "array of pairs")
    }
    var (x, y): ([Double], [Double]) = ([], [])
    for (index, element) in elements.enumerated() {
      guard case .array(let pair) = element, pair.count == 2, let first = pair[0].asDouble,
        let second = pair[1].asDouble
      else { throw .wrongType(field: "\(field)[\(index)]", expected: "pair of numbers") }
      for number in [first, second] where !number.isFinite {
        throw .notFinite(field: "\(field)[\(index)]", value: number)
      }
      x.append(first)
      y.append(second)
    }
    return (x, y)
  }
}
