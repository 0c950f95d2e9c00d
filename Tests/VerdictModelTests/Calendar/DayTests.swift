import Foundation
import Testing
import VerdictModel

@Suite("Day")
struct DayTests {
  @Test(
    "Known dates have their known numbers and weekdays",
    arguments: [
      // Day numbers are Unix time / 86,400 as published for these dates.
      ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-01-01", 10_957, 6),
      ("2000-02-29", 11_016, 2), ("2001-09-09", 11_574, 7), ("2024-02-29", 19_782, 4),
      ("2026-11-30", 20_787, 1), ("2038-01-19", 24_855, 2),
    ]
  )
  func known(text: String, number: Int, weekday: Int) throws {
    let day = try #require(Day(iso: text))
    #expect(day.number == number)
    #expect(day.weekday == weekday)
    #expect(day.description == text)
    #expect(Day(number: number) == day)
  }

  @Test("Every day of eight centuries agrees with Foundation's calendar")
  func foundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    let first = try #require(Day(iso: "1600-01-01"))
    let last = try #require(Day(iso: "2399-12-31"))
    var disagreeing = 0
    for number in stride(from: first.number, through: last.number, by: 7) {
      let day = Day(number: number)
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      let civil = day.civil
      // Foundation counts Sunday as 1.
      let isSame =
        parts.year == civil.year && parts.month == civil.month && parts.day == civil.day
        && parts.weekday == day.weekday % 7 + 1
      if !isSame || Day(year: civil.year, month: civil.month, day: civil.day) != day {
        disagreeing += 1
      }
    }
    #expect(disagreeing == 0)
  }

  @Test(
    "Dates that do not exist and other spellings are refused",
    arguments: [
      "2026-02-29", "1900-02-29", "2100-02-29", "2026-02-31", "2026-04-31", "2026-13-01",
      "2026-00-10", "2026-01-00", "0000-01-01", "26-01-01", "2026-1-1", "2026/01/01", "01.02.2026",
      " 2026-01-01", "2026-01-01 ", "2026-01-01T00:00", "٢٠٢٦-٠١-٠١", "", "--",
    ]
  )
  func refused(text: String) { #expect(Day(iso: text) == nil) }

  @Test("Leap days exist every four years, but for three centuries in four")
  func leap() {
    for (year, days) in [(1900, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28), (2400, 29)] {
      #expect(Day.length(ofMonth: 2, year: year) == days)
      #expect((Day(year: year, month: 2, day: 29) != nil) == (days == 29))
    }
  }

  @Test("Differences cross leap days and New Year")
  func arithmetic() throws {
    let before = try #require(Day(iso: "2024-02-28"))
    #expect((before + 2).description == "2024-03-01")
    #expect((try #require(Day(iso: "2027-01-01")) - 1).description == "2026-12-31")
    #expect(try #require(Day(iso: "2025-02-28")) - before == 366)
  }

  @Test("A moment falls on the day of the company's clock")
  func timestamp() throws {
    // 2026-11-30 22:30 UTC is already December in Moscow, and 17:30 in New York.
    let moment = Timestamp(microseconds: (20_787 * 86_400 + 22 * 3_600 + 1_800) * 1_000_000)
    #expect(moment.day(offsetSeconds: 0).description == "2026-11-30")
    #expect(moment.day(offsetSeconds: 3 * 3_600).description == "2026-12-01")
    #expect(moment.day(offsetSeconds: -5 * 3_600).description == "2026-11-30")
    #expect(Timestamp(microseconds: -1_000_000).day(offsetSeconds: 0).number == -1)
  }

  @Test("As JSON a day is its date")
  func json() throws {
    let day = try #require(Day(iso: "2026-11-30"))
    let data = try JSONEncoder().encode([day])
    #expect(String(decoding: data, as: UTF8.self) == "[\"2026-11-30\"]")
    #expect(try JSONDecoder().decode([Day].self, from: data) == [day])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Day].self, from: Data("[\"2026-02-30\"]".utf8))
    }
  }
}
