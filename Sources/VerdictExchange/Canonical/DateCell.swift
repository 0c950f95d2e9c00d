import VerdictModel

/// Dates as canonical files write them, `2026-11-30`.
enum DateCell {
  /// The day, nil for another form or a date that does not exist.
  static func day(_ bytes: ArraySlice<UInt8>) -> Day? {
    guard hasISOForm(bytes), let year = number(bytes.prefix(4)),
      let month = number(bytes.dropFirst(5).prefix(2)), let day = number(bytes.suffix(2))
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// Four digits, two and two with hyphens, whether or not there is such a date.
  static func hasISOForm(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == 10
      && bytes.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == 0x2D : (0x30...0x39).contains(byte)
      }
  }

  /// The ISO form of a date written with points, day first (`30.11.2026`); nil for anything else.
  static func suggestion(for bytes: ArraySlice<UInt8>) -> String? {
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 3, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
      parts[2].count == 4, let day = number(parts[0]), let month = number(parts[1]),
      let year = number(parts[2])
    else { return nil }
    return Day(year: year, month: month, day: day)?.description
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in digits {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}
