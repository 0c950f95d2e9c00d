import VerdictModel

/// Dates as canonical files write them, `2026-11-30`.
enum DateCell {
  /// The day, nil for another form or a date that does not exist.
  static func day(_ bytes: ArraySlice<UInt8>) -> Day? {
    guard hasISOForm(bytes) else { return nil }
    let start = bytes.startIndex
    func digit(_ offset: Int) -> Int { Int(bytes[start + offset]) - 0x30 }
    return Day(
      year: digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3),
      month: digit(5) * 10 + digit(6),
      day: digit(8) * 10 + digit(9)
    )
  }

  /// Four digits, two and two with hyphens, whether or not there is such a date.
  static func hasISOForm(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 10 else { return false }
    let start = bytes.startIndex
    for offset in 0..<10 {
      let byte = bytes[start + offset]
      if offset == 4 || offset == 7 {
        if byte != 0x2D { return false }
      } else if byte < 0x30 || byte > 0x39 {
        return false
      }
    }
    return true
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
