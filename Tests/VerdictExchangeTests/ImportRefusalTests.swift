import Testing
import VerdictExchange
import VerdictModel

/// A text with the one refusal that it must give.
struct RefusedText: Sendable, CustomTestStringConvertible {
  let text: String
  var context = plain
  let code: String
  let line: Int?
  var column: String?
  var value: String?
  var values: [String: String] = [:]
  var testDescription: String { code + " at " + (column ?? "a record") }
}

private let table = "date,source,manager,leads,spend,payments,revenue\n"
private let outcomes =
  "unit,arm,date,uptake,meetings_held,payments,revenue,package,hypothesis\n"
private let tallies = "date,arm,trials,successes,hypothesis,metric\n"
private let registeredKeys = "usual, now"

@Suite("Refused imports")
struct ImportRefusalTests {
  @Test("Each bad header is refused with its column", arguments: headers)
  func header(_ case: RefusedText) { check(`case`) }

  @Test("Each bad cell of the table is refused with line, column and value", arguments: cells)
  func cell(_ case: RefusedText) { check(`case`) }

  @Test("Each bad outcome or tally is refused with line, column and value", arguments: units)
  func unit(_ case: RefusedText) { check(`case`) }

  @Test("Each bad record is refused with its line", arguments: records)
  func record(_ case: RefusedText) { check(`case`) }

  private func check(_ case: RefusedText) {
    let expected = Refusal(
      place: place(`case`.line, `case`.column),
      code: `case`.code,
      value: `case`.value,
      values: `case`.values
    )
    #expect(refusals(`case`.text, `case`.context) == [expected])
  }

  static let headers: [RefusedText] = [
    RefusedText(
      text: "date,source,leads,refundz\n",
      code: "import.unknownColumn",
      line: 1,
      column: "refundz",
      value: "refundz",
      values: [
        "nearest": "refunds",
        "allowed":
          "date, source, manager, impressions, clicks, leads, spend, meetings_scheduled, "
          + "meetings_due, meetings_moved, meetings_held, payments, revenue, refunds",
      ]
    ),
    RefusedText(
      text: "\n\nunit,date,zzz\n",
      code: "import.unknownColumn",
      line: 3,
      column: "zzz",
      value: "zzz",
      values: [
        "allowed":
          "unit, arm, date, manager, source, segment, uptake, leads, meetings_scheduled, "
          + "meetings_held, payments, revenue, package, hypothesis"
      ]
    ),
    RefusedText(
      text: "unit,date,meetings_due\n",
      code: "import.notAStage",
      line: 1,
      column: "meetings_due",
      value: "meetings_due",
      values: ["allowed": "leads, meetings_scheduled, meetings_held, payments"]
    ),
    RefusedText(
      text: "unit,arm\n",
      code: "import.missingColumn",
      line: 1,
      column: "date",
      value: "date",
      values: ["kind": "outcomes"]
    ),
    RefusedText(
      text: "unit,date,revenue\n",
      code: "import.missingColumn",
      line: 1,
      column: "payments",
      value: "payments",
      values: ["kind": "outcomes"]
    ),
    RefusedText(
      text: "date,arm,successes,hypothesis,metric\n",
      code: "import.missingColumn",
      line: 1,
      column: "trials",
      value: "trials",
      values: ["kind": "tallies"]
    ),
    RefusedText(
      text: "date,arm,trials,successes,metric\n",
      code: "import.missingColumn",
      line: 1,
      column: "hypothesis",
      value: "hypothesis",
      values: ["kind": "tallies"]
    ),
    RefusedText(
      text: "date,leads,leads\n",
      code: "import.duplicateColumn",
      line: 1,
      column: "leads",
      value: "leads"
    ),
    RefusedText(
      text: "date,leads,\n",
      code: "import.emptyColumn",
      line: 1,
      column: "3",
      values: ["position": "3"]
    ),
    RefusedText(
      text: "date,source\n",
      code: "import.noCounters",
      line: 1,
      values: [
        "allowed":
          "impressions, clicks, leads, spend, meetings_scheduled, meetings_due, meetings_moved, "
          + "meetings_held, payments, revenue, refunds"
      ]
    ),
    RefusedText(
      text: "Дата;Кампания;Показы\n",
      code: "import.unrecognised",
      line: 1,
      value: "дата, кампания, показы"
    ),
  ]

