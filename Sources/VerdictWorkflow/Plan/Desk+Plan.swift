package import VerdictAnalysis
package import VerdictModel

/// A plan as it was set, and what stood there before.
package struct PlanSetting: Sendable {
  package let version: PlanVersion
  package let months: [MonthPlan]
  /// The places that changed: what stood there, and what stands there now.
  package let changes: [(change: PlanChange, before: Double?)]
  package let isPreview: Bool
}

extension Desk {
  /// Runs something over the plans of the store.
  package func plans<Answer: Sendable>(
    _ body: @Sendable @escaping (PlanReader, any StoreReader) throws -> Answer
  ) async throws -> Answer {
    let now = now
    return try await store.read { reader in
      let settings = try CompanySettings(reader.settings(), at: now)
      let today = now.day(offsetSeconds: settings.offsetSeconds)
      return try body(PlanReader(reader, settings: settings, today: today), reader)
    }
  }

  /// A month's plan against the table.
  ///
  /// Throws ``PlanError/missing(_:)`` for a month without a plan.
  package func planFact(_ month: Month) async throws -> PlanFact {
    try await plans { plans, _ in
      guard let fact = try plans.planFact(month) else { throw PlanError.missing(month) }
      return fact
    }
  }

  /// Sets places of months' plans; each month's other places stay as they are.
  ///
  /// * `reason`: needed where a month that has begun had a plan already.
  /// * `allowsNewNames`: takes a manager or source the table does not know.
  /// * `mode`: `.rehearse` answers what would be, and writes nothing.
  package func setPlan(
    _ changes: [PlanChange],
    reason: String,
    allowsNewNames: Bool = false,
    mode: WriteMode = .commit
  ) async throws -> PlanSetting {
    let months = Set(changes.map(\.month)).sorted()
    guard !months.isEmpty else { throw PlanError.nothingSaid }
    let subject = months.map(\.description).joined(separator: ", ")
    return try await store.write(act("plan.set", subject, detail: reason), mode) { writer in
      if !allowsNewNames { try checkNames(changes, writer) }
      let today = try today(writer)
      var plans: [MonthPlan] = []
      var before: [(change: PlanChange, before: Double?)] = []
      for month in months {
        let known = try writer.plan(month, upTo: nil)?.plan ?? MonthPlan(month: month, lines: [])
        let changed = known.changing(changes)
        guard changed != known else { continue }
        if !known.lines.isEmpty, month.start <= today, reason.isEmpty {
          throw PlanError.reasonMissing(month)
        }
        plans.append(changed)
        before += changes.filter { $0.month == month }.map { change in
          let old = known.lines.first {
            $0.what == change.what && $0.source == change.source && $0.manager == change.manager
          }
          return (change, old?.value)
        }
        .filter { $0.change.value != $0.before }
      }
      // Nothing that differs: the newest version stands, and no new one is made.
      let standing = try writer.planVersions().last
      if plans.isEmpty, let standing {
        return PlanSetting(
          version: standing,
          months: [],
          changes: [],
          isPreview: mode == .rehearse
        )
      }
      guard !plans.isEmpty else { throw PlanError.missing(months[0]) }
      return PlanSetting(
        version: try writer.plan(plans, reason: reason),
        months: plans,
        changes: before,
        isPreview: mode == .rehearse
      )
    }
  }

  /// Takes the newest version of the plan back: its months are stated anew as they stood before.
  package func undoPlan() async throws -> PlanSetting {
    try await store.write(act("plan.undo", ""), .commit) { writer in
      guard let last = try writer.planVersions().last else { throw PlanError.nothingToUndo }
      var plans: [MonthPlan] = []
      var changes: [(change: PlanChange, before: Double?)] = []
      for month in last.months {
        let empty = MonthPlan(month: month, lines: [])
        let now = try writer.plan(month, upTo: nil)?.plan ?? empty
        let earlier = try writer.plan(month, upTo: last.id - 1)?.plan ?? empty
        plans.append(earlier)
        changes += Self.difference(from: now, to: earlier)
      }
      return PlanSetting(
        version: try writer.plan(plans, reason: "undo \(last.id)"),
        months: plans,
        changes: changes,
        isPreview: false
      )
    }
  }

  package func planVersions() async throws -> [PlanVersion] {
    try await store.read { try $0.planVersions() }
  }

  private static func difference(
    from now: MonthPlan,
    to then: MonthPlan
  ) -> [(change: PlanChange, before: Double?)] {
    func place(_ line: PlanLine) -> [String?] { [line.what, line.source, line.manager] }
    let lines =
      now.lines
      + then.lines.filter { line in
        !now.lines.contains { place($0) == place(line) }
      }
    return lines.compactMap { line in
      let before = now.lines.first { place($0) == place(line) }?.value
      let after = then.lines.first { place($0) == place(line) }?.value
      guard before != after else { return nil }
      let change = PlanChange(
        month: now.month,
        what: line.what,
        source: line.source,
        manager: line.manager,
        value: after
      )
      return (change, before)
    }
  }

  /// A misspelled manager would be a new one, without a single fact.
  private func checkNames(_ changes: [PlanChange], _ reader: any StoreReader) throws {
    for (kind, known, used) in [
      (Cut.manager, try reader.managers(), changes.compactMap(\.manager)),
      (Cut.source, try reader.sources(), changes.compactMap(\.source)),
    ] where !known.isEmpty {
      if let unknown = used.first(where: { !known.contains($0) }) {
        throw PlanError.unknownName(unknown, kind: kind.key, allowed: known)
      }
    }
  }
}
