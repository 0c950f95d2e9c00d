import Foundation
import HTTPTypes
import Hummingbird
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// A request with everything the store knows about it, read in one snapshot.
struct Arrival: Sendable {
  let visit: Visit
  let session: OpenSession?
  let context: SiteContext
  /// The browser had no token yet: the answer gives it one.
  let isNewBrowser: Bool

  static func read(
    _ request: Request,
    _ context: SiteContext,
    _ office: Office
  ) async throws -> Arrival {
    let now = office.clock()
    let cookie = request.cookies[office.cookies.session]?.value
    let known = cookie.flatMap { $0.utf8.count == 43 ? $0 : nil }
    let facts = try await office.store.read { reader in
      Facts(
        settings: try reader.settings(),
        session: try known.flatMap { try Desk.session(token: $0, at: now, in: reader) },
        lastDay: try reader.funnelDays()?.upperBound,
        lastChange: try reader.lastAct()?.at,
        hasAccounts: try reader.hasAccounts()
      )
    }
    let settings = try CompanySettings(facts.settings, at: now)
    let language = ChosenLanguage.of(
      request,
      office: office,
      account: facts.session?.account?.language,
      setting: settings.language
    )
    let token = known ?? Token.random()
    let visit = Visit(
      office: office,
      guest: facts.session.map { session in
        Person(
          account: session.record.account,
          name: session.account?.name ?? SiteWords(language).owner,
          role: session.account?.role ?? .head,
          manager: session.account?.manager
        )
      },
      language: language,
      now: now,
      path: request.uri.path,
      query: query(request),
      parameters: parameters(context),
      settings: settings,
      lastDay: facts.lastDay,
      lastChange: facts.lastChange,
      hasAccounts: facts.hasAccounts,
      wantsJSON: Visit.wantsJSON(request),
      requestID: context.shortID,
      token: token,
      address: address(request, context, office)
    )
    return Arrival(
      visit: visit,
      session: facts.session,
      context: context,
      isNewBrowser: known == nil
    )
  }

  private struct Facts: Sendable {
    let settings: [String: String]
    let session: OpenSession?
    let lastDay: Day?
    let lastChange: Timestamp?
    let hasAccounts: Bool
  }

  private static func query(_ request: Request) -> [String: String] {
    guard let text = request.uri.query, let typed = try? FormBody.parse(Array(text.utf8)) else {
      return [:]
    }
    return Dictionary(
      typed.pairs.map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private static func parameters(_ context: SiteContext) -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in context.parameters {
      values[String(name)] = String(value).removingPercentEncoding ?? ""
    }
    return values
  }

  /// Whom to slow down: the connection's address, or the one a trusted proxy names last.
  private static func address(
    _ request: Request,
    _ context: SiteContext,
    _ office: Office
  ) -> String {
    guard office.transport == .behindProxy, let name = HTTPField.Name("X-Forwarded-For"),
      let last = request.headers[name]?.split(separator: ",").last
    else { return context.peer }
    return String(last.filter { $0 != " " }.prefix(64))
  }
}

extension Visit {
  static func wantsJSON(_ request: Request) -> Bool {
    (request.headers[.accept] ?? "").hasPrefix("application/json")
  }

  /// For pages that are made without the store.
  static func plain(
    office: Office,
    language: Language,
    path: String,
    requestID: String,
    person: Person?
  ) -> Visit {
    let now = office.clock()
    return Visit(
      office: office,
      guest: person,
      language: language,
      now: now,
      path: path,
      query: [:],
      parameters: [:],
      settings: CompanySettings.unknown,
      lastDay: nil,
      lastChange: nil,
      hasAccounts: true,
      wantsJSON: false,
      requestID: requestID,
      token: "",
      address: ""
    )
  }
}
