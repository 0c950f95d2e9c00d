import VerdictExchange
import VerdictModel

/// Turns a CRM's list of deals, as it is now, into units and the days they reached a stage.
///
/// An export holds only the present stage, so daily files are compared: the first sight of a stage is
/// its date. What is known already never moves: neither a stage's day, nor who had the deal when it
/// came.
struct DealPutting {
  private let writer: any StoreWriter
  private let aliases: Aliases
  private let stages: [String]
  private let countsLeads: Bool
  private let preset: String
  private let exportedOn: Day
  private let lead = "leads"
  private let payment = "payments"
  private var moved: [String] = []
  private var undated: [String] = []
  private var firstSeen = 0
  private var paidThenLost: [String] = []
  private var budgets = 0
  private var touched: Set<Day> = []
  private(set) var notes: [ImportNote] = []

  init(writer: any StoreWriter, index context: ImportContext, preset: String, exportedOn: Day) {
    self.writer = writer
    aliases = context.aliases
    stages = context.funnel.stages.map(\.key)
    countsLeads = context.funnel.counter("leads")?.grain == .bySource
    self.preset = preset
    self.exportedOn = exportedOn
  }

  mutating func put(_ deal: Deal) throws -> PutOutcome {
    let known = try writer.unit(deal.number, hypothesis: nil)
    let exposure = exposure(of: deal, known?.exposure)
    let events = events(of: deal, known)
    let outcome = try writer.put(
      UnitRecord(hypothesis: nil, exposure: exposure, events: events)
    )
    touched.insert(exposure.day)
    try putUptake(deal)
    return outcome
  }

  /// Counts leads anew for the days of the file, and says what a person should know.
  mutating func finish(_ deals: [Deal]) throws {
    if let first = touched.min(), let last = touched.max() {
      try putLeads(first...last)
      let present = Set(deals.map(\.number))
      let gone = try writer.registerUnits(preset: preset, days: first...last)
        .filter { !present.contains($0) }
      note(.gone, gone)
    }
    note(.managerChanged, moved)
    note(.undated, undated)
    note(.paidThenLost, paidThenLost)
    if firstSeen > 0 { notes.append(ImportNote(.firstSight, count: firstSeen)) }
    if budgets > 0 { notes.append(ImportNote(.budgetAsAmount, count: budgets)) }
  }

  private mutating func note(_ kind: ImportNote.Kind, _ examples: [String]) {
    guard !examples.isEmpty else { return }
    notes.append(ImportNote(kind, count: examples.count, examples: Array(examples.prefix(10))))
  }

  // MARK: Who and when

  private mutating func exposure(of deal: Deal, _ known: Exposure?) -> Exposure {
    guard let known else {
      return Exposure(
        unit: deal.number,
        arm: nil,
        day: deal.created,
        manager: deal.manager,
        source: deal.source
      )
    }
    if let now = deal.manager, let then = known.manager, now != then {
      moved.append("\(deal.number): \(then) → \(now)")
    }
    return Exposure(
      unit: deal.number,
      arm: nil,
      // A payment written down before the file came made the unit on the payment's day.
      day: min(known.day, deal.created),
      manager: known.manager ?? deal.manager,
      source: known.source ?? deal.source,
      segment: known.segment,
      traits: known.traits,
      uptakeDay: known.uptakeDay
    )
  }

  private mutating func events(of deal: Deal, _ known: UnitRecord?) -> [UnitEvent] {
    let reached = Set((known?.events ?? []).filter(\.reached).map(\.stage))
    var events: [UnitEvent] = []
    if stages.contains(lead), !reached.contains(lead) {
      events.append(UnitEvent(unit: deal.number, stage: lead, reached: true, day: deal.created))
    }
    switch deal.stage {
    case .unmatched: break
    case .lost:
      if reached.contains(payment) {
        paidThenLost.append(deal.number)
      } else if stages.contains(payment),
        known?.events.contains(where: { $0.stage == payment }) != true
      {
        events.append(UnitEvent(unit: deal.number, stage: payment, reached: false, day: nil))
      }
    case .reached(let stage) where stage != lead && stages.contains(stage):
      // Paying again, or a stage stepped back to, is no first sight.
      guard !reached.contains(stage), !isPassed(stage, reached) else { break }
      let day = day(of: stage, deal, isKnown: known != nil)
      if day == nil { undated.append(deal.number) } else { firstSeen += 1 }
      let isPaid = stage == payment
      let amount = isPaid ? deal.amount.flatMap { $0.minor > 0 ? $0 : nil } : nil
      if amount != nil { budgets += 1 }
      events.append(
        UnitEvent(
          unit: deal.number,
          stage: stage,
          reached: true,
          day: day,
          amount: amount,
          packageName: isPaid ? deal.packageName : nil,
          manager: deal.manager
        )
      )
    case .reached: break
    }
    return events
  }

  /// A later stage is known already.
  private func isPassed(_ stage: String, _ reached: Set<String>) -> Bool {
    guard let position = stages.firstIndex(of: stage) else { return false }
    return stages[(position + 1)...].contains(where: reached.contains)
  }

  /// The day a stage was first seen: between the last file and this one it was reached.
  ///
  /// Nil for a deal seen first when it was already further on: its day lies anywhere since it came.
  private func day(of stage: String, _ deal: Deal, isKnown: Bool) -> Day? {
    if stage == payment, let closed = deal.closed, closed <= exportedOn { return closed }
    let latest = max(deal.created, min(deal.changed ?? exportedOn, exportedOn))
    return isKnown || latest - deal.created <= 1 ? latest : nil
  }

  /// A tag says that the variant was really received; the first sight of it is the day.
  private func putUptake(_ deal: Deal) throws {
    let tags = Set(deal.tags.map(Aliases.folded))
    for (hypothesis, names) in aliases.uptake
    where names.contains(where: { tags.contains(Aliases.folded($0)) }) {
      guard let record = try writer.unit(deal.number, hypothesis: hypothesis),
        record.exposure.uptakeDay == nil
      else { continue }
      let seen = record.exposure
      let exposure = Exposure(
        unit: seen.unit,
        arm: seen.arm,
        day: seen.day,
        manager: seen.manager,
        source: seen.source,
        segment: seen.segment,
        traits: seen.traits,
        uptakeDay: max(seen.day, exportedOn)
      )
      _ = try writer.put(UnitRecord(hypothesis: hypothesis, exposure: exposure, events: []))
    }
  }

  // MARK: The table

  /// Leads of the table are the deals that came, by their source: on the days this file tells of.
  private mutating func putLeads(_ days: ClosedRange<Day>) throws {
    guard countsLeads else { return }
    var cells = 0
    for count in try writer.registerCounts(days) where touched.contains(count.day) {
      guard let source = count.source else { continue }
      let outcome = try writer.put(
        FunnelCell(
          day: count.day,
          source: source,
          manager: nil,
          counter: lead,
          value: count.units
        )
      )
      if outcome != .same { cells += 1 }
    }
    if cells > 0 { notes.append(ImportNote(.leadsFromDeals, count: cells)) }
  }
}
