import Foundation
import VerdictAnalysis
import VerdictModel

/// Made-up evaluations with numbers that agree with each other, one for every verdict.
///
/// The values are built as JSON and decoded, the way a published review comes back from the store.
enum Sample {
  static func object(_ value: some Encodable) throws -> Any {
    try JSONSerialization.jsonObject(
      with: JSONEncoder().encode(value),
      options: .fragmentsAllowed
    )
  }

  static func decode<Value: Decodable>(_ object: Any, as type: Value.Type = Value.self) throws
    -> Value
  {
    try JSONDecoder().decode(type, from: JSONSerialization.data(withJSONObject: object))
  }

  static func day(_ text: String) -> Day { Day(iso: text) ?? Day(number: 0) }

  static func form(
    _ id: String = "screen-share-now",
    title: Title = Title(ru: "Экран сейчас", en: "Screen share now"),
    goal: Goal = .choose,
    stage: String = "meetings_held",
    perArm: Int = 44,
    effect: Double = 5,
    direction: VerdictModel.Direction = .up
  ) -> HypothesisForm {
    HypothesisForm(
      id: id,
      title: title,
      statement: Statement(
        condition: "предлагаем показать экран во время звонка",
        expectation: "приходят чаще",
        reason: "не надо ждать"
      ),
      owner: "Анна",
      arms: [
        Arm(
          key: "control",
          title: Title(ru: "Zoom в другой день", en: "Zoom another day"),
          isControl: true
        ),
        Arm(
          key: "variant",
          title: Title(ru: "Экран сейчас", en: "Screen share now"),
          isControl: false
        ),
      ],
      stage: stage,
      direction: direction,
      goal: goal,
      effect: RegisteredEffect(scale: .points, value: effect),
      isReversible: true,
      allocation: .blocks(within: .manager),
      unit: Title(ru: "клиент", en: "client"),
      drawnAt: "meetings_scheduled",
      start: day("2026-11-01"),
      end: day("2026-12-31"),
      maturityDays: 7,
      plannedPerArm: perArm,
      guardrails: [Guardrail(stage: "payments", margin: 0.05)],
      frozen: FrozenTerms(
        smallestWorthwhileEffect: effect / 100,
        baseRate: 0.55,
        mode: .score,
        reviews: [
          HalfMonth(iso: "2026-11-H1"), HalfMonth(iso: "2026-11-H2"), HalfMonth(iso: "2026-12-H1"),
          HalfMonth(iso: "2026-12-H2"),
        ].compactMap { $0 },
        sealSHA256: nil
      )
    )
  }

  struct Counts {
    var exposed: Int
    var matured: Int
    var reached: Int?
    var instant: Int?
    var missing = 0
  }

  /// Everything a card may print; a caller takes away what the verdict would not have.
  static func evaluation(
    _ verdict: Verdict,
    form: HypothesisForm? = nil,
    reasons: [VerdictReason],
    control: Counts = Counts(exposed: 43, matured: 43, reached: 24),
    variant: Counts = Counts(exposed: 45, matured: 45, reached: 31, instant: 8),
    estimate: Double = 0.13,
    interval: [Double?] = [-0.07, 0.32],
    change: WhatWouldChange? = nil,
    guardrail: String = "open",
    gates: [(DataGate, String)] = [],
    extra: [String: Any] = [:]
  ) throws -> Evaluation {
    let form =
      form
      ?? Sample.form(
        goal: verdict == .preferVariant || verdict == .preferControl ? .choose : .prove
      )
    func arm(_ key: String, _ counts: Counts, isControl: Bool) throws -> [String: Any] {
      var values: [String: Any] = [
        "key": key, "isControl": isControl, "exposed": counts.exposed, "matured": counts.matured,
        "missing": counts.missing,
        "title": try object(form.arms[isControl ? 0 : 1].title),
      ]
      values["reached"] = counts.reached
      values["instant"] = counts.instant
      return values
    }
    var values: [String: Any] = [
      "hypothesis": form.id, "form": try object(form), "asOf": "2026-12-31",
      "look": [
        "number": 4, "planned": 4, "review": 4, "counts": true, "isFinal": true, "fraction": 0.98,
        "boundary": 2.013, "tail": 0.022, "spent": 0.025, "mode": "score", "collapsed": false,
        "fractions": [0.22, 0.47, 0.74, 0.98], "decisionDate": "2027-01-11",
      ],
      "arms": [
        try arm("control", control, isControl: true), try arm("variant", variant, isControl: false),
      ],
      "effect": [
        "estimate": estimate, "statistic": 1.27,
        "interval": interval.map { $0 as Any? ?? NSNull() },
        "smallestWorthwhileEffect": form.frozen?.smallestWorthwhileEffect ?? 0.05,
        "pValueBetter": 0.012, "pValueWorse": 0.004,
      ],
      "guardrails": [
        [
          "stage": "payments", "margin": 0.05, "policy": "mustNotBreak", "state": guardrail,
          "control": ["successes": 4, "trials": 43], "variant": ["successes": 5, "trials": 45],
          "interval": [-0.12, 0.15], "unitsToExclude": 580,
        ]
      ],
      "uptake": [
        "asDrawn": ["successes": 87, "trials": 88], "accepted": ["successes": 8, "trials": 45],
        "leaked": 0,
      ],
      "gates": try gates.map { ["gate": try object($0.0), "state": $0.1] }, "grade": "drawnByUnit",
      "verdict": verdict.rawValue, "reasons": try object(reasons),
      "strata": [
        [
          "cut": "manager", "member": "Анна", "control": ["successes": 4, "trials": 7],
          "variant": ["successes": 6, "trials": 8],
        ]
      ],
      "segments": [
        [
          "cut": "segment", "member": "первый бизнес", "control": ["successes": 10, "trials": 19],
          "variant": ["successes": 16, "trials": 21],
        ]
      ],
      "spreadsheet": ["difference": estimate, "threshold": 0.05, "falseAlarm": 0.30],
      "calls": [
        "verdict calc two-proportions --control 24/43 --variant 31/45 --level 0.956"
      ],
    ]
    if let change { values["change"] = try object(change) }
    for (key, value) in extra { values[key] = value }
    return try decode(values)
  }

