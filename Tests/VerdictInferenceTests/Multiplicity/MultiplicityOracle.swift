import Foundation
import VerdictInference

/// Reference values made by `Oracles/multiplicity_generate.py`.
struct MultiplicityOracle: Decodable {
  struct Family: Decodable, Sendable {
    let pValues: [Double]
    let holm: [Double]
    let benjaminiHochberg: [Double]
    let benjaminiYekutieli: [Double]
    let bonferroni: [Double]
  }
  struct Decisions: Decodable, Sendable {
    let levels: [Double]
    let rejected: [Bool]
  }
  struct Stream: Decodable, Sendable {
    let pValues: [Double]
    let alpha: Double
    let w0: Double?
    let lambdaSaffron: Double
    let lambdaAddis: Double
    let tau: Double
    let lordPlusPlus: Decisions
    let saffron: Decisions
    let addis: Decisions

    var rules: [(OnlineDiscovery.Rule, Decisions)] {
      [
        (.lordPlusPlus, lordPlusPlus), (.saffron(lambda: lambdaSaffron), saffron),
        (.addis(lambda: lambdaAddis, tau: tau), addis),
      ]
    }
  }
  struct Listed: Decodable, Sendable {
    let pValues: [Double]
    let alpha: Double
    let w0: Double
    let lambda: Double
    let tau: Double
    let gamma: [Double]
    let lordPlusPlus: Decisions
    let saffron: Decisions
    let addis: Decisions

    var streams: [(String, Decisions)] {
      [("lordPlusPlus", lordPlusPlus), ("saffron", saffron), ("addis", addis)]
    }
  }
  let families: [Family]
  let streams: [Stream]
  let listed: [Listed]

  static let loaded: MultiplicityOracle = {
    guard
      let url = Bundle.module.url(
        forResource: "multiplicity",
        withExtension: "json",
        subdirectory: "Oracles"
      ),
      let data = try? Data(contentsOf: url),
      let oracle = try? JSONDecoder().decode(MultiplicityOracle.self, from: data)
    else { preconditionFailure("the oracle multiplicity is missing or unreadable") }
    return oracle
  }()
}

/// Whether two lists agree, element by element.
func agreeAll(_ values: [Double], _ expected: [Double], relative: Double) -> Bool {
  values.count == expected.count
    && zip(values, expected).allSatisfy { agrees($0, $1, relative: relative) }
}
