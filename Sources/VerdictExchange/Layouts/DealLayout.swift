import VerdictModel

/// Reads a CRM's list of deals: each as it is now, without anything personal.
enum DealLayout {
  static func read(_ table: LayoutTable) -> LayoutFile {
    var table = table
    for field in [Field.deal, Field.created, Field.stage] where table.header.position(field) == nil
    {
      table.refuse(
        Refusal(
          place: FilePlace(file: table.file, line: table.header.line, column: field),
          code: "import.missingField",
          value: field
        )
      )
    }
    guard table.refusalCount == 0 else { return file(table, [], [], Day(number: 0)) }
    let orders = Dictionary(
      uniqueKeysWithValues: [Field.created, Field.changed, Field.closed].compactMap { field in
        table.header.position(field).flatMap { position in
          table.slashOrder(position).map { (position, $0) }
        }
      }
    )
    let names = ManagerNames(table)
    var notes = Notes()
    var deals: [String: Deal] = [:]
    var order: [String] = []
    var last: Day?
    for row in table.rows {
      guard let deal = deal(row, orders, names, &notes, &table) else { continue }
      for day in [deal.created, deal.changed].compactMap({ $0 }) { last = max(last ?? day, day) }
      // Rows of products repeat the deal they belong to.
      if deals[deal.number] != nil {
        notes.repeated.append(deal.number)
      } else {
        deals[deal.number] = deal
        order.append(deal.number)
      }
    }
    if order.isEmpty, table.refusalCount == 0 {
      let place = FilePlace(file: table.file, line: table.header.line)
      table.refuse(Refusal(place: place, code: "import.noRows"))
    }
    let exportedOn = table.context.options.exportedOn ?? last ?? Day(number: 0)
    return file(table, notes.all(table), order.compactMap { deals[$0] }, exportedOn)
  }

  private static func file(
    _ table: LayoutTable,
    _ notes: [ImportNote],
    _ deals: [Deal],
    _ exportedOn: Day
  ) -> LayoutFile {
    let days = deals.map(\.created)
    let range = days.min().flatMap { first in days.max().map { first...$0 } }
    return LayoutFile(
      recognition: table.recognition(account: nil),
      content: .deals(deals, exportedOn: exportedOn),
      accepted: deals.count,
      days: range,
      totals: [],
      notes: notes,
      refusals: table.refusals,
      refusalCount: table.refusalCount
    )
  }

  private static func deal(
    _ row: DelimitedRow,
    _ orders: [Int: SlashOrder],
    _ names: ManagerNames,
    _ notes: inout Notes,
    _ table: inout LayoutTable
  ) -> Deal? {
    let before = table.refusalCount
    func day(_ field: String) -> Day? {
      guard let position = table.header.position(field) else { return nil }
      return table.day(row, position, orders[position])
    }
    guard let position = table.header.position(Field.deal),
      let createdAt = table.header.position(Field.created)
    else { return nil }
    let number = table.name(row, Field.deal)
    if number == nil { table.refuse(row, position, "import.emptyCell") }
    // A spreadsheet writes a long number as 1,23E+15 and its last digits are gone.
    if let number, isRounded(number) { table.refuse(row, position, "import.roundedNumber") }
    let quiet = table.refusalCount
    let created = day(Field.created)
    if created == nil, table.refusalCount == quiet {
      table.refuse(row, createdAt, "import.emptyCell")
    }
    let changed = day(Field.changed)
    let closed = closedDay(row, orders, &table)
    checkCurrency(row, &table)
    let stageName = table.name(row, Field.stage) ?? ""
    let stage = table.index.stage(stageName)
    if stage == .unmatched, !stageName.isEmpty { notes.unknownStages[stageName, default: 0] += 1 }
    var manager = table.name(row, Field.manager)
    if let written = manager {
      switch names.match(written) {
      case .same(let name): manager = name
      case .matched(let name):
        manager = name
        notes.matched.insert("\(written) → \(name)")
      // In a list of deals the CRM's name is whole: a namesake in the table is another person.
      case .ambiguous: break
      }
    }
    let source = table.context.options.source ?? table.name(row, Field.source)
    let amount = table.header.position(Field.amount).flatMap {
      table.value(row, $0, isMoney: true)
    }
    let tags =
      table.name(row, Field.tags)?.split { $0 == "," || $0 == ";" }
      .map { HeaderName(String($0)).shown } ?? []
    guard table.refusalCount == before, let number, let created else { return nil }
    return Deal(
      line: row.line,
      number: number,
      created: created,
      changed: changed.map { max($0, created) },
      closed: closed.map { max($0, created) },
      stageName: stageName,
      stage: stage,
      manager: manager,
      source: table.source(source ?? ""),
      amount: amount.map(Money.init(minor:)),
      packageName: table.name(row, Field.package),
      tags: tags.filter { !$0.isEmpty }
    )
  }

  /// The day of closing; a planned one lies ahead and is no closing yet.
  private static func closedDay(
    _ row: DelimitedRow,
    _ orders: [Int: SlashOrder],
    _ table: inout LayoutTable
  ) -> Day? {
    guard let position = table.header.position(Field.closed),
      case .day(let day) = LooseDate(table.bytes(row, position), order: orders[position])
    else { return nil }
    if let today = table.context.today, day > today { return nil }
    return day
  }

  private static func checkCurrency(_ row: DelimitedRow, _ table: inout LayoutTable) {
    guard let wanted = table.context.currency, let position = table.header.position(Field.currency)
    else {
      return
    }
    let text = HeaderName.folded(table.text(row, position))
    guard let named = Currency.named(in: text), named != wanted else { return }
    table.refuse(row, position, "import.currency", ["expected": wanted])
  }

  private static func isRounded(_ number: String) -> Bool {
    let parts = number.uppercased().split(separator: "E")
    return parts.count == 2 && parts[1].hasPrefix("+")
      && parts[0].allSatisfy { $0.isNumber || $0 == "," || $0 == "." }
  }

  private struct Notes {
    var unknownStages: [String: Int] = [:]
    var repeated: [String] = []
    var matched: Set<String> = []

    func all(_ table: LayoutTable) -> [ImportNote] {
      var notes = table.commonNotes
      if !unknownStages.isEmpty {
        let names = unknownStages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
          .map { "\($0.key) (\($0.value))" }
        notes.append(
          ImportNote(.unknownStage, count: unknownStages.values.reduce(0, +), examples: names)
        )
      }
      if !repeated.isEmpty {
        notes.append(
          ImportNote(.repeatedDeal, count: repeated.count, examples: Array(repeated.prefix(5)))
        )
      }
      if !matched.isEmpty {
        notes.append(
          ImportNote(.managerMatched, count: matched.count, examples: matched.sorted())
        )
      }
      return notes
    }
  }
}
