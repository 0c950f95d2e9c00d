import VerdictModel

/// Reads the cells of one record, and keeps what it must refuse.
struct RowReading {
  /// Longest text of a cell, in characters.
  static let longestText = 200
  /// Largest count of a cell.
  static let largestCount: Int64 = 1_000_000_000_000
  /// Largest amount of a cell, in minor units.
  static let largestAmount: Int64 = 100_000_000_000_000

  let row: DelimitedRow
  let file: String
  private(set) var refusals: [Refusal] = []

  init(_ row: DelimitedRow, file: String) {
    self.row = row
    self.file = file
  }

  mutating func refuse(
    _ column: Column?,
    _ code: String,
    value: String? = nil,
    _ values: [String: String] = [:]
  ) {
    let line = column?.position.map { row.lines[$0] } ?? row.line
    refusals.append(
      Refusal(
        place: FilePlace(file: file, line: line, column: column?.name),
        code: code,
        value: value.map { String($0.prefix(Self.longestText)) },
        values: values
      )
    )
  }

  /// Refuses the record as a whole.
  mutating func refuseRow(
    _ code: String,
    line: Int,
    value: String? = nil,
    _ values: [String: String] = [:]
  ) {
    refusals.append(
      Refusal(place: FilePlace(file: file, line: line), code: code, value: value, values: values)
    )
  }

  /// The trimmed bytes of a column; nil when it is empty or not in the file.
  func bytes(_ column: Column) -> ArraySlice<UInt8>? {
    guard let position = column.position else { return nil }
    let bytes = row[position]
    return bytes.isEmpty ? nil : bytes
  }

  /// A text; nil when empty.
  ///
  /// Takes back the quote that ``FormulaGuard`` puts before a sign.
  mutating func text(_ column: Column) -> String? {
    guard let bytes = bytes(column) else { return nil }
    let text = String(decoding: FormulaGuard.unguarded(bytes), as: UTF8.self)
    for byte in bytes where byte < 0x20 || byte == 0x7F {
      refuse(column, "import.controlCharacter", value: text)
      return nil
    }
    if bytes.count > Self.longestText, text.count > Self.longestText {
      refuse(column, "import.textTooLong", value: text, ["limit": String(Self.longestText)])
      return nil
    }
    return text
  }

  /// A text that must be there.
  mutating func neededText(_ column: Column) -> String? {
    if bytes(column) == nil { refuse(column, "import.emptyCell") }
    return text(column)
  }

  /// A date that must be there.
  mutating func neededDay(_ column: Column) -> Day? {
    guard let bytes = bytes(column) else {
      refuse(column, "import.emptyCell")
      return nil
    }
    return day(bytes, column)
  }

  /// What a stage or uptake cell says.
  enum Answer: Equatable {
    case no
    case yes
    case on(Day)
  }

  /// Empty (nil), `no`, `yes` or a date.
  mutating func answer(_ column: Column) -> Answer? {
    guard let bytes = bytes(column) else { return nil }
    if let first = bytes.first, !(0x30...0x39).contains(first) {
      if bytes.count == 2, first == 0x6E, bytes.last == 0x6F { return .no }
      let word = String(decoding: bytes, as: UTF8.self).lowercased()
      switch word {
      case "no": return .no
      case "yes": return .yes
      default:
        refuse(column, "import.answer", value: word)
        return nil
      }
    }
    return day(bytes, column).map(Answer.on)
  }

  /// A count: digits only.
  mutating func count(_ column: Column) -> Int64? {
    guard let bytes = bytes(column) else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte), value <= Self.largestCount else {
        return refuseCount(bytes, column)
      }
      value = value * 10 + Int64(byte - 0x30)
    }
    return value <= Self.largestCount ? value : refuseCount(bytes, column)
  }

  /// An amount in major units, not negative.
  mutating func money(_ column: Column) -> Money? {
    guard let bytes = bytes(column) else { return nil }
    if let minor = Self.plainMoney(bytes) { return Money(minor: minor) }
    var text = String(decoding: bytes, as: UTF8.self)
    // Between semicolons a comma can only be the decimal mark, as Russian spreadsheets write it.
    if row.separator != .comma, let comma = bytes.firstIndex(of: 0x2C), isNumber(bytes),
      bytes.endIndex - comma <= 3
    {
      text = text.replacing(",", with: ".")
    }
    if let money = Money(major: text), bytes.first != 0x2D {
      if money.minor <= Self.largestAmount { return money }
      refuse(
        column,
        "import.tooLarge",
        value: text,
        ["limit": Money(minor: Self.largestAmount).description]
      )
      return nil
    }
    if isNumber(bytes), bytes.first == 0x2D {
      refuseNegative(text, column)
    } else if bytes.contains(0x2C) {
      refuse(column, "import.moneyComma", value: text)
    } else if let point = bytes.firstIndex(of: 0x2E), isNumber(bytes), bytes.endIndex - point > 3 {
      refuse(column, "import.moneyDecimals", value: text)
    } else if isNumber(bytes), bytes.count > 15 {
      refuse(
        column,
        "import.tooLarge",
        value: text,
        ["limit": Money(minor: Self.largestAmount).description]
      )
    } else {
      refuse(column, "import.money", value: text)
    }
    return nil
  }

  /// Whole major units in at most twelve digits, as most amounts are; nil for anything else.
  private static func plainMoney(_ bytes: ArraySlice<UInt8>) -> Int64? {
    guard bytes.count <= 12 else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    return value * 100
  }

  private mutating func refuseCount(_ bytes: ArraySlice<UInt8>, _ column: Column) -> Int64? {
    let text = String(decoding: bytes, as: UTF8.self)
    if isNumber(bytes), bytes.first == 0x2D {
      refuseNegative(text, column)
    } else if bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
      refuse(column, "import.tooLarge", value: text, ["limit": String(Self.largestCount)])
    } else {
      refuse(column, "import.count", value: text)
    }
    return nil
  }

  /// Money that went back, and payments undone, belong in `refunds`.
  private mutating func refuseNegative(_ text: String, _ column: Column) {
    let returned = [PaymentStage.key, "revenue"].contains(column.name)
    refuse(column, "import.negative", value: text, returned ? ["instead": "refunds"] : [:])
  }

  /// A sign, digits, at most one point or comma.
  private func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    let digits = bytes.first == 0x2D ? bytes.dropFirst() : bytes
    let marks = digits.count { $0 == 0x2E || $0 == 0x2C }
    return digits.contains { (0x30...0x39).contains($0) } && marks <= 1
      && digits.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2C }
  }

  private mutating func day(_ bytes: ArraySlice<UInt8>, _ column: Column) -> Day? {
    if let day = DateCell.day(bytes) { return day }
    let text = String(decoding: bytes, as: UTF8.self)
    let code = DateCell.hasISOForm(bytes) ? "import.noSuchDate" : "import.date"
    refuse(
      column,
      code,
      value: text,
      DateCell.suggestion(for: bytes).map { ["nearest": $0] } ?? [:]
    )
    return nil
  }
}
