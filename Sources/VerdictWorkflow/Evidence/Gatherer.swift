import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Asks the store for exactly what an evaluation needs; no statistics here.
struct Gatherer {
  private let reader: any StoreReader
  private let calendar: WorkingCalendar

  init(_ reader: any StoreReader, calendar: WorkingCalendar) {
    self.reader = reader
    self.calendar = calendar
  }

  /// Evidence at the close of each scheduled review up to a day.
  func looks(of hypothesis: RegisteredHypothesis, asOf: Day) throws -> [LookEvidence] {
    try LookHistory.closed(hypothesis.form, asOf: asOf).map {
      try look(hypothesis.form, asOf: $0.end)
    }
  }

  func look(_ form: HypothesisForm, asOf: Day) throws -> LookEvidence {
    LookEvidence(
      asOf: asOf,
      primary: try metric(
        form,
        cut: form.stratum,
        stage: form.stage,
        direction: form.direction,
        horizon: form.maturityDays,
        asOf: asOf,
        byLag: true,
        money: form.measure == .amount || form.measure == .check
      ),
      guardrails: try form.guardrails.map {
        try metric(
          form,
          cut: form.stratum,
          stage: $0.stage,
          direction: $0.direction,
          horizon: $0.maturityDays ?? form.maturityDays,
          asOf: asOf,
          byLag: false
        )
      }
    )
  }

  func metric(
    _ form: HypothesisForm,
    cut: Cut,
    stage: String,
    direction: Direction,
    horizon: Int,
    asOf: Day,
    byLag: Bool,
    money: Bool = false
  ) throws -> MetricEvidence {
    let evidence = try reader.evidence(
      EvidenceQuery(
        hypothesis: form.id,
        cut: cut,
        moments: [.reached(stage), .answered(stage), .instant(stage), .uptake, .taken(stage)]
          + (money ? [.amount(stage), .amountSquared(stage)] : []),
        asOf: asOf,
        horizon: horizon,
        byLag: byLag ? .reached(stage) : nil,
        lastExposure: form.stoppedOn
      )
    )
    return MetricEvidence(
      evidence,
      stage: stage,
      direction: direction,
      horizon: horizon,
      asOf: asOf,
      control: form.control.key,
      variant: form.variants.first?.key ?? ""
    )
  }

  /// Everything for one evaluation.
  func facts(_ hypothesis: RegisteredHypothesis, asOf: Day) throws -> EvaluationFacts {
    let form = hypothesis.form
    let looks = try looks(of: hypothesis, asOf: asOf)
    let history: LookHistory
    do {
      history = try LookHistory(form: form, asOf: asOf, looks: looks)
    } catch {
      throw WorkflowError(error)
    }
    let day = history.decisiveDay
    let current =
      history.isBetween
      ? try look(form, asOf: day) : try looks.first { $0.asOf == day } ?? look(form, asOf: day)
    var segments: [(cut: Cut, evidence: MetricEvidence)] = []
    for (index, segment) in form.segments.enumerated() {
      let cut: Cut = index == 0 ? .segment : .trait(segment.key)
      if cut == form.stratum { continue }
      segments.append(
        (
          cut,
          try metric(
            form,
            cut: cut,
            stage: form.stage,
            direction: form.direction,
            horizon: form.maturityDays,
            asOf: day,
            byLag: false
          )
        )
      )
    }
    return EvaluationFacts(
      hypothesis: hypothesis,
      history: history,
      looks: looks,
      current: current,
      segments: segments,
      gates: try gates(form, current: current, asOf: day),
      glances: try reader.glances(form.id),
      calendar: calendar,
      table: try TableHistory(reader, before: day + 1).table
    )
  }

  /// Rows of the table for a test on slices of it.
  func slices(_ hypothesis: RegisteredHypothesis, _ design: SliceDesign, asOf: Day) throws
    -> SliceFacts
  {
    let form = hypothesis.form
    var rows: [SliceRow] = []
    if design.countsUnits {
      rows = try unitRows(form, design, asOf: asOf)
    } else if let window = design.window(of: form, asOf: asOf) {
      let cut: Cut =
        switch design.kind {
        case .day, .all: .all
        case .manager, .some: .manager
        case .source: .source
        }
      var cells: [Day: [String: [String: Int64]]] = [:]
      for row in try reader.funnel(FunnelQuery(days: window, span: .day, cut: cut)) {
        cells[row.start, default: [:]][row.member, default: [:]][row.counter] = row.value
      }
      for (day, members) in cells {
        for (member, counters) in members
        where design.members.isEmpty || design.members.contains(member) {
          // Nothing under the line is a day without a number; nothing above it is none reached.
          guard let denominator = counters[design.per] else { continue }
          rows.append(
            SliceRow(
              day: day,
              member: member,
              numerator: counters[form.stage] ?? 0,
              denominator: denominator,
              spend: counters["spend"]
            )
          )
        }
      }
    }
    return SliceFacts(
      hypothesis: hypothesis,
      design: design,
      rows: rows.sorted { ($0.day, $0.member) < ($1.day, $1.member) },
      asOf: asOf,
      calendar: calendar,
      table: try TableHistory(reader, before: asOf + 1).table
    )
  }

