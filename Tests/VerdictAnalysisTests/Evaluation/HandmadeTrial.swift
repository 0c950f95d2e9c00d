import VerdictAnalysis
import VerdictInference
import VerdictModel

/// A running test with counts written by hand: four half-months of 2026, then the facts an
/// evaluation asks for.
struct HandmadeTrial {
  /// Successes of trials, all matured and answered.
  struct Pair {
    var control: (Int64, Int64)
    var variant: (Int64, Int64)
    init(_ control: (Int64, Int64), _ variant: (Int64, Int64)) {
      self.control = control
      self.variant = variant
    }
  }

  static let start = day(1, 1)
  static let end = day(2, 28)
  static let closes = [day(1, 15), day(1, 31), day(2, 15), day(2, 28)]

  var form: HypothesisForm
  /// Cumulative counts at the close of each half-month.
  var looks: [Pair]
  var guardrails: [[Pair]] = []
  var differing: Int64 = 0
  var crossovers: Int64 = 0
  var hasList = true
  var unanswered: (control: Int64, variant: Int64) = (0, 0)
  var maturing: (control: Int64, variant: Int64) = (0, 0)
  var tableShare = 1.0
  var glances: [Glance] = []

  init(
    _ looks: [Pair],
    goal: Goal = .prove,
    direction: VerdictModel.Direction = .up,
    mode: TestMode = .exact,
    perArm: Int = 60,
    points: Double = 10,
    guardrails: [Guardrail] = [],
    isReversible: Bool = true,
    maturityDays: Int = 0,
    stoppedOn: Day? = nil
  ) {
    form = HypothesisForm(
      id: "sample",
      title: Title(ru: "Проба", en: "Sample"),
      statement: Statement(condition: "if", expectation: "then", reason: "because"),
      owner: "head",
      arms: [
        Arm(key: "old", title: Title(ru: "Старое", en: "Old"), isControl: true),
        Arm(key: "new", title: Title(ru: "Новое", en: "New"), isControl: false),
      ],
      stage: "meetings_held",
      direction: direction,
      goal: goal,
      effect: RegisteredEffect(scale: .points, value: points),
      isReversible: isReversible,
      allocation: .blocks(within: .manager),
      unit: Title(ru: "клиент", en: "client"),
      drawnAt: "meetings_scheduled",
      start: Self.start,
      end: Self.end,
      maturityDays: maturityDays,
      plannedPerArm: perArm,
      guardrails: guardrails,
      stratum: .all,
      mode: mode,
      stoppedOn: stoppedOn
    )
    form.frozen = FrozenTerms(
      smallestWorthwhileEffect: points / 100,
      baseRate: nil,
      mode: mode,
      reviews: WorkingCalendar.russia.reviews(from: Self.start, ripe: Self.end + maturityDays),
      sealSHA256: nil
    )
    self.looks = looks
  }

  static func day(_ month: Int, _ day: Int) -> Day {
    guard let day = Day(year: 2026, month: month, day: day) else {
      preconditionFailure("days of tests exist")
    }
    return day
  }

  /// Counts of 15, 30, 45 and 60 units an arm with the given successes.
  static func quarters(_ control: [Int64], _ variant: [Int64]) -> [Pair] {
    control.indices.map { index in
      let trials = Int64(15 * (index + 1))
      return Pair((control[index], trials), (variant[index], trials))
    }
  }

  private func evidence(
    _ pair: Pair,
    stage: String,
    direction: VerdictModel.Direction,
    asOf: Day
  ) -> MetricEvidence {
    func cell(_ arm: String, _ count: (Int64, Int64), _ missing: Int64, _ more: Int64)
      -> EvidenceCell
    {
      var reached = MomentSums()
      reached.matured = Moments(units: count.0, value: Int128(count.0))
      var answered = MomentSums()
      answered.maturedEver = Moments(units: count.1 - missing, value: Int128(count.1 - missing))
      return EvidenceCell(
        arm: arm,
        member: "",
        exposed: count.1 + more,
        matured: count.1,
        sums: [.reached(stage): reached, .answered(stage): answered],
        lags: []
      )
    }
    return MetricEvidence(
      Evidence(
        cells: [
          cell("old", pair.control, unanswered.control, maturing.control),
          cell("new", pair.variant, unanswered.variant, maturing.variant),
        ],
        tallies: []
      ),
      stage: stage,
      direction: direction,
      horizon: form.maturityDays,
      asOf: asOf,
      control: "old",
      variant: "new"
    )
  }

  private func look(_ index: Int, asOf: Day) -> LookEvidence {
    LookEvidence(
      asOf: asOf,
      primary: evidence(looks[index], stage: form.stage, direction: form.direction, asOf: asOf),
      guardrails: zip(form.guardrails, guardrails).map {
        evidence($1[index], stage: $0.stage, direction: $0.direction, asOf: asOf)
      }
    )
  }

  /// Facts at the close of the last look written, or on another day.
  func facts(asOf given: Day? = nil) throws -> EvaluationFacts {
    let asOf = given ?? Self.closes[looks.count - 1]
    let closed = LookHistory.closed(form, asOf: asOf).prefix(looks.count)
    let seen = closed.indices.map { look($0, asOf: closed[$0].end) }
    let history = try LookHistory(form: form, asOf: asOf, looks: seen)
    let current =
      seen.first { $0.asOf == history.decisiveDay }
      ?? look(looks.count - 1, asOf: history.decisiveDay)
    let units = current.primary.control.exposed + current.primary.variant.exposed
    return EvaluationFacts(
      hypothesis: RegisteredHypothesis(
        key: form.id,
        state: .started,
        original: form,
        sha256: "",
        seal: nil,
        author: "head",
        at: Timestamp(microseconds: 0),
        amendments: []
      ),
      history: history,
      looks: seen,
      current: current,
      segments: [],
      gates: GateFacts(
        audit: AllocationAudit(
          drawn: units,
          listed: hasList ? units : 0,
          differing: differing,
          crossovers: crossovers
        ),
        hasList: hasList,
        control: current.primary.control,
        variant: current.primary.variant,
        controlKey: "old",
        variantKey: "new",
        tableCount: Int64((Double(units) / tableShare).rounded()),
        exposedForTable: units
      ),
      glances: glances,
      calendar: .russia,
      table: [:]
    )
  }

  func evaluate(asOf: Day? = nil) throws -> Evaluation {
    try Evaluator.evaluate(try facts(asOf: asOf))
  }
}
