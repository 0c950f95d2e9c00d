import Foundation
import Testing
import VerdictExchange
import VerdictModel

@Suite("Kinds of file")
struct FileKindTests {
  @Test(
    "A file that is not text is known by its bytes and refused with what it is",
    arguments: [
      ("%PDF-1.7\n", "file.pdf"), ("PK\u{3}\u{4}rest", "file.zip"), ("GIF89a", "file.image"),
      ("{\\rtf1 x", "file.richText"), ("SQLite format 3\0", "file.database"),
      ("\n <!DOCTYPE html><html>", "file.html"), ("<Table><tr>", "file.html"),
      ("date,leads\n\0\n", "file.binary"),
    ]
  )
  func signatures(_ text: String, _ code: String) {
    #expect(refusals(text) == [Refusal(place: place(nil), code: code)])
  }

  @Test(
    "Binary forms are known by their first bytes",
    arguments: [
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "file.xls"), ([0x1F, 0x8B, 0x08], "file.gzip"),
      ([0x89, 0x50, 0x4E, 0x47], "file.image"), ([0xFF, 0xD8, 0xFF, 0xE0], "file.image"),
      ([0x37, 0x7A, 0xBC, 0xAF], "file.archive"),
    ] as [([UInt8], String)]
  )
  func binaries(_ bytes: [UInt8], _ code: String) {
    #expect(refusals(bytes) == [Refusal(place: place(nil), code: code)])
  }

  @Test("UTF-16 is read with and without its mark")
  func utf16() throws {
    let units = Array("date;source;leads\n2026-11-06;Direct;3\n2026-11-07;Яндекс;4\n".utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
      let file = try CanonicalReader.read(.bytes(bytes, chunk: 5), file: "f.csv", context: plain)
      #expect(file.refusals == [])
      #expect(file.totals == ["leads": 7])
    }
  }

  @Test("UTF-16 that ends in the middle of a letter is refused")
  func utf16Cut() {
    let units = Array("date;source;leads\n2026-11-06;Direct;3\n2026-11-07;Яндекс;4".utf16)
    let whole = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let bytes: [UInt8] = [0xFF, 0xFE] + whole + [0x34]
    #expect(refusals(bytes).map(\.code) == ["file.notUTF8"])
  }

  @Test("Windows-1251 is read, and a byte it has no letter for is refused where it stands")
  func windows1251() throws {
    let anna: [UInt8] = [0xC0, 0xED, 0xED, 0xE0]
    let header = Array("date,manager,meetings_held\n2026-11-06,".utf8)
    let file = try CanonicalReader.read(
      .bytes(header + anna + Array(",1\n".utf8), chunk: 5),
      file: "f.csv",
      context: plain
    )
    #expect(
      file.rows.map(\.content) == [
        .funnel([
          FunnelCell(
            day: day("2026-11-06"),
            source: nil,
            manager: "Анна",
            counter: "meetings_held",
            value: 1
          )
        ])
      ]
    )
    #expect(
      refusals(header + anna + [0x98] + Array(",1\n".utf8))
        == [Refusal(place: place(2, "manager"), code: "file.notUTF8")]
    )
  }

  @Test(
    "Bytes that are neither UTF-8 nor Russian Windows-1251 are refused where they stand",
    arguments: [
      [0x80], [0xC0, 0x81], [0xE0, 0x80, 0x80], [0xED, 0x9F, 0x9F, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0x90, 0x91, 0xC3],
    ] as [[UInt8]]
  )
  func notUTF8(_ bad: [UInt8]) {
    let head = Array("date,source,leads\n2026-11-06,Direct,1\n2026-11-07,ab".utf8)
    let all = refusals(head + bad + Array(",1\n2026-11-08,x,y\n".utf8))
    #expect(all.count == 1)
    #expect(all.first?.place == place(3, "source"))
    #expect(all.first?.code == "file.notUTF8")
  }

  @Test("A zero byte beyond the start is refused where it stands")
  func lateZero() {
    let rows = (0..<500).map { "\(Day(number: 20_000 + $0)),Direct,1\n" }.joined()
    let all = refusals("date,source,leads\n" + rows + "2026-11-07,a\0b,1\n")
    #expect(all == [Refusal(place: place(502, "source"), code: "file.binary")])
  }

  @Test("A zero byte is found wherever it stands in a line, beside its neighbours")
  func everyPlace() {
    let rows = (0..<500).map { "\(Day(number: 20_000 + $0)),Direct,1\n" }.joined()
    for offset in 0..<40 {
      // 0x01 after a zero, and 0x7F, look most like the real thing.
      var cell = [UInt8](repeating: offset.isMultiple(of: 2) ? 0x01 : 0x7F, count: 40)
      cell[offset] = 0
      let line = Array("2026-11-07,".utf8) + cell + Array(",1\n".utf8)
      let all = refusals(Array(("date,source,leads\n" + rows).utf8) + line)
      #expect(all.last?.code == "file.binary", "at \(offset)")
      #expect(all.last?.place == place(502, "source"), "at \(offset)")
    }
  }

  @Test("A missing file, a folder and a real file")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.path
    #expect(throws: ExchangeError.fileMissing(path: folder + "/no-such-file")) {
      try ByteSource.file(folder + "/no-such-file")
    }
    #expect(throws: ExchangeError.isFolder(path: folder)) { try ByteSource.file(folder) }
    let path = folder + "/exchange-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = Array(("date,source,leads\n" + String(repeating: "\n", count: 200_000)).utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(try ByteSource.file(path).all() == bytes)
  }

  @Test("Errors say their kind, hence the exit code")
  func kinds() {
    #expect(ExchangeError.fileMissing(path: "a").kind == .noInput)
    #expect(ExchangeError.isFolder(path: "a").kind == .noInput)
    #expect(ExchangeError.notReadable(path: "a", detail: "b").kind == .inputOutput)
    let refused = ExchangeError.refused(file: "f", refusals: [], total: 7)
    #expect(refused.kind == .badData)
    #expect(refused.code == "file.refused")
    #expect(refused.values == ["file": "f", "count": "7"])
  }
}
