import VerdictModel

/// The state of reading one file: what it is, is decided from its first records.
struct FileReading {
  /// Records looked at before a file counts as unknown.
  private static let sampled = 60

  private enum State {
    case waiting([DelimitedRow])
    case canonical(CanonicalReading)
    case layout(LayoutTable)
    case unknown(LayoutProposal)
  }

  let file: String
  let context: ImportContext
  var container: FileContainer
  private let index: AliasIndex
  private var state = State.waiting([])
  private var fault: Refusal?

  init(file: String, context: ImportContext, container: FileContainer) {
    self.file = file
    self.context = context
    self.container = container
    index = AliasIndex(context.aliases, funnel: context.funnel)
  }

  mutating func take(_ row: DelimitedRow, _ body: (ImportRow) throws -> Void) throws {
    // Taken out and put back, so that no record copies what is already there.
    switch state {
    case .canonical(let reading): try reading.take(row, body)
    case .layout(var table):
      state = .waiting([])
      table.take(row)
      state = .layout(table)
    case .unknown: break
    case .waiting(var rows):
      if rows.isEmpty, CanonicalHeader.isOne(row, context) {
        let reading = CanonicalReading(file: file, context: context)
        try reading.take(row, body)
        state = .canonical(reading)
        return
      }
      state = .waiting([])
      rows.append(row)
      state = .waiting(rows)
      if rows.count == Self.sampled { try decide(rows, body) }
    }
  }

  /// The rest of the file is unreadable.
  mutating func end(with fault: DelimitedFault, _ body: (ImportRow) throws -> Void) throws {
    if case .waiting(let rows) = state, !rows.isEmpty {
      // A fault in the first lines says more than what the file might have been.
      do { try decide(rows, body) } catch is ExchangeError {}
    }
    if case .canonical(let reading) = state { return try reading.end(with: fault) }
    var names: [HeaderName] = []
    if case .layout(let table) = state { names = table.header.names }
    let column = fault.field.flatMap { names.indices.contains($0) ? names[$0].shown : nil }
    let refusal = Refusal(
      place: FilePlace(file: file, line: fault.line, column: column),
      code: fault.code,
      values: fault.values
    )
    guard case .layout(var table) = state else {
      throw ExchangeError.refused(file: file, refusals: [refusal], total: 1)
    }
    table.refuse(refusal)
    state = .layout(table)
  }

  mutating func finish(_ body: (ImportRow) throws -> Void) throws -> FileContent {
    if case .waiting(let rows) = state { try decide(rows, body) }
    switch state {
    case .canonical(let reading):
      let summary = try reading.finish()
      return .canonical(summary, recognition(summary))
    case .layout(let table):
      let told = table.told(by: container)
      switch told.header.preset.kind {
      case .ads: return .layout(AdLayout.read(told))
      case .deals: return .layout(DealLayout.read(told))
      case .table: return .layout(TableLayout.read(told))
      }
    case .unknown(let proposal): return .unknown(proposal)
    case .waiting:
      let refusal = Refusal(place: FilePlace(file: file), code: "file.empty")
      throw ExchangeError.refused(file: file, refusals: [refusal], total: 1)
    }
  }

  /// Further records change nothing about what the file is.
  var isDecided: Bool { if case .waiting = state { false } else { true } }

  /// What the file is so far; nil when nobody can say.
  mutating func recognition() throws -> FileRecognition? {
    if case .waiting(let rows) = state { try decide(rows) { _ in } }
    switch state {
    case .canonical(let reading): return recognition(try reading.finish())
    case .layout(let table): return table.told(by: container).recognition(account: nil)
    case .unknown, .waiting: return nil
    }
  }

  private func recognition(_ summary: ImportSummary) -> FileRecognition {
    FileRecognition(
      preset: "canonical",
      container: container.kind,
      encoding: container.encoding,
      separator: container.separator.map { String($0.character) },
      sheet: container.sheet,
      headerLine: 1,
      columns: summary.columns.enumerated().map {
        ColumnUse(name: $1, position: $0, field: $1)
      }
    )
  }

  // MARK: Deciding

  private mutating func decide(
    _ rows: [DelimitedRow],
    _ body: (ImportRow) throws -> Void
  ) throws {
    guard let first = rows.first else { return }
    let names = rows.map { row in
      (0..<row.count).map { HeaderName(String(decoding: row[$0], as: UTF8.self)) }
    }
    if let (at, layout) = keptLayout(names) {
      return begin(rows, at, names[at], Self.preset(of: layout), layout)
    }
    for at in names.indices {
      guard let preset = Preset.recognised(names[at]) else { continue }
      let isSaid = !context.options.columns.isEmpty && !context.options.acceptsLayout
      guard preset.isConfirmed || isSaid else {
        state = .unknown(proposal(names, rows, at, preset))
        return
      }
      return begin(rows, at, names[at], preset, nil)
    }
    let looksCanonical = CanonicalHeader.looksLikeOne(first, context)
    if !looksCanonical {
      for at in names.indices {
        let whole = at == 0 ? names[at] : Self.filled(names[at], from: names[at - 1])
        guard isTable(whole) else { continue }
        // A correction that is to be kept goes the way of a proposal, and is known from then on.
        guard context.options.acceptsLayout, !context.options.columns.isEmpty else {
          return begin(rows, at, whole, .table, nil)
        }
        state = .unknown(proposal(names, rows, at, nil))
        return
      }
      if let at = headerOfUnknown(names) {
        state = .unknown(proposal(names, rows, at, nil))
        return
      }
    }
    let reading = CanonicalReading(file: file, context: context)
    for row in rows { try reading.take(row, body) }
    state = .canonical(reading)
  }

