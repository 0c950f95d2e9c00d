import Testing
import VerdictInference

@Suite("RatioCalculation")
struct RatioCalculationTests {
  private let some: [[Double]] = [[2, 5], [3, 9], [4, 6], [1, 2], [2, 7]]
  private let other: [[Double]] = [[1, 5], [4, 9], [6, 8], [2, 7]]

  private func pairs(_ pairs: [[Double]]) -> CalculationValue {
    ["pairs": .array(pairs.map { CalculationValue($0) })]
  }

  private func sums(_ pairs: [[Double]]) -> CalculationValue {
    func sum(_ term: ([Double]) -> Double) -> CalculationValue {
      .number(pairs.reduce(0) { $0 + term($1) })
    }
    return [
      "count": .integer(pairs.count), "sumX": sum { $0[0] }, "sumY": sum { $0[1] },
      "sumXX": sum { $0[0] * $0[0] }, "sumYY": sum { $0[1] * $0[1] },
      "sumXY": sum { $0[0] * $0[1] },
    ]
  }

  private func run(
    _ control: CalculationValue,
    _ variant: CalculationValue,
    _ options: [CalculationValue.Member] = []
  ) throws -> CalculationValue {
    try CalculationRegistry([RatioCalculation.self]).run(
      "ratio",
      inputs: .object([.init("control", control), .init("variant", variant)] + options)
    )
  }

  private let everything: [CalculationValue.Member] = [
    .init("arms", true), .init("bootstrap", "bca"), .init("resamples", 300),
  ]

  @Test("every path is there with a value when everything is asked for")
  func paths() throws {
    let answer = try run(pairs(some), pairs(other), everything)
    for path in RatioCalculation.results {
      #expect(answer.value(at: path) != nil && answer.value(at: path) != .null, "\(path)")
    }
    let plain = try run(pairs(some), pairs(other))
    #expect(plain["arms"] == nil && plain["bootstrap"] == nil)
  }

  @Test("only asks for a path at a time, and that path comes alone")
  func only() throws {
    let answer = try run(pairs(some), pairs(other), everything)
    for path in RatioCalculation.results {
      let asked = try run(
        pairs(some),
        pairs(other),
        everything + [.init("only", [.string(path)])]
      )
      #expect(asked.value(at: path) == answer.value(at: path), "\(path)")
      guard case .object(let members) = asked else { continue }
      #expect(members.map(\.key).filter { $0 != "notes" } == [String(path.prefix { $0 != "." })])
    }
  }

