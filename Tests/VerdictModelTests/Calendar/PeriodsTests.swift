import Testing
import VerdictModel

@Suite("Months, half-months and ISO weeks")
struct PeriodsTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

  @Test(
    "A half-month is the 1st to the 15th, or the 16th to the end",
    arguments: [
      ("2026-11-01", "2026-11-H1", "2026-11-01", "2026-11-15"),
      ("2026-11-15", "2026-11-H1", "2026-11-01", "2026-11-15"),
      ("2026-11-16", "2026-11-H2", "2026-11-16", "2026-11-30"),
      ("2024-02-29", "2024-02-H2", "2024-02-16", "2024-02-29"),
      ("2026-02-28", "2026-02-H2", "2026-02-16", "2026-02-28"),
      ("2026-12-31", "2026-12-H2", "2026-12-16", "2026-12-31"),
    ]
  )
  func halfMonth(inside: String, name: String, start: String, end: String) throws {
    let period = HalfMonth(containing: try day(inside))
    #expect(period.description == name)
    #expect(HalfMonth(iso: name) == period)
    #expect(period.start.description == start)
    #expect(period.end.description == end)
  }

  @Test("Half-months follow each other without a gap, over New Year too")
  func following() throws {
    var period = try #require(HalfMonth(iso: "2023-11-H1"))
    for _ in 0..<60 {
      #expect(period.next.start == period.end + 1)
      #expect(period.next.previous == period)
      #expect(period < period.next)
      period = period.next
    }
    #expect(period.description == "2026-05-H1")
  }

  @Test(
    "Other spellings of a period are refused",
    arguments: [
      "2026-11", "2026-11-H3", "2026-13-H1", "2026-11-H1-", "11-2026-H1", "2026-11H1", "",
    ]
  )
  func refused(text: String) { #expect(HalfMonth(iso: text) == nil) }

  @Test("Months follow each other over New Year and know their ends")
  func months() throws {
    let month = try #require(Month(iso: "2026-12"))
    #expect(month.next.description == "2027-01")
    #expect(month.next.previous == month)
    #expect(month.end.description == "2026-12-31")
    #expect(try #require(Month(iso: "2024-02")).end.description == "2024-02-29")
    #expect(Month(iso: "2026-00") == nil)
    #expect(Month(iso: "2026-1") == nil)
  }

  @Test(
    "ISO weeks around New Year, as ISO 8601 publishes them",
    arguments: [
      ("2005-01-01", "2004-W53"), ("2005-01-02", "2004-W53"), ("2005-12-31", "2005-W52"),
      ("2007-01-01", "2007-W01"), ("2008-12-29", "2009-W01"), ("2009-12-31", "2009-W53"),
      ("2010-01-03", "2009-W53"), ("2010-01-04", "2010-W01"), ("2025-12-29", "2026-W01"),
      ("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"),
    ]
  )
  func weeks(text: String, name: String) throws {
    let week = ISOWeek(containing: try day(text))
    #expect(week.description == name)
    #expect(week.start.weekday == 1)
    #expect(week.end.weekday == 7)
    #expect(week.next.start == week.end + 1)
  }
}
