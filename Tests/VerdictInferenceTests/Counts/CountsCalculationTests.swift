import Foundation
import Testing
import VerdictInference

@Suite("counts")
struct CountsCalculationTests {
  struct Oracle: Decodable {
    struct Intervals: Decodable {
      let events: [Int]
      let exposure: [Double]
      var input: CalculationValue {
        [
          "events": .array(events.map { .integer($0) }),
          "exposure": .array(exposure.map { .number($0) }),
        ]
      }
    }
    let control, variant: Intervals
    let dispersion, p: Double
  }
  struct Dispersed: Decodable { let dispersed: [Oracle] }

  private func run(_ inputs: CalculationValue) throws -> CalculationValue {
    try CalculationRegistry([CountsCalculation.self]).run("counts", inputs: inputs)
  }

  @Test("dispersion and p over lists of intervals are R's quasi-Poisson, at 1 or more")
  func dispersed() throws {
    let url = try #require(
      Bundle.module.url(forResource: "counts_r", withExtension: "json", subdirectory: "Oracles")
    )
    let oracles = try JSONDecoder().decode(Dispersed.self, from: Data(contentsOf: url)).dispersed
    #expect(oracles.count == 4)
    for oracle in oracles {
      let answer = try run(["control": oracle.control.input, "variant": oracle.variant.input])
      let dispersion = try #require(answer["dispersion"]?.asDouble)
      #expect(agree(dispersion, oracle.dispersion, within: 1e-7))
      #expect(agree(try #require(answer["p"]?.asDouble), oracle.p, within: 1e-7))
      let reasons = answer["notes"]?.asArray?.compactMap { $0["reason"]?.asString } ?? []
      #expect(reasons.contains("dispersionBelowOne") == (dispersion < 1))
    }
  }

  @Test("an ordinary answer has every path, and only what was asked for")
  func paths() throws {
    let inputs: CalculationValue = [
      "control": ["events": 23, "exposure": 28], "variant": ["events": 14, "exposure": 30],
    ]
    let answer = try run(inputs)
    for path in CountsCalculation.results where path != "dispersion" {
      #expect(answer.value(at: path) != nil, "\(path)")
    }
    // R: poisson.test(c(14, 23), c(30, 28)): 2·min of the sides.
    #expect(agree(try #require(answer["p"]?.asDouble), 2 * 0.0632767057495451, within: 1e-9))
    let asked = try CalculationRegistry([CountsCalculation.self]).run(
      "counts",
      inputs: [
        "control": ["events": 2, "exposure": 3], "variant": ["events": 4, "exposure": 3],
        "only": ["p"],
      ]
    )
    #expect(asked["rateRatio"] == nil && asked["p"] != nil)
  }

  @Test("what is missing is null with its reason; what is wrong names its place")
  func edges() throws {
    let silent = try run([
      "control": ["events": 0, "exposure": 3], "variant": ["events": 2, "exposure": 3],
    ])
    #expect(silent.value(at: "rateRatio.estimate") == .null)
    let empty = try run([
      "control": ["events": 0, "exposure": 0], "variant": ["events": 2, "exposure": 3],
    ])
    #expect(empty["p"] == .null)
    #expect(empty["notes"]?.asArray?.first?["reason"] == "emptyArm")
    #expect(throws: InferenceError.negative(field: "variant.exposure[1]", value: -1)) {
      try run([
        "control": ["events": 1, "exposure": 1],
        "variant": ["events": [1, 2], "exposure": [1, -1]],
      ])
    }
  }
}
