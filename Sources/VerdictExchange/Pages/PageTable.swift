/// Reads the table of a web page, as CRMs write their "Excel" files.
///
/// Takes `tr`, `td` and `th` of the first table with two columns or more, whatever else the page
/// has; a cell that spans columns is followed by blanks. Line numbers count the page's lines.
enum PageTable {
  /// Tables past these are no export.
  static let largestCell = 1 << 20
  static let mostColumns = 4096

  /// Hands on each record.
  /// - Throws: ``DelimitedFault`` for a page cut short or a cell beyond the limits, and what `body`
  ///   throws.
  static func forEachRow(in text: [UInt8], _ body: (DelimitedRow) throws -> Void) throws {
    var scanner = PageScanner(text)
    var depth = 0
    var row: DelimitedRow?
    var cell: (bytes: [UInt8], line: Int, span: Int)?
    var line = 1
    var handed = 0

    func close() throws {
      guard let open = cell else { return }
      cell = nil
      if let offence = TextCheck.offence(in: open.bytes) {
        let code: String
        if case .zero = offence { code = "file.binary" } else { code = "file.notUTF8" }
        throw DelimitedFault(code: code, line: open.line, field: row?.count)
      }
      guard var filled = row else { return }
      filled.bytes += open.bytes
      for _ in 0..<open.span {
        filled.ends.append(filled.bytes.count)
        filled.lines.append(open.line)
      }
      row = filled
      if filled.count > mostColumns {
        throw DelimitedFault(
          code: "import.tooManyFields",
          line: line,
          field: nil,
          values: ["limit": String(mostColumns)]
        )
      }
    }
    func endRow() throws {
      try close()
      guard let full = row else { return }
      row = nil
      guard !full.isBlank, full.count > 1 || handed > 0 else { return }
      handed += 1
      try body(full)
    }

    while let token = scanner.next() {
      line = token.line
      switch token.kind {
      case .open("table"): depth += 1
      case .close("table"):
        if depth == 1 {
          try endRow()
          if handed > 1 { return }
        }
        depth = max(0, depth - 1)
      case .open("tr") where depth == 1:
        try endRow()
        row = DelimitedRow()
      case .close("tr") where depth == 1: try endRow()
      case .open("td") where depth == 1, .open("th") where depth == 1:
        try close()
        if row == nil { row = DelimitedRow() }
        cell = ([], token.line, token.span)
      case .close("td") where depth == 1, .close("th") where depth == 1: try close()
      case .open("br") where cell != nil, .open("p") where cell != nil,
        .open("div") where cell != nil:
        if cell?.bytes.isEmpty == false { cell?.bytes.append(0x20) }
      case .text where cell != nil && depth == 1:
        cell?.bytes += token.text
        if let open = cell, open.bytes.count > largestCell {
          throw DelimitedFault(
            code: "import.fieldTooLong",
            line: open.line,
            field: row?.count,
            values: ["limit": String(largestCell)]
          )
        }
      default: break
      }
    }
    if depth > 0 || handed == 0 {
      throw DelimitedFault(code: depth > 0 ? "file.cutShort" : "file.html", line: line, field: nil)
    }
  }
}

/// Cuts a page into tags and texts.
private struct PageScanner {
  struct Token {
    enum Kind: Equatable {
      case open(String)
      case close(String)
      case text
    }
    let kind: Kind
    let line: Int
    /// Columns a cell spans.
    var span = 1
    /// Of a text: its letters, entities replaced, blanks made one.
    var text: [UInt8] = []
  }

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Token? {
    while index < bytes.count {
      let start = line
      if bytes[index] != 0x3C { return Token(kind: .text, line: start, text: text()) }
      if starts(with: "<!--") {
        skip(past: "-->")
      } else if let tag = tag() {
        let name = tag.name
        if ["script", "style"].contains(name), !tag.isClosing {
          skip(past: "</" + name)
          continue
        }
        return Token(kind: tag.isClosing ? .close(name) : .open(name), line: start, span: tag.span)
      }
    }
    return nil
  }

  private func starts(with text: String) -> Bool {
    bytes[index...].prefix(text.utf8.count).elementsEqual(text.utf8) { byte, letter in
      byte == letter || ((0x41...0x5A).contains(byte) && byte | 0x20 == letter)
    }
  }

  private mutating func advance() {
    if bytes[index] == 0x0A { line += 1 }
    index += 1
  }

  private mutating func skip(past text: String) {
    while index < bytes.count {
      if starts(with: text) {
        index += text.utf8.count
        return
      }
      advance()
    }
  }

  /// A tag up to its `>`, quotes respected; a `<` that opens none is passed over.
  private mutating func tag() -> (name: String, isClosing: Bool, span: Int)? {
    advance()
    var isClosing = false
    if index < bytes.count, bytes[index] == 0x2F {
      isClosing = true
      advance()
    }
    var name: [UInt8] = []
    while index < bytes.count,
      (0x30...0x39).contains(bytes[index]) || (0x61...0x7A).contains(bytes[index] | 0x20),
      name.count < 16
    {
      name.append(bytes[index] | 0x20)
      advance()
    }
    let attributes = index
    var quote: UInt8?
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3E {
        let span = Self.span(bytes[attributes..<index])
        advance()
        return name.isEmpty ? nil : (String(decoding: name, as: UTF8.self), isClosing, span)
      }
      advance()
    }
    return nil
  }

  private static func span(_ attributes: ArraySlice<UInt8>) -> Int {
    let text = String(decoding: attributes, as: UTF8.self).lowercased()
    guard let found = text.firstRange(of: "colspan") else { return 1 }
    let digits = text[found.upperBound...].drop { "= \"'".contains($0) }.prefix { $0.isNumber }
    return min(max(Int(digits) ?? 1, 1), PageTable.mostColumns)
  }

  private mutating func text() -> [UInt8] {
    var result: [UInt8] = []
    while index < bytes.count, bytes[index] != 0x3C {
      let byte = bytes[index]
      if byte == 0x26, let (letters, length) = entity() {
        result += letters
        index += length
        continue
      }
      if byte <= 0x20, byte != 0 {
        if result.last != 0x20 { result.append(0x20) }
      } else {
        result.append(byte)
      }
      advance()
    }
    return result
  }

  private func entity() -> (letters: [UInt8], length: Int)? {
    let window = bytes[index...].prefix(12)
    guard let end = window.firstIndex(of: 0x3B) else { return nil }
    let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    let length = end - index + 1
    if let known = Self.entities[name] { return (Array(known.utf8), length) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let value, value != 0, let scalar = Unicode.Scalar(value) else { return nil }
    return (Array(String(Character(scalar)).utf8), length)
  }

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "laquo": "«",
    "raquo": "»", "mdash": "—", "ndash": "–", "hellip": "…", "copy": "©", "euro": "€",
  ]
}
