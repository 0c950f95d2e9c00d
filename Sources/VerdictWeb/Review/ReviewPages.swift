import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Разбор»: the reviews there are, each as it was, and the decisions of the meeting.
enum ReviewPages {
  static let routes: [Route] =
    Route.page("/review") { visit in .page(try await list(visit)) }
    + Route.page("/review/:period") { visit in .page(try await show(visit, Typed())) }
    + Route.page("/review/:period/wall") { visit in try await document(visit, .wall) }
    + Route.page("/review/:period/head") { visit in try await document(visit, .head) }
    + Route.action("/review/:period/publish", show: show) { visit, typed in
      let period = try period(visit)
      _ = try await visit.once(typed, answer: path(period)) { desk in
        try await desk.publish(period)
      }
      return .redirect(path(period))
    } + Route.action("/review/:period/decide", show: show, decide)

  private static func path(_ period: HalfMonth) -> String { "/review/" + period.description }

  private static func period(_ visit: Visit) throws -> HalfMonth {
    guard let period = HalfMonth(iso: visit.parameter("period")) else { throw SiteProblem.notFound }
    return period
  }

  private static func list(_ visit: Visit) async throws -> Page {
    let words = MeetingWords(visit.language)
    let offset = visit.settings.offsetSeconds
    let reviews = try await visit.office.store.read { reader in
      try reader.reviewPeriods().reversed().compactMap { try reader.review($0) }
    }
    let current = try await visit.desk.currentPeriod()
    let isWaiting =
      visit.person.role == .head && !reviews.contains { $0.period == current }
    return Page(
      words.title,
      template: "reviews",
      [
        "heading": words.title, "lead": words.lead, "isHead": isWaiting,
        "current": words.current(current), "currentNote": words.currentLead,
        "currentPath": path(current), "open": words.open, "publishedHeading": words.published,
        "cases": CaseWords(visit.language).title, "casesPath": CasePages.path,
        "showsCases": visit.person.role == .head, "none": words.none,
        "hasReviews": !reviews.isEmpty,
        "reviews": reviews.map { review -> Values in
          [
            "path": path(review.period), "period": words.period(review.period),
            "when": words.publishedOn(
              review.at.day(offsetSeconds: offset),
              by: review.author
            ),
          ]
        },
      ],
      place: .review
    )
  }

