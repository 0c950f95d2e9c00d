import GSLKit
import Testing
import VerdictInference

@Suite("DesignAnalysis")
struct DesignAnalysisTests {
  @Test(
    "power and both errors agree with quadrature in 40 digits",
    arguments: EffectsOracle.loaded.designs
  )
  func oracle(_ oracle: EffectsOracle.Design) throws {
    let design = try DesignAnalysis(
      trueEffect: oracle.trueEffect,
      standardError: oracle.standardError,
      significanceLevel: oracle.alpha
    )
    // Far tails of the library's normal distribution lose a digit or two.
    #expect(agrees(design.power, oracle.power, relative: 1e-12))
    #expect(agrees(design.typeS, oracle.typeS, relative: 1e-11))
    #expect(agrees(design.typeM, oracle.typeM, relative: 1e-11))
  }

  @Test("the numbers printed by Gelman and Carlin, pp. 643–646")
  func printed() throws {
    // Their type M is simulated with 10,000 draws: 9.7 is 9.54, 25 is 25.6.
    let rows: [(Double, Double, Double, Double, Double)] = [
      (2.8, 1, 0.80, 1.2e-6, 1.12), (2, 8.1, 0.06, 0.24, 9.7), (0.1, 3.28, 0.05, 0.46, 77),
      (0.3, 3.28, 0.05, 0.40, 25), (1, 3.28, 0.06, 0.19, 8),
    ]
    for (effect, error, power, typeS, typeM) in rows {
      let design = try DesignAnalysis(trueEffect: effect, standardError: error)
      #expect(agree(design.power, power, within: 0.005))
      #expect(agrees(design.typeS, typeS, relative: 0.03))
      #expect(agrees(design.typeM, typeM, relative: 0.04))
    }
  }

  @Test("the sign and the unit of the effect do not matter")
  func laws() throws {
    let random = RandomGenerator(seed: 11)
    for _ in 0..<100 {
      let (effect, error) = (random.normal(), random.exponential(mean: 1))
      let one = try DesignAnalysis(trueEffect: effect, standardError: error)
      #expect(one == (try DesignAnalysis(trueEffect: -effect, standardError: error)))
      #expect(one == (try DesignAnalysis(trueEffect: effect * 8, standardError: error * 8)))
      #expect((one.typeM ?? 0) >= 1)
      #expect((one.typeS ?? 1) < 0.5)
      #expect(one.power > 0.05)
    }
  }

  @Test("simulated significant estimates are as far off as type S and M say")
  func simulated() throws {
    let random = RandomGenerator(seed: 21)
    let design = try DesignAnalysis(trueEffect: 0.7, standardError: 1)
    var (significant, wrong, sum, squares) = (0.0, 0.0, 0.0, 0.0)
    for _ in 0..<200_000 {
      let estimate = random.normal(mean: 0.7)
      guard abs(estimate) > 1.959_963_984_540_054 else { continue }
      significant += 1
      if estimate < 0 { wrong += 1 }
      sum += abs(estimate)
      squares += estimate * estimate
    }
    // 5.3 standard errors fail once in 10⁷.
    let share = wrong / significant
    let typeS = design.typeS ?? .nan
    #expect(abs(share - typeS) < 5.3 * (typeS * (1 - typeS) / significant).squareRoot())
    let mean = sum / significant
    let error = ((squares / significant - mean * mean) / significant).squareRoot() / 0.7
    #expect(abs(mean / 0.7 - (design.typeM ?? .nan)) < 5.3 * error)
  }

  @Test("no effect, a tiny one, a huge one, and levels at their ends")
  func edges() throws {
    let none = try DesignAnalysis(trueEffect: 0, standardError: 1)
    #expect(agree(none.power, 0.05, within: 1e-15))
    #expect(none.typeS == nil)
    #expect(none.typeM == nil)
    let tiny = try DesignAnalysis(trueEffect: 1e-300, standardError: 1)
    #expect(tiny.typeS == 0.5)
    #expect((tiny.typeM ?? 0) > 1e300)
    #expect(
      try DesignAnalysis(trueEffect: .leastNonzeroMagnitude, standardError: 1e300).typeM == nil
    )
    let huge = try DesignAnalysis(trueEffect: 1e300, standardError: 1e-300)
    #expect(huge.power == 1 && huge.typeS == 0 && huge.typeM == 1)
    let strict = try DesignAnalysis(
      trueEffect: 1,
      standardError: 1,
      significanceLevel: .leastNonzeroMagnitude
    )
    #expect(strict.typeM.map { $0.isFinite } ?? true)
    for alpha in [0.0, 1.0, -1.0, .nan] {
      #expect(throws: InferenceError.self) {
        try DesignAnalysis(trueEffect: 1, standardError: 1, significanceLevel: alpha)
      }
    }
    #expect(
      throws: InferenceError.outsideRange(field: "standardError", value: 0, allowed: "(0, ∞)")
    ) { try DesignAnalysis(trueEffect: 1, standardError: 0) }
  }

  @Test("winners-curse answers every path, null without an effect")
  func calculation() throws {
    let registry = CalculationRegistry([WinnersCurseCalculation.self])
    for oracle in EffectsOracle.loaded.designs {
      let result = try registry.run(
        "winners-curse",
        inputs: [
          "standardError": .number(oracle.standardError), "trueEffect": .number(oracle.trueEffect),
          "alpha": .number(oracle.alpha),
        ]
      )
      #expect(agrees(result["power"]?.asDouble, oracle.power, relative: 1e-12))
      #expect(agrees(result["typeS"]?.asDouble, oracle.typeS, relative: 1e-11))
      #expect(agrees(result["typeM"]?.asDouble, oracle.typeM, relative: 1e-11))
    }
    let none = try registry.run("winners-curse", inputs: ["standardError": 1, "trueEffect": 0])
    #expect(none["typeS"] == .null)
    #expect(none["typeM"] == .null)
    #expect(none.json.contains("noTrueEffect"))
    let only = try registry.run(
      "winners-curse",
      inputs: ["standardError": 1, "trueEffect": 0, "only": ["power"]]
    )
    guard case .object(let members) = only else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.key) == ["power"])
    #expect(throws: InferenceError.missing(field: "trueEffect")) {
      try registry.run("winners-curse", inputs: ["standardError": 1])
    }
    #expect(throws: InferenceError.outsideRange(field: "alpha", value: 1, allowed: "(0.0, 1.0)")) {
      try registry.run("winners-curse", inputs: ["standardError": 1, "trueEffect": 1, "alpha": 1])
    }
  }

  @Test("false-positive risk: by hand, and at the ends")
  func falsePositives() throws {
    func risk(_ power: Double, _ share: Double) throws -> Double? {
      try FalsePositiveRisk.value(significanceLevel: 0.05, power: power, nullShare: share)
    }
    // .025·.9/(.025·.9 + .8·.1) = .0225/.1025.
    #expect(agrees(try risk(0.8, 0.9), 0.0225 / 0.1025, relative: 1e-14))
    #expect(try risk(0.8, 0) == 0)
    #expect(try risk(0.8, 1) == 1)
    #expect(try risk(0, 0.5) == 1)
    #expect(try risk(0, 0) == nil)
    #expect(throws: InferenceError.self) { try risk(1.2, 0.5) }
    #expect(throws: InferenceError.self) { try risk(0.8, .nan) }
    #expect(throws: InferenceError.self) {
      try FalsePositiveRisk.value(significanceLevel: 0, power: 0.8, nullShare: 0.5)
    }
  }
}
