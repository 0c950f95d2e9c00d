#if Workbooks
import Foundation
import Testing
import VerdictExchange
import VerdictModel

/// Workbooks made by openpyxl (`Workbooks/workbooks_generate.py`), and what can be wrong with them.
@Suite("Workbooks")
struct WorkbookTests {
  private func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }

  private func codes(_ bytes: [UInt8], _ context: ImportContext = context()) -> [String] {
    do {
      guard case .layout(let file) = try file(bytes, context, name: "b.xlsx") else { return [] }
      return file.refusals.map(\.code)
    } catch let error as ExchangeError {
      return error.refusals.map(\.code)
    } catch {
      return ["\(error)"]
    }
  }

  @Test("A workbook gives the numbers of the same table in CSV; notes are passed over")
  func department() throws {
    guard case .layout(let book) = try file(try bytes("department.xlsx"), name: "b.xlsx") else {
      Issue.record("not recognised")
      return
    }
    let csv = try layout(Fixture.long)
    #expect(book.refusals == [])
    #expect(book.recognition.container == "workbook")
    #expect(book.recognition.sheet == "РНП")
    #expect(book.recognition.headerLine == 2)
    // The hidden sheet is not offered.
    #expect(book.recognition.otherSheets == ["Менеджеры"])
    #expect(book.cells == csv.cells)
    #expect(book.totals == csv.totals)
  }

  @Test("A sheet is chosen by its name, hidden or not; one that is not there is refused")
  func sheets() throws {
    var options = ImportOptions()
    options.sheet = "старое"
    guard case .layout(let old) = try file(try bytes("department.xlsx"), context(options: options))
    else {
      Issue.record("not recognised")
      return
    }
    #expect(
      old.cells == ["2025-01-01 Директ clicks": 1, "2025-01-01 Директ leads": 1]
    )
    options.sheet = "Лист9"
    #expect(
      codes(try bytes("department.xlsx"), context(options: options)) == ["import.unknownSheet"]
    )
  }

  @Test("What unpacks to a thousand times its size is refused before it fills the memory")
  func bomb() throws {
    #expect(codes(try bytes("bomb.xlsx")) == ["file.unpacked"])
  }

  @Test("A workbook cut anywhere is refused as damaged, and never crashes")
  func cut() throws {
    let whole = try bytes("department.xlsx")
    for count in stride(from: 4, to: whole.count - 1, by: 97) {
      let found = codes(Array(whole[..<count]))
      #expect(found == ["file.damagedBook"] || found == ["file.zip"], "\(count): \(found)")
    }
  }

  @Test("Bytes changed inside a workbook are refused or read, and never crash")
  func changed() throws {
    let whole = try bytes("department.xlsx")
    var random = SeededGenerator(seed: 8)
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255,
          using: &random
        )
      }
      _ = codes(bytes)
    }
  }

  @Test("An archive that is no workbook says so")
  func archive() throws {
    // Python's zipfile, one text called a.txt.
    let other = try #require(
      Data(
        base64Encoded:
          "UEsDBBQAAAAAAAAAIQCDFtyMAQAAAAEAAAAFAAAAYS50eHR4UEsBAhQDFAAAAAAAAAAhAIMW3IwBAAAA"
          + "AQAAAAUAAAAAAAAAAAAAAIABAAAAAGEudHh0UEsFBgAAAAABAAEAMwAAACQAAAAAAA=="
      )
    )
    #expect(codes(Array(other)) == ["file.zip"])
  }
}
#endif