  @Test("pairs give the numbers of 50 digits", arguments: AmountOracles.ratios.cases)
  func oracle(_ oracle: AmountOracles.Ratio) throws {
    let options = [CalculationValue.Member("level", .number(oracle.level))]
    let answer = try run(pairs(oracle.control), pairs(oracle.variant), options)
    func number(_ path: String) -> Double? { answer.value(at: path)?.asDouble }
    // Pairs of 1e9 with a spread of 3: a residual keeps seven digits fewer.
    let relative = oracle.name == "near 1e9" ? 1e-6 : 1e-10
    #expect(agrees(number("controlRatio"), oracle.controlRatio, relative: 1e-14))
    #expect(agrees(number("difference.estimate"), oracle.estimate, relative: relative))
    #expect(agrees(number("difference.standardError"), oracle.standardError, relative: relative))
    #expect(agrees(number("difference.p"), oracle.p, relative: 10 * relative))
    #expect(answer.value(at: "relative.fieller.kind")?.asString == oracle.fieller.kind)
    #expect((answer.value(at: "relative.delta") == .null) == (oracle.delta == nil))
    #expect(answer.unexplainedNulls == [])
    #expect(
      answer.reasons.contains("controlNotToldFromZero") == (oracle.fieller.kind != "interval")
    )
  }

  @Test("raw sums give the same answer as the pairs they sum")
  func rawSums() throws {
    let (one, two) = (try run(pairs(some), pairs(other)), try run(sums(some), sums(other)))
    for path in ["controlRatio", "difference.standardError", "difference.p"] {
      let expected = try #require(one.value(at: path)?.asDouble)
      #expect(agrees(two.value(at: path)?.asDouble, expected, relative: 1e-13), "\(path)")
    }
    #expect(two["notes"] == nil)
    let asked = try run(sums(some), sums(other), everything)
    #expect(asked.value(at: "bootstrap.interval") == .null)
    #expect(asked.reasons == ["needsPairs"])
  }

  @Test("raw sums near 1e9 say that the digits are gone; exact whole sums keep them")
  func nearBillion() throws {
    let far = some.map { $0.map { $0 + 1e9 } }
    let near = other.map { $0.map { $0 + 1e9 } }
    let truth = try run(pairs(far), pairs(near))
    #expect(truth["notes"] == nil)
    let rounded = try run(sums(far), sums(near))
    #expect(rounded.reasons.contains("precisionLost"))
    // Σx² of five units near 1e9 is 5e18, which whole numbers of 64 bits hold.
    func exact(_ pairs: [[Double]]) -> CalculationValue {
      func sum(_ term: (Int, Int) -> Int) -> CalculationValue {
        .integer(pairs.reduce(0) { $0 + term(Int($1[0]), Int($1[1])) })
      }
      return [
        "count": .integer(pairs.count), "sumX": sum { x, _ in x }, "sumY": sum { _, y in y },
        "sumXX": sum { x, _ in x * x }, "sumYY": sum { _, y in y * y }, "sumXY": sum { $0 * $1 },
      ]
    }
    let whole = try run(exact(far), exact(near))
    #expect(whole["notes"] == nil)
    let expected = try #require(truth.value(at: "difference.standardError")?.asDouble)
    #expect(
      agrees(whole.value(at: "difference.standardError")?.asDouble, expected, relative: 1e-6)
    )
  }

  @Test("each null has its reason")
  func undefined() throws {
    let arms: [[[Double]]] = [
      [], [[2, 5]], [[0, 0], [0, 0]], [[1, 2], [-1, 5]], [[1, 3], [2, 6]], [[0, 3], [0, 4]],
      [[1, -2], [1, 2], [2, 0]], [[1e139, 1e139], [2e139, 1e139]],
      [[1e-139, 1e139], [2e-139, 5e139]], [[2, 5], [3, 4], [1, 2]],
    ]
    for c in arms {
      for v in arms {
        for method in BootstrapMethod.allCases {
          let answer = try run(
            pairs(c),
            pairs(v),
            [
              .init("arms", true), .init("bootstrap", .string(method.rawValue)),
              .init("resamples", 100),
            ]
          )
          #expect(answer.unexplainedNulls == [], "\(c) \(v)")
          for path in RatioCalculation.results {
            #expect(answer.value(at: path) != nil, "\(path) of \(c) \(v)")
          }
        }
      }
    }
    let empty = try run(pairs([]), pairs(some))
    #expect(empty.reasons.contains("emptyArm"))
    let zero = try run(pairs([[0, 3], [0, 4]]), pairs(some))
    #expect(zero.reasons.contains("zeroDenominator"))
    #expect(zero.value(at: "variantRatio")?.asDouble != nil)
    let single = try run(pairs([[2, 5]]), pairs(some))
    #expect(single.value(at: "difference.estimate")?.asDouble != nil)
    #expect(single.value(at: "difference.p") == .null && single.reasons.contains("tooFewValues"))
  }

  @Test("exchanged arms mirror the difference and invert the relative set")
  func mirrored() throws {
    let one = try run(pairs(some), pairs(other), everything)
    let two = try run(pairs(other), pairs(some), everything)
    #expect(one.value(at: "difference.p") == two.value(at: "difference.p"))
    let interval = try #require(one.value(at: "difference.interval")?.asInterval)
    #expect(two.value(at: "difference.interval")?.asInterval == interval.negated)
    let bootstrap = try #require(one.value(at: "bootstrap.interval")?.asInterval)
    #expect(two.value(at: "bootstrap.interval")?.asInterval == bootstrap.negated)
    let lower = try #require(one.value(at: "relative.fieller.lower")?.asDouble)
    let upper = try #require(two.value(at: "relative.fieller.upper")?.asDouble)
    #expect(agrees(1 / (1 + lower), 1 + upper, relative: 1e-12))
    #expect(one.value(at: "arms.control") == two.value(at: "arms.variant"))
  }

  @Test("a hundred thousand pairs an arm take a moment")
  func large() throws {
    var numbers = SystemlessNumbers(seed: 61)
    func arm() -> [[Double]] {
      (0..<100_000).map { _ in [Double(1 + numbers.below(6)), numbers.amount()] }
    }
    let answer = try run(pairs(arm()), pairs(arm()), everything)
    #expect(answer.reasons.contains("aboveResamplingLimit") && answer.unexplainedNulls == [])
  }

  @Test("wrong inputs are refused with their place")
  func refusals() {
    let good = pairs(some)
    func refused(_ error: InferenceError, _ control: CalculationValue) {
      #expect(throws: error) { try run(control, good) }
    }
    refused(.missing(field: "control.count"), [:])
    refused(.missing(field: "control.sumX"), ["count": 3])
    refused(.wrongType(field: "control.pairs[0]", expected: "pair of numbers"), ["pairs": [[1]]])
    refused(
      .conflictingInputs(fields: ["control.pairs", "control.count"], allowed: "1"),
      ["pairs": [[1, 2]], "count": 1]
    )
    refused(
      .outsideRange(field: "control.pairs.y[0]", value: 1e200, allowed: "[-1e140, 1e140]"),
      ["pairs": [[1, 1e200]]]
    )
    refused(
      .negative(field: "control.sumXX", value: -1),
      ["count": 3, "sumX": 1, "sumY": 1, "sumXX": -1, "sumYY": 1, "sumXY": 1]
    )
    #expect(throws: InferenceError.self) { try run(good, good, [.init("level", 0)]) }
  }
}
