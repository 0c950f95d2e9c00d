import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// A table nobody described yet: its columns with what they seem to hold, to confirm once.
enum LayoutPage {
  /// Columns of one table that a person is asked about.
  private static let limit = 200

  static func values(
    _ proposal: LayoutProposal,
    _ file: String,
    _ said: ImportWords,
    _ visit: Visit
  ) -> Values {
    let words = YesterdayWords(visit.language)
    let columns = proposal.columns.prefix(limit).enumerated().map { index, column -> Values in
      [
        "columnName": column.name, "nameField": "name-\(index)", "meaningField": "field-\(index)",
        "columnExamples": column.examples.joined(separator: ", "),
        "options": options(proposal.allowed, chosen: column.field, said, words),
      ]
    }
    return [
      "fileName": file, "isGood": false, "isUnknown": true, "fileText": words.unknownLayout,
      "proposed": columns, "header": proposal.header, "count": String(columns.count),
      "sourceLabel": words.sourceOfAll, "sourceValue": proposal.source ?? "",
    ]
  }

  private static func options(
    _ allowed: [String],
    chosen: String?,
    _ said: ImportWords,
    _ words: YesterdayWords
  ) -> [Values] {
    let none: Values = [
      "optionValue": "", "optionLabel": words.leaveOut, "isChosen": chosen == nil,
    ]
    return [none]
      + allowed.map { field in
        ["optionValue": field, "optionLabel": said.field(field), "isChosen": field == chosen]
      }
  }

  /// Keeps the answer; the file is then dropped again.
  static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    guard let count = Int(typed["count"]), (1...limit).contains(count), !typed["header"].isEmpty
    else {
      throw SiteProblem.badRequest
    }
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    let allowed = Set(LayoutProposal.fields(funnel))
    let columns = (0..<count).map { index -> LayoutProposal.Column in
      let field = typed["field-\(index)"]
      return LayoutProposal.Column(
        name: typed["name-\(index)"],
        field: allowed.contains(field) ? field : nil,
        examples: []
      )
    }
    let source = typed.trimmed("source")
    let proposal = LayoutProposal(
      header: typed["header"],
      columns: columns,
      allowed: [],
      source: source.isEmpty ? nil : source
    )
    let answer = YesterdayPages.home + "?kept=1"
    _ = try await visit.once(typed, answer: answer) { desk in
      try await desk.keepLayout(proposal, options: ImportOptions())
    }
    return .redirect(answer)
  }
}
