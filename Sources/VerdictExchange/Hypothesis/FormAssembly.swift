import VerdictModel
import Yams

/// Puts a form together from the tree of a hypothesis file.
struct FormAssembly {
  static let keys = [
    "id", "title", "if", "then", "because", "owner", "unit", "drawn_at", "metric", "measure",
    "direction",
    "goal", "smallest_worthwhile_effect", "reversible", "cost_per_unit", "spread",
    "spread_results", "arms",
    "allocation", "start", "end", "maturity_days", "significance_level", "planned_per_arm",
    "guardrails", "segments", "stratum", "mode", "instead", "repeats",
  ]
  static let armKeys = ["key", "title", "control", "script"]
  static let guardrailKeys = ["metric", "direction", "margin", "policy", "maturity_days"]
  private static let directions: [(word: String, value: Direction)] = [
    ("up", .up), ("down", .down),
  ]
  private static let cuts: [(word: String, value: Cut)] = [
    ("manager", .manager), ("source", .source), ("segment", .segment), ("none", .all),
  ]

  var reading: FormReading
  let top: FormSection
  let funnel: FunnelDefinition

  init(_ mapping: Node.Mapping, file: String, funnel: FunnelDefinition) {
    reading = FormReading(file: file)
    top = FormSection(mapping, path: "", known: Self.keys, &reading.refusals)
    self.funnel = funnel
  }

  /// The form; nil where something was refused.
  mutating func assemble() -> HypothesisForm? {
    let id = readKey(top, "id", letters: "-")
    let title = reading.need(top, "title") ? reading.title(top, "title") : nil
    let condition = reading.need(top, "if") ? reading.title(top, "if") : nil
    let expectation = reading.need(top, "then") ? reading.title(top, "then") : nil
    let reason = reading.need(top, "because") ? reading.title(top, "because") : nil
    let owner = reading.neededText(top, "owner")
    let unit = reading.title(top, "unit") ?? Title(ru: "клиент", en: "client")
    let drawnAt = readDraw()
    let stage = readStage(top, "metric", orElse: "meetings_held")
    let measure = reading.choice(top, "measure", Self.measures) ?? nil
    // A shorter way to the stage is the better one.
    let direction =
      reading.choice(top, "direction", Self.directions) ?? (measure == .duration ? .down : .up)
    let goal =
      reading.need(top, "goal")
      ? reading.choice(top, "goal", [("prove", .prove), ("choose", Goal.choose)]) : nil
    let effect =
      reading.need(top, "smallest_worthwhile_effect")
      ? reading.effect(top, "smallest_worthwhile_effect") : nil
    let isReversible = reading.need(top, "reversible") ? reading.boolean(top, "reversible") : nil
    if goal == .choose, isReversible == false {
      reading.refusals.refuse("form.chooseNotReversible", top, "reversible", value: "false")
    }
    let (cost, tau, tauResults) = readPrices(measure, goal: goal, effect: effect)
    let arms = readArms()
    let segments = readSegments()
    let allocation = readAllocation(arms: arms, segments: segments)
    // Slices of the table are not drawn at a stage.
    if allocation?.slices?.countsUnits ?? true { checkOrder(drawnAt: drawnAt, stage: stage) }
    let stratum = readStratum(allocation, segments: segments)
    let dates = readDates()
    let maturity =
      reading.need(top, "maturity_days") ? readInteger(top, "maturity_days", 0...400) : nil
    let level = readLevel()
    let planned =
      reading.need(top, "planned_per_arm")
      ? readInteger(top, "planned_per_arm", 5...10_000_000) : nil
    let guardrails = readGuardrails()
    if let design = allocation?.slices { checkSlices(design, stage: stage) }
    if let measure { checkMeasure(measure, stage, effect, allocation, maturity: maturity) }
    if measure == nil, let scale = effect?.scale, scale == .money || scale == .days {
      reading.refusals.refuse(
        "form.effectUnit",
        top,
        "smallest_worthwhile_effect",
        value: scale.rawValue
      )
    }
    let instead = top.node("instead") == nil ? nil : readKey(top, "instead", letters: "-")
    let repeats = top.node("repeats") == nil ? nil : readKey(top, "repeats", letters: "-")
    let mode = readMode(stratum: stratum, planned: planned, arms: arms)
    guard let id, let title, let condition, let expectation, let reason, let owner, let drawnAt,
      let stage, let goal, let effect, let isReversible, let arms, let allocation, let stratum,
      let dates, let maturity, let planned
    else { return nil }
    return HypothesisForm(
      id: id,
      title: title,
      statement: Statement(condition: condition, expectation: expectation, reason: reason),
      owner: owner,
      arms: arms,
      stage: stage,
      measure: measure,
      direction: direction,
      goal: goal,
      effect: effect,
      isReversible: isReversible,
      costPerUnit: cost,
      tau: tau,
      tauResults: tauResults,
      allocation: allocation,
      unit: unit,
      drawnAt: drawnAt,
      start: dates.start,
      end: dates.end,
      maturityDays: maturity,
      significanceLevel: level,
      plannedPerArm: planned,
      guardrails: guardrails,
      segments: segments,
      stratum: stratum,
      mode: mode,
      instead: instead,
      repeats: repeats
    )
  }

