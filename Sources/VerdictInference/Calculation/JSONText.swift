/// Why a text is no JSON value: what is wrong, and at which byte.
public struct JSONTextError: Error, Hashable, Sendable {
  /// What was expected or found, such as `value`, `comma` or `depth`; words are added elsewhere.
  public let problem: String
  /// The offending byte, counted from 1.
  public let column: Int
}

/// Reads one JSON value (RFC 8259) from bytes, keeping the order of keys and keys given twice.
///
/// Foundation's decoder loses both and takes ten times as long: 100,000 lines of a batch are read
/// while their answers are worked out, so reading must not cost more than the answers.
struct JSONText {
  /// Brackets nested deeper than any request of ours, which would only exhaust the stack.
  static let deepest = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// The value a text holds.
  ///
  /// - Throws: ``JSONTextError`` where the text stops being JSON.
  static func value(of bytes: some Collection<UInt8>) throws(JSONTextError) -> CalculationValue {
    let text = ContiguousArray(bytes)
    let result = text.withUnsafeBufferPointer { buffer -> Result<CalculationValue, JSONTextError> in
      var reader = JSONText(bytes: buffer)
      do throws(JSONTextError) {
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == buffer.count else { throw reader.error("end") }
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private func error(_ problem: String) -> JSONTextError {
    JSONTextError(problem: problem, column: position + 1)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONTextError) -> CalculationValue {
    skipSpace()
    guard let first = next else { throw error("value") }
    switch first {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(
    _ word: StaticString,
    _ value: CalculationValue
  ) throws(JSONTextError) -> CalculationValue {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count,
      word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) })
    else { throw error("value") }
    position = end
    return value
  }

  private mutating func object(depth: Int) throws(JSONTextError) -> CalculationValue {
    guard depth <= Self.deepest else { throw error("depth") }
    position += 1
    skipSpace()
    var members: [CalculationValue.Member] = []
    if next == UInt8(ascii: "}") {
      position += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("key") }
      let key = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw error("colon") }
      position += 1
      members.append(.init(key, try value(depth: depth)))
      skipSpace()
      guard let byte = next else { throw error("comma") }
      if byte != UInt8(ascii: ","), byte != UInt8(ascii: "}") { throw error("comma") }
      position += 1
      if byte == UInt8(ascii: "}") { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONTextError) -> CalculationValue {
    guard depth <= Self.deepest else { throw error("depth") }
    position += 1
    skipSpace()
    var values: [CalculationValue] = []
    if next == UInt8(ascii: "]") {
      position += 1
      return .array(values)
    }
    while true {
      values.append(try value(depth: depth))
      skipSpace()
      guard let byte = next else { throw error("comma") }
      if byte != UInt8(ascii: ","), byte != UInt8(ascii: "]") { throw error("comma") }
      position += 1
      if byte == UInt8(ascii: "]") { return .array(values) }
    }
  }

  /// A number: whole ones that fit stay whole, the rest are the nearest double.
  private mutating func number() throws(JSONTextError) -> CalculationValue {
    let start = position
    let isNegative = next == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var whole = 0
    var overflows = false
    let firstDigit = position
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      let (product, high) = whole.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      overflows = overflows || high || carry
      whole = sum
      position += 1
    }
    let digits = position - firstDigit
    guard digits > 0, digits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
      position = start
      throw error("value")
    }
    let isWhole =
      next != UInt8(ascii: ".") && next != UInt8(ascii: "e") && next != UInt8(ascii: "E")
    if isWhole, !overflows { return .integer(isNegative ? -whole : whole) }
    if next == UInt8(ascii: ".") {
      position += 1
      try digitsAfterSign()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digitsAfterSign()
    }
    guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      throw error("value")
    }
    return .number(value)
  }

  private mutating func digitsAfterSign() throws(JSONTextError) {
    let start = position
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    guard position > start else { throw error("digit") }
  }

  private mutating func string() throws(JSONTextError) -> String {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    let plain = bytes[start..<position]
    if next == UInt8(ascii: "\"") {
      position += 1
      return try text(plain)
    }
    var unescaped = ContiguousArray(plain)
    while let byte = next {
      if byte < 0x20 { throw error("control") }
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(unescaped)
      case UInt8(ascii: "\\"): try escape(into: &unescaped)
      default: unescaped.append(byte)
      }
    }
    throw error("quote")
  }

  private func text(_ bytes: some Collection<UInt8>) throws(JSONTextError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw error("encoding") }
    return text
  }

  private mutating func escape(into text: inout ContiguousArray<UInt8>) throws(JSONTextError) {
    guard let byte = next else { throw error("escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = UInt32(try fourDigits())
      if 0xD800..<0xDC00 ~= code {
        guard next == UInt8(ascii: "\\") else { throw error("escape") }
        position += 1
        guard next == UInt8(ascii: "u") else { throw error("escape") }
        position += 1
        let low = UInt32(try fourDigits())
        guard 0xDC00..<0xE000 ~= low else { throw error("escape") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw error("escape") }
      text.append(contentsOf: Character(scalar).utf8)
    default:
      position -= 1
      throw error("escape")
    }
  }

  private mutating func fourDigits() throws(JSONTextError) -> UInt16 {
    var code: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("escape")
      }
      code = code << 4 | UInt16(digit)
      position += 1
    }
    return code
  }
}

extension CalculationValue {
  /// The value one line of JSON holds, keys in their written order.
  ///
  /// Whole numbers that fit are ``integer(_:)``; keys given twice are kept, so that they can be
  /// refused.
  /// - Parameter bytes: UTF-8 without a byte order mark.
  /// - Throws: ``JSONTextError`` with the byte at which the text stops being JSON.
  public init(json bytes: some Collection<UInt8>) throws(JSONTextError) {
    self = try JSONText.value(of: bytes)
  }
}
