import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Таблица»: the daily table, summed, as each role may see it.
///
/// The head sees all; a reader all but managers' names; a manager the own row; an assistant every
/// counter and no verdict on anybody.
enum TablePage {
  static let path = "/table"

  static let routes: [Route] = Route.page(path) { visit in .page(try await show(visit)) }

  private static func show(_ visit: Visit) async throws -> Page {
    let words = TablePageWords(visit.language)
    let request = try request(visit)
    var table = try await visit.desk.table(request)
    if visit.person.role == .assistant { table = table.counters }
    let base = TableQuery(request)
    return Page(
      words.title,
      template: "funnelTable",
      [
        "heading": words.title,
        "spans": TableSpan.allCases.map { span -> Values in
          link(words.span(span), base.with { $0.span = span }, isChosen: span == request.span)
        }, "spansLabel": words.columns,
        "splits": splits(visit, request, base, words), "splitsLabel": words.rows,
        "hasSplits": visit.person.role != .manager, "fromLabel": words.from,
        "toLabel": words.to, "from": request.from?.description ?? "",
        "to": request.to?.description ?? "", "span": request.span.rawValue,
        "split": request.split?.rawValue ?? "", "hasSplit": request.split != nil,
        "show": words.show, "action": path,
        "summary": FunnelTablePages.summary(table, language: visit.language),
        // Wide tables are scrolled, so the keyboard must reach them.
        "parts": FunnelTablePages.fragment(table, language: visit.language)
          .replacing("<div class=\"scroll\">", with: "<div class=\"scroll\" tabindex=\"0\">"),
        "canEdit": visit.person.role == .head, "funnel": words.funnel,
        "funnelPath": FunnelPage.path,
      ],
      place: .table,
      isWide: true
    )
  }

  private static func splits(
    _ visit: Visit,
    _ request: TableRequest,
    _ base: TableQuery,
    _ words: TablePageWords
  ) -> [Values] {
    var options: [TableSplit?] = [nil, .source]
    if visit.person.role != .reader { options.append(.manager) }
    return options.map { split in
      link(words.split(split), base.with { $0.split = split }, isChosen: split == request.split)
    }
  }

  private static func link(_ name: String, _ query: TableQuery, isChosen: Bool) -> Values {
    ["linkName": name, "linkPath": query.path, "isChosen": isChosen]
  }

  /// What is asked for, as far as the role may ask; an unknown word falls back to the usual.
  private static func request(_ visit: Visit) throws -> TableRequest {
    var request = TableRequest(
      span: visit.query["by"].flatMap(TableSpan.init(rawValue:)) ?? .month,
      split: visit.query["split"].flatMap(TableSplit.init(rawValue:)),
      from: visit.query["from"].flatMap { Day(iso: $0) },
      to: visit.query["to"].flatMap { Day(iso: $0) }
    )
    switch visit.person.role {
    case .head, .assistant: break
    case .reader:
      if request.split == .manager { throw SiteProblem.forbidden }
    case .manager:
      guard let name = visit.person.manager else { throw SiteProblem.forbidden }
      request.split = .manager
      request.only = name
      request.mayBeAbsent = true
    }
    // Years of days would be a page nobody can read; the command has no such bound.
    if let from = request.from, let to = request.to ?? Optional(visit.today), to - from > 400,
      request.span == .day
    {
      request.from = to - 400
    }
    return request
  }
}

/// The page's address for a choice.
private struct TableQuery {
  var span: TableSpan
  var split: TableSplit?
  let from: Day?
  let to: Day?

  init(_ request: TableRequest) {
    span = request.span
    split = request.split
    from = request.from
    to = request.to
  }

  func with(_ change: (inout TableQuery) -> Void) -> TableQuery {
    var copy = self
    change(&copy)
    return copy
  }

  var path: String {
    var parts = ["by=" + span.rawValue]
    if let split { parts.append("split=" + split.rawValue) }
    if let from { parts.append("from=" + from.description) }
    if let to { parts.append("to=" + to.description) }
    return TablePage.path + "?" + parts.joined(separator: "&")
  }
}
