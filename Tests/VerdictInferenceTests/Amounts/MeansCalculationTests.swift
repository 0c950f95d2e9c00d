import Testing
import VerdictInference

@Suite("MeansCalculation")
struct MeansCalculationTests {
  private let control: [Double] = [0, 12, 40, 3, 0, 25.5, 18]
  private let variant: [Double] = [5, 31, 0, 44, 27, 60.25, 8, 19]

  private func run(_ inputs: [CalculationValue.Member]) throws -> CalculationValue {
    try CalculationRegistry([MeansCalculation.self]).run("means", inputs: .object(inputs))
  }

  private func run(
    _ control: CalculationValue,
    _ variant: CalculationValue,
    _ options: [CalculationValue.Member] = []
  ) throws -> CalculationValue {
    try run([.init("control", control), .init("variant", variant)] + options)
  }

  private func values(_ values: [Double]) -> CalculationValue {
    ["values": CalculationValue(values)]
  }

  private let everything: [CalculationValue.Member] = [
    .init("shift", true), .init("twoPart", true), .init("resamples", 500),
  ]

  /// All inputs that there are.
  private var whole: [CalculationValue.Member] {
    [
      .init("control", ["values": CalculationValue(control), "before": [1, 2, 5, 3, 4, 4, 2]]),
      .init("variant", ["values": CalculationValue(variant), "before": [2, 4, 1, 6, 3, 7, 2, 3]]),
    ] + everything
  }

  @Test("every path is there with a value when everything is asked for")
  func paths() throws {
    let answer = try run(whole)
    for path in MeansCalculation.results {
      #expect(answer.value(at: path) != nil && answer.value(at: path) != .null, "\(path)")
    }
    let plain = try run(values(control), values(variant))
    #expect(plain["adjusted"] == nil && plain["twoPart"] == nil)
    #expect(plain.value(at: "mannWhitney.shift") == nil)
    #expect(plain.value(at: "bootstrap.seed") == 1)
  }

  @Test("only asks for a path at a time, and that path comes alone")
  func only() throws {
    let answer = try run(whole)
    for path in MeansCalculation.results {
      let asked = try run(whole + [.init("only", [.string(path)])])
      #expect(asked.value(at: path) == answer.value(at: path), "\(path)")
      guard case .object(let members) = asked else { continue }
      #expect(members.map(\.key).filter { $0 != "notes" } == [String(path.prefix { $0 != "." })])
    }
    let endings = try run(whole + [.init("only", ["interval", "mannWhitney"])])
    #expect(endings.value(at: "welch.interval") != nil && endings.value(at: "welch.t") == nil)
    #expect(endings.value(at: "mannWhitney.u") != nil)
  }

  @Test("values give SciPy's numbers", arguments: AmountOracles.means.cases)
  func oracle(_ oracle: AmountOracles.Case) throws {
    let answer = try run(values(oracle.control), values(oracle.variant))
    func number(_ path: String) -> Double? { answer.value(at: path)?.asDouble }
    let relative = oracle.name == "near1e9" ? 1e-7 : 1e-9
    #expect(agrees(number("student.p"), oracle.student.p, relative: relative))
    if let welch = oracle.welch {
      #expect(agrees(number("welch.t"), welch.t, relative: relative))
      #expect(agrees(number("welch.p"), welch.p, relative: relative))
    }
    #expect(number("mannWhitney.u") == oracle.u)
    #expect(agrees(number("mannWhitney.pAsymptotic"), oracle.pAsymptotic, relative: 1e-11))
    if let ways = oracle.enumerated {
      let p = min(1, 2 * min(ways.mean[0], ways.mean[1]))
      #expect(agrees(number("permutation.p"), p, relative: 1e-12))
    }
  }

  @Test("summaries give SciPy's numbers, and say what needs values")
  func summaries() throws {
    for oracle in AmountOracles.means.summaries {
      func arm(_ arm: [Double]) -> CalculationValue {
        [
          "count": .integer(Int(arm[0])), "mean": .number(arm[1]),
          "standardDeviation": .number(arm[2]),
        ]
      }
      let answer = try run(arm(oracle.control), arm(oracle.variant), everything)
      #expect(agrees(answer.value(at: "welch.p")?.asDouble, oracle.welch.p, relative: 1e-7))
      #expect(agrees(answer.value(at: "student.p")?.asDouble, oracle.student.p, relative: 1e-7))
      for path in MeansCalculation.results where !path.hasPrefix("adjusted") {
        #expect(answer.value(at: path) != nil, "\(path)")
      }
      #expect(answer.unexplainedNulls == [])
      #expect(answer.reasons == Array(repeating: "needsValues", count: 4))
    }
    let mixed = try run(
      ["values": [1, 2, 4], "before": [1, 1, 2]],
      ["count": 3, "mean": 2, "standardDeviation": 1]
    )
    #expect(mixed.value(at: "adjusted.p") == .null && mixed.unexplainedNulls == [])
  }

  @Test("near 1e9 the spread is not lost")
  func nearBillion() throws {
    let plain = try run(values(control), values(variant))
    let far = try run(values(control.map { $0 + 1e9 }), values(variant.map { $0 + 1e9 }))
    // A double near 1e9 is good to 1e-7, and so are amounts with cents there.
    for path in ["welch.t", "welch.p", "student.p", "permutation.p", "mannWhitney.pExact"] {
      let expected = try #require(plain.value(at: path)?.asDouble)
      #expect(agrees(far.value(at: path)?.asDouble, expected, relative: 1e-7), "\(path)")
    }
  }

