/// Checks bytes of a line: well-formed UTF-8 without zero bytes.
enum TextCheck {
  /// The first offence.
  enum Offence: Equatable {
    /// Not well-formed UTF-8 from this offset on.
    case notUTF8(offset: Int)
    case zero(offset: Int)
  }

  /// The first offence in `bytes`, nil when they are text.
  ///
  /// Source: The Unicode Standard 15.0, table 3-7 (well-formed UTF-8 byte sequences).
  static func offence(in bytes: [UInt8]) -> Offence? {
    var index = plain(bytes)
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte == 0 { return .zero(offset: index) }
        index += 1
        continue
      }
      let length: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch byte {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: length = 4
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return .notUTF8(offset: index)
      }
      guard index + length <= count, second.contains(bytes[index + 1]),
        (2..<length).allSatisfy({ bytes[index + $0] & 0xC0 == 0x80 })
      else { return .notUTF8(offset: index) }
      index += length
    }
    return nil
  }

  /// How many bytes, eight at a time, are ASCII other than zero.
  private static func plain(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { bytes in
      var index = 0
      while index + 8 <= bytes.count {
        let eight = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        // A byte's top bit is set by itself, or by taking 1 from a zero.
        let offends = (eight | (eight &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080
        if offends != 0 { break }
        index += 8
      }
      return index
    }
  }

  /// Whether bytes that are not UTF-8 look like Russian text in Windows-1251: of those above ASCII
  /// nine in ten are its Russian letters, guillemets, dashes, the numero sign or a hard space.
  static func looksLikeWindows1251(_ bytes: [UInt8]) -> Bool {
    let high = bytes.filter { $0 >= 0x80 }
    let russian = high.count { byte in
      switch byte {
      case 0xC0...0xFF, 0xA8, 0xB8, 0xB9, 0xA0, 0xAB, 0xBB, 0x96, 0x97: true
      default: false
      }
    }
    return !high.isEmpty && russian * 10 >= high.count * 9
  }
}
