import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import VerdictModel
import VerdictSQLite
import VerdictTestSupport
import VerdictWeb
import VerdictWorkflow

/// A site on a throw-away store, and the moment it is.
final class Premises: Sendable {
  let folder: ThrowawayFolder
  let store: any Store
  let office: Office
  static let host = "localhost"

  init(_ now: String = "2026-11-24") throws {
    folder = try ThrowawayFolder()
    store = try SQLiteStore.create(
      at: folder.file("verdict.sqlite"),
      settings: ["language": "ru"],
      funnel: .standard
    )
    let box = Moment(Day(iso: now) ?? Sample.firstDay)
    office = Office(
      store: store,
      program: "verdict test",
      hosts: HostList([HostName(name: Self.host, port: nil)]),
      transport: .plain,
      uploads: folder.path,
      cost: Passwords.Cost(kibibytes: 64, passes: 1),
      clock: { box.now }
    )
    time = box
  }

  private let time: Moment

  /// Lets time pass.
  func wait(seconds: Int64) { time.add(seconds) }

  var desk: Desk { office.desk("тест") }

  /// An account with the password everybody has here.
  func account(_ name: String, _ role: Role, manager: String? = nil) async throws {
    try await desk.addAccount(
      Position(name: name, role: role, manager: manager),
      password: try await office.makeHash(Self.password)
    )
  }

  static let password = "коротко и ясно 7"

  /// Runs with a browser that knows nothing yet.
  func browse(_ body: @Sendable @escaping (Browser) async throws -> Void) async throws {
    let application = Application(router: Site(office).router())
    try await application.test(.router) { client in try await body(Browser(client)) }
  }
}

/// A clock that stands until it is moved.
private final class Moment: Sendable {
  private let microseconds: Mutex<Int64>
  init(_ day: Day) { microseconds = Mutex((Int64(day.number) * 86_400 + 36_000) * 1_000_000) }
  var now: Timestamp { Timestamp(microseconds: microseconds.withLock { $0 }) }
  func add(_ seconds: Int64) { microseconds.withLock { $0 += seconds * 1_000_000 } }
}

/// What came back.
struct Answer: Sendable {
  let status: Int
  let headers: [String: String]
  let body: String
  /// The body with no-break spaces as plain ones.
  var text: String { body.replacing("\u{00A0}", with: " ") }
  var location: String { headers["location"] ?? "" }

  /// The value of a hidden field, the last of its name.
  func hidden(_ name: String) -> String {
    let mark = "name=\"\(name)\" value=\""
    guard let start = body.range(of: mark, options: .backwards) else { return "" }
    let rest = body[start.upperBound...]
    return String(rest[..<(rest.firstIndex(of: "\"") ?? rest.endIndex)])
  }
}

/// A browser: cookies, our own origin, forms with their hidden fields.
final class Browser: Sendable {
  private let client: any TestClientProtocol
  private let cookies = Mutex<[String: String]>([:])

  init(_ client: any TestClientProtocol) { self.client = client }

  /// Another person's browser on the same site.
  init(sharing other: Browser) { client = other.client }

  var cookie: String {
    cookies.withLock { $0.map { $0.key + "=" + $0.value }.sorted().joined(separator: "; ") }
  }

  func forget() { cookies.withLock { $0 = [:] } }
  func set(_ name: String, _ value: String) { cookies.withLock { $0[name] = value } }
  var names: [String] { cookies.withLock { $0.keys.sorted() } }

  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
    try await ask(path, .get, "", headers)
  }

  /// Opens a page and sends the form on it.
  func submit(
    _ path: String,
    _ fields: [(String, String)],
    to target: String? = nil,
    _ headers: [String: String] = [:]
  ) async throws -> Answer {
    let page = try await get(path)
    return try await post(
      target ?? path,
      [("_key", page.hidden("_key")), ("_once", page.hidden("_once"))] + fields,
      headers
    )
  }

  func post(
    _ path: String,
    _ fields: [(String, String)],
    _ headers: [String: String] = [:]
  ) async throws -> Answer {
    let body = fields.map { Self.escaped($0.0) + "=" + Self.escaped($0.1) }.joined(separator: "&")
    var all = ["origin": "http://" + Premises.host]
    all["content-type"] = "application/x-www-form-urlencoded"
    for (name, value) in headers { all[name] = value }
    return try await ask(path, .post, body, all)
  }

  func logIn(_ name: String, _ password: String = Premises.password) async throws -> Answer {
    try await submit("/login", [("name", name), ("password", password)])
  }

  private func ask(
    _ path: String,
    _ method: HTTPRequest.Method,
    _ body: String,
    _ headers: [String: String]
  ) async throws -> Answer {
    var fields = HTTPFields()
    // A header set to nothing is left out.
    for (name, value) in headers where !value.isEmpty {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    let known = cookie
    if !known.isEmpty { fields[.cookie] = known }
    return try await client.execute(
      uri: path,
      method: method,
      headers: fields,
      body: ByteBuffer(string: body)
    ) { response in
      for text in response.headers[values: .setCookie] {
        let pair = text.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
        self.set(String(pair[0]), pair.count > 1 ? String(pair[1]) : "")
      }
      var found: [String: String] = [:]
      for field in response.headers { found[field.name.canonicalName] = field.value }
      return Answer(
        status: response.status.code,
        headers: found,
        body: String(buffer: response.body)
      )
    }
  }

  private static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
