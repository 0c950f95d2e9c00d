import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("A month's pace day by day")
struct PaceTests {
  /// One meeting held on each working day from 2 to 13 November, a plan of 24.
  private func fact(today: String = "2026-11-14") throws -> PlanFact {
    try PlanFactTests.fact(
      [PlanLine(what: "meetings_held", value: 24)],
      rows: PlanFactTests.sums(
        try PlanFactTests.day("2026-11-02")...PlanFactTests.day("2026-11-13")
      ),
      today: PlanFactTests.day(today)
    )
  }

  @Test("Sums and the plan's line, by hand")
  func byHand() throws {
    let pace = try #require(try fact().pace)
    #expect(pace.what == "meetings_held")
    #expect(pace.days.count == 30)
    func day(_ iso: String) throws -> PaceDay {
      let day = try PlanFactTests.day(iso)
      return try #require(pace.days.first { $0.day == day })
    }
    // Worked: 2, 3, 5, 6, 9 … 13; the 4th is a holiday.
    #expect(try day("2026-11-01").fact == 0)
    #expect(try day("2026-11-04").fact == 2)
    #expect(try day("2026-11-13").fact == 9)
    #expect(try day("2026-11-14").fact == nil)
    #expect(abs(try day("2026-11-13").planned - 24.0 * 9 / 20) < 1e-12)
    #expect(abs(try day("2026-11-30").planned - 24) < 1e-12)
  }

  @Test("The fan is the run rate's negative binomial, and ends where the month-end is")
  func fan() throws {
    let fact = try fact()
    let pace = try #require(fact.pace)
    func bands(_ iso: String) throws -> PaceDay {
      let day = try PlanFactTests.day(iso)
      return try #require(pace.days.first { $0.day == day })
    }
    // SciPy 1.17: nbinom with m = 9.5·w/9 and variance m(1 + w/9), quantiles .1, .9 and .25, .75, on
    // top of the nine held; five working days to the 20th, eleven to the end.
    let week = try bands("2026-11-20")
    #expect(week.likely == Interval(lower: 11, upper: 18))
    #expect(week.half == Interval(lower: 12, upper: 16))
    let end = try bands("2026-11-30")
    #expect(end.likely == Interval(lower: 15, upper: 27))
    #expect(end.half == Interval(lower: 17, upper: 24))
    #expect(end.likely == fact.headlineRow?.monthEnd?.interval)
    #expect(end.expected == fact.headlineRow?.monthEnd?.point)
    #expect(try bands("2026-11-13").likely == nil)
  }

  @Test("Before the fifth working day there is no fan, and of an empty month no pace")
  func early() throws {
    let early = try PlanFactTests.fact(
      [PlanLine(what: "meetings_held", value: 24)],
      rows: PlanFactTests.sums(
        try PlanFactTests.day("2026-11-02")...PlanFactTests.day("2026-11-05")
      ),
      today: PlanFactTests.day("2026-11-06")
    )
    #expect(early.pace != nil)
    #expect(early.pace?.days.allSatisfy { $0.likely == nil } == true)
    let empty = try PlanFactTests.fact(
      [PlanLine(what: "meetings_held", value: 24)],
      rows: [],
      today: PlanFactTests.day("2026-11-14")
    )
    #expect(empty.pace == nil)
  }
}
