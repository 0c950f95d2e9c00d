import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// How often the interval that is printed holds the truth, by enumeration.
@Suite struct CoverageTests {
  struct Truth: CustomTestStringConvertible, Sendable {
    let base: Double
    let difference: Double
    var testDescription: String { "\(base) and \(difference)" }
    static let grid = [
      Truth(base: 0.45, difference: 0), Truth(base: 0.45, difference: 0.1),
      Truth(base: 0.55, difference: 0.17), Truth(base: 0.3, difference: -0.1),
    ]
  }

  @Test(
    "The repeated interval at the look that ends the test holds the truth in 94.5 % or more",
    arguments: [20, 60, 120],
    Truth.grid
  )
  func atStop(perArm: Int, truth: Truth) throws {
    let plan = try EnumeratedPlan(perArm: perArm, looks: 4, mode: .score, worthwhile: 0.1)
    let coverage = try plan.coverageAtStop(base: truth.base, difference: truth.difference)
    #expect(coverage >= 0.945)
    #expect(coverage <= 1)
  }

  @Test("In exact mode it is never under 95 %", arguments: Truth.grid)
  func exactAtStop(truth: Truth) throws {
    let plan = try EnumeratedPlan(perArm: 20, looks: 4, mode: .exact, worthwhile: 0.1)
    let coverage = try plan.coverageAtStop(base: truth.base, difference: truth.difference)
    #expect(coverage >= 0.95)
  }

  @Test(
    "One look: the score interval holds 94 to 96 %, the exact one 95 to 98.8 %",
    arguments: [20, 60, 120],
    Truth.grid
  )
  func oneLook(perArm: Int, truth: Truth) throws {
    let score = try Self.fixedCoverage(.score, perArm, truth)
    #expect((0.94...0.96).contains(score))
    let exact = try Self.fixedCoverage(.exact, perArm, truth)
    #expect((0.95...0.988).contains(exact))
    #expect(exact >= score - 1e-12, "the exact interval is the wider one")
  }

  /// P(the 95 % interval holds the truth), walking only tables that have any probability.
  private static func fixedCoverage(_ mode: TestMode, _ perArm: Int, _ truth: Truth) throws
    -> Double
  {
    let left = PathEnumeration.masses(perArm, truth.base)
    let right = PathEnumeration.masses(perArm, truth.base + truth.difference)
    // A table is above the truth from some b on, and below it up to some b: two staircases.
    var covered = 0.0
    var lowest = 0
    var highest = 0
    for a in 0...perArm {
      while lowest <= perArm,
        try EnumeratedPlan.test(a, lowest, perArm, mode)
          .isSurelyBelow(truth.difference, tail: 0.025)
      { lowest += 1 }
      highest = max(highest, lowest)
      while highest <= perArm,
        try !EnumeratedPlan.test(a, highest, perArm, mode)
          .isSurelyAbove(truth.difference, tail: 0.025)
      { highest += 1 }
      if lowest < highest { covered += left[a] * right[lowest..<highest].reduce(0, +) }
    }
    return covered
  }
}
