import Foundation
import VerdictAnalysis
import VerdictInference
import VerdictModel

extension Sample {
  /// Usual 54 of 100 before the test, limits of weeks of 23; the third point lies outside.
  static var limits: [String: Any] {
    let limits = (0..<20).map { $0 == 2 ? [0.2, 0.45] : [0.2, 0.83] }
    return ["usual": 0.54, "points": 8, "limits": limits, "norm": [0.6, NSNull()]]
  }

  /// Four looks of a test that confirms at the last one.
  static var path: [[String: Any]] {
    let looks: [(String, Double, [Int], Double, Double, Double, [Double])] = [
      ("2026-11-15", 0.22, [50, 88, 55, 88], 0.057, 0.77, 4.62, [-0.29, 0.4]),
      ("2026-11-30", 0.47, [103, 188, 114, 187], 0.062, 1.21, 3.06, [-0.095, 0.218]),
      ("2026-12-15", 0.74, [160, 296, 190, 297], 0.099, 2.45, 2.37, [0, 0.195]),
      ("2026-12-31", 1, [219, 398, 267, 402], 0.114, 3.29, 2.01, [0.04, 0.186]),
    ]
    return looks.map { day, fraction, counts, estimate, z, boundary, interval in
      [
        "asOf": day, "fraction": fraction, "estimate": estimate, "statistic": z,
        "boundary": boundary, "interval": interval,
        "control": ["successes": counts[0], "trials": counts[1]],
        "variant": ["successes": counts[2], "trials": counts[3]],
      ]
    }
  }

  /// November by 13 November: 9 held of a plan of 24, as the plan's own test has it.
  static func planFact() throws -> PlanFact {
    let month = Month(containing: day("2026-11-01"))
    var rows: [FunnelSum] = []
    let days = day("2026-11-02")...day("2026-11-13")
    for day in days.filter({ WorkingCalendar.russia.isWorking($0) }) {
      for (counter, value) in [("leads", 8), ("meetings_due", 2), ("meetings_held", 1)] {
        rows.append(
          FunnelSum(start: day, member: "", counter: counter, value: Int64(value), cells: 1)
        )
      }
    }
    return PlanFactBuilder(
      planned: PlannedMonth(
        plan: MonthPlan(month: month, lines: [PlanLine(what: "meetings_held", value: 24)]),
        version: PlanVersion(
          id: 1,
          author: "Anna",
          at: Timestamp(microseconds: 0),
          reason: "",
          months: [month]
        )
      ),
      original: nil,
      funnel: .standard,
      calendar: .russia,
      today: day("2026-11-14"),
      series: PlanSeries(funnel: .standard, table: days, all: rows)
    ).planFact()
  }

  /// A review in which every chart has something to draw.
  static func charted() throws -> Review {
    try full { values in
      var first = try card(try preferVariant(), bets: 7, hasSeries: true)
      first["seriesLimits"] = limits
      var evaluation = try object(try confirmed()) as? [String: Any] ?? [:]
      evaluation["path"] = path
      var second = try card(try confirmed(), bets: 3, decision: decision(), hasSeries: true)
      second["evaluation"] = evaluation
      values["decide"] = [first, second]
      let month = Month(containing: day("2026-11-01"))
      values["plan"] = try object(PlanSection(month: month, fact: try planFact()))
      var funnel = values["funnel"] as? [String: Any] ?? [:]
      funnel["steps"] = try object(
        FunnelStep.steps(
          .standard,
          now: ["leads": 104, "meetings_scheduled": 23, "meetings_held": 16, "payments": 3],
          before: ["leads": 98, "meetings_scheduled": 22, "meetings_held": 13, "payments": 2]
        )
      )
      values["funnel"] = funnel
      let plot = ManagerPlot(
        metric: "meeting_to_payment",
        title: Title(ru: "Встреча → оплата", en: "Meeting → payment"),
        counts: [("Анна", 3, 7), ("Игорь", 1, 6), ("Ольга", 0, 29)],
        target: 0.18
      )
      values["managerPlots"] = [try object(plot)]
    }
  }
}