  private static func cell(
    _ line: String,
    _ code: String,
    _ column: String,
    _ value: String?,
    _ values: [String: String] = [:]
  ) -> RefusedText {
    RefusedText(
      text: table + line,
      code: code,
      line: 2,
      column: column,
      value: value,
      values: values
    )
  }

  static let cells: [RefusedText] = [
    cell(",Direct,,1,,,\n", "import.emptyCell", "date", nil),
    cell(
      "06.11.2026,Direct,,1,,,\n",
      "import.date",
      "date",
      "06.11.2026",
      ["nearest": "2026-11-06"]
    ),
    cell("yesterday,Direct,,1,,,\n", "import.date", "date", "yesterday"),
    cell("2026-02-31,Direct,,1,,,\n", "import.noSuchDate", "date", "2026-02-31"),
    cell("2026-11-06,Direct,,-1,,,\n", "import.negative", "leads", "-1"),
    cell(
      "2026-11-06,Direct,Anna,,,-1,\n",
      "import.negative",
      "payments",
      "-1",
      ["instead": "refunds"]
    ),
    cell(
      "2026-11-06,Direct,Anna,,,,-600000.50\n",
      "import.negative",
      "revenue",
      "-600000.50",
      ["instead": "refunds"]
    ),
    cell("2026-11-06,Direct,,1.5,,,\n", "import.count", "leads", "1.5"),
    cell("2026-11-06,Direct,,1 200,,,\n", "import.count", "leads", "1 200"),
    cell("2026-11-06,Direct,,+1,,,\n", "import.count", "leads", "+1"),
    cell("2026-11-06,Direct,,—,,,\n", "import.count", "leads", "—"),
    cell(
      "2026-11-06,Direct,,1000000000001,,,\n",
      "import.tooLarge",
      "leads",
      "1000000000001",
      ["limit": "1000000000000"]
    ),
    cell(
      "2026-11-06,Direct,,99999999999999999999999,,,\n",
      "import.tooLarge",
      "leads",
      "99999999999999999999999",
      ["limit": "1000000000000"]
    ),
    cell("2026-11-06,Direct,,,\"1550,50\",,\n", "import.moneyComma", "spend", "1550,50"),
    cell("2026-11-06,Direct,,,1550.505,,\n", "import.moneyDecimals", "spend", "1550.505"),
    cell("2026-11-06,Direct,,,1550 ₽,,\n", "import.money", "spend", "1550 ₽"),
    cell(
      "2026-11-06,Direct,,,9999999999999999999,,\n",
      "import.tooLarge",
      "spend",
      "9999999999999999999",
      ["limit": "1000000000000"]
    ),
    cell(
      "2026-11-06,,,3,,,\n",
      "import.grain",
      "leads",
      "3",
      ["counter": "leads", "expected": "bySource", "found": "day"]
    ),
    cell(
      "2026-11-06,Direct,Anna,3,,,\n",
      "import.grain",
      "leads",
      "3",
      ["counter": "leads", "expected": "bySource", "found": "bySourceAndManager"]
    ),
    cell(
      "2026-11-06,,Anna,,,1,\n",
      "import.grain",
      "payments",
      "1",
      ["counter": "payments", "expected": "bySourceAndManager", "found": "byManager"]
    ),
    cell(
      "2026-11-06,\(String(repeating: "я", count: 201)),,1,,,\n",
      "import.textTooLong",
      "source",
      String(repeating: "я", count: 200),
      ["limit": "200"]
    ),
    cell("2026-11-06,Di\trect,,1,,,\n", "import.controlCharacter", "source", "Di\trect"),
    RefusedText(
      text: table + "2026-11-06,Direct,,1,,,\n2026-11-07,Direct,,1,,,\n2026-11-06,Direct,,2,,,\n",
      code: "import.repeated",
      line: 4,
      column: "leads",
      value: "2",
      values: ["line": "2", "counter": "leads"]
    ),
    RefusedText(
      text: "date,calls\n2026-10-31,5\n",
      context: ImportContext(
        funnel: FunnelDefinition(
          counters: [
            Counter(
              key: "calls",
              title: Title(ru: "Звонки", en: "Calls"),
              grain: .day,
              owner: .hand,
              from: day("2026-11-01")
            )
          ],
          metrics: []
        )
      ),
      code: "import.beforeCounter",
      line: 2,
      column: "calls",
      value: "2026-10-31",
      values: ["counter": "calls", "from": "2026-11-01"]
    ),
  ]

