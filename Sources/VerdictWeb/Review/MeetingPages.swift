import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// The meeting itself: its agenda with a clock, and two reviews side by side.
enum MeetingPages {
  static let routes: [Route] =
    Route.page("/review/:period/meeting") { visit in .page(try await meeting(visit)) }
    + Route.page("/review/:period/compare") { visit in .page(try await compare(visit)) }

  private static func path(_ period: HalfMonth) -> String { "/review/" + period.description }

  private static func period(_ visit: Visit) throws -> HalfMonth {
    guard let period = HalfMonth(iso: visit.parameter("period")) else { throw SiteProblem.notFound }
    return period
  }

  /// A list of items with minutes; where scripts run, a clock goes through it.
  private static func meeting(_ visit: Visit) async throws -> Page {
    let period = try period(visit)
    let published = try await visit.office.store.read { try $0.review(period) != nil }
    guard published || visit.person.role == .head else { throw SiteProblem.notFound }
    let words = MeetingWords(visit.language)
    let agenda = AgendaWords(
      MeetingAgenda(try await visit.desk.followedReview(period)),
      language: visit.language
    )
    return Page(
      words.agenda,
      template: "agenda",
      [
        "back": words.period(period), "base": path(period), "heading": words.agenda,
        "lead": agenda.sentence, "start": words.startClock, "pause": words.pauseClock,
        "reset": words.resetClock, "over": words.clockOver, "left": words.clockLeft,
        "wallPath": path(period) + "/wall", "wall": words.wall,
        "items": agenda.items.enumerated().map { index, item -> Values in
          [
            "name": agenda.name(item), "minutes": String(item.minutes),
            "length": agenda.minutes(item.minutes), "from": agenda.start(index),
            "ending": agenda.ending(item),
          ]
        },
      ],
      place: .review
    )
  }

  private static func compare(_ visit: Visit) async throws -> Page {
    let period = try period(visit)
    let words = MeetingWords(visit.language)
    let known = try await visit.office.store.read { try $0.reviewPeriods() }
    var other = known.last { $0 < period } ?? period.previous
    if let asked = visit.query["with"] {
      guard let named = HalfMonth(iso: asked) else { throw SiteProblem.notFound }
      other = named
    }
    guard other != period else { throw SiteProblem.notFound }
    let comparison = try await visit.desk.compare(other, period)
    let page = ComparisonPage(comparison, language: visit.language).page()
    return Page(
      words.compare,
      template: "comparison",
      [
        "back": words.period(period), "base": path(period),
        "heading": page.title + ": " + page.period, "dateline": page.dateline,
        "bottomLine": page.bottomLine, "sections": page.values(), "others": words.otherReviews,
        "hasOthers": known.contains { $0 != period && $0 != other },
        "reviews": known.filter { $0 != period && $0 != other }.reversed().map { each -> Values in
          [
            "path": path(period) + "/compare?with=" + each.description,
            "period": words.period(each),
          ]
        },
      ],
      place: .review,
      isWide: true
    )
  }
}