  @Test("exchanged arms mirror the whole answer; the same seed gives the same bytes")
  func mirrored() throws {
    var numbers = SystemlessNumbers(seed: 51)
    let (c, v) = (numbers.amounts(40, paying: 0.6), numbers.amounts(31, paying: 0.6))
    let options = everything + [.init("seed", 9)]
    let (one, other) = (
      try run(values(c), values(v), options), try run(values(v), values(c), options)
    )
    #expect(try run(values(c), values(v), options).json == one.json)
    for path in ["difference", "welch.t", "student.t", "mannWhitney.shift", "twoPart.fromRate"] {
      let number = try #require(one.value(at: path)?.asDouble)
      #expect(other.value(at: path)?.asDouble == -number, "\(path)")
    }
    for path in ["welch.p", "mannWhitney.pAsymptotic", "permutation.p", "twoPart.jointP"] {
      #expect(one.value(at: path) == other.value(at: path), "\(path)")
    }
    for path in ["welch.interval", "bootstrap.interval", "mannWhitney.shiftInterval"] {
      let interval = try #require(one.value(at: path)?.asInterval)
      #expect(other.value(at: path)?.asInterval == interval.negated, "\(path)")
    }
  }

  @Test("each null has its reason", arguments: [BootstrapMethod.bca, .studentised])
  func undefined(_ method: BootstrapMethod) throws {
    let lists: [[Double]] = [
      [], [0], [7], [0, 0, 0], [7, 7], [1e139, 2e139], [0, 3], [0, 5, 9], [1e-130, 2e-130, 0],
    ]
    let options = everything + [.init("bootstrap", .string(method.rawValue))]
    for c in lists {
      for v in lists {
        func arm(_ list: [Double]) -> CalculationValue {
          .object([
            .init("values", CalculationValue(list)), .init("before", CalculationValue(list)),
          ])
        }
        let answer = try run(arm(c), arm(v), options)
        #expect(answer.unexplainedNulls == [], "\(c) \(v)")
        for path in MeansCalculation.results {
          #expect(answer.value(at: path) != nil, "\(path) of \(c) \(v)")
        }
      }
    }
    let one = try run(values([0, 5, 9]), values([0, 0, 3]), options)
    #expect(one.value(at: "twoPart.jointP") == .null)
    #expect(one.reasons.contains("tooFewPaying"))
    let nobody = try run(values([0, 0]), values([4, 9]), options)
    #expect(nobody.value(at: "twoPart.amount.variant") == 6.5)
    #expect(nobody.reasons.contains("nobodyPaid"))
  }

  @Test("what is sampled says how, and by how much it can be off")
  func sampled() throws {
    let c = (0..<40).map { Double($0) / 7 }
    let v = (0..<40).map { Double($0) / 7 + 0.7 }
    let answer = try run(values(c), values(v), [.init("seed", 3)])
    let note = try #require(
      answer["notes"]?.asArray?.first { $0["path"]?.asString == "permutation.p" }
    )
    let said = note["values"]?.asArray?.compactMap(\.asString) ?? []
    #expect(note["reason"] == "monteCarlo")
    #expect(said.first == "9999" && said.last == "3")
    #expect(answer.value(at: "bootstrap.seed") == 3)
  }

  @Test("a hundred thousand values an arm are answered without resampling, and said")
  func large() throws {
    var numbers = SystemlessNumbers(seed: 52)
    let (c, v) = (numbers.amounts(100_000), numbers.amounts(100_000))
    let answer = try run(values(c), values(v), everything)
    #expect(answer.unexplainedNulls == [])
    #expect(answer.reasons.contains("aboveResamplingLimit"))
    #expect(answer.reasons.contains("aboveExactLimit"))
    #expect(answer.value(at: "welch.p")?.asDouble != nil)
  }

  @Test("wrong inputs are refused with their place")
  func refusals() {
    let some = values([1, 2, 5])
    func refused(
      _ error: InferenceError,
      _ control: CalculationValue,
      _ options: [CalculationValue.Member] = []
    ) {
      #expect(throws: error) { try run(control, some, options) }
    }
    refused(.missing(field: "control.count"), [:])
    refused(.missing(field: "control.mean"), ["count": 3])
    refused(.missing(field: "control.standardDeviation"), ["count": 3, "mean": 1])
    refused(.negative(field: "control.count", value: -1), ["count": -1, "mean": 1])
    refused(
      .negative(field: "control.standardDeviation", value: -1),
      ["count": 3, "mean": 1, "standardDeviation": -1]
    )
    refused(
      .conflictingInputs(fields: ["control.values", "control.count"], allowed: "1"),
      ["values": [1, 2], "count": 2]
    )
    refused(
      .outsideRange(field: "control.values[1]", value: 1e300, allowed: "[-1e140, 1e140]"),
      values([1, 1e300])
    )
    refused(.wrongType(field: "control.values[0]", expected: "number"), ["values": ["a"]])
    refused(.missing(field: "variant.before"), ["values": [1, 2], "before": [1, 2]])
    refused(
      .outsideRange(field: "level", value: 1, allowed: "(0.0, 1.0)"),
      some,
      [.init("level", 1)]
    )
    refused(.negative(field: "seed", value: -1), some, [.init("seed", -1)])
    refused(
      .outsideRange(field: "resamples", value: 99, allowed: "[100, 1000000]"),
      some,
      [.init("resamples", 99)]
    )
    refused(
      .unknown(field: "bootstrap", value: "percentile", allowed: ["bca", "studentised"]),
      some,
      [.init("bootstrap", "percentile")]
    )
    refused(
      .negative(field: "control.values[0]", value: -1),
      values([-1, 2]),
      [.init("twoPart", true)]
    )
  }
}
