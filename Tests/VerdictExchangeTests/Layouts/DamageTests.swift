import Foundation
import Testing
import VerdictExchange
import VerdictModel

/// Files as they are when something went wrong on their way: nothing crashes, nothing hangs, and what
/// cannot be read says why.
@Suite("Damaged files")
struct DamageTests {
  private static let whole: [String: [UInt8]] = [
    "amo": Array(Fixture.amo.utf8), "bitrix": Array(Fixture.bitrix.utf8),
    "page": Array(Fixture.bitrixPage.utf8), "direct": windows1251(Fixture.directCabinet),
    "api": Array(Fixture.directAPI.utf8), "google": utf16(Fixture.google, little: true),
    "meta": Array(Fixture.metaRu.utf8), "long": Array(Fixture.long.utf8),
    "wide": Array(Fixture.wide.utf8),
  ]

  /// Refusals of a file, or nil when it was taken or asked about.
  private func refusals(_ bytes: [UInt8], chunk: Int = 1 << 16) -> [Refusal]? {
    do {
      switch try file(bytes, chunk: chunk) {
      case .layout(let file): return file.isClean ? nil : file.refusals
      case .canonical(let summary, _): return summary.isClean ? nil : summary.refusals
      case .unknown: return nil
      }
    } catch let error as ExchangeError {
      return error.refusals
    } catch {
      return [Refusal(place: nil, code: "\(error)")]
    }
  }

  @Test(
    "A file cut anywhere is taken up to a whole line or refused with a reason",
    arguments: whole.keys.sorted()
  )
  func truncated(_ name: String) throws {
    let bytes = try #require(Self.whole[name])
    for count in stride(from: 1, to: bytes.count, by: 13) {
      for refusal in refusals(Array(bytes[..<count])) ?? [] {
        #expect(refusal.code.hasPrefix("import.") || refusal.code.hasPrefix("file."))
        #expect(refusal.place != nil)
      }
    }
  }

  @Test("Bytes changed, doubled, dropped and swapped", arguments: whole.keys.sorted())
  func mutated(_ name: String) throws {
    let bytes = try #require(Self.whole[name])
    var random = SeededGenerator(seed: 17)
    for _ in 0..<150 {
      for refusal in refusals(Mutation.of(bytes, &random)) ?? [] {
        #expect(refusal.code.hasPrefix("import.") || refusal.code.hasPrefix("file."))
      }
    }
  }

  @Test("Pieces of any size give the same answer", arguments: whole.keys.sorted())
  func pieces(_ name: String) throws {
    let bytes = try #require(Self.whole[name])
    let one = try file(bytes)
    for chunk in [1, 2, 3, 61] { #expect(try file(bytes, chunk: chunk) == one, "\(chunk)") }
  }

  @Test("A quote never closed is refused where it was opened")
  func openQuote() throws {
    let text = Fixture.directCabinet.replacing("02.11.2026;Бренд", with: "02.11.2026;\"Бренд")
    let refusal = try #require(refusals(Array(text.utf8))?.last)
    #expect(refusal.code == "import.unclosedQuote")
    #expect(refusal.place == place(8, "Кампания"))
  }

  @Test("A line of ten megabytes is refused, in memory that does not grow with it")
  func longLine() throws {
    let line = [UInt8](repeating: 0x61, count: 10 << 20)
    #expect(refusals(Array(Fixture.long.utf8) + line)?.map(\.code) == ["import.fieldTooLong"])
    let cells = Array(String(repeating: "1;", count: 5 << 20).utf8)
    #expect(refusals(Array(Fixture.long.utf8) + cells)?.map(\.code) == ["import.tooManyFields"])
  }

  @Test("Columns swapped are found by their names")
  func swapped() throws {
    let text = Fixture.directCabinet.split(separator: "\n", omittingEmptySubsequences: false).map {
      line in
      let fields = line.split(separator: ";", omittingEmptySubsequences: false)
      return fields.count == 10 ? fields.reversed().joined(separator: ";") : String(line)
    }.joined(separator: "\n")
    #expect(try layout(text).sums == (try layout(Fixture.directCabinet)).sums)
  }

  @Test("A pipe without a writer and a device are refused at once; a folder is one")
  func notFiles() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/damage-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pipe = folder + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: ExchangeError.notRegular(path: pipe)) { try ByteSource.file(pipe) }
    #expect(throws: ExchangeError.notRegular(path: "/dev/zero")) {
      try ByteSource.file("/dev/zero")
    }
    #expect(throws: ExchangeError.isFolder(path: folder)) { try ByteSource.file(folder) }
  }

  @Test("A file that changes while it is read is refused")
  func changing() throws {
    let path = FileManager.default.temporaryDirectory.path + "/changing-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(String(repeating: "date,leads\n", count: 20_000).utf8).write(
      to: URL(fileURLWithPath: path)
    )
    let source = try ByteSource.file(path)
    _ = try source.next()
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("2026-11-01,1\n".utf8))
    try handle.close()
    #expect(throws: ExchangeError.changedMeanwhile(path: path)) { _ = try source.all() }
  }

  @Test("A file of any size is recognised by its first hundred kilobytes")
  func recognition() throws {
    let head = Array(Fixture.amo.utf8)
    let header = try #require(head.firstIndex(of: 0x0A))
    let rows = Array(head[(header + 1)...])
    var given = 0
    var piece = Array(head[...header])
    let source = ByteSource {
      defer { piece = [] }
      while piece.count < ByteSource.chunkSize { piece += rows }
      given += piece.count
      return given < 50 << 20 ? piece : nil
    }
    let found = try FileReader.recognise(source, file: "f.csv", context: context())
    #expect(found?.preset == "amocrm")
    #expect(given < 200_000)
  }
}

/// Ways a file goes wrong, at random.
enum Mutation {
  static func of(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where bytes.count > 4 {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
      case 3:
        bytes.insert(
          contentsOf: [0x22, 0x3B, 0x2C, 0x0A, 0x09, 0x3C].shuffled(using: &random).prefix(2),
          at: place
        )
      case 4: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
      default: bytes = Array(bytes[..<place])
      }
    }
    return bytes
  }
}
