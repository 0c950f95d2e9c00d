package import VerdictModel

/// One stage of the funnel in a period, beside the stage before it and the period before.
package struct FunnelStep: Hashable, Sendable, Codable {
  package var key: String
  package var title: Title
  /// Nil where nothing was entered.
  package var value: Int64?
  package var previous: Int64?
  /// Sum over the sum of the stage before; nil for the first, without a denominator, and where later
  /// stages outnumber it, for then they are not of one another.
  package var ofBefore: Double?

  /// The funnel's stages with their sums of two periods.
  package static func steps(
    _ funnel: FunnelDefinition,
    now: [String: Int64],
    before: [String: Int64]
  ) -> [FunnelStep] {
    let stages = funnel.stages.filter { now[$0.key] != nil || before[$0.key] != nil }
    return stages.enumerated().map { index, stage in
      let value = now[stage.key]
      let above = index > 0 ? now[stages[index - 1].key] : nil
      var share: Double?
      if let value, let above, above > 0, value <= above {
        share = Double(value) / Double(above)
      }
      return FunnelStep(
        key: stage.key,
        title: stage.title,
        value: value,
        previous: before[stage.key],
        ofBefore: share
      )
    }
  }
}
