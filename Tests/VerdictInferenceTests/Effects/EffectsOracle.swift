import Foundation
import VerdictInference

/// Reference values made by `Oracles/effects_generate.py`.
struct EffectsOracle: Decodable {
  struct Design: Decodable, Sendable {
    let trueEffect: Double
    let standardError: Double
    let alpha: Double
    let power: Double
    let typeS: Double
    let typeM: Double
  }
  struct Integrated: Decodable, Sendable {
    struct Effect: Decodable, Sendable {
      let mean: Double
      let deviation: Double
      let interval: [Double]
    }
    let estimates: [Double]
    let errors: [Double]
    let effects: [Effect]
  }
  struct Groups: Decodable, Sendable {
    struct Rate: Decodable, Sendable {
      let estimate: Double
      let lower: Double?
      let upper: Double?
    }
    let counts: [[Int]]
    let moments: [Double]
    let likelihood: [Double]
    let rates: [Rate]
  }
  struct Segments: Decodable, Sendable {
    let strata: [[Int]]
    let tau2: Double
    let observed: [Double]
    let errors: [Double]
    let pooled: [Double]
    let pooledErrors: [Double]
  }
  let designs: [Design]
  let integrated: [Integrated]
  let groups: [Groups]
  let segments: [Segments]

  static let loaded: EffectsOracle = loadEffects("effects")
}

/// Reference values made by `Oracles/effects_generate.R`.
struct FamilyOracle: Decodable {
  struct Fit: Decodable, Sendable {
    let method: String
    let tau2: Double
    let mean: Double
    let error: Double
    let q: Double
    let qp: Double
    let blup: [Double]
    let blupError: [Double]
    let lower: Double
    let upper: Double
    let predictionLower: Double
    let predictionUpper: Double
    let tauLower: Double
    let tauUpper: Double

    var estimator: RandomEffects.Estimator {
      switch method {
      case "DL": .derSimonianLaird
      case "PM": .pauleMandel
      default: .restrictedLikelihood
      }
    }
  }
  struct Case: Decodable, Sendable {
    let name: String
    let estimates: [Double]
    let errors: [Double]
    let fits: [Fit]
    let iSquared: Double
  }
  struct Shelf: Decodable, Sendable {
    let estimates: [Double]
    let errors: [Double]
    let new: Double
    let newError: Double
    let value: Double
    let error: Double
  }
  let cases: [Case]
  let shelves: [Shelf]

  static let loaded: FamilyOracle = loadEffects("effects_family")
}

private func loadEffects<Value: Decodable>(_ name: String) -> Value {
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

/// Results from two lists.
func measured(_ estimates: [Double], _ errors: [Double]) throws -> [EstimateWithError] {
  try zip(estimates, errors).map { try EstimateWithError(estimate: $0, standardError: $1) }
}
