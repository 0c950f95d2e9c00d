package import VerdictInference
package import VerdictModel

/// Everything said about one hypothesis as of one day: what the card prints and nothing it must not.
///
/// Fractions are of one (0.13 is 13 of 100); the sign of an effect is turned so that plus is good.
package struct Evaluation: Hashable, Sendable, Codable {
  package var hypothesis: String
  package var form: HypothesisForm
  /// Data up to this day, inclusive.
  package var asOf: Day
  package var look: LookReading
  package var arms: [ArmReading]
  /// Nil while the result is blinded (before the final look) or the data are invalid.
  package var effect: EffectReading?
  package var guardrails: [GuardrailReading]
  package var uptake: UptakeReading?
  package var choice: ChoiceSummary?
  package var gates: [GateReading]
  package var grade: EvidenceGrade
  package var verdict: Verdict
  package var reasons: [VerdictReason]
  /// The published look whose verdict stands (rows 2–5 and picks latch).
  package var latchedIn: HalfMonth?
  /// The interval asked for before its time, with the reasons given; the hull of the anytime and today's interval.
  package var preview: PreviewReading?
  package var strata: [SplitReading]
  package var segments: [SplitReading]
  package var spreadsheet: SpreadsheetReading?
  package var money: MoneyReading?
  package var change: WhatWouldChange?
  /// Whether segments differ, one test a cut, and each pulled towards all of them together.
  package var heterogeneity: [HeterogeneityReading]?
  /// Of a confirmed test: by how much such tests overstate.
  package var exaggeration: ExaggerationReading?
  /// The effect on those who took the variant; nil where nobody's uptake is known, and while blinded.
  package var compliers: ComplierReading? = nil
  /// Of a test on slices of the table: what its design says.
  package var slices: SliceReading?
  /// Of a test with several variants: each with its own verdict; nil where there is one.
  package var variants: [VariantReading]? = nil
  /// The variant this evaluation speaks of; nil where there is one.
  package var lead: String? = nil
  /// The looks that counted, up to the deciding one; nil while blinded and where there is one look by design.
  package var path: [LookPoint]? = nil
  /// `verdict calc` calls that reproduce the numbers.
  package var calls: [String]
}

/// Where the test stands in its registered calendar.
package struct LookReading: Hashable, Sendable, Codable {
  /// This look's number among those that counted, from 1; 0 when none has counted yet.
  package var number: Int
  /// Reviews scheduled from start to final look.
  package var planned: Int
  /// This review is number `review` of `planned` by the calendar.
  package var review: Int
  package var counts: Bool
  package var isFinal: Bool
  /// t: information so far over planned information.
  package var fraction: Double
  package var boundary: Double?
  /// ℓ: the one-sided level of this look.
  package var tail: Double?
  package var spent: Double
  package var mode: TestMode
  /// Strata were put together because one arm is too thin.
  package var collapsed: Bool
  /// Fractions of the looks that counted, this one included, ascending.
  package var fractions: [Double]
  /// When the decision is due: the review date of the final look.
  package var decisionDate: Day
  package var nextReview: Day?
}

/// One arm's counts.
package struct ArmReading: Hashable, Sendable, Codable {
  package var key: String
  package var title: Title
  package var isControl: Bool
  package var exposed: Int
  package var matured: Int
  /// Of the matured, those that reached the metric's stage in time; nil while blinded.
  package var reached: Int?
  package var missing: Int
  /// Units that took the variant at once and so reached the stage the same day; nil while blinded.
  package var instant: Int?
  /// Of a measure: money per unit, money per payer, or days; nil of a share and while blinded.
  package var mean: Double? = nil
  package var rate: Double? {
    guard let reached, matured > 0 else { return nil }
    return Double(reached) / Double(matured)
  }
  /// The rate among units that did not reach the stage at once.
  package var rateWithoutInstant: Double? {
    guard let reached, let instant, matured > instant, instant > 0 else { return nil }
    return Double(reached - instant) / Double(matured - instant)
  }
}

/// The comparison: an estimate and the one interval everything is read from.
package struct EffectReading: Hashable, Sendable, Codable {
  package var estimate: Double?
  package var statistic: Double?
  /// The repeated interval at this look.
  package var interval: Interval
  package var smallestWorthwhileEffect: Double
  /// One-sided, of the deciding test: variant better, variant worse.
  package var pValueBetter: Double
  package var pValueWorse: Double
  /// After an early stop: median-unbiased estimate, stage-wise two-sided p and interval.
  package var stagewise: StagewiseReading?
}

package struct StagewiseReading: Hashable, Sendable, Codable {
  package var estimate: Double
  package var pValue: Double
  package var interval: Interval
}

package enum GuardrailState: String, Hashable, Sendable, Codable {
  case held
  case broken
  case open
}

