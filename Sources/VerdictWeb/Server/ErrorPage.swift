import Foundation
import Hummingbird
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// The page for when something did not work; it needs nothing from the store.
struct ErrorPage {
  let office: Office
  let request: Request
  let context: SiteContext

  func response(
    status: Int,
    error: (any CodedError)? = nil,
    person: Person? = nil,
    language known: Language? = nil
  ) -> Response {
    let language =
      known ?? ChosenLanguage.cookie(request, office) ?? ChosenLanguage.accepted(request) ?? .ru
    let words = ErrorWords(status: status, language: language)
    // The words of an error of ours say more than those of its status, save where the machine is
    // the cause and the text would name its paths.
    let own = error.flatMap { error in
      [500, 503, 507].contains(status) ? nil : Messages(language: language).text(for: error)
    }
    var headers: HTTPFields = [:]
    if case .tooManyAttempts(let seconds) = error as? PeopleError {
      headers[.retryAfter] = String(seconds)
    } else if status == 503 {
      headers[.retryAfter] = "3"
    }
    if Visit.wantsJSON(request) {
      return Responses.json(
        Problem(status: status, title: words.title, text: own ?? words.text, remedy: words.remedy),
        status: .init(code: status),
        headers: headers
      )
    }
    let visit = Visit.plain(
      office: office,
      language: language,
      path: request.uri.path,
      requestID: context.shortID,
      person: person
    )
    let page = Page(
      words.title,
      template: "error",
      [
        "heading": words.title, "text": own ?? words.text, "remedy": words.remedy,
        "back": ErrorWords.back(language),
        "request": ErrorWords.request(context.shortID, language),
      ],
      status: .init(code: status),
      isBare: person == nil
    )
    return Responses.html(
      Frame(visit: visit).html(page),
      status: .init(code: status),
      headers: headers
    )
  }

  struct Problem: Encodable {
    let status: Int
    let title: String
    let text: String
    let remedy: String
  }
}

/// Answers as bytes.
enum Responses {
  static func html(
    _ text: String,
    status: HTTPResponse.Status,
    headers: HTTPFields = [:]
  ) -> Response {
    bytes(Array(text.utf8), type: "text/html; charset=utf-8", status: status, headers: headers)
  }

  static func json(
    _ value: some Encodable,
    status: HTTPResponse.Status,
    headers: HTTPFields = [:]
  ) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(value)).map(Array.init) ?? Array("{}".utf8)
    return bytes(data, type: "application/json; charset=utf-8", status: status, headers: headers)
  }

  static func bytes(
    _ bytes: [UInt8],
    type: String,
    status: HTTPResponse.Status,
    headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = type
    return Response(
      status: status,
      headers: headers,
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }

  static func redirect(_ path: String) -> Response {
    Response(status: .seeOther, headers: [.location: LocalPath.checked(path)])
  }
}

/// Paths of ours: never a way to another site.
package enum LocalPath {
  /// The path itself, or `/` for anything that could lead elsewhere.
  package static func checked(_ path: String) -> String {
    let isOurs =
      path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
      && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && path.utf8.count <= 2_000
    return isOurs ? path : "/"
  }

  /// One segment of a path with everything unusual escaped.
  package static func segment(_ text: String) -> String { FormBody.encode(text) }
}