  private static func unit(
    _ line: String,
    _ code: String,
    _ column: String?,
    _ value: String?,
    _ values: [String: String] = [:],
    in context: ImportContext = registered
  ) -> RefusedText {
    RefusedText(
      text: outcomes + "1,now,2026-11-05,,,,,,screen\n" + line,
      context: context,
      code: code,
      line: 3,
      column: column,
      value: value,
      values: values
    )
  }

  private static func tally(
    _ line: String,
    _ code: String,
    _ column: String,
    _ value: String?,
    _ values: [String: String] = [:]
  ) -> RefusedText {
    RefusedText(
      text: tallies + line,
      context: registered,
      code: code,
      line: 2,
      column: column,
      value: value,
      values: values
    )
  }

  static let units: [RefusedText] = [
    unit(",now,2026-11-06,,,,,,screen\n", "import.emptyCell", "unit", nil),
    unit("2,now,2026-11-06,maybe,,,,,screen\n", "import.answer", "uptake", "maybe"),
    unit("2,now,2026-11-06,,TRUE,,,,screen\n", "import.answer", "meetings_held", "true"),
    unit(
      "2,now,2026-11-06,,2026-11-31,,,,screen\n",
      "import.noSuchDate",
      "meetings_held",
      "2026-11-31"
    ),
    unit(
      "2,now,2026-11-06,2026-11-05,,,,,screen\n",
      "import.beforeExposure",
      "uptake",
      "2026-11-05",
      ["stage": "uptake", "exposure": "2026-11-06"]
    ),
    unit(
      "2,now,2026-11-06,,2026-11-05,,,,screen\n",
      "import.beforeExposure",
      "meetings_held",
      "2026-11-05",
      ["stage": "meetings_held", "exposure": "2026-11-06"]
    ),
    unit(
      "2,now,2026-11-06,,2026-11-09,2026-11-08,,,screen\n",
      "import.stageOrder",
      "payments",
      "2026-11-08",
      ["stage": "payments", "earlierStage": "meetings_held", "earlierDate": "2026-11-09"]
    ),
    unit(
      "2,now,2026-11-06,,,no,600000,,screen\n",
      "import.withoutPayment",
      "revenue",
      "600000",
      ["stage": "payments"]
    ),
    unit(
      "2,now,2026-11-06,,,,,full,screen\n",
      "import.withoutPayment",
      "package",
      "full",
      ["stage": "payments"]
    ),
    unit(
      "2,now,2026-11-06,,,yes,-1,,screen\n",
      "import.negative",
      "revenue",
      "-1",
      ["instead": "refunds"]
    ),
    unit("2,now,2026-11-06,,,,,,\n", "import.armWithoutHypothesis", "arm", "now"),
    unit(
      "2,,2026-11-06,,,,,,screen\n",
      "import.armMissing",
      "arm",
      nil,
      ["hypothesis": "screen"]
    ),
    unit(
      "2,now,2026-11-06,,,,,,scren\n",
      "import.unknownHypothesis",
      "hypothesis",
      "scren",
      ["nearest": "screen", "allowed": "screen"]
    ),
    unit(
      "2,new,2026-11-06,,,,,,screen\n",
      "import.unknownArm",
      "arm",
      "new",
      ["nearest": "now", "hypothesis": "screen", "allowed": registeredKeys]
    ),
    unit(
      "2,now,2026-11-01,,,,,,screen\n",
      "import.beforeStart",
      "date",
      "2026-11-01",
      ["hypothesis": "screen", "start": "2026-11-02"]
    ),
    unit(
      "2,now,2026-12-28,,,,,,screen\n",
      "import.afterEnd",
      "date",
      "2026-12-28",
      ["hypothesis": "screen", "end": "2026-12-27"]
    ),
    unit(
      "2,now,2026-11-21,,,,,,screen\n",
      "import.afterEnd",
      "date",
      "2026-11-21",
      ["hypothesis": "screen", "end": "2026-11-20"],
      in: ImportContext(
        funnel: .standard,
        forms: [screenShare(stoppedOn: day("2026-11-20"))]
      )
    ),
    tally(
      "2026-11-05,now,9,10,screen,\n",
      "import.successesAboveTrials",
      "successes",
      "10",
      ["trials": "9"]
    ),
    tally("2026-11-05,now,,1,screen,\n", "import.emptyCell", "trials", nil),
    tally("2026-11-05,now,9,-1,screen,\n", "import.negative", "successes", "-1"),
    tally("2026-11-05,,9,1,screen,\n", "import.emptyCell", "arm", nil),
    tally("2026-11-05,now,9,1,,payments\n", "import.emptyCell", "hypothesis", nil),
    tally(
      "2026-11-05,now,9,1,screen,show_rate\n",
      "import.unknownMetric",
      "metric",
      "show_rate",
      [
        "allowed":
          "impressions, clicks, leads, meetings_scheduled, meetings_due, meetings_moved, "
          + "meetings_held, payments"
      ]
    ),
    RefusedText(
      text: tallies + "2026-11-05,now,9,1,screen,\n2026-11-05,now,8,1,screen,meetings_held\n",
      context: registered,
      code: "import.repeated",
      line: 3,
      column: "trials",
      value: "8",
      values: ["line": "2"]
    ),
  ]

