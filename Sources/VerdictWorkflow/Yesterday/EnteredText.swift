package import VerdictModel

/// Numbers as people type them into a day's cells.
package enum EnteredText {
  /// A count from 0 to 99 999.
  package static func count(_ text: String) -> Int64? {
    guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int64(text)
  }

  /// `18 240,50 ₽`, with a minus for money given back.
  package static func money(_ text: String) -> Money? {
    let plain = text.filter {
      !$0.isWhitespace && $0 != "₽" && $0 != "\u{00A0}" && $0 != "\u{202F}"
    }
    return Money(major: plain.replacing(",", with: ".").replacing("−", with: "-"))
  }

  /// A number of a cell of this counter, in the store's units.
  package static func value(_ text: String, of counter: Counter) -> Int64? {
    guard counter.isMoney else { return count(text) }
    return money(text).flatMap { $0.minor < 0 ? nil : $0.minor }
  }
}
