/// One record of a delimited file: its fields' bytes, unquoted, and where each begins.
struct DelimitedRow {
  /// What stands between its fields in the file.
  var separator = Separator.comma
  /// All fields one after the other.
  var bytes: [UInt8] = []
  /// End of each field in `bytes`.
  var ends: [Int] = []
  /// Line on which each field begins, counted from 1.
  var lines: [Int] = []
  /// Line of the first text after a closing quote, where there is any.
  var strayLine: Int?

  var count: Int { ends.count }
  /// Line on which the record begins.
  var line: Int { lines.first ?? 1 }
  /// Nothing in any field.
  var isBlank: Bool { bytes.isEmpty }

  /// A field's bytes without spaces and tabs around them.
  subscript(index: Int) -> ArraySlice<UInt8> {
    var lower = index == 0 ? 0 : ends[index - 1]
    var upper = ends[index]
    while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
    while lower < upper, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
    return bytes[lower..<upper]
  }

  /// A field's bytes as they stand.
  func whole(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// The field that holds an offset of `bytes`.
  func field(at offset: Int) -> Int {
    ends.firstIndex { offset < $0 } ?? max(0, ends.count - 1)
  }
}

/// What makes the rest of a file unreadable.
struct DelimitedFault: Error, Equatable {
  let code: String
  let line: Int
  /// Field within the record, from 0.
  let field: Int?
  var values: [String: String] = [:]
}
