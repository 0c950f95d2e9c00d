import Testing
import VerdictInference

@Suite("PermutationTest")
struct PermutationTestTests {
  @Test("counted and listed ways agree with exact fractions", arguments: AmountOracles.means.cases)
  func oracle(_ oracle: AmountOracles.Case) throws {
    guard let ways = oracle.enumerated else { return }
    let test = try PermutationTest(control: oracle.control, variant: oracle.variant)
    #expect(test.resamples == nil && test.monteCarloError == nil)
    #expect(agrees(test.pValues.less, ways.mean[0], relative: 1e-12))
    #expect(agrees(test.pValues.greater, ways.mean[1], relative: 1e-12))
  }

  @Test("hundreds of whole amounts are exact, as coin has them")
  func coin() throws {
    for oracle in AmountOracles.regressions.ties {
      let test = try PermutationTest(control: oracle.control, variant: oracle.variant)
      #expect(test.resamples == nil)
      #expect(agrees(test.pValues.less, oracle.mean[0], relative: 1e-9))
      #expect(agrees(test.pValues.greater, oracle.mean[1], relative: 1e-9))
    }
  }

  @Test("sampled ways come as near to the exact p as their error says")
  func sampled() throws {
    for oracle in AmountOracles.regressions.ties {
      // A unit that does not fit: the same order of sums, nothing common.
      let bend = { (x: Double) in x * (1 + 1e-9 / 3) + 1.0 / 7 }
      let (c, v) = (oracle.control.map(bend), oracle.variant.map(bend))
      let test = try PermutationTest(control: c, variant: v, seed: 9)
      #expect(test.resamples == PermutationTest.standardResamples)
      // Five standard errors of a share of 9,999: fails by chance once in two million.
      for (found, exact) in [
        (test.pValues.less, oracle.mean[0]), (test.pValues.greater, oracle.mean[1]),
      ] {
        #expect(abs(found - exact) <= 5 * (exact * (1 - exact) / 9_999).squareRoot() + 2e-4)
      }
    }
  }

  @Test("exchanged arms and another order of rows give the mirrored p exactly, sampled too")
  func mirrored() throws {
    var numbers = SystemlessNumbers(seed: 4)
    for (n, m) in [(6, 5), (40, 40), (60, 30), (30, 31)] {
      let c = (0..<n).map { _ in numbers.signed(2) }
      let v = (0..<m).map { _ in numbers.signed(2) + 5 }
      let one = try PermutationTest(control: c, variant: v, resamples: 500, seed: 3)
      let other = try PermutationTest(
        control: numbers.shuffled(v),
        variant: numbers.shuffled(c),
        resamples: 500,
        seed: 3
      )
      #expect(one.pValues == other.pValues.swapped)
      #expect(one.resamples == other.resamples)
    }
    let same = (0..<40).map { _ in numbers.signed(2) }
    let equal = try PermutationTest(control: same, variant: same, resamples: 500)
    #expect(equal.resamples == 500)
    #expect(equal.pValues == equal.pValues.swapped)
  }

  @Test("the same seed gives the same p, another seed another")
  func seeded() throws {
    var numbers = SystemlessNumbers(seed: 5)
    let c = (0..<50).map { _ in numbers.signed(1) }
    let v = (0..<60).map { _ in numbers.signed(1) }
    func p(_ seed: UInt64) throws -> SidedPValues {
      try PermutationTest(control: c, variant: v, resamples: 999, seed: seed).pValues
    }
    #expect(try p(1) == p(1))
    #expect(try p(1) != p(2))
  }

  @Test("near 1e9, and with decimals that do not fit doubles, ties are ties")
  func ties() throws {
    let far = try PermutationTest(
      control: [1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3],
      variant: [1e9 + 0.4, 1e9 + 0.5, 1e9 + 0.6]
    )
    #expect(agrees(far.pValues.greater, 1.0 / 20, relative: 1e-14))
    // 0.1 + 0.2 against 0.3 + 0: equal as written.
    let written = try PermutationTest(control: [0.3, 0], variant: [0.1, 0.2])
    #expect(written.pValues.greater == 4.0 / 6)
    #expect(written.pValues.less == 4.0 / 6)
    // The same without a common unit.
    let third = 1.0 / 3
    let bent = try PermutationTest(
      control: [0.3 * third, 0],
      variant: [0.1 * third, 0.2 * third]
    )
    #expect(bent.pValues == written.pValues)
  }

  @Test("empty arms and absurd amounts are refused, equal amounts have p 1")
  func edges() throws {
    #expect(throws: InferenceError.tooFew(field: "control", value: 0, needed: 1)) {
      try PermutationTest(control: [], variant: [1])
    }
    #expect(try PermutationTest(control: [1], variant: [2]).pValues.twoSided == 1)
    #expect(try PermutationTest(control: [7, 7], variant: [7, 7, 7]).pValues.twoSided == 1)
    // Of six ways two are as low: 1e-139 beside 1e139 is a tie with 0.
    let absurd = try PermutationTest(control: [1e139, 0], variant: [-1e139, 1e-139])
    #expect(absurd.pValues.less == 2.0 / 6)
    let many = [Double](repeating: 1, count: 20_001)
    #expect(throws: InferenceError.tooLarge(field: "values", value: 20_002, limit: 20_000)) {
      try PermutationTest(control: [1], variant: many)
    }
    #expect(throws: InferenceError.self) {
      try PermutationTest(control: [1], variant: [2], resamples: 0)
    }
    #expect(throws: InferenceError.notFinite(field: "variant[1]", value: .infinity)) {
      try PermutationTest(control: [1], variant: [2, .infinity])
    }
  }
}
