import Testing
import VerdictModel

@Suite("WorkingCalendar")
struct WorkingCalendarTests {
  private let russia = WorkingCalendar.russia
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

  @Test("2026 has the working days of the published production calendar, month by month")
  func year2026() throws {
    // The five-day week's production calendar for 2026: 247 days in all.
    let published = [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]
    let counted = try (1...12).map { number in
      let month = try #require(Month(year: 2026, month: number))
      return russia.workingDays(in: month.start...month.end)
    }
    #expect(counted == published)
    #expect(counted.reduce(0, +) == 247)
  }

  @Test(
    "Holidays and days moved by decree are off; the days around them are worked",
    arguments: [
      ("2026-01-09", false), ("2026-01-12", true), ("2026-02-20", true), ("2026-02-23", false),
      ("2026-03-09", false), ("2026-05-04", true), ("2026-05-11", false), ("2026-11-04", false),
      ("2026-12-30", true), ("2026-12-31", false), ("2027-01-08", false), ("2027-01-11", true),
      ("2026-11-28", false),
    ]
  )
  func days(text: String, isWorking: Bool) throws {
    #expect(russia.isWorking(try day(text)) == isWorking)
  }

  @Test(
    "The review is on the first working day on or after the period's last day plus one",
    arguments: [
      ("2026-11-H1", "2026-11-16"), ("2026-11-H2", "2026-12-01"), ("2026-12-H2", "2027-01-11"),
      ("2026-04-H2", "2026-05-04"), ("2026-10-H2", "2026-11-02"), ("2026-12-H1", "2026-12-16"),
      ("2026-02-H2", "2026-03-02"), ("2027-02-H1", "2027-02-16"),
    ]
  )
  func reviews(period: String, date: String) throws {
    let period = try #require(HalfMonth(iso: period))
    #expect(russia.reviewDate(of: period).description == date)
  }

  @Test("A company's own days come on top")
  func own() throws {
    let own = russia.adding(off: [try day("2026-11-30")], worked: [try day("2026-11-28")])
    #expect(!own.isWorking(try day("2026-11-30")))
    #expect(own.isWorking(try day("2026-11-28")))
    #expect(own.firstWorking(onOrAfter: try day("2026-11-29")).description == "2026-12-01")
    let everyDayOff = WorkingCalendar(
      off: Set((0..<400).map { Day(number: 20_000 + $0) }),
      worked: []
    )
    #expect(everyDayOff.firstWorking(onOrAfter: Day(number: 20_000)).number == 20_000)
  }

  @Test("The scheduled looks end with the first whose data reach the end of maturity")
  func looks() throws {
    let start = try day("2026-09-10")
    // Exposure to 31 October, fourteen days to mature: 14 November is within the first half.
    let names = russia.reviews(from: start, ripe: try day("2026-11-14")).map(\.description)
    #expect(names == ["2026-09-H1", "2026-09-H2", "2026-10-H1", "2026-10-H2", "2026-11-H1"])
    #expect(
      russia.reviews(from: start, ripe: try day("2026-11-15")).last?.description == "2026-11-H1"
    )
    #expect(
      russia.reviews(from: start, ripe: try day("2026-11-16")).last?.description == "2026-11-H2"
    )
    #expect(russia.reviews(from: start, ripe: start).count == 1)
  }
}
