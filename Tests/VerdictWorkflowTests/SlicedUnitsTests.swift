import Testing
import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictWorkflow

/// Days or managers by lot, the clients of each logged one by one.
@Suite("Days and managers by lot, units logged one by one") struct SlicedUnitsTests {
  private let office: Office
  init() throws { office = try Office() }

  private func form(_ design: SliceDesign) throws -> HypothesisForm {
    var form = try Office.form("days", allocation: .slices(design))
    (form.start, form.end) = (try Office.day("2026-10-19"), try Office.day("2026-11-13"))
    form.maturityDays = 2
    return form
  }

  private var byDay: SliceDesign {
    SliceDesign(kind: .day, per: "meetings_scheduled", outcomes: .units, isDrawn: true)
  }

  private func started(_ design: SliceDesign) async throws -> HypothesisForm {
    try await office.start(try form(design))
    let form = try await office.store.read { try $0.hypothesis("days")?.form }
    return try #require(form)
  }

  @Test("the call page gives the arm of the day, and the look compares days as the lot gave them")
  func byDays() async throws {
    let form = try await started(byDay)
    let design = try #require(form.allocation.slices)
    let days = SliceDesign.blocks(of: form.start...form.end, .russia).joined()
    #expect(days.count == 19)
    var sums: [Bool: (units: Int, came: Int)] = [false: (0, 0), true: (0, 0)]
    for (index, day) in days.enumerated() {
      let desk = try office.desk(day.description)
      #expect(try await desk.openTests().map(\.key) == ["days"])
      let count = 3 + index % 3
      let draws = try await desk.draw(
        "days",
        (0..<count).map { DrawRequest(unit: "\(index)-\($0)", manager: "Anna") }
      )
      let isVariant = design.days.contains(day)
      #expect(draws.allSatisfy { $0.arm.isControl != isVariant })
      for (number, draw) in draws.enumerated() {
        // Two of three come the new way, one of three the old, within two days.
        let comes = number % 3 == 0 || (isVariant && number % 3 == 1)
        sums[isVariant]?.units += 1
        if comes { sums[isVariant]?.came += 1 }
        _ = try await office.desk((day + 2).description).log(
          "days",
          LogEntry(
            unit: draw.unit,
            events: [
              UnitEvent(
                unit: draw.unit,
                stage: "meetings_held",
                reached: comes,
                day: comes ? day + 2 : nil
              )
            ]
          )
        )
      }
    }
    let early = try await office.desk("2026-11-03").evaluate("days")
    #expect(early.verdict == .tooEarly && early.effect == nil)
    let final = try await office.desk("2026-12-01").evaluate("days")
    #expect(final.look.isFinal && final.grade == .drawnByDay)
    for arm in final.arms {
      let sum = try #require(sums[!arm.isControl])
      #expect(arm.matured == sum.units && arm.reached == sum.came)
    }
    #expect(final.verdict == .confirmed)
    #expect(
      final.gates.contains {
        $0.gate == .deviations(share: 0, units: 0) && $0.state == .passed
      }
    )
  }

  @Test(
    "units recorded in the other arm than their day's fail the gate, and are counted with their day"
  )
  func deviations() async throws {
    let form = try await started(byDay)
    let design = try #require(form.allocation.slices)
    var lines = ["unit,arm,date,manager,meetings_held"]
    var number = 0
    for day in SliceDesign.blocks(of: form.start...form.end, .russia).joined() {
      for index in 0..<4 {
        number += 1
        let lot = design.days.contains(day) ? "now" : "usual"
        // Every tenth was told the other words.
        let told = number % 10 == 0 ? (lot == "now" ? "usual" : "now") : lot
        lines.append("u\(number),\(told),\(day),Anna,\(index == 0 ? (day + 1).description : "no")")
      }
    }
    _ = try await office.desk("2026-11-20").importFile(
      Array((lines.joined(separator: "\n") + "\n").utf8),
      name: "units.csv",
      hypothesis: "days",
      mode: .commit
    )
    let final = try await office.desk("2026-12-01").evaluate("days")
    #expect(final.verdict == .invalidData)
    #expect(final.effect == nil)
    // 76 units, every tenth.
    #expect(
      final.gates.contains {
        $0.gate == .deviations(share: 7.0 / 76, units: 7) && $0.state == .failed
      }
    )
  }

  @Test("a manager who is not in the lot, and a day left over, have no arm")
  func outsideTheLot() async throws {
    let design = SliceDesign(
      kind: .manager,
      per: "meetings_scheduled",
      outcomes: .units,
      members: ["Anna", "Boris", "Vera", "Gleb"],
      isDrawn: true
    )
    let form = try await started(design)
    let drawn = try #require(form.allocation.slices)
    let desk = try office.desk("2026-10-20")
    let draws = try await desk.draw(
      "days",
      design.members.map { DrawRequest(unit: "of-" + $0, manager: $0) }
    )
    #expect(
      draws.map { !$0.arm.isControl } == design.members.map { drawn.variant.contains($0) }
    )
    await #expect(
      throws: WorkflowError.notDrawable(hypothesis: "days", reason: "notInLot")
    ) {
      _ = try await desk.draw("days", [DrawRequest(unit: "x", manager: "Egor")])
    }
  }

  @Test("a file says so with outcomes: units, and reads back to the same")
  func file() throws {
    let form = try form(byDay)
    let text = HypothesisYAML.text(of: form)
    #expect(text.contains("outcomes: units"))
    let back = try HypothesisYAML.read(Array(text.utf8), file: "h.yaml", funnel: .standard)
    #expect(back == form)
    for wrong in [
      text.replacing("outcomes: units", with: "outcomes: units\n    per: meetings_due"),
      text.replacing("method: by_day", with: "method: to_all"),
    ] {
      #expect(throws: (any Error).self) {
        try HypothesisYAML.read(Array(wrong.utf8), file: "h.yaml", funnel: .standard)
      }
    }
  }
}
