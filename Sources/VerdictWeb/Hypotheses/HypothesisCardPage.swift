import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// One hypothesis: what was registered, what to expect, bets, and what may be done now.
enum HypothesisCardPage {
  static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = HypothesisPageWords(visit.language)
    let known = try await HypothesisPages.known(visit)
    let form = known.form
    let isHead = visit.person.role == .head
    let isDraft = known.state == .draft
    let bets = try await visit.office.store.read { try $0.bets(known.key) }
    let placed = bets.contains { $0.person == visit.person.name }
    let site = visit.words
    var values: Values = [
      "back": words.back, "heading": visit.language.text(form.title),
      "base": HypothesisPages.path(known.key), "isDraft": isDraft, "isHead": isHead,
      "dates": words.dates(form), "goal": words.goal(form.goal), "owner": form.owner,
      "decisionDay": words.decision(decisionDay(form, visit)), "isStopped": form.stoppedOn != nil,
      "stopped": form.stoppedOn.map { words.stopped($0) } ?? "",
      "statementHeading": words.statement, "statement": words.sentence(form.statement),
      "wordsHeading": words.words,
      "arms": form.arms.map { arm -> Values in
        [
          "armTitle": visit.language.text(arm.title), "isNewArm": !arm.isControl,
          "hasScript": arm.script != nil,
          "script": arm.script.map { visit.language.text($0) } ?? "",
        ]
      },
      "canEdit": isHead && isDraft, "edit": words.edit, "canStart": isHead && isDraft,
      "startButton": words.startButton, "startNote": words.startNote,
      "betsHeading": words.bets, "betsLead": words.betsLead,
      "betsPlaced": words.betsPlaced(bets.count), "hasBet": placed, "yourBet": words.yourBet,
      "canBet": isDraft && !placed, "isClosed": !isDraft && !placed,
      "tooLateToBet": words.tooLateToBet, "bet": words.bet,
      "direction": Choice(
        "direction",
        words.bets,
        [
          Choice.Option("up", words.betUp), Choice.Option("same", words.betSame),
          Choice.Option("down", words.betDown),
        ]
      )
      .values(typed, site),
      "size": Field("size", words.betSize).with {
        $0.kind = .number
        $0.isRequired = false
      }
      .values(typed, site),
    ]
    if isDraft {
      values.merge(try await outlook(form, visit)) { $1 }
    } else if isHead {
      values.merge(try await standing(known, visit, typed)) { $1 }
    } else {
      values["resultsLater"] = words.resultsLater
      values["hidesResults"] = true
    }
    return Page(
      visit.language.text(form.title),
      template: "hypothesis",
      values,
      place: .hypotheses,
      typed: typed,
      notice: words.notice(visit.query["done"] ?? "")
    )
  }

  /// Before the start: chances of each verdict, and what one more test does to the others.
  private static func outlook(_ form: HypothesisForm, _ visit: Visit) async throws -> Values {
    let words = HypothesisPageWords(visit.language)
    let outlook = try await visit.desk.outlook(form)
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    var values: Values = [
      "hasOverlap": !outlook.overlapping.isEmpty,
      "overlap": words.overlap(
        outlook.overlapping.count,
        needless: (outlook.needless.before, outlook.needless.after),
        combinations: outlook.combinations,
        each: outlook.unitsPerCombination
      ),
      "hasForecast": outlook.forecast != nil, "chancesHeading": words.chances,
    ]
    if let forecast = outlook.forecast {
      let lines = ForecastLines(
        forecast,
        form,
        language: visit.language,
        funnel: funnel,
        currency: visit.settings.currency
      )
      values["summary"] = lines.summary
      values["caption"] = lines.caption
      values["header"] = lines.header
      values["rows"] = lines.rows.map { row -> Values in
        ["first": row.first ?? "", "rest": Array(row.dropFirst())]
      }
      values["footnote"] = lines.footnote
    }
    return values
  }

  /// While it runs: the card as of today, blinded before its time, with what the head may do.
  private static func standing(
    _ known: RegisteredHypothesis,
    _ visit: Visit,
    _ typed: Typed
  ) async throws -> Values {
    let words = HypothesisPageWords(visit.language)
    guard known.form.start <= visit.today else {
      return actions(known, visit, typed, isEarly: true)
    }
    let standing = try await visit.desk.standing(known.key)
    let lines = CardLines(
      standing.card,
      language: visit.language,
      currency: visit.settings.currency,
      funnel: standing.funnel,
      showsPreview: try await hasJustAsked(known.key, visit)
    )
    let isEarly = standing.card.evaluation.verdict == .tooEarly
    var values = actions(known, visit, typed, isEarly: isEarly)
    values["hasCard"] = true
    values["mark"] = lines.mark
    values["word"] = lines.word
    values["asides"] = lines.aside
    values["cardLead"] = lines.lead
    values["facts"] = lines.facts.map { ["label": $0.label, "text": $0.text] as Values }
    values["preview"] = lines.preview
    if let progress = lines.progress {
      values["progress"] =
        [
          "percent": String(Int((progress.fraction * 100).rounded())), "label": progress.label,
        ] as Values
    }
    values["canGlance"] = isEarly
    values["glance"] = words.glance
    return values
  }

  /// Whether this person gave a reason within the last minutes; a link kept from then shows nothing.
  private static func hasJustAsked(_ key: String, _ visit: Visit) async throws -> Bool {
    let now = visit.now.microseconds
    return try await visit.office.store.read { try $0.glances(key) }.contains { glance in
      glance.who == visit.person.name && now - glance.at.microseconds < 600_000_000
    }
  }

  private static func actions(
    _ known: RegisteredHypothesis,
    _ visit: Visit,
    _ typed: Typed,
    isEarly: Bool
  ) -> Values {
    let words = HypothesisPageWords(visit.language)
    let site = visit.words
    return [
      "canStop": isEarly && known.form.stoppedOn == nil, "stop": words.stop,
      "stopLead": words.stopLead, "canAmend": isEarly, "amend": words.amend,
      "glanceLead": words.glanceLead,
      "stopReason": Field("stopReason", words.stopReason).values(typed, site),
      "glanceReason": Field("glanceReason", words.glanceReason).values(typed, site),
    ]
  }

  /// The meeting that reads the final look.
  private static func decisionDay(_ form: HypothesisForm, _ visit: Visit) -> Day {
    let calendar = visit.settings.calendar
    let last = calendar.reviews(from: form.start, ripe: form.ripeOn).last
    return last.map(calendar.reviewDate) ?? form.ripeOn
  }

  // MARK: what may be done

  static func start(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let known = try await HypothesisPages.known(visit)
    let answer = HypothesisPages.path(known.key) + "?done=started"
    _ = try await visit.once(typed, answer: answer) { desk in try await desk.start(known.key) }
    return .redirect(answer)
  }

  static func bet(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let words = HypothesisPageWords(visit.language)
    let known = try await HypothesisPages.known(visit)
    var typed = typed
    let direction = typed["direction"]
    if !["up", "same", "down"].contains(direction) {
      typed.refuse("direction", words.missingChoice)
    }
    let text = typed.trimmed("size").replacing(",", with: ".")
    let size = Double(text)
    if !text.isEmpty, size.map({ !(0...100).contains($0) }) ?? true {
      typed.refuse("size", words.badSize)
    }
    try typed.settle()
    let answer = HypothesisPages.path(known.key) + "?done=bet"
    let bet = Bet(
      hypothesis: known.key,
      person: visit.person.name,
      direction: direction,
      size: size,
      at: visit.now
    )
    _ = try await visit.once(typed, answer: answer) { desk in try await desk.betBeforeStart(bet) }
    return .redirect(answer)
  }

  static func stop(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let known = try await HypothesisPages.known(visit)
    let reason = try required("stopReason", typed, visit)
    let answer = HypothesisPages.path(known.key) + "?done=stopped"
    _ = try await visit.once(typed, answer: answer) { desk in
      try await desk.stop(known.key, on: nil, reason: reason)
    }
    return .redirect(answer)
  }

  static func glance(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let known = try await HypothesisPages.known(visit)
    let reason = try required("glanceReason", typed, visit)
    let answer = HypothesisPages.path(known.key) + "?glanced=1"
    _ = try await visit.once(typed, answer: answer) { desk in
      try await desk.glance(known.key, reason: reason)
    }
    return .redirect(answer)
  }

  private static func required(_ field: String, _ typed: Typed, _ visit: Visit) throws -> String {
    var typed = typed
    let text = typed.trimmed(field)
    if text.isEmpty { typed.refuse(field, HypothesisPageWords(visit.language).missingReason) }
    try typed.settle()
    return text
  }
}
