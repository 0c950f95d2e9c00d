import Hummingbird
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// The way in with a name and a password, and the way out.
enum LoginPages {
  static let routes: [Route] =
    Route.form("/login", show: show, submit: submit)
    + Route.action("/logout") { visit, _ in
      try await visit.desk.logOut(token: visit.token)
      return .with(cookies: [SessionCookie.ended(visit)], .redirect("/login"))
    }

  private static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    page(
      visit,
      typed: typed,
      carried: Carried(form: typed),
      to: typed.value("to", or: visit.query["to"] ?? "")
    )
  }

  /// The login form, with a form that waits for it.
  static func page(
    _ visit: Visit,
    typed: Typed = Typed(),
    carried: Carried?,
    to: String = "",
    status: Int = 200
  ) -> Page {
    guard visit.hasAccounts else { return closed(visit, isUsed: false) }
    let words = PeopleWords(visit.language)
    let site = visit.words
    var values: Values = [
      "heading": words.entry, "lead": words.entryLead, "submit": words.enter, "to": to,
      "name": Field("name", words.name)
        .with {
          $0.autocomplete = "username"
          $0.isFocused = typed["name"].isEmpty
          $0.maximum = PeopleTerms.longestName
        }
        .values(typed, site),
      "password": Field("password", words.password)
        .with {
          $0.kind = .password
          $0.autocomplete = "current-password"
          $0.isFocused = !typed["name"].isEmpty
        }
        .values(typed, site),
      "isCarrying": carried != nil, "isOver": carried != nil,
      "sessionOver": words.sessionOver, "typedIsSafe": words.typedIsSafe,
      "filesAgain": words.filesAgain, "hadFiles": false,
    ]
    if let carried { values.merge(carried.values) { _, new in new } }
    return Page(
      words.entry,
      template: "login",
      values,
      status: .init(code: status),
      isBare: true,
      typed: typed
    )
  }

  /// Nobody has an account yet: the way in is the link in the terminal.
  static func closed(_ visit: Visit, isUsed: Bool) -> Page {
    let words = PeopleWords(visit.language)
    return Page(
      words.entry,
      template: "closed",
      ["heading": words.entry, "text": isUsed ? words.startUsed : words.noAccounts],
      status: isUsed ? .forbidden : .ok,
      isBare: true
    )
  }

  private static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let name = typed.trimmed("name")
    try visit.office.throttle.attempt(name: name, address: visit.address, at: visit.now)
    let account = try await visit.office.store.read { try $0.account(named: name) }
    let isRight = try await visit.office.passwords.verify(
      String(typed["password"].prefix(PeopleTerms.longestPassword)),
      account.flatMap { $0.isActive ? $0.password : nil }
    )
    guard isRight, let account else {
      var again = typed
      again.refuse(
        "password",
        Messages(language: visit.language).text(for: PeopleError.wrongPassword)
      )
      throw Typed.Refused(typed: again.forgetting(["password"]))
    }
    visit.office.throttle.succeeded(name: name)
    return try await entered(visit, account: account, form: typed)
  }

  /// A new session with a new token, and on to where the person was going.
  static func entered(_ visit: Visit, account: Account, form: Typed) async throws -> Reply {
    let desk = visit.office.desk(account.name)
    let token = try await desk.logIn(account: account.id, replacing: visit.token)
    let cookie = SessionCookie.session(token, visit)
    guard let carried = Carried(form: form) else {
      return .with(cookies: [cookie], .redirect(form["to"]))
    }
    if carried.hadFiles, carried.typed.isEmpty {
      return .with(cookies: [cookie], .redirect("/"))
    }
    let person = Person(
      account: account.id,
      name: account.name,
      role: account.role,
      manager: account.manager
    )
    let inside = visit.entered(as: person, token: token)
    let page = ResumePage.page(
      inside,
      path: carried.path,
      typed: carried.typed,
      isConfirmation: !Site.showsForms(carried.path)
    )
    return .with(
      cookies: [cookie],
      .bytes(
        Array(Frame(visit: inside).html(page).utf8),
        type: "text/html; charset=utf-8"
      )
    )
  }
}

extension Visit {
  /// The same request of somebody who has just come in.
  func entered(as person: Person, token: String) -> Visit {
    Visit(
      office: office,
      guest: person,
      language: language,
      now: now,
      path: path,
      query: query,
      parameters: parameters,
      settings: settings,
      lastDay: lastDay,
      lastChange: lastChange,
      hasAccounts: true,
      wantsJSON: wantsJSON,
      requestID: requestID,
      token: token,
      address: address
    )
  }
}

extension Site {
  /// Whether the address has a page that can show its form again.
  static func showsForms(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    return routes.contains { route in
      guard route.method == .post, route.show != nil else { return false }
      let pattern = route.pattern.split(separator: "/")
      return pattern.count == parts.count
        && zip(pattern, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
    }
  }
}