package struct GuardrailReading: Hashable, Sendable, Codable {
  package var stage: String
  package var margin: Double
  package var policy: GuardrailPolicy
  package var state: GuardrailState
  /// Nil while blinded.
  package var control: CountReading?
  package var variant: CountReading?
  package var interval: Interval?
  /// Units per arm that would exclude a loss of `margin` four times in five; nil when it cannot be said.
  package var unitsToExclude: Int?
  /// False where nothing was ever recorded at the stage.
  package var hasData: Bool? = nil
}

package struct CountReading: Hashable, Sendable, Codable {
  package var successes: Int
  package var trials: Int
  package var rate: Double? { trials > 0 ? Double(successes) / Double(trials) : nil }

  package init(successes: Int, trials: Int) {
    self.successes = successes
    self.trials = trials
  }
}

/// Who was offered the variant and who took it: known without knowing any result.
package struct UptakeReading: Hashable, Sendable, Codable {
  /// Units recorded in the arm they were drawn to, of units drawn (adherence); nil without a list.
  package var asDrawn: CountReading?
  /// Of the variant's units, those that took it.
  package var accepted: CountReading
  /// Control units that received the variant all the same.
  package var leaked: Int
}

/// The pick of goal `choose`, read from the posterior.
package struct ChoiceSummary: Hashable, Sendable, Codable {
  package var picksVariant: Bool
  package var probabilityVariantBetter: Double
  package var probabilityWrong: Double
  /// Of choosing that arm, in units of the metric per unit.
  package var lossIfVariant: Double
  package var lossIfControl: Double
  package var interval: Interval
  package var tau: Double
  /// Prices a month: successes lost if the variant was adopted in vain, or the control kept in vain.
  package var monthlyLossIfVariant: Double?
  package var monthlyLossIfControl: Double?
  package var monthlyMoneyIfVariant: Double?
  package var monthlyMoneyIfControl: Double?
}

package enum GateState: String, Hashable, Sendable, Codable {
  case passed
  case warning
  case failed
  /// Nothing to compare with (no funnel table for these days, no sealed list).
  case unknown
}

package struct GateReading: Hashable, Sendable, Codable {
  package var gate: DataGate
  package var state: GateState
}

/// The interval shown on request before its time.
package struct PreviewReading: Hashable, Sendable, Codable {
  /// Nil in reviews: only who looked, when and why is published.
  package var interval: Interval?
  package var glances: [Glance]
}

/// A stratum or a segment beside the total.
package struct SplitReading: Hashable, Sendable, Codable {
  package var cut: String
  package var member: String
  package var control: CountReading
  package var variant: CountReading
}

/// One test of "the segments differ", and the segments after partial pooling; no p of any one of them.
package struct HeterogeneityReading: Hashable, Sendable, Codable {
  package struct Member: Hashable, Sendable, Codable {
    package var member: String
    /// Shrunken towards the mean of all segments, as far as their scatter is chance.
    package var estimate: Double
    /// 95 %.
    package var interval: Interval
  }
  package var cut: String
  /// Of Cochran's Q on the difference scale; nil where a segment lacks an arm.
  package var pValue: Double?
  /// Of Gail and Simon's test that the effect changes its sign.
  package var signPValue: Double?
  package var members: [Member]
}

/// What significance does to an estimate: of tests this size whose truth is δ*, those confirmed
/// overstate it by `typeM`.
package struct ExaggerationReading: Hashable, Sendable, Codable {
  package var trueEffect: Double
  package var power: Double
  /// Mean of the confirmed estimates over the truth, at least 1.
  package var typeM: Double
}

/// What a spreadsheet would say of the same numbers, and how often it would be wrong.
package struct SpreadsheetReading: Hashable, Sendable, Codable {
  package var difference: Double
  /// The difference a spreadsheet acts on: the smallest worthwhile effect.
  package var threshold: Double
  /// How often chance alone shows at least `threshold` at these sizes and base.
  package var falseAlarm: Double
}

/// Money a month at today's volume, conversions and average check.
package struct MoneyReading: Hashable, Sendable, Codable {
  /// Exposed units a month, both arms together.
  package var unitsPerMonth: Double
  /// Money of one more success, major units; downstream payments per success × average check.
  package var perSuccess: Double
  package var monthly: Double?
  package var lower: Double?
  package var upper: Double?
}

/// What would turn the verdict.
package enum WhatWouldChange: Hashable, Sendable, Codable {
  /// The pick turns when fewer than `successes` of the next `trials` units of the picked arm succeed.
  case fewerThan(successes: Int, trials: Int, arm: String)
  /// The pick turns when at least `successes` of the next `trials` units of the other arm succeed.
  case atLeast(successes: Int, trials: Int, arm: String)
  /// The decision date.
  case time(until: Day)
  /// More units: about this many an arm to confirm the smallest worthwhile effect.
  case units(perArm: Int)
  /// Mend the data before the final look.
  case mendData
  /// Nothing in this test; a repeat is a new hypothesis.
  case repeatOnly
}

/// Chance alone at the size collected so far, for "too early" cards.
package struct ChanceReading: Hashable, Sendable, Codable {
  /// The difference (a fraction) that chance alone exceeds in one test of three.
  package var difference: Double
  package var units: Int
}
