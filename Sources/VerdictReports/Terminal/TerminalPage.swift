/// Lines of a fixed width, wrapped at spaces, with colour where the reader wants it.
struct TerminalPage {
  enum Style: String {
    case bold = "1"
    case faint = "2"
    case good = "1;34"
    case bad = "1;33"
    case underline = "4"
  }

  let width: Int
  let colour: Bool
  private(set) var lines: [String] = []

  init(width: Int, colour: Bool) {
    self.width = max(40, width)
    self.colour = colour
  }

  mutating func blank() { if lines.last != "" { lines.append("") } }

  /// A paragraph, wrapped; further lines are indented by `hanging` columns.
  mutating func write(_ text: String, indent: Int = 0, hanging: Int? = nil, _ styles: Style...) {
    let rest = hanging ?? indent
    for (index, line) in TerminalPage.wrap(
      TerminalPage.safe(text),
      first: width - indent,
      rest: width - rest
    ).enumerated() {
      lines.append(
        String(repeating: " ", count: index == 0 ? indent : rest) + paint(line, styles)
      )
    }
  }

  mutating func rule(_ character: Character = "─") {
    lines.append(paint(String(repeating: character, count: width), [.faint]))
  }

  mutating func raw(_ line: String) { lines.append(line) }

  /// Two texts on one line, the second at the right edge; on two lines where they do not fit.
  mutating func ends(_ left: String, _ right: String, _ styles: Style...) {
    let (left, right) = (TerminalPage.safe(left), TerminalPage.safe(right))
    let gap = width - TerminalPage.columns(left) - TerminalPage.columns(right)
    if gap >= 2 {
      lines.append(
        paint(left, styles) + String(repeating: " ", count: gap) + paint(right, [.faint])
      )
    } else {
      for line in TerminalPage.wrap(left, first: width, rest: width) {
        lines.append(paint(line, styles))
      }
      for line in TerminalPage.wrap(right, first: width - 2, rest: width - 2) {
        lines.append("  " + paint(line, [.faint]))
      }
    }
  }

  func paint(_ text: String, _ styles: [Style]) -> String {
    guard colour, !styles.isEmpty, !text.isEmpty else { return text }
    return "\u{1B}[" + styles.map(\.rawValue).joined(separator: ";") + "m" + text + "\u{1B}[0m"
  }

  func text() -> String { lines.joined(separator: "\n") + "\n" }

  /// A table with its first column to the left; wide ones become lines of `header: value`.
  mutating func table(_ table: TableContent) {
    let rows = ([table.header] + table.rows).map { $0.map(TerminalPage.safe) }
    let count = table.header.count
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? TerminalPage.columns($0[column]) : 0 }.max() ?? 0
    }
    if let caption = table.caption { write(caption, .bold) }
    if widths.reduce(0, +) + 2 * (count - 1) <= width {
      return columns(Array(widths.indices), of: rows, widths)
    }
    guard table.isWide else { return narrow(rows, widths) }
    // As many columns as fit beside the first, the others below in tables of their own.
    var shown: [Int] = []
    var used = widths[0]
    for column in widths.indices.dropFirst() {
      if !shown.isEmpty, used + 2 + widths[column] > width {
        columns([0] + shown, of: rows, widths)
        blank()
        (shown, used) = ([], widths[0])
      }
      shown.append(column)
      used += 2 + widths[column]
    }
    columns([0] + shown, of: rows, widths)
  }

  private mutating func columns(_ shown: [Int], of rows: [[String]], _ widths: [Int]) {
    for (index, row) in rows.enumerated() {
      var line = ""
      for column in shown {
        let cell = row[column]
        let space = String(repeating: " ", count: widths[column] - TerminalPage.columns(cell))
        line += (column == 0 ? "" : "  ") + (column == 0 ? cell + space : space + cell)
      }
      lines.append(paint(TerminalPage.trimmed(line), index == 0 ? [.faint] : []))
    }
  }

  /// The last column under the others where all together are too wide.
  private mutating func narrow(_ rows: [[String]], _ widths: [Int]) {
    let head = widths.dropLast()
    let fits = head.reduce(0, +) + 2 * (head.count - 1) <= width
    for (index, row) in rows.enumerated() {
      if index == 0, !fits { continue }
      if fits {
        var line = ""
        for (column, cell) in row.dropLast().enumerated() {
          let space = String(repeating: " ", count: widths[column] - TerminalPage.columns(cell))
          line += (column == 0 ? "" : "  ") + (column == 0 ? cell + space : space + cell)
        }
        lines.append(paint(TerminalPage.trimmed(line), index == 0 ? [.faint] : []))
        if index > 0, let last = row.last, !last.isEmpty {
          write((rows[0].last ?? "") + ": " + last, indent: 2, hanging: 4)
        }
      } else {
        write(row[0], .bold)
        for (column, cell) in row.enumerated().dropFirst() where !cell.isEmpty {
          write(rows[0][column] + ": " + cell, indent: 2, hanging: 4)
        }
      }
    }
  }

  static func trimmed(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// Columns a text takes: emoji and East Asian wide characters take two, marks none.
  static func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + columns($1) }
  }

  private static func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}") {
      return 2
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  static func wrap(_ text: String, first: Int, rest: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var word = String(word)
      var size = columns(word)
      let limit = { lines.isEmpty ? first : rest }
      if used + (line.isEmpty ? 0 : 1) + size > limit(), !line.isEmpty {
        lines.append(trimmed(line))
        (line, used) = ("", 0)
      }
      while size > limit() {
        let head = String(word.prefix(max(1, limit())))
        lines.append(head)
        word = String(word.dropFirst(head.count))
        size = columns(word)
      }
      line += (line.isEmpty ? "" : " ") + word
      used = columns(line)
    }
    if !line.isEmpty || lines.isEmpty { lines.append(trimmed(line)) }
    return lines
  }

  /// Takes out what could move the cursor or turn the text round.
  static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A, 0x0D, 0x09: result.append(" ")
      case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: true
    default: false
    }
  }
}
