import Foundation
package import VerdictModel

/// Values written as JSON, one a line, read a line at a time, in memory that does not grow with their number.
package enum JSONLines {
  /// Longest line read unless told otherwise, in bytes.
  package static let longestLine = 1 << 20

  /// Hands on each line's number and bytes; empty lines are passed over, a byte order mark is cut.
  ///
  /// - Parameters:
  ///   - source: the bytes.
  ///   - limit: a line longer than this is handed on as nil bytes, and reading goes on.
  ///   - body: gets each line's number, counted from 1, and its bytes.
  /// - Throws: what the source and `body` throw.
  package static func forEachLine(
    _ source: ByteSource,
    limit: Int = longestLine,
    _ body: (_ number: Int, _ bytes: [UInt8]?) throws -> Void
  ) throws {
    var line: [UInt8] = []
    var number = 1
    var isTooLong = false
    func end() throws {
      if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
      if line.last == 0x0D { line.removeLast() }
      if isTooLong {
        try body(number, nil)
      } else if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) {
        try body(number, line)
      }
      line.removeAll(keepingCapacity: true)
      isTooLong = false
      number += 1
    }
    while let piece = try source.next() {
      var rest = piece[...]
      while let position = rest.firstIndex(of: 0x0A) {
        append(rest[..<position], to: &line, limit, &isTooLong)
        try end()
        rest = rest[(position + 1)...]
      }
      append(rest, to: &line, limit, &isTooLong)
    }
    if !line.isEmpty || isTooLong { try end() }
  }

  /// Hands on each line's value, or why it is none (`json.syntax`, `json.lineTooLong`).
  ///
  /// - Parameters:
  ///   - type: what a line holds; a line that decodes to nothing of the kind is `json.syntax`.
  ///   - source: the bytes.
  ///   - file: the name to give in places.
  ///   - body: gets each line's number, counted from 1, and its value or error.
  /// - Throws: what the source and `body` throw; a bad line never stops the reading.
  package static func forEachValue<Value: Decodable>(
    of type: Value.Type,
    _ source: ByteSource,
    file: String,
    _ body: (_ line: Int, _ value: Result<Value, JSONLineError>) throws -> Void
  ) throws {
    try forEachLine(source) { number, bytes in
      guard let bytes else {
        try body(number, .failure(.tooLong(file: file, line: number)))
        return
      }
      if isTooDeep(bytes) {
        try body(number, .failure(.syntax(file: file, line: number)))
      } else if let value = try? JSONDecoder().decode(type, from: Data(bytes)) {
        try body(number, .success(value))
      } else {
        try body(number, .failure(.syntax(file: file, line: number)))
      }
    }
  }

  private static func append(
    _ piece: ArraySlice<UInt8>,
    to line: inout [UInt8],
    _ limit: Int,
    _ isTooLong: inout Bool
  ) {
    if line.count + piece.count > limit {
      isTooLong = true
      line.removeAll(keepingCapacity: true)
    } else if !isTooLong {
      line += piece
    }
  }

  /// Brackets nested deeper than any input of ours, which would only exhaust a decoder's stack.
  private static func isTooDeep(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    for byte in bytes {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth -= 1 }
      if depth > 64 { return true }
    }
    return false
  }
}

/// Why one line is not a JSON value; the lines after it are read all the same.
package enum JSONLineError: CodedError, Hashable {
  case syntax(file: String, line: Int)
  case tooLong(file: String, line: Int)

  package var code: String {
    switch self {
    case .syntax: "json.syntax"
    case .tooLong: "json.lineTooLong"
    }
  }

  package var values: [String: String] {
    switch self {
    case .syntax(let file, let line): ["file": file, "line": String(line)]
    case .tooLong(let file, let line):
      ["file": file, "line": String(line), "limit": String(JSONLines.longestLine)]
    }
  }

  package var kind: FailureKind { .badData }
}
