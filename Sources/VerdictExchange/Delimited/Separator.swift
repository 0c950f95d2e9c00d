/// What stands between the fields of a line.
package enum Separator: UInt8, Sendable, CaseIterable {
  case comma = 0x2C
  case semicolon = 0x3B
  case tab = 0x09

  /// The separator seen most often in the first line that is not empty, outside quotes.
  ///
  /// A first line `sep=;`, as a spreadsheet writes it, decides and is left out.
  /// - Parameters:
  ///   - head: the file's first bytes, without a byte order mark.
  ///   - complete: the file ends with `head`.
  /// - Returns: the separator and the bytes to leave out, or nil when the line has not ended yet.
  ///   A line without any of the three counts as a comma's.
  static func detect(in head: [UInt8], complete: Bool) -> (separator: Separator, skip: Int)? {
    var counts: [UInt8: Int] = [:]
    var quoted = false
    var ended = false
    var start = 0
    var index = 0
    scan: while index < head.count {
      switch head[index] {
      case 0x22: quoted.toggle()
      case 0x0A where !quoted, 0x0D where !quoted:
        if index > start {
          ended = true
          break scan
        }
        start = index + 1
      case let byte where !quoted && Separator(rawValue: byte) != nil: counts[byte, default: 0] += 1
      default: break
      }
      index += 1
    }
    guard ended || complete else { return nil }
    let line = head[start..<index]
    if line.count == 5, let last = line.last, let named = Separator(rawValue: last),
      line.dropLast().elementsEqual("sep=".utf8)
    {
      let next = head[index...].prefix(2)
      return (named, index + (next.elementsEqual([0x0D, 0x0A]) ? 2 : min(1, next.count)))
    }
    let best = Separator.allCases.max {
      counts[$0.rawValue, default: 0] < counts[$1.rawValue, default: 0]
    }
    guard let best, counts[best.rawValue, default: 0] > 0 else { return (.comma, 0) }
    let most = counts[best.rawValue]
    return (Separator.allCases.first { counts[$0.rawValue] == most } ?? best, 0)
  }
}
