/// Why a hypothesis is tested: to prove, or to pick the better arm by a date.
package enum Goal: String, Sendable, Codable {
  case prove
  case choose
}

/// What a broken or open guardrail does to a confirmation.
package enum GuardrailPolicy: String, Sendable, Codable {
  case mustNotBreak
  case mustHold
}

/// How the draw gives the arm.
package enum Allocation: Hashable, Sendable, Codable {
  /// Random permuted blocks from a sealed list, within each member of the stratum (manager by default).
  case blocks(within: Cut)
  /// Odd deal numbers get the control, even ones the variant; not concealed.
  case parity
  /// Arms are slices of the funnel table.
  case slices(SliceDesign)

  package var slices: SliceDesign? {
    if case .slices(let design) = self { return design }
    return nil
  }

  /// The same before the tool drew.
  package var undrawn: Allocation {
    guard var design = slices, design.isDrawn else { return self }
    (design.variant, design.days) = ([], [])
    return .slices(design)
  }
}

/// Test mode, fixed at the start.
package enum TestMode: String, Sendable, Codable {
  case exact
  case score
}

/// What is compared between the arms instead of the share of units that reached the stage.
package enum Measure: String, Sendable, Codable, CaseIterable {
  /// Money of the stage per unit of the arm, those without any counted as zero.
  case amount
  /// Money of the stage per unit that reached it: its denominator arises after the draw.
  case check
  /// Days from the draw to the stage, those later than the window counted as the window.
  case duration
}

/// The smallest effect worth the trouble, as registered.
package struct RegisteredEffect: Hashable, Sendable, Codable {
  package enum Scale: String, Sendable, Codable {
    /// Points: 5 is five of a hundred units.
    case points
    /// Per cent of the base rate frozen at the start.
    case relative
    /// Major units of the company's currency, of an amount or a check.
    case money
    /// Days, of a duration.
    case days
  }
  package let scale: Scale
  /// 5 for "5 points", 10 for "10 %", 30,000 for "30000 ₽"; positive.
  package let value: Double

  package init(scale: Scale, value: Double) {
    self.scale = scale
    self.value = value
  }

  /// The absolute effect, a fraction or in the measure's own unit; a relative one needs the base rate.
  package func absolute(baseRate: Double?) -> Double? {
    switch scale {
    case .points: value / 100
    case .relative: baseRate.map { $0 * value / 100 }
    case .money, .days: value
    }
  }
}

/// One side of the comparison.
package struct Arm: Hashable, Sendable, Codable {
  package let key: String
  package let title: Title
  package let isControl: Bool
  /// The words the manager says; shown when the arm has been drawn.
  package let script: Title?

  package init(key: String, title: Title, isControl: Bool, script: Title? = nil) {
    self.key = key
    self.title = title
    self.isControl = isControl
    self.script = script
  }
}

/// A metric that must not get worse: units that reached `stage` ÷ units exposed.
package struct Guardrail: Hashable, Sendable, Codable {
  package let stage: String
  package let direction: Direction
  /// The loss still tolerated, a fraction; positive.
  package let margin: Double
  package let policy: GuardrailPolicy
  /// Its own maturity window in days; nil means the hypothesis's.
  package let maturityDays: Int?

  package init(
    stage: String,
    direction: Direction = .up,
    margin: Double,
    policy: GuardrailPolicy = .mustNotBreak,
    maturityDays: Int? = nil
  ) {
    self.stage = stage
    self.direction = direction
    self.margin = margin
    self.policy = policy
    self.maturityDays = maturityDays
  }
}

/// If / then / because, as the author wrote them.
package struct Statement: Hashable, Sendable, Codable {
  package let condition: Title
  package let expectation: Title
  package let reason: Title
  package init(condition: Title, expectation: Title, reason: Title) {
    self.condition = condition
    self.expectation = expectation
    self.reason = reason
  }
}

