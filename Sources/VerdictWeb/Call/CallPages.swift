import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Звонок»: the lot at the moment a client agrees, the words to say, and what came of them.
enum CallPages {
  static let routes: [Route] =
    Route.form("/call", show: show, submit: submit)
    + Route.form("/call/:test/:unit", show: SaidPage.show, submit: SaidPage.submit)
    + Route.action("/call/:test/:unit/undo", show: SaidPage.show, SaidPage.undo)

  private static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = CallWords(visit.language)
    let tests = try await visit.desk.openTests()
    let waiting = try await visit.desk.waitingUnits(manager: visit.person.manager)
    let managers = try await visit.office.store.read { try $0.managers() }
    let site = visit.words
    var values: Values = [
      "heading": words.title, "lead": words.lead, "isClosed": tests.isEmpty,
      "nothingOpen": words.nothingOpen, "agreed": words.agreed, "agreedHint": words.agreedHint,
      "offline": words.offline, "sending": words.sending, "hasTests": tests.count > 1,
      "onlyTest": tests.first?.key ?? "", "hasManagers": visit.person.manager == nil,
      "hasWaiting": !waiting.isEmpty, "waitingHeading": words.waiting,
      "waiting": waiting.map { unit -> Values in
        [
          "path": path(unit.test, unit.exposure.unit),
          "client": words.client(unit.exposure.unit), "who": unit.exposure.manager ?? "",
        ]
      },
      "parities": tests.filter { $0.form.allocation == .parity }.map { test in
        words.parity(
          control: visit.language.text(test.form.control.title),
          variant: visit.language.text((test.form.variants.first ?? test.form.control).title)
        )
      },
    ]
    values["deal"] = Field("unit", words.deal)
      .with {
        $0.hint = words.dealHint
        $0.isFocused = true
        $0.maximum = 64
      }
      .values(typed, site)
    values["tests"] = Choice(
      "test",
      words.test,
      tests.map { Choice.Option($0.key, visit.language.text($0.form.title)) }
    )
    .values(typed, site)
    // The question is asked before the lot, so that the answer cannot follow the arm.
    values["segments"] = segments(of: tests).map { segment in
      Choice(
        "segment",
        visit.language.text(segment.title),
        [
          Choice.Option("yes", words.yes), Choice.Option("no", words.no),
          Choice.Option("", words.unknown),
        ]
      )
      .with { $0.isRequired = false }
      .values(typed, site)
    }
    values["managers"] = Choice(
      "manager",
      words.manager,
      [Choice.Option("", "—")] + managers.map { Choice.Option($0, $0) }
    )
    .values(typed, site)
    return Page(words.title, template: "call", values, place: .call, typed: typed)
  }

  /// The one question of the first segment; tests that share it ask it once.
  private static func segments(of tests: [OpenTest]) -> [Segment] {
    guard let first = tests.lazy.compactMap({ $0.form.segments.first }).first else { return [] }
    return [first]
  }

  private static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let words = CallWords(visit.language)
    var typed = typed
    let unit = typed.trimmed("unit")
    let tests = try await visit.desk.openTests()
    let key = tests.count == 1 ? tests[0].key : typed["test"]
    if unit.isEmpty {
      typed.refuse("unit", words.missingDeal)
    } else if !isDealNumber(unit) {
      typed.refuse("unit", words.badDeal)
    }
    if !tests.contains(where: { $0.key == key }) { typed.refuse("test", words.missingTest) }
    let manager = visit.person.manager ?? typed.trimmed("manager")
    if manager.isEmpty { typed.refuse("manager", words.missingManager) }
    try typed.settle()
    let segment = typed["segment"]
    let answer = path(key, unit)
    _ = try await visit.once(typed, answer: answer) { desk in
      try await desk.draw(
        key,
        [
          DrawRequest(
            unit: unit,
            manager: manager,
            segment: segment.isEmpty ? nil : segment
          )
        ]
      )
    }
    return .redirect(answer)
  }

  static func path(_ test: String, _ unit: String) -> String {
    "/call/" + LocalPath.segment(test) + "/" + LocalPath.segment(unit)
  }

  static func isDealNumber(_ text: String) -> Bool {
    text.count <= 64
      && text.allSatisfy { $0.isLetter || $0.isNumber || ".-_".contains($0) }
  }
}
