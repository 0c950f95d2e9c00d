import Testing
import VerdictInference

@Suite("MultiplicityCalculation")
struct MultiplicityCalculationTests {
  private let registry = CalculationRegistry([MultiplicityCalculation.self])

  private func numbers(_ value: CalculationValue?) -> [Double] {
    guard case .array(let elements)? = value else { return [] }
    return elements.map { $0.asDouble ?? .nan }
  }

  @Test("listed sequences agree with exact fractions", arguments: MultiplicityOracle.loaded.listed)
  func listed(_ oracle: MultiplicityOracle.Listed) throws {
    let result = try registry.run(
      "multiplicity",
      inputs: [
        "pValues": CalculationValue(oracle.pValues), "alpha": .number(oracle.alpha),
        "online": [
          "w0": .number(oracle.w0), "gamma": CalculationValue(oracle.gamma),
          "lambda": .number(oracle.lambda), "tau": .number(oracle.tau),
        ],
      ]
    )
    for path in MultiplicityCalculation.results {
      #expect(result.value(at: path) != nil, "\(path)")
    }
    for (name, expected) in oracle.streams {
      let levels = numbers(result.value(at: "online.\(name).levels"))
      #expect(agreeAll(levels, expected.levels, relative: 1e-13), "\(name)")
      #expect(
        result.value(at: "online.\(name).rejected")
          == .array(expected.rejected.map { .boolean($0) })
      )
    }
  }

  @Test("families agree with statsmodels", arguments: MultiplicityOracle.loaded.families)
  func families(_ oracle: MultiplicityOracle.Family) throws {
    let result = try registry.run(
      "multiplicity",
      inputs: ["pValues": CalculationValue(oracle.pValues)]
    )
    #expect(agreeAll(numbers(result["holm"]), oracle.holm, relative: 1e-14))
    #expect(
      agreeAll(numbers(result["benjaminiYekutieli"]), oracle.benjaminiYekutieli, relative: 1e-13)
    )
    #expect(result["notes"] == nil)
  }

  @Test("only what was asked for is computed, and one λ serves both rules where it can")
  func only() throws {
    let result = try registry.run(
      "multiplicity",
      inputs: ["pValues": [0.01, 0.2], "only": ["holm", "online.addis"]]
    )
    guard case .object(let members) = result else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.key) == ["holm", "online"])
    #expect(result.value(at: "online.saffron") == nil)
    let wide = try registry.run(
      "multiplicity",
      inputs: ["pValues": [0.01, 0.2], "online": ["lambda": 0.6]]
    )
    #expect(wide.value(at: "online.addis.levels") == .null)
    #expect(wide.json.contains("lambdaNotBelowTau"))
    #expect(numbers(wide.value(at: "online.saffron.levels")).count == 2)
  }

  @Test("an empty list has empty answers and says so; wrong inputs are refused with their place")
  func edges() throws {
    let empty = try registry.run("multiplicity", inputs: ["pValues": []])
    #expect(empty["holm"] == [])
    #expect(empty.value(at: "online.addis.levels") == [])
    #expect(empty.json.contains("noPValues"))
    #expect(
      throws: InferenceError.outsideRange(field: "pValues[1]", value: 2, allowed: "[0, 1]")
    ) { try registry.run("multiplicity", inputs: ["pValues": [0.1, 2]]) }
    #expect(
      throws: InferenceError.outsideRange(field: "online.w0", value: 0.3, allowed: "[0, 0.05]")
    ) { try registry.run("multiplicity", inputs: ["pValues": [0.1], "online": ["w0": 0.3]]) }
    #expect(throws: InferenceError.outsideRange(field: "online.tau", value: 0, allowed: "(0, 1]")) {
      try registry.run("multiplicity", inputs: ["pValues": [0.1], "online": ["tau": 0]])
    }
    for alpha in [0.0, 1.0] {
      #expect(throws: InferenceError.self) {
        try registry.run("multiplicity", inputs: ["pValues": [0.1], "alpha": .number(alpha)])
      }
    }
  }
}
