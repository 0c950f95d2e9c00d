/// A calendar month, `2026-11`.
package struct Month: Hashable, Comparable, Sendable {
  package let year: Int
  package let month: Int

  package init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    self.year = year
    self.month = month
  }

  package init(containing day: Day) {
    let civil = day.civil
    year = civil.year
    month = civil.month
  }

  package init?(iso text: some StringProtocol) {
    guard text.utf8.count == 7, let day = Day(iso: String(text) + "-01") else { return nil }
    self.init(containing: day)
  }

  package var start: Day {
    guard let day = Day(year: year, month: month, day: 1) else {
      preconditionFailure("a month always has a first day")
    }
    return day
  }
  package var end: Day { start + (Day.length(ofMonth: month, year: year) - 1) }
  package var days: ClosedRange<Day> { start...end }
  package var next: Month { Month(containing: end + 1) }
  package var previous: Month { Month(containing: start - 1) }

  package static func < (left: Month, right: Month) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }
}

extension Month: CustomStringConvertible {
  package var description: String { pad(year, 4) + "-" + pad(month, 2) }
}

extension Month: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let month = Month(iso: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: text)
    }
    self = month
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The review period: the 1st to the 15th, or the 16th to the end of a month.
///
/// Written `2026-11-H1` in files and arguments, «1–15 ноября» to people.
package struct HalfMonth: Hashable, Comparable, Sendable {
  package let month: Month
  /// 1 or 2.
  package let half: Int

  package init(_ month: Month, half: Int) {
    precondition(half == 1 || half == 2, "a month has two halves")
    self.month = month
    self.half = half
  }

  package init(containing day: Day) {
    self.init(Month(containing: day), half: day.civil.day <= 15 ? 1 : 2)
  }

  /// Reads `2026-11-H1`.
  package init?(iso text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let month = Month(iso: parts[0] + "-" + parts[1]) else { return nil }
    switch parts[2] {
    case "H1", "h1": self.init(month, half: 1)
    case "H2", "h2": self.init(month, half: 2)
    default: return nil
    }
  }

  package var start: Day { half == 1 ? month.start : month.start + 15 }
  package var end: Day { half == 1 ? month.start + 14 : month.end }
  package var next: HalfMonth { HalfMonth(containing: end + 1) }
  package var previous: HalfMonth { HalfMonth(containing: start - 1) }
  package var days: ClosedRange<Day> { start...end }

  package static func < (left: HalfMonth, right: HalfMonth) -> Bool {
    (left.month, left.half) < (right.month, right.half)
  }
}

extension HalfMonth: CustomStringConvertible {
  package var description: String { month.description + "-H" + String(half) }
}

extension HalfMonth: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let period = HalfMonth(iso: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: text)
    }
    self = period
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// An ISO 8601 week: Monday to Sunday, week 1 holds the year's first Thursday.
package struct ISOWeek: Hashable, Comparable, Sendable {
  package let year: Int
  /// 1–53.
  package let week: Int
  /// Its Monday.
  package let start: Day

  package init(containing day: Day) {
    start = day - (day.weekday - 1)
    let thursday = start + 3
    year = thursday.civil.year
    guard let first = Day(year: year, month: 1, day: 1) else {
      preconditionFailure("a year always has a first day")
    }
    week = (thursday - first) / 7 + 1
  }

  package var end: Day { start + 6 }
  package var days: ClosedRange<Day> { start...end }
  package var next: ISOWeek { ISOWeek(containing: start + 7) }
  package var previous: ISOWeek { ISOWeek(containing: start - 7) }

  package static func < (left: ISOWeek, right: ISOWeek) -> Bool { left.start < right.start }
}

extension ISOWeek: CustomStringConvertible {
  package var description: String { pad(year, 4) + "-W" + pad(week, 2) }
}
