/// Keeps a spreadsheet from taking a text for a formula.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, after any number of
/// apostrophes, gets one apostrophe more; reading takes that one back, so every text survives.
enum FormulaGuard {
  static func guarded(_ text: String) -> String {
    isDangerous(text.utf8) ? "'" + text : text
  }

  static func unguarded(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.first == apostrophe && isDangerous(bytes) ? bytes.dropFirst() : bytes
  }

  private static let apostrophe = UInt8(ascii: "'")

  private static func isDangerous(_ bytes: some Sequence<UInt8>) -> Bool {
    switch bytes.first(where: { $0 != apostrophe }) {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
    default: false
    }
  }
}
