package import Hummingbird
import VerdictModel

/// All pages, behind the guards, as one router.
package struct Site: Sendable {
  package let office: Office

  package init(_ office: Office) { self.office = office }

  package static let routes: [Route] =
    FramePages.routes + FirstHourPage.routes + PeoplePages.routes + LoginPages.routes
    + InvitationPages.routes
    + AccountPages.routes + YesterdayPages.routes + CallPages.routes + HypothesisPages.routes
    + CasePages.routes + ReviewPages.routes + MeetingPages.routes + TablePage.routes
    + FunnelPage.routes
    + PlanPages.routes
    + SignalPages.routes + ManagerPages.routes

  /// Builds the router; a route without a row in the role matrix is a mistake of ours.
  package func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: AccessLog())
    router.add(middleware: SecurityHeaders(isSecure: office.transport.isSecure))
    router.add(middleware: HostGuard(hosts: office.hosts))
    router.add(middleware: ErrorPages(office: office))
    var methods: [String: Set<HTTPRequest.Method>] = [:]
    for route in Self.routes {
      guard let access = RoleMatrix.table[route.key] else {
        preconditionFailure("\(route.key) has a row in the role matrix")
      }
      let gate = Gate(office: office, route: route, access: access)
      router.on(RouterPath(route.pattern), method: route.method) { request, context in
        try await gate.respond(request, context)
      }
      methods[route.pattern, default: []].insert(route.method)
    }
    for (pattern, known) in methods {
      let all: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]
      for method in all where !known.contains(method) {
        router.on(RouterPath(pattern), method: method) { request, _ -> Response in
          try await FormBody.drop(request.body)
          throw SiteProblem(.methodNotAllowed)
        }
      }
    }
    return router
  }
}
