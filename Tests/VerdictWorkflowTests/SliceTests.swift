import Testing
import VerdictAnalysis
import VerdictExchange
import VerdictInference
import VerdictModel
import VerdictWorkflow

@Suite("Tests on slices, in the store") struct SliceTests {
  private let office: Office
  init() throws { office = try Office() }

  private func load(_ scenario: SliceScenario, seed: UInt64 = 7) async throws {
    let form = scenario.form
    _ = try await office.desk((form.start - 3).description).add(form)
    _ = try await office.desk((form.start - 3).description).start(
      form.id,
      seal: SimulatedFiles.seal(scenario, seed: seed)
    )
    let table = try #require(SimulatedFiles.files(for: scenario, seed: seed).last)
    _ = try await office.desk((form.end + 1).description).importFile(
      table.bytes,
      name: "funnel.csv",
      mode: .commit
    )
  }

  @Test("what a file says of a design is read back to the same", arguments: SliceScenario.all)
  func yaml(_ scenario: SliceScenario) throws {
    let text = HypothesisYAML.text(of: scenario.form)
    let back = try HypothesisYAML.read(Array(text.utf8), file: "h.yaml", funnel: .standard)
    #expect(back == scenario.form)
  }

  @Test("the lot is drawn at the start from the seal, and the test is judged once it is over")
  func life() async throws {
    let scenario = SliceScenario.everyOtherDay
    try await load(scenario)
    let key = scenario.form.id
    let known = try #require(try await office.store.read { try $0.hypothesis(key) })
    let design = try #require(known.form.allocation.slices)
    #expect(design.days.count == 19)
    let blocks = SliceDesign.blocks(of: known.form.start...known.form.end, .russia)
    for block in blocks {
      #expect(block.count { design.days.contains($0) } == block.count / 2)
    }
    #expect(known.form.frozen?.sealSHA256 == known.seal.map(SealedList.fingerprint))
    // The seal alone gives the lot again.
    let list = SealedList(seal: try #require(known.seal), arms: ["usual", "new"])
    let first = try #require(blocks.first)
    let lot = list.lot(2, of: first.map(\.description).reversed(), purpose: "days 0")
    #expect(lot == first.filter { design.days.contains($0) }.map(\.description))

    let early = try await office.desk("2026-11-16").evaluate(key)
    #expect(early.verdict == .tooEarly && early.effect == nil)
    #expect(early.slices?.estimate == nil)
    let final = try await office.desk("2026-12-01").evaluate(key)
    #expect(final.look.isFinal && final.grade == .drawnByDay)
    #expect(final.verdict == .confirmed)
    // Arms of the card are the days' sums, counted here from the file apart.
    let table = try #require(SimulatedFiles.files(for: scenario, seed: 7).last)
    var sums: [Bool: (Int, Int)] = [:]
    let lines = String(decoding: table.bytes, as: UTF8.self).split(separator: "\n")
    let header = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false)
    let due = try #require(header.firstIndex(of: "meetings_due"))
    let held = try #require(header.firstIndex(of: "meetings_held"))
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let day = try #require(Day(iso: cells[0]))
      guard blocks.joined().contains(day) else { continue }
      let old = sums[design.days.contains(day)] ?? (0, 0)
      sums[design.days.contains(day)] = (
        old.0 + (Int(cells[held]) ?? 0), old.1 + (Int(cells[due]) ?? 0)
      )
    }
    for arm in final.arms {
      let sum = try #require(sums[!arm.isControl])
      #expect(arm.reached == sum.0 && arm.matured == sum.1)
    }
  }

  @Test("nothing is drawn or logged unit by unit")
  func noUnits() async throws {
    let scenario = SliceScenario.threeAgainstThree
    try await load(scenario)
    let desk = try office.desk("2026-10-05")
    let monday = try Office.day("2026-10-05")
    await #expect(throws: WorkflowError.readFromTable(hypothesis: scenario.form.id)) {
      () async throws in
      _ = try await desk.draw(
        scenario.form.id,
        [DrawRequest(unit: "1", manager: "Анна", source: nil, segment: nil, day: monday)]
      )
    }
    let rows = "unit,arm,date,manager\n1,new,2026-10-05,Анна\n"
    await #expect(throws: (any Error).self) { () async throws in
      _ = try await desk.importFile(
        Array(rows.utf8),
        name: "o.csv",
        hypothesis: scenario.form.id,
        mode: .commit
      )
    }
    let unit = try await office.store.read { try $0.unit("1", hypothesis: scenario.form.id) }
    #expect(unit == nil)
  }

  @Test("an amendment keeps the lot; who takes part cannot be changed")
  func amended() async throws {
    let scenario = SliceScenario.threeAgainstThree
    try await load(scenario)
    let desk = try office.desk("2026-10-05")
    let key = scenario.form.id
    let lot = try await office.store.read { try $0.hypothesis(key)?.form.allocation }
    var form = scenario.form
    form.owner = "Вера"
    try await desk.amend(key, with: form, reason: "в отпуске")
    let after = try #require(try await office.store.read { try $0.hypothesis(key)?.form })
    #expect(after.owner == "Вера" && after.allocation == lot)
    var design = try #require(form.allocation.slices)
    design.members.removeLast()
    form.allocation = .slices(design)
    let other = form
    await #expect(
      throws: WorkflowError.amendmentCloses(hypothesis: key, fields: ["allocation"])
    ) { try await desk.amend(key, with: other, reason: "ушёл") }
  }

  @Test("days without numbers spoil the data; empty is not zero")
  func missing() async throws {
    let scenario = SliceScenario.everyOtherDay
    _ = try await office.desk("2026-10-01").add(scenario.form)
    _ = try await office.desk("2026-10-01").start(
      scenario.form.id,
      seal: SimulatedFiles.seal(scenario, seed: 7)
    )
    let none = try await office.desk("2026-12-01").evaluate(scenario.form.id)
    #expect(none.verdict == .invalidData)
    #expect(
      none.reasons.contains { reason in
        if case .gate(.missingDays(let share, _)) = reason { share == 1 } else { false }
      }
    )
  }

  @Test("registration says what a design can never do")
  func forecast() async throws {
    let never = try await office.desk("2026-09-01").add(SliceScenario.threeAgainstThree.form)
    #expect(never.canConfirm == false && never.smallestPossibleP == 1.0 / 20)
    #expect(never.recommended == .choose)
    #expect(never.prove.allSatisfy { $0.confirmed == 0 })
    let days = try await office.desk("2026-09-01").add(SliceScenario.everyOtherDay.form)
    #expect(days.canConfirm)
    let strong = try #require(days.prove.last)
    #expect(strong.confirmed > 0.4 && (days.prove.first?.confirmed ?? 1) < 0.05)
    let all = try await office.desk("2026-09-01").add(SliceScenario.toAllWhileItRises.form)
    #expect(all.canConfirm == false && all.smallestPossibleP == nil)
  }

  @Test("the lot can be printed; what it says of a unit's place is what is drawn there")
  func lots() async throws {
    let days = SliceScenario.everyOtherDay
    try await load(days)
    let list = try await office.desk("2026-10-05").lots(days.form.id, member: "", ahead: 0)
    let known = try await office.store.read { try $0.hypothesis(days.form.id) }
    let design = try #require(known?.form.allocation.slices)
    #expect(list.filter { $0.arm == "new" }.map(\.place) == design.days.map(\.description))
    #expect(list.count == 39)

    try await office.start(Office.form())
    let desk = try office.desk("2026-11-05")
    let ahead = try await desk.lots("screen", member: "Анна", ahead: 3)
    #expect(ahead.map(\.place) == ["1", "2", "3"])
    let day = try Office.day("2026-11-05")
    let drawn = try await desk.draw(
      "screen",
      (1...3).map {
        DrawRequest(unit: "9\($0)", manager: "Анна", source: nil, segment: nil, day: day)
      }
    )
    #expect(drawn.map(\.arm.key) == ahead.map(\.arm))
    let later = try await desk.lots("screen", member: "Анна", ahead: 2)
    #expect(later.map(\.place) == ["4", "5"])
    let audit = try await office.store.read { try $0.audit() }
    #expect(audit.contains { $0.action == "hypothesis.lots" && $0.detail == "Анна +3" })
  }

  /// The same files read apart: difference in differences and series by statsmodels 0.14 (WLS on
  /// manager-weeks; binomial GLM with trend, step, slope and weekdays, effect against the old trend),
  /// ratio of weekly sums by NumPy with SciPy's t on Welch's degrees of freedom.
  @Test(
    "numbers of the worked examples against statsmodels and NumPy",
    arguments: [
      (SliceScenario.toSomeByLot, 0.236_692_046_465_240_25),
      (.newChannel, 0.023_246_295_508_546_99), (.toAllWhileItRises, 0.069_628_758_883_580_6),
    ]
  )
  func examples(_ scenario: SliceScenario, _ estimate: Double) async throws {
    try await load(scenario)
    let evaluation = try await office.desk("2026-12-20").evaluate(scenario.form.id)
    let effect = try #require(evaluation.effect)
    #expect(try abs(#require(effect.estimate) - estimate) < 1e-9)
    if scenario.name == "new-channel" {
      #expect(abs(try #require(effect.interval.lower) - 0.014_049_935_073_489_85) < 1e-9)
      #expect(abs(try #require(effect.interval.upper) - 0.032_442_655_943_604_13) < 1e-9)
      let remarks = try #require(evaluation.slices?.remarks)
      let prices = remarks.compactMap { remark -> [Double]? in
        if case .cost(let old, let new, _) = remark { [old, new] } else { nil }
      }
      let price = try #require(prices.first)
      #expect(abs(price[0] - 807.431_693_989_071) < 1e-9)
      #expect(abs(price[1] - 686.944_444_444_444_5) < 1e-9)
    }
  }
}