  // MARK: What is counted

  private mutating func readDraw() -> String? {
    let allowed = funnel.counters.filter { !$0.isMoney }.map(\.key)
    return readCounter(top, "drawn_at", orElse: "meetings_scheduled", allowed: allowed)
  }

  private mutating func readStage(
    _ section: FormSection,
    _ key: String,
    orElse standard: String?
  ) -> String? {
    readCounter(section, key, orElse: standard, allowed: funnel.stages.map(\.key))
  }

  /// A key among `allowed`; of a ratio or another counter the refusal names the nearest stage.
  mutating func readCounter(
    _ section: FormSection,
    _ key: String,
    orElse standard: String?,
    allowed: [String]
  ) -> String? {
    if section.node(key) == nil, let standard, allowed.contains(standard) { return standard }
    guard reading.need(section, key), let name = reading.text(section, key) else { return nil }
    if allowed.contains(name) { return name }
    var values = ["allowed": allowed.joined(separator: ", ")]
    let ratio = funnel.metric(name).map(\.numerator).flatMap { allowed.contains($0) ? $0 : nil }
    values["nearest"] = ratio ?? NearestName.of(name, among: allowed)
    reading.refusals.refuse("form.unknownStage", section, key, value: name, values: values)
    return nil
  }

  /// A metric at or before the draw is reached by every unit, or has nothing to do with the arm.
  private mutating func checkOrder(drawnAt: String?, stage: String?) {
    let order = funnel.counters.map(\.key)
    guard let drawnAt, let stage, let draw = order.firstIndex(of: drawnAt),
      let reach = order.firstIndex(of: stage), reach <= draw
    else { return }
    reading.refusals.refuse(
      "form.metricBeforeDraw",
      top,
      "metric",
      value: stage,
      values: ["drawnAt": drawnAt]
    )
  }

  private mutating func readGuardrails() -> [Guardrail] {
    let sections = reading.sections(top, "guardrails", known: Self.guardrailKeys) ?? []
    return sections.compactMap { section in
      let stage = readStage(section, "metric", orElse: nil)
      let direction = reading.choice(section, "direction", Self.directions) ?? .up
      let margin =
        reading.need(section, "margin")
        ? reading.points(section, "margin", allowed: 0.01...100, bareAllowed: false) : nil
      let policy =
        reading.choice(
          section,
          "policy",
          [("must_not_break", .mustNotBreak), ("must_hold", .mustHold)]
        )
        ?? GuardrailPolicy.mustNotBreak
      let maturity = readInteger(section, "maturity_days", 0...400)
      guard let stage, let margin else { return nil }
      return Guardrail(
        stage: stage,
        direction: direction,
        margin: margin,
        policy: policy,
        maturityDays: maturity
      )
    }
  }

  // MARK: Who is compared

  private mutating func readArms() -> [Arm]? {
    guard reading.need(top, "arms"),
      let sections = reading.sections(top, "arms", known: Self.armKeys)
    else { return nil }
    var arms: [Arm] = []
    var controls: [FormSection] = []
    for section in sections {
      let key = readKey(section, "key", letters: "-_")
      let isControl = reading.boolean(section, "control") ?? false
      if isControl { controls.append(section) }
      let title = reading.title(section, "title")
      let script = reading.title(section, "script")
      guard let key else { continue }
      if arms.contains(where: { $0.key == key }) {
        reading.refusals.refuse("form.duplicateArm", section, "key", value: key)
      }
      arms.append(
        Arm(
          key: key,
          title: title ?? Title(ru: key, en: key),
          isControl: isControl,
          script: script
        )
      )
    }
    let listed = top.node("arms")?.sequence?.count ?? 0
    if listed < 2 {
      reading.refusals.refuse("form.tooFewArms", top, "arms", value: String(listed))
    }
    if controls.isEmpty { reading.refusals.refuse("form.noControl", top, "arms") }
    for section in controls.dropFirst() {
      reading.refusals.refuse(
        "form.twoControls",
        section,
        "control",
        values: ["count": String(controls.count)]
      )
    }
    return arms
  }

  private mutating func readSegments() -> [Segment] {
    let sections =
      reading.sections(top, "segments", known: ["key", "title"], bareKey: "key") ?? []
    let taken =
      funnel.counters.map(\.key) + [
        "unit", "arm", "date", "manager", "source", "segment", "uptake", "package", "hypothesis",
        "trials", "successes",
      ]
    var segments: [Segment] = []
    for section in sections {
      guard let key = readKey(section, "key", letters: "-_") else { continue }
      if taken.contains(key) {
        reading.refusals.refuse("form.takenSegment", section, "key", value: key)
      } else if segments.contains(where: { $0.key == key }) {
        reading.refusals.refuse("form.duplicateSegment", section, "key", value: key)
      }
      let title = reading.title(section, "title") ?? Title(ru: key, en: key)
      segments.append(Segment(key: key, title: title))
    }
    return segments
  }

