package import VerdictModel

extension HypothesisYAML {
  /// A hypothesis as a file that ``read(_:file:funnel:)`` reads back to the same form.
  ///
  /// Only what a person registers is written: what `start` froze and the day of a stop are not.
  package static func text(of form: HypothesisForm) -> String {
    var page = YAMLPage()
    page.line("id", form.id)
    page.line("title", form.title)
    page.line("if", form.statement.condition)
    page.line("then", form.statement.expectation)
    page.line("because", form.statement.reason)
    page.line("owner", form.owner)
    page.line("unit", form.unit)
    page.line("drawn_at", form.drawnAt)
    page.line("metric", form.stage)
    if let measure = form.measure {
      page.line("measure", measure == .duration ? "days" : measure.rawValue)
    }
    page.line("direction", form.direction.rawValue)
    page.line("goal", form.goal.rawValue)
    page.line("smallest_worthwhile_effect", EffectText.text(form.effect))
    page.line("reversible", form.isReversible ? "true" : "false")
    let isShare = form.measure == nil
    page.line(
      "cost_per_unit",
      isShare ? points(form.costPerUnit) : EffectText.plain(form.costPerUnit)
    )
    // Still to be asked of past results: left out, as it was.
    if form.tauResults != 0 {
      page.line("spread", isShare ? points(form.tau) : EffectText.plain(form.tau))
    }
    if let results = form.tauResults, results > 0 { page.line("spread_results", String(results)) }
    page.open("arms")
    for arm in form.arms {
      page.item("key", arm.key)
      page.line("title", arm.title, inItem: true)
      if arm.isControl { page.line("control", "true", inItem: true) }
      if let script = arm.script { page.line("script", script, inItem: true) }
    }
    page.open("allocation")
    switch form.allocation {
    case .blocks(let within):
      page.line("method", "blocks", inItem: true)
      page.line("within", word(for: within), inItem: true)
    case .parity:
      page.line("method", "parity", inItem: true)
    case .slices(let design):
      write(design, to: &page)
    }
    page.line("start", form.start.description)
    page.line("end", form.end.description)
    page.line("maturity_days", String(form.maturityDays))
    page.line("significance_level", EffectText.plain(form.significanceLevel))
    page.line("planned_per_arm", String(form.plannedPerArm))
    if !form.guardrails.isEmpty { page.open("guardrails") }
    for guardrail in form.guardrails {
      page.item("metric", guardrail.stage)
      page.line("direction", guardrail.direction.rawValue, inItem: true)
      page.line("margin", points(guardrail.margin), inItem: true)
      page.line(
        "policy",
        guardrail.policy == .mustHold ? "must_hold" : "must_not_break",
        inItem: true
      )
      if let days = guardrail.maturityDays {
        page.line("maturity_days", String(days), inItem: true)
      }
    }
    if !form.segments.isEmpty { page.open("segments") }
    for segment in form.segments {
      page.item("key", segment.key)
      page.line("title", segment.title, inItem: true)
    }
    page.line("stratum", word(for: form.stratum))
    if let mode = form.mode { page.line("mode", mode.rawValue) }
    if let instead = form.instead { page.line("instead", instead) }
    if let repeats = form.repeats { page.line("repeats", repeats) }
    return page.text
  }

  private static func write(_ design: SliceDesign, to page: inout YAMLPage) {
    let word = FormAssembly.methods.first { $0.value == .slices(design.kind) }?.word
    page.line("method", word ?? design.kind.rawValue, inItem: true)
    if design.countsUnits {
      page.line("outcomes", "units", inItem: true)
    } else {
      page.line("per", design.per, inItem: true)
    }
    if !design.members.isEmpty { page.line("members", design.members, inItem: true) }
    switch design.kind {
    case .day: page.line("wash_in", String(design.washIn), inItem: true)
    case .manager: break
    case .some:
      if design.isDrawn {
        page.line("drawn", "true", inItem: true)
      } else {
        page.line("variant", design.variant, inItem: true)
      }
      page.line("days_before", String(design.daysBefore), inItem: true)
    case .all: page.line("days_before", String(design.daysBefore), inItem: true)
    case .source: page.line("variant", design.variant, inItem: true)
    }
  }

  /// A fraction as a file says it, `2.9 points`; read back it is the same number.
  package static func points(_ fraction: Double) -> String {
    EffectText.points(ofFraction: fraction) + " points"
  }

  private static func word(for cut: Cut) -> String {
    cut == .all ? "none" : cut.key
  }
}

/// Lines of YAML, two levels deep at most.
private struct YAMLPage {
  private(set) var text = ""

  mutating func open(_ key: String) {
    text += key + ":\n"
  }

  mutating func item(_ key: String, _ value: String) {
    text += "  - " + key + ": " + Self.scalar(value) + "\n"
  }

  mutating func line(_ key: String, _ value: String, inItem: Bool = false) {
    text += (inItem ? "    " : "") + key + ": " + Self.scalar(value) + "\n"
  }

  mutating func line(_ key: String, _ names: [String], inItem: Bool = false) {
    let list = names.map(Self.quoted).joined(separator: ", ")
    text += (inItem ? "    " : "") + key + ": [" + list + "]\n"
  }

  mutating func line(_ key: String, _ title: Title, inItem: Bool = false) {
    guard title.ru != title.en else { return line(key, title.ru, inItem: inItem) }
    text +=
      (inItem ? "    " : "") + key + ": {ru: " + Self.scalar(title.ru) + ", en: "
      + Self.scalar(title.en) + "}\n"
  }

  /// Bare where YAML cannot misread it, else between double quotes.
  private static func scalar(_ value: String) -> String {
    isPlain(value) ? value : quoted(value)
  }

  private static func isPlain(_ value: String) -> Bool {
    guard let first = value.unicodeScalars.first, let last = value.unicodeScalars.last,
      first.properties.isAlphabetic || ("0"..."9").contains(first), last != " ",
      !["null", "Null", "NULL", "~"].contains(value)
    else { return false }
    return value.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || " .-_()%/–—".unicodeScalars.contains(scalar)
    }
  }

  private static func quoted(_ value: String) -> String {
    var result = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        let isBare =
          scalar.value >= 0x20 && !(0x7F...0xA0).contains(scalar.value)
          && ![0x2028, 0x2029, 0xFEFF].contains(scalar.value)
        if isBare {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return result + "\""
  }
}
