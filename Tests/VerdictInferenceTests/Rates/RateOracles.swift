import Foundation
import VerdictInference

/// Reference values made by `Oracles/generate_two_rates.py` and `Oracles/generate_exact_unconditional.py`.
struct RateOracles: Decodable {
  struct Comparison: Decodable, Sendable {
    let control: [Int]
    let variant: [Int]
    let pValues: [String: Double]
    let intervals: [String: [Double]]
    let ratioIntervals: [String: [Double]]?
    let oddsRatioIntervals: [String: [Double]]?
  }
  struct Single: Decodable, Sendable {
    let successes: Int
    let trials: Int
    let null: Double
    let intervals: [String: [Double]]
    let pValues: [String: Double]
  }
  struct Stratified: Decodable, Sendable {
    let strata: [[Double]]
    let interval: [Double]
    let statistics: [[Double]]
  }
  let twoRates: [Comparison]
  let oneRate: [Single]
  let stratified: [Stratified]

  static let loaded: RateOracles = load("two_rates")

  struct Exact: Decodable {
    struct Case: Decodable, Sendable {
      let control: [Int]
      let variant: [Int]
      let difference: Double
      let pAtDifference: Double
    }
    struct Monotone: Decodable, Sendable {
      let control: [Int]
      let variant: [Int]
      let atLeast: Double
    }
    let cases: [Case]
    let monotone: [Monotone]
    static let loaded: Exact = load("exact_unconditional")
  }

  private static func load<Value: Decodable>(_ name: String) -> Value {
    guard
      let url = Bundle.module.url(
        forResource: name,
        withExtension: "json",
        subdirectory: "Oracles"
      ),
      let data = try? Data(contentsOf: url),
      let value = try? JSONDecoder().decode(Value.self, from: data)
    else { preconditionFailure("the oracle \(name) is missing or unreadable") }
    return value
  }
}

extension [Int] {
  /// The count of a pair `[successes, trials]`.
  func count() throws -> BinomialCount { try BinomialCount(successes: self[0], trials: self[1]) }
}

/// Whether two numbers agree to a relative error, or to an absolute one near 0.
func agrees(_ value: Double?, _ expected: Double, relative: Double, absolute: Double = 0) -> Bool {
  guard let value else { return false }
  return abs(value - expected) <= max(relative * abs(expected), absolute)
}

/// Tables small and odd enough to show what goes wrong at the edges.
let edgeTables: [[Int]] = [
  [0, 10, 0, 10], [10, 10, 10, 10], [0, 10, 10, 10], [10, 10, 0, 10], [0, 1, 1, 1], [1, 1, 0, 3],
  [2, 15, 18, 30], [0, 12, 14, 40], [48, 80, 56, 70], [0, 30, 6, 30], [9, 30, 3, 30],
  [7, 15, 12, 15],
  [5, 12, 5, 12], [1, 40, 3, 7], [24, 43, 31, 45], [0, 25, 0, 8], [13, 13, 5, 5], [40, 80, 20, 40],
]
