package import VerdictAnalysis
package import VerdictModel

extension Desk {
  /// Writes down a signal, what was found and agreed, who does it and when it is checked.
  @discardableResult
  package func openCase(
    signal: String,
    subject: String = "",
    found: String,
    agreed: String,
    owner: String,
    checkOn: Day
  ) async throws -> SignalCase {
    guard !signal.isEmpty, !agreed.isEmpty, !owner.isEmpty else {
      throw WorkflowError.caseIncomplete
    }
    let settings = try await settings()
    guard checkOn >= now.day(offsetSeconds: settings.offsetSeconds) else {
      throw WorkflowError.checkInPast(checkOn)
    }
    func known(_ id: Int) -> SignalCase {
      SignalCase(
        id: id,
        signal: signal,
        subject: subject,
        found: found,
        agreed: agreed,
        owner: owner,
        checkOn: checkOn,
        author: author,
        at: now
      )
    }
    let new = known(0)
    let id = try await store.write(act("case.open", signal), .commit) { try $0.add(new) }
    return known(id)
  }

  /// The same for a signal of today by its name, `show_rate@manager:Oleg`, told in `words`; any other
  /// text stands as it is.
  package func openCase(
    naming text: String,
    found: String,
    agreed: String,
    owner: String,
    checkOn: Day,
    words: (_ currency: String, _ today: Day, SignalReading) -> String
  ) async throws -> SignalCase {
    let settings = try await settings()
    let signal = try await signals().signals.first { $0.subject.id == text }
    return try await openCase(
      signal: signal.map {
        words(settings.currency, now.day(offsetSeconds: settings.offsetSeconds), $0)
      } ?? text,
      subject: signal?.subject.id ?? "",
      found: found,
      agreed: agreed,
      owner: owner,
      checkOn: checkOn
    )
  }

  /// Closes a case with what came of it.
  package func closeCase(_ id: Int, outcome: String) async throws {
    guard !outcome.isEmpty else { throw WorkflowError.reasonMissing }
    try await store.write(act("case.close", String(id), detail: outcome), .commit) {
      try $0.close(signalCase: id, outcome: outcome)
    }
  }
}
