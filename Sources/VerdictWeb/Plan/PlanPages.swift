import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «План»: the month's plan against the fact, and the head's form to set it.
enum PlanPages {
  static let routes: [Route] =
    Route.form("/plan", show: show, submit: submit)
    + Route.page("/week") { visit in .page(try await WeekPages.show(visit)) }
    + Route.page(NeedsPages.path) { visit in .page(try await NeedsPages.show(visit)) }
    + Route.page(BridgePages.path) { visit in .page(try await BridgePages.show(visit)) }
    + Route.page("/claims") { visit in .page(ClaimPages.show(visit)) }

  private static func month(_ visit: Visit, _ typed: Typed) throws -> Month {
    let text = typed.has("month") ? typed["month"] : visit.query["month"] ?? ""
    if text.isEmpty { return Month(containing: visit.today) }
    guard let month = Month(iso: text) else { throw SiteProblem.notFound }
    return month
  }

  private static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = PlanPageWords(visit.language)
    let month = try month(visit, typed)
    let isHead = visit.person.role == .head
    let (found, planned, funnel) = try await visit.desk.plans { plans, reader in
      (
        try plans.planFact(month), try reader.plan(month, upTo: nil)?.plan,
        try reader.funnelDefinition()
      )
    }
    var fact = found
    if !isHead {
      // A manager sees the department and their own row, nobody else's.
      fact?.parts.removeAll {
        $0.part.manager != nil && $0.part.manager != visit.person.manager
      }
      fact?.targets.removeAll {
        $0.part.manager != nil && $0.part.manager != visit.person.manager
      }
    }
    let page = fact.map {
      PlanPage.page(
        $0,
        company: nil,
        currency: visit.settings.currency,
        language: visit.language
      )
    }
    func path(_ month: Month) -> String { "/plan?month=" + month.description }
    var values: Values = [
      "heading": words.plan + ": " + words.month(month), "earlier": words.earlier(month.previous),
      "earlierPath": path(month.previous), "later": words.later(month.next),
      "laterPath": path(month.next), "claims": words.claims,
      "needs": words.needs, "bridge": words.bridge, "dateline": page?.dateline ?? [],
      "bottomLine": page?.bottomLine ?? [words.none(month)], "sections": page?.values() ?? [],
      "isHead": isHead, "set": words.set(month), "setHint": words.setHint,
      "month": month.description, "targets": words.targets, "save": words.save,
    ]
    if isHead {
      func field(_ key: String, _ title: Title) -> Values {
        Field(key, visit.language.text(title)).with {
          $0.isRequired = false
          $0.maximum = 30
          $0.suggestion = planned.flatMap { text(key, $0, funnel) } ?? ""
        }
        .values(typed, visit.words)
      }
      values["counters"] = counters(funnel).map { field($0.key, $0.title) }
      values["metrics"] = funnel.metrics.map { field($0.key, $0.title) }
      values["reason"] = Field("reason", words.reason).with {
        $0.isRequired = false
        $0.hint = words.reasonHint
      }
      .values(typed, visit.words)
    }
    return Page(
      words.plan,
      template: "plan",
      values,
      place: .plan,
      isWide: true,
      typed: typed,
      notice: visit.query["saved"] != nil ? words.saved : ""
    )
  }

  /// What a head plans: the stages, and money that comes or goes.
  private static func counters(_ funnel: FunnelDefinition) -> [Counter] {
    funnel.counters.filter { $0.isStage || ($0.isMoney && $0.key != "refunds") }
  }

  /// The planned number of the whole as it can be typed again.
  private static func text(
    _ key: String,
    _ plan: MonthPlan,
    _ funnel: FunnelDefinition
  ) -> String? {
    let line = plan.lines.first { $0.what == key && $0.source == nil && $0.manager == nil }
    guard let value = line?.value else { return nil }
    if funnel.counter(key)?.isMoney == true { return Money(minor: Int64(value)).description }
    if funnel.metric(key)?.isShare == true {
      let percent = (value * 1e4).rounded() / 100
      return plain(percent) + " %"
    }
    return plain(value)
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() ? String(Int64(value)) : String(value)
  }

  private static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let words = PlanPageWords(visit.language)
    let month = try month(visit, typed)
    var typed = typed
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    let planned = try await visit.office.store.read { try $0.plan(month, upTo: nil)?.plan }
    let places =
      counters(funnel).map { ($0.key, $0.title) } + funnel.metrics.map { ($0.key, $0.title) }
    var changes: [PlanChange] = []
    for (key, title) in places where typed.has(key) {
      let written = typed.trimmed(key)
      let stands = planned.flatMap { text(key, $0, funnel) }
      if written == stands ?? "" { continue }
      let value = written.isEmpty ? nil : PlanValueText.value(written, of: key, in: funnel)
      if !written.isEmpty, value == nil {
        let isShare = funnel.metric(key)?.isShare ?? false
        typed.refuse(key, words.bad(visit.language.text(title), isShare: isShare))
      }
      changes.append(PlanChange(month: month, what: key, value: value))
    }
    try typed.settle()
    let asked = changes
    let reason = typed.trimmed("reason")
    let answer = "/plan?month=" + month.description
    guard !asked.isEmpty else { return .redirect(answer) }
    _ = try await visit.once(typed, answer: answer + "&saved") { desk in
      try await desk.setPlan(asked, reason: reason)
    }
    return .redirect(answer + "&saved")
  }
}
