import VerdictModel

/// The columns of another program's file: what each holds, or why it stays where it is.
struct LayoutHeader {
  let preset: Preset
  let line: Int
  let names: [HeaderName]
  /// The source or manager above each column, where names above the header group columns.
  let groups: [String?]
  private(set) var uses: [ColumnUse] = []
  /// Positions by field, in the file's order; several only for sources and grouped counters.
  private(set) var positions: [String: [Int]] = [:]

  init(
    _ names: [HeaderName],
    line: Int,
    groups: [String?],
    preset: Preset,
    layout: Aliases.Layout? = nil,
    index: AliasIndex,
    context: ImportContext
  ) {
    self.preset = preset
    self.line = line
    self.names = names
    self.groups = groups
    let counters = Set(context.funnel.counters.map(\.key))
    let allowed = Set(preset.kind == .deals ? Field.ofDeals : Field.ofTables + counters)
    let hasManagerField = context.prefersManagerField && names.contains(where: Self.isManagerField)
    for (position, name) in names.enumerated() {
      var reason: ColumnUse.LeftOut?
      var field = Self.field(name, preset, layout, index, context.options)
      switch field {
      case Field.computed?: (field, reason) = (nil, .computed)
      case Field.personal?: (field, reason) = (nil, .personal)
      case let known? where !allowed.contains(known): (field, reason) = (nil, .unknown)
      case nil: reason = Self.looksPersonal(name) ? .personal : .unknown
      default: break
      }
      if let known = field {
        let group = groups[position]
        if let group, Self.isTotal(group), counters.contains(known) {
          (field, reason) = (nil, .total)
        } else if known == Field.manager, hasManagerField, !Self.isManagerField(name) {
          (field, reason) = (nil, .repeated)
        } else if let before = positions[known], known != Field.source,
          before.contains(where: { groups[$0] == group })
        {
          (field, reason) = (nil, .repeated)
        }
      }
      if let field { positions[field, default: []].append(position) }
      if field == nil, name.shown.isEmpty { continue }
      uses.append(ColumnUse(name: name.shown, position: position, field: field, leftOut: reason))
    }
    // A tag of the visit says more than a list somebody filled in.
    positions[Field.source]?.sort { left, right in
      let tags = [left, right].map { names[$0].key.hasPrefix("utm") }
      return tags[0] != tags[1] ? tags[0] : left < right
    }
  }

  private static func field(
    _ name: HeaderName,
    _ preset: Preset,
    _ layout: Aliases.Layout?,
    _ index: AliasIndex,
    _ options: ImportOptions
  ) -> String? {
    for (said, field) in options.columns where HeaderName(said).whole == name.whole {
      return field == "-" ? Field.computed : field
    }
    if let layout { return layout.columns[name.whole] ?? Field.computed }
    if let field = preset.columns[name.whole] ?? preset.columns[name.key] { return field }
    return index.field(name)
  }

  /// «Менеджер ОП» and the like, filled in by the department itself.
  private static func isManagerField(_ name: HeaderName) -> Bool {
    name.whole.hasPrefix("менеджер") || name.whole.hasPrefix("manager")
  }

  private static func looksPersonal(_ name: HeaderName) -> Bool {
    ["телефон", "phone", "mail", "почт", "контакт", "фамил", "адрес", "фио", "паспорт", "инн"]
      .contains { name.whole.contains($0) }
  }

  static func isTotal(_ text: String) -> Bool {
    let folded = HeaderName.folded(text)
    return ["итог", "всего", "total", "сумма:", "grand total"].contains { folded.hasPrefix($0) }
  }

  /// The one position of a field.
  func position(_ field: String) -> Int? { positions[field]?.first }

  func column(_ position: Int) -> Column { Column(name: names[position].shown, position: position) }

  /// Takes a column out after all.
  mutating func leaveOut(_ position: Int, _ reason: ColumnUse.LeftOut) {
    uses = uses.map { use in
      guard use.position == position else { return use }
      return ColumnUse(name: use.name, position: position, field: nil, leftOut: reason)
    }
    for field in positions.keys { positions[field]?.removeAll { $0 == position } }
    positions = positions.filter { !$0.value.isEmpty }
  }

  /// Under what an answer about this header is kept.
  static func fingerprint(_ names: [HeaderName]) -> String {
    names.map(\.whole).joined(separator: " | ")
  }
}
