import Foundation
import Testing
import VerdictModel
import VerdictReports

@Suite struct MessagesTests {
  private static let modelErrors: [ModelError] = [
    .unknownHypothesis("x"), .hypothesisExists("x"), .notDraft("x"), .notRunning("x"),
    .unknownArm(hypothesis: "x", arm: "b"), .unknownCounter("refundz"),
    .wrongGrain(counter: "leads", expected: "bySource", day: "2026-11-06"),
    .storeMissing(path: "v.sqlite"), .notAStore(path: "v.sqlite"),
    .storeTooNew(path: "v.sqlite", version: 9, supported: 1), .storeBusy(path: "v.sqlite"),
    .diskFull(path: "v.sqlite"), .inputOutput(path: "v.sqlite", detail: "EIO"),
    .appendOnly(table: "look"), .batchUnknown(3), .batchUndone(3),
    .undoBlocked(batch: 3, rows: ["a", "b"]), .reviewPublished(period: "1–15 ноября"),
    .damaged(detail: "page 3"),
  ]

  @Test(arguments: modelErrors) func everyModelErrorHasWordsWithItsValues(_ error: ModelError) {
    for language in Language.allCases {
      let text = Messages(language: language).text(for: error)
      #expect(Messages.knows(error.code), "\(error.code)")
      #expect(!text.contains(error.code) && !text.contains("{") && !text.contains("["))
      for (key, value) in error.values where key != "expected" {
        #expect(text.contains(value), "\(error.code) leaves out \(key)")
      }
    }
  }

  @Test func aRefusalSaysPlaceValueAndRemedy() {
    let refusal = Refusal(
      place: FilePlace(file: "payments.csv", line: 7, column: "revenue"),
      code: "import.negative",
      value: "-5",
      values: ["instead": "refunds"]
    )
    #expect(
      Messages(language: .ru).text(for: refusal)
        == "payments.csv, строка 7, столбец revenue: -5 меньше нуля. Количества и суммы не бывают отрицательными. Возвраты пишут в столбец refunds."
    )
    #expect(
      Messages(language: .en).text(for: refusal)
        == "payments.csv, line 7, column revenue: -5 is below zero. Counts and amounts cannot be negative. Money given back goes into refunds."
    )
  }

  @Test func partsWithoutAValueAreLeftOut() {
    let text = Messages(language: .en).text(
      code: "import.unknownColumn",
      values: ["value": "refundz", "nearest": "refunds"]
    )
    #expect(text == "the column “refundz” is unknown. Did you mean “refunds”?")
    let date = Messages(language: .en).text(code: "import.date", values: ["value": "6/11"])
    #expect(date == "“6/11” is not a date. Write year-month-day: for example 2026-11-30.")
  }

  @Test func yamlPlacesAreLineAndCharacter() {
    let refusal = Refusal(
      place: FilePlace(file: "h.yaml", line: 4, column: "9"),
      code: "form.wrongType",
      values: ["key": "end", "expected": "integer"]
    )
    #expect(
      Messages(language: .en).text(for: refusal)
        == "h.yaml, line 4, character 9: “end”: a whole number is needed here."
    )
  }

  @Test func anUnknownCodeIsShownWithItsValues() {
    let text = Messages(language: .ru).text(code: "moon.tooFar", values: ["b": "2", "a": "1"])
    #expect(text == "Не получилось: moon.tooFar (a = 1, b = 2)")
  }

  @Test func manyRefusalsAreCountedNotPoured() {
    let refusals = (1...50).map { (line: Int) in
      Refusal(
        place: FilePlace(file: "a.csv", line: line),
        code: "import.count",
        value: "x" + String(line)
      )
    }
    let text = Messages(language: .ru).text(for: refusals, total: 51)
    #expect(text.hasPrefix("Ничего не записано: 51 ошибка."))
    #expect(text.hasSuffix("…и ещё 31."))
    #expect(text.split(separator: "\n").count == 22)
  }

  @Test func controlCharactersOfAValueDoNotReachTheTerminal() {
    let text = Messages(language: .en).text(
      for: ModelError.unknownArm(hypothesis: "x", arm: "\u{1B}[2J")
    )
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  /// Reads the sources: a dotted code that can be raised there must have words.
  @Test(arguments: [
    "VerdictModel", "VerdictExchange", "VerdictSQLite", "VerdictWorkflow", "VerdictCommands",
  ])
  func everyCodeInTheSourcesHasWords(_ module: String) throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    // In error enums `case .x: "a.b"`; refusals name their code where they are made.
    let raised = /case [^"]*: "([a-z]+\.[a-z][A-Za-z0-9]+)"/
    let refused =
      /(?:code: |refuse[A-Za-z]*\([^"]{0,80}|refused\(|\?|:) ?"((?:import|file|form|funnel|tally|unit|event|amount)\.[a-z][A-Za-z0-9]+)"/
    let files = FileManager.default.enumerator(
      at: sources.appending(path: module),
      includingPropertiesForKeys: nil
    )
    var missing: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8)
      else { continue }
      if text.contains("CodedError") {
        for match in text.matches(of: raised) where !Messages.knows(String(match.1)) {
          missing.insert(String(match.1))
        }
      }
      guard module == "VerdictExchange" || module == "VerdictSQLite" else { continue }
      for match in text.matches(of: refused) where !Messages.knows(String(match.1)) {
        missing.insert(String(match.1))
      }
    }
    #expect(missing.isEmpty, "no words for \(missing.sorted())")
  }
}