  static var choice: [String: Any] {
    [
      "picksVariant": true, "probabilityVariantBetter": 0.78, "probabilityWrong": 0.22,
      "lossIfVariant": 0.009, "lossIfControl": 0.057, "interval": [-0.06, 0.15], "tau": 0.08,
      "monthlyLossIfVariant": 0.4, "monthlyLossIfControl": 2.5, "monthlyMoneyIfVariant": 38_000.0,
      "monthlyMoneyIfControl": 267_000.0,
    ]
  }

  static var money: [String: Any] {
    [
      "unitsPerMonth": 44.0, "perSuccess": 107_000.0, "monthly": 612_000.0, "lower": -330_000.0,
      "upper": 1_507_000.0,
    ]
  }

  static func preferVariant() throws -> Evaluation {
    try evaluation(
      .preferVariant,
      reasons: [.higherExpectedValue],
      change: .fewerThan(successes: 28, trials: 60, arm: "variant"),
      extra: ["choice": choice]
    )
  }

  static func preferControl() throws -> Evaluation {
    var picked = choice
    picked["picksVariant"] = false
    picked["probabilityVariantBetter"] = 0.31
    picked["probabilityWrong"] = 0.31
    return try evaluation(
      .preferControl,
      reasons: [.higherExpectedValue],
      control: Counts(exposed: 43, matured: 43, reached: 26),
      variant: Counts(exposed: 45, matured: 45, reached: 24),
      estimate: -0.07,
      interval: [-0.27, 0.13],
      change: .atLeast(successes: 41, trials: 60, arm: "variant"),
      extra: ["choice": picked]
    )
  }

  static func confirmed() throws -> Evaluation {
    try evaluation(
      .confirmed,
      form: form(
        "screen-share-network",
        title: Title(ru: "Экран сейчас, сеть", en: "Screen share now, network"),
        goal: .prove,
        perArm: 400
      ),
      reasons: [.surelyBetter(reachesWorthwhile: false)],
      control: Counts(exposed: 398, matured: 398, reached: 219),
      variant: Counts(exposed: 402, matured: 402, reached: 267, instant: 72),
      estimate: 0.114,
      interval: [0.04, 0.186],
      change: .repeatOnly,
      guardrail: "held",
      extra: [
        "money": [
          "unitsPerMonth": 400.0, "perSuccess": 107_000.0, "monthly": 4_880_000.0,
          "lower": 1_712_000.0, "upper": 7_960_000.0,
        ]
      ]
    )
  }

  static func harmful() throws -> Evaluation {
    try evaluation(
      .harmful,
      reasons: [.surelyWorse, .guardrailBroken(stage: "payments")],
      control: Counts(exposed: 400, matured: 400, reached: 240),
      variant: Counts(exposed: 400, matured: 400, reached: 196),
      estimate: -0.11,
      interval: [-0.19, -0.03],
      guardrail: "broken"
    )
  }

