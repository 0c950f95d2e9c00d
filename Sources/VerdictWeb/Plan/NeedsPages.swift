import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Что для этого нужно»: backwards from a revenue to the budget, with rates to try; nothing is kept.
enum NeedsPages {
  static let path = "/needs"
  private static let stages = ["meeting_to_payment", "show_rate", "lead_to_meeting"]
    .compactMap { NeedsReading.Stage.named($0) }

  static func show(_ visit: Visit) async throws -> Page {
    let words = PlanPageWords(visit.language)
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    let month = Month(iso: visit.query["month"] ?? "") ?? Month(containing: visit.today).next
    var typed = QuestionValues.typed(visit)
    var rates: [NeedsReading.Stage: Double] = [:]
    for stage in stages {
      let text = typed.trimmed(stage.metric)
      guard !text.isEmpty else { continue }
      if let rate = PlanValueText.value(text, of: stage.metric, in: funnel), rate > 0, rate <= 1 {
        rates[stage] = rate
      } else {
        typed.refuse(stage.metric, words.bad(title(stage, funnel, visit), isShare: true))
      }
    }
    let text = typed.trimmed("revenue")
    let revenue = PlanValueText.value(text, of: "revenue", in: funnel)
    if !text.isEmpty, revenue.map({ $0 <= 0 }) ?? true {
      typed.refuse("revenue", words.bad(words.revenue, isShare: false))
    }
    var page: WordPage?
    var problem: String?
    if typed.problems.isEmpty {
      do {
        let needs = try await visit.desk.needs(
          month,
          revenue: revenue.map { $0 / 100 },
          whatIf: rates
        )
        page = NeedsPage(
          needs,
          month: month,
          funnel: funnel,
          company: nil,
          currency: visit.settings.currency,
          language: visit.language
        )
        .page()
      } catch let error as any CodedError {
        problem = Messages(language: visit.language).text(for: error)
      }
    }
    let fields =
      [
        Field("revenue", words.revenueOf(month)).with {
          $0.isRequired = false
          $0.maximum = 30
        }
      ]
      + stages.map { stage in
        Field(stage.metric, words.tried(title(stage, funnel, visit))).with {
          $0.isRequired = false
          $0.maximum = 20
        }
      }
    return Page(
      words.needs,
      template: "question",
      QuestionValues.values(
        heading: words.needs,
        lead: words.needsLead,
        path: path,
        ask: words.count,
        page: page,
        problem: problem,
        visit: visit
      )
      .merging(["fields": fields.map { $0.values(typed, visit.words) }]) { $1 },
      place: .plan,
      isWide: true
    )
  }

  private static func title(
    _ stage: NeedsReading.Stage,
    _ funnel: FunnelDefinition,
    _ visit: Visit
  ) -> String {
    funnel.metric(stage.metric).map { visit.language.text($0.title) } ?? stage.metric
  }
}

/// «Откуда разница»: how much each stage gave between two months.
enum BridgePages {
  static let path = "/bridge"
  /// Months to choose from.
  private static let months = 18

  static func show(_ visit: Visit) async throws -> Page {
    let words = PlanPageWords(visit.language)
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    let typed = QuestionValues.typed(visit)
    let present = Month(containing: visit.today)
    // A month to come has nothing to compare, and is not among the choices.
    func month(_ name: String, _ usual: Month) -> Month {
      Month(iso: typed[name]).flatMap { $0 > present ? nil : $0 } ?? usual
    }
    let before = month("before", present.previous.previous)
    let after = month("after", present.previous)
    let known =
      (funnel.stages.map { ($0.key, $0.title) } + [("revenue", nil)])
      .compactMap { key, title in
        (title ?? funnel.counter(key)?.title).map { (key, $0) }
      } + funnel.metrics.filter(\.isShare).map { ($0.key, $0.title) }
    let what = known.contains { $0.0 == typed["of"] } ? typed["of"] : "payments"
    var page: WordPage?
    var problem: String?
    do {
      let bridge = try await visit.desk.bridge(of: what, from: before.days, to: after.days)
      page = BridgePage(
        bridge,
        funnel: funnel,
        company: nil,
        currency: visit.settings.currency,
        language: visit.language
      )
      .page()
    } catch let error as any CodedError {
      problem = Messages(language: visit.language).text(for: error)
    }
    var choices: [Choice.Option] = []
    var listed = present
    for _ in 0..<months {
      choices.append(Choice.Option(listed.description, words.month(listed)))
      listed = listed.previous
    }
    let asked = Typed([
      Typed.Pair(name: "of", value: what),
      Typed.Pair(name: "before", value: before.description),
      Typed.Pair(name: "after", value: after.description),
    ])
    return Page(
      words.bridge,
      template: "question",
      QuestionValues.values(
        heading: words.bridge,
        lead: words.bridgeLead,
        path: path,
        ask: words.count,
        page: page,
        problem: problem,
        visit: visit
      )
      .merging([
        "selects": [
          Choice(
            "of",
            words.bridgeOf,
            known.map { Choice.Option($0.0, visit.language.text($0.1)) }
          ),
          Choice("before", words.bridgeBefore, choices),
          Choice("after", words.bridgeAfter, choices),
        ]
        .map { $0.values(asked, visit.words) }
      ]) { $1 },
      place: .plan,
      isWide: true
    )
  }
}

/// What every page has that answers a question and keeps nothing.
enum QuestionValues {
  /// The question as it stands in the address.
  static func typed(_ visit: Visit) -> Typed {
    Typed(visit.query.map { Typed.Pair(name: $0.key, value: $0.value) })
  }

  static func values(
    heading: String,
    lead: String,
    path: String,
    ask: String,
    page: WordPage?,
    problem: String?,
    visit: Visit
  ) -> Values {
    [
      "back": "← " + PlanPageWords(visit.language).plan, "heading": heading, "lead": lead,
      "path": path, "ask": ask, "hasAnswer": page != nil, "dateline": page?.dateline ?? [],
      "bottomLine": page?.bottomLine ?? [], "sections": page?.values() ?? [],
      "hasProblem": problem != nil, "problem": problem ?? "", "fields": [Values](),
      "selects": [Values](),
    ]
  }
}