/// A trait asked about each unit at exposure, by which results are also read.
package struct Segment: Hashable, Sendable, Codable {
  /// Column name in files; the first registered one is the column `segment`.
  package let key: String
  package let title: Title
  package init(key: String, title: Title) {
    self.key = key
    self.title = title
  }
}

/// What `start` adds and freezes.
package struct FrozenTerms: Hashable, Sendable, Codable {
  /// δ*, a fraction; of a measure in its own unit (major units of money, days).
  package let smallestWorthwhileEffect: Double
  /// The base rate at the start, where the department's history gave one.
  package let baseRate: Double?
  package let mode: TestMode
  /// Scheduled looks: the reviews whose data close after the start, the last being the final look.
  package let reviews: [HalfMonth]
  /// SHA-256 of the random allocation seal, hex; nil for parity.
  package let sealSHA256: String?
  package init(
    smallestWorthwhileEffect: Double,
    baseRate: Double?,
    mode: TestMode,
    reviews: [HalfMonth],
    sealSHA256: String?
  ) {
    self.smallestWorthwhileEffect = smallestWorthwhileEffect
    self.baseRate = baseRate
    self.mode = mode
    self.reviews = reviews
    self.sealSHA256 = sealSHA256
  }
}

/// Everything registered about a hypothesis.
///
/// A draft can be edited; `start` freezes it.
package struct HypothesisForm: Hashable, Sendable, Codable {
  package var id: String
  package var title: Title
  package var statement: Statement
  package var owner: String
  package var arms: [Arm]
  /// Units that reached this stage within `maturityDays` ÷ units exposed.
  package var stage: String
  /// What of the stage is compared; nil is the share that reached it.
  package var measure: Measure?
  package var direction: Direction
  package var goal: Goal
  package var effect: RegisteredEffect
  package var isReversible: Bool
  /// What the variant costs per unit, in units of the metric; `choose` nets it.
  package var costPerUnit: Double
  /// Spread τ of the prior on the difference for `choose`, a fraction.
  package var tau: Double
  /// Past results on the metric that τ was taken from; 0 asks for it, nil is a registered or usual τ.
  package var tauResults: Int?
  package var allocation: Allocation
  /// What is drawn, in words: "client".
  package var unit: Title
  /// The stage at which the arm is drawn.
  package var drawnAt: String
  package var start: Day
  /// Last day of exposure, inclusive.
  package var end: Day
  /// Maturity window w in days, 0–400.
  package var maturityDays: Int
  /// Two-sided α; per side it is α / 2 with one variant.
  package var significanceLevel: Double
  package var plannedPerArm: Int
  package var guardrails: [Guardrail]
  package var segments: [Segment]
  /// The stratum of the test; `.all` is no strata.
  package var stratum: Cut
  /// Asked-for test mode; nil leaves it to the rule (score with strata, exact without up to 800).
  package var mode: TestMode?
  /// The hypothesis that this one is tried instead of.
  package var instead: String?
  /// The hypothesis that this one tries again, on the same metric.
  package var repeats: String?
  /// Set by a stop: the last day whose exposures count.
  package var stoppedOn: Day?
  package var frozen: FrozenTerms?

  package init(
    id: String,
    title: Title,
    statement: Statement,
    owner: String,
    arms: [Arm],
    stage: String,
    measure: Measure? = nil,
    direction: Direction,
    goal: Goal,
    effect: RegisteredEffect,
    isReversible: Bool,
    costPerUnit: Double = 0,
    tau: Double = 0.08,
    tauResults: Int? = nil,
    allocation: Allocation,
    unit: Title,
    drawnAt: String,
    start: Day,
    end: Day,
    maturityDays: Int,
    significanceLevel: Double = 0.05,
    plannedPerArm: Int,
    guardrails: [Guardrail] = [],
    segments: [Segment] = [],
    stratum: Cut = .manager,
    mode: TestMode? = nil,
    instead: String? = nil,
    repeats: String? = nil,
    stoppedOn: Day? = nil,
    frozen: FrozenTerms? = nil
  ) {
    self.id = id
    self.title = title
    self.statement = statement
    self.owner = owner
    self.arms = arms
    self.stage = stage
    self.measure = measure
    self.direction = direction
    self.goal = goal
    self.effect = effect
    self.isReversible = isReversible
    self.costPerUnit = costPerUnit
    self.tau = tau
    self.tauResults = tauResults
    self.allocation = allocation
    self.unit = unit
    self.drawnAt = drawnAt
    self.start = start
    self.end = end
    self.maturityDays = maturityDays
    self.significanceLevel = significanceLevel
    self.plannedPerArm = plannedPerArm
    self.guardrails = guardrails
    self.segments = segments
    self.stratum = stratum
    self.mode = mode
    self.instead = instead
    self.repeats = repeats
    self.stoppedOn = stoppedOn
    self.frozen = frozen
  }
}

