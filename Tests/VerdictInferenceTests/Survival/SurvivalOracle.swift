import Foundation
import VerdictInference

/// Reference values made by `Oracles/survival_generate.R`.
struct SurvivalOracle: Decodable {
  struct Rows: Decodable, Sendable {
    let times: [Double]
    let events: [Int]

    func sample() throws -> SurvivalSample {
      try SurvivalSample(times: times, events: events.map { $0 == 1 })
    }

    var value: CalculationValue {
      ["times": CalculationValue(times), "events": .array(events.map { .integer($0) })]
    }
  }
  struct Curve: Decodable, Sendable {
    let times: [Double]
    let atRisk: [Int]
    let events: [Int]
    let censored: [Int]
    let survival: [Double]
    let standardError: [Double?]
    let lower: [Double?]
    let upper: [Double?]
    let median: Double?
    let medianLower: Double?
    let medianUpper: Double?
    let mean: Double
    let meanError: Double
    let survivalAtHorizon: Double
    let errorAtHorizon: Double?
  }
  struct Curves: Decodable, Sendable {
    let control: Curve
    let variant: Curve
  }
  struct Case: Decodable, Sendable {
    let name: String
    let control: Rows
    let variant: Rows
    let horizon: Double
    let curves: Curves
    let chiSquare: Double
    let p: Double
    let excess: Double
    let variance: Double

    var arms: [(Rows, Curve)] { [(control, curves.control), (variant, curves.variant)] }
    var request: CalculationValue {
      ["control": control.value, "variant": variant.value, "horizon": .number(horizon)]
    }
  }
  struct Stratum: Decodable, Sendable {
    let control: Rows
    let variant: Rows
  }
  struct Stratified: Decodable, Sendable {
    let strata: [Stratum]
    let chiSquare: Double
    let variance: Double
  }
  let cases: [Case]
  let stratified: Stratified

  static let loaded: SurvivalOracle = {
    guard
      let url = Bundle.module.url(
        forResource: "survival",
        withExtension: "json",
        subdirectory: "Oracles"
      ),
      let data = try? Data(contentsOf: url),
      let oracle = try? JSONDecoder().decode(SurvivalOracle.self, from: data)
    else { preconditionFailure("the oracle survival is missing or unreadable") }
    return oracle
  }()
}

/// The reference tool prints 15 digits; sums of a hundred terms lose one or two more.
let survivalTolerance = 1e-12
