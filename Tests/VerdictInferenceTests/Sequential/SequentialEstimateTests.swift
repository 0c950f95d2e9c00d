import GSLKit
import Testing
import VerdictInference

@Suite("Estimates after planned looks")
struct SequentialEstimateTests {
  struct StageWiseCase: Decodable {
    let information: [Double]
    let boundaries: [Double]
    let z: Double
    let level: Double
    let greater: Double
    let estimate: Double
    let interval: [Double]
  }

  @Test("p, estimate and interval agree with direct multivariate integrals")
  func oracle() throws {
    for item in try CommittedOracle<StageWiseCase>.cases("sequential_stagewise") {
      // Earlier looks stayed inside; what they were does not enter.
      let z = item.boundaries.dropLast().map { _ in 0.1 } + [item.z]
      let found = try SequentialEstimate(
        information: item.information,
        z: z,
        boundaries: item.boundaries,
        level: item.level
      )
      #expect(abs(found.pValueGreater - item.greater) < 1e-10)
      #expect(agree(found.estimate, item.estimate, within: 1e-8))
      #expect(agree(found.interval.lower, item.interval[0], within: 1e-8))
      #expect(agree(found.interval.upper, item.interval[1], within: 1e-8))
    }
  }

  @Test("One look is the plain z test", arguments: [-2.4, -0.3, 0, 1.1, 3.9])
  func oneLook(z: Double) throws {
    let found = try SequentialEstimate(information: [64], z: [z], boundaries: [1.96])
    #expect(abs(found.pValueGreater - NormalDistribution.upperTail(z)) < 1e-14)
    #expect(agree(found.estimate, z / 8, within: 1e-9))
    #expect(agree(found.interval.lower, (z - 1.959963984540054) / 8, within: 1e-9))
    #expect(agree(found.interval.upper, (z + 1.959963984540054) / 8, within: 1e-9))
  }

  @Test("Exchanging the arms mirrors every digit")
  func mirror() throws {
    let information = [40.0, 75, 120]
    let boundaries = [3.5, 2.6, 2.0]
    for z in [[0.5, 1.2, 2.4], [0.1, 2.9], [-0.4, 0.3, 0.9], [3.9]] {
      let plain = try SequentialEstimate(information: information, z: z, boundaries: boundaries)
      let swapped = try SequentialEstimate(
        information: information,
        z: z.map { -$0 },
        boundaries: boundaries
      )
      #expect(plain.pValueGreater == swapped.pValueLess)
      #expect(plain.pValueLess == swapped.pValueGreater)
      #expect(plain.pValue == swapped.pValue)
      #expect(plain.estimate == swapped.estimate.map { 0 - $0 })
      #expect(plain.interval == swapped.interval.negated)
    }
  }

  @Test("The test is read at the first crossing; later looks do not change it")
  func firstCrossing() throws {
    let found = try SequentialEstimate(
      information: [44, 88, 130],
      z: [0.2, 3.0, -1],
      boundaries: [2.963, 1.969, 1.9]
    )
    let short = try SequentialEstimate(
      information: [44, 88],
      z: [0.2, 3.0],
      boundaries: [2.963, 1.969]
    )
    #expect(found == short)
    #expect(found.look == 1)
    #expect(found.crossed)
  }

  @Test(
    "An early stop shrinks the estimate towards no effect, and p at a boundary is what was spent"
  )
  func earlyStop() throws {
    let information = [50.0, 100]
    let boundaries = try GroupSequential.boundaries(
      information: [0.5, 1],
      significance: 0.025,
      final: true,
      sides: .symmetrical
    )
    let z = boundaries.map(\.z)
    let late = try SequentialEstimate(information: information, z: [0, z[1]], boundaries: z)
    #expect(abs(late.pValueGreater - 0.025) < 1e-9)
    let early = try SequentialEstimate(information: information, z: [z[0]], boundaries: z)
    #expect(abs(early.pValueGreater - boundaries[0].cumulative) < 1e-12)
    let strong = try SequentialEstimate(information: information, z: [0, 2.9], boundaries: z)
    let plain = 2.9 / 10
    #expect(try #require(strong.estimate) < plain)
  }

