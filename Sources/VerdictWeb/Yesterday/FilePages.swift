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
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    let said = ImportWords(visit.language, currency: visit.settings.currency, funnel: funnel)
    var results: [Values] = []
    for file in files {
      results.append(try await result(of: file, said, visit))
    }
    return .page(
      Page(
        words.recognised,
        template: "files",
        [
          "heading": words.recognised, "results": results, "ourSums": words.ourSums,
          "counterLabel": words.counter, "sumLabel": words.sum, "theirsLabel": words.theirSum,
          "again": words.again, "takeBack": words.takeFileBack,
          "isHead": visit.person.role == .head, "rates": FirstHourWords(visit.language).rates,
          "columnsLabel": words.fileColumns, "columnLabel": words.column,
          "meaningLabel": words.meaning, "examplesLabel": words.examples,
          "confirm": words.confirmLayout,
        ],
        place: .yesterday
      )
    )
  }

  private static func result(
    of file: Typed.File,
    _ said: ImportWords,
    _ visit: Visit
  ) async throws -> Values {
    do {
      guard let data = FileManager.default.contents(atPath: file.path) else {
        throw ModelError.inputOutput(path: file.name, detail: "")
      }
      let report = try await visit.desk.importFile(Array(data), name: file.name, mode: .commit)
      return values(report, file, said, visit)
    } catch WorkflowError.layoutUnknown(_, let proposal) {
      return LayoutPage.values(proposal, file.name, said, visit)
    } catch let error as any CodedError where [.badData, .usage, .failure].contains(error.kind) {
      return problem(error, file, visit)
    }
  }

  /// What was wrong, line by line.
  private static func problem(_ error: any CodedError, _ file: Typed.File, _ visit: Visit) -> Values
  {
    let messages = Messages(language: visit.language)
    let refusals = (error as? ExchangeError)?.refusals ?? []
    let shown = refusals.prefix(Messages.shownRefusals)
    var text = messages.text(for: error)
    if !refusals.isEmpty {
      let count = Int(error.values["count"] ?? "") ?? refusals.count
      text = Talk(visit.language).refused(count, shown: shown.count)
    }
    return [
      "fileName": file.name, "isGood": false, "isUnknown": false, "fileText": "",
      "fileProblem": text, "fileProblems": shown.map { messages.text(for: $0) },
    ]
  }

  private static func values(
    _ report: ImportReport,
    _ file: Typed.File,
    _ said: ImportWords,
    _ visit: Visit
  ) -> Values {
    let words = YesterdayWords(visit.language)
    if let batch = report.already {
      let day = batch.at.day(offsetSeconds: visit.settings.offsetSeconds)
      return [
        "fileName": file.name, "isGood": true, "isUnknown": false,
        "fileText": words.already(batch.id, on: day), "hasSums": false, "hasBatch": false,
      ]
    }
    let sums = report.totals.map { check -> Values in
      [
        "sumName": said.field(check.counter), "sumValue": said.value(check.counter, check.ours),
        "theirValue": check.theirs.map { said.value(check.counter, $0) } ?? words.unknownCell,
        "differs": check.differs,
      ]
    }
    let columns = report.recognition.map { said.columns($0.columns) } ?? []
    let isOurs = report.recognition?.preset == "canonical"
    return [
      "fileName": file.name, "isGood": true, "isUnknown": false,
      "recognisedAs": report.recognition.map(said.recognised) ?? "",
      "hasColumns": !isOurs && !columns.isEmpty, "columns": columns,
      "fileText": said.rows(
        accepted: report.accepted,
        days: report.days,
        new: report.new,
        changed: report.changed,
        same: report.same,
        withdrawn: report.withdrawn
      ),
      "notes": report.notes.map(said.note), "hasNotes": !report.notes.isEmpty,
      "hasTheirs": report.totals.contains { $0.theirs != nil },
      "hasSums": !sums.isEmpty, "sums": sums, "hasBatch": report.batch != nil,
      "batch": String(report.batch ?? 0),
    ]
  }
}
