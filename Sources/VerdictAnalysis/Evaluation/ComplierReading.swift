package import VerdictInference
package import VerdictModel

/// The effect on those who took the variant because it was offered: the difference of the arms over
/// the difference in uptake.
///
/// It decides nothing: the offer is what the lot gave, and the offer is judged. Those who accepted are
/// never compared with those who declined. Fractions of one, plus is good.
package struct ComplierReading: Hashable, Sendable, Codable {
  /// Share that took the variant because it was offered: uptake of the variant less the control's.
  package let share: Double
  /// Wald's estimate; it can lie outside −1…1 where the share is small.
  package let estimate: Double
  /// The Anderson–Rubin set at 95 %, cut to what an effect on a share can be; nil where the data do not
  /// say how large the effect is.
  package let interval: Interval?
  /// How strong the offer is; below 10 only the set above is to be trusted.
  package let firstStageF: Double?
  /// The call that reproduces it.
  package let call: String

  /// Of matured units with their uptake; nil for tallies, without uptake, or where a side is empty.
  package init?(control: ArmCounts, variant: ArmCounts, direction: Direction) {
    guard control.tallyTrials + variant.tallyTrials == 0, control.matured > 0,
      variant.maturedUptake > 0,
      let one = Self.arm(control, direction), let other = Self.arm(variant, direction),
      let comparison = Noncompliance(control: one, variant: other),
      comparison.uptakeDifference > 0, let estimate = comparison.complierEffect
    else { return nil }
    share = comparison.uptakeDifference
    self.estimate = estimate
    interval = comparison.andersonRubin(level: 0.95).flatMap(Self.bounded)
    firstStageF = comparison.firstStageF
    call =
      "echo '{\"method\":\"noncompliance\",\"control\":\(Self.json(one)),\"variant\":\(Self.json(other))}'"
      + " | verdict calc --batch"
  }

  /// Successes are the good outcomes: of a metric that should fall, those who did not reach it.
  private static func arm(_ counts: ArmCounts, _ direction: Direction) -> UptakeArm? {
    guard let count = try? counts.count(direction) else { return nil }
    let good = direction == .up ? counts.taken : counts.maturedUptake - counts.taken
    return try? UptakeArm(
      count: count,
      uptake: Int(counts.maturedUptake),
      uptakeSuccesses: Int(good)
    )
  }

  /// A set within −1…1; nil when it is all of it, or two pieces.
  private static func bounded(_ set: ConfidenceSet) -> Interval? {
    guard case .interval(let interval) = set else { return nil }
    let lower = max(-1, interval.lower ?? -1)
    let upper = min(1, interval.upper ?? 1)
    guard lower <= upper, lower > -1 || upper < 1 else { return nil }
    return Interval(lower: lower, upper: upper)
  }

  private static func json(_ arm: UptakeArm) -> String {
    let both = arm.uptakeSuccesses.map { ",\"uptakeSuccesses\":\($0)" } ?? ""
    return
      "{\"trials\":\(arm.count.trials),\"uptake\":\(arm.uptake),\"successes\":\(arm.count.successes)\(both)}"
  }
}
