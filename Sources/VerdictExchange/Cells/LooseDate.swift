import VerdictModel

/// The order of day and month in dates with slashes.
package enum SlashOrder: String, Sendable, Codable {
  case dayFirst
  case monthFirst
}

/// A date as people and programs write it.
///
/// `01.03.2026 10:12:44`, `2026-03-01T10:12:44+03:00`, `1 марта 2026 г.`, `Mar 1, 2026`, `03/01/2026`,
/// and a spreadsheet's serial number; the time of day is left out, in the file's own time zone.
enum LooseDate: Equatable {
  case day(Day)
  case missing
  /// A date that does not exist: 31.02.2026.
  case impossible
  /// Slashes that could be read either way.
  case unclear
  case none

  init(_ bytes: some Collection<UInt8>, order: SlashOrder?) {
    let text = HeaderName.folded(String(decoding: bytes, as: UTF8.self))
    if LooseNumber.missingWords.contains(text) {
      self = .missing
      return
    }
    self = Self.numeric(text, order) ?? Self.worded(text)
    // What a broken birthday or an empty date becomes in a program.
    if self == .day(Day(number: 0)) { self = .missing }
  }

  private static func numeric(_ text: String, _ order: SlashOrder?) -> LooseDate? {
    var date = Substring(text)
    if let cut = text.firstIndex(where: { $0 == " " || $0 == "t" }) {
      let rest = text[text.index(after: cut)...]
      if rest.first?.isNumber == true, text[..<cut].contains(where: { ".-/".contains($0) }) {
        guard rest.allSatisfy({ $0.isNumber || ":.+-z ".contains($0) }) else { return nil }
        date = text[..<cut]
      }
    }
    if date.hasSuffix("г.") { date = date.dropLast(2) }
    for mark: Character in [".", "-", "/"] {
      let parts = date.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count == 3, let first = number(parts[0]), let second = number(parts[1]),
        let third = number(parts[2])
      else { continue }
      if parts[0].count == 4 { return made(first, second, third) }
      guard parts[2].count == 4 || parts[2].count == 2, parts[0].count <= 2 else {
        return LooseDate.none
      }
      let year = parts[2].count == 2 ? 2000 + third : third
      if mark != "/" { return made(year, second, first) }
      switch order {
      case .dayFirst: return made(year, second, first)
      case .monthFirst: return made(year, first, second)
      case nil:
        if first > 12 { return made(year, second, first) }
        if second > 12 { return made(year, first, second) }
        return first == second ? made(year, second, first) : .unclear
      }
    }
    // Days since 1899-12-30: 1 January 2000 to 31 December 2099; a fraction is the time of day.
    let serial = text.split(separator: text.contains(",") ? "," : ".", maxSplits: 1)
    if let first = serial.first, first.count == 5, let days = number(first),
      (36_526...73_050).contains(days), serial.count == 1 || number(serial[1]) != nil
    {
      return .day(Day(number: days - 25_569))
    }
    return nil
  }

  private static func worded(_ text: String) -> LooseDate {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" || $0 == "." }
    guard words.count >= 3, words.count <= 6 else { return .none }
    var day: Int?
    var year: Int?
    var month: Int?
    for word in words.prefix(3) {
      if let value = number(word) {
        if word.count == 4 {
          year = value
        } else if day == nil {
          day = value
        } else {
          year = 2000 + value
        }
      } else if let found = Month.named(word) {
        month = found
      } else {
        return .none
      }
    }
    guard let day, let month, let year else { return .none }
    return made(year, month, day)
  }

  private static func made(_ year: Int, _ month: Int, _ day: Int) -> LooseDate {
    Day(year: year, month: month, day: day).map(LooseDate.day) ?? .impossible
  }

  private static func number(_ digits: some StringProtocol) -> Int? {
    guard !digits.isEmpty, digits.utf8.count <= 9,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      return nil
    }
    return Int(digits)
  }

  /// The order of a column's dates with slashes, when one of them can be read one way only.
  static func order(of cells: some Sequence<ArraySlice<UInt8>>) -> SlashOrder? {
    for cell in cells {
      let parts = cell.prefix(10).split(separator: 0x2F)
      guard parts.count == 3, parts[0].count <= 2 else { continue }
      let numbers = parts.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
      if numbers[0] > 12 { return .dayFirst }
      if numbers[1] > 12 { return .monthFirst }
    }
    return nil
  }
}

extension Month {
  /// The number of a month named in Russian or English, in any case or cut short.
  static func named(_ word: some StringProtocol) -> Int? {
    let word = word.lowercased()
    guard word.count >= 3 else { return nil }
    return stems.firstIndex { stems in stems.contains { word.hasPrefix($0) } }.map { $0 + 1 }
  }

  private static let stems: [[String]] = [
    ["янв", "jan"], ["фев", "feb"], ["мар", "mar"], ["апр", "apr"], ["май", "мая", "мае", "may"],
    ["июн", "jun"], ["июл", "jul"], ["авг", "aug"], ["сен", "sep"], ["окт", "oct"],
    ["ноя", "nov"], ["дек", "dec"],
  ]

  /// The month and year a title speaks of: «Март 2026», «2026-03 РНП».
  static func spoken(in text: String) -> (year: Int, month: Int)? {
    let words = HeaderName.folded(text).split { !$0.isLetter && !$0.isNumber }
    let year = words.compactMap { $0.count == 4 ? Int($0) : nil }.first {
      (2000...2099).contains($0)
    }
    guard let year else { return nil }
    if let month = words.lazy.compactMap({ Int($0) == nil ? Month.named($0) : nil }).first {
      return (year, month)
    }
    return nil
  }
}
