/// What separates whole units from parts in a column of numbers.
package enum DecimalMark: String, Sendable, Codable {
  case comma
  case point
}

/// Gathers what a column's cells say about its decimal mark.
struct MarkVotes {
  private(set) var comma = 0
  private(set) var point = 0
  /// Cells like `1,234` that would be read either way, with the first of them.
  private(set) var unclear = 0
  private(set) var unclearMark: DecimalMark?

  /// The mark, when cells say it and none says otherwise.
  var decided: DecimalMark? {
    switch (comma, point) {
    case (1..., 0): .comma
    case (0, 1...): .point
    default: nil
    }
  }
  var isContradictory: Bool { comma > 0 && point > 0 }

  mutating func add(_ other: MarkVotes) {
    comma += other.comma
    point += other.point
    unclear += other.unclear
    unclearMark = unclearMark ?? other.unclearMark
  }

  /// Looks at one cell.
  mutating func look(_ bytes: some Collection<UInt8>) {
    var digitsAfter = 0
    var marks: [(mark: UInt8, digits: Int)] = []
    var seen = false
    for byte in bytes {
      switch byte {
      case 0x30...0x39:
        digitsAfter += 1
        seen = true
      case 0x2C, 0x2E:
        // A mark before any digit is no number's ("." of «руб.» comes after).
        if seen { marks.append((byte, 0)) }
        if marks.count > 1 { marks[marks.count - 2].digits = digitsAfter }
        digitsAfter = 0
      default: break
      }
    }
    if !marks.isEmpty { marks[marks.count - 1].digits = digitsAfter }
    // A point at the end is an abbreviation's.
    if let last = marks.last, last.digits == 0 { marks.removeLast() }
    guard let last = marks.last else { return }
    let kinds = Set(marks.map(\.mark))
    func vote(_ mark: UInt8) { if mark == 0x2C { comma += 1 } else { point += 1 } }
    if kinds.count == 2 {
      vote(last.mark)
    } else if marks.count > 1 {
      // 1,234,567: groups, so the other one is the decimal mark.
      vote(last.mark == 0x2C ? 0x2E : 0x2C)
    } else if last.digits != 3 {
      vote(last.mark)
    } else {
      unclear += 1
      unclearMark = unclearMark ?? (last.mark == 0x2C ? .comma : .point)
    }
  }
}
