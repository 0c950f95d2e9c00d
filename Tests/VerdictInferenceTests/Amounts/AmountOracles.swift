import Foundation
import Testing

/// Reference values of amounts, made by the generators beside the JSON files in `Oracles`.
enum AmountOracles {
  struct Test: Decodable, Sendable {
    let t: Double
    let p: Double
    let df: Double?
    let interval: [Double]?
  }
  struct Enumerated: Decodable, Sendable {
    let mean: [Double]
    let rank: [Double]
  }
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let control: [Double]
    let variant: [Double]
    let welch: Test?
    let student: Test
    let u: Double
    let pAsymptotic: Double
    let asymptoticSides: [Double]
    let pExact: Double?
    let enumerated: Enumerated?
    var testDescription: String { name }
  }
  struct Large: Decodable, Sendable {
    let control: [Double]
    let variant: [Double]
    let u: Double
    let pExact: Double
  }
  struct Summary: Decodable, Sendable {
    let control: [Double]
    let variant: [Double]
    let welch: Test
    let student: Test
  }
  struct Means: Decodable {
    let cases: [Case]
    let large: [Large]
    let summaries: [Summary]
  }

  struct Shift: Decodable, Sendable {
    let control: [Double]
    let variant: [Double]
    let level: Double
    let estimate: Double
    let interval: [Double]
    let p: Double
  }
  struct Tied: Decodable, Sendable {
    let control: [Double]
    let variant: [Double]
    let rank: [Double]
    let mean: [Double]
  }
  struct Adjusted: Decodable, Sendable {
    let x: [Double]
    let y: [Double]
    let arm: [Int]
    let estimate: Double
    let standardError: Double
    let df: Double
    let p: Double
  }
  struct OneRatio: Decodable, Sendable {
    let x: [Double]
    let y: [Double]
    let estimate: Double
    let standardError: Double
  }
  struct Regressions: Decodable {
    let shifts: [Shift]
    let ties: [Tied]
    let adjustments: [Adjusted]
    let ratios: [OneRatio]
  }

  struct Replicates: Decodable, Sendable {
    let control: [Double]
    let variant: [Double]
    let replicates: [Double]
    let level: Double
    let interval: [Double]
  }
  struct BootstrapMeans: Decodable, Sendable {
    let control: [Double]
    let variant: [Double]
    let standardError: Double
    let bca: [Double]
    let studentised: [Double]
  }
  struct BootstrapRatios: Decodable, Sendable {
    let control: [[Double]]
    let variant: [[Double]]
    let difference: [Double]
    let differenceError: Double
    let relative: [Double]
    let relativeError: Double
  }
  struct Coverage: Decodable, Sendable, CustomTestStringConvertible {
    let size: Int
    let trials: Int
    let resamples: Int
    let bca: Int
    let welch: Int
    var testDescription: String { "\(size) an arm" }
  }
  struct Bootstraps: Decodable {
    let cases: [Replicates]
    let means: [BootstrapMeans]
    let ratios: [BootstrapRatios]
    let coverage: [Coverage]
  }

  struct Set: Decodable, Sendable {
    let kind: String
    let lower: Double?
    let upper: Double?
  }
  struct Ratio: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let level: Double
    let control: [[Double]]
    let variant: [[Double]]
    let controlRatio: Double
    let variantRatio: Double
    let estimate: Double
    let standardError: Double
    let df: Double
    let p: Double
    let interval: [Double]
    let delta: [Double]?
    let fieller: Set
    let controlSet: Set
    let variantSet: Set
    let armErrors: [Double]?
    var testDescription: String { name }
  }
  struct Quadratic: Decodable, Sendable {
    let coefficients: [Double]
    let roots: [Double?]?
  }
  struct Ratios: Decodable {
    let cases: [Ratio]
    let quadratics: [Quadratic]
  }

  static let means: Means = load("amounts")
  static let regressions: Regressions = load("amounts_r")
  static let bootstraps: Bootstraps = load("bootstrap")
  static let ratios: Ratios = load("ratio")

  static func load<Value: Decodable>(_ name: String) -> Value {
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