  // 20,000 seeded tests with a true effect: the estimate is above the truth half the time and the
  // interval covers in 95 of 100; 5.3 standard errors are left once in 10⁷.
  @Test("The estimate is median unbiased and the interval covers")
  func simulated() throws {
    let information = [0.5, 1.0]
    let boundaries = [2.963, 1.969]
    let truth = 2.2
    let generator = RandomGenerator(seed: 7)
    let repetitions = 4_000
    var above = 0
    var covered = 0
    for _ in 0..<repetitions {
      let first = generator.normal(mean: truth * 0.5, standardDeviation: 0.5.squareRoot())
      let second = first + generator.normal(mean: truth * 0.5, standardDeviation: 0.5.squareRoot())
      let found = try SequentialEstimate(
        information: information,
        z: [first / 0.5.squareRoot(), second],
        boundaries: boundaries
      )
      if try #require(found.estimate) > truth { above += 1 }
      if found.interval.contains(truth) { covered += 1 }
    }
    let count = Double(repetitions)
    #expect(abs(Double(above) / count - 0.5) < 5.3 * (0.25 / count).squareRoot())
    #expect(abs(Double(covered) / count - 0.95) < 5.3 * (0.95 * 0.05 / count).squareRoot())
  }

  @Test("One look at a score test is that score test")
  func scoreTest() throws {
    for (xc, nc, xv, nv) in [(48.0, 80.0, 56.0, 70.0), (24, 43, 31, 45), (0, 30, 6, 30)] {
      let score = try ScoreTest(
        control: EffectiveCount(successes: xc, trials: nc),
        variant: EffectiveCount(successes: xv, trials: nv)
      )
      let found = try SequentialEstimate(scoreTests: [score], boundaries: [1.96])
      let plain = score.interval(tail: 0.025)
      #expect(abs(found.pValueGreater - score.pValueGreater(at: 0)) < 1e-13)
      #expect(agree(found.estimate, score.estimate, within: 1e-8))
      #expect(agree(found.interval.lower, plain.lower, within: 1e-8))
      #expect(agree(found.interval.upper, plain.upper, within: 1e-8))
    }
  }

  @Test("Two looks at score tests mirror exactly, and tables without successes get an answer")
  func scoreLooks() throws {
    func test(_ xc: Double, _ nc: Double, _ xv: Double, _ nv: Double) throws -> ScoreTest {
      try ScoreTest(
        control: EffectiveCount(successes: xc, trials: nc),
        variant: EffectiveCount(successes: xv, trials: nv)
      )
    }
    let tables: [[(Double, Double, Double, Double)]] = [
      [(11, 22, 13, 21), (24, 43, 38, 45)], [(0, 20, 0, 20), (0, 41, 0, 40)],
      [(20, 20, 20, 20), (40, 40, 40, 40)], [(0, 20, 0, 20), (1, 40, 9, 40)],
      [(0, 20, 20, 20)],
    ]
    for looks in tables {
      let plain = try SequentialEstimate(
        scoreTests: looks.map { try test($0.0, $0.1, $0.2, $0.3) },
        boundaries: [2.963, 1.969]
      )
      let swapped = try SequentialEstimate(
        scoreTests: looks.map { try test($0.2, $0.3, $0.0, $0.1) },
        boundaries: [2.963, 1.969]
      )
      #expect(plain.pValueGreater.isFinite)
      #expect(plain.pValueGreater == swapped.pValueLess || plain.estimate == 0)
      #expect(agree(plain.pValueGreater, swapped.pValueLess, within: 1e-9))
      #expect(
        agree(plain.interval.lower, swapped.interval.upper.map { -$0 }, within: 1e-8)
      )
      let lower = try #require(plain.interval.lower)
      let upper = try #require(plain.interval.upper)
      #expect(lower >= -1 && upper <= 1 && lower < upper)
    }
  }

  @Test("None against all is estimated at the end of what is possible, never as missing")
  func noneAgainstAll() throws {
    let score = try ScoreTest(
      control: EffectiveCount(successes: 0, trials: 20),
      variant: EffectiveCount(successes: 20, trials: 20)
    )
    let found = try SequentialEstimate(scoreTests: [score], boundaries: [1.96])
    #expect(found.estimate == 1)
    #expect(found.interval.upper == 1)
    let swapped = try SequentialEstimate(scoreTests: [score.swapped], boundaries: [1.96])
    #expect(swapped.estimate == -1)
  }

  @Test("Missing and disordered inputs are refused")
  func refusals() {
    #expect(throws: InferenceError.tooFew(field: "z", value: 0, needed: 1)) {
      try SequentialEstimate(information: [], z: [], boundaries: [])
    }
    #expect(throws: InferenceError.unequalLengths(field: "boundaries", count: 1, expected: 2)) {
      try SequentialEstimate(information: [1, 2], z: [0, 0], boundaries: [2])
    }
    #expect(throws: InferenceError.notIncreasing(field: "information", previous: 2, value: 1)) {
      try SequentialEstimate(information: [2, 1], z: [0, 0], boundaries: [2, 2])
    }
    #expect(throws: InferenceError.outsideRange(field: "level", value: 1, allowed: "(0, 1)")) {
      try SequentialEstimate(information: [1], z: [0], boundaries: [2], level: 1)
    }
  }
}
