import GSLKit
import Testing
import VerdictInference

@Suite("RandomisationTest")
struct RandomisationTestTests {
  @Test(
    "p, the smallest p and the reference agree with enumeration in fractions and with SciPy",
    arguments: AllocationOracles.loaded.tests
  )
  func pValues(_ oracle: AllocationOracles.Trial) throws {
    let test = try #require(try oracle.run())
    // Shares of whole numbers: rounding only.
    #expect(agrees(test.estimate, oracle.estimate, relative: 1e-13))
    #expect(agrees(test.pValueGreater, oracle.greater, relative: 1e-13))
    #expect(agrees(test.pValueLess, oracle.less, relative: 1e-13))
    let doubled = min(1, 2 * min(oracle.greater, oracle.less))
    #expect(agrees(test.pValue, doubled, relative: 1e-13))
    #expect(test.isExact)
    #expect(test.monteCarloError == nil)
    #expect(test.assignments == oracle.reference)
    #expect(agrees(test.smallestPossibleP, oracle.smallest, relative: 1e-13))
  }

  @Test(
    "p of a shifted null and the ends of the interval agree with trying every candidate",
    arguments: AllocationOracles.loaded.tests
  )
  func inversion(_ oracle: AllocationOracles.Trial) throws {
    let test = try #require(try oracle.run())
    for shift in oracle.shifts {
      #expect(agrees(test.pValue(effect: shift.effect), shift.p, relative: 1e-12), "\(shift)")
    }
    for interval in oracle.intervals {
      let ours = try #require(test.interval(level: interval.level))
      for (end, expected) in zip([ours.lower, ours.upper], interval.ends) {
        #expect(agree(end, expected, within: 1e-11), "\(interval)")
      }
    }
  }

