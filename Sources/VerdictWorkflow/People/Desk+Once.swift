import Synchronization
package import VerdictModel

/// A form that is about to be carried out: the number it carried, and what it says.
package struct FormSubmission: Hashable, Sendable {
  package let id: String
  package let account: Int
  package let what: String
  /// Where a repetition is led: the same place as the first one.
  package let answer: String

  /// The number alone would take a form that was corrected and sent again for the old one.
  ///
  /// - Throws: `PeopleError.submissionInvalid` for a number that no page of ours made.
  package init(
    number: String,
    content: String,
    account: Int,
    what: String,
    answer: String
  ) throws(PeopleError) {
    let isOurs =
      (16...64).contains(number.utf8.count)
      && number.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || byte == 45 || byte == 95
      }
    guard isOurs else { throw .submissionInvalid }
    id = Token.hash([what, number, content].map { "\($0.utf8.count):\($0)" }.joined())
    self.account = account
    self.what = what
    self.answer = answer
  }
}

/// What became of a form.
package enum Once<Answer: Sendable>: Sendable {
  case done(Answer)
  /// It had been carried out before; nothing was written now.
  case repeated(answer: String)
}

extension Desk {
  /// Carries a change out unless the same form was carried out before.
  ///
  /// The row that remembers the form is written in the transaction of the change itself: neither is
  /// ever there without the other, and of two equal forms in the same second one is the repetition.
  package func once<Answer: Sendable>(
    _ submission: FormSubmission,
    _ change: (Desk) async throws -> Answer
  ) async throws -> Once<Answer> {
    let store = OnceStore(store, submission)
    let desk = Desk(store: store, author: author, now: now, program: program)
    do {
      return .done(try await change(desk))
    } catch let repeated as OnceStore.Repeated {
      return .repeated(answer: repeated.answer)
    }
  }
}

/// A store whose first committed write also remembers a form.
private final class OnceStore: Store {
  struct Repeated: Error { let answer: String }

  private let store: any Store
  private let submission: FormSubmission
  private let isRemembered = Mutex(false)

  init(_ store: any Store, _ submission: FormSubmission) {
    self.store = store
    self.submission = submission
  }

  func read<A: Sendable>(_ body: @Sendable (any StoreReader) throws -> A) async throws -> A {
    try await store.read(body)
  }

  func write<A: Sendable>(
    _ act: Act,
    _ mode: WriteMode,
    _ body: @escaping @Sendable (any StoreWriter) throws -> A
  ) async throws -> A {
    let submission = submission
    if isRemembered.withLock({ $0 }) { return try await store.write(act, mode, body) }
    let answer = try await store.write(act, mode) { writer in
      if let earlier = try writer.submission(submission.id) {
        guard earlier.account == submission.account else { throw PeopleError.submissionForeign }
        throw Repeated(answer: earlier.answer)
      }
      let answer = try body(writer)
      try writer.add(
        Submission(
          id: submission.id,
          account: submission.account,
          what: submission.what,
          answer: submission.answer,
          at: act.at
        )
      )
      return answer
    }
    if mode == .commit { isRemembered.withLock { $0 = true } }
    return answer
  }

  func health() async throws -> StoreHealth { try await store.health() }
  func backup(to path: String) async throws { try await store.backup(to: path) }
}
