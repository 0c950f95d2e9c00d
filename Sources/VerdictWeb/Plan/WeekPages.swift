import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Неделя»: signals, dynamics, plan and fact, focus.
enum WeekPages {
  static func show(_ visit: Visit) async throws -> Page {
    let words = PlanPageWords(visit.language)
    let asked = visit.query["day"].map { Day(iso: $0) }
    if let asked, asked == nil { throw SiteProblem.notFound }
    var week = try await visit.desk.week(of: asked ?? nil)
    func isShown(_ signal: SignalReading) -> Bool {
      visit.person.role == .head || signal.subject.cut != .manager
        || signal.subject.member == visit.person.manager
    }
    week.signals = week.signals.filter(isShown)
    if visit.person.role != .head {
      // Cases name people; parts of the plan do as well.
      week.casesDue = []
      week.plan?.parts.removeAll {
        $0.part.manager != nil && $0.part.manager != visit.person.manager
      }
      week.plan?.targets.removeAll {
        $0.part.manager != nil && $0.part.manager != visit.person.manager
      }
    }
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    let page = WeekPage(week, funnel: funnel, language: visit.language).page()
    let later = week.first + 7
    var today: [String] = []
    if asked == nil {
      var reading = try await visit.desk.today()
      reading.signals = reading.signals.filter(isShown)
      if visit.person.role != .head { reading.casesDue = [] }
      today = TodayLines(reading, language: visit.language).lines()
    }
    return Page(
      words.week,
      template: "week",
      [
        "hasToday": !today.isEmpty, "todayTitle": words.today, "today": today,
        "heading": words.week + ": " + page.period, "dateline": page.dateline,
        "bottomLine": page.bottomLine, "sections": page.values(),
        "earlier": words.earlierWeek(week.first - 7),
        "earlierPath": "/week?day=" + (week.first - 7).description,
        "later": words.laterWeek(later), "laterPath": "/week?day=" + later.description,
        "hasLater": later <= visit.today,
      ],
      place: .week,
      isWide: true
    )
  }
}
