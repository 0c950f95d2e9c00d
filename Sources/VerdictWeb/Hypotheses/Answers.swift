import Foundation
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// The seven answers as a hypothesis file, so that a page and a file pass the same checks.
struct Answers {
  let typed: Typed
  let language: Language
  let funnel: FunnelDefinition
  /// The form that is changed; nil for a new one.
  let old: HypothesisForm?

  /// Fields of the page by the way to the value in the file.
  static let fields: [String: String] = [
    "id": "title", "title": "title", "if": "if", "because": "because", "owner": "owner",
    "metric": "metric", "direction": "direction", "goal": "goal",
    "smallest_worthwhile_effect": "gain", "reversible": "reversible", "cost_per_unit": "cost",
    "spread": "spread", "arms[1].script": "usualWords", "arms[2].script": "newWords",
    "allocation.method": "allocation", "allocation": "allocation", "start": "start", "end": "end",
    "maturity_days": "maturity", "significance_level": "level", "planned_per_arm": "planned",
    "guardrails[1].margin": "margin", "guardrails[1].metric": "guardrail",
    "drawn_at": "drawnAt", "segments[1].key": "segment", "segments[1].title": "segment",
  ]

  /// A form that passes every check of a hypothesis file.
  func form(id: String) throws -> HypothesisForm {
    let file = try JSONEncoder().encode(tree(id: id))
    // JSON is YAML too.
    var form = try HypothesisYAML.read(Array(file), file: "", funnel: funnel)
    // A page says only how units are drawn: slices of the table stay as the file said.
    if let old, old.allocation.slices != nil { form.allocation = old.allocation.undrawn }
    if let old {
      (form.instead, form.repeats) = (old.instead, old.repeats)
      if form.tau == old.tau { form.tauResults = old.tauResults }
    }
    return form
  }

