package import VerdictInference
package import VerdictModel

/// What one look that counted saw: the difference so far, and the boundary it was held against.
///
/// Only evaluations that may show a direction carry these. The repeated interval is the boundary in the
/// unit of the effect: it lies wholly above or below zero exactly when the boundary is crossed.
package struct LookPoint: Hashable, Sendable, Codable {
  /// Data up to this day.
  package var asOf: Day
  /// t: information over what was planned.
  package var fraction: Double
  /// Matured units and successes of control and variant; nil of a measure.
  package var control: CountReading?
  package var variant: CountReading?
  package var estimate: Double?
  /// z(0), and the boundary c for it; nil where the look had nothing to spend.
  package var statistic: Double?
  package var boundary: Double?
  package var interval: Interval

  package init(
    asOf: Day,
    fraction: Double,
    control: CountReading?,
    variant: CountReading?,
    estimate: Double?,
    statistic: Double?,
    boundary: Double?,
    interval: Interval
  ) {
    self.asOf = asOf
    self.fraction = fraction
    self.control = control
    self.variant = variant
    self.estimate = estimate
    self.statistic = statistic
    self.boundary = boundary
    self.interval = interval
  }
}

extension LookPoint {
  /// The looks that counted, up to the deciding one.
  ///
  /// `last` is what was said of the deciding look, so that both say the same.
  static func path(
    _ looks: [LookEvidence],
    _ history: LookHistory,
    deciding last: EffectReading
  ) throws(InferenceError) -> [LookPoint] {
    let form = history.form
    var points: [LookPoint] = []
    // A look's boundary asks only for the looks before it: the last track's hold all of them.
    let boundaries =
      try history.tracks.last { $0.counts }?.boundaries(
        level: form.sideLevel,
        spendsRest: form.stoppedOn == nil
      ) ?? []
    for (index, track) in history.tracks.enumerated() where track.counts && index < looks.count {
      let look = looks[index]
      let counts = try look.primary.counts()
      let boundary = points.count < boundaries.count ? boundaries[points.count] : nil
      let tail = boundary?.nominalP ?? 0
      let isLast = index == history.tracks.count - 1
      let test: DecidingTest
      if let measure = form.measure {
        test = try look.primary.test(of: measure)
      } else {
        test = try counts.test(mode: form.frozenMode).test
      }
      func reading(_ arm: ArmCounts) -> CountReading? {
        form.measure == nil
          ? CountReading(successes: Int(arm.successes), trials: Int(arm.trials)) : nil
      }
      points.append(
        LookPoint(
          asOf: look.asOf,
          fraction: track.fraction,
          control: reading(look.primary.control),
          variant: reading(look.primary.variant),
          estimate: isLast ? last.estimate : test.estimate,
          statistic: isLast ? last.statistic : try test.statistic(),
          boundary: boundary.flatMap { $0.z.isFinite ? $0.z : nil },
          interval: isLast ? last.interval : try test.interval(tail: tail)
        )
      )
    }
    return points
  }
}
