/// A number as people and programs write it: `1 550,50 ₽`, `$1,550.50`, `(1 234)`, `12 %`.
enum LooseNumber: Equatable {
  /// The value in millionths, exact to six decimals.
  case value(micros: Int64)
  /// Empty, a dash, «нет данных»: not known, and not zero.
  case missing
  /// A spreadsheet's error.
  case broken
  /// Something else.
  case none
  case tooLarge

  static let one: Int64 = 1_000_000
  private static let largest: Int64 = 9_000_000_000_000

  /// Reads a cell.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, blanks around it or not.
  ///   - mark: the column's decimal mark; the other one then separates thousands.
  init(_ bytes: some Collection<UInt8>, mark: DecimalMark) {
    var digits: [UInt8] = []
    var decimals: Int?
    var isNegative = false
    var letters: [UInt8] = []
    let point: UInt8 = mark == .comma ? 0x2C : 0x2E
    let bytes = Array(bytes)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x30...0x39:
        if letters.contains(where: Self.isWord) {
          self = .none
          return
        }
        digits.append(byte)
        if decimals != nil { decimals? += 1 }
      case point where decimals == nil && !digits.isEmpty: decimals = 0
      case point where letters.last == nil && decimals != nil:
        self = .none
        return
      case 0x2C, 0x2E, 0x20, 0x09, 0x27: break
      case 0xC2 where index < bytes.count && bytes[index] == 0xA0: index += 1
      case 0xE2 where Self.isThinSpace(bytes[(index - 1)...]): index += 2
      case 0x2D where digits.isEmpty: isNegative.toggle()
      case 0xE2 where Self.isMinus(bytes[(index - 1)...]) && digits.isEmpty:
        isNegative.toggle()
        index += 2
      case 0x28 where digits.isEmpty: isNegative = true
      case 0x29 where isNegative: break
      default: letters.append(byte)
      }
    }
    let words = String(decoding: letters, as: UTF8.self).lowercased()
    guard !digits.isEmpty else {
      self = Self.wordless(words, bytes)
      return
    }
    guard words.isEmpty || words == "%" || Self.money.contains(words) else {
      self = .none
      return
    }
    self = Self.joined(digits, decimals: decimals ?? 0, isNegative: isNegative)
  }

  private static func joined(_ digits: [UInt8], decimals: Int, isNegative: Bool) -> LooseNumber {
    var whole: Int64 = 0
    for digit in digits.dropLast(decimals) {
      whole = whole * 10 + Int64(digit - 0x30)
      if whole > largest { return .tooLarge }
    }
    var part: Int64 = 0
    let tail = digits.suffix(decimals)
    for position in 0..<6 {
      let index = tail.startIndex + position
      part = part * 10 + (index < tail.endIndex ? Int64(tail[index] - 0x30) : 0)
    }
    // The seventh decimal rounds; a program's 0.30000000000000004 is 0.3.
    if tail.count > 6, tail[tail.startIndex + 6] >= 0x35 { part += 1 }
    let value = whole * one + part
    return .value(micros: isNegative ? -value : value)
  }

  private static func wordless(_ words: String, _ bytes: [UInt8]) -> LooseNumber {
    let text = HeaderName.folded(String(decoding: bytes, as: UTF8.self))
    if missingWords.contains(text) { return .missing }
    if text.hasPrefix("#") { return errorWords.contains(text) ? .broken : .none }
    return .none
  }

  /// Letters that no currency sign or per cent has.
  private static func isWord(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isThinSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
    [[0xE2, 0x80, 0xAF], [0xE2, 0x80, 0x89], [0xE2, 0x80, 0x8A]].contains { bytes.starts(with: $0) }
  }

  private static func isMinus(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: [0xE2, 0x88, 0x92])
  }

  static let missingWords: Set<String> = [
    "", "-", "--", "---", "—", "–", "−", "нет данных", "нет", "н/д", "n/a", "na", "null", "none",
    "no data",
    "не указано", "не указан", "не закрыта", "\u{A0}",
  ]
  private static let errorWords: Set<String> = [
    "#div/0!", "#ref!", "#n/a", "#value!", "#name?", "#num!", "#null!", "#дел/0!", "#ссылка!",
    "#н/д", "#знач!", "#имя?", "#число!", "#пусто!", "#error!",
  ]
  private static let money: Set<String> = [
    "₽", "руб", "р", "rub", "$", "usd", "€", "eur", "₸", "kzt", "uzs", "us$", "шт", "byn",
  ]

  /// A whole number; nil for anything with parts.
  static func count(micros: Int64) -> Int64? { micros % one == 0 ? micros / one : nil }

  /// Minor units, rounded half away from zero.
  static func minor(micros: Int64) -> Int64 {
    let step = one / 100
    let half = micros < 0 ? -step / 2 : step / 2
    return (micros + half) / step
  }
}
