/// The axis of a forest row: where a value lies between 0 and 1 of the width.
struct ForestScale: Sendable, Hashable {
  let low: Double
  let high: Double

  /// A scale that shows zero, the worthwhile effect, the point and both ends, with air around them.
  init(_ row: ForestRow) {
    let values = [0, row.worthwhile, row.estimate, row.lower, row.upper].compactMap { $0 }
    let least = values.min() ?? -1
    let most = values.max() ?? 1
    let span = max(most - least, 1e-9)
    low = least - span * (row.lower == nil ? 0.3 : 0.02)
    high = most + span * (row.upper == nil ? 0.3 : 0.02)
  }

  func position(_ value: Double) -> Double { (value - low) / (high - low) }
}

/// A forest row in lines of text: `−7 ├────┼──┊──●────┤ +32`, zero and the worthwhile mark below.
enum ForestText {
  static func lines(_ row: ForestRow, width: Int) -> [String] {
    let scale = ForestScale(row)
    let left = Array(row.lower.map(row.label) ?? "←")
    let right = Array(row.upper.map(row.label) ?? "→")
    // Room for the labels outside the ends, wherever the ends are.
    let margin = max(left.count, 4) + 3
    let columns = max(16, width - margin - right.count - 3)
    func column(_ value: Double) -> Int {
      margin
        + min(columns - 1, max(0, Int((scale.position(value) * Double(columns - 1)).rounded())))
    }
    let first = row.lower.map(column) ?? margin
    let last = max(first, row.upper.map(column) ?? margin + columns - 1)
    let zero = column(0)
    let worth = column(row.worthwhile)
    var line = [Character](repeating: " ", count: max(width, last + right.count + 2))
    for place in first...last { line[place] = "─" }
    line[worth] = "┊"
    line[zero] = zero >= first && zero <= last ? "┼" : "│"
    if row.lower != nil { line[first] = "├" }
    if row.upper != nil { line[last] = "┤" }
    if let estimate = row.estimate { line[column(estimate)] = "●" }
    for (index, character) in left.enumerated() { line[first - 1 - left.count + index] = character }
    for (index, character) in right.enumerated() { line[last + 2 + index] = character }
    let below = axis(zero: zero, worth: worth, label: Array(row.worthwhileLabel), room: width)
    return ([String(line)] + below).map(TerminalPage.trimmed)
  }

  /// Zero and the worthwhile mark under the row; on two lines where they would touch.
  private static func axis(zero: Int, worth: Int, label: [Character], room: Int) -> [String] {
    let isRight = worth + 1 + label.count <= room
    let text = isRight ? ["┊"] + label : label + ["┊"]
    let start = max(0, isRight ? worth : worth - label.count)
    var first = [Character](repeating: " ", count: room)
    first[zero] = "0"
    if zero < start - 1 || zero > start + text.count {
      for (index, character) in text.enumerated() where start + index < room {
        first[start + index] = character
      }
      return [String(first)]
    }
    if worth != zero { first[worth] = "┊" }
    var second = [Character](repeating: " ", count: room)
    for (index, character) in text.enumerated() where start + index < room {
      second[start + index] = character
    }
    return [String(first), String(second)]
  }
}
