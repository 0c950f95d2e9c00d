package import VerdictModel

extension Desk {
  /// Writes down a signal, what was found and agreed, who does it and when it is checked.
  package func openCase(
    signal: String,
    found: String,
    agreed: String,
    owner: String,
    checkOn: Day
  ) async throws {
    let known = SignalCase(
      signal: signal,
      found: found,
      agreed: agreed,
      owner: owner,
      checkOn: checkOn,
      author: author,
      at: now
    )
    try await store.write(act("case.open", signal), .commit) { try $0.add(known) }
  }

  /// Closes a case with what came of it.
  package func closeCase(_ id: Int, outcome: String) async throws {
    guard !outcome.isEmpty else { throw WorkflowError.reasonMissing }
    try await store.write(act("case.close", String(id), detail: outcome), .commit) {
      try $0.close(signalCase: id, outcome: outcome)
    }
  }
}
