/// An amount of money in integer minor units (kopecks, cents); may be negative.
package struct Money: Hashable, Comparable, Sendable {
  package let minor: Int64

  package init(minor: Int64) { self.minor = minor }

  /// Reads major units with a point and at most two decimals: `600000`, `-12.5`, `1550.50`.
  package init?(major text: some StringProtocol) {
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == 0x2D
    if negative { bytes = bytes.dropFirst() }
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 2, !parts[0].isEmpty, parts[0].count <= 15 else {
      return nil
    }
    let cents = parts.count == 2 ? parts[1] : []
    guard cents.count <= 2, parts.count == 1 || !cents.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in parts[0] + cents {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    for _ in cents.count..<2 { value *= 10 }
    minor = negative ? -value : value
  }

  /// Major units as a number, for estimates only; sums stay in minor units.
  package var major: Double { Double(minor) / 100 }

  package static func < (left: Money, right: Money) -> Bool { left.minor < right.minor }
  package static func + (left: Money, right: Money) -> Money {
    Money(minor: left.minor + right.minor)
  }
}

extension Money: CustomStringConvertible {
  /// Major units with a point, as files hold them: `1550.50`, `600000`.
  package var description: String {
    let size = minor.magnitude
    let cents = Int(size % 100)
    return (minor < 0 ? "-" : "") + String(size / 100) + (cents == 0 ? "" : "." + pad(cents, 2))
  }
}

extension Money: Codable {
  package init(from decoder: any Decoder) throws {
    minor = try decoder.singleValueContainer().decode(Int64.self)
  }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(minor)
  }
}
