import VerdictModel
import VerdictReports
import VerdictWorkflow

/// A person's own account: another password, an end to forgotten devices.
enum AccountPages {
  static let routes: [Route] =
    Route.form("/account", show: show, submit: submit)
    + Route.action("/account/sessions") { visit, _ in
      try await visit.desk.logOutEverywhere(account: visit.person.account, except: visit.token)
      return .redirect("/account?done=everywhere")
    }

  private static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = PeopleWords(visit.language)
    let site = visit.words
    func password(_ name: String, _ label: String, isNew: Bool, hint: String = "") -> Values {
      Field(name, label)
        .with {
          $0.kind = .password
          $0.autocomplete = isNew ? "new-password" : "current-password"
          $0.hint = hint
        }
        .values(typed, site)
    }
    let notice =
      switch visit.query["done"] {
      case "password": words.changed
      case "everywhere": words.everywhereDone
      default: ""
      }
    return Page(
      words.account,
      template: "account",
      [
        "heading": visit.person.name,
        "lead": site.role(visit.person.role) + ": " + site.duty(visit.person.role),
        "hasAccount": visit.person.account != 0, "isOwner": visit.person.account == 0,
        "ownerWarning": words.ownerWarning, "people": site.people,
        "present": password("present", words.present, isNew: false),
        "password": password("password", words.newPassword, isNew: true, hint: words.passwordHint),
        "again": password("again", words.again, isNew: true), "change": words.change,
        "everywhere": words.everywhere, "account": visit.person.name, "logOut": site.logOut,
      ],
      typed: typed,
      notice: typed.isEmpty ? notice : ""
    )
  }

  private static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    guard visit.person.account != 0 else { throw SiteProblem.notFound }
    let id = visit.person.account
    let account = try await visit.office.store.read { try $0.account(id: id) }
    try visit.office.throttle.attempt(
      name: visit.person.name,
      address: visit.address,
      at: visit.now
    )
    guard try await visit.office.passwords.verify(typed["present"], account?.password) else {
      var typed = typed.forgetting(["password", "again", "present"])
      typed.refuse(
        "present",
        Messages(language: visit.language).text(for: PeopleError.wrongPassword)
      )
      throw Typed.Refused(typed: typed)
    }
    visit.office.throttle.succeeded(name: visit.person.name)
    var typed = typed
    try NewPassword.check(&typed, name: visit.person.name, visit)
    let hash = try await visit.office.passwords.hash(typed["password"])
    try await visit.desk.setPassword(of: id, password: hash, keeping: visit.token)
    // The token changes with the password: whoever copied the old one is out.
    let token = try await visit.desk.logIn(account: id, replacing: visit.token)
    return .with(
      cookies: [SessionCookie.session(token, visit)],
      .redirect("/account?done=password")
    )
  }
}