  /// One review's page: its copies, its publication, its decisions.
  private static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = MeetingWords(visit.language)
    let period = try period(visit)
    let isHead = visit.person.role == .head
    let published = try await visit.office.store.read { try $0.review(period) != nil }
    guard published || isHead else { throw SiteProblem.notFound }
    // A test that is too early can be decided on as well: to go on, or to stop.
    let review =
      published && (isHead || visit.person.manager != nil)
      ? try await visit.desk.review(period) : nil
    let cards = isHead ? (review?.decide ?? []) + (review?.watch ?? []) : []
    let own = try await ownRow(review, visit)
    let decisions = try await visit.office.store.read { try $0.decisions(nil) }
    let base = path(period)
    return Page(
      words.period(period),
      template: "meeting",
      [
        "back": words.back, "heading": words.period(period), "base": base,
        "state": published ? words.isPublished : words.currentLead, "isHead": isHead,
        "wall": words.wall, "wallNote": words.wallNote, "wallPath": base + "/wall",
        "agenda": words.agenda, "agendaPath": base + "/meeting", "compare": words.compare,
        "comparePath": base + "/compare", "head": words.head, "headPath": base + "/head",
        "ownRow": ManagerWords(visit.language).ownRow, "own": own, "hasOwn": !own.isEmpty,
        "canPublish": isHead && !published, "publish": words.publish,
        "showsDecisions": isHead && published, "decisions": words.decisions,
        "decisionsLead": words.decisionsLead, "hasCards": !cards.isEmpty,
        "noCards": words.noCards,
        "cards": cards.map { card in
          values(
            of: card,
            decision: decisions.last {
              $0.hypothesis == card.evaluation.form.id && $0.period == period
            },
            base: base,
            visit,
            typed
          )
        },
      ],
      place: .review,
      typed: typed,
      notice: visit.query["done"] == nil ? "" : words.recorded
    )
  }

  /// What a published review says of this manager: names are not on the wall.
  private static func ownRow(_ review: Review?, _ visit: Visit) async throws -> [String] {
    guard let review, let manager = visit.person.manager else { return [] }
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    return review.managers.filter { $0.name == manager }.map { reading in
      let title =
        funnel.metric(reading.metric)?.title ?? Title(ru: reading.metric, en: reading.metric)
      return ManagerWords(visit.language).own(reading, metric: title)
    }
  }

  private static func values(
    of card: HypothesisCard,
    decision: Decision?,
    base: String,
    _ visit: Visit,
    _ typed: Typed
  ) -> Values {
    let words = MeetingWords(visit.language)
    let verdicts = VerdictWords(visit.language)
    let form = card.evaluation.form
    // What was typed belongs to the card it was typed on.
    let own = typed["hypothesis"] == form.id ? typed : Typed()
    let site = visit.words
    let choices = verdicts.choices(card.evaluation.verdict)
    return [
      "cardID": "card-" + form.id, "title": visit.language.text(form.title),
      "verdict": verdicts.word(card.evaluation.verdict), "hypothesis": form.id,
      "isDecided": decision != nil, "decided": decision.map { words.decided($0) } ?? "",
      "isOpen": decision == nil, "choiceLabel": words.choice, "record": words.record,
      "action": base + "/decide",
      "choice": Choice(
        "choice",
        words.choice,
        choices.map { Choice.Option($0.rawValue, verdicts.choice($0)) }
      )
      .values(own, site),
      "owner": Field("owner", words.owner).values(own, site),
      "due": Field("due", words.due)
        .with {
          $0.kind = .date
          $0.isRequired = false
        }
        .values(own, site),
      "lesson": Field("lesson", words.lesson).with { $0.isRequired = false }.values(own, site),
      "why": Field("why", words.why)
        .with {
          $0.hint = words.whyHint
          $0.isRequired = false
        }
        .values(own, site),
    ]
  }

  private static func decide(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let words = MeetingWords(visit.language)
    let period = try period(visit)
    var typed = typed
    let choice = DecisionChoice(rawValue: typed["choice"])
    let owner = typed.trimmed("owner")
    let due = Day(iso: typed.trimmed("due"))
    if choice == nil { typed.refuse("choice", words.missingChoice) }
    if owner.isEmpty { typed.refuse("owner", words.missingOwner) }
    if due == nil, !typed.trimmed("due").isEmpty { typed.refuse("due", words.badDay) }
    try typed.settle()
    guard let choice else { throw SiteProblem.badRequest }
    let (why, lesson) = (typed.trimmed("why"), typed.trimmed("lesson"))
    let hypothesis = typed["hypothesis"]
    let answer = path(period) + "?done=1"
    _ = try await visit.once(typed, answer: answer) { desk in
      try await desk.decide(
        hypothesis,
        period: period,
        choice: choice,
        why: why,
        lesson: lesson,
        owner: owner,
        due: due,
        checkOn: nil
      )
    }
    return .redirect(answer)
  }

  /// A whole page, as it was published, or for the head as it would be today.
  private static func document(_ visit: Visit, _ copy: ReviewCopy) async throws -> Reply {
    let period = try period(visit)
    if let kept = try await visit.desk.page(period, copy, visit.language) {
      return .document(kept)
    }
    guard visit.person.role == .head else { throw SiteProblem.notFound }
    let review = try await visit.desk.review(period)
    let page = HTMLReview.render(review, language: visit.language, copy: copy)
    return .document(Array(page.utf8))
  }
}
