import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("The effect on those who took the variant") struct ComplierTests {
  private func counts(_ matured: Int64, _ reached: Int64, uptake: Int64, taken: Int64)
    -> ArmCounts
  {
    var counts = ArmCounts()
    (counts.exposed, counts.matured, counts.answered) = (matured, matured, matured)
    (counts.reached, counts.maturedUptake, counts.taken) = (reached, uptake, taken)
    return counts
  }

  @Test("it is the difference of the arms over the difference in uptake, with the set around it")
  func wald() throws {
    let reading = try #require(
      ComplierReading(
        control: counts(200, 90, uptake: 10, taken: 6),
        variant: counts(190, 110, uptake: 120, taken: 80),
        direction: .up
      )
    )
    // (110/190 − 90/200)/(120/190 − 10/200), by hand.
    #expect(abs(reading.share - 0.581_578_947_368_421) < 1e-12)
    #expect(abs(reading.estimate - 0.221_719_457_013_574_7) < 1e-12)
    let interval = try #require(reading.interval)
    #expect(interval.contains(reading.estimate))
    // A difference of the arms that is significant at 5 % excludes no effect on compliers.
    #expect((interval.lower ?? -1) > 0)
    #expect(reading.call.contains("\"uptakeSuccesses\":80"))
  }

  @Test("four of twenty-two accepted: the data do not say how large it is, and that is said")
  func few() throws {
    let reading = try #require(
      ComplierReading(
        control: counts(21, 12, uptake: 0, taken: 0),
        variant: counts(22, 14, uptake: 4, taken: 4),
        direction: .up
      )
    )
    #expect(reading.interval == nil)
    #expect(abs(reading.share - 4.0 / 22) < 1e-12)
  }

  @Test("of a metric that should fall the failures are the successes, and the sign turns")
  func down() throws {
    let up = try #require(
      ComplierReading(
        control: counts(200, 90, uptake: 10, taken: 6),
        variant: counts(190, 110, uptake: 120, taken: 80),
        direction: .up
      )
    )
    let down = try #require(
      ComplierReading(
        control: counts(200, 110, uptake: 10, taken: 4),
        variant: counts(190, 80, uptake: 120, taken: 40),
        direction: .down
      )
    )
    #expect(abs(up.estimate - down.estimate) < 1e-12)
    #expect(up.interval == down.interval)
  }

  @Test("without uptake, without matured units, or with tallies there is nothing to say")
  func undefined() {
    let some = counts(20, 9, uptake: 5, taken: 4)
    let none = counts(20, 9, uptake: 0, taken: 0)
    var tallied = some
    tallied.tallyTrials = 5
    #expect(ComplierReading(control: none, variant: none, direction: .up) == nil)
    #expect(ComplierReading(control: ArmCounts(), variant: some, direction: .up) == nil)
    #expect(ComplierReading(control: some, variant: tallied, direction: .up) == nil)
    // More of the control took it than of the variant: nobody did so because it was offered.
    #expect(
      ComplierReading(control: some, variant: counts(40, 9, uptake: 2, taken: 1), direction: .up)
        == nil
    )
  }
}
