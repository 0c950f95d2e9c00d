import Hummingbird
import NIOCore

/// Reads the fields of a form from the body of a request.
enum FormBody {
  /// More than any form of ours holds, little enough to keep.
  static let limit = 256 * 1024
  /// More fields than any form of ours has.
  static let fields = 5_000

  /// Thrown when a body is longer than allowed; what is left of it is read and dropped first.
  struct TooLarge: Error {}
  struct Unreadable: Error {}

  static func read(_ request: Request, limit: Int = limit) async throws -> Typed {
    let type = request.headers[.contentType] ?? ""
    guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
      try await drop(request.body)
      throw Unreadable()
    }
    var bytes: [UInt8] = []
    var isTooLarge = false
    for try await part in request.body {
      if bytes.count + part.readableBytes > limit { isTooLarge = true }
      if !isTooLarge { bytes.append(contentsOf: part.readableBytesView) }
    }
    if isTooLarge { throw TooLarge() }
    return try parse(bytes)
  }

  /// Reads a body to its end and keeps nothing: a browser shows an answer only after it has sent all.
  static func drop(_ body: RequestBody) async throws {
    for try await _ in body {}
  }

  /// `a=1&b=%20`; bytes that are no UTF-8 are refused, so that nothing is stored as question marks.
  static func parse(_ bytes: [UInt8]) throws -> Typed {
    var pairs: [Typed.Pair] = []
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let name = try decode(part[..<equals])
      let value = equals < part.endIndex ? try decode(part[(equals + 1)...]) : ""
      pairs.append(Typed.Pair(name: name, value: value))
      if pairs.count > fields { throw TooLarge() }
    }
    return Typed(pairs)
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) throws -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "+"): plain.append(0x20)
      case UInt8(ascii: "%"):
        guard index + 1 < bytes.endIndex, let high = digit(bytes[index]),
          let low = digit(bytes[index + 1])
        else { throw Unreadable() }
        plain.append(high << 4 | low)
        index += 2
      default: plain.append(byte)
      }
    }
    guard let text = String(validating: plain, as: UTF8.self), !text.utf8.contains(0) else {
      throw Unreadable()
    }
    return text.replacing("\r\n", with: "\n")
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }

  /// The opposite of `parse`.
  static func encode(_ pairs: [Typed.Pair]) -> String {
    pairs.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
  }

  static func encode(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == 45 || byte == 46 || byte == 95
      if isPlain {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
