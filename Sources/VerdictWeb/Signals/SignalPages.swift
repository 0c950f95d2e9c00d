import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Сигналы»: what left its limits or its norm, and a case to open about it.
enum SignalPages {
  static let path = "/signals"
  static let routes: [Route] = Route.page(path) { visit in .page(try await show(visit)) }

  private static func show(_ visit: Visit) async throws -> Page {
    let reading = visible(try await visit.desk.signals(), to: visit.person)
    let cases = try await visit.office.store.read { try $0.cases() }.filter { $0.outcome == nil }
    let page = SignalsPage(
      reading,
      language: visit.language,
      company: nil,
      currency: visit.settings.currency,
      today: visit.today,
      namesCommands: false
    )
    let words = SignalPageWords(visit.language)
    let isHead = visit.person.role == .head
    func values(_ signal: SignalReading) -> Values {
      let known = cases.first { $0.subject == signal.subject.id }
      return [
        "headline": page.words.headline(signal),
        "badge": words.badge(signal), "tone": signal.isGood ? "good" : "bad",
        "facts": page.facts(signal).map { fact -> Values in
          ["label": fact.label, "text": fact.text]
        },
        "canOpen": isHead && known == nil,
        "openPath": CasePages.path + "?subject=" + FormBody.encode(signal.subject.id) + "#new",
        "openLabel": words.openCase, "hasCase": isHead && known != nil,
        "caseText": known.map { words.opened($0, today: visit.today) } ?? "",
        "canTest": isHead && page.words.hypothesis(signal) != nil, "testLabel": words.register,
      ]
    }
    return Page(
      page.title,
      template: "signals",
      [
        "heading": page.title, "lead": page.summary, "dateline": page.dateline,
        "casesPath": CasePages.path, "cases": CaseWords(visit.language).title, "isHead": isHead,
        "groups": page.grouped.map { group -> Values in
          ["groupTitle": group.title, "signals": group.signals.map(values)]
        },
        "hasRecording": !reading.recording.isEmpty, "recordingTitle": page.recordingTitle,
        "recording": reading.recording.map(page.words.text),
        "hasBudget": !reading.families.isEmpty, "budgetTitle": page.budgetTitle,
        "budget": page.budgetLines,
      ],
      place: .signals
    )
  }

  /// The head sees everybody, a manager the own signals, the others none of a manager's.
  static func visible(_ reading: SignalsReading, to person: Person) -> SignalsReading {
    switch person.role {
    case .head: reading
    case .manager: person.manager.map { reading.only(manager: $0) } ?? reading.withoutManagers
    case .assistant, .reader: reading.withoutManagers
    }
  }
}