  static let records: [RefusedText] = [
    RefusedText(
      text: "date,leads\n2026-11-06\n",
      code: "import.fieldCount",
      line: 2,
      value: "1",
      values: ["expected": "2"]
    ),
    RefusedText(
      text: "date,source,leads\n2026-11-06,Direct,1\n\n2026-11-07,Direct,1,5\n",
      code: "import.fieldCount",
      line: 4,
      value: "4",
      values: ["expected": "3"]
    ),
    RefusedText(
      text: "date,source,leads\n2026-11-06,\"Direct\"x,1\n",
      code: "import.textAfterQuote",
      line: 2
    ),
    RefusedText(
      text: "date,source,leads\n2026-11-06,Direct,1\n2026-11-07,\"Direct,1\n2026-11-08,Direct,1\n",
      code: "import.unclosedQuote",
      line: 3,
      column: "source"
    ),
    RefusedText(
      text: "date,leads\n2026-11-06,\"" + String(repeating: "a\n", count: 600_000),
      code: "import.unclosedQuote",
      line: 2,
      column: "leads",
      values: ["limit": "1048576"]
    ),
    RefusedText(
      text: "date,leads\n2026-11-06," + String(repeating: "a", count: 1_200_000),
      code: "import.fieldTooLong",
      line: 2,
      column: "leads",
      values: ["limit": "1048576"]
    ),
    RefusedText(
      text: "date,leads\n" + String(repeating: ",", count: 5000),
      code: "import.tooManyFields",
      line: 2,
      values: ["limit": "4096"]
    ),
    RefusedText(
      text: String(repeating: "a", count: 1_200_000),
      code: "import.fieldTooLong",
      line: 1,
      values: ["limit": "1048576"]
    ),
    RefusedText(text: "", code: "file.empty", line: nil),
    RefusedText(text: "\n\n", code: "file.empty", line: nil),
  ]
}
