import Foundation
import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports

/// Against the text of RFC 5545: §3.1 lines, §3.3.4 dates, §3.3.11 text, §3.6.1 events.
@Suite struct CalendarFileTests {
  private func file(_ language: Language, _ copy: ReviewCopy = .head, _ review: Review? = nil)
    throws
    -> String
  {
    let review = try review ?? Sample.full()
    return CalendarFile(
      MeetingDate.dates(of: review, calendar: .russia),
      company: review.company,
      copy: copy,
      language: language,
      stamp: review.createdAt
    ).text()
  }

  /// Lines put together again, as a reader does.
  private func unfolded(_ text: String) -> [String] {
    text.replacing("\r\n ", with: "").components(separatedBy: "\r\n").filter { !$0.isEmpty }
  }

  @Test(arguments: Language.allCases) func linesAreFoldedAtSeventyFiveOctets(_ language: Language)
    throws
  {
    let long = String(repeating: "Очень длинное; название, с\\чертой 🦄 ", count: 9)
    let review = try Sample.full { values in
      values["lastDecisions"] = [
        [
          "decision": try Sample.object(Sample.decision(.adopt)),
          "title": try Sample.object(Title(ru: long, en: long)), "isOverdue": false,
        ]
      ]
      values["decide"] = [Any]()
    }
    let text = try file(language, .head, review)
    #expect(!text.replacing("\r\n", with: "").contains("\n"))
    for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75) }
    #expect(text.hasSuffix("END:VCALENDAR\r\n"))
    let summary = try #require(unfolded(text).first { $0.contains("Очень длинное") })
    #expect(summary.contains("Очень длинное\\; название\\, с\\\\чертой 🦄"))
  }

  @Test(arguments: Language.allCases) func everyEventIsWhole(_ language: Language) throws {
    let lines = unfolded(try file(language))
    let begins = lines.count { $0 == "BEGIN:VEVENT" }
    #expect(begins >= 12)
    #expect(lines.count { $0 == "END:VEVENT" } == begins)
    for field in ["UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "SUMMARY:"] {
      #expect(lines.count { $0.hasPrefix(field) } == begins, "\(field)")
    }
    let names = lines.filter { $0.hasPrefix("UID:") }
    #expect(Set(names).count == names.count)
    // The moment of the sample's publication, by `date -u -d @1799654400`.
    #expect(lines.contains("DTSTAMP:20270111T080000Z"))
    // The meeting that reads 16–31 December: the first working day of January 2027 is the 11th.
    #expect(lines.contains("DTSTART;VALUE=DATE:20270111"))
    #expect(lines.contains("DTEND;VALUE=DATE:20270112"))
  }

  @Test func datesOfTheSample() throws {
    let text = try file(.ru)
    let lines = unfolded(text)
    // Adopted for 15 January 2027: 30 days on is Sunday 14 February, so Monday the 15th; 90 days on
    // Thursday 15 April; the meeting named 12 April besides.
    func start(_ uid: String) throws -> String {
      let index = try #require(lines.firstIndex { $0.hasPrefix("UID:" + uid) })
      return try #require(lines[index...].first { $0.hasPrefix("DTSTART") })
    }
    #expect(try start("due-screen-share-now-") == "DTSTART;VALUE=DATE:20270115")
    #expect(try start("holds-screen-share-now-30-") == "DTSTART;VALUE=DATE:20270215")
    #expect(try start("holds-screen-share-now-90-") == "DTSTART;VALUE=DATE:20270415")
    #expect(lines.contains("DTSTART;VALUE=DATE:20270412"))
    #expect(lines.contains("SUMMARY:Держится ли? «Экран сейчас\\, сеть»\\, 30 дней спустя"))
    // The same review makes the same file: calendars know an event again by its UID.
    #expect(try file(.ru) == text)
  }

  @Test(arguments: Language.allCases) func theWallNamesNobody(_ language: Language) throws {
    let review = try Sample.full { values in
      values["cases"] = [
        try Sample.object(
          SignalCase(
            id: 3,
            signal: "Доходимость, Олег",
            subject: "show_rate@manager:Олег",
            found: "",
            agreed: "слушаем звонки",
            owner: "Ольга",
            checkOn: Sample.day("2027-01-20"),
            author: "Ольга",
            at: Timestamp(microseconds: 0)
          )
        )
      ]
    }
    let wall = try file(language, .wall, review)
    for name in ["Олег", "Ольга", "Анна"] { #expect(!wall.contains(name)) }
    let head = unfolded(try file(language, .head, review)).joined(separator: "\n")
    #expect(head.contains("Доходимость\\, Олег"))
    #expect(head.contains("Анна"))
  }
}
