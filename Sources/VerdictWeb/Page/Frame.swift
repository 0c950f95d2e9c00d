import Hummingbird
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// Puts a page into the frame of all pages.
struct Frame {
  let visit: Visit

  func html(_ page: Page) -> String {
    let words = visit.words
    let typed = page.typed
    var values = page.values
    values["key"] = visit.formKey
    values["number"] = Token.random()
    values["keyName"] = FieldName.key
    values["numberName"] = FieldName.number
    let problems = typed.problems.map { problem -> Values in
      [
        "problemText": problem.text, "problemField": "#field-" + problem.field,
        "hasField": !problem.field.isEmpty,
      ]
    }
    var frame: Values = [
      "main": Templates.render(page.template, values), "lang": visit.language.rawValue,
      "title": page.title, "product": words.product, "skip": words.skip, "pages": words.pages,
      "css": Assets.style.path, "js": Assets.script.path, "key": visit.formKey,
      "keyName": FieldName.key, "isWide": page.isWide, "path": visit.path,
      "languagesLabel": words.languages,
      "languages": Language.allCases.map { language -> Values in
        [
          "code": language.rawValue, "isPresent": language == visit.language,
          "languageName": language == .ru ? "Русский" : "English",
        ]
      },
      "program": visit.office.program,
      "hasProblems": !problems.isEmpty, "correct": words.correct, "problems": problems,
      "hasNotice": !page.notice.isEmpty || typed.isResumed,
      "notice": page.notice.isEmpty && typed.isResumed
        ? PeopleWords(visit.language).resumed : page.notice,
    ]
    frame["hasPerson"] = visit.guest != nil && !page.isBare
    // The page of a failure asks the store nothing, so it knows nothing of it.
    frame["hasFreshness"] = visit.guest != nil && !page.isBare && page.template != "error"
    frame["freshness"] = words.freshness(
      changed: visit.lastChange,
      lastDay: visit.lastDay,
      offsetSeconds: visit.settings.offsetSeconds
    )
    frame["company"] = visit.settings.company ?? ""
    frame["hasCompany"] = visit.guest != nil && visit.settings.company != nil
    if let person = visit.guest, !page.isBare {
      frame["person"] = person.name
      frame["role"] = words.role(person.role)
      frame["logOut"] = words.logOut
      frame["accountLabel"] = words.account
      frame["isHead"] = person.role == .head
      frame["peopleLabel"] = words.people
      frame["places"] = Self.places(person.role).map { place -> Values in
        [
          "placePath": place.path, "placeName": words.place(place),
          "isCurrent": place == page.place,
        ]
      }
    }
    return Templates.render("layout", frame)
  }

  /// The pages in the header: those the role matrix opens to the role.
  static func places(_ role: Role) -> [SitePlace] {
    SitePlace.allCases.filter { RoleMatrix.table["GET " + $0.path]?.allows(role) ?? false }
  }
}

extension SitePlace {
  package var path: String { "/" + rawValue }
}
