/// Tells by its first bytes, never by its name, what kind of file this is.
enum FileSignature {
  /// How many bytes the answer may need.
  static let needed = 4096

  /// What the first bytes are.
  enum Answer: Equatable {
    /// Text, after `skip` bytes of a byte order mark.
    case text(skip: Int)
    /// Something to be saved in another form first; the code says which.
    case refused(code: String)
  }

  static func inspect(_ head: some Collection<UInt8>) -> Answer {
    let head = Array(head.prefix(needed))
    if head.isEmpty { return .refused(code: "file.empty") }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .text(skip: 3) }
    for (magic, code) in binaries where head.starts(with: magic) {
      return .refused(code: code)
    }
    let zeros = head.count { $0 == 0 }
    if zeros > 0 { return .refused(code: zeros * 4 >= head.count ? "file.utf16" : "file.binary") }
    let start = head.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }.prefix(9)
    let word = String(
      decoding: start.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 },
      as: UTF8.self
    )
    if ["<html", "<!doctype", "<table", "<?xml"].contains(where: word.hasPrefix) {
      return .refused(code: "file.html")
    }
    return .text(skip: 0)
  }

  /// Leading bytes of formats that are not text.
  ///
  /// UTF-32 little endian starts as UTF-16 does.
  private static let binaries: [(magic: [UInt8], code: String)] = [
    ([0xFF, 0xFE], "file.utf16"),
    ([0xFE, 0xFF], "file.utf16"),
    ([0x00, 0x00, 0xFE, 0xFF], "file.utf16"),
    (Array("%PDF".utf8), "file.pdf"),
    ([0x50, 0x4B, 0x03, 0x04], "file.zip"),
    ([0x50, 0x4B, 0x05, 0x06], "file.zip"),
    ([0xD0, 0xCF, 0x11, 0xE0], "file.xls"),
    ([0x1F, 0x8B], "file.gzip"),
    (Array("7z".utf8) + [0xBC, 0xAF], "file.archive"),
    (Array("Rar!".utf8), "file.archive"),
    ([0x89, 0x50, 0x4E, 0x47], "file.image"),
    ([0xFF, 0xD8, 0xFF], "file.image"),
    (Array("GIF8".utf8), "file.image"),
    (Array("SQLite format 3".utf8), "file.database"),
    (Array("{\\rtf".utf8), "file.richText"),
  ]
}
