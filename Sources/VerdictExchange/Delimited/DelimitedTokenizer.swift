/// How much one field and one record may hold, so that a lost quote cannot fill the memory.
struct DelimitedLimits {
  var fieldBytes = 1 << 20
  var rowBytes = 8 << 20
  var fields = 4096
}

/// Cuts a stream of bytes into records (RFC 4180, with `,` `;` or tab and LF, CRLF or CR).
///
/// A quote opens a field only as its first byte; elsewhere in an unquoted field it is a letter.
/// Records with nothing in them are passed over. Bytes must be UTF-8 without zeros.
struct DelimitedTokenizer {
  private enum State { case fieldStart, plain, quoted, quoteSeen, escaped }
  /// Bytes looked at before the dialect is decided.
  private static let sample = 1 << 16

  let limits: DelimitedLimits
  private(set) var dialect: Dialect?
  private var head: [UInt8] = []
  private var row = DelimitedRow()
  private var state = State.fieldStart
  private var line = 1
  private var fieldLine = 1
  private var fieldStart = 0
  private var afterCarriageReturn = false

  /// Of a dialect that is known nothing is looked for.
  init(limits: DelimitedLimits = DelimitedLimits(), dialect: Dialect? = nil) {
    self.limits = limits
    self.dialect = dialect
    if let dialect { row.separator = dialect.separator }
  }

  /// Takes the next bytes and hands on each record that they complete.
  /// - Throws: ``DelimitedFault``, or what `body` throws.
  mutating func feed(_ chunk: [UInt8], _ body: (DelimitedRow) throws -> Void) throws {
    guard dialect == nil else { return try cut(chunk, body) }
    head += chunk
    if head.count >= Self.sample { try begin(body) }
  }

  /// Hands on the last record, whose line may have no end.
  mutating func finish(_ body: (DelimitedRow) throws -> Void) throws {
    if dialect == nil { try begin(body) }
    if state == .quoted || state == .escaped {
      throw DelimitedFault(code: "import.unclosedQuote", line: fieldLine, field: row.count)
    }
    if state != .fieldStart || row.count > 0 { try endRow(body) }
  }

  private mutating func begin(_ body: (DelimitedRow) throws -> Void) throws {
    let found = Dialect.detect(in: Array(head.prefix(Self.sample)))
    dialect = found
    row.separator = found.separator
    if found.skip > 0 {
      line += head[..<found.skip].count { $0 == 0x0A }
      if line == 1 { line += 1 }
    }
    fieldLine = line
    let first = found.skip == 0 ? head : Array(head[found.skip...])
    head = []
    try cut(first, body)
  }

  private mutating func cut(_ chunk: [UInt8], _ body: (DelimitedRow) throws -> Void) throws {
    try chunk.withUnsafeBufferPointer { try cut($0, body) }
  }

  private mutating func cut(
    _ chunk: UnsafeBufferPointer<UInt8>,
    _ body: (DelimitedRow) throws -> Void
  ) throws {
    guard let dialect else { return }
    let mark = dialect.separator.rawValue
    // Without such escapes a backslash is a letter, and the quote is looked for twice.
    let escape: UInt8 = dialect.escapesWithBackslash ? 0x5C : 0x22
    var index = 0
    let count = chunk.count
    while index < count {
      let byte = chunk[index]
      if afterCarriageReturn {
        afterCarriageReturn = false
        if byte == 0x0A {
          if state == .quoted { row.bytes.append(byte) }
          index += 1
          continue
        }
      }
      switch state {
      case .quoted:
        var end = index
        while end < count, chunk[end] != 0x22, chunk[end] != 0x0A, chunk[end] != 0x0D,
          chunk[end] != escape
        { end += 1 }
        row.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[index..<end]))
        try checkLength()
        index = end
        guard index < count else { break }
        if chunk[index] == 0x22 {
          state = .quoteSeen
        } else if chunk[index] == escape {
          state = .escaped
        } else {
          row.bytes.append(chunk[index])
          line += 1
          afterCarriageReturn = chunk[index] == 0x0D
        }
        index += 1
      case .escaped:
        // A backslash before anything but a quote or a backslash is itself.
        if byte != 0x22, byte != 0x5C { row.bytes.append(0x5C) }
        state = .quoted
        if byte == 0x22 || byte == 0x5C {
          row.bytes.append(byte)
          index += 1
        }
      case .quoteSeen where byte == 0x22:
        row.bytes.append(byte)
        state = .quoted
        index += 1
      case .fieldStart where byte == 0x22:
        state = .quoted
        fieldLine = line
        index += 1
      default:
        if byte == mark {
          try endField()
          index += 1
        } else if byte == 0x0A || byte == 0x0D {
          try endRow(body)
          line += 1
          fieldLine = line
          afterCarriageReturn = byte == 0x0D
          index += 1
        } else {
          if state == .quoteSeen, row.strayLine == nil { row.strayLine = line }
          state = .plain
          var end = index + 1
          while end < count, chunk[end] != mark, chunk[end] != 0x0A, chunk[end] != 0x0D { end += 1 }
          row.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[index..<end]))
          try checkLength()
          index = end
        }
      }
    }
  }

  private func checkLength() throws {
    if row.bytes.count - fieldStart > limits.fieldBytes {
      throw DelimitedFault(
        code: state == .quoted ? "import.unclosedQuote" : "import.fieldTooLong",
        line: fieldLine,
        field: row.count,
        values: ["limit": String(limits.fieldBytes)]
      )
    }
    if row.bytes.count > limits.rowBytes {
      throw DelimitedFault(
        code: "import.rowTooLong",
        line: row.line,
        field: nil,
        values: ["limit": String(limits.rowBytes)]
      )
    }
  }

  private mutating func endField() throws {
    row.ends.append(row.bytes.count)
    row.lines.append(fieldLine)
    fieldStart = row.bytes.count
    fieldLine = line
    state = .fieldStart
    if row.count > limits.fields {
      throw DelimitedFault(
        code: "import.tooManyFields",
        line: row.line,
        field: nil,
        values: ["limit": String(limits.fields)]
      )
    }
  }

  private mutating func endRow(_ body: (DelimitedRow) throws -> Void) throws {
    try endField()
    defer {
      row.bytes.removeAll(keepingCapacity: true)
      row.ends.removeAll(keepingCapacity: true)
      row.lines.removeAll(keepingCapacity: true)
      row.strayLine = nil
      fieldStart = 0
    }
    if row.isBlank { return }
    if let offence = TextCheck.offence(in: row.bytes) { throw fault(of: offence) }
    try body(row)
  }

  private func fault(of offence: TextCheck.Offence) -> DelimitedFault {
    switch offence {
    case .zero(let offset):
      DelimitedFault(
        code: "file.binary",
        line: row.lines[row.field(at: offset)],
        field: row.field(at: offset)
      )
    case .notUTF8(let offset):
      DelimitedFault(
        code: row.bytes[offset] == TextDecoder.mixed || TextCheck.looksLikeWindows1251(row.bytes)
          ? "file.mixedEncodings" : "file.notUTF8",
        line: row.lines[row.field(at: offset)],
        field: row.field(at: offset)
      )
    }
  }
}
