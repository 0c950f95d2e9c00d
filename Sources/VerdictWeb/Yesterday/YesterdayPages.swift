import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Вчера»: the days to fill, files, the end of the morning, and old days.
enum YesterdayPages {
  static let routes: [Route] =
    Route.form("/yesterday", show: show, submit: submit)
    + Route.form("/yesterday/done", show: DonePage.show, submit: DonePage.takeBack)
    + Route.upload("/yesterday/files", limit: FilePages.limit, show: show, FilePages.submit)
    + Route.page("/yesterday/files") { visit in .redirect(home) }
    + Route.action("/yesterday/layout", show: show, LayoutPage.submit)
    + Route.page("/yesterday/day") { visit in try OldDayPages.open(visit) }
    + Route.page("/yesterday/day/:day") { visit in .page(try await OldDayPages.show(visit)) }
    + Route.form("/yesterday/day/:day/cell", show: CellPage.show, submit: CellPage.submit)

  static let home = "/yesterday"

  private static func form(_ visit: Visit, _ typed: Typed) async throws -> MorningForm {
    let days = typed.all("day").compactMap { Day(iso: $0) }
    let morning = try await visit.desk.morning(
      manager: visit.person.manager,
      only: days.isEmpty ? nil : days.filter { $0 <= visit.today }
    )
    return MorningForm(visit, morning, typed)
  }

  static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    var page = try await form(visit, typed).page()
    if visit.query["kept"] != nil { page.notice = YesterdayWords(visit.language).layoutKept }
    return page
  }

  private static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    var form = try await form(visit, raised(typed))
    // A row more is no mistake and nothing is written.
    if typed.has("more") || form.morning.days.isEmpty { return .page(form.page()) }
    let entry = try form.entry()
    form.doubts = try await visit.desk.doubts(about: entry)
    if form.hasToAsk { return .page(form.page()) }
    let began = Int64(typed["began"]) ?? visit.now.microseconds / 1_000_000
    let seconds = max(0, visit.now.microseconds / 1_000_000 - began)
    let days = form.morning.days.map(\.day.description).joined(separator: ",")
    let answer = "\(home)/done?days=\(days)&time=\(seconds)"
    do {
      let done = try await visit.once(typed, answer: answer) { desk in
        try await desk.enter(entry)
      }
      guard case .done(let batch) = done else { return .redirect(answer) }
      return .redirect(answer + "&batch=\(batch)")
    } catch WorkflowError.cellsMoved(let cells) {
      for cell in cells { form.refuse(cell) }
      try form.typed.settle()
      throw WorkflowError.cellsMoved(cells)
    } catch WorkflowError.impossibleRows(let rows) {
      for row in rows { form.refuse(row) }
      try form.typed.settle()
      throw WorkflowError.impossibleRows(rows)
    }
  }

  /// A meeting shown at once was due and held on the same day: the number due is raised to fit.
  private static func raised(_ typed: Typed) -> Typed {
    let parts = typed["instant"].split(separator: "|", maxSplits: 1)
    guard parts.count == 2, let day = Day(iso: parts[0]) else { return typed }
    func field(_ counter: String) -> String {
      MorningForm.field(CellPlace(day: day, counter: counter, manager: String(parts[1])))
    }
    let held = MorningForm.count(typed.trimmed(field("meetings_held"))) ?? 0
    let moved = MorningForm.count(typed.trimmed(field("meetings_moved"))) ?? 0
    return typed.replacing(field("meetings_due"), with: String(held + moved))
  }
}
