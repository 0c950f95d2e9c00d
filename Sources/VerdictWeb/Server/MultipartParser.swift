/// Takes a `multipart/form-data` body apart, a piece at a time (RFC 7578, RFC 2046 §5.1).
struct MultipartParser {
  enum Event: Equatable {
    case part(name: String, fileName: String?)
    case data([UInt8])
    case end
  }

  private enum State {
    case preamble
    case headers
    case body
    case finished
  }

  private let delimiter: [UInt8]
  private var state = State.preamble
  private var buffer: [UInt8] = []
  private static let longestHeaders = 8 * 1024

  init(boundary: [UInt8]) {
    delimiter = Array("\r\n--".utf8) + boundary
    // The first boundary has no line break before it.
    buffer = Array("\r\n".utf8)
  }

  var isFinished: Bool { state == .finished }

  mutating func feed(_ bytes: [UInt8]) throws -> [Event] {
    buffer += bytes
    var events: [Event] = []
    while try step(&events) {}
    return events
  }

  /// Does what the buffer allows; false when more bytes are needed.
  private mutating func step(_ events: inout [Event]) throws -> Bool {
    switch state {
    case .finished:
      buffer = []
      return false
    case .preamble:
      guard let at = position(of: delimiter, in: buffer) else {
        keepTail()
        return false
      }
      return try afterDelimiter(at + delimiter.count, &events)
    case .headers:
      let blank = Array("\r\n\r\n".utf8)
      guard let at = position(of: blank, in: buffer) else {
        guard buffer.count <= Self.longestHeaders else { throw FormBody.Unreadable() }
        return false
      }
      let part = try Self.part(Array(buffer[..<at]))
      buffer.removeFirst(at + blank.count)
      // An empty part ends with the line break that ended its headers.
      events.append(.part(name: part.name, fileName: part.fileName))
      state = .body
      return true
    case .body:
      if let at = position(of: delimiter, in: buffer) {
        if at > 0 { events.append(.data(Array(buffer[..<at]))) }
        events.append(.end)
        state = .preamble
        buffer.removeFirst(at)
        return true
      }
      let safe = buffer.count - delimiter.count
      if safe > 0 {
        events.append(.data(Array(buffer[..<safe])))
        buffer.removeFirst(safe)
      }
      return false
    }
  }

  /// `--` after a boundary is the end, a line break another part.
  private mutating func afterDelimiter(_ index: Int, _ events: inout [Event]) throws -> Bool {
    var next = index
    while next < buffer.count, buffer[next] == 0x20 || buffer[next] == 0x09 { next += 1 }
    guard next + 1 < buffer.count else { return false }
    let two = (buffer[next], buffer[next + 1])
    if two == (0x2D, 0x2D) {
      state = .finished
    } else if two == (0x0D, 0x0A) {
      // The headers' end may follow at once: keep one line break for it.
      buffer.removeFirst(next)
      state = .headers
      return true
    } else {
      throw FormBody.Unreadable()
    }
    buffer = []
    return false
  }

  private mutating func keepTail() {
    if buffer.count > delimiter.count { buffer.removeFirst(buffer.count - delimiter.count) }
  }

  private func position(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= pattern.count else { return nil }
    let first = pattern[0]
    var index = 0
    let last = bytes.count - pattern.count
    while index <= last {
      guard let found = bytes[index...last].firstIndex(of: first) else { return nil }
      if bytes[found..<found + pattern.count].elementsEqual(pattern) { return found }
      index = found + 1
    }
    return nil
  }

  private static func part(_ bytes: [UInt8]) throws -> (name: String, fileName: String?) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw FormBody.Unreadable() }
    for line in text.split(separator: "\r\n")
    where line.lowercased().hasPrefix("content-disposition:") {
      guard let name = parameter("name", of: line) else { break }
      return (name, parameter("filename", of: line))
    }
    throw FormBody.Unreadable()
  }

  /// Browsers escape a quotation mark in a name as `%22` (WHATWG HTML, multipart form data).
  private static func parameter(_ name: String, of line: Substring) -> String? {
    let key = "; " + name + "=\""
    guard let start = line.firstRange(of: key) else { return nil }
    let rest = line[start.upperBound...]
    guard let end = rest.firstIndex(of: "\"") else { return nil }
    return String(rest[..<end].replacing("%22", with: "\"").replacing("%0D%0A", with: " "))
  }
}
