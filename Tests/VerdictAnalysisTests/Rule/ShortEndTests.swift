import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// The end of a mean of money that would be too short is read at half the tail.
@Suite struct ShortEndTests {
  private func test(_ end: ShortEnd?) -> DecidingTest {
    .mean(
      StudentisedEstimate(estimate: 2, standardError: 1, degreesOfFreedom: 20),
      shortEnd: end
    )
  }

  // scipy.stats.t.ppf(.975, 20) = 2.0859634…, ppf(.9875, 20) = 2.4231165….
  @Test(
    "one end at the tail, the short one at half of it",
    arguments: [
      (ShortEnd?.none, -0.08596344726586391, 4.085963447265864),
      (.upper, -0.08596344726586391, 4.4231165398734089),
      (.lower, -0.4231165398734089, 4.085963447265864),
    ]
  )
  func interval(_ end: ShortEnd?, _ lower: Double, _ upper: Double) throws {
    let test = test(end)
    let interval = try test.interval(tail: 0.025)
    #expect(abs(try #require(interval.lower) - lower) < 1e-9)
    #expect(abs(try #require(interval.upper) - upper) < 1e-9)
    // The rule asks the same question as the interval answers.
    #expect(try test.isSurelyAbove(lower - 1e-6, tail: 0.025))
    #expect(try !test.isSurelyAbove(lower + 1e-6, tail: 0.025))
    #expect(try test.isSurelyBelow(upper + 1e-6, tail: 0.025))
    #expect(try !test.isSurelyBelow(upper - 1e-6, tail: 0.025))
  }

  @Test("money has its short end where large payments would lie; days have none")
  func ends() {
    #expect(Measure.amount.shortEnd(.up) == .upper && Measure.check.shortEnd(.up) == .upper)
    #expect(Measure.amount.shortEnd(.down) == .lower)
    #expect(Measure.duration.shortEnd(.down) == nil)
  }
}
