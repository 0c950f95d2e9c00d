/// Text as it may stand in a page.
enum Markup {
  /// Safe characters only, and no mark that begins markup; quotes too where the text is an attribute's.
  ///
  /// Byte by byte: a page of fifty hypotheses has a hundred thousand cells.
  static func escaped(_ text: String, inAttribute: Bool = true) -> String {
    let safe = TerminalPage.safe(text)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(safe.utf8.count + 16)
    for byte in safe.utf8 {
      switch byte {
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "\"") where inAttribute: bytes += "&quot;".utf8
      case UInt8(ascii: "'") where inAttribute: bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The rows of a table's body.
  ///
  /// `labels`: the columns' names, given to every cell where a phone makes a list of each row.
  static func rows(_ rows: [[String]], labels: [String]?) -> String {
    let openings = labels?.map { "<td data-label=\"\(escaped($0))\">" } ?? []
    var html = ""
    for row in rows {
      html += "<tr>"
      for (index, cell) in row.enumerated() {
        html += index < openings.count ? openings[index] : "<td>"
        html += escaped(cell)
        html += "</td>"
      }
      html += "</tr>\n"
    }
    return html
  }
}
