import VerdictModel

extension SQLiteWriter {
  func put(_ cell: FunnelCell) throws -> PutOutcome {
    let definition = try funnelDefinition()
    guard let counter = definition.counter(cell.counter) else {
      throw ModelError.unknownCounter(cell.counter)
    }
    let hasSource = !(cell.source ?? "").isEmpty
    let hasManager = !(cell.manager ?? "").isEmpty
    guard hasSource == counter.grain.hasSource, hasManager == counter.grain.hasManager else {
      throw ModelError.wrongGrain(
        counter: cell.counter,
        expected: counter.grain.rawValue,
        day: cell.day.description
      )
    }
    if let from = counter.from, cell.day < from, cell.value != nil {
      throw ModelError.refused([
        Refusal(
          place: nil,
          code: "funnel.beforeStart",
          value: cell.day.description,
          values: ["counter": cell.counter, "from": from.description]
        )
      ])
    }
    if let until = counter.until, cell.day >= until, cell.value != nil {
      throw ModelError.refused([
        Refusal(
          place: nil,
          code: "funnel.afterEnd",
          value: cell.day.description,
          values: ["counter": cell.counter, "until": until.description]
        )
      ])
    }
    let batch = try currentBatch()
    let source = try terms.assign(.source, cell.source)
    let manager = try terms.assign(.manager, cell.manager)
    let counterID = try terms.assign(.counter, cell.counter)
    let key = [cell.day.number, source, manager, counterID]

    let find = try statements(
      "SELECT value FROM funnel WHERE \(BatchedTable.funnel.keyCondition)"
    )
    for (index, value) in key.enumerated() { find.bind(Int32(index + 1), value) }
    let old: Int64? = try find.next() ? find.int64(0) : nil
    find.rewind()
    let outcome: PutOutcome
    switch (old, cell.value) {
    case (nil, nil): outcome = .same
    case (nil, _): outcome = .new
    case (_, nil): outcome = .withdrawn
    case (let old, let value): outcome = old == value ? .same : .changed
    }
    try count(outcome)
    if outcome == .same { return .same }
    if old != nil { try keep(.funnel, key.map { .number($0) }) }
    if let value = cell.value {
      let write = try statements(
        """
        INSERT INTO funnel(day, source, manager, counter, value, batch) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET value = excluded.value, batch = excluded.batch
        """
      )
      for (index, part) in key.enumerated() { write.bind(Int32(index + 1), part) }
      write.bind(5, value)
      write.bind(6, batch)
      try write.run()
    } else {
      let drop = try statements(
        "DELETE FROM funnel WHERE \(BatchedTable.funnel.keyCondition)"
      )
      for (index, value) in key.enumerated() { drop.bind(Int32(index + 1), value) }
      try drop.run()
    }
    ledger.add(
      day: cell.day.number,
      source: source,
      manager: manager,
      counter: counterID,
      value: (cell.value ?? 0) - (old ?? 0),
      rows: (cell.value == nil ? 0 : 1) - (old == nil ? 0 : 1),
      cuts: try funnelCuts()
    )
    try settleIfLarge()
    return outcome
  }
}
