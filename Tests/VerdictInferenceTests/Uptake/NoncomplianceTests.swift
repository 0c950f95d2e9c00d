import GSLKit
import Testing
import VerdictInference

@Suite("Noncompliance")
struct NoncomplianceTests {
  struct Case: Decodable, Sendable {
    struct ARSet: Decodable, Sendable {
      let level: Double
      let kind: String
      let ends: [Double]
    }
    /// trials, uptake, successes, successes among uptake.
    let control: [Int]
    let variant: [Int]
    let estimate: Double?
    let error: Double?
    let f: Double?
    let itt: Double
    let pooledZ: Double
    let sets: [ARSet]

    func comparison() throws -> Noncompliance {
      try #require(try Noncompliance(control: arm(control), variant: arm(variant)))
    }
  }

  static func arm(_ numbers: [Int]) throws -> UptakeArm {
    try UptakeArm(
      count: BinomialCount(successes: numbers[2], trials: numbers[0]),
      uptake: numbers[1],
      uptakeSuccesses: numbers.count > 3 ? numbers[3] : nil
    )
  }

  static let cases: [Case] = {
    guard let cases = try? CommittedOracle<Case>.cases("uptake"), !cases.isEmpty else {
      preconditionFailure("the oracle uptake is missing or unreadable")
    }
    return cases
  }()

  @Test(
    "estimate, robust error and first-stage F agree with two-stage least squares",
    arguments: cases
  )
  func twoStage(_ oracle: Case) throws {
    let ours = try oracle.comparison()
    #expect(agrees(ours.intentionToTreat, oracle.itt, relative: 1e-12, absolute: 1e-15))
    // statsmodels goes through a pseudo-inverse: ten digits, fewer when uptake barely differs.
    for (value, expected) in [
      (ours.complierEffect, oracle.estimate), (ours.complierStandardError, oracle.error),
      (ours.firstStageF, oracle.f),
    ] {
      guard let expected else {
        #expect(value == nil)
        continue
      }
      #expect(agrees(value, expected, relative: 1e-8, absolute: 1e-20))
    }
  }

  @Test("the Anderson–Rubin set agrees with inversion by root-finding on rows", arguments: cases)
  func sets(_ oracle: Case) throws {
    let ours = try oracle.comparison()
    for expected in oracle.sets {
      let set = try #require(ours.andersonRubin(level: expected.level))
      let ends: [Double]
      switch (set, expected.kind) {
      case (.interval(let interval), "interval"):
        ends = [try #require(interval.lower), try #require(interval.upper)]
      case (.outside(let lower, let upper), "outside"): ends = [lower, upper]
      case (.line, "line"), (.empty, "empty"): ends = []
      default:
        Issue.record("\(set) is not \(expected.kind)")
        continue
      }
      for (end, theirs) in zip(ends, expected.ends) {
        #expect(agrees(end, theirs, relative: 1e-8, absolute: 1e-10))
      }
    }
  }

  @Test(
    "for arms of one size the set excludes 0 exactly when the deciding test rejects",
    arguments: cases
  )
  func agreement(_ oracle: Case) throws {
    let ours = try oracle.comparison()
    let z = try ours.intentionToTreatTest.statistic(at: 0)
    #expect(agrees(z, oracle.pooledZ, relative: 1e-10, absolute: 1e-12))
    guard oracle.control[0] == oracle.variant[0] else { return }
    for level in [0.5, 0.8, 0.9, 0.95, 0.99] {
      let isHeld = abs(z) <= NormalDistribution.upperQuantile((1 - level) / 2)
      #expect(ours.andersonRubin(level: level)?.contains(0) == isHeld)
    }
  }

  @Test("exchanging the arms turns the offer's effect and leaves the compliers'", arguments: cases)
  func mirrored(_ oracle: Case) throws {
    let (one, other) = (try oracle.comparison(), try oracle.comparison().swapped)
    #expect(one.intentionToTreat == -other.intentionToTreat)
    #expect(one.complierEffect == other.complierEffect)
    #expect(one.complierStandardError == other.complierStandardError)
    #expect(one.firstStageF == other.firstStageF)
    #expect(one.andersonRubin(level: 0.9) == other.andersonRubin(level: 0.9))
    #expect(one.complierInterval(level: 0.9) == other.complierInterval(level: 0.9))
  }

  @Test("counted by failure, the complier effect and its set turn round", arguments: cases)
  func failures(_ oracle: Case) throws {
    func turned(_ arm: [Int]) throws -> UptakeArm {
      try Self.arm([arm[0], arm[1], arm[0] - arm[2], arm[1] - arm[3]])
    }
    let one = try oracle.comparison()
    let other = try #require(
      try Noncompliance(control: turned(oracle.control), variant: turned(oracle.variant))
    )
    for level in [0.8, 0.95] {
      let (a, b) = (one.andersonRubin(level: level), other.andersonRubin(level: level)?.negated)
      switch (a, b) {
      case (.interval(let left), .interval(let right)):
        #expect(agrees(left.lower, right.lower ?? .nan, relative: 1e-9, absolute: 1e-12))
        #expect(agrees(left.upper, right.upper ?? .nan, relative: 1e-9, absolute: 1e-12))
      case (.outside(let left, _), .outside(let right, _)):
        #expect(agrees(left, right, relative: 1e-9))
      default: #expect(a == b)
      }
    }
  }

