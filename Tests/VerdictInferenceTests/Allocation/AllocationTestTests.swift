import Testing
import VerdictInference

@Suite("AllocationTest")
struct AllocationTestTests {
  private let registry = CalculationRegistry([AllocationCalculation.self])

  private func answer(_ observed: [Int], _ planned: [Double]) throws(InferenceError)
    -> CalculationValue
  {
    try registry.run(
      "allocation",
      inputs: [
        "observed": .array(observed.map { .integer($0) }),
        "planned": .array(planned.map { .number($0) }),
      ]
    )
  }

  @Test(
    "chi-squared, its p and the exact p agree with SciPy and with enumeration in fractions",
    arguments: AllocationOracles.loaded.audits
  )
  func oracle(_ oracle: AllocationOracles.Audit) throws {
    let result = try answer(oracle.observed, oracle.planned)
    #expect(agrees(result["chiSquare"]?.asDouble, oracle.chiSquare, relative: 1e-12))
    #expect(agrees(result["p"]?.asDouble, oracle.p, relative: 1e-12))
    #expect(agrees(result["exactP"]?.asDouble, oracle.exactP, relative: 1e-10))
  }

  @Test("the order of the arms and the unit of the plan change nothing", arguments: [1, 7.25])
  func order(_ unit: Double) throws {
    let one = try AllocationTest(observed: [12, 9, 3, 40], planned: [1, 1, 2, 4])
    let other = try AllocationTest(
      observed: [40, 3, 12, 9],
      planned: [4 * unit, 2 * unit, unit, unit]
    )
    #expect(one.chiSquare?.statistic == other.chiSquare?.statistic)
    #expect(try one.exactTest() == other.exactTest())
    let big = try AllocationTest(observed: [400, 300, 500, 80], planned: [4, 3, 5, 1])
    let turned = try AllocationTest(observed: [80, 500, 400, 300], planned: [1, 5, 4, 3])
    let test = try #require(try big.exactTest())
    #expect(test.method != .exact)
    #expect(try turned.exactTest() == test)
  }

  @Test("a drawn p agrees with the enumerated one within its error")
  func sampled() throws {
    // 4 arms of 70: 62,196 prefixes are enumerated; 200 a little more are drawn.
    for counts in [[20, 11, 25, 14], [17, 18, 17, 18], [30, 5, 15, 20]] {
      let audit = try AllocationTest(observed: counts, planned: [1, 1, 1, 1])
      let exact = try #require(try audit.exactTest()?.pValue)
      let bigger = try AllocationTest(observed: counts.map { 10 * $0 }, planned: [1, 1, 1, 1])
      let drawn = try #require(try bigger.exactTest())
      let error = try #require(drawn.monteCarloError)
      // At ten times the size chi-squared is close: its tail is the reference for the drawn p.
      let limit = try #require(bigger.chiSquare?.pValue)
      #expect(abs(try #require(drawn.pValue) - limit) < 5.3 * error + 0.005)
      #expect(exact > 0 && exact <= 1)
    }
  }

  @Test("counts of a billion are answered")
  func large() throws {
    let even = try answer([1_000_000_000, 1_000_000_000], [1, 1])
    #expect(even["chiSquare"]?.asDouble == 0)
    #expect(agrees(even["exactP"]?.asDouble, 1, relative: 1e-12))
    // 63,246 more of 2·10⁹ is 1.41421 standard errors on each side of a 1:1 split.
    let off = try answer([1_000_031_623, 999_968_377], [1, 1])
    let p = try #require(off["p"]?.asDouble)
    #expect(agrees(off["exactP"]?.asDouble, p, relative: 2e-4))
    let three = try answer([1_000_000_000, 1_000_020_000, 999_980_000], [1, 1, 1])
    #expect(three.json.contains("monteCarlo"))
    #expect(three["exactP"]?.asDouble != nil)
    let more = try answer([3_000_000_000, 3_000_000_000, 1], [1, 1, 1])
    #expect(more["exactP"] == .null)
    #expect(more.json.contains("aboveExactLimit"))
    #expect(more["p"]?.asDouble != nil)
  }

  @Test("one arm, no units, an arm without a share, a share without digits")
  func undefined() throws {
    let none = try answer([0, 0], [1, 1])
    for path in AllocationCalculation.results { #expect(none.value(at: path) == .null) }
    #expect(none.json.contains("noUnits"))
    let one = try answer([7], [1])
    #expect(one["p"] == .null)
    #expect(one["exactP"]?.asDouble == 1)
    let impossible = try answer([5, 1], [1, 0])
    #expect(impossible["chiSquare"] == .null)
    #expect(impossible["exactP"]?.asDouble == 0)
    #expect(impossible.json.contains("impossibleUnderPlan"))
    let unplanned = try answer([5, 3, 0], [1, 1, 0])
    #expect(agrees(unplanned["p"]?.asDouble, 0.4795001221869535, relative: 1e-12))
    let tiny = try answer([5, 5], [1, .leastNonzeroMagnitude])
    #expect(tiny["p"] == .null)
    #expect(tiny.json.contains("beyondRange"))
    #expect(try answer([2, 1], [1, 1]).json.contains("smallExpected"))
    let many = try answer(
      [Int](repeating: 3, count: 100_000),
      [Double](repeating: 1, count: 100_000)
    )
    #expect(agrees(many["chiSquare"]?.asDouble, 0, relative: 0, absolute: 1e-20))
    #expect(many["exactP"] == .null)
  }

  @Test("what is no count or no plan is refused by name")
  func refused() {
    let cases: [([Int], [Double], InferenceError)] = [
      ([], [], .missing(field: "observed")),
      ([1, 2], [1], .unequalLengths(field: "planned", count: 1, expected: 2)),
      ([1, -2], [1, 1], .negative(field: "observed[1]", value: -2)),
      ([1, 2], [1, -1], .negative(field: "planned[1]", value: -1)),
      ([1, 2], [0, 0], .outsideRange(field: "planned", value: 0, allowed: "(0, ∞)")),
    ]
    for (observed, planned, error) in cases {
      #expect(throws: error) { try answer(observed, planned) }
    }
    #expect(throws: InferenceError.wrongType(field: "observed[0]", expected: "integer")) {
      try registry.run("allocation", inputs: ["observed": [1.5], "planned": [1]])
    }
  }

  @Test("only what is asked for is answered")
  func only() throws {
    let result = try registry.run(
      "allocation",
      inputs: ["observed": [12, 9, 3], "planned": [1, 1, 1], "only": ["p"]]
    )
    #expect(result["p"]?.asDouble != nil)
    #expect(result["exactP"] == nil)
    #expect(result["chiSquare"] == nil)
  }
}