  private mutating func begin(
    _ rows: [DelimitedRow],
    _ at: Int,
    _ names: [HeaderName],
    _ preset: Preset,
    _ layout: Aliases.Layout?
  ) {
    var preset = preset
    if let source = layout?.source { preset.source = source }
    let above = at > 0 ? rows[at - 1] : nil
    let header = LayoutHeader(
      names,
      line: rows[at].line,
      groups: preset.kind == .table
        ? Self.groups(above, count: names.count) : names.map { _ in nil },
      preset: preset,
      layout: layout,
      index: index,
      context: context
    )
    let titles = rows[..<at].map { row in
      (0..<row.count).map { String(decoding: row[$0], as: UTF8.self) }.filter { !$0.isEmpty }
        .joined(separator: ": ")
    }
    var table = LayoutTable(
      file: file,
      context: context,
      header: header,
      index: index,
      container: container,
      titles: titles
    )
    for row in rows[(at + 1)...] { table.take(row) }
    state = .layout(table)
  }

  private func keptLayout(_ names: [[HeaderName]]) -> (at: Int, layout: Aliases.Layout)? {
    guard !index.layouts.isEmpty else { return nil }
    for (at, row) in names.enumerated() {
      let header = LayoutHeader.fingerprint(row)
      if let layout = index.layouts.first(where: { $0.header == header }) { return (at, layout) }
    }
    return nil
  }

  private static func preset(of layout: Aliases.Layout) -> Preset {
    let fields = Set(layout.columns.values)
    let kind: Preset.Kind =
      fields.contains(Field.deal) && fields.contains(Field.stage)
      ? .deals
      : layout.source != nil || fields.contains(Field.campaign) || fields.contains(Field.account)
        ? .ads : .table
    return Preset(key: "layout", kind: kind, signature: [])
  }

  /// A column of days and two counters.
  private func isTable(_ names: [HeaderName]) -> Bool {
    var fields: Set<String> = []
    for name in names {
      let said = context.options.columns.first { HeaderName($0.key).whole == name.whole }?.value
      if let field = said ?? index.field(name) { fields.insert(field) }
    }
    let counters = fields.filter { context.funnel.counter($0) != nil }
    let needed = context.options.columns.isEmpty ? 2 : 1
    return fields.contains(Field.date) && counters.count >= needed
  }

  /// Names of a header of two rows: what the lower one leaves blank stands above.
  private static func filled(_ names: [HeaderName], from above: [HeaderName]) -> [HeaderName] {
    names.enumerated().map { position, name in
      name.shown.isEmpty && position < above.count ? above[position] : name
    }
  }

  /// What stands above each column, merged cells carried on to the right.
  private static func groups(_ above: DelimitedRow?, count: Int) -> [String?] {
    var groups: [String?] = []
    var last: String?
    for position in 0..<count {
      if let above, position < above.count, !above[position].isEmpty {
        last = HeaderName(String(decoding: above[position], as: UTF8.self)).shown
      }
      groups.append(last)
    }
    return groups
  }

  // MARK: Unknown layouts

  /// The first record that looks like names: three or more, hardly a number among them.
  private func headerOfUnknown(_ names: [[HeaderName]]) -> Int? {
    names.indices.first { at in
      let cells = names[at].filter { !$0.shown.isEmpty }
      let known = cells.count { index.field($0) != nil }
      let numbers = cells.count { $0.shown.first?.isNumber == true }
      return cells.count >= 3 && known >= 1 && numbers * 4 <= cells.count && at + 1 < names.count
    }
  }

  private func proposal(
    _ names: [[HeaderName]],
    _ rows: [DelimitedRow],
    _ at: Int,
    _ preset: Preset?
  ) -> LayoutProposal {
    var taken: Set<String> = []
    let columns = names[at].enumerated().map { position, name -> LayoutProposal.Column in
      var field = preset?.columns[name.key] ?? index.field(name)
      if [Field.computed, Field.personal].contains(field) { field = nil }
      if let known = field, !taken.insert(known).inserted { field = nil }
      let examples = rows[(at + 1)...].lazy.filter { position < $0.count && !$0[position].isEmpty }
        .prefix(3).map { String(decoding: $0[position].prefix(60), as: UTF8.self) }
      return LayoutProposal.Column(name: name.shown, field: field, examples: Array(examples))
    }
    return LayoutProposal(
      header: LayoutHeader.fingerprint(names[at]),
      columns: columns,
      allowed: LayoutProposal.fields(context.funnel),
      source: context.options.source ?? preset?.source
    )
  }
}

extension LayoutTable {
  /// The table with what is known of its container at the end.
  fileprivate func told(by container: FileContainer) -> LayoutTable {
    var table = self
    table.container = container
    return table
  }
}
