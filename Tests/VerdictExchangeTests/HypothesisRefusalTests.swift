import Testing
import VerdictExchange
import VerdictModel

/// A change to the smallest file, with the one refusal that it must give.
struct RefusedForm: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let code: String
  let line: Int
  let column: Int
  let key: String
  var value: String?
  var values: [String: String] = [:]
  var testDescription: String { code + " at " + key }
}

private let stages = "leads, meetings_scheduled, meetings_held, payments"

@Suite("Refused hypotheses")
struct HypothesisRefusalTests {
  @Test("Each mistake is refused with line, column, key and value", arguments: mistakes)
  func mistake(_ case: RefusedForm) {
    let text = smallestYAML.replacing(`case`.old, with: `case`.new)
    #expect(text != smallestYAML)
    var values = `case`.values
    values["key"] = `case`.key
    let expected = Refusal(
      place: FilePlace(file: "h.yaml", line: `case`.line, column: String(`case`.column)),
      code: `case`.code,
      value: `case`.value,
      values: values
    )
    #expect(refusals(text) == [expected])
  }

  @Test("All mistakes come at once, in the file's order")
  func together() {
    let text = smallestYAML.replacing("goal: prove", with: "goal: win\nsurprise: 1")
      .replacing("id: a", with: "id: A B").replacing("end: 2026-11-02", with: "end: 2026-10-02")
    #expect(
      refusals(text).map(\.code) == [
        "form.name", "form.unknownValue", "form.unknownKey", "form.endBeforeStart",
      ]
    )
  }

  @Test("An empty mapping misses every needed key")
  func empty() {
    let all = refusals("{}")
    #expect(all.allSatisfy { $0.code == "form.missingKey" })
    #expect(
      all.compactMap { $0.values["key"] } == [
        "id", "title", "if", "then", "because", "owner", "goal", "smallest_worthwhile_effect",
        "reversible", "arms", "allocation", "start", "end", "maturity_days", "planned_per_arm",
      ]
    )
  }

  @Test(
    "A file that is not YAML, or not a mapping, is refused where it breaks",
    arguments: [
      ("id: a\ntitle: [b\n", "form.syntax", 3), ("id: a\n\tb: c\n", "form.syntax", 2),
      ("- id\n", "form.wrongType", 1), ("just words\n", "form.wrongType", 1),
      ("id: a\nowner: b\nid: c\n", "form.duplicateKey", 3), ("id: &a *a\n", "form.syntax", 1),
      ("id: *missing\n", "form.syntax", 1), ("a: 1\n---\nb: 2\n", "form.syntax", 2),
      ("a:\n  " + String(repeating: "[", count: 40), "form.tooDeep", 2),
      (String(repeating: "- ", count: 40), "form.tooDeep", 1),
    ]
  )
  func syntax(_ text: String, _ code: String, _ line: Int) {
    let all = refusals(text)
    #expect(all.map(\.code) == [code])
    #expect(all.first?.place?.line == line)
  }

  @Test("Nothing, too much, and bytes that are not text")
  func bytes() {
    #expect(refusals("").map(\.code) == ["file.empty"])
    #expect(refusals("# only a remark\n").map(\.code) == ["file.empty"])
    #expect(refusals(String(repeating: "a: 1\n", count: 60_000)).map(\.code) == ["form.tooLarge"])
    #expect(
      refusals(Array("id: a\nowner: ".utf8) + [0xC0, 0xED]) == [
        Refusal(place: FilePlace(file: "h.yaml", line: 2), code: "file.windows1251")
      ]
    )
    #expect(refusals(Array("%PDF-1".utf8)).map(\.code) == ["file.pdf"])
  }

  @Test("Random changes of a good file never end the process")
  func mutations() {
    var random = SeededGenerator(seed: 11)
    let source = Array(completeYAML.utf8)
    let odd = Array("\n\t:-{}[]&*!|>'\"%@#? 0aЯ,".utf8)
    var accepted = 0
    for _ in 0..<3000 {
      var bytes = source
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let position = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: position)
        case 1: bytes.insert(odd.randomElement(using: &random) ?? 0, at: position)
        case 2: bytes[position] = UInt8.random(in: 0...255, using: &random)
        default:
          let end = min(bytes.count, position + Int.random(in: 0..<80, using: &random))
          bytes.removeSubrange(position..<end)
        }
      }
      if refusals(bytes).isEmpty { accepted += 1 }
    }
    #expect(accepted > 0 && accepted < 3000)
  }

  private func refusals(_ text: String) -> [Refusal] { refusals(Array(text.utf8)) }

  private func refusals(_ bytes: [UInt8]) -> [Refusal] {
    do {
      _ = try HypothesisYAML.read(bytes, file: "h.yaml", funnel: .standard)
      return []
    } catch {
      return error.refusals
    }
  }

  private static func wrong(
    _ old: String,
    _ new: String,
    _ code: String,
    _ line: Int,
    _ column: Int,
    _ key: String,
    _ value: String? = nil,
    _ values: [String: String] = [:]
  ) -> RefusedForm {
    RefusedForm(
      old: old,
      new: new,
      code: code,
      line: line,
      column: column,
      key: key,
      value: value,
      values: values
    )
  }

  static let mistakes: [RefusedForm] = [
    wrong("id: a", "id: Экран", "form.name", 1, 5, "id", "Экран", ["allowed": "a-z 0-9 -"]),
    wrong(
      "id: a",
      "id: " + String(repeating: "a", count: 41),
      "form.name",
      1,
      5,
      "id",
      String(repeating: "a", count: 41),
      ["allowed": "a-z 0-9 -"]
    ),
    wrong("id: a\n", "id:\n", "form.missingKey", 1, 1, "id"),
    wrong("title: A", "title: {ru: }", "form.missingKey", 2, 8, "title"),
    wrong("title: A", "title: [A]", "form.wrongType", 2, 8, "title", nil, ["expected": "title"]),
    wrong("owner: e", "owner: [e]", "form.wrongType", 6, 8, "owner", nil, ["expected": "text"]),
    wrong(
      "goal: prove",
      "goal: prove\nmetric: meetings_hold",
      "form.unknownStage",
      8,
      9,
      "metric",
      "meetings_hold",
      ["allowed": stages, "nearest": "meetings_held"]
    ),
    wrong(
      "goal: prove",
      "goal: prove\nmetric: lead_to_payment",
      "form.unknownStage",
      8,
      9,
      "metric",
      "lead_to_payment",
      ["allowed": stages, "nearest": "payments"]
    ),
    wrong(
      "goal: prove",
      "goal: prove\nmetric: leads",
      "form.metricBeforeDraw",
      8,
      9,
      "metric",
      "leads",
      ["drawnAt": "meetings_scheduled"]
    ),
    wrong(
      "goal: prove",
      "goal: proof",
      "form.unknownValue",
      7,
      7,
      "goal",
      "proof",
      ["allowed": "prove, choose"]
    ),
    wrong(
      "goal: prove",
      "goal: prove\ndirection: upp",
      "form.unknownValue",
      8,
      12,
      "direction",
      "upp",
      ["allowed": "up, down", "nearest": "up"]
    ),
    wrong("goal: prove", "goal: choose", "form.chooseNotReversible", 9, 13, "reversible", "false"),
    wrong("10 %", "ten", "form.effect", 8, 29, "smallest_worthwhile_effect", "ten"),
    wrong("10 %", "5", "form.effect", 8, 29, "smallest_worthwhile_effect", "5"),
    wrong("10 %", "0 points", "form.effectRange", 8, 29, "smallest_worthwhile_effect", "0 points"),
    wrong("10 %", "-5 %", "form.effectRange", 8, 29, "smallest_worthwhile_effect", "-5 %"),
    wrong(
      "10 %",
      "101 points",
      "form.effectRange",
      8,
      29,
      "smallest_worthwhile_effect",
      "101 points"
    ),
    wrong(
      "reversible: no",
      "reversible: maybe",
      "form.wrongType",
      9,
      13,
      "reversible",
      "maybe",
      ["expected": "boolean"]
    ),
    wrong("{key: old, control: true}", "{key: old}", "form.noControl", 10, 7, "arms"),
    wrong(
      "{key: new}",
      "{key: new, control: true}",
      "form.twoControls",
      10,
      55,
      "arms[2].control",
      nil,
      ["count": "2"]
    ),
    wrong(", {key: new}", "", "form.tooFewArms", 10, 7, "arms", "1"),
    wrong("{key: new}", "{key: old}", "form.duplicateArm", 10, 41, "arms[2].key", "old"),
    wrong(
      "{key: new}",
      "{key: new, titel: x}",
      "form.unknownKey",
      10,
      46,
      "arms[2].titel",
      "titel",
      ["allowed": "key, title, control, script", "nearest": "title"]
    ),
    wrong("{key: new}", "new", "form.wrongType", 10, 35, "arms[2]", nil, ["expected": "mapping"]),
    wrong("{key: new}", "{title: new}", "form.missingKey", 10, 35, "arms[2].key"),
    wrong(
      "{method: parity}",
      "parity",
      "form.wrongType",
      11,
      13,
      "allocation",
      nil,
      ["expected": "mapping"]
    ),
    wrong(
      "{method: parity}",
      "{method: coin}",
      "form.unknownValue",
      11,
      22,
      "allocation.method",
      "coin",
      ["allowed": "blocks, parity, by_day, by_manager, to_some, to_all, new_source"]
    ),
    wrong(
      "{method: parity}",
      "{method: parity, per: leads}",
      "form.sliceKey",
      11,
      35,
      "allocation.per",
      nil,
      ["key": "allocation.per"]
    ),
    wrong(
      "{method: parity}",
      "{method: by_day, per: leads, within: manager}",
      "form.sliceWithin",
      11,
      50,
      "allocation.within"
    ),
    wrong(
      "{method: parity}",
      "{method: to_all, per: leads, drawn: true}",
      "form.notDrawn",
      11,
      49,
      "allocation.drawn",
      "true"
    ),
    wrong(
      "{method: parity}",
      "{method: by_manager, per: meetings_scheduled, members: [A]}",
      "form.fewMembers",
      11,
      68,
      "allocation.members",
      "1",
      ["least": "2"]
    ),
    wrong(
      "{method: parity}",
      "{method: by_manager, per: meetings_scheduled, members: [A, B], variant: [A]}",
      "form.variantDrawn",
      11,
      85,
      "allocation.variant"
    ),
    wrong(
      "{method: parity}",
      "{method: to_some, per: meetings_scheduled, members: [A, B], variant: [A, B]}",
      "form.variantMissing",
      11,
      82,
      "allocation.variant"
    ),
    wrong(
      "{method: parity}",
      "{method: to_some, per: meetings_scheduled, members: [A, B], variant: [C]}",
      "form.variantStrange",
      11,
      82,
      "allocation.variant",
      "C"
    ),
    wrong(
      "{method: parity}",
      "{method: by_manager, per: meetings_scheduled, members: [A, B, A]}",
      "form.twice",
      11,
      68,
      "allocation.members",
      "A"
    ),
    wrong(
      "{method: parity}",
      "{method: by_day}",
      "form.missingKey",
      11,
      13,
      "allocation.per"
    ),
    wrong(
      "{method: parity}",
      "{method: by_day, per: leads}\nguardrails: [{metric: payments, margin: 5 points}]",
      "form.sliceOnly",
      12,
      13,
      "guardrails",
      nil,
      ["key": "guardrails"]
    ),
    wrong(
      "{method: parity}",
      "{method: by_manager, per: leads, members: [A, B]}",
      "form.sliceGrain",
      11,
      13,
      "allocation",
      "leads"
    ),
    wrong(
      "{method: parity}",
      "{method: parity, within: source}",
      "form.parityWithin",
      11,
      38,
      "allocation.within"
    ),
    wrong(
      "{key: new}]",
      "{key: new}, {key: third}]",
      "form.parityArms",
      11,
      22,
      "allocation.method",
      "parity",
      ["count": "3"]
    ),
    wrong(
      "{method: parity}",
      "{method: blocks, within: segment}",
      "form.segmentMissing",
      11,
      38,
      "allocation.within",
      "segment"
    ),
    wrong(
      "start: 2026-11-02",
      "start: 2.11.2026",
      "form.date",
      12,
      8,
      "start",
      "2.11.2026",
      ["nearest": "2026-11-02"]
    ),
    wrong("start: 2026-11-02", "start: 2026-02-30", "form.date", 12, 8, "start", "2026-02-30"),
    wrong(
      "end: 2026-11-02",
      "end: 2026-11-01",
      "form.endBeforeStart",
      13,
      6,
      "end",
      "2026-11-01",
      ["start": "2026-11-02"]
    ),
    wrong(
      "maturity_days: 0",
      "maturity_days: 401",
      "form.range",
      14,
      16,
      "maturity_days",
      "401",
      ["allowed": "0…400"]
    ),
    wrong(
      "maturity_days: 0",
      "maturity_days: -1",
      "form.range",
      14,
      16,
      "maturity_days",
      "-1",
      ["allowed": "0…400"]
    ),
    wrong(
      "maturity_days: 0",
      "maturity_days: 1.5",
      "form.wrongType",
      14,
      16,
      "maturity_days",
      "1.5",
      ["expected": "integer"]
    ),
    wrong(
      "maturity_days: 0",
      "maturity_days: 0\nsignificance_level: 0.5",
      "form.range",
      15,
      21,
      "significance_level",
      "0.5",
      ["allowed": "(0, 0.5)"]
    ),
    wrong(
      "maturity_days: 0",
      "maturity_days: 0\nsignificance_level: nan",
      "form.wrongType",
      15,
      21,
      "significance_level",
      "nan",
      ["expected": "number"]
    ),
    wrong(
      "planned_per_arm: 5",
      "planned_per_arm: 4",
      "form.range",
      15,
      18,
      "planned_per_arm",
      "4",
      ["allowed": "5…10000000"]
    ),
    wrong(
      "goal: prove",
      "goal: prove\nspread: 101",
      "form.range",
      8,
      9,
      "spread",
      "101",
      ["allowed": "0.1…100"]
    ),
    wrong(
      "goal: prove",
      "goal: prove\ncost_per_unit: 5 %",
      "form.points",
      8,
      16,
      "cost_per_unit",
      "5 %"
    ),
    wrong(
      "goal: prove",
      "goal: prove\nguardrails: [{metric: payments}]",
      "form.missingKey",
      8,
      14,
      "guardrails[1].margin"
    ),
    wrong(
      "goal: prove",
      "goal: prove\nguardrails: [{metric: calls, margin: 5 points}]",
      "form.unknownStage",
      8,
      23,
      "guardrails[1].metric",
      "calls",
      ["allowed": stages]
    ),
    wrong(
      "goal: prove",
      "goal: prove\nsegments: [x, x]",
      "form.duplicateSegment",
      8,
      15,
      "segments[2].key",
      "x"
    ),
    wrong(
      "goal: prove",
      "goal: prove\nsegments: [source]",
      "form.takenSegment",
      8,
      12,
      "segments[1].key",
      "source"
    ),
    wrong(
      "goal: prove",
      "goal: prove\nmode: exact\nstratum: manager",
      "form.exactWithStrata",
      8,
      7,
      "mode",
      "exact",
      ["stratum": "manager"]
    ),
    wrong(
      "planned_per_arm: 5",
      "planned_per_arm: 401\nmode: exact",
      "form.exactTooLarge",
      16,
      7,
      "mode",
      "exact",
      ["total": "802", "limit": "800"]
    ),
  ]
}
