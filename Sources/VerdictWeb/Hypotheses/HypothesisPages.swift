import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Гипотезы»: the list, registration, and one page for each.
enum HypothesisPages {
  static let routes: [Route] =
    Route.page("/hypotheses") { visit in .page(try await list(visit)) }
    + Route.form(
      "/hypotheses/new",
      show: RegistrationPage.showNew,
      submit: RegistrationPage.submitNew
    )
    + Route.page("/hypotheses/:key") { visit in
      .page(try await HypothesisCardPage.show(visit, Typed()))
    }
    + Route.form(
      "/hypotheses/:key/edit",
      show: RegistrationPage.showEdit,
      submit: RegistrationPage.submitEdit
    )
    + Route.form(
      "/hypotheses/:key/amend",
      show: RegistrationPage.showAmend,
      submit: RegistrationPage.submitAmend
    )
    + Route.action(
      "/hypotheses/:key/start",
      show: HypothesisCardPage.show,
      HypothesisCardPage.start
    )
    + Route.action("/hypotheses/:key/bet", show: HypothesisCardPage.show, HypothesisCardPage.bet)
    + Route.action("/hypotheses/:key/stop", show: HypothesisCardPage.show, HypothesisCardPage.stop)
    + Route.action(
      "/hypotheses/:key/glance",
      show: HypothesisCardPage.show,
      HypothesisCardPage.glance
    )

  static func path(_ key: String) -> String { "/hypotheses/" + LocalPath.segment(key) }

  /// The hypothesis of the address.
  static func known(_ visit: Visit) async throws -> RegisteredHypothesis {
    let key = visit.parameter("key")
    guard let known = try await visit.office.store.read({ try $0.hypothesis(key) }) else {
      throw SiteProblem.notFound
    }
    return known
  }

  private static func list(_ visit: Visit) async throws -> Page {
    let words = HypothesisPageWords(visit.language)
    let all = try await visit.office.store.read { try $0.hypotheses() }
    func row(_ hypothesis: RegisteredHypothesis) -> Values {
      let form = hypothesis.form
      return [
        "path": path(hypothesis.key), "title": visit.language.text(form.title),
        "dates": words.dates(form), "goal": words.goal(form.goal), "owner": form.owner,
        "isStopped": form.stoppedOn != nil,
        "stopped": form.stoppedOn.map { words.stopped($0) } ?? "",
      ]
    }
    func group(_ heading: String, _ members: [RegisteredHypothesis]) -> Values? {
      members.isEmpty ? nil : ["heading": heading, "rows": members.map(row)]
    }
    let started = all.filter { $0.state == .started }
    let isOver = { (hypothesis: RegisteredHypothesis) in hypothesis.form.ripeOn < visit.today }
    let groups = [
      group(words.running, started.filter { !isOver($0) }),
      group(words.drafts, all.filter { $0.state == .draft }),
      group(words.ended, started.filter(isOver).reversed()),
    ]
    .compactMap { $0 }
    return Page(
      words.title,
      template: "hypotheses",
      [
        "heading": words.title, "lead": all.isEmpty ? words.none : words.lead, "groups": groups,
        "canRegister": visit.person.role == .head, "new": words.new,
      ],
      place: .hypotheses
    )
  }
}
