import CQREncode

/// A link as a picture of half blocks, for a phone held before a terminal.
package struct QRCode: Sendable, Hashable {
  /// Rows of dark (true) and light modules.
  package let modules: [[Bool]]

  /// The code of a text; nil when it is too long for one.
  package init?(_ text: String) {
    guard let code = unsafe QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else {
      return nil
    }
    defer { unsafe QRcode_free(code) }
    let width = Int(unsafe code.pointee.width)
    guard let data = unsafe code.pointee.data else { return nil }
    modules = (0..<width).map { row in
      (0..<width).map { column in unsafe data[row * width + column] & 1 == 1 }
    }
  }

  /// Two rows of modules a line, light on dark, with the quiet zone of four modules around it.
  package var lines: [String] {
    let quiet = 4
    let width = modules.count + 2 * quiet
    func isLight(_ row: Int, _ column: Int) -> Bool {
      let (r, c) = (row - quiet, column - quiet)
      guard modules.indices.contains(r), modules.indices.contains(c) else { return true }
      return !modules[r][c]
    }
    return stride(from: 0, to: width, by: 2).map { row in
      String(
        (0..<width).map { column -> Character in
          switch (isLight(row, column), row + 1 < width && isLight(row + 1, column)) {
          case (true, true): "█"
          case (true, false): "▀"
          case (false, true): "▄"
          case (false, false): " "
          }
        }
      )
    }
  }
}
