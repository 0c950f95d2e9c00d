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

  /// Variants beside one control; the truth's difference is the first one's, the others do nothing.
  package var variants: Int = 1

  /// What of the stage is measured; nil: the share that reaches it.
  ///
  /// - `amount`, `check`: whoever succeeds pays a log-normal check; the effect lies in its size, not in
  ///   how many pay. Differences and δ* are in checks: per client, or per one who pays.
  /// - `duration`: days to the stage, those later than the window counted as the window, and fewer is
  ///   better. Each day a client still waiting comes with the same chance; `base` is the control's mean
  ///   of the window, and differences and δ* are in windows.
  package var measure: Measure?
  /// Mean check, major units, and the spread of its logarithm.
  static let check = 10_000.0
  static let checkSpread = 0.5

  /// Days of the window of `duration`.
  static let window = 14

  var isMoney: Bool { measure == .amount || measure == .check }
  var isDays: Bool { measure == .duration }

  /// The mean check of the variant, in those of the control.
  var gain: Double {
    switch measure {
    case .amount where base > 0: 1 + difference / base
    case .check: 1 + difference
    case .amount, .duration, nil: 1
    }
  }

  /// The daily chance that gives a mean of min(T, w) of so many days.
  ///
  /// P(T > k) = (1 − h)^(k+1), so the mean is the sum of that over k < w, falling in h.
  static func dailyChance(mean: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let chance = (low + high) / 2
      var (sum, waiting) = (0.0, 1.0)
      for _ in 0..<window {
        waiting *= 1 - chance
        sum += waiting
      }
      if sum > mean { low = chance } else { high = chance }
    }
    return (low + high) / 2
  }

  /// The daily chance of an arm.
  func dailyChance(isVariant: Bool) -> Double {
    Self.dailyChance(mean: (base - (isVariant ? difference : 0)) * Double(Self.window))
  }

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
    let maturity = delayed || isDays ? Self.window : 0
    return (start, last.end - maturity, maturity)
  }

  /// 1 March 2026.
  private static let firstDay = Day(number: 20_513)

  /// Whether successes come days after the arm is met.
  var hasLags: Bool { delayed || isDays }

  /// The truth in the metric's own unit.
  var effect: Double {
    isDays ? difference * Double(Self.window) : isMoney ? difference * Self.check : difference
  }

  package var form: HypothesisForm {
    let (start, end, maturity) = days
    func both(_ text: String) -> Title { Title(ru: text, en: text) }
    let isExact = mode == .exact
    var form = HypothesisForm(
      id: "trial",
      title: both("trial"),
      statement: Statement(condition: "", expectation: "", reason: ""),
      owner: "",
      arms: (0...variants).map { arm in
        let name = arm == 0 ? "control" : "variant" + (variants == 1 ? "" : String(arm))
        return Arm(key: name, title: both(name), isControl: arm == 0)
      },
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
      form.measure = measure
      form.effect = RegisteredEffect(scale: .money, value: worthwhile * Self.check)
      form.tau = worthwhile * Self.check
    }
    if isDays {
      form.measure = .duration
      form.direction = .down
      form.effect = RegisteredEffect(scale: .days, value: worthwhile * Double(Self.window))
      form.tau = form.effect.value
    }
    form.frozen = FrozenTerms(
      smallestWorthwhileEffect: form.effect.absolute(baseRate: base) ?? worthwhile,
      baseRate: base,
      mode: mode,
      reviews: WorkingCalendar.russia.reviews(from: start, ripe: end + maturity),
      sealSHA256: nil
    )
    return form
  }
}
