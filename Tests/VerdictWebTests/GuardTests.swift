import Testing
import VerdictModel
import VerdictWeb
import VerdictWorkflow

@Suite("Guards of the site")
struct GuardTests {
  let premises: Premises
  init() throws { premises = try Premises() }

  @Test(
    "each route lets in the roles of its row and nobody else",
    arguments: RoleMatrix.rows.map(\.route)
  )
  func matrix(_ route: String) async throws {
    let access = try #require(RoleMatrix.table[route])
    let parts = route.split(separator: " ").map(String.init)
    let path = parts[1].replacing(":name", with: "x").replacing(":token", with: "x")
      .replacing(":id", with: "1").replacing(":test", with: "x").replacing(":unit", with: "x")
      .replacing(":period", with: "2026-11-H1")
    for role in Role.allCases {
      try await premises.account(role.rawValue, role, manager: role == .manager ? "Игорь" : nil)
    }
    try await premises.browse { browser async throws in
      for role in Role.allCases.map(Optional.some) + [nil] {
        browser.forget()
        if let role { _ = try await browser.logIn(role.rawValue) }
        let home = try await browser.get("/account")
        let answer =
          parts[0] == "GET"
          ? try await browser.get(path)
          : try await browser.post(path, [("_key", home.hidden("_key")), ("_once", "short")])
        let isOut = answer.status == 401 || answer.location.hasPrefix("/login")
        if access.allows(role) {
          #expect(answer.status != 403 || access == .open, "\(route) for \(role?.rawValue ?? "-")")
        } else {
          #expect(
            role == nil ? isOut : answer.status == 403,
            "\(route) for \(role?.rawValue ?? "-")"
          )
        }
      }
    }
  }

  @Test("a change from another site, without our key, or with another browser's is refused")
  func forged() async throws {
    try await premises.account("Анна", .head)
    let others = Answers()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Анна")
      others.key = try await browser.get("/people").hidden("_key")
    }
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Анна")
      let page = try await browser.get("/people")
      let (key, once) = (page.hidden("_key"), page.hidden("_once"))
      func send(_ key: String, _ headers: [String: String]) async throws -> Int {
        try await browser.post(
          "/people",
          [("_key", key), ("_once", once), ("name", "Чужой"), ("role", "head")],
          headers
        ).status
      }
      #expect(try await send(key, ["origin": "http://evil.example"]) == 403)
      #expect(try await send(key, ["origin": "null"]) == 403)
      #expect(try await send(key, ["origin": ""]) == 403)
      #expect(try await send(key, ["origin": "", "sec-fetch-site": "cross-site"]) == 403)
      #expect(try await send("", [:]) == 403)
      #expect(try await send(others.key, [:]) == 403)
    }
    #expect(try await premises.store.read { try $0.invitations() }.isEmpty)
  }

  /// What one browser hands to another.
  ///
  /// The second browser writes before the first reads, in one task.
  // SAFETY: one task writes `key` and reads it after that write; nobody else has the box.
  private final class Answers: @unchecked Sendable { var key = "" }

  @Test("every answer carries the headers that keep a browser safe")
  func headers() async throws {
    try await premises.browse { browser async throws in
      for path in ["/login", "/health", "/nowhere"] {
        let answer = try await browser.get(path)
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["content-security-policy"]?.contains("default-src 'self'") == true)
        #expect(
          answer.headers["content-security-policy"]?.contains("frame-ancestors 'none'") == true
        )
        #expect(answer.headers["referrer-policy"] == "same-origin")
      }
      #expect(try await browser.get("/login").headers["cache-control"] == "no-store")
    }
  }

  @Test("a page asked for in a wrong way says so in the person's language")
  func wrongWays() async throws {
    try await premises.browse { browser async throws in
      let lost = try await browser.get("/nowhere", ["accept-language": "en"])
      #expect(lost.status == 404 && lost.body.contains("lang=\"en\""))
      let russian = try await browser.get("/nowhere", ["accept-language": "ru-RU,ru;q=0.9"])
      #expect(russian.body.contains("lang=\"ru\""))
      let large = [("name", String(repeating: "x", count: 2_000_000))]
      #expect(try await browser.post("/login", large).status == 413)
    }
  }
}