  @Test(
    "exchanging the arms mirrors the answer",
    arguments: AllocationOracles.loaded.tests
  )
  func mirrored(_ oracle: AllocationOracles.Trial) throws {
    let test = try #require(try oracle.run())
    let other = try #require(
      try RandomisationTest(
        oracle.outcomes(),
        assignment: oracle.assignment.map { !$0 },
        mechanism: oracle.mechanism().mirrored,
        washIn: oracle.washIn().mirrored
      )
    )
    #expect(other.estimate == -test.estimate)
    // A chance of 1/3 and its complement are no mirror in binary digits; all others are exact.
    if oracle.kind == "coins", oracle.chance?[1] != 2 {
      #expect(agrees(other.pValueLess, test.pValueGreater, relative: 1e-14))
      return
    }
    #expect(other.pValueLess == test.pValueGreater)
    #expect(other.pValueGreater == test.pValueLess)
    for level in [0.5, 0.8, 0.95] {
      #expect(other.interval(level: level) == test.interval(level: level)?.negated)
    }
  }

  @Test("an interval excludes 0 exactly when the smaller side is at most its error")
  func agreement() throws {
    var generator = RandomGenerator(seed: 7)
    for _ in 0..<60 {
      let size = 4 + generator.uniformInt(below: 5)
      let variant = 1 + generator.uniformInt(below: size - 1)
      let values = (0..<size).map { _ in Double(generator.uniformInt(below: 6)) }
      let assignment = (0..<size).map { $0 < variant }.shuffled(using: &generator)
      let test = try #require(
        try RandomisationTest(
          RandomisationOutcomes(values: values),
          assignment: assignment,
          mechanism: .complete(units: size, variant: variant)
        )
      )
      for level in [0.3, 0.5, 0.8, 0.9, 0.95] {
        let tail = (1 - level) / 2 * (1 + 1e-12)
        let interval = try #require(test.interval(level: level))
        #expect(interval.contains(0) == (min(test.pValueGreater, test.pValueLess) > tail))
      }
    }
  }

  @Test("a constant added to the values and a unit of the values change nothing but the unit")
  func shiftAndScale() throws {
    let values = [4.0, 7, 1, 9, 3, 3, 8, 2]
    let assignment = [true, false, true, true, false, false, true, false]
    func test(_ change: (Double) -> Double) throws -> RandomisationTest {
      try #require(
        try RandomisationTest(
          RandomisationOutcomes(values: values.map(change)),
          assignment: assignment,
          mechanism: .complete(units: 8, variant: 4)
        )
      )
    }
    let plain = try test { $0 }
    for (factor, constant) in [(1.0, 1e9), (1e-9, 0), (1e300, 0), (1e-300, 0), (0.0009765625, 1e9)]
    {
      let other = try test { factor * $0 + constant }
      #expect(other.pValueGreater == plain.pValueGreater, "\(factor) \(constant)")
      #expect(other.pValueLess == plain.pValueLess, "\(factor) \(constant)")
      // 1/1024 is whole in the digits that 1e9 leaves; the centre is not.
      #expect(agrees(other.estimate, factor * plain.estimate, relative: 1e-6))
    }
  }

  @Test("a sample of the assignments finds the exact p within its error, twice the same")
  func sampled() throws {
    for oracle in AllocationOracles.loaded.tests where oracle.kind != "listed" {
      func sample(mirrored: Bool) throws -> RandomisationTest {
        try #require(
          try RandomisationTest(
            oracle.outcomes(),
            assignment: mirrored ? oracle.assignment.map { !$0 } : oracle.assignment,
            mechanism: mirrored ? oracle.mechanism().mirrored : oracle.mechanism(),
            washIn: mirrored ? oracle.washIn().mirrored : oracle.washIn(),
            effort: RandomisationEffort(exactLimit: 0, draws: 20_000, seed: 5)
          )
        )
      }
      let test = try sample(mirrored: false)
      #expect(!test.isExact)
      // 5.3 standard errors: fails once in 10⁷.
      let error = try #require(test.monteCarloError)
      let exact = min(oracle.greater, oracle.less)
      let ours = min(test.pValueGreater, test.pValueLess)
      #expect(abs(ours - exact) <= 5.3 * error + 1e-4, "\(oracle.name)")
      #expect(try sample(mirrored: false) == test)
      let other = try sample(mirrored: true)
      #expect(other.pValueLess == test.pValueGreater, "\(oracle.name)")
      #expect(other.pValueGreater == test.pValueLess, "\(oracle.name)")
      #expect(other.interval(level: 0.8) == test.interval(level: 0.8)?.negated, "\(oracle.name)")
    }
  }

  @Test("under the null the exact p of a side errs at most what it says, over all drawings")
  func validity() throws {
    let mechanism = try AllocationMechanism.coins(runs: [2, 1, 2, 1, 1, 2])
    let values = [3.0, 1, 4, 1, 5, 9, 2, 6, 5]
    let washIn = try WashIn(units: 1, before: false)
    var pValues: [Double] = []
    for code in 0..<64 {
      let assignment = mechanism.runs.enumerated().flatMap { index, length in
        [Bool](repeating: code >> index & 1 == 1, count: length)
      }
      guard
        let test = try RandomisationTest(
          RandomisationOutcomes(values: values),
          assignment: assignment,
          mechanism: mechanism,
          washIn: washIn
        )
      else { continue }
      pValues.append(test.pValueGreater)
    }
    #expect(pValues.count > 50)
    for p in Set(pValues) {
      let share = Double(pValues.count { $0 <= p }) / Double(pValues.count)
      #expect(share <= p * (1 + 1e-12))
    }
  }

  @Test(
    "identical values say nothing: every p is 1, and the interval holds 0 alone or is unbounded"
  )
  func identical() throws {
    let test = try #require(
      try RandomisationTest(
        RandomisationOutcomes(values: [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]),
        assignment: (0..<10).map { $0 < 5 },
        mechanism: .complete(units: 10, variant: 5)
      )
    )
    #expect(test.estimate == 0)
    #expect(test.pValue == 1)
    #expect(test.interval(level: 0.9) == Interval(lower: 0, upper: 0))
    #expect(test.interval(level: 0.999) == Interval(lower: nil, upper: nil))
  }

  @Test("an arm that has nothing left is said, and what could not have been drawn is refused")
  func undefined() throws {
    let outcomes = try RandomisationOutcomes(values: [1, 2, 3, 4])
    let mechanism = try AllocationMechanism.coins(runs: [1, 1, 1, 1])
    #expect(
      try RandomisationTest(
        outcomes,
        assignment: [false, false, false, false],
        mechanism: mechanism
      ) == nil
    )
    #expect(
      try RandomisationTest(
        outcomes,
        assignment: [true, false, true, false],
        mechanism: mechanism,
        washIn: WashIn(units: 9, before: false)
      ) == nil
    )
    #expect(
      throws: InferenceError.conflictingInputs(fields: ["assignment", "mechanism"], allowed: "1")
    ) {
      try RandomisationTest(
        outcomes,
        assignment: [true, false, false, false],
        mechanism: .complete(units: 4, variant: 2)
      )
    }
    #expect(throws: InferenceError.unequalLengths(field: "assignment", count: 1, expected: 4)) {
      try RandomisationTest(outcomes, assignment: [true], mechanism: mechanism)
    }
    #expect(throws: InferenceError.self) { try RandomisationOutcomes(values: []) }
    #expect(throws: InferenceError.self) {
      try RandomisationOutcomes(numerators: [1], denominators: [0])
    }
    #expect(throws: InferenceError.self) { try RandomisationOutcomes(values: [.nan]) }
  }

  @Test("a hundred thousand units are sampled in a moment")
  func many() throws {
    let size = 100_000
    let test = try #require(
      try RandomisationTest(
        RandomisationOutcomes(values: (0..<size).map { Double(($0 * 7_919) % 1_013) }),
        assignment: (0..<size).map { $0 % 2 == 0 },
        mechanism: .complete(units: size, variant: size / 2)
      )
    )
    #expect(!test.isExact)
    #expect(test.pValue > 0 && test.pValue <= 1)
  }
}
