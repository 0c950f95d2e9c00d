/// `xl/worksheets/sheet1.xml`: the rows of a sheet.
final class SheetReader: XMLReader {
  /// A sheet's last column, and texts beyond which a cell is no table's.
  static let mostColumns = 16_384
  static let longestCell = 1 << 20

  private let strings: [String]
  private let areDates: [Bool]
  private let is1904: Bool
  private let body: (Int, [String]) throws -> Void

  private var row = 0
  private var cells: [String] = []
  private var column = 0
  private var kind = ""
  private var style = 0
  private var value: [UInt8] = []
  private var isValue = false
  private var isInline = false

  init(
    strings: [String],
    areDates: [Bool],
    is1904: Bool,
    _ body: @escaping (Int, [String]) throws -> Void
  ) {
    self.strings = strings
    self.areDates = areDates
    self.is1904 = is1904
    self.body = body
  }

  func start(_ name: String, _ attributes: [String: String]) throws {
    switch name {
    case "row":
      row = attributes["r"].flatMap { Int($0) } ?? row + 1
      cells = []
      column = 0
    case "c":
      column = attributes["r"].flatMap(Self.column) ?? column + 1
      kind = attributes["t"] ?? "n"
      style = attributes["s"].flatMap { Int($0) } ?? 0
      value = []
      guard (1...Self.mostColumns).contains(column) else {
        throw WorkbookError.damaged(part: "sheet")
      }
    case "v": isValue = true
    case "is": isInline = true
    case "t" where isInline: isValue = true
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard isValue else { return }
    value += bytes
    if value.count > Self.longestCell { throw WorkbookError.tooLarge(limit: Self.longestCell) }
  }

  func end(_ name: String) throws {
    switch name {
    case "v", "t": isValue = false
    case "is": isInline = false
    case "c":
      let text = try shown()
      guard !text.isEmpty else { return }
      while cells.count < column - 1 { cells.append("") }
      if cells.count >= column { cells[column - 1] = text } else { cells.append(text) }
    case "row": if !cells.isEmpty { try body(row, cells) }
    default: break
    }
  }

  private func shown() throws -> String {
    let text = String(decoding: value, as: UTF8.self)
    switch kind {
    case "s":
      guard !text.isEmpty else { return "" }
      guard let index = Int(text), strings.indices.contains(index) else {
        throw WorkbookError.damaged(part: "xl/sharedStrings.xml")
      }
      return strings[index]
    case "n":
      guard let number = Double(text) else { return text }
      let isDate = areDates.indices.contains(style) && areDates[style]
      return isDate ? SheetNumber.date(number, is1904: is1904) : SheetNumber.plain(number)
    // An ISO date may have a time after a T.
    case "d": return String(text.prefix(19))
    case "b": return text == "1" ? "TRUE" : "FALSE"
    default: return text
    }
  }

  /// The number of a column from `BC12`, from 1.
  static func column(_ reference: String) -> Int? {
    var number = 0
    for byte in reference.utf8 {
      guard (0x41...0x5A).contains(byte) else { break }
      number = number * 26 + Int(byte - 0x40)
      if number > mostColumns { return nil }
    }
    return number > 0 ? number : nil
  }
}

/// Numbers of a spreadsheet as texts.
enum SheetNumber {
  /// Digits with a point, never an exponent; three decimals get a fourth, so that they cannot be taken
  /// for thousands.
  static func plain(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
    if number == number.rounded() { return String(Int64(number)) }
    // Nine decimals: what a spreadsheet shows, without the dust of binary fractions.
    let size = abs(number)
    let whole = Int64(size)
    var part = Int64(((size - Double(whole)) * 1e9).rounded())
    var carried = whole
    if part >= 1_000_000_000 { (carried, part) = (whole + 1, 0) }
    var digits = String(part)
    digits = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    while digits.last == "0" { digits.removeLast() }
    let sign = number < 0 ? "-" : ""
    if digits.isEmpty { return sign + String(carried) }
    return sign + String(carried) + "." + digits + (digits.count == 3 ? "0" : "")
  }

  /// A serial day, with its time where it has one.
  static func date(_ serial: Double, is1904: Bool) -> String {
    guard serial.isFinite, serial >= 1, serial < 2_958_466 else { return plain(serial) }
    var seconds = Int((serial * 86_400).rounded())
    let days = seconds / 86_400 + (is1904 ? 1462 : 0)
    seconds %= 86_400
    // Serial 60 is a day that never was; days before it count from a day later.
    let number = days - 25_569 + (days < 60 ? 1 : 0)
    let date = civil(number)
    func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
    let text = "\(date.year)-\(two(date.month))-\(two(date.day))"
    guard seconds > 0 else { return text }
    return text + " \(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// The calendar date of a day since 1970-01-01.
  ///
  /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  private static func civil(_ number: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    return (
      yearOfEra + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
      dayOfYear - (153 * month + 2) / 5 + 1
    )
  }
}