  private mutating func readAllocation(arms: [Arm]?, segments: [Segment]) -> Allocation? {
    guard reading.need(top, "allocation"), let node = top.node("allocation") else { return nil }
    guard let mapping = node.mapping else {
      reading.refusals.refuse(
        "form.wrongType",
        top,
        "allocation",
        values: ["expected": "mapping"]
      )
      return nil
    }
    let section = FormSection(
      mapping,
      path: "allocation",
      known: ["method", "within"] + Self.sliceKeys,
      &reading.refusals
    )
    guard reading.need(section, "method"),
      let method = reading.choice(section, "method", Self.methods)
    else { return nil }
    if case .slices(let kind) = method { return readSlices(kind, section, arms: arms) }
    for key in Self.sliceKeys where section.node(key) != nil {
      reading.refusals.refuse("form.sliceKey", section, key, values: ["key": key])
    }
    if method == .parity {
      if let arms, arms.count > 2 {
        reading.refusals.refuse(
          "form.parityArms",
          section,
          "method",
          value: "parity",
          values: ["count": String(arms.count)]
        )
      }
      if section.node("within") != nil {
        reading.refusals.refuse("form.parityWithin", section, "within")
      }
      return .parity
    }
    let within = reading.choice(section, "within", Self.cuts) ?? .manager
    checkSegment(within, section, "within", segments)
    return .blocks(within: within)
  }

  private mutating func readStratum(_ allocation: Allocation?, segments: [Segment]) -> Cut? {
    if top.node("stratum") != nil {
      let cut = reading.choice(top, "stratum", Self.cuts)
      if let cut { checkSegment(cut, top, "stratum", segments) }
      return cut
    }
    switch allocation {
    case .blocks(let within): return within
    case .parity, .slices: return .all
    case nil: return nil
    }
  }

  private mutating func checkSegment(
    _ cut: Cut,
    _ section: FormSection,
    _ key: String,
    _ segments: [Segment]
  ) {
    if cut == .segment, segments.isEmpty {
      reading.refusals.refuse("form.segmentMissing", section, key, value: "segment")
    }
  }

  // MARK: Size and dates

  private mutating func readDates() -> (start: Day, end: Day)? {
    let start = reading.need(top, "start") ? reading.day(top, "start") : nil
    let end = reading.need(top, "end") ? reading.day(top, "end") : nil
    guard let start, let end else { return nil }
    if end < start {
      reading.refusals.refuse(
        "form.endBeforeStart",
        top,
        "end",
        value: end.description,
        values: ["start": start.description]
      )
    }
    return (start, end)
  }

  private mutating func readLevel() -> Double {
    guard let level = reading.number(top, "significance_level") else { return 0.05 }
    if level <= 0 || level >= 0.5 {
      reading.refusals.refuse(
        "form.range",
        top,
        "significance_level",
        value: String(level),
        values: ["allowed": "(0, 0.5)"]
      )
    }
    return level
  }

  mutating func readInteger(
    _ section: FormSection,
    _ key: String,
    _ allowed: ClosedRange<Int>
  ) -> Int? {
    guard let value = reading.integer(section, key) else { return nil }
    if !allowed.contains(value) {
      reading.refusals.refuse(
        "form.range",
        section,
        key,
        value: String(value),
        values: ["allowed": "\(allowed.lowerBound)…\(allowed.upperBound)"]
      )
    }
    return value
  }

  private mutating func readMode(stratum: Cut?, planned: Int?, arms: [Arm]?) -> TestMode? {
    let mode = reading.choice(top, "mode", [("exact", .exact), ("score", TestMode.score)])
    guard mode == .exact else { return mode }
    if let stratum, stratum != .all {
      reading.refusals.refuse(
        "form.exactWithStrata",
        top,
        "mode",
        value: "exact",
        values: ["stratum": stratum.key]
      )
    }
    if let planned, let arms, planned > 800 / max(arms.count, 1) {
      reading.refusals.refuse(
        "form.exactTooLarge",
        top,
        "mode",
        value: "exact",
        values: ["total": String(planned * arms.count), "limit": "800"]
      )
    }
    return mode
  }

  /// A short name: lower-case Latin letters, digits and `letters`, at most 40.
  private mutating func readKey(
    _ section: FormSection,
    _ key: String,
    letters: String
  ) -> String? {
    guard let name = reading.neededText(section, key) else { return nil }
    let isFit =
      name.utf8.count <= 40
      && name.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || letters.utf8.contains(byte)
      }
    if isFit { return name }
    reading.refusals.refuse(
      "form.name",
      section,
      key,
      value: name,
      values: ["allowed": "a-z 0-9 " + letters]
    )
    return nil
  }
}
