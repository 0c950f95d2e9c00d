import VerdictModel

extension Desk {
  /// Puts a morning into the table, all or nothing; the answer is the batch that an undo takes back.
  ///
  /// A cell that somebody changed since the page was opened, or more meetings held than were due,
  /// refuse the whole morning: nothing is written.
  package func enter(_ entry: DayEntry) async throws -> Int {
    let days = Set(entry.cells.map(\.place.day)).union(entry.payments.map(\.day))
      .union(entry.off).union(entry.paidOut).sorted()
    let subject = days.map(\.description).joined(separator: " ")
    return try await store.write(act("entry", subject), .commit) { writer in
      let today = try today(writer)
      if let late = days.last, late > today { throw WorkflowError.dayInFuture(late) }
      try refuseMoved(entry.cells, writer)
      try refuseImpossible(entry.cells, writer)
      let batch = try writer.beginBatch(kind: "entry", file: subject, sha256: "", preset: "")
      for cell in entry.cells where cell.value != cell.was { try put(cell, writer) }
      for payment in entry.payments { try put(payment, writer) }
      for day in entry.paidOut.sorted() { try putNoPayments(on: day, writer) }
      if !entry.off.isEmpty {
        let known = try CompanySettings(writer.settings(), at: now).daysOff
        try writer.set(
          CompanySettings.Key.daysOff,
          known.union(entry.off).sorted().map(\.description).joined(separator: ",")
        )
      }
      return batch
    }
  }

  /// Corrects one cell of a day long past, with the reason in the audit.
  package func correct(_ cell: CellEntry, reason: String) async throws -> Int {
    guard !reason.isEmpty else { throw WorkflowError.reasonMissing }
    let place = cell.place
    let subject = [place.day.description, place.counter, place.source, place.manager]
      .compactMap { $0 }.joined(separator: " ")
    func text(_ value: Int64?) -> String { value.map { String($0) } ?? "—" }
    let detail = "\(text(cell.was)) → \(text(cell.value)): \(reason)"
    return try await store.write(act("correct", subject, detail: detail), .commit) { writer in
      guard place.day <= (try today(writer)) else { throw WorkflowError.dayInFuture(place.day) }
      try refuseMoved([cell], writer)
      try refuseImpossible([cell], writer)
      let batch = try writer.beginBatch(kind: "entry", file: subject, sha256: "", preset: "")
      try put(cell, writer)
      return batch
    }
  }

  /// Takes back what the same person entered.
  package func takeBackEntry(_ batch: Int) async throws {
    let author = author
    try await store.write(act("undo", String(batch)), .commit) { writer in
      guard let known = try writer.batches().first(where: { $0.id == batch }),
        ["entry", "import"].contains(known.kind), known.author == author
      else { throw ModelError.batchUnknown(batch) }
      _ = try writer.undo(batch)
    }
  }

  private func refuseMoved(_ cells: [CellEntry], _ reader: any StoreReader) throws {
    let moved = try cells.compactMap { cell -> MovedCell? in
      let place = cell.place
      let present = try reader.funnelCell(
        day: place.day,
        source: place.source,
        manager: place.manager,
        counter: place.counter
      )
      guard present != cell.was, present != cell.value else { return nil }
      return MovedCell(place: place, was: cell.was, present: present, wished: cell.value)
    }
    if !moved.isEmpty { throw WorkflowError.cellsMoved(moved) }
  }

  private func refuseImpossible(_ cells: [CellEntry], _ reader: any StoreReader) throws {
    var all: [CellPlace: Int64] = [:]
    for cell in cells {
      guard let manager = cell.place.manager else { continue }
      for counter in ["meetings_due", "meetings_held", "meetings_moved"] {
        let place = CellPlace(day: cell.place.day, counter: counter, manager: manager)
        all[place] = try reader.funnelCell(
          day: place.day,
          source: nil,
          manager: manager,
          counter: counter
        )
      }
    }
    for cell in cells { all[cell.place] = cell.value }
    let impossible = ImpossibleRow.find(in: all)
    if !impossible.isEmpty { throw WorkflowError.impossibleRows(impossible) }
  }

  private func put(_ cell: CellEntry, _ writer: any StoreWriter) throws {
    let place = cell.place
    _ = try writer.put(
      FunnelCell(
        day: place.day,
        source: place.source,
        manager: place.manager,
        counter: place.counter,
        value: cell.value
      )
    )
  }

  // MARK: payments

  /// A payment goes to its client and into the table's cell of its manager and source.
  private func put(_ payment: PaymentEntry, _ writer: any StoreWriter) throws {
    if payment.amount.minor < 0 {
      try add(-payment.amount.minor, to: "refunds", payment, writer)
      return
    }
    let records = try ([nil] + writer.hypotheses().map(\.key)).compactMap {
      try writer.unit(payment.unit, hypothesis: $0)
    }
    let earlier = (records.first?.events ?? []).filter { $0.stage == "payments" && $0.reached }
    if earlier.contains(where: { $0.day == payment.day && $0.amount == payment.amount }) {
      throw WorkflowError.paymentKnown(unit: payment.unit, day: payment.day)
    }
    let event = UnitEvent(
      unit: payment.unit,
      stage: "payments",
      ref: earlier.isEmpty ? "" : String(earlier.count + 1),
      reached: true,
      day: payment.day,
      amount: payment.amount,
      packageName: payment.packageName,
      manager: payment.manager
    )
    if let record = records.first {
      guard payment.day >= record.exposure.day else {
        throw WorkflowError.beforeExposure(
          unit: payment.unit,
          day: payment.day,
          exposure: record.exposure.day
        )
      }
      _ = try writer.put(event)
    } else {
      let exposure = Exposure(
        unit: payment.unit,
        arm: nil,
        day: payment.day,
        manager: payment.manager,
        source: payment.source
      )
      _ = try writer.put(UnitRecord(hypothesis: nil, exposure: exposure, events: [event]))
    }
    try add(1, to: "payments", payment, writer)
    try add(payment.amount.minor, to: "revenue", payment, writer)
  }

  private func add(
    _ amount: Int64,
    to counter: String,
    _ payment: PaymentEntry,
    _ writer: any StoreWriter
  ) throws {
    let (day, source, manager) = (payment.day, payment.source, payment.manager)
    let known = try writer.funnelCell(day: day, source: source, manager: manager, counter: counter)
    _ = try writer.put(
      FunnelCell(
        day: day,
        source: source,
        manager: manager,
        counter: counter,
        value: (known ?? 0) + amount
      )
    )
  }

  /// Zero payments is known of every manager and source that has no number yet.
  private func putNoPayments(on day: Day, _ writer: any StoreWriter) throws {
    for manager in try writer.managers() {
      for source in try writer.sources() {
        for counter in ["payments", "revenue"]
        where try writer.funnelCell(
          day: day,
          source: source,
          manager: manager,
          counter: counter
        ) == nil {
          _ = try writer.put(
            FunnelCell(day: day, source: source, manager: manager, counter: counter, value: 0)
          )
        }
      }
    }
  }
}
