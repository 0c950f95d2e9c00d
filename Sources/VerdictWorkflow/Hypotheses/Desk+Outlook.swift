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
  /// Chance of at least one needless "Adopt" among them, without this test and with it.
  package let needless: NeedlessChance
  /// Combinations of words a manager keeps apart with this test among them.
  package var combinations: Int { 1 << min(overlapping.count + 1, 20) }
  /// Clients a month for each combination.
  package var unitsPerCombination: Double? { unitsPerMonth.map { $0 / Double(combinations) } }
}

/// The most that several tests without any effect err together: 1 − Π(1 − a).
///
/// Only a test to prove can say "Adopt", each at its own level a; a test to choose picks an arm and
/// proves nothing. Lots are independent, so the chances of no error multiply.
package struct NeedlessChance: Hashable, Sendable {
  package let before: Double
  package let after: Double

  package init(running: [HypothesisForm], new form: HypothesisForm) {
    func some(_ forms: [HypothesisForm]) -> Double {
      1 - forms.filter { $0.goal == .prove }.reduce(1) { $0 * (1 - $1.sideLevel) }
    }
    before = some(running)
    after = some(running + [form])
  }
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
        unitsPerMonth: try TableHistory(reader, before: form.start).perMonth(form.drawnAt),
        needless: NeedlessChance(running: overlapping.map(\.form), new: form)
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