extension HypothesisForm {
  /// The reference arm; a checked form has exactly one.
  package var control: Arm {
    guard let arm = arms.first(where: \.isControl) else {
      preconditionFailure("a checked form has a control")
    }
    return arm
  }
  /// The arms that are not the control.
  package var variants: [Arm] { arms.filter { !$0.isControl } }
  /// One-sided level a = α / 2V.
  package var sideLevel: Double { significanceLevel / Double(2 * max(1, variants.count)) }
  /// Stages whose reaches the evidence cells follow.
  package var watchedStages: [String] {
    var stages: [String] = []
    for stage in [self.stage] + guardrails.map(\.stage) + ["payments"]
    where !stages.contains(stage) {
      stages.append(stage)
    }
    return stages
  }
  /// Cuts kept beside the total.
  package var cuts: [Cut] {
    [.all, .manager, .source, .segment] + segments.dropFirst().map { .trait($0.key) }
  }
  /// The counter under the line: what a unit is drawn at, or the table's own of a test on slices.
  package var countedFrom: String { allocation.slices?.per ?? drawnAt }
  /// Exposure plus maturity is over on this day.
  package var ripeOn: Day { (stoppedOn ?? end) + maturityDays }
  /// The mode used when none was asked for (verdict rule §3).
  package var defaultMode: TestMode {
    measure == nil && stratum == .all && plannedPerArm * arms.count <= 800 ? .exact : .score
  }
}

/// Draft or started; the verdict's status is derived from published reviews.
package enum HypothesisState: String, Sendable, Codable {
  case draft
  case started
}

/// A change after the start, with its reason; a stop is one too.
package struct Amendment: Hashable, Sendable, Codable {
  package let number: Int
  package let form: HypothesisForm
  package let sha256: String
  package let reason: String
  package let author: String
  package let at: Timestamp
  package init(
    number: Int,
    form: HypothesisForm,
    sha256: String,
    reason: String,
    author: String,
    at: Timestamp
  ) {
    self.number = number
    self.form = form
    self.sha256 = sha256
    self.reason = reason
    self.author = author
    self.at = at
  }
}

/// A hypothesis as the store holds it.
package struct RegisteredHypothesis: Hashable, Sendable, Codable {
  package let key: String
  package let state: HypothesisState
  /// As frozen at the start (or as drafted), before amendments.
  package let original: HypothesisForm
  /// SHA-256 of the original form's canonical bytes, hex.
  package let sha256: String
  /// The secret of the sealed list; nil for drafts and parity.
  package let seal: [UInt8]?
  package let author: String
  package let at: Timestamp
  package let amendments: [Amendment]

  package init(
    key: String,
    state: HypothesisState,
    original: HypothesisForm,
    sha256: String,
    seal: [UInt8]?,
    author: String,
    at: Timestamp,
    amendments: [Amendment]
  ) {
    self.key = key
    self.state = state
    self.original = original
    self.sha256 = sha256
    self.seal = seal
    self.author = author
    self.at = at
    self.amendments = amendments
  }

  /// The form in force.
  package var form: HypothesisForm { amendments.last?.form ?? original }
}
