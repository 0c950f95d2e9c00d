import Testing
import VerdictExchange
import VerdictModel

/// The bytes of a text in Windows-1251; letters it does not have are left out.
///
/// Source of the table: unicode.org, CP1251.TXT, as far as these texts need it.
func windows1251(_ text: String) -> [UInt8] {
  text.unicodeScalars.compactMap { scalar in
    switch scalar.value {
    case 0..<0x80: UInt8(scalar.value)
    case 0x410...0x44F: UInt8(scalar.value - 0x410 + 0xC0)
    case 0x401: 0xA8
    case 0x451: 0xB8
    case 0xA0: 0xA0
    case 0xAB: 0xAB
    case 0xBB: 0xBB
    case 0x2014: 0x97
    case 0x2013: 0x96
    case 0x2116: 0xB9
    case 0x20BD: nil
    default: nil
    }
  }
}

func utf16(_ text: String, little: Bool, mark: Bool = true) -> [UInt8] {
  let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
  return units.flatMap {
    little ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)]
  }
}

@Suite("Encodings and dialects")
struct EncodingTests {
  private let expected = "2026-11-01 Директ spend"

  @Test(
    "The same report in every encoding gives the same numbers",
    arguments: [1, 7, 4096, 1 << 16]
  )
  func encodings(chunk: Int) throws {
    let text = Fixture.directCabinet
    let utf8 = Array(text.utf8)
    let forms: [(String, [UInt8])] = [
      ("utf-8", utf8), ("utf-8", [0xEF, 0xBB, 0xBF] + utf8), ("windows-1251", windows1251(text)),
      ("utf-16le", utf16(text, little: true)), ("utf-16be", utf16(text, little: false)),
    ]
    let plain = try layout(text)
    for (name, bytes) in forms {
      guard case .layout(let file) = try file(bytes, chunk: chunk) else {
        Issue.record("not recognised in \(name)")
        continue
      }
      #expect(file.recognition.encoding == name)
      #expect(file.sums == plain.sums, "\(name)")
      #expect(file.totals == plain.totals, "\(name)")
      #expect(file.refusals == [])
    }
  }

  @Test("UTF-16 without its mark is known by its zeros")
  func unmarked() throws {
    for little in [true, false] {
      let bytes = utf16(Fixture.google, little: little, mark: false)
      guard case .layout(let file) = try file(bytes) else {
        Issue.record("not recognised")
        continue
      }
      #expect(file.recognition.encoding == (little ? "utf-16le" : "utf-16be"))
      #expect(file.sums == (try layout(Fixture.google)).sums)
    }
  }

  @Test("The first Russian letter may come after megabytes of Latin ones")
  func late() throws {
    var text = "date,source,leads\n"
    for index in 0..<20_000 { text += "\(Day(number: 10_000 + index % 9_000)),s\(index),1\n" }
    for (encoding, bytes) in [
      ("utf-8", Array("2026-11-01,Яндекс,5\n".utf8)),
      ("windows-1251", windows1251("2026-11-01,Яндекс,5\n")),
    ] {
      var last: ImportRow?
      let content = try FileReader.read(
        .bytes(Array(text.utf8) + bytes),
        file: "f.csv",
        context: plain
      ) { last = $0 }
      guard case .canonical(let summary, let recognition) = content else {
        Issue.record("not canonical")
        return
      }
      #expect(summary.isClean)
      #expect(recognition.encoding == encoding)
      guard case .funnel(let cells) = last?.content else { return }
      #expect(cells.first?.source == "Яндекс")
    }
  }

  @Test("Two encodings in one file are refused where the second begins")
  func mixed() throws {
    let head = Fixture.long
    let more = "02.11.2026;Яндекс Маркет;1;1;;1;1,00;;\n"
    func codes(_ bytes: [UInt8]) throws -> [Refusal] {
      do {
        guard case .layout(let file) = try file(bytes) else { return [] }
        return file.refusals
      } catch let error as ExchangeError { return error.refusals }
    }
    // Beyond the letters by which the encoding is decided.
    let filler =
      String(repeating: "\n", count: 0)
      + (0..<400).map { "01.10.2026;Источник\($0);1;1;;1;1,00;;\n" }.joined()
    let one = try codes(Array((head + filler).utf8) + windows1251(more))
    #expect(one.map(\.code) == ["file.mixedEncodings"])
    #expect(one.first?.place?.line == 408)
    let other = try codes(windows1251(head + filler) + Array(more.utf8))
    #expect(other.map(\.code) == ["file.mixedEncodings"])
    #expect(other.first?.place?.line == 408)
  }

  @Test(
    "A line sep= decides, quoted or not, and is no header",
    arguments: ["sep=;\n", "\"sep=;\"\r\n", "sep=;\r"]
  )
  func separatorLine(_ line: String) throws {
    let file = try layout(line + Fixture.long)
    #expect(file.cells == (try layout(Fixture.long)).cells)
    #expect(file.recognition.separator == ";")
  }

  @Test("Decimal commas do not outvote the semicolons around them")
  func commas() throws {
    let text = "Дата;Расход\n" + (1...9).map { "0\($0).11.2026;1,5\($0)\n" }.joined()
    var options = ImportOptions()
    options.source = "X"
    options.columns = ["Расход": "spend"]
    let file = try layout(text, context(options: options))
    #expect(file.cells["2026-11-03 X spend"] == 153)
    #expect(file.cells.count == 9)
  }

  @Test("Quotes keep separators and lines together in every dialect", arguments: [",", ";", "\t"])
  func quotes(separator: String) throws {
    let text =
      Fixture.amo.split(separator: "\n").map { line in
        separator == "," ? String(line) : requoted(String(line), separator)
      }.joined(separator: "\n") + "\n"
    #expect(try layout(text).deals == (try layout(Fixture.amo)).deals)
  }

  /// A line of commas written with another separator, every field in quotes.
  private func requoted(_ line: String, _ separator: String) -> String {
    var fields: [String] = [""]
    var quoted = false
    for character in line {
      if character == "\"" {
        quoted.toggle()
      } else if character == ",", !quoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields.map { "\"\($0)\"" }.joined(separator: separator)
  }
}
