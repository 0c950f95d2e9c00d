package import VerdictAnalysis
package import VerdictModel

/// Dates of a review as an iCalendar file (RFC 5545), for any calendar program.
///
/// Whole days without a time zone; an event keeps its UID from file to file, so importing a newer file
/// moves it and makes no second one. Owners and cases are in the head's copy only.
package struct CalendarFile: Sendable {
  private let dates: [MeetingDate]
  private let company: String?
  private let copy: ReviewCopy
  private let language: Language
  private let stamp: Timestamp

  /// * `stamp`: when this was said: of a published review, its publication.
  package init(
    _ dates: [MeetingDate],
    company: String?,
    copy: ReviewCopy,
    language: Language,
    stamp: Timestamp
  ) {
    self.dates = dates
    self.company = company
    self.copy = copy
    self.language = language
    self.stamp = stamp
  }

  /// The file: CRLF line ends, lines folded at 75 octets.
  package func text() -> String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0",
      "PRODID:-//Verdict//Verdict//" + language.rawValue.uppercased(),
      "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
      "X-WR-CALNAME:" + Self.escaped(calendarName),
    ]
    for date in dates where copy == .head || !date.isOfPeople { lines += event(date) }
    lines.append("END:VCALENDAR")
    return lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  private var calendarName: String {
    (company.map { $0 + ": " } ?? "") + language("разборы и решения", "reviews and decisions")
  }

  private func event(_ date: MeetingDate) -> [String] {
    let (summary, note) = words(date)
    return [
      "BEGIN:VEVENT", "UID:" + uid(date), "DTSTAMP:" + Self.moment(stamp),
      "DTSTART;VALUE=DATE:" + Self.day(date.day), "DTEND;VALUE=DATE:" + Self.day(date.day + 1),
      "SUMMARY:" + Self.escaped(summary),
    ] + (note.isEmpty ? [] : ["DESCRIPTION:" + Self.escaped(note)]) + [
      "TRANSP:TRANSPARENT", "END:VEVENT",
    ]
  }

  private func words(_ date: MeetingDate) -> (summary: String, note: String) {
    let quoted = { (title: Title) in
      language("«", "“") + language.text(title) + language("»", "”")
    }
    switch date.kind {
    case .review(let period):
      return (
        language("Разбор за ", "Review of ") + CalendarWords(language).period(period),
        language("Открыть: verdict review \(period)", "To open: verdict review \(period)")
      )
    case .decision(_, let title):
      return (
        language("Решаем: \(quoted(title))", "To decide: \(quoted(title))"),
        language(
          "Последняя проверка теста; до неё, кто впереди, не показываем.",
          "The last look of the test; until then who leads is not shown."
        )
      )
    case .due(_, let title, let choice, let owner):
      let word = VerdictWords(language).choice(choice)
      return (
        language("Срок: \(quoted(title)), \(word)", "Due: \(quoted(title)), \(word)"),
        copy == .head ? language("Делает ", "Done by ") + owner : ""
      )
    case .holds(_, let title, let after):
      let days = after.map { language(", \($0) дней спустя", ", \($0) days on") } ?? ""
      return (
        language("Держится ли? ", "Does it hold? ") + quoted(title) + days,
        language(
          "Это сравнение «до и после», не доказательство.",
          "It is before against after, not a proof."
        )
      )
    case .check(_, let signal, let agreed, let owner):
      return (language("Проверить: ", "To check: ") + signal, agreed + ". " + owner)
    }
  }

  /// The same for the same thing of the same company.
  private func uid(_ date: MeetingDate) -> String {
    let thing: String
    switch date.kind {
    case .review(let period): thing = "review-" + period.description
    case .decision(let key, _): thing = "decision-" + key
    case .due(let key, _, _, _): thing = "due-" + key
    case .holds(let key, _, let after): thing = "holds-" + key + (after.map { "-\($0)" } ?? "")
    case .check(let id, _, _, _): thing = "case-" + String(id)
    }
    return SVG.name(thing) + "-" + Self.mark(of: company ?? "") + "@verdict.invalid"
  }

  /// FNV-1a, 64 bits: a short mark that tells companies apart and says nothing of them.
  private static func mark(of text: String) -> String {
    let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    return String(hash, radix: 16)
  }

  // MARK: the format

  private static func day(_ day: Day) -> String { day.description.replacing("-", with: "") }

  private static func moment(_ moment: Timestamp) -> String {
    let day = moment.day(offsetSeconds: 0)
    let seconds = Int(moment.microseconds / 1_000_000) - day.number * 86_400
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return Self.day(day) + "T" + two(seconds / 3600) + two(seconds / 60 % 60) + two(seconds % 60)
      + "Z"
  }

  /// Text as a value (RFC 5545 §3.3.11).
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in TerminalPage.safe(text) {
      switch character {
      case "\\", ";", ",": result += "\\" + String(character)
      default: result.append(character)
      }
    }
    return result
  }

  /// Lines of at most 75 octets, the rest after a line break and a space; no letter is cut in two.
  static func folded(_ line: String) -> String {
    var result = ""
    var octets = 0
    for scalar in line.unicodeScalars {
      let size = String(scalar).utf8.count
      if octets + size > 75 {
        result += "\r\n "
        octets = 1
      }
      result.unicodeScalars.append(scalar)
      octets += size
    }
    return result
  }
}

extension MeetingDate {
  /// Whether its words may name a manager.
  fileprivate var isOfPeople: Bool {
    if case .check = kind { true } else { false }
  }
}
