/// How a file's letters are written as bytes.
package enum TextEncoding: String, Sendable, Codable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1251 = "windows-1251"

  /// The encoding a byte order mark names, and the mark's length.
  static func marked(_ head: [UInt8]) -> (encoding: TextEncoding, skip: Int)? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if head.starts(with: [0xFF, 0xFE, 0x00, 0x00]) { return nil }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// UTF-16 without a mark, by its zero bytes: separators, digits and line ends have one each.
  ///
  /// - Parameter head: the first bytes.
  /// - Returns: nil when a quarter of them are not zeros, all on one side.
  static func unmarkedUTF16(_ head: [UInt8]) -> TextEncoding? {
    var zeros = [0, 0]
    for (index, byte) in head.enumerated() where byte == 0 { zeros[index % 2] += 1 }
    guard head.count >= 4, (zeros[0] + zeros[1]) * 4 >= head.count else { return nil }
    if zeros[1] > 0, zeros[0] * 20 <= zeros[1] { return .utf16LittleEndian }
    if zeros[0] > 0, zeros[1] * 20 <= zeros[0] { return .utf16BigEndian }
    return nil
  }

  /// The encoding of text above ASCII: well-formed UTF-8, or else Russian Windows-1251.
  ///
  /// - Parameters:
  ///   - sample: bytes from the first one above ASCII on.
  ///   - complete: the text ends with the sample, so its last letter is whole.
  /// - Returns: `.utf8` also for bytes that are neither, which are then refused where they stand.
  static func guess(_ sample: [UInt8], complete: Bool) -> TextEncoding {
    guard case .notUTF8(let offset) = TextCheck.offence(in: sample) else { return .utf8 }
    if !complete, sample.count - offset < 4, offset > 0 { return .utf8 }
    return TextCheck.looksLikeWindows1251(sample) ? .windows1251 : .utf8
  }
}
