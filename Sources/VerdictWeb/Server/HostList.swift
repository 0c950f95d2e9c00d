/// The names and ports this server answers to, exactly.
///
/// A loopback address is no protection by itself: a page elsewhere can let its own name point to
/// 127.0.0.1. So `Host` is compared whole, never by its beginning.
package struct HostList: Sendable, Hashable {
  package let names: Set<HostName>

  package init(_ names: some Sequence<HostName>) { self.names = Set(names) }

  /// The three ways to say "this machine", at one port.
  package static func loopback(port: Int) -> [HostName] {
    ["127.0.0.1", "localhost", "[::1]"].map { HostName(name: $0, port: port) }
  }

  package func allows(_ text: String?) -> Bool {
    guard let text, let host = HostName(text) else { return false }
    return names.contains(host)
  }
}

/// A host as browsers write it: a name, an IPv4 address or a bracketed IPv6 one, and a port.
package struct HostName: Sendable, Hashable {
  /// In small letters.
  package let name: String
  /// Nil where the scheme's own port is meant.
  package let port: Int?

  package init(name: String, port: Int?) {
    self.name = name.lowercased()
    self.port = port
  }

  /// Reads `name`, `name:port`, `[v6]`, `[v6]:port`; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 260 else { return nil }
    let end: Int
    if bytes[0] == UInt8(ascii: "[") {
      guard let close = bytes.firstIndex(of: UInt8(ascii: "]")), close > 2,
        bytes[1..<close].allSatisfy(Self.isAddress)
      else { return nil }
      end = close + 1
    } else {
      end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
      guard end > 0, bytes[..<end].allSatisfy(Self.isName) else { return nil }
    }
    var port: Int?
    if end < bytes.count {
      let digits = bytes[(end + 1)...]
      guard bytes[end] == UInt8(ascii: ":"), (1...5).contains(digits.count),
        digits.allSatisfy({ (48...57).contains($0) }),
        let number = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(number)
      else { return nil }
      port = number
    }
    self.init(name: String(decoding: bytes[..<end], as: UTF8.self), port: port)
  }

  /// The host of an `Origin` such as `https://verdict.office`; its scheme's own port is left out.
  package init?(origin: String) {
    for (scheme, own) in [("https://", 443), ("http://", 80)] where origin.hasPrefix(scheme) {
      guard let host = HostName(String(origin.dropFirst(scheme.count))) else { return nil }
      self.init(name: host.name, port: host.port == own ? nil : host.port)
      return
    }
    return nil
  }

  package var text: String { port.map { name + ":" + String($0) } ?? name }

  private static func isName(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
  }

  private static func isAddress(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
      || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }
}
