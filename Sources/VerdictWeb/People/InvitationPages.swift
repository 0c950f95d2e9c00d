import VerdictModel
import VerdictReports
import VerdictWorkflow

/// The link with which a person chooses a password.
enum InvitationPages {
  static let routes: [Route] = Route.form("/invitation/:token", show: show, submit: submit)

  private static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let invitation = try await visit.desk.invitation(token: visit.parameter("token"))
    let words = PeopleWords(visit.language)
    let site = visit.words
    return Page(
      words.invitation(to: visit.settings.company),
      template: "invitation",
      [
        "heading": words.invitation(to: visit.settings.company),
        "lead": words.invitationLead(
          invitation.name,
          role: site.role(invitation.role),
          duty: site.duty(invitation.role)
        ),
        "account": invitation.name, "action": visit.path, "submit": words.accept,
        "password": Field("password", words.newPassword)
          .with {
            $0.kind = .password
            $0.autocomplete = "new-password"
            $0.hint = words.passwordHint
            $0.isFocused = true
          }
          .values(typed, site),
        "again": Field("again", words.again)
          .with {
            $0.kind = .password
            $0.autocomplete = "new-password"
          }
          .values(typed, site),
      ],
      isBare: true,
      typed: typed
    )
  }

  private static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let token = visit.parameter("token")
    let invitation = try await visit.desk.invitation(token: token)
    var typed = typed
    try NewPassword.check(&typed, name: invitation.name, visit)
    let hash = try await visit.office.passwords.hash(typed["password"])
    let account = try await visit.desk.accept(token: token, password: hash)
    return try await LoginPages.entered(visit, account: account, form: Typed())
  }
}

/// Two fields with a new password, checked alike wherever they are.
enum NewPassword {
  static func check(_ typed: inout Typed, name: String, _ visit: Visit) throws {
    do {
      try Desk.check(password: typed["password"], again: typed["again"], name: name)
    } catch {
      let text = Messages(language: visit.language).text(for: error)
      typed.refuse(error == .passwordsDiffer ? "again" : "password", text)
      throw Typed.Refused(typed: typed.forgetting(["password", "again", "present"]))
    }
  }
}
