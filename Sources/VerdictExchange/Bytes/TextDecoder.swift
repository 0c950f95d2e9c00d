/// Turns a file's bytes into UTF-8 as they come, deciding the encoding at the first letter above
/// ASCII.
///
/// Until then every encoding but UTF-16 reads the same, so nothing is read twice. Bytes that are no
/// letters of the encoding go on as they are and are refused where they stand.
struct TextDecoder {
  /// Stands where the encoding changes in the middle of a file; occurs in no text.
  static let mixed: UInt8 = 0xFE
  /// Bytes looked at before the encoding is decided.
  private static let window = 4096

  /// Nil while everything was ASCII.
  private(set) var encoding: TextEncoding?
  private var isOpen = false
  private var pending: [UInt8] = []

  /// The encoding to tell people.
  var found: TextEncoding { encoding ?? .utf8 }

  /// The UTF-8 of the next bytes; some may be kept until more come.
  mutating func decode(_ chunk: [UInt8], complete: Bool = false) -> [UInt8] {
    if isOpen, encoding == .utf8 { return chunk }
    pending += chunk
    if !isOpen {
      guard complete || pending.count >= FileSignature.needed else { return [] }
      isOpen = true
      if let (named, skip) = TextEncoding.marked(pending) {
        encoding = named
        pending.removeFirst(skip)
      } else {
        encoding = TextEncoding.unmarkedUTF16(Array(pending.prefix(FileSignature.needed)))
      }
    }
    if encoding == nil, let first = pending.firstIndex(where: { $0 >= 0x80 }) {
      let sample = Array(pending[first...].prefix(Self.window))
      guard complete || sample.count == Self.window else {
        return take(first)
      }
      encoding = TextEncoding.guess(
        sample,
        complete: complete && first + sample.count == pending.count
      )
    }
    switch encoding {
    case nil, .utf8: return take(pending.count)
    case .windows1251: return windows1251(take(pending.count))
    case .utf16LittleEndian: return utf16(low: 0, complete: complete)
    case .utf16BigEndian: return utf16(low: 1, complete: complete)
    }
  }

  private mutating func take(_ count: Int) -> [UInt8] {
    if count == pending.count {
      defer { pending = [] }
      return pending
    }
    defer { pending.removeFirst(count) }
    return Array(pending[..<count])
  }

  private mutating func utf16(low: Int, complete: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(pending.count / 2)
    var index = 0
    while index + 1 < pending.count {
      units.append(UInt16(pending[index + low]) | UInt16(pending[index + 1 - low]) << 8)
      index += 2
    }
    // The first half of a letter waits for the second.
    if !complete, let last = units.last, UTF16.isLeadSurrogate(last) {
      units.removeLast()
      index -= 2
    }
    pending.removeFirst(index)
    var result: [UInt8] = []
    result.reserveCapacity(units.count * 2)
    let failed = transcode(
      units.makeIterator(),
      from: UTF16.self,
      to: UTF8.self,
      stoppingOnError: true
    ) { result.append($0) }
    // Half a letter, or half a byte pair at the end, is refused where it stands.
    if failed || (complete && !pending.isEmpty) { result.append(0xFF) }
    if complete { pending = [] }
    return result
  }

  /// Three Russian letters of UTF-8 in a row are six letters that no Russian word has.
  private func windows1251(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    var pairs = 0
    for (index, byte) in bytes.enumerated() {
      if byte < 0x80 {
        result.append(byte)
        pairs = 0
        continue
      }
      if index > 0, bytes[index - 1] == 0xD0 || bytes[index - 1] == 0xD1, byte < 0xC0 {
        pairs += 1
        if pairs == 3 { result.append(Self.mixed) }
      } else if byte != 0xD0, byte != 0xD1 {
        pairs = 0
      }
      let scalar = Self.letters[Int(byte - 0x80)]
      if scalar == 0 {
        result.append(byte)
      } else if scalar < 0x800 {
        result.append(UInt8(0xC0 | scalar >> 6))
        result.append(UInt8(0x80 | scalar & 0x3F))
      } else {
        result.append(UInt8(0xE0 | scalar >> 12))
        result.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        result.append(UInt8(0x80 | scalar & 0x3F))
      }
    }
    return result
  }

  /// Windows-1251 from 0x80 on; 0 has no letter.
  ///
  /// Source: unicode.org, Mappings/VENDORS/MICSFT/WINDOWS/CP1251.TXT.
  private static let letters: [UInt16] =
    [
      0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021,
      0x20AC, 0x2030, 0x0409, 0x2039, 0x040A, 0x040C, 0x040B, 0x040F,
      0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x0000, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F,
      0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7,
      0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407,
      0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7,
      0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
    ] + (0x0410...0x044F).map { UInt16($0) }
}
