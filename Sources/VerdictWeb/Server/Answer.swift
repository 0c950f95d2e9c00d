import HTTPTypes
import Hummingbird
import VerdictModel
import VerdictWorkflow

/// Turns a handler's reply into bytes and headers.
struct Answer {
  let visit: Visit
  let arrival: Arrival

  func response(_ reply: Reply) throws -> Response {
    switch reply {
    case .page(let page):
      var response = Responses.html(Frame(visit: visit).html(page), status: page.status)
      if arrival.isNewBrowser { response.setCookie(SessionCookie.visitor(visit)) }
      return response
    case .redirect(let path):
      if visit.wantsJSON {
        return Responses.json(["location": LocalPath.checked(path)], status: .ok)
      }
      return Responses.redirect(path)
    case .bytes(let bytes, let type, let name, let status):
      var headers: HTTPFields = [:]
      if let name {
        headers[.contentDisposition] =
          "attachment; filename*=UTF-8''" + LocalPath.segment(name)
      }
      return Responses.bytes(bytes, type: type, status: status, headers: headers)
    case .document(let bytes):
      return Responses.bytes(
        bytes,
        type: "text/html; charset=utf-8",
        status: .ok,
        headers: [.contentSecurityPolicy: SecurityHeaders.documentPolicy]
      )
    case .with(let cookies, let reply):
      var response = try self.response(reply)
      response.headers[values: .setCookie] = []
      for cookie in cookies { response.setCookie(cookie) }
      return response
    }
  }
}

/// The cookie that is the session: unreadable for scripts, never sent from another site's form.
enum SessionCookie {
  static func make(_ token: String, _ visit: Visit, maxAge: Int?) -> Cookie {
    Cookie(
      name: visit.office.cookies.session,
      value: token,
      maxAge: maxAge,
      path: "/",
      secure: visit.office.cookies.isSecure,
      httpOnly: true,
      sameSite: .lax
    )
  }

  /// For a browser that has not logged in: forms before the login have a key as well.
  static func visitor(_ visit: Visit) -> Cookie { make(visit.token, visit, maxAge: nil) }

  static func session(_ token: String, _ visit: Visit) -> Cookie {
    make(token, visit, maxAge: Int(PeopleTerms.longest / 1_000_000))
  }

  static func ended(_ visit: Visit) -> Cookie { make("", visit, maxAge: 0) }
}
