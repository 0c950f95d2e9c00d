import Foundation
import Testing
import VerdictInference

@Suite("CountsCalculation")
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
      // R iterates its fit to 1e-8.
      #expect(agrees(answer["dispersion"]?.asDouble, oracle.dispersion, relative: 1e-7))
      #expect(agrees(answer["p"]?.asDouble, oracle.p, relative: 1e-7))
      #expect(answer.reasons.contains("dispersionBelowOne") == (oracle.dispersion < 1))
      for path in CountsCalculation.results {
        #expect(answer.value(at: path) != nil && answer.value(at: path) != .null, "\(path)")
      }
      let exact = try run([
        "control": oracle.control.input, "variant": oracle.variant.input, "method": "exact",
      ])
      #expect(exact.reasons.contains("dispersionNotUsed"))
    }
  }

  @Test("only asks for a path at a time, and that path comes alone")
  func only() throws {
    let inputs: [CalculationValue.Member] = [
      .init("control", ["events": [3, 9, 0, 14], "exposure": [1, 2, 0.5, 2.5]]),
      .init("variant", ["events": [8, 22, 5], "exposure": [1, 2, 1]]),
    ]
    let answer = try run(.object(inputs))
    for path in CountsCalculation.results {
      let asked = try run(.object(inputs + [.init("only", [.string(path)])]))
      // `p` is also the last name of the difference's.
      #expect(asked.value(at: path) == answer.value(at: path), "\(path)")
      guard case .object(let members) = asked else { continue }
      #expect(members.map(\.key).filter { $0 != "notes" } == [String(path.prefix { $0 != "." })])
    }
  }

  @Test("each null has its reason, whatever is counted")
  func undefined() throws {
    let arms: [CalculationValue] = [
      ["events": 0, "exposure": 0], ["events": 0, "exposure": 3],
      ["events": 1, "exposure": 1e-140],
      ["events": 7, "exposure": 1e140], ["events": 1_000_000_000, "exposure": 2],
      ["events": 1_000_000_000_000_000, "exposure": 1], ["events": [], "exposure": []],
      ["events": [0, 0], "exposure": [0, 4]], ["events": [3, 9], "exposure": [1, 2]],
      ["events": [1_000_000_000, 5], "exposure": [1, 1e-100]], ["events": [4], "exposure": [2]],
    ]
    for c in arms {
      for v in arms {
        for method in ["exact", "midP", "score"] as [CalculationValue] {
          let answer = try run(["control": c, "variant": v, "method": method])
          #expect(answer.unexplainedNulls == [], "\(c.json) \(v.json) \(method.json)")
          for path in CountsCalculation.results where path != "dispersion" {
            #expect(answer.value(at: path) != nil, "\(path)")
          }
          #expect(!answer.json.contains("nan") && !answer.json.contains("inf"))
        }
      }
    }
    let large = try run([
      "control": ["events": 600_000, "exposure": 1], "variant": ["events": 600_900, "exposure": 1],
    ])
    #expect(large.reasons == ["scoreAboveExactLimit"])
    let short = try run([
      "control": ["events": [4], "exposure": [2]], "variant": ["events": [5], "exposure": [2]],
    ])
    #expect(short["dispersion"] == .null && short.reasons == ["tooFewIntervals"])
  }

  @Test("exchanged arms mirror the answer")
  func mirrored() throws {
    let one: CalculationValue = ["events": [3, 9, 0, 14], "exposure": [1, 2, 0.5, 2.5]]
    let other: CalculationValue = ["events": [8, 22, 5], "exposure": [1, 2, 1]]
    let (there, back) = (
      try run(["control": one, "variant": other]), try run(["control": other, "variant": one])
    )
    #expect(there["p"] == back["p"])
    let interval = try #require(there.value(at: "difference.interval")?.asInterval)
    // The ends are roots, found from either arm's side to the last digits but one.
    let negated = try #require(back.value(at: "difference.interval")?.asInterval).negated
    #expect(agree(negated.lower, interval.lower ?? .nan, within: 1e-12))
    #expect(agree(negated.upper, interval.upper ?? .nan, within: 1e-12))
    let ratio = try #require(there.value(at: "rateRatio.interval")?.asInterval)
    let inverse = try #require(back.value(at: "rateRatio.interval")?.asInterval)
    #expect(agrees(inverse.lower, 1 / (ratio.upper ?? .nan), relative: 1e-14))
    #expect(agrees(inverse.upper, 1 / (ratio.lower ?? .nan), relative: 1e-14))
  }

  @Test("a hundred thousand intervals an arm take a moment")
  func many() throws {
    var numbers = SystemlessNumbers(seed: 15)
    func arm() -> CalculationValue {
      [
        "events": .array((0..<100_000).map { _ in .integer(numbers.below(9)) }),
        "exposure": .array(Array(repeating: 1, count: 100_000)),
      ]
    }
    let answer = try run(["control": arm(), "variant": arm()])
    // Evenly 0…8: variance 60/9, mean 4.
    #expect(agrees(answer["dispersion"]?.asDouble, 60.0 / 36, relative: 0.02))
  }

  @Test("an ordinary answer has every path")
  func paths() throws {
    let inputs: CalculationValue = [
      "control": ["events": 23, "exposure": 28], "variant": ["events": 14, "exposure": 30],
    ]
    let answer = try run(inputs)
    for path in CountsCalculation.results where path != "dispersion" {
      #expect(answer.value(at: path) != nil, "\(path)")
    }
    // R: poisson.test(c(14, 23), c(30, 28)): 2·min of the sides.
    #expect(agrees(answer["p"]?.asDouble, 2 * 0.0632767057495451, relative: 1e-12))
    #expect(answer["notes"] == nil && answer["dispersion"] == nil)
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
    let lists = InferenceError.unequalLengths(field: "variant.exposure", count: 1, expected: 2)
    #expect(throws: lists) {
      try run([
        "control": ["events": 1, "exposure": 1], "variant": ["events": [1, 2], "exposure": [1]],
      ])
    }
    #expect(throws: InferenceError.wrongType(field: "control.events", expected: "integer")) {
      try run([
        "control": ["events": 1.5, "exposure": 1], "variant": ["events": 1, "exposure": 1],
      ])
    }
    #expect(throws: InferenceError.missing(field: "control.exposure")) {
      try run(["control": ["events": 1], "variant": ["events": 1, "exposure": 1]])
    }
    let far = InferenceError.outsideRange(
      field: "control.exposure",
      value: 1e300,
      allowed: "[1e-140, 1e140]"
    )
    #expect(throws: far) {
      try run([
        "control": ["events": 1, "exposure": 1e300], "variant": ["events": 1, "exposure": 1],
      ])
    }
  }
}
