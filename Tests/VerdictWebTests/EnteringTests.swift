import Testing
import VerdictModel
import VerdictWeb
import VerdictWorkflow

@Suite("Entering and leaving")
struct EnteringTests {
  let premises: Premises
  init() throws { premises = try Premises() }

  @Test("without accounts the printed link opens once and makes its opener the head")
  func startKey() async throws {
    let key = premises.office.makeStartKey()
    try await premises.browse { browser async throws in
      #expect(try await browser.get("/people").location.hasPrefix("/login"))
      #expect(try await browser.get("/enter?key=" + key).status == 303)
      #expect(try await browser.get("/people").status == 200)
      browser.forget()
      #expect(try await browser.get("/enter?key=" + key).status == 403)
      #expect(try await browser.get("/people").location.hasPrefix("/login"))
    }
  }

  @Test("a name and its password open, anything else does not, and says the same")
  func password() async throws {
    try await premises.account("Анна", .head)
    try await premises.browse { browser async throws in
      let wrong = try await browser.logIn("Анна", "не тот пароль")
      let stranger = try await browser.logIn("Кто-то", "не тот пароль")
      #expect(wrong.status == 422 && stranger.status == 422)
      #expect(!wrong.body.contains("не тот пароль"))
      let right = try await browser.logIn("анна")
      #expect(right.status == 303)
      #expect(try await browser.get("/people").status == 200)
    }
  }

  @Test("the token changes at login, and the one before opens nothing")
  func rotation() async throws {
    try await premises.account("Анна", .head)
    try await premises.browse { browser async throws in
      _ = try await browser.get("/login")
      let before = browser.cookie
      #expect(try await browser.logIn("Анна").status == 303)
      #expect(browser.cookie != before && !browser.cookie.isEmpty)
      let after = browser.cookie
      browser.forget()
      browser.set("verdict", String(before.drop { $0 != "=" }.dropFirst()))
      #expect(try await browser.get("/people").status == 303)
      browser.set("verdict", String(after.drop { $0 != "=" }.dropFirst()))
      #expect(try await browser.get("/people").status == 200)
      // A forged cookie of the right length opens nothing either.
      browser.set("verdict", String(repeating: "A", count: 43))
      #expect(try await browser.get("/people").status == 303)
    }
  }

  @Test("leaving ends the session on the server")
  func leaving() async throws {
    try await premises.account("Анна", .head)
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Анна")
      let cookie = browser.cookie
      #expect(try await browser.submit("/people", [], to: "/logout").status == 303)
      browser.set("verdict", String(cookie.drop { $0 != "=" }.dropFirst()))
      #expect(try await browser.get("/people").status == 303)
    }
  }

  @Test("guessing is slowed down, by name and by address")
  func throttle() async throws {
    try await premises.account("Анна", .head)
    try await premises.browse { browser async throws in
      var statuses: [Int] = []
      for _ in 0..<12 { statuses.append(try await browser.logIn("Анна", "раз два три").status) }
      #expect(statuses.contains(429))
      premises.wait(seconds: 3_600)
      #expect(try await browser.logIn("Анна").status == 303)
    }
  }

  @Test("a session that ends in the middle of a form loses nothing typed")
  func expiry() async throws {
    try await premises.account("Анна", .head)
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Анна")
      let page = try await browser.get("/people")
      premises.wait(seconds: 40 * 86_400)
      let answer = try await browser.post(
        "/people",
        [
          ("_key", page.hidden("_key")), ("_once", page.hidden("_once")), ("name", "Игорь <b>"),
          ("role", "reader"),
        ]
      )
      #expect(answer.status == 401)
      #expect(answer.body.contains("name=\"carried\""))
      let inside = try await browser.post(
        "/login",
        [
          ("_key", answer.hidden("_key")), ("_once", answer.hidden("_once")), ("name", "Анна"),
          ("password", Premises.password), ("carriedPath", answer.hidden("carriedPath")),
          ("carried", Self.unescaped(answer.hidden("carried"))),
        ]
      )
      #expect(inside.status == 200 && inside.body.contains("Игорь &lt;b&gt;"))
      #expect(!inside.body.contains("Игорь <b>"))
    }
    #expect(try await premises.store.read { try $0.accounts().count } == 1)
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&quot;", with: "\"").replacing("&amp;", with: "&").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">").replacing("&#39;", with: "'")
  }

  @Test("an invitation makes one account, once, and only for a week")
  func invitation() async throws {
    try await premises.account("Анна", .head)
    let position = try Position(name: "Игорь", role: .manager, manager: "Игорь")
    let token = try await premises.desk.invite(position)
    try await premises.browse { browser async throws in
      let path = "/invitation/" + token
      let short = try await browser.submit(path, [("password", "мало"), ("again", "мало")])
      #expect(short.status == 422)
      let fields = [("password", "длинный пароль 12"), ("again", "длинный пароль 12")]
      #expect([200, 303].contains(try await browser.submit(path, fields).status))
      browser.forget()
      #expect(try await browser.get(path).status == 404)
      #expect(try await browser.logIn("Игорь", "длинный пароль 12").status == 303)
    }
  }
}
