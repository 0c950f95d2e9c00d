package import VerdictInference
package import VerdictModel

/// One half-month's review: everything its pages print, computed; Reports add only words.
package struct Review: Hashable, Sendable, Codable {
  package static let schemaVersion = 1

  package var schemaVersion: Int
  package var company: String?
  package var currency: String
  package var period: HalfMonth
  /// Data up to this day.
  package var asOf: Day
  /// When the meeting reads it.
  package var meeting: Day
  package var createdAt: Timestamp
  package var program: String
  package var isPublished: Bool
  package var health: DataHealth
  /// Plan and pace; nil in reviews published before plans were kept.
  package var plan: PlanSection?
  package var funnel: FunnelSection
  /// Cards whose verdict asks for a decision, most urgent first.
  package var decide: [HypothesisCard]
  /// "Too early" cards.
  package var watch: [HypothesisCard]
  /// Decided earlier and latched; one line each.
  package var settled: [HypothesisCard]
  package var managers: [ManagerReading]
  /// The same people in a funnel each metric; reviews of older programs have none.
  package var managerPlots: [ManagerPlot]?
  /// What left its limits or its norm by the end of the period; reviews of older programs have none.
  package var signals: SignalsReading?
  /// Cases still open, and those checked since the review before.
  package var cases: [SignalCase]?
  /// Where to look until the next review; nil where the table gives nothing to choose from.
  package var focus: Focus?
  package var lastDecisions: [DecisionReading]
  package var holds: [HoldReading]
  package var drafts: [DraftReading]
  /// Confirmations that chance alone would give among the hypotheses judged here, at most.
  package var expectedFalseConfirmations: Double

  package init(
    schemaVersion: Int,
    company: String?,
    currency: String,
    period: HalfMonth,
    asOf: Day,
    meeting: Day,
    createdAt: Timestamp,
    program: String,
    isPublished: Bool,
    health: DataHealth,
    plan: PlanSection? = nil,
    funnel: FunnelSection,
    decide: [HypothesisCard],
    watch: [HypothesisCard],
    settled: [HypothesisCard],
    managers: [ManagerReading],
    managerPlots: [ManagerPlot]? = nil,
    signals: SignalsReading? = nil,
    cases: [SignalCase]? = nil,
    focus: Focus? = nil,
    lastDecisions: [DecisionReading],
    holds: [HoldReading],
    drafts: [DraftReading],
    expectedFalseConfirmations: Double
  ) {
    self.schemaVersion = schemaVersion
    self.company = company
    self.currency = currency
    self.period = period
    self.asOf = asOf
    self.meeting = meeting
    self.createdAt = createdAt
    self.program = program
    self.isPublished = isPublished
    self.health = health
    self.plan = plan
    self.funnel = funnel
    self.decide = decide
    self.watch = watch
    self.settled = settled
    self.managers = managers
    self.managerPlots = managerPlots
    self.signals = signals
    self.cases = cases
    self.focus = focus
    self.lastDecisions = lastDecisions
    self.holds = holds
    self.drafts = drafts
    self.expectedFalseConfirmations = expectedFalseConfirmations
  }
}

/// Is the table complete, and up to when.
package struct DataHealth: Hashable, Sendable, Codable {
  package var lastDay: Day?
  /// Working days of the period without any entry.
  package var missingDays: [Day]
  package var sources: [SourceFreshness]
  package var isGreen: Bool

  package init(lastDay: Day?, missingDays: [Day], sources: [SourceFreshness], isGreen: Bool) {
    self.lastDay = lastDay
    self.missingDays = missingDays
    self.sources = sources
    self.isGreen = isGreen
  }
}

package struct SourceFreshness: Hashable, Sendable, Codable {
  package var source: String
  package var lastDay: Day

  package init(source: String, lastDay: Day) {
    self.source = source
    self.lastDay = lastDay
  }
}