  static func noEffect() throws -> Evaluation {
    try evaluation(
      .noEffect,
      reasons: [.withinWorthwhile],
      control: Counts(exposed: 1600, matured: 1600, reached: 880),
      variant: Counts(exposed: 1610, matured: 1610, reached: 890),
      estimate: 0.003,
      interval: [-0.036, 0.041],
      change: .repeatOnly,
      guardrail: "held"
    )
  }

  static func notWorthIt() throws -> Evaluation {
    try evaluation(
      .notWorthIt,
      reasons: [.belowWorthwhile],
      control: Counts(exposed: 400, matured: 400, reached: 220),
      variant: Counts(exposed: 400, matured: 400, reached: 208),
      estimate: -0.03,
      interval: [-0.10, 0.04],
      change: .repeatOnly
    )
  }

  static func undecided() throws -> Evaluation {
    try evaluation(
      .undecided,
      reasons: [.inconclusive],
      control: Counts(exposed: 120, matured: 120, reached: 18),
      variant: Counts(exposed: 124, matured: 124, reached: 29),
      estimate: 0.084,
      interval: [-0.02, 0.18],
      change: .units(perArm: 1806),
      extra: ["money": money]
    )
  }

  static func invalidData() throws -> Evaluation {
    try evaluation(
      .invalidData,
      reasons: [.gate(.coverage(ratio: 0.82))],
      control: Counts(exposed: 30, matured: 28, missing: 2),
      variant: Counts(exposed: 41, matured: 36, missing: 6),
      gates: [
        (.coverage(ratio: 0.82), "failed"), (.missingByArm(p: 0.004), "failed"),
        (.armSizes(p: 0.24), "passed"),
      ],
      extra: [
        "effect": NSNull(), "spreadsheet": NSNull(), "strata": [], "segments": [], "calls": [],
        "look": look(review: 2, isFinal: false, fraction: 0.41),
      ]
    )
  }

  static func look(review: Int, isFinal: Bool, fraction: Double) -> [String: Any] {
    [
      "number": review, "planned": 4, "review": review, "counts": true, "isFinal": isFinal,
      "fraction": fraction, "boundary": 2.963, "tail": 0.0015, "spent": 0.0015, "mode": "score",
      "collapsed": false, "fractions": [0.21, 0.41], "decisionDate": "2027-01-11",
      "nextReview": "2026-12-16",
    ]
  }

  /// A running test; `leak` fills in every result a careless evaluation could carry.
  static func tooEarly(leak: Double? = nil) throws -> Evaluation {
    let reached = leak.map { Int(21 * $0) }
    var extra: [String: Any] = [
      "look": look(review: 2, isFinal: false, fraction: 0.41),
      "uptake": [
        "asDrawn": ["successes": 42, "trials": 43], "accepted": ["successes": 4, "trials": 22],
        "leaked": 0,
      ],
      "preview": [
        "interval": [leak ?? -0.2, 0.9],
        "glances": [
          [
            "hypothesis": "screen-share-now", "who": "Ольга",
            "at": ["microseconds": 1_795_000_000_000_000],
            "reason": "готовим бюджет",
          ]
        ],
      ],
    ]
    if leak == nil {
      for key in ["effect", "spreadsheet"] { extra[key] = NSNull() }
      for key in ["strata", "segments", "calls"] { extra[key] = [Any]() }
    } else {
      extra["choice"] = choice
      extra["money"] = money
    }
    return try evaluation(
      .tooEarly,
      form: form(goal: .choose),
      reasons: [.collecting],
      control: Counts(exposed: 21, matured: 19, reached: reached),
      variant: Counts(
        exposed: 22,
        matured: 20,
        reached: leak.map { Int(20 * (1 - $0)) },
        instant: leak == nil ? nil : 4
      ),
      estimate: leak ?? 0,
      interval: [leak ?? 0, (leak ?? 0) + 0.1],
      change: leak.map {
        .fewerThan(successes: Int($0 * 10), trials: 60, arm: $0 > 0.5 ? "variant" : "control")
      }
        ?? .time(until: day("2027-01-11")),
      extra: extra
    )
  }

  static func every() throws -> [(String, Evaluation)] {
    [
      ("confirmed", try confirmed()), ("harmful", try harmful()), ("noEffect", try noEffect()),
      ("notWorthIt", try notWorthIt()), ("preferVariant", try preferVariant()),
      ("preferControl", try preferControl()), ("tooEarly", try tooEarly()),
      ("undecided", try undecided()), ("invalidData", try invalidData()),
    ]
  }
}
