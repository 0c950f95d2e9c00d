import Foundation
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// Files of the morning: each goes in whole or not at all, and can be taken back.
enum FilePages {
  /// Bytes of one file; more is not a day's export.
  static let limit = 64 << 20

  static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let words = YesterdayWords(visit.language)
    var typed = typed
    let files = typed.files
    if files.isEmpty { typed.refuse("files", words.noFile) }
    try typed.settle()
    var results: [Values] = []
    for file in files {
      results.append(try await result(of: file, visit))
    }
    return .page(
      Page(
        words.recognised,
        template: "files",
        [
          "heading": words.recognised, "results": results, "ourSums": words.ourSums,
          "counterLabel": words.counter, "sumLabel": words.sum, "again": words.again,
          "takeBack": words.takeFileBack, "isHead": visit.person.role == .head,
          "rates": FirstHourWords(visit.language).rates,
        ],
        place: .yesterday
      )
    )
  }

  private static func result(of file: Typed.File, _ visit: Visit) async throws -> Values {
    do {
      guard let data = FileManager.default.contents(atPath: file.path) else {
        throw ModelError.inputOutput(path: file.name, detail: "")
      }
      let report = try await visit.desk.importFile(Array(data), name: file.name, mode: .commit)
      return try await values(report, file, visit)
    } catch let error as any CodedError where [.badData, .usage, .failure].contains(error.kind) {
      return [
        "fileName": file.name, "isGood": false, "fileText": "",
        "fileProblem": Messages(language: visit.language).text(for: error),
      ]
    }
  }

  private static func values(
    _ report: ImportReport,
    _ file: Typed.File,
    _ visit: Visit
  ) async throws -> Values {
    let words = YesterdayWords(visit.language)
    if let batch = report.already {
      let day = batch.at.day(offsetSeconds: visit.settings.offsetSeconds)
      return [
        "fileName": file.name, "isGood": true, "fileText": words.already(batch.id, on: day),
        "hasSums": false, "hasBatch": false,
      ]
    }
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    let totals = report.summary?.totals ?? [:]
    let sums = funnel.counters.compactMap { counter -> Values? in
      guard let sum = totals[counter.key] else { return nil }
      let figures = Figures(visit.language)
      return [
        "sumName": visit.language.text(counter.title),
        "sumValue": counter.isMoney
          ? figures.money(Money(minor: sum), visit.settings.currency) : figures.whole(sum),
      ]
    }
    let days = report.summary?.days.map { words.days($0) + ", " } ?? ""
    return [
      "fileName": file.name, "isGood": true,
      "fileText": days + words.rows(new: report.new, changed: report.changed, same: report.same),
      "hasSums": !sums.isEmpty, "sums": sums, "hasBatch": report.batch != nil,
      "batch": String(report.batch ?? 0),
    ]
  }
}