/// The plan of the month that the period ends in.
package struct PlanSection: Hashable, Sendable, Codable {
  package var month: Month
  /// Nil where nothing was planned.
  package var fact: PlanFact?

  package init(month: Month, fact: PlanFact?) {
    self.month = month
    self.fact = fact
  }
}

/// The period's funnel beside the one before.
package struct FunnelSection: Hashable, Sendable, Codable {
  package var counters: [CounterReading]
  package var metrics: [MetricReading]
  /// The stages that clients pass, in order; reviews of older programs have none.
  package var steps: [FunnelStep]?

  package init(
    counters: [CounterReading],
    metrics: [MetricReading],
    steps: [FunnelStep]? = nil
  ) {
    self.counters = counters
    self.metrics = metrics
    self.steps = steps
  }
}

package struct CounterReading: Hashable, Sendable, Codable {
  package var key: String
  package var title: Title
  package var isMoney: Bool
  /// Count, or minor units; nil when nothing was entered.
  package var value: Int64?
  package var previous: Int64?

  package init(key: String, title: Title, isMoney: Bool, value: Int64?, previous: Int64?) {
    self.key = key
    self.title = title
    self.isMoney = isMoney
    self.value = value
    self.previous = previous
  }
}

package struct MetricReading: Hashable, Sendable, Codable {
  package var key: String
  package var title: Title
  package var isShare: Bool
  package var good: Direction
  /// Nil when the denominator is zero or missing.
  ///
  /// Money ratios are in major units.
  package var value: Double?
  package var previous: Double?
  package var numerator: Int64?
  package var denominator: Int64?
  /// For shares: 95 % score interval of value − previous, so that noise is not read as news.
  package var change: Interval?

  package init(
    key: String,
    title: Title,
    isShare: Bool,
    good: Direction,
    value: Double?,
    previous: Double?,
    numerator: Int64?,
    denominator: Int64?,
    change: Interval?
  ) {
    self.key = key
    self.title = title
    self.isShare = isShare
    self.good = good
    self.value = value
    self.previous = previous
    self.numerator = numerator
    self.denominator = denominator
    self.change = change
  }
}

/// A hypothesis on the table.
package struct HypothesisCard: Hashable, Sendable, Codable {
  package var evaluation: Evaluation
  package var series: [SeriesPoint]
  /// The metric the series shows, e.g.
  ///
  /// `show_rate`; nil when the table has none for the stage.
  package var seriesMetric: String?
  /// The series' usual level before the test, with its limits and the norm.
  package var seriesLimits: SeriesLimits? = nil
  package var bets: [Bet]
  package var chance: ChanceReading?
  package var decision: Decision?
  /// Evaluations after the latched look, as a follow-up line: counts since.
  package var followUp: FollowUp?
  /// Rows entered or mended after the last word was published, where they change its counts.
  package var late: LateReading? = nil
  /// With the tests that it repeats.
  package var repeated: RepeatReading? = nil
  /// What it is tried instead of.
  package var instead: PastWord? = nil

  package init(
    evaluation: Evaluation,
    series: [SeriesPoint],
    seriesMetric: String?,
    bets: [Bet],
    chance: ChanceReading?,
    decision: Decision?,
    followUp: FollowUp?
  ) {
    self.evaluation = evaluation
    self.series = series
    self.seriesMetric = seriesMetric
    self.bets = bets
    self.chance = chance
    self.decision = decision
    self.followUp = followUp
  }
}