  /// A name for the store out of a title: `экран сейчас` → `ekran-sejchas`, unlike any taken one.
  static func id(_ title: String, taken: Set<String>) -> String {
    let letters: [Character: String] = [
      "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
      "и": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
      "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch",
      "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    ]
    let plain = title.lowercased().map { letter -> String in
      if letter.isASCII, letter.isLetter || letter.isNumber { return String(letter) }
      return letters[letter] ?? "-"
    }
    .joined().split(separator: "-").joined(separator: "-").prefix(32)
    let base = plain.isEmpty ? "hypothesis" : String(plain)
    guard taken.contains(base) else { return base }
    let number = (2...).first { !taken.contains("\(base)-\($0)") } ?? 2
    return "\(base)-\(number)"
  }

  // MARK: the tree of the file

  private indirect enum Value: Encodable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([Value])
    case map([String: Value])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .flag(let flag): try container.encode(flag)
      case .list(let list): try container.encode(list)
      case .map(let map): try container.encode(map)
      }
    }
  }

  /// Words as typed; words left as they were keep their other language.
  private func words(_ field: String, _ known: Title?) -> Value? {
    let text = typed.trimmed(field)
    if let known, text == language.text(known) { return Self.both(known) }
    return text.isEmpty ? nil : .text(text)
  }

  private static func both(_ title: Title) -> Value {
    .map(["ru": .text(title.ru), "en": .text(title.en)])
  }

  private func number(_ field: String) -> Value? {
    let text = typed.trimmed(field).replacing(",", with: ".")
    return text.isEmpty ? nil : Int(text).map(Value.number) ?? .text(text)
  }

  /// A number of points; a percentage stays one.
  private func points(_ field: String) -> Value? {
    let text = typed.trimmed(field).replacing(",", with: ".")
    if text.isEmpty { return nil }
    return .text(Double(text) == nil ? text : text + " points")
  }

  private func tree(id: String) -> Value {
    var tree: [String: Value] = ["id": .text(id)]
    tree["title"] = words("title", old?.title)
    tree["if"] = words("if", old?.statement.condition)
    tree["because"] = words("because", old?.statement.reason)
    let pageWords = HypothesisPageWords(language)
    let stage = funnel.counter(typed["metric"])?.title ?? Title(ru: "", en: "")
    let direction: Direction = typed["direction"] == "down" ? .down : .up
    let isSameMetric = old.map { $0.stage == typed["metric"] && $0.direction == direction } ?? false
    tree["then"] = Self.both(
      isSameMetric ? old?.statement.expectation ?? stage : pageWords.expectation(stage, direction)
    )
    tree["owner"] = words("owner", nil)
    tree["unit"] = old.map { Self.both($0.unit) }
    tree["drawn_at"] = words("drawnAt", nil)
    tree["metric"] = words("metric", nil)
    tree["direction"] = .text(direction.rawValue)
    tree["goal"] = words("goal", nil)
    tree["smallest_worthwhile_effect"] = points("gain")
    tree["reversible"] = .flag(typed["reversible"] != "no")
    tree["cost_per_unit"] = points("cost")
    tree["spread"] = points("spread")
    tree["arms"] = .list(arms)
    tree["allocation"] =
      typed["allocation"] == "parity"
      ? .map(["method": .text("parity")])
      : .map(["method": .text("blocks"), "within": .text(within)])
    tree["start"] = words("start", nil)
    tree["end"] = words("end", nil)
    tree["maturity_days"] = number("maturity")
    tree["significance_level"] = number("level")
    tree["planned_per_arm"] = number("planned")
    if !guardrails.isEmpty { tree["guardrails"] = .list(guardrails) }
    if !segments.isEmpty { tree["segments"] = .list(segments) }
    if let old { tree["stratum"] = .text(Self.cut(old.stratum)) }
    if let mode = old?.mode { tree["mode"] = .text(mode.rawValue) }
    return .map(tree)
  }

  private static func cut(_ cut: Cut) -> String { cut == .all ? "none" : cut.key }

  private var within: String {
    if case .blocks(let cut) = old?.allocation { return Self.cut(cut) }
    return "manager"
  }

  private var arms: [Value] {
    func arm(_ known: Arm?, _ key: String, _ title: Title, _ field: String, _ isControl: Bool)
      -> Value
    {
      var map: [String: Value] = [
        "key": .text(known?.key ?? key), "title": Self.both(known?.title ?? title),
      ]
      if isControl { map["control"] = .flag(true) }
      map["script"] = words(field, known?.script)
      return .map(map)
    }
    let further = (old?.variants.dropFirst() ?? []).map { arm -> Value in
      var map: [String: Value] = ["key": .text(arm.key), "title": Self.both(arm.title)]
      map["script"] = arm.script.map(Self.both)
      return .map(map)
    }
    return [
      arm(old?.control, "usual", HypothesisPageWords.usual, "usualWords", true),
      arm(old?.variants.first, "new", HypothesisPageWords.newWay, "newWords", false),
    ] + further
  }

  private var guardrails: [Value] {
    let further = (old?.guardrails.dropFirst() ?? []).map { rail in
      value(rail.stage, .text(HypothesisYAML.points(rail.margin)), rail)
    }
    guard !typed.trimmed("guardrail").isEmpty else { return Array(further) }
    let first = old?.guardrails.first
    return [value(typed["guardrail"], points("margin"), first)] + further
  }

  private func value(_ stage: String, _ margin: Value?, _ known: Guardrail?) -> Value {
    var map: [String: Value] = ["metric": .text(stage)]
    map["margin"] = margin
    if let known {
      map["direction"] = .text(known.direction.rawValue)
      map["policy"] = .text(known.policy == .mustHold ? "must_hold" : "must_not_break")
      map["maturity_days"] = known.maturityDays.map(Value.number)
    }
    return .map(map)
  }

  private var segments: [Value] {
    let further = (old?.segments.dropFirst() ?? []).map { segment in
      Value.map(["key": .text(segment.key), "title": Self.both(segment.title)])
    }
    let text = typed.trimmed("segment")
    guard !text.isEmpty else { return Array(further) }
    let known = old?.segments.first
    let key = known?.key ?? "asked"
    return [.map(["key": .text(key), "title": words("segment", known?.title) ?? .text(text)])]
      + further
  }
}
