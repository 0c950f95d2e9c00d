import GSLKit
import Testing
import VerdictInference

/// Power and sizes against mpmath, SciPy, statsmodels and R.
@Suite("Planning beside other tools")
struct PlanningOracleTests {
  struct Python: Decodable {
    struct Tail: Decodable { let df, delta, t, lower, upper: Double }
    struct Means: Decodable {
      let effect, deviation, allocation, alpha, power: Double
      let size: Int
    }
    struct Rate: Decodable {
      let baseline, target, power, allocation, alpha, size: Double
    }
    struct Looks: Decodable {
      let information: [Double]
      let alpha, power: Double
      let z: [Double]
      let drift, inflation: Double
    }
    struct Roll: Decodable { let population, noise, spread, size, gain: Double }
    let nct: [Tail]
    let means: [Means]
    let arcsine: [Rate]
    let looks: [Looks]
    let roll: [Roll]
  }
  struct R: Decodable {
    struct Means: Decodable { let effect, deviation, power, alpha, size: Double }
    struct Rates: Decodable { let baseline, target, power, alpha, size: Double }
    let means: [Means]
    let rates: [Rates]
  }
  private let python: Python
  private let tables: R

  init() throws {
    python = try #require(try CommittedOracle<Python>.cases("planning").first)
    tables = try #require(try CommittedOracle<R>.cases("planning_r").first)
  }

  @Test("the noncentral t has mpmath's tails to ten digits")
  func noncentral() throws {
    for tail in python.nct {
      let law = try NoncentralT(degreesOfFreedom: tail.df, noncentrality: tail.delta)
      #expect(agree(try law.cdf(tail.t) / tail.lower, 1, within: 1e-10))
      #expect(agree(try law.upperTail(tail.t) / tail.upper, 1, within: 1e-10))
    }
  }

  @Test("the power of the t test is statsmodels', the size R's rounded up")
  func means() throws {
    for oracle in python.means {
      let design = try MeansPower.Design(
        significance: oracle.alpha,
        allocation: oracle.allocation
      )
      let power = try MeansPower.power(
        design,
        effect: oracle.effect,
        standardDeviation: oracle.deviation,
        controlSize: oracle.size
      )
      #expect(agree(power, oracle.power, within: 1e-9))
    }
    for oracle in tables.means {
      let design = try MeansPower.Design(significance: oracle.alpha)
      let size = try MeansPower.controlSize(
        design,
        effect: oracle.effect,
        standardDeviation: oracle.deviation,
        power: oracle.power
      )
      #expect(size == Int(oracle.size.rounded(.up)))
    }
  }

  @Test("Fleiss's size is R's power.prop.test rounded up, the arcsine size statsmodels'")
  func rates() throws {
    for oracle in tables.rates {
      let design = try RatePower.Design(
        baseline: oracle.baseline,
        significance: oracle.alpha,
        method: .fleiss
      )
      let size = try RatePower.controlSize(design, target: oracle.target, power: oracle.power)
      #expect(size == Int(oracle.size.rounded(.up)))
    }
    for oracle in python.arcsine {
      let design = try RatePower.Design(
        baseline: oracle.baseline,
        significance: oracle.alpha,
        allocation: oracle.allocation,
        method: .arcsine
      )
      let size = try RatePower.controlSize(design, target: oracle.target, power: oracle.power)
      #expect(size == Int(oracle.size.rounded(.up)))
    }
  }

  @Test("what looks cost agrees with multivariate normal integrals")
  func looks() throws {
    for oracle in python.looks {
      let sizing = try SequentialSizing(
        information: oracle.information,
        significance: oracle.alpha,
        power: oracle.power,
        sides: .separate
      )
      // The integrals of four looks are quasi-random, good to about 1e-6.
      for (ours, theirs) in zip(sizing.boundaries, oracle.z) {
        #expect(agree(ours.z, theirs, within: 2e-5))
      }
      #expect(agree(sizing.drift, oracle.drift, within: 2e-5))
      #expect(agree(sizing.inflation, oracle.inflation, within: 2e-5))
    }
  }

  @Test("the size of test and roll is where the integrated gain is largest")
  func roll() throws {
    for oracle in python.roll {
      let plan = try TestAndRoll(
        population: oracle.population,
        noise: oracle.noise,
        spread: oracle.spread
      )
      // The gain is flat at its maximum, so the search knows the size to half the digits.
      #expect(agree(plan.bestSize / oracle.size, 1, within: 1e-4))
      #expect(agree(try plan.expectedGain(size: oracle.size) / oracle.gain, 1, within: 1e-8))
    }
  }
}