/// A metric over one week or half-month of the table.
package struct SeriesPoint: Hashable, Sendable, Codable {
  package var start: Day
  package var end: Day
  package var numerator: Int64
  package var denominator: Int64

  package init(start: Day, end: Day, numerator: Int64, denominator: Int64) {
    self.start = start
    self.end = end
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// What came after the verdict latched.
package struct FollowUp: Hashable, Sendable, Codable {
  package var control: CountReading
  package var variant: CountReading

  package init(control: CountReading, variant: CountReading) {
    self.control = control
    self.variant = variant
  }
}

/// The published look read once more from the rows as they are now.
package struct LateReading: Hashable, Sendable, Codable {
  package var published: [ArmReading]
  package var now: [ArmReading]
  /// What the same look would say now; the published word stands.
  package var verdict: Verdict

  /// Nil where nothing that was counted has changed.
  package init?(published: Evaluation, now: Evaluation) {
    func counts(_ arms: [ArmReading]) -> [[Int?]] {
      arms.map { [$0.matured, $0.reached, $0.missing] }
    }
    guard counts(published.arms) != counts(now.arms) else { return nil }
    self.published = published.arms
    self.now = now.arms
    verdict = now.verdict
  }
}

/// An earlier hypothesis with the word it got; nil while it has none.
package struct PastWord: Hashable, Sendable, Codable {
  package var title: Title
  package var verdict: Verdict?
  package var period: HalfMonth?

  package init(title: Title, verdict: Verdict?, period: HalfMonth?) {
    self.title = title
    self.verdict = verdict
    self.period = period
  }
}

/// One manager in the head's copy: no league table, only chance.
package struct ManagerReading: Hashable, Sendable, Codable {
  package var name: String
  package var metric: String
  package var successes: Int64
  package var trials: Int64
  /// The department's rate over the same days.
  package var usual: Double
  /// Chance of so few (or fewer) for a manager with the usual rate.
  package var chanceOfFewer: Double
  /// Chance of so many (or more).
  package var chanceOfMore: Double

  package init(
    name: String,
    metric: String,
    successes: Int64,
    trials: Int64,
    usual: Double,
    chanceOfFewer: Double,
    chanceOfMore: Double
  ) {
    self.name = name
    self.metric = metric
    self.successes = successes
    self.trials = trials
    self.usual = usual
    self.chanceOfFewer = chanceOfFewer
    self.chanceOfMore = chanceOfMore
  }
}

/// A decision of an earlier meeting and how it stands.
package struct DecisionReading: Hashable, Sendable, Codable {
  package var decision: Decision
  package var title: Title
  package var isOverdue: Bool

  package init(decision: Decision, title: Title, isOverdue: Bool) {
    self.decision = decision
    self.title = title
    self.isOverdue = isOverdue
  }
}

/// "Does it hold?" after 30 and 90 days, for what was adopted.
package struct HoldReading: Hashable, Sendable, Codable {
  package var hypothesis: String
  package var title: Title
  package var adoptedOn: Day
  package var checkOn: Day
  /// The metric in the table before the start of the test, and since adoption.
  package var before: CountReading
  package var since: CountReading
  /// 95 % score interval of since − before, plus is good; nil in reviews of older versions.
  package var change: Interval?

  /// What the numbers since say.
  package var state: HoldState {
    guard let lower = change?.lower, let upper = change?.upper else { return .unclear }
    return lower > 0 ? .holds : upper < 0 ? .worse : .unclear
  }

  package init(
    hypothesis: String,
    title: Title,
    adoptedOn: Day,
    checkOn: Day,
    before: CountReading,
    since: CountReading,
    good: Direction
  ) {
    let change = Readings.change(
      previous: (Int64(before.successes), Int64(before.trials)),
      now: (Int64(since.successes), Int64(since.trials))
    )
    self.change = good == .up ? change : change?.negated
    self.hypothesis = hypothesis
    self.title = title
    self.adoptedOn = adoptedOn
    self.checkOn = checkOn
    self.before = before
    self.since = since
  }
}

/// Whether an adopted change still shows in the table; before against after, so never a proof.
package enum HoldState: String, Hashable, Sendable, Codable {
  case holds
  case worse
  /// The interval spans zero.
  case unclear
}

/// A draft with honest sizes.
package struct DraftReading: Hashable, Sendable, Codable {
  package var form: HypothesisForm
  package var forecast: RegistrationForecast?

  package init(form: HypothesisForm, forecast: RegistrationForecast?) {
    self.form = form
    self.forecast = forecast
  }
}
