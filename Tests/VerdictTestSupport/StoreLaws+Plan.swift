import Testing
package import VerdictModel

extension StoreLaws {
  /// Plans are versioned: the newest statement of a month holds, earlier ones stay readable, a month
  /// stated empty has no plan, a rehearsal and a refusal leave nothing.
  package static func plansKeepTheirVersions(_ store: any Store) async throws {
    let november = try #require(Month(iso: "2026-11"))
    let first = MonthPlan(
      month: november,
      lines: [
        PlanLine(what: "meetings_held", value: 24),
        PlanLine(what: "meetings_held", manager: "Anna", value: 5),
        PlanLine(what: "leads", source: "Direct", value: 110),
        PlanLine(what: "show_rate", value: 0.65),
      ]
    )
    #expect(try await store.read { try $0.plan(november, upTo: nil) } == nil)
    let one = try await store.write(Sample.act("plan.set", at: 1), .commit) {
      try $0.plan([first], reason: "")
    }
    let second = first.changing([
      PlanChange(month: november, what: "meetings_held", value: 20),
      PlanChange(month: november, what: "show_rate", value: nil),
    ])
    let two = try await store.write(Sample.act("plan.set", at: 2), .commit) {
      try $0.plan([second, MonthPlan(month: november.next, lines: first.lines)], reason: "ill")
    }
    try await store.read { reader throws in
      #expect(try reader.plan(november, upTo: nil) == PlannedMonth(plan: second, version: two))
      #expect(try reader.plan(november, upTo: one.id)?.plan == first)
      #expect(try reader.plan(november.next, upTo: one.id) == nil)
      #expect(try reader.planVersions() == [one, two])
      #expect(two.months == [november, november.next])
      #expect(two.reason == "ill")
    }
    // A rehearsal answers the version it would make, and makes none.
    _ = try await store.write(Sample.act("plan.set"), .rehearse) {
      try $0.plan([MonthPlan(month: november, lines: [])], reason: "")
    }
    await #expect(throws: PlanError.self) {
      _ = try await store.write(Sample.act("plan.set"), .commit) {
        try $0.plan(
          [
            MonthPlan(
              month: november,
              lines: [PlanLine(what: "meetings_held", source: "Direct", value: 1)]
            )
          ],
          reason: ""
        )
      }
    }
    #expect(try await store.read { try $0.planVersions() } == [one, two])
    _ = try await store.write(Sample.act("plan.set", at: 3), .commit) {
      try $0.plan([MonthPlan(month: november, lines: [])], reason: "")
    }
    try await store.read { reader throws in
      #expect(try reader.plan(november, upTo: nil) == nil)
      #expect(try reader.plan(november, upTo: two.id)?.plan == second)
      #expect(try reader.plan(november.next, upTo: nil)?.plan.lines == first.lines)
    }
    let audit = try await store.read { try $0.audit() }
    #expect(audit.filter { $0.action == "plan.set" }.count == 3)
    #expect(try await store.health().auditHolds)
  }
}
