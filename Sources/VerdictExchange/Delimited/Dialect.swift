/// How a delimited file separates its fields and writes a quote inside quotes.
struct Dialect: Equatable {
  var separator: Separator
  /// `\"` stands for a quote, beside `""`.
  var escapesWithBackslash = false
  /// Bytes of a first line `sep=;` to leave out.
  var skip = 0

  /// Records looked at.
  private static let sampled = 60

  /// The separator by which most records of the sample have the same number of fields.
  ///
  /// Titles above a table have none, and decimal commas are fewer than the semicolons around them;
  /// of equals the one seen most in the first line decides.
  /// - Parameter head: the first bytes as UTF-8.
  /// - Returns: the dialect; a comma's where nothing says otherwise.
  static func detect(in head: [UInt8]) -> Dialect {
    if let (separator, skip) = Separator.named(in: head) {
      return Dialect(separator: separator, escapesWithBackslash: backslashes(head), skip: skip)
    }
    let backslash = backslashes(head)
    var best: (score: Int, first: Int, separator: Separator)?
    for separator in [Separator.comma, .semicolon, .tab] {
      let counts = fields(in: head, separator, backslash)
      let widths = Dictionary(counts.filter { $0 > 1 }.map { ($0, 1) }, uniquingKeysWith: +)
      let score = widths.values.max() ?? 0
      let first = counts.first ?? 0
      if let known = best, (score, first) <= (known.score, known.first) { continue }
      best = (score, first, separator)
    }
    return Dialect(separator: best?.separator ?? .comma, escapesWithBackslash: backslash)
  }

  /// A quote after a backslash in the middle of a field.
  private static func backslashes(_ head: [UInt8]) -> Bool {
    var index = 1
    while index + 1 < head.count {
      if head[index] == 0x5C, head[index + 1] == 0x22, head[index - 1] != 0x5C {
        // `\";` ends a field that ends with a backslash, and says nothing.
        let next = index + 2 < head.count ? head[index + 2] : 0x0A
        if Separator(rawValue: next) == nil, next != 0x0A, next != 0x0D { return true }
      }
      index += 1
    }
    return false
  }

  /// Fields of each record of the sample, blank ones passed over.
  private static func fields(in head: [UInt8], _ separator: Separator, _ backslash: Bool) -> [Int] {
    var counts: [Int] = []
    var count = 1
    var quoted = false
    var isStart = true
    var isBlank = true
    var index = 0
    while index < head.count, counts.count < sampled {
      let byte = head[index]
      if quoted {
        if byte == 0x5C, backslash, index + 1 < head.count {
          index += 1
        } else if byte == 0x22 {
          quoted = false
        }
      } else if byte == 0x22, isStart {
        quoted = true
        (isStart, isBlank) = (false, false)
      } else if byte == separator.rawValue {
        count += 1
        isStart = true
      } else if byte == 0x0A || byte == 0x0D {
        if !isBlank || count > 1 { counts.append(count) }
        (count, isStart, isBlank) = (1, true, true)
      } else {
        // A quote closed and opened again inside a field is a doubled one.
        (isStart, isBlank) = (byte == 0x22, false)
      }
      index += 1
    }
    if !isBlank || count > 1 { counts.append(count) }
    return counts
  }
}