  @Test("with everybody following the lot the complier effect is the intention-to-treat effect")
  func full() throws {
    let ours = try #require(
      try Noncompliance(control: Self.arm([60, 0, 12]), variant: Self.arm([60, 60, 27]))
    )
    #expect(ours.complierEffect == ours.intentionToTreat)
    // 15/60 over √(.2·.8/60 + .45·.55/60), by hand.
    #expect(agrees(ours.complierStandardError, (0.4075 / 60).squareRoot(), relative: 1e-13))
    #expect(ours.firstStageF == nil)
    #expect(ours.andersonRubin(level: 0.95)?.isBounded == true)
  }

  @Test("the set covers the true effect as often as promised however weak the offer")
  func coverage() throws {
    let generator = RandomGenerator(seed: 20_240_611)
    // Compliers' rates .3 and .6; always-takers .7, never-takers .2: accepted vs declined would mislead.
    let (always, effect) = (0.1, 0.3)
    for compliers in [0.02, 0.3] {
      var covered = 0
      let runs = 3_000
      for _ in 0..<runs {
        func draw(offered: Bool) throws -> UptakeArm {
          var (u, s, us) = (0, 0, 0)
          for _ in 0..<80 {
            let kind = generator.uniform()
            let isAlways = kind < always
            let complies = !isAlways && kind < always + compliers
            let received = isAlways || (complies && offered)
            let rate = isAlways ? 0.7 : complies ? (offered ? 0.3 + effect : 0.3) : 0.2
            let success = generator.happens(rate)
            if received { u += 1 }
            if success { s += 1 }
            if received && success { us += 1 }
          }
          return try Self.arm([80, u, s, us])
        }
        let ours = try #require(
          try Noncompliance(control: draw(offered: false), variant: draw(offered: true))
        )
        if ours.andersonRubin(level: 0.9)?.contains(effect) != false { covered += 1 }
      }
      // 5.3 standard errors of 3,000 runs at .9, and .01 for the normal approximation.
      #expect(abs(Double(covered) / Double(runs) - 0.9) < 5.3 * 0.0055 + 0.01)
    }
  }

  @Test("at 18 % uptake 30.9 times the units, and no difference in uptake is never enough")
  func inflation() throws {
    #expect(agrees(try UptakeInflation.factor(uptake: 0.18), 30.864_197_530_864_2, relative: 1e-13))
    #expect(agrees(try UptakeInflation.factor(uptake: 0.7, controlUptake: 0.2), 4, relative: 1e-14))
    #expect(try UptakeInflation.factor(uptake: 0.4, controlUptake: 0.4) == nil)
    #expect(try UptakeInflation.factor(uptake: 1e-300) == nil)
    #expect(agrees(UptakeInflation.dilutedEffect(0.5, uptake: 0.18), 0.09, relative: 1e-15))
    #expect(throws: InferenceError.outsideRange(field: "uptake", value: 1.1, allowed: "[0, 1]")) {
      try UptakeInflation.factor(uptake: 1.1)
    }
  }
}
