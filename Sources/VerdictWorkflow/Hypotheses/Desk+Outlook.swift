package import VerdictAnalysis
package import VerdictModel

/// What can be said of a test before it starts.
package struct Outlook: Hashable, Sendable {
  /// Nil where it cannot be computed, as with a metric the table cannot rate.
  package let forecast: RegistrationForecast?
  /// Started tests that draw the same clients on some of its days.
  package let overlapping: [String]
  /// Units a month at the draw; nil when the table does not know.
  package let unitsPerMonth: Double?
}

/// A test as the head sees it today.
package struct Standing: Sendable {
  package let card: HypothesisCard
  package let funnel: FunnelDefinition
}

extension Desk {
  /// Chances of each verdict from the department's own numbers, and the tests already on its clients.
  package func outlook(_ form: HypothesisForm) async throws -> Outlook {
    try await store.read { reader in
      let days = form.start...max(form.start, form.end)
      let overlapping = try reader.hypotheses().filter { other in
        other.state == .started && other.key != form.id && other.form.drawnAt == form.drawnAt
          && days.overlaps(
            other.form.start...max(other.form.start, other.form.stoppedOn ?? other.form.end)
          )
      }
      return Outlook(
        forecast: try? forecast(form, reader),
        overlapping: overlapping.map(\.key),
        unitsPerMonth: try TableHistory(reader, before: form.start).perMonth(form.drawnAt)
      )
    }
  }

  /// The card of a running or ended test as of today; with `preview`, the interval is in it where
  /// somebody asked for it.
  package func standing(_ key: String) async throws -> Standing {
    try await store.read { reader in
      let settings = try CompanySettings(reader.settings(), at: now)
      let today = try today(reader)
      let evaluation = try evaluate(
        try running(key, reader),
        asOf: today,
        reader,
        settings.calendar
      )
      return Standing(
        card: try card(evaluation, asOf: today, reader, settings.calendar),
        funnel: try reader.funnelDefinition()
      )
    }
  }

  /// A bet before the start; after it the lot is cast and bets are closed.
  package func betBeforeStart(_ bet: Bet) async throws {
    let state = try await store.read { try $0.hypothesis(bet.hypothesis)?.state }
    guard state == .draft else { throw WorkflowError.betsClosed(bet.hypothesis) }
    try await self.bet(bet)
  }
}
