import VerdictModel

/// The daily table while it is being counted.
struct SimulatedTable {
  private struct Key: Hashable {
    let day: Day
    let source: String?
    let manager: String?
    let counter: String
  }
  /// Nil where no table is kept.
  private let days: ClosedRange<Day>?
  private var values: [Key: Int64] = [:]

  init(days: ClosedRange<Day>?) { self.days = days }

  /// Adds to a cell; a zero writes it down.
  ///
  /// Days outside the table are not counted.
  mutating func add(
    _ value: Int64,
    to counter: String,
    on day: Day,
    source: String? = nil,
    manager: String? = nil
  ) {
    guard let days, days.contains(day) else { return }
    values[Key(day: day, source: source, manager: manager, counter: counter), default: 0] += value
  }

  /// Counts a client's steps from agreement to refund.
  mutating func count(_ journey: ClientJourney, source: String, manager: String) {
    add(1, to: "meetings_scheduled", on: journey.agreedDay, manager: manager)
    for day in journey.dueDays { add(1, to: "meetings_due", on: day, manager: manager) }
    if let day = journey.movedDay { add(1, to: "meetings_moved", on: day, manager: manager) }
    if let day = journey.heldDay { add(1, to: "meetings_held", on: day, manager: manager) }
    guard let payment = journey.payment else { return }
    add(1, to: "payments", on: payment.day, source: source, manager: manager)
    add(payment.amount, to: "revenue", on: payment.day, source: source, manager: manager)
    if let refund = payment.refund {
      add(refund.amount, to: "refunds", on: refund.day, source: source, manager: manager)
    }
  }

  /// Writes zeros where someone was there to count: managers on their working days.
  ///
  /// A day off has no cells at all, for missing is not zero.
  mutating func fillZeros(_ company: SimulatedCompany) {
    guard let days else { return }
    for day in days {
      for manager in company.managers where manager.isPresent(on: day, company.calendar) {
        for counter in ["meetings_scheduled", "meetings_due", "meetings_moved", "meetings_held"] {
          add(0, to: counter, on: day, manager: manager.name)
        }
        for source in company.sources {
          for counter in ["payments", "revenue", "refunds"] {
            add(0, to: counter, on: day, source: source.name, manager: manager.name)
          }
        }
      }
    }
  }

  /// The cells by day, source, manager, then in the funnel's order.
  func cells(_ funnel: FunnelDefinition) -> [FunnelCell] {
    let order = Dictionary(
      uniqueKeysWithValues: funnel.counters.enumerated().map { ($1.key, $0) }
    )
    func place(_ key: Key) -> (Day, String, String, Int) {
      (key.day, key.source ?? "", key.manager ?? "", order[key.counter] ?? order.count)
    }
    return values.sorted { place($0.key) < place($1.key) }.map { key, value in
      FunnelCell(
        day: key.day,
        source: key.source,
        manager: key.manager,
        counter: key.counter,
        value: value
      )
    }
  }
}
