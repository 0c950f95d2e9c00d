import Hummingbird
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// Addresses that belong to no page: health, style and script, the way in, the language.
enum FramePages {
  static let routes: [Route] =
    Route.page("/health") { _ in .bytes(Array("ok\n".utf8), type: "text/plain; charset=utf-8") }
    + Route.page("/assets/:name") { visit in
      guard let asset = Assets.named(visit.parameter("name")) else { throw SiteProblem.notFound }
      return .bytes(asset.bytes, type: asset.type)
    } + Route.page("/") { visit in .redirect(Home.path(visit)) }
    + Route.page("/enter") { visit in try await enter(visit) }
    + Route.action("/language") { visit, typed in
      guard let language = Language(rawValue: typed["language"]) else {
        throw SiteProblem.badRequest
      }
      if let person = visit.guest, person.account != 0 {
        try await visit.desk.setLanguage(of: person.account, language: language.rawValue)
      }
      let cookie = Cookie(
        name: visit.office.cookies.language,
        value: language.rawValue,
        maxAge: 365 * 86_400,
        path: "/",
        secure: visit.office.cookies.isSecure,
        httpOnly: true,
        sameSite: .lax
      )
      return .with(cookies: [cookie], .redirect(typed["back"]))
    }

  /// The link that `serve` prints: its key opens once and is nowhere afterwards, not in the address.
  private static func enter(_ visit: Visit) async throws -> Reply {
    if visit.guest != nil { return .redirect("/") }
    guard !visit.hasAccounts else { return .redirect("/login") }
    guard visit.office.takeStartKey(visit.query["key"] ?? "") else {
      return .page(LoginPages.closed(visit, isUsed: true))
    }
    let token = try await visit.desk.logIn(account: 0, replacing: nil)
    return .with(cookies: [SessionCookie.session(token, visit)], .redirect("/"))
  }
}

/// Where a person starts.
package enum Home {
  static func path(_ visit: Visit) -> String {
    let places = Frame.places(visit.person.role)
    let wish: SitePlace =
      switch visit.person.role {
      case .head, .reader: .review
      case .manager: .call
      case .assistant: .yesterday
      }
    if visit.person.role == .head, visit.lastDay == nil,
      RoleMatrix.table["GET " + firstHour] != nil
    {
      return firstHour
    }
    return (places.contains(wish) ? wish : places.first)?.path ?? "/account"
  }

  /// The page that greets an empty store.
  package static let firstHour = "/first-hour"
}
