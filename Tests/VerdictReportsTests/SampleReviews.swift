import Foundation
import VerdictAnalysis
import VerdictModel

extension Sample {
  /// Twenty-six half-months of show-up counts round 55 of 100.
  static var series: [[String: Any]] {
    var period = HalfMonth(iso: "2026-03-H1") ?? HalfMonth(containing: day("2026-03-01"))
    let held = [12, 14, 11, 13, 10, 12, 15, 13, 11, 12, 14, 12, 13, 11, 12, 13, 14, 15, 13, 16]
    return held.map { count in
      let point: [String: Any] = [
        "start": period.start.description, "end": period.end.description, "numerator": count,
        "denominator": 23,
      ]
      period = period.next
      return point
    }
  }

  static func card(
    _ evaluation: Evaluation,
    bets: Int = 0,
    chance: Bool = false,
    decision: Decision? = nil,
    hasSeries: Bool = false
  ) throws -> [String: Any] {
    var card: [String: Any] = [
      "evaluation": try object(evaluation), "series": hasSeries ? series : [],
      "bets": try (0..<bets).map { index in
        try object(
          Bet(
            hypothesis: evaluation.hypothesis,
            person: "Семён \(index)",
            direction: index == 0 ? "same" : "up",
            size: 10,
            at: Timestamp(microseconds: 0)
          )
        )
      },
    ]
    if hasSeries { card["seriesMetric"] = "show_rate" }
    if chance { card["chance"] = ["difference": 0.15, "units": 43] }
    if let decision { card["decision"] = try object(decision) }
    return card
  }

  static func decision(_ choice: DecisionChoice = .adopt) -> Decision {
    Decision(
      hypothesis: "screen-share-now",
      period: HalfMonth(containing: day("2026-12-20")),
      choice: choice,
      why: "риск невелик",
      lesson: "Показывать сразу проще, чем звать потом",
      owner: "Анна",
      due: day("2027-01-15"),
      checkOn: day("2027-04-12"),
      author: "Ольга",
      at: Timestamp(microseconds: 1_799_654_400_000_000)
    )
  }

  static func metric(
    _ key: String,
    _ numerator: Int,
    _ denominator: Int,
    previous: Double,
    change: [Double]
  ) throws -> [String: Any] {
    [
      "key": key, "title": try object(FunnelDefinition.standard.metric(key)?.title),
      "isShare": true,
      "good": "up", "value": Double(numerator) / Double(denominator), "previous": previous,
      "numerator": numerator, "denominator": denominator, "change": change,
    ]
  }

  static func counter(_ key: String, _ value: Int, _ previous: Int) throws -> [String: Any] {
    let counter = FunnelDefinition.standard.counter(key)
    return [
      "key": key, "title": try object(counter?.title), "isMoney": counter?.isMoney ?? false,
      "value": value, "previous": previous,
    ]
  }

  static func base() throws -> [String: Any] {
    [
      "schemaVersion": 1, "company": "Отдел продаж «Север»", "currency": "RUB",
      "period": "2026-12-H2", "asOf": "2026-12-31", "meeting": "2027-01-11",
      "createdAt": ["microseconds": 1_799_654_400_000_000], "program": "verdict 0.1.0",
      "isPublished": true,
      "health": [
        "lastDay": "2026-12-31", "missingDays": [Any](),
        "sources": [["source": "Директ", "lastDay": "2026-12-31"]], "isGreen": true,
      ],
      "funnel": ["counters": [Any](), "metrics": [Any]()], "decide": [Any](), "watch": [Any](),
      "settled": [Any](), "managers": [Any](), "lastDecisions": [Any](), "holds": [Any](),
      "drafts": [Any](), "expectedFalseConfirmations": 0,
    ]
  }

