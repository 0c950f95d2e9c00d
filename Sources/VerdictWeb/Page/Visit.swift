import Foundation
package import VerdictModel
package import VerdictReports
package import VerdictWorkflow

/// Who is at the browser.
package struct Person: Sendable, Hashable {
  /// 0 for the person at the machine while there are no accounts.
  package let account: Int
  /// As the audit will name them.
  package let name: String
  package let role: Role
  /// A manager's name in the table; nil for the other roles.
  package let manager: String?
}

/// One request as a handler sees it: who asks, in which language, for what, and when.
package struct Visit: Sendable {
  package let office: Office
  /// Nil only on pages that are open to everybody.
  package let guest: Person?
  package let language: Language
  package let now: Timestamp
  /// As asked for, without the query.
  package let path: String
  package let query: [String: String]
  /// The parts of the pattern with a colon.
  package let parameters: [String: String]
  /// The settings of the company as of now.
  package let settings: CompanySettings
  /// The last day of the table, and the last change of anything.
  package let lastDay: Day?
  package let lastChange: Timestamp?
  package let hasAccounts: Bool
  /// Asked by a script of ours rather than by a person.
  package let wantsJSON: Bool
  package let requestID: String
  let token: String
  let address: String

  /// The person, on every page that is not open to all.
  package var person: Person {
    guard let guest else { preconditionFailure("the role guard lets in nobody without a name") }
    return guest
  }

  /// The use cases, with this person as their author.
  package var desk: Desk {
    Desk(
      store: office.store,
      author: guest?.name ?? SiteWords(language).owner,
      now: now,
      program: office.program
    )
  }

  package var today: Day { now.day(offsetSeconds: settings.offsetSeconds) }
  package var words: SiteWords { SiteWords(language) }

  package func parameter(_ name: String) -> String { parameters[name] ?? "" }

  /// Secret of this browser's forms: nothing but its cookie leads to it.
  var formKey: String { Token.hash("form:" + token) }

  /// Carries a form out once, however often the browser sends it.
  ///
  /// `answer` is where a repetition is led: normally the same place as the redirect after the first.
  package func once<Answer: Sendable>(
    _ typed: Typed,
    answer: String,
    _ change: (Desk) async throws -> Answer
  ) async throws -> Once<Answer> {
    let submission = try FormSubmission(
      number: typed[FieldName.number],
      content: typed.content,
      account: person.account,
      what: path,
      answer: answer
    )
    return try await desk.once(submission, change)
  }
}

/// Names of the fields every form of ours has.
package enum FieldName {
  /// The secret against forged forms.
  package static let key = "_key"
  /// The random number that makes a form count once.
  package static let number = "_once"
  /// Present when typed values come back after a login.
  package static let resume = "_resume"
}