  /// The same from units logged one by one: as the lot gave them, wherever they were recorded.
  private func unitRows(_ form: HypothesisForm, _ design: SliceDesign, asOf: Day) throws
    -> [SliceRow]
  {
    let drawnDays = Set(SliceDesign.blocks(of: form.start...form.end, calendar).joined())
    let days = try reader.unitDays(
      UnitDayQuery(
        hypothesis: form.id,
        cut: design.kind == .day ? .all : .manager,
        stage: form.stage,
        horizon: form.maturityDays,
        asOf: asOf,
        lastExposure: form.stoppedOn
      )
    )
    var rows: [Day: [String: (reached: Int64, units: Int64, deviating: Int64)]] = [:]
    for unit in days {
      let lot = design.isVariant(day: unit.day, member: unit.member, drawnDays: drawnDays)
      guard let lot else { continue }
      var row = rows[unit.day]?[unit.member] ?? (0, 0, 0)
      row.reached += unit.reached
      row.units += unit.units
      if (unit.arm != form.control.key) != lot { row.deviating += unit.units }
      rows[unit.day, default: [:]][unit.member] = row
    }
    return rows.flatMap { day, members in
      members.map { member, row in
        SliceRow(
          day: day,
          member: member,
          numerator: row.reached,
          denominator: row.units,
          deviating: row.deviating
        )
      }
    }
  }

  private func gates(_ form: HypothesisForm, current: LookEvidence, asOf: Day) throws -> GateFacts {
    let audit = try reader.allocationAudit(form.id, asOf: asOf)
    let exposed = current.primary.control.exposed + current.primary.variant.exposed
    let coverage = try coverage(form, asOf: asOf)
    return GateFacts(
      audit: audit,
      hasList: Self.speaks(audit, exposed: exposed),
      control: current.primary.control,
      variant: current.primary.variant,
      controlKey: form.control.key,
      variantKey: form.variants.first?.key ?? "",
      tableCount: coverage?.table,
      exposedForTable: coverage?.exposed ?? 0
    )
  }

  /// Whether the list speaks for the test.
  ///
  /// It does where it gave at least 95 of 100 units their arm, or where it contradicts what was
  /// recorded. A few drawn units do not vouch for the rest.
  private static func speaks(_ audit: AllocationAudit, exposed: Int64) -> Bool {
    guard audit.listed > 0 else { return false }
    return audit.listed * 20 >= exposed * 19 || audit.differing * 20 > audit.listed
  }

  /// Units exposed beside the table's counter of the draw's stage, over the days the table has and
  /// the managers in the test.
  private func coverage(_ form: HypothesisForm, asOf: Day) throws -> (table: Int64, exposed: Int64)?
  {
    let last = min(asOf, form.stoppedOn ?? form.end)
    guard last >= form.start else { return nil }
    let funnel = try reader.funnelDefinition()
    let byManager = funnel.counter(form.drawnAt)?.grain.hasManager ?? false
    let rows = try reader.funnel(
      FunnelQuery(days: form.start...last, span: .day, cut: byManager ? .manager : .all)
    ).filter { $0.counter == form.drawnAt }
    guard let filled = rows.map(\.start).max() else { return nil }
    let evidence = try reader.evidence(
      EvidenceQuery(
        hypothesis: form.id,
        cut: byManager ? .manager : .all,
        moments: [],
        asOf: filled,
        horizon: 0,
        lastExposure: form.stoppedOn
      )
    )
    let members = Set(evidence.cells.map(\.member))
    let table = rows.filter { !byManager || members.contains($0.member) }
      .reduce(0) { $0 + $1.value }
    return (table, evidence.cells.reduce(0) { $0 + $1.exposed })
  }
}