  /// A review with every section.
  static func full(_ change: (inout [String: Any]) throws -> Void = { _ in }) throws -> Review {
    var values = try base()
    values["funnel"] = [
      "counters": [
        try counter("leads", 104, 98), try counter("spend", 24_800_000, 23_100_000),
        try counter("meetings_due", 23, 22), try counter("meetings_held", 16, 13),
        try counter("payments", 3, 2), try counter("revenue", 180_000_000, 120_000_000),
      ],
      "metrics": [
        try metric("lead_to_meeting", 23, 104, previous: 0.22, change: [-0.11, 0.12]),
        try metric("show_rate", 16, 23, previous: 13 / 23.0, change: [-0.15, 0.39]),
        try metric("lead_to_payment", 3, 104, previous: 0.009, change: [0.001, 0.062]),
        [
          "key": "cpl", "title": try object(FunnelDefinition.standard.metric("cpl")?.title),
          "isShare": false, "good": "down", "value": 2384.6, "previous": 2357.1,
        ],
      ],
    ]
    values["decide"] = [
      try card(try preferVariant(), bets: 7, hasSeries: true),
      try card(try confirmed(), bets: 3, decision: decision(), hasSeries: true),
    ]
    values["watch"] = [
      try card(
        try evaluation(
          .tooEarly,
          form: form(
            "reminder",
            title: Title(ru: "Напоминание за час", en: "Reminder an hour before"),
            perArm: 44
          ),
          reasons: [.collecting],
          control: Counts(exposed: 21, matured: 19),
          variant: Counts(exposed: 22, matured: 20),
          extra: [
            "look": look(review: 2, isFinal: false, fraction: 0.41), "effect": NSNull(),
            "spreadsheet": NSNull(), "strata": [], "segments": [], "calls": [],
            "uptake": [
              "asDrawn": ["successes": 42, "trials": 43],
              "accepted": ["successes": 4, "trials": 22],
              "leaked": 0,
            ],
          ]
        ),
        chance: true
      )
    ]
    values["settled"] = [
      try card(
        try evaluation(
          .noEffect,
          form: form("script", title: Title(ru: "Новый скрипт", en: "New script"), goal: .prove),
          reasons: [.withinWorthwhile],
          extra: ["latchedIn": "2026-10-H2"]
        )
      )
    ]
    values["managers"] = [
      manager("Игорь", 1, 6, 0.70, 0.70), manager("Анна", 3, 7, 0.98, 0.12),
      manager("Ольга", 1, 5, 0.79, 0.63),
    ]
    values["lastDecisions"] = [
      [
        "decision": try object(decision(.keep)),
        "title": try object(Title(ru: "Новый скрипт", en: "New script")), "isOverdue": true,
      ]
    ]
    values["focus"] = [
      "metric": "show_rate",
      "title": try object(FunnelDefinition.standard.metric("show_rate")?.title),
      "why": "worthMost", "gain": 640_000, "counter": "meetings_held",
      "counterTitle": try object(FunnelDefinition.standard.counter("meetings_held")?.title),
      "perWeek": 2.4,
    ]
    values["holds"] = [
      [
        "hypothesis": "sms",
        "title": try object(Title(ru: "СМС перед встречей", en: "Text before meeting")),
        "adoptedOn": "2026-09-16", "checkOn": "2026-12-16",
        "before": ["successes": 121, "trials": 220], "since": ["successes": 96, "trials": 160],
      ]
    ]
    values["drafts"] = [
      [
        "form": try object(
          form("price", title: Title(ru: "Цена на первой встрече", en: "Price first"), goal: .prove)
        ), "forecast": forecast,
      ]
    ]
    values["expectedFalseConfirmations"] = 0.05
    try change(&values)
    return try decode(values)
  }

  static func manager(
    _ name: String,
    _ successes: Int,
    _ trials: Int,
    _ fewer: Double,
    _ more: Double
  ) -> [String: Any] {
    [
      "name": name, "metric": "meeting_to_payment", "successes": successes, "trials": trials,
      "usual": 0.18, "chanceOfFewer": fewer, "chanceOfMore": more,
    ]
  }

  static var forecast: [String: Any] {
    [
      "unitsPerArm": 44, "unitsPerMonth": 44.0, "baseRate": 0.55, "baseIsOwn": true, "looks": 4,
      "prove": [
        [
          "difference": 0.0, "confirmed": 0.02, "harmful": 0.021, "noEffect": 0.0,
          "notWorthIt": 0.04, "undecided": 0.919,
        ],
        [
          "difference": 0.05, "confirmed": 0.07, "harmful": 0.005, "noEffect": 0.0,
          "notWorthIt": 0.014, "undecided": 0.911,
        ],
      ],
      "choose": [["difference": 0.05, "right": 0.69], ["difference": 0.10, "right": 0.84]],
      "recommended": "choose", "runs": 4000, "seed": 20261101,
    ]
  }

  /// A page with a card for each of the nine verdicts.
  static func everyVerdict() throws -> Review {
    try full { values in
      let cards = try every().map { name, evaluation in
        (name, try card(evaluation, bets: 3, chance: name == "tooEarly"))
      }
      values["decide"] = cards.filter { $0.0 != "tooEarly" }.map(\.1)
      values["watch"] = cards.filter { $0.0 == "tooEarly" }.map(\.1)
    }
  }

  /// Nothing but a company's name.
  static func empty() throws -> Review {
    var values = try base()
    values["health"] = ["missingDays": [Any](), "sources": [Any](), "isGreen": false]
    return try decode(values)
  }
}
