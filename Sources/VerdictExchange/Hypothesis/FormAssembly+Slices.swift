import VerdictModel
import Yams

/// Designs whose arms are slices of the table.
extension FormAssembly {
  enum Method: Hashable {
    case blocks
    case parity
    case slices(SliceDesign.Kind)
  }

  static let methods: [(word: String, value: Method)] = [
    ("blocks", .blocks), ("parity", .parity), ("by_day", .slices(.day)),
    ("by_manager", .slices(.manager)), ("to_some", .slices(.some)), ("to_all", .slices(.all)),
    ("new_source", .slices(.source)),
  ]
  static let sliceKeys = [
    "per", "members", "variant", "drawn", "wash_in", "days_before", "outcomes",
  ]

  mutating func readSlices(_ kind: SliceDesign.Kind, _ section: FormSection, arms: [Arm]?)
    -> Allocation?
  {
    if let arms, arms.count > 2 {
      reading.refusals.refuse(
        "form.sliceArms",
        section,
        "method",
        values: ["count": String(arms.count)]
      )
    }
    if section.node("within") != nil {
      reading.refusals.refuse("form.sliceWithin", section, "within")
    }
    let outcomes = reading.choice(
      section,
      "outcomes",
      [("table", SliceDesign.Outcomes.table), ("units", .units)]
    )
    if outcomes == .units, kind != .day, kind != .manager {
      reading.refusals.refuse("form.unitsSliced", section, "outcomes", value: "units")
    }
    // Clients logged one by one are counted from where they are drawn.
    let per =
      outcomes == .units && section.node("per") == nil
      ? top.node("drawn_at")?.string ?? "meetings_scheduled"
      : readCounter(
        section,
        "per",
        orElse: nil,
        allowed: funnel.counters.filter { !$0.isMoney }.map(\.key)
      )
    if outcomes == .units, section.node("per") != nil {
      reading.refusals.refuse("form.unitsPer", section, "per")
    }
    let members = readNames(section, "members")
    let variant = readNames(section, "variant")
    let isDrawn =
      kind == .day || kind == .manager || (reading.boolean(section, "drawn") ?? false)
    if kind == .all || kind == .source, isDrawn {
      reading.refusals.refuse("form.notDrawn", section, "drawn", value: "true")
    }
    let needsMembers = kind == .manager || kind == .some || kind == .source
    if needsMembers {
      if members.count < 2 {
        reading.refusals.refuse(
          "form.fewMembers",
          section,
          "members",
          value: String(members.count),
          values: ["least": "2"]
        )
      }
      if isDrawn, !variant.isEmpty {
        reading.refusals.refuse("form.variantDrawn", section, "variant")
      }
      if !isDrawn, variant.isEmpty || Set(variant).isSuperset(of: members) {
        reading.refusals.refuse("form.variantMissing", section, "variant")
      }
      for name in variant where !members.contains(name) {
        reading.refusals.refuse("form.variantStrange", section, "variant", value: name)
      }
    }
    let washIn = readInteger(section, "wash_in", 0...10) ?? 0
    let before = readInteger(section, "days_before", 14...730) ?? 84
    guard let per else { return nil }
    return .slices(
      SliceDesign(
        kind: kind,
        per: per,
        outcomes: outcomes == .units ? .units : nil,
        members: members,
        variant: variant,
        isDrawn: isDrawn,
        washIn: washIn,
        daysBefore: before
      )
    )
  }

  /// What a test on slices cannot keep a promise about is refused rather than passed over.
  mutating func checkSlices(_ design: SliceDesign, stage: String?) {
    for key in ["guardrails", "segments"] where top.node(key)?.sequence?.isEmpty == false {
      reading.refusals.refuse("form.sliceOnly", top, key, values: ["key": key])
    }
    // Units know their manager, whatever the table does.
    if design.countsUnits { return }
    let isFine: (Grain) -> Bool =
      switch design.kind {
      case .manager, .some: { $0.hasManager }
      case .source: { $0 == .bySource || $0 == .bySourceAndManager }
      case .day, .all: { _ in true }
      }
    if let stage, let counter = funnel.counter(stage), !isFine(counter.grain) {
      reading.refusals.refuse("form.sliceGrain", top, "metric", value: stage)
    }
    if let counter = funnel.counter(design.per), !isFine(counter.grain) {
      reading.refusals.refuse("form.sliceGrain", top, "allocation", value: design.per)
    }
  }

  /// A list of names, each once.
  private mutating func readNames(_ section: FormSection, _ key: String) -> [String] {
    guard let node = section.node(key) else { return [] }
    guard let list = node.sequence else {
      reading.refusals.refuse("form.wrongType", section, key, values: ["expected": "list"])
      return []
    }
    var names: [String] = []
    for item in list {
      guard let name = item.string.map(FormReading.trimmed), !name.isEmpty, name.count <= 64 else {
        reading.refusals.refuse("form.wrongType", section, key, values: ["expected": "text"])
        continue
      }
      if names.contains(name) {
        reading.refusals.refuse("form.twice", section, key, value: name)
      } else {
        names.append(name)
      }
    }
    return names
  }
}
