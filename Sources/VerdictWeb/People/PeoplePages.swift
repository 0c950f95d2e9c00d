import VerdictModel
import VerdictReports
import VerdictWorkflow

/// Who comes in here: the head's page about people.
enum PeoplePages {
  static let routes: [Route] =
    Route.form("/people", show: show, submit: invite)
    + Route.action("/people/withdraw") { visit, typed in
      try await visit.desk.withdrawInvitation(hash: typed["invitation"])
      return .redirect("/people?done=withdrawn")
    } + Route.form("/people/:id", show: showPerson, submit: setRole)
    + Route.action("/people/:id/remove") { visit, _ in
      try await visit.desk.removeAccount(try id(visit))
      return .redirect("/people?done=removed")
    }
    + Route.action("/people/:id/sessions") { visit, _ in
      let id = try id(visit)
      try await visit.desk.logOutEverywhere(
        account: id,
        except: id == visit.person.account ? visit.token : nil
      )
      return .redirect("/people/\(id)?done=saved")
    }

  private static func id(_ visit: Visit) throws -> Int {
    guard let id = Int(visit.parameter("id")), id > 0 else { throw SiteProblem.notFound }
    return id
  }

  private static func roles(_ words: SiteWords) -> [Choice.Option] {
    [Role.manager, .assistant, .reader, .head].map {
      Choice.Option($0.rawValue, words.role($0), note: words.duty($0))
    }
  }

  private static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = PeopleWords(visit.language)
    let site = visit.words
    let now = visit.now
    let (accounts, invitations, managers) = try await visit.office.store.read { reader in
      (
        try reader.accounts().filter(\.isActive),
        try reader.invitations().filter { now < $0.until }, try reader.managers()
      )
    }
    let notice =
      switch visit.query["done"] {
      case "removed": words.removed
      case "withdrawn": words.withdrawn
      default: ""
      }
    return Page(
      words.people,
      template: "people",
      [
        "heading": words.people, "lead": words.peopleLead, "isOwner": accounts.isEmpty,
        "ownerWarning": words.ownerWarning, "hasAccounts": !accounts.isEmpty,
        "accounts": accounts.map { account -> Values in
          [
            "path": "/people/\(account.id)", "accountName": account.name,
            "accountRole": site.role(account.role), "hasRows": account.manager != nil,
            "rows": account.manager ?? "", "isYou": account.id == visit.person.account,
            "you": words.you,
          ]
        },
        "hasInvitations": !invitations.isEmpty, "waiting": words.waiting,
        "invitations": invitations.map { invitation -> Values in
          [
            "invitedName": invitation.name, "invitedRole": site.role(invitation.role),
            "until": words.waitingUntil(
              invitation.until.day(offsetSeconds: visit.settings.offsetSeconds)
            ), "invitation": invitation.token, "withdraw": words.withdraw,
          ]
        },
        "invite": words.invite, "inviteLead": words.inviteLead,
        "name": Field("name", words.name).with { $0.maximum = PeopleTerms.longestName }
          .values(typed, site),
        "role": Choice("role", words.role, roles(site))
          .with { $0.suggestion = accounts.isEmpty ? Role.head.rawValue : Role.manager.rawValue }
          .values(typed, site),
        "manager": Field("manager", words.rows)
          .with {
            $0.hint = words.rowsHint
            $0.isRequired = false
            $0.choices = managers
          }
          .values(typed, site),
      ],
      typed: typed,
      notice: typed.isEmpty ? notice : ""
    )
  }

  /// The position typed, with mistakes at their fields.
  private static func position(_ typed: Typed, name: String, _ visit: Visit) throws -> Position {
    guard let role = Role(rawValue: typed["role"]) else { throw SiteProblem.badRequest }
    do {
      return try Position(name: name, role: role, manager: typed["manager"])
    } catch {
      var typed = typed
      typed.refuse(
        error == .managerMissing ? "manager" : "name",
        Messages(language: visit.language).text(for: error)
      )
      throw Typed.Refused(typed: typed)
    }
  }

  private static func invite(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let position = try position(typed, name: typed["name"], visit)
    let token: String
    do {
      token = try await visit.desk.invite(position)
    } catch let error as PeopleError {
      var typed = typed
      let field = error == .headNeeded ? "role" : "name"
      typed.refuse(field, Messages(language: visit.language).text(for: error))
      throw Typed.Refused(typed: typed)
    }
    let words = PeopleWords(visit.language)
    return .page(
      Page(
        words.invited(position.name),
        template: "invited",
        [
          "heading": words.invited(position.name), "lead": words.invitedLead,
          "link": visit.office.address(of: "/invitation/" + token), "back": words.people,
        ]
      )
    )
  }

  private static func showPerson(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = PeopleWords(visit.language)
    let site = visit.words
    let id = try id(visit)
    let (found, managers) = try await visit.office.store.read {
      (try $0.account(id: id), try $0.managers())
    }
    guard let account = found, account.isActive else { throw SiteProblem.notFound }
    return Page(
      account.name,
      template: "person",
      [
        "heading": account.name, "base": "/people/\(id)", "save": words.save,
        "role": Choice("role", words.role, roles(site))
          .with { $0.suggestion = account.role.rawValue }.values(typed, site),
        "manager": Field("manager", words.rows)
          .with {
            $0.hint = words.rowsHint
            $0.isRequired = false
            $0.suggestion = account.manager ?? ""
            $0.choices = managers
          }
          .values(typed, site),
        "endSessions": words.endSessions, "remove": words.remove,
        "removeWarning": words.removeWarning(account.name), "back": words.people,
      ],
      typed: typed,
      notice: visit.query["done"] == "saved" && typed.isEmpty ? words.saved : ""
    )
  }

  private static func setRole(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let id = try id(visit)
    let position = try position(typed, name: "—", visit)
    try await visit.desk.setRole(of: id, role: position.role, manager: position.manager)
    return .redirect("/people/\(id)?done=saved")
  }
}
