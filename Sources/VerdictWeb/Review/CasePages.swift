import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// Cases about signals: what was seen, what was agreed, and the day it is checked.
enum CasePages {
  static let path = "/review/cases"
  static let routes: [Route] =
    Route.form(path, show: show, submit: submit)
    + Route.action(path + "/:id/close", show: show, close)

  private static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = CaseWords(visit.language)
    let cases = try await visit.office.store.read { try $0.cases() }
    let site = visit.words
    // Opened from a signal: its words and its name stand there already.
    let subject = typed.value("subject", or: visit.query["subject"] ?? "")
    let known = try await suggestion(subject, visit)
    func field(_ name: String, _ label: String, _ change: (inout Field) -> Void = { _ in })
      -> Values
    {
      Field(name, label).with {
        $0.maximum = 400
        change(&$0)
      }
      .values(typed["case"].isEmpty ? typed : Typed(), site)
    }
    func values(_ known: SignalCase) -> Values {
      [
        "id": String(known.id), "signal": known.signal, "found": known.found,
        "hasFound": !known.found.isEmpty, "agreed": known.agreed, "owner": known.owner,
        "check": known.checkOn.map { words.check($0, today: visit.today) } ?? "",
        "outcome": known.outcome ?? "", "closeLabel": words.close, "base": path,
        "outcomeField": Field("outcome", words.outcome)
          .values(typed["case"] == String(known.id) ? typed : Typed(), site),
      ]
    }
    let open = cases.filter { $0.outcome == nil }
    let closed = cases.filter { $0.outcome != nil }
    return Page(
      words.title,
      template: "cases",
      [
        "back": words.back, "heading": words.title, "lead": words.lead, "base": path,
        "openHeading": words.open, "open": open.map(values), "hasOpen": !open.isEmpty,
        "none": words.none, "closedHeading": words.closed, "closed": closed.map(values),
        "hasClosed": !closed.isEmpty, "new": words.new, "record": words.record,
        "subject": subject,
        "signal": field("signal", words.signal) {
          $0.hint = words.signalHint
          $0.suggestion = known
        },
        "found": field("found", words.found) { $0.isRequired = false },
        "agreed": field("agreed", words.agreed), "owner": field("owner", words.owner),
        "checkOn": field("checkOn", words.checkOn) { $0.kind = .date },
      ],
      place: .review,
      typed: typed
    )
  }

  /// The words of a signal of today by its name; empty where there is none.
  private static func suggestion(_ subject: String, _ visit: Visit) async throws -> String {
    guard !subject.isEmpty,
      let signal = try await visit.desk.signals().signals.first(where: { $0.subject.id == subject })
    else { return "" }
    return SignalWords(
      visit.language,
      currency: visit.settings.currency,
      reference: visit.today
    )
    .headline(signal)
  }

  private static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let words = CaseWords(visit.language)
    var typed = typed
    func text(_ name: String, _ label: String) -> String {
      let text = typed.trimmed(name)
      if text.isEmpty { typed.refuse(name, words.missing(label)) }
      return text
    }
    let signal = text("signal", words.signal)
    let agreed = text("agreed", words.agreed)
    let owner = text("owner", words.owner)
    let day = Day(iso: typed.trimmed("checkOn"))
    if day.map({ $0 < visit.today }) ?? true { typed.refuse("checkOn", words.badDay) }
    try typed.settle()
    guard let day else { throw SiteProblem.badRequest }
    let found = typed.trimmed("found")
    let subject = typed.trimmed("subject")
    _ = try await visit.once(typed, answer: path) { desk in
      try await desk.openCase(
        signal: signal,
        subject: subject,
        found: found,
        agreed: agreed,
        owner: owner,
        checkOn: day
      )
    }
    return .redirect(path)
  }

  private static func close(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let words = CaseWords(visit.language)
    guard let id = Int(visit.parameter("id")) else { throw SiteProblem.notFound }
    var typed = typed
    let outcome = typed.trimmed("outcome")
    if outcome.isEmpty { typed.refuse("outcome", words.missing(words.outcome)) }
    try typed.settle()
    _ = try await visit.once(typed, answer: path) { desk in
      try await desk.closeCase(id, outcome: outcome)
    }
    return .redirect(path)
  }
}
