package import VerdictModel

/// A department whose truth is chosen, and the test that runs in it: one cell of the calibration.
///
/// Rates are fractions of one. With every switch off a unit succeeds with its arm's rate, on the day
/// it meets its arm, and everything is logged.
package struct TrialTruth: Hashable, Sendable, Codable {
  package var goal: Goal = .prove
  package var mode: TestMode = .score
  package var perArm: Int = 60
  package var base: Double = 0.45
  /// Δ: variant − control; the truth.
  package var difference: Double = 0
  /// δ*, above 0.
  package var worthwhile: Double = 0.10
  package var looks: Int = 4
  package var managers: Int = 6

  /// The metric is money per client.
  ///
  /// Whoever succeeds pays a log-normal check; the effect lies in its size, not in how many pay.
  /// Differences and δ* are then in checks.
  package var isMoney: Bool = false
  /// Mean check, major units, and the spread of its logarithm.
  static let check = 10_000.0
  static let checkSpread = 0.5

  // MARK: switches

  /// Managers' rates lie evenly within ± this of the base: skill, and with it overdispersion.
  package var skill: Double = 0
  /// The rate swings by ± this over the week.
  package var weekday: Double = 0
  /// The rate of both arms moves by this from the first day to the last.
  package var drift: Double = 0
  /// Successes come 0–13 days after the arm is met, a quarter of those left each day.
  package var delayed: Bool = false
  /// Share of the variant's failures that nobody records: a team that logs its successes.
  package var unlogged: Double = 0
  /// Published only where the pooled |z| has passed this; the final look is always published.
  package var publishesAbove: Double = 0

  package init() {}

  /// Days of exposure and maturity: the reviews between them are the looks.
  package var days: (start: Day, end: Day, maturity: Int) {
    let start = Self.firstDay
    var last = HalfMonth(containing: start)
    for _ in 1..<max(1, looks) { last = last.next }
    let maturity = delayed ? 14 : 0
    return (start, last.end - maturity, maturity)
  }

  /// 1 March 2026.
  private static let firstDay = Day(number: 20_513)

  /// The truth in the metric's own unit.
  var effect: Double { isMoney ? difference * Self.check : difference }

  package var form: HypothesisForm {
    let (start, end, maturity) = days
    func both(_ text: String) -> Title { Title(ru: text, en: text) }
    let isExact = mode == .exact
    var form = HypothesisForm(
      id: "trial",
      title: both("trial"),
      statement: Statement(condition: "", expectation: "", reason: ""),
      owner: "",
      arms: [
        Arm(key: "control", title: both("control"), isControl: true),
        Arm(key: "variant", title: both("variant"), isControl: false),
      ],
      stage: "meetings_held",
      direction: .up,
      goal: goal,
      effect: RegisteredEffect(scale: .points, value: worthwhile * 100),
      isReversible: true,
      allocation: .blocks(within: isExact ? .all : .manager),
      unit: both("client"),
      drawnAt: "meetings_scheduled",
      start: start,
      end: end,
      maturityDays: maturity,
      plannedPerArm: perArm,
      stratum: isExact ? .all : .manager
    )
    if isMoney {
      form.stage = "payments"
      form.measure = .amount
      form.effect = RegisteredEffect(scale: .money, value: worthwhile * Self.check)
      form.tau = worthwhile * Self.check
    }
    form.frozen = FrozenTerms(
      smallestWorthwhileEffect: isMoney ? worthwhile * Self.check : worthwhile,
      baseRate: base,
      mode: mode,
      reviews: WorkingCalendar.russia.reviews(from: start, ripe: end + maturity),
      sealSHA256: nil
    )
    return form
  }
}
