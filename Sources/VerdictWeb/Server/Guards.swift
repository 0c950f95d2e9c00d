import HTTPTypes
import Hummingbird
import Logging
import VerdictModel
import VerdictReports

/// A line for each request: method, route, status, milliseconds.
///
/// No address, name or value.
struct AccessLog: RouterMiddleware {
  typealias Context = SiteContext

  func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let took = ContinuousClock.now - start
    let milliseconds =
      took.components.seconds * 1000 + took.components.attoseconds / 1_000_000_000_000_000
    context.logger.info(
      "\(request.method.rawValue) \(context.endpointPath ?? "-") \(response.status.code) \(milliseconds)ms \(context.shortID)"
    )
    return response
  }
}

extension SiteContext {
  /// Enough of the request's number to find it in the log.
  var shortID: String { String(id.suffix(10)) }
}

/// Says on every answer what a browser may do with it.
struct SecurityHeaders: RouterMiddleware {
  typealias Context = SiteContext
  let isSecure: Bool

  static let policy =
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
  /// A kept page brings its own style and no script.
  static let documentPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    func set(_ name: HTTPField.Name?, _ value: String) {
      if let name, response.headers[name] == nil { response.headers[name] = value }
    }
    set(.contentSecurityPolicy, Self.policy)
    set(.xContentTypeOptions, "nosniff")
    set(HTTPField.Name("Referrer-Policy"), "same-origin")
    set(HTTPField.Name("Cross-Origin-Opener-Policy"), "same-origin")
    set(.crossOriginResourcePolicy, "same-origin")
    set(HTTPField.Name("X-Frame-Options"), "DENY")
    set(HTTPField.Name("Permissions-Policy"), "camera=(), microphone=(), geolocation=()")
    set(.cacheControl, "no-store")
    if isSecure { set(.strictTransportSecurity, "max-age=31536000") }
    return response
  }
}

/// Refuses requests for names this server does not have, before anything else is looked at.
struct HostGuard: RouterMiddleware {
  typealias Context = SiteContext
  let hosts: HostList

  func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    guard hosts.allows(request.head.authority) else {
      let language = ChosenLanguage.accepted(request) ?? .ru
      return Response(
        status: .forbidden,
        headers: [.contentType: "text/plain; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: ErrorWords.foreignHost(language) + "\n"))
      )
    }
    return try await next(request, context)
  }
}

/// Turns whatever was thrown into a page in the person's language.
struct ErrorPages: RouterMiddleware {
  typealias Context = SiteContext
  let office: Office

  func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let status = Self.status(of: error)
      if status == 500 {
        // Values may be personal: only the kind of error is written down.
        context.logger.error("500 \(context.shortID) \(String(reflecting: type(of: error)))")
      }
      return ErrorPage(office: office, request: request, context: context)
        .response(status: status, error: error as? any CodedError)
    }
  }

  static func status(of error: any Error) -> Int {
    switch error {
    case let problem as SiteProblem: problem.status
    case let error as HTTPError: error.status.code
    case is FormBody.TooLarge: 413
    case is FormBody.Unreadable: 400
    case let error as ModelError: status(of: error)
    case let error as PeopleError: status(of: error)
    case let error as any CodedError:
      switch error.kind {
      case .usage, .badData: 400
      case .noInput: 404
      case .failure: 409
      case .busy: 503
      default: 500
      }
    default: 500
    }
  }

  private static func status(of error: ModelError) -> Int {
    switch error {
    case .storeBusy: 503
    case .diskFull: 507
    case .unknownHypothesis, .batchUnknown: 404
    case .inputOutput, .damaged, .storeMissing, .notAStore, .storeTooNew: 500
    case .refused, .unknownArm, .unknownCounter, .wrongGrain: 400
    default: 409
    }
  }

  private static func status(of error: PeopleError) -> Int {
    switch error {
    case .tooManyAttempts: 429
    case .accountUnknown, .invitationInvalid: 404
    case .nameTaken, .lastHead, .submissionForeign: 409
    default: 400
    }
  }
}
