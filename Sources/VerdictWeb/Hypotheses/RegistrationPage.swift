import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// Registration as seven plain questions; the same form edits a draft and amends a running test.
enum RegistrationPage {
  enum Use: Sendable {
    case new
    case edit(RegisteredHypothesis)
    case amend(RegisteredHypothesis)

    var known: RegisteredHypothesis? {
      switch self {
      case .new: nil
      case .edit(let known), .amend(let known): known
      }
    }
  }

  static func showNew(_ visit: Visit, _ typed: Typed) async throws -> Page {
    try await page(visit, typed, .new)
  }
  static func showEdit(_ visit: Visit, _ typed: Typed) async throws -> Page {
    try await page(visit, typed, .edit(try await draft(visit)))
  }
  static func showAmend(_ visit: Visit, _ typed: Typed) async throws -> Page {
    try await page(visit, typed, .amend(try await started(visit)))
  }
  static func submitNew(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    try await submit(visit, typed, .new)
  }
  static func submitEdit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    try await submit(visit, typed, .edit(try await draft(visit)))
  }
  static func submitAmend(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    try await submit(visit, typed, .amend(try await started(visit)))
  }

  private static func draft(_ visit: Visit) async throws -> RegisteredHypothesis {
    let known = try await HypothesisPages.known(visit)
    guard known.state == .draft else { throw ModelError.notDraft(known.key) }
    return known
  }

  private static func started(_ visit: Visit) async throws -> RegisteredHypothesis {
    let known = try await HypothesisPages.known(visit)
    guard known.state == .started else { throw ModelError.notRunning(known.key) }
    return known
  }

  // MARK: showing

  private static func page(_ visit: Visit, _ typed: Typed, _ use: Use) async throws -> Page {
    let words = HypothesisPageWords(visit.language)
    let form = use.known?.form
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    var isAmendment = false
    if case .amend = use { isAmendment = true }
    let title = form.map { visit.language.text($0.title) } ?? words.new
    var values: Values = [
      "heading": title, "lead": isAmendment ? words.amendLead : words.registerLead,
      "action": visit.path, "save": isAmendment ? words.amend : words.save,
      "isAmendment": isAmendment, "analyst": words.analyst,
    ]
    for number in 1...7 { values["q\(number)"] = words.question(number) }
    for (name, value) in fields(visit, typed, form, funnel) { values[name] = value }
    values["reason"] = Field("reason", words.amendReason).values(typed, visit.words)
    return Page(title, template: "register", values, place: .hypotheses, typed: typed)
  }

  private static func fields(
    _ visit: Visit,
    _ typed: Typed,
    _ form: HypothesisForm?,
    _ funnel: FunnelDefinition
  ) -> Values {
    let words = HypothesisPageWords(visit.language)
    let site = visit.words
    let text = visit.language.text
    func field(_ name: String, _ label: String, _ known: String?, _ change: (inout Field) -> Void)
      -> Values
    {
      Field(name, label).with {
        $0.suggestion = known ?? ""
        $0.maximum = 400
        change(&$0)
      }
      .values(typed, site)
    }
    func choice(
      _ name: String,
      _ label: String,
      _ known: String,
      _ options: [Choice.Option]
    ) -> Values {
      Choice(name, label, options).with { $0.suggestion = known }.values(typed, site)
    }
    let order = funnel.counters.filter { !$0.isMoney }
    let stages = funnel.stages.filter { $0.key != "leads" && $0.key != "meetings_scheduled" }
    let rail = form?.guardrails.first
    let start = form?.start ?? visit.today + 1
    func points(_ share: Double) -> String {
      String(HypothesisYAML.points(share).prefix { $0 != " " })
    }
    return [
      "title": field("title", words.name, form.map { text($0.title) }) { $0.hint = words.nameHint },
      "if": field("if", words.change, form.map { text($0.statement.condition) }) { _ in },
      "usualWords": field("usualWords", words.usualWords, form?.control.script.map(text)) {
        $0.isRequired = false
      },
      "newWords": field("newWords", words.newWords, form?.variants.first?.script.map(text)) {
        $0.hint = words.newWordsHint
      },
      "because": field("because", words.because, form.map { text($0.statement.reason) }) { _ in },
      "metric": choice(
        "metric",
        words.metric,
        form?.stage ?? "meetings_held",
        stages.map { Choice.Option($0.key, text($0.title)) }
      ),
      "gain": field("gain", words.gain, form.map { effect($0.effect) } ?? "5") {
        $0.hint = words.gainHint
      },
      "guardrail": Choice(
        "guardrail",
        words.guardrail,
        [Choice.Option("", words.noGuardrail)]
          + stages.map { Choice.Option($0.key, text($0.title)) }
      )
      .with {
        $0.suggestion = form == nil ? "payments" : rail?.stage ?? ""
        $0.isRequired = false
      }
      .values(typed, site),
      "margin": field("margin", words.margin, rail.map { points($0.margin) } ?? "5") {
        $0.isRequired = false
      },
      "start": field("start", words.start, start.description) { $0.kind = .date },
      "end": field("end", words.end, (form?.end ?? start + 59).description) { $0.kind = .date },
      "goal": choice(
        "goal",
        words.goalLabel,
        form?.goal.rawValue ?? "choose",
        [
          Choice.Option("choose", words.chooseOption, note: words.chooseNote),
          Choice.Option("prove", words.proveOption, note: words.proveNote),
        ]
      ),
      "owner": field("owner", words.owner, form?.owner ?? visit.person.name) { _ in },
      "reversible": choice(
        "reversible",
        words.reversible,
        form?.isReversible == false ? "no" : "yes",
        [Choice.Option("yes", words.yes), Choice.Option("no", words.no)]
      ),
      "direction": choice(
        "direction",
        words.direction,
        (form?.direction ?? .up).rawValue,
        [Choice.Option("up", words.up), Choice.Option("down", words.down)]
      ),
      "allocation": choice(
        "allocation",
        words.allocation,
        form?.allocation == .parity ? "parity" : "blocks",
        [
          Choice.Option("blocks", words.blocks),
          Choice.Option("parity", words.parity, note: words.parityNote),
        ]
      ),
      "drawnAt": choice(
        "drawnAt",
        words.drawnAt,
        form?.drawnAt ?? "meetings_scheduled",
        order.map { Choice.Option($0.key, text($0.title)) }
      ),
      "maturity": field("maturity", words.maturity, String(form?.maturityDays ?? 14)) {
        $0.kind = .digits
      },
      "planned": field("planned", words.planned, String(form?.plannedPerArm ?? 44)) {
        $0.kind = .digits
        $0.hint = words.plannedHint
      },
      "level": field("level", words.level, plain(form?.significanceLevel ?? 0.05)) { _ in },
      "spread": field("spread", words.spread, points(form?.tau ?? 0.08)) { _ in },
      "cost": field("cost", words.cost, points(form?.costPerUnit ?? 0)) { _ in },
      "segment": field("segment", words.segment, form?.segments.first.map { text($0.title) }) {
        $0.isRequired = false
        $0.hint = words.segmentHint
      },
    ]
  }

  private static func effect(_ effect: RegisteredEffect) -> String {
    plain(effect.value) + (effect.scale == .relative ? " %" : "")
  }

  /// A number as a person types it: `5`, `0.05`.
  private static func plain(_ value: Double) -> String {
    let rounded = (value * 1_000_000).rounded() / 1_000_000
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }

  // MARK: carrying out

  private static func submit(_ visit: Visit, _ typed: Typed, _ use: Use) async throws -> Reply {
    let words = HypothesisPageWords(visit.language)
    var typed = typed
    let (funnel, taken) = try await visit.office.store.read { reader in
      (try reader.funnelDefinition(), Set(try reader.hypotheses().map(\.key)))
    }
    let reason = typed.trimmed("reason")
    if case .amend = use, reason.isEmpty { typed.refuse("reason", words.missingReason) }
    let answers = Answers(
      typed: typed,
      language: visit.language,
      funnel: funnel,
      old: use.known?.form
    )
    let id = use.known?.key ?? Answers.id(typed.trimmed("title"), taken: taken)
    let form: HypothesisForm
    do {
      form = try answers.form(id: id)
    } catch let error as ExchangeError {
      guard case .refused(_, let refusals, _) = error else { throw error }
      for refusal in refusals {
        let field = Answers.fields[refusal.values["key"] ?? ""] ?? ""
        let bare = Refusal(
          place: nil,
          code: refusal.code,
          value: refusal.value,
          values: refusal.values
        )
        typed.refuse(field, Messages(language: visit.language).text(for: bare))
      }
      throw Typed.Refused(typed: typed)
    }
    try typed.settle()
    var what = "saved"
    if case .amend = use { what = "amended" }
    let answer = HypothesisPages.path(id) + "?done=" + what
    _ = try await visit.once(typed, answer: answer) { desk in
      if case .amend = use {
        try await desk.amend(id, with: form, reason: reason)
      } else {
        _ = try await desk.add(form)
      }
    }
    return .redirect(answer)
  }
}
