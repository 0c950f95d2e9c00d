import HTTPTypes
import Hummingbird
import Logging
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// What stands before every page, in this order: session, origin, role, body, form key.
struct Gate: Sendable {
  let office: Office
  let route: Route
  let access: Access

  func respond(_ request: Request, _ context: SiteContext) async throws -> Response {
    let arrival = try await Arrival.read(request, context, office)
    let visit = arrival.visit
    do {
      return try await admitted(request, context, arrival)
    } catch {
      let status = ErrorPages.status(of: error)
      if status == 500 {
        context.logger.error("500 \(context.shortID) \(String(reflecting: type(of: error)))")
      }
      return ErrorPage(office: office, request: request, context: context).response(
        status: status,
        error: error as? any CodedError,
        person: visit.guest,
        language: visit.language
      )
    }
  }

  private func admitted(
    _ request: Request,
    _ context: SiteContext,
    _ arrival: Arrival
  ) async throws -> Response {
    let visit = arrival.visit
    if route.method == .post, !Self.isOurOrigin(request) {
      try await FormBody.drop(request.body)
      throw SiteProblem.forbidden
    }
    guard let person = visit.guest else {
      if access.allows(nil) { return try await carryOut(request, arrival) }
      return try await login(request, arrival)
    }
    guard access.allows(person.role) else {
      try await FormBody.drop(request.body)
      throw SiteProblem.forbidden
    }
    if let session = arrival.session { try await visit.desk.keepAlive(session) }
    return try await carryOut(request, arrival)
  }

  private func carryOut(_ request: Request, _ arrival: Arrival) async throws -> Response {
    let visit = arrival.visit
    let answer = Answer(visit: visit, arrival: arrival)
    var typed = Typed()
    switch route.body {
    case .none: break
    case .form:
      typed = try await FormBody.read(request)
      guard Self.matches(typed[FieldName.key], visit.formKey) else {
        return try await unkeyed(typed, arrival)
      }
    case .upload(let limit):
      let reader = UploadReader(folder: office.uploads, limit: limit, key: visit.formKey)
      typed = try await reader.read(request)
    }
    defer { UploadReader.remove(typed.files) }
    if typed.has(FieldName.resume) {
      typed.isResumed = true
      guard let show = route.show else {
        return try answer.response(
          .page(ResumePage.page(visit, path: visit.path, typed: typed, isConfirmation: true))
        )
      }
      return try answer.response(.page(try await show(visit, typed)))
    }
    do {
      return try answer.response(try await route.handle(visit, typed))
    } catch let refused as Typed.Refused {
      return try await again(visit, refused.typed, status: 422, answer)
    } catch let error as any CodedError where route.method == .post && route.show != nil {
      let status = ErrorPages.status(of: error)
      if status == 500 { throw error }
      var kept = typed
      let words = ErrorWords(status: status, language: visit.language)
      let text =
        [503, 507].contains(status)
        ? words.text + " " + words.remedy : Messages(language: visit.language).text(for: error)
      kept.refuse("", text)
      return try await again(visit, kept, status: status == 400 ? 422 : status, answer)
    }
  }

  /// The page once more with everything typed and what is wrong with it.
  private func again(
    _ visit: Visit,
    _ typed: Typed,
    status: Int,
    _ answer: Answer
  ) async throws -> Response {
    if visit.wantsJSON {
      return Responses.json(Problems(typed.problems), status: .init(code: status))
    }
    guard let show = route.show else { throw SiteProblem(.init(code: status)) }
    var page = try await show(visit, typed)
    page.status = .init(code: status)
    page.typed = typed
    return try answer.response(.page(page))
  }

  /// Nobody is logged in: to the login page, with whatever was typed.
  private func login(_ request: Request, _ arrival: Arrival) async throws -> Response {
    let visit = arrival.visit
    let answer = Answer(visit: visit, arrival: arrival)
    if visit.wantsJSON {
      try await FormBody.drop(request.body)
      return ErrorPage(office: office, request: request, context: arrival.context)
        .response(status: 401, language: visit.language)
    }
    switch route.body {
    case .none:
      let back = LocalPath.checked(request.uri.string)
      return Responses.redirect(back == "/" ? "/login" : "/login?to=" + FormBody.encode(back))
    case .form:
      let typed = try await FormBody.read(request)
      let carried = Carried(path: visit.path, typed: typed, hadFiles: false)
      return try answer.response(.page(LoginPages.page(visit, carried: carried, status: 401)))
    case .upload:
      try await FormBody.drop(request.body)
      let carried = Carried(path: visit.path, typed: Typed(), hadFiles: true)
      return try answer.response(.page(LoginPages.page(visit, carried: carried, status: 401)))
    }
  }

  /// A form without the key of this browser: it is shown for confirmation and not carried out.
  private func unkeyed(_ typed: Typed, _ arrival: Arrival) async throws -> Response {
    let answer = Answer(visit: arrival.visit, arrival: arrival)
    if arrival.visit.wantsJSON { throw SiteProblem.forbidden }
    if arrival.visit.guest == nil {
      if let show = route.show {
        var page = try await show(arrival.visit, typed.forgetting(["password", "again"]))
        page.status = .forbidden
        page.notice = PeopleWords(arrival.visit.language).sessionOver
        return try answer.response(.page(page))
      }
      throw SiteProblem.forbidden
    }
    var page = ResumePage.page(
      arrival.visit,
      path: arrival.visit.path,
      typed: typed,
      isConfirmation: route.show == nil
    )
    page.status = .forbidden
    return try answer.response(.page(page))
  }

  /// Whether a change was asked for by a page of ours: browsers say so, and others cannot make them lie.
  static func isOurOrigin(_ request: Request) -> Bool {
    let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    if let site, site != "same-origin" { return false }
    if let origin = request.headers[.origin] {
      guard let from = HostName(origin: origin), let host = HostName(request.head.authority ?? "")
      else { return false }
      let own = origin.hasPrefix("https:") ? 443 : 80
      return from == HostName(name: host.name, port: host.port == own ? nil : host.port)
    }
    return site != nil
  }

  /// Compares in a time that does not tell how much was right.
  static func matches(_ given: String, _ expected: String) -> Bool {
    let (a, b) = (Array(given.utf8), Array(expected.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private struct Problems: Encodable {
    struct Item: Encodable {
      let field: String
      let text: String
    }
    let problems: [Item]
    init(_ problems: [Typed.Problem]) {
      self.problems = problems.map { Item(field: $0.field, text: $0.text) }
    }
  }
}
