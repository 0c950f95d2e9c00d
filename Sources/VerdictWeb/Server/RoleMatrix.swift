package import VerdictModel

/// Whom a route lets in.
package enum Access: Sendable, Hashable {
  /// Nobody has to log in.
  case open
  /// Everybody who is logged in.
  case everyone
  case only(Set<Role>)

  package func allows(_ role: Role?) -> Bool {
    switch self {
    case .open: true
    case .everyone: role != nil
    case .only(let roles): role.map(roles.contains) ?? false
    }
  }
}

/// Every route and whom it lets in: the one place where this is said.
///
/// A page that is only for a part of what it shows checks the rest itself: a manager's rows, a client
/// of one's own.
package enum RoleMatrix {
  package static let rows: [(route: String, access: Access)] =
    frame + people + yesterday + call + hypotheses + signals + review + tables + plan

  package static let table: [String: Access] = Dictionary(
    rows.map { ($0.route, $0.access) },
    uniquingKeysWith: { first, _ in first }
  )

  private static let frame: [(String, Access)] = [
    ("GET /health", .open),
    ("GET /assets/:name", .open),
    ("GET /enter", .open),
    ("GET /login", .open),
    ("POST /login", .open),
    ("POST /language", .open),
    ("GET /invitation/:token", .open),
    ("POST /invitation/:token", .open),
    ("GET /", .everyone),
    ("POST /logout", .everyone),
    ("GET /first-hour", .only([.head])),
    ("GET /first-hour/demo", .only([.head])),
  ]

  private static let people: [(String, Access)] = [
    ("GET /account", .everyone),
    ("POST /account", .everyone),
    ("POST /account/sessions", .everyone),
    ("GET /people", .only([.head])),
    ("POST /people", .only([.head])),
    ("POST /people/withdraw", .only([.head])),
    ("GET /people/:id", .only([.head])),
    ("POST /people/:id", .only([.head])),
    ("POST /people/:id/remove", .only([.head])),
    ("POST /people/:id/sessions", .only([.head])),
  ]

  private static let yesterday: [(String, Access)] = [
    ("GET /yesterday", .only([.head, .manager, .assistant])),
    ("POST /yesterday", .only([.head, .manager, .assistant])),
    ("GET /yesterday/done", .only([.head, .manager, .assistant])),
    ("POST /yesterday/done", .only([.head, .manager, .assistant])),
    ("GET /yesterday/files", .only([.head, .assistant])),
    ("POST /yesterday/files", .only([.head, .assistant])),
    ("POST /yesterday/layout", .only([.head, .assistant])),
    ("GET /yesterday/day", .only([.head, .manager, .assistant])),
    ("GET /yesterday/day/:day", .only([.head, .manager, .assistant])),
    ("GET /yesterday/day/:day/cell", .only([.head, .manager, .assistant])),
    ("POST /yesterday/day/:day/cell", .only([.head, .manager, .assistant])),
  ]

  private static let call: [(String, Access)] = [
    ("GET /call", .only([.head, .manager])),
    ("POST /call", .only([.head, .manager])),
    ("GET /call/:test/:unit", .only([.head, .manager])),
    ("POST /call/:test/:unit", .only([.head, .manager])),
    ("POST /call/:test/:unit/undo", .only([.head, .manager])),
  ]

  private static let hypotheses: [(String, Access)] = [
    ("GET /hypotheses", .only([.head, .manager, .assistant])),
    ("GET /hypotheses/new", .only([.head])),
    ("POST /hypotheses/new", .only([.head])),
    ("GET /hypotheses/:key", .only([.head, .manager, .assistant])),
    ("GET /hypotheses/:key/edit", .only([.head])),
    ("POST /hypotheses/:key/edit", .only([.head])),
    ("GET /hypotheses/:key/amend", .only([.head])),
    ("POST /hypotheses/:key/amend", .only([.head])),
    ("POST /hypotheses/:key/start", .only([.head])),
    ("POST /hypotheses/:key/bet", .only([.head, .manager, .assistant])),
    ("POST /hypotheses/:key/stop", .only([.head])),
    ("POST /hypotheses/:key/glance", .only([.head])),
  ]

  private static let tables: [(String, Access)] = [
    ("GET /table", .everyone),
    ("GET /funnel", .only([.head])),
    ("POST /funnel", .only([.head])),
    ("POST /funnel/answers", .only([.head])),
    ("POST /funnel/norm", .only([.head])),
  ]

  private static let plan: [(String, Access)] = [
    ("GET /plan", .only([.head, .manager, .reader])),
    ("POST /plan", .only([.head])),
    ("GET /week", .only([.head, .manager, .reader])),
    ("GET /needs", .only([.head, .manager, .reader])),
    ("GET /bridge", .only([.head, .manager, .reader])),
    ("GET /claims", .only([.head, .manager, .reader])),
  ]

  private static let signals: [(String, Access)] = [
    ("GET /signals", .everyone),
    ("GET /managers", .only([.head, .manager])),
  ]

  private static let review: [(String, Access)] = [
    ("GET /review", .only([.head, .manager, .reader])),
    ("GET /review/cases", .only([.head])),
    ("POST /review/cases", .only([.head])),
    ("POST /review/cases/:id/close", .only([.head])),
    ("GET /review/:period", .only([.head, .manager, .reader])),
    ("GET /review/:period/meeting", .only([.head, .manager, .reader])),
    ("GET /review/:period/compare", .only([.head])),
    ("GET /review/:period/wall", .only([.head, .manager, .reader])),
    ("GET /review/:period/head", .only([.head])),
    ("POST /review/:period/publish", .only([.head])),
    ("POST /review/:period/decide", .only([.head])),
  ]
}
