import VerdictModel

/// Texts as cells: what a spreadsheet would take for a formula, and what would look like nothing, has
/// an apostrophe in front.
enum ArchiveText {
  private static let apostrophe = UInt8(ascii: "'")

  static func written(_ text: String, isOptional: Bool) -> String {
    if text.isEmpty { return isOptional ? "'" : "" }
    return isGuarded(text) ? "'" + text : text
  }

  static func read(_ text: String) -> String {
    text.utf8.first == apostrophe && isGuarded(text) ? String(text.dropFirst()) : text
  }

  /// Nothing but apostrophes, or a formula after them.
  private static func isGuarded(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 == apostrophe } || FormulaGuard.guarded(text) != text
  }
}

/// A moment as `2026-11-30T09:00:00.000000Z`.
enum MomentText {
  private static let day: Int64 = 86_400_000_000

  static func written(_ microseconds: Int64) -> String {
    let days = microseconds >= 0 ? microseconds / day : (microseconds - day + 1) / day
    let rest = microseconds - days * day
    let seconds = rest / 1_000_000
    func pad(_ number: Int64, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    return Day(number: Int(days)).description + "T" + pad(seconds / 3600, 2) + ":"
      + pad(seconds / 60 % 60, 2) + ":" + pad(seconds % 60, 2) + "." + pad(rest % 1_000_000, 6)
      + "Z"
  }

  static func read(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == 27, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A,
      bytes[19] == 0x2E, bytes[26] == 0x5A,
      let date = Day(iso: String(decoding: bytes[..<10], as: UTF8.self))
    else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      guard bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int64(String(decoding: bytes[range], as: UTF8.self))
    }
    guard let hours = number(11..<13), let minutes = number(14..<16), let seconds = number(17..<19),
      let rest = number(20..<26), hours < 24, minutes < 60, seconds < 60
    else { return nil }
    return Int64(date.number) * day + ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + rest
  }
}

/// Bytes as pairs of hexadecimal digits.
enum HexText {
  static func written(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func read(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
