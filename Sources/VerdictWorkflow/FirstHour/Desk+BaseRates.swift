import VerdictInference
package import VerdictModel

/// A department's own share, and what a test on it could see.
package struct BaseRate: Hashable, Sendable {
  package let metric: Metric
  package let numerator: Int64
  package let denominator: Int64
  /// 95 % by Wilson, fractions.
  package let lower: Double
  package let upper: Double
  /// Denominator units a month.
  package let perMonth: Double?
  /// The smallest rise, a fraction, that a test of two months split in half finds in 80 of 100;
  /// nil where none is found or the volume is not known.
  package let detectable: Double?
}

/// The department's own numbers of the last 90 days.
package struct BaseRates: Hashable, Sendable {
  /// First and last day of the table; nil when it is empty.
  package let days: ClosedRange<Day>?
  package let rates: [BaseRate]
}

extension Desk {
  /// Shares of at least 20 units in the last 90 days, with the sizes a test of theirs could see.
  ///
  /// - Returns: rates in the order of the funnel's metrics.
  /// - Throws: what the store throws.
  package func baseRates() async throws -> BaseRates {
    try await store.read { reader in
      let history = try TableHistory(reader, before: try today(reader))
      let metrics = try reader.funnelDefinition().metrics.filter(\.isShare)
      let rates = try metrics.compactMap { metric -> BaseRate? in
        guard let above = history.table[metric.numerator],
          let below = history.table[metric.denominator], below >= 20, (0...below).contains(above)
        else { return nil }
        let volume = try history.perMonth(metric.denominator)
        return try Self.rate(metric, above, below, volume)
      }
      return BaseRates(days: try reader.funnelDays(), rates: rates)
    }
  }

  private static func rate(
    _ metric: Metric,
    _ above: Int64,
    _ below: Int64,
    _ volume: Double?
  ) throws -> BaseRate? {
    do {
      let count = try BinomialCount(successes: Int(above), trials: Int(below))
      guard let interval = SingleRate(count).wilson(level: 0.95), let lower = interval.lower,
        let upper = interval.upper
      else { return nil }
      var detectable: Double?
      if let volume, volume >= 2, above > 0, above < below {
        // Two months split in half give each side one month's units.
        detectable = try RatePower.minimumDetectableEffect(
          RatePower.Design(baseline: Double(above) / Double(below)),
          controlSize: Int(volume.rounded())
        )
      }
      return BaseRate(
        metric: metric,
        numerator: above,
        denominator: below,
        lower: lower,
        upper: upper,
        perMonth: volume,
        detectable: detectable
      )
    } catch {
      throw WorkflowError(error)
    }
  }
}
