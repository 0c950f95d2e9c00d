package import Hummingbird
import VerdictModel
import VerdictReports

/// What a handler answers.
package enum Reply: Sendable {
  case page(Page)
  /// 303 to a path of ours; the end of every form that was carried out.
  case redirect(String)
  /// A download, or an answer to a script.
  case bytes([UInt8], type: String, name: String? = nil, status: HTTPResponse.Status = .ok)
  /// A whole page kept as bytes, with its own style inside: shown without any script.
  case document([UInt8])
  /// Any of these with cookies, which only the pages about entering need.
  indirect case with(cookies: [Cookie], Reply)
}

/// One address, how it is asked, and what answers it.
package struct Route: Sendable {
  package enum Body: Sendable, Hashable {
    case none
    /// Fields of a form, at most `FormBody.limit` bytes.
    case form
    /// Fields and files, each file at most so many bytes.
    case upload(limit: Int)
  }

  package let method: HTTPRequest.Method
  /// `/call/:unit`; the parts with a colon are in `Visit.parameters`.
  package let pattern: String
  package let body: Body
  package let handle: @Sendable (Visit, Typed) async throws -> Reply
  /// Shows the form with what was typed; nil where a page has none.
  package let show: (@Sendable (Visit, Typed) async throws -> Page)?

  package var key: String { method.rawValue + " " + pattern }

  /// A page that only shows.
  package static func page(
    _ pattern: String,
    _ handle: @escaping @Sendable (Visit) async throws -> Reply
  ) -> [Route] {
    [
      Route(
        method: .get,
        pattern: pattern,
        body: .none,
        handle: { visit, _ in try await handle(visit) },
        show: nil
      )
    ]
  }

  /// A page with a form on it: shown empty, shown again with what was typed, and carried out.
  ///
  /// `submit` throws `Typed.Refused` or any coded error to have the page shown again, with everything
  /// typed still there.
  package static func form(
    _ pattern: String,
    show: @escaping @Sendable (Visit, Typed) async throws -> Page,
    submit: @escaping @Sendable (Visit, Typed) async throws -> Reply
  ) -> [Route] {
    [
      Route(
        method: .get,
        pattern: pattern,
        body: .none,
        handle: { visit, typed in .page(try await show(visit, typed)) },
        show: show
      ),
      Route(method: .post, pattern: pattern, body: .form, handle: submit, show: show),
    ]
  }

  /// A second form of a page that has its own address; `show` renders the page it is on.
  package static func action(
    _ pattern: String,
    show: (@Sendable (Visit, Typed) async throws -> Page)? = nil,
    _ handle: @escaping @Sendable (Visit, Typed) async throws -> Reply
  ) -> [Route] {
    [Route(method: .post, pattern: pattern, body: .form, handle: handle, show: show)]
  }

  /// Files sent to an address; `Typed.files` has them, gone after the answer.
  package static func upload(
    _ pattern: String,
    limit: Int,
    show: (@Sendable (Visit, Typed) async throws -> Page)? = nil,
    _ handle: @escaping @Sendable (Visit, Typed) async throws -> Reply
  ) -> [Route] {
    [
      Route(
        method: .post,
        pattern: pattern,
        body: .upload(limit: limit),
        handle: handle,
        show: show
      )
    ]
  }
}

/// A handler's way to answer with an error page.
package struct SiteProblem: Error, Hashable {
  package let status: Int
  package init(_ status: HTTPResponse.Status) { self.status = status.code }
  package static var notFound: SiteProblem { SiteProblem(.notFound) }
  package static var badRequest: SiteProblem { SiteProblem(.badRequest) }
  package static var forbidden: SiteProblem { SiteProblem(.forbidden) }
  package static var conflict: SiteProblem { SiteProblem(.conflict) }
}
