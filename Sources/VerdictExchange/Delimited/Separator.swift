/// What stands between the fields of a line.
package enum Separator: UInt8, Sendable, CaseIterable {
  case comma = 0x2C
  case semicolon = 0x3B
  case tab = 0x09

  /// As a person would name it.
  package var character: Character { Character(Unicode.Scalar(rawValue)) }

  /// What a first line `sep=;`, as a spreadsheet writes it, names, and the bytes up to the next line.
  static func named(in head: [UInt8]) -> (separator: Separator, skip: Int)? {
    let start = head.firstIndex { $0 != 0x0A && $0 != 0x0D } ?? head.count
    let end = head[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? head.count
    var line = head[start..<end]
    if line.first == 0x22, line.last == 0x22, line.count > 1 { line = line.dropFirst().dropLast() }
    guard line.count == 5, let last = line.last, let named = Separator(rawValue: last),
      line.dropLast().elementsEqual("sep=".utf8)
    else { return nil }
    let next = head[end...].prefix(2)
    return (named, end + (next.elementsEqual([0x0D, 0x0A]) ? 2 : min(1, next.count)))
  }
}
