import Testing
import VerdictInference

@Suite("ExactUnconditionalTest")
struct ExactUnconditionalTestTests {
  private func test(_ table: [Int]) throws -> ExactUnconditionalTest {
    try ExactUnconditionalTest(
      control: [table[0], table[1]].count(),
      variant: [table[2], table[3]].count()
    )
  }

  @Test(
    "p is never below a brute-force p at its difference",
    arguments: RateOracles.Exact.loaded.cases
  )
  func atLeastBruteForce(_ oracle: RateOracles.Exact.Case) throws {
    let p = try test(oracle.control + oracle.variant).pValueGreater(at: oracle.difference)
    #expect(p >= oracle.pAtDifference * (1 - 1e-9))
  }

  @Test(
    "p equals the brute-force p where no smaller difference has a larger one",
    arguments: [
      (Table([7, 15, 12, 15]), 0.03410915466159729), (Table([0, 30, 6, 30]), 0.006745322277241279),
      (Table([0, 12, 14, 40]), 0.02153252044600146), (Table([3, 10, 8, 11]), 0.04066808402560416),
      (Table([1, 8, 5, 9]), 0.039518194859622546), (Table([0, 10, 10, 10]), 9.5367431640625e-07),
    ]
  )
  func equalsBruteForce(_ table: Table, _ expected: Double) throws {
    // The grid minimiser of the reference is good to about 1e-10.
    #expect(agrees(try test(table.cells).pValueGreater(), expected, relative: 1e-9))
  }

  struct Table: Sendable {
    let cells: [Int]
    init(_ cells: [Int]) { self.cells = cells }
  }

  @Test(
    "p is made monotone: at least every p to the left",
    arguments: RateOracles.Exact.loaded.monotone
  )
  func monotoneOracle(_ oracle: RateOracles.Exact.Monotone) throws {
    let p = try test(oracle.control + oracle.variant).pValueGreater()
    #expect(p >= oracle.atLeast * (1 - 1e-6))
  }

  @Test(
    "0/12 against 14/40 has a gap: p is .0815 at .04 and .0273 at .045 before it is made monotone"
  )
  func gap() throws {
    // Brute force at .04 gives .08146091; between there and .045 the plain p climbs a little more.
    let test = try test([0, 12, 14, 40])
    #expect(try test.pValueGreater(at: 0.04) >= 0.08146091)
    let right = try test.pValueGreater(at: 0.045)
    #expect(right >= 0.0815 && right < 0.095)
    // At a tail of .05 the plain set of differences would begin twice.
    let lower = try #require(try test.interval(tail: 0.05).lower)
    #expect(lower > 0.025 && lower < 0.03)
  }

  @Test("p never falls as the difference grows", arguments: edgeTables)
  func monotone(_ table: [Int]) throws {
    let test = try test(table)
    var previous = 0.0
    for step in -10...10 {
      let p = try test.pValueGreater(at: Double(step) / 10)
      #expect(p >= previous * (1 - 1e-8))
      #expect(p >= 0 && p <= 1)
      previous = p
    }
  }

  @Test("exchanging the arms mirrors every answer bit for bit", arguments: edgeTables)
  func mirrored(_ table: [Int]) throws {
    let test = try test(table)
    let other = try self.test([table[2], table[3], table[0], table[1]])
    #expect(try other.interval(tail: 0.025) == test.interval(tail: 0.025).negated)
    for delta in [-0.2, 0, 0.15] {
      let (mine, theirs) = (try test.pValueGreater(at: delta), try other.pValueLess(at: -delta))
      #expect(mine == theirs)
    }
  }

  @Test("p and interval never disagree, gaps of the plain p included", arguments: edgeTables)
  func agreement(_ table: [Int]) throws {
    let test = try test(table)
    for tail in [0.0005, 0.005, 0.025, 0.1] {
      let interval = try test.interval(tail: tail)
      let (lower, upper) = (try #require(interval.lower), try #require(interval.upper))
      #expect((lower > 0) == (try test.pValueGreater() <= tail))
      #expect((upper < 0) == (try test.pValueLess() <= tail))
      for delta in [-0.6, -0.2, -0.05, 0.03, 0.11, 0.4] {
        let greater = try test.pValueGreater(at: delta) > tail
        let less = try test.pValueLess(at: delta) > tail
        #expect(interval.contains(delta) == (greater && less), "\(tail) \(delta)")
        #expect(try test.rejectsGreater(at: delta, tail: tail) != greater)
        #expect(try test.rejectsLess(at: delta, tail: tail) != less)
      }
    }
  }

  @Test(
    "the interval holds the score estimate and is not shorter than certain",
    arguments: edgeTables
  )
  func containsEstimate(_ table: [Int]) throws {
    let difference = Double(table[2]) / Double(table[3]) - Double(table[0]) / Double(table[1])
    #expect(try test(table).interval(tail: 0.025).contains(difference))
  }

  @Test("the error of a side keeps its level at every common rate")
  func errorIsKept() throws {
    for (m, n) in [(8, 8), (20, 20), (12, 30), (40, 17)] {
      let region = try ExactRejectionRegion(controlTrials: m, variantTrials: n, tail: 0.025)
      for step in 0...200 {
        let rate = Double(step) / 200
        #expect(region.probability(controlRate: rate, variantRate: rate) <= 0.025 + 1e-12)
      }
    }
  }

  @Test("the region is the set of tables that are rejected one by one")
  func region() throws {
    for (m, n, tail) in [(7, 9, 0.025), (10, 10, 0.05), (15, 6, 0.01), (1, 3, 0.2)] {
      let region = try ExactRejectionRegion(controlTrials: m, variantTrials: n, tail: tail)
      for a in 0...m {
        for b in 0...n {
          let rejected = try test([a, m, b, n]).pValueGreater() <= tail
          #expect(region.contains(controlSuccesses: a, variantSuccesses: b) == rejected)
        }
      }
    }
  }

  @Test("sizes and arguments outside the range are refused with their values")
  func refused() throws {
    #expect(throws: InferenceError.tooLarge(field: "trials", value: 2_001, limit: 2_000)) {
      try test([1, 1_000, 1, 1_001])
    }
    #expect(throws: InferenceError.tooFew(field: "variant.trials", value: 0, needed: 1)) {
      try test([1, 2, 0, 0])
    }
    #expect(
      throws: InferenceError.outsideRange(field: "difference", value: 1.5, allowed: "[-1, 1]")
    ) {
      try test([1, 2, 1, 2]).pValueGreater(at: 1.5)
    }
  }
}
