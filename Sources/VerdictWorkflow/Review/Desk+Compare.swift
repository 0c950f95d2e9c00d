package import VerdictAnalysis
package import VerdictModel

extension Desk {
  /// Two reviews side by side, and whether any published word would be different today.
  ///
  /// What was published is read as it was; its frozen bytes stay as they are.
  /// Throws ``WorkflowError/samePeriod(_:)`` for one period twice.
  package func compare(_ one: HalfMonth, _ other: HalfMonth) async throws -> ReviewComparison {
    guard one != other else { throw WorkflowError.samePeriod(one) }
    let (before, after) = (
      try await review(min(one, other)), try await review(max(one, other))
    )
    return try await store.read { reader in
      let calendar = try CompanySettings(reader.settings(), at: now).calendar
      var today: [HalfMonth: FunnelSection] = [:]
      var rereads: [ReviewComparison.Reread] = []
      for review in [before, after] where review.isPublished {
        today[review.period] = try FunnelReader(reader).section(review.period)
        for card in review.decide + review.watch {
          let published = card.evaluation
          guard published.latchedIn == nil || published.latchedIn == review.period,
            let hypothesis = try reader.hypothesis(published.hypothesis)
          else { continue }
          let now = try judge(hypothesis, asOf: published.asOf, reader, calendar)
          if let reread = ReviewComparison.Reread(published, now: now, in: review.period) {
            rereads.append(reread)
          }
        }
      }
      return ReviewComparison(
        try followed(before, reader),
        try followed(after, reader),
        today: today,
        rereads: rereads
      )
    }
  }
}
