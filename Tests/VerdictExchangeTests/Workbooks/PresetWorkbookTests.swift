#if Workbooks
import Foundation
import SheetKit
import Testing
import VerdictExchange
import VerdictModel

/// Each preset as a workbook, written here by libxlsxwriter with the types a program would give its
/// cells: what is read must be what the same file in CSV says.
@Suite("Presets as workbooks")
struct PresetWorkbookTests {
  /// A file's text, what is between its fields, and its name for the test.
  struct Sample: Sendable, CustomStringConvertible {
    let description: String
    let text: String
    let separator: Character
  }

  static let samples = [
    Sample(description: "amocrm", text: Fixture.amo, separator: ","),
    Sample(
      description: "bitrix24",
      text: Fixture.bitrix.replacing("\\\"", with: "\"\""),
      separator: ";"
    ),
    Sample(description: "direct.cabinet", text: Fixture.directCabinet, separator: ";"),
    Sample(description: "direct.api", text: Fixture.directAPI, separator: "\t"),
    Sample(description: "google in Russian", text: Fixture.googleRu, separator: ";"),
    Sample(description: "metrica", text: Fixture.metrica, separator: ","),
    Sample(description: "google", text: Fixture.google, separator: "\t"),
    Sample(description: "meta", text: Fixture.metaRu, separator: ";"),
    Sample(description: "table by source", text: Fixture.long, separator: ";"),
    Sample(description: "table with sources above", text: Fixture.wide, separator: ";"),
    Sample(description: "table of managers", text: Fixture.managers, separator: ";"),
  ]

  /// VK's columns are each user's own, and known once they were confirmed.
  private static let vk = Sample(description: "vk, confirmed", text: Fixture.vk, separator: ";")

  @Test("A workbook with typed cells says what the CSV says", arguments: samples + [vk])
  func same(sample: Sample) throws {
    var known = context()
    if case .unknown(let proposal) = try file(Array(sample.text.utf8)) {
      known = context(
        aliases: Aliases().adding(proposal.layout(ImportOptions())).before(.builtIn)
      )
    }
    let csv = try layout(sample.text, known)
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("preset-" + UUID().uuidString + ".xlsx").path
    defer { try? FileManager.default.removeItem(atPath: place) }
    try WorkbookWriter.write(
      [
        WrittenSheet(
          name: "Лист1",
          widths: [12],
          rows: Self.rows(sample).map { $0.map(Self.cell) }
        )
      ],
      to: place,
      created: 0,
      title: ""
    )
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: place)))
    guard case .layout(let book) = try file(bytes, known, name: "f.xlsx") else {
      Issue.record("not recognised")
      return
    }
    #expect(book.refusals.isEmpty)
    #expect(book.recognition.container == "workbook")
    #expect(book.recognition.preset == csv.recognition.preset)
    #expect(book.sums == csv.sums)
    #expect(book.cells == csv.cells)
    #expect(book.deals.map(\.number) == csv.deals.map(\.number))
    #expect(book.deals.map(\.amount) == csv.deals.map(\.amount))
    #expect(book.deals.map(\.created) == csv.deals.map(\.created))
    #expect(book.deals.map(\.stage) == csv.deals.map(\.stage))
    #expect(book.totals == csv.totals)
  }

  @Test("A text is never a formula, an undefined number is a dash with its reason")
  func texts() throws {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("texts-" + UUID().uuidString + ".xlsx").path
    defer { try? FileManager.default.removeItem(atPath: place) }
    try WorkbookWriter.write(
      [
        WrittenSheet(
          name: "a/b",
          widths: [9],
          rows: [
            [.text("=1+1"), .number(0.25, .percent(decimals: 1)), .day(sinceEpoch: 20_769)],
            [.missing("—", reason: "nothing was entered"), .blank, .text("+7")],
          ]
        ),
        WrittenSheet(
          name: "A:B",
          widths: [9],
          rows: [[.number(600_000.5, .money(symbol: "₽", decimals: 2))]]
        ),
      ],
      to: place,
      created: 0,
      title: "t"
    )
    let book = try Workbook(Array(try Data(contentsOf: URL(fileURLWithPath: place))))
    #expect(book.sheets.map(\.name) == ["a b", "A B 2"])
    var rows: [[String]] = []
    for sheet in book.sheets { try book.forEachRow(of: sheet) { rows.append($1) } }
    // 20 769 days after 1970-01-01 is 2026-11-12 (`date -d @$((20769*86400))`).
    #expect(rows == [["=1+1", "0.25", "2026-11-12"], ["—", "", "+7"], ["600000.5"]])
  }

  private static func rows(_ sample: Sample) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    for letter in sample.text {
      switch letter {
      case "\"": isQuoted.toggle()
      case sample.separator where !isQuoted:
        row.append(field)
        field = ""
      case "\n" where !isQuoted:
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.append(letter)
      }
    }
    return field.isEmpty && row.isEmpty ? rows : rows + [row + [field]]
  }

  /// Plain numbers and dates as a spreadsheet would type them; everything else is text.
  private static func cell(_ text: String) -> SheetCell {
    // Three digits after a comma are thousands, as Google writes them.
    let groups: [Substring] = text.split(separator: "," as Character)
    let isGrouped = groups.dropFirst().allSatisfy { $0.count == 3 }
    let plain = text.replacing(" ", with: "").replacing("\u{A0}", with: "")
      .replacing(",", with: isGrouped ? "" : ".")
    let digits = plain.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    if digits, plain.filter({ $0 == "." }).count <= 1, let number = Double(plain), plain.count < 12
    {
      return .number(number, .plain(decimals: number == number.rounded() ? 0 : 2))
    }
    let parts = text.split(separator: "." as Character)
    if text.count == 10, parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]),
      let year = Int(parts[2]), let date = Day(year: year, month: month, day: day)
    {
      return .day(sinceEpoch: date.number)
    }
    return .text(text)
  }
}
#endif
