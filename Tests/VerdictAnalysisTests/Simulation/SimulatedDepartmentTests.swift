import Testing
import VerdictAnalysis
import VerdictModel

@Suite("Simulated departments") struct SimulatedDepartmentTests {
  @Test("The same seed gives the same rows, another seed others", arguments: SimulatedScenario.all)
  func determinism(scenario: SimulatedScenario) {
    let first = SimulatedDepartment(scenario, seed: 4)
    let again = SimulatedDepartment(scenario, seed: 4)
    #expect(first.cells == again.cells)
    #expect(first.testUnits == again.testUnits)
    #expect(first.register == again.register)
    let other = SimulatedDepartment(scenario, seed: 5)
    #expect(first.register != other.register)
  }

  @Test(
    "Each step is counted once in the table and once as an event",
    arguments: 1...5 as ClosedRange<UInt64>
  )
  func tableAgreesWithUnits(seed: UInt64) {
    let department = SimulatedDepartment(.department, seed: seed)
    let days = department.scenario.company.days
    var units: [Row: Int64] = [:]
    for record in department.register {
      let manager = record.exposure.manager
      let source = record.exposure.source
      let steps = Dictionary(
        uniqueKeysWithValues: record.events.filter(\.reached).map { ($0.stage, $0) }
      )
      // Those who looked at the screen at once have agreed, although no meeting was booked.
      let agreed = steps["meetings_scheduled"]?.day ?? steps["meetings_held"]?.day
      add(1, Row(steps["leads"]?.day, source, nil, "leads"), to: &units)
      add(1, Row(agreed, nil, manager, "meetings_scheduled"), to: &units)
      add(1, Row(steps["meetings_held"]?.day, nil, manager, "meetings_held"), to: &units)
      add(1, Row(steps["payments"]?.day, source, manager, "payments"), to: &units)
      add(
        steps["payments"]?.amount?.minor ?? 0,
        Row(steps["payments"]?.day, source, manager, "revenue"),
        to: &units
      )
    }
    var table: [Row: Int64] = [:]
    let counted: Set = ["leads", "meetings_scheduled", "meetings_held", "payments", "revenue"]
    for cell in department.cells where counted.contains(cell.counter) {
      add(cell.value ?? 0, Row(cell.day, cell.source, cell.manager, cell.counter), to: &table)
    }
    #expect(units.filter { $0.key.day.map(days.contains) ?? false } == table)

    func add(_ value: Int64, _ row: Row, to rows: inout [Row: Int64]) {
      if row.day != nil, value != 0 { rows[row, default: 0] += value }
    }
  }

  @Test("What is due is held, missed or moved, by manager", arguments: 1...3 as ClosedRange<UInt64>)
  func dueMeetings(seed: UInt64) {
    let cells = SimulatedDepartment(.department, seed: seed).cells
    var rows: [Row: [String: Int64]] = [:]
    for cell in cells where cell.counter.hasPrefix("meetings_") {
      rows[Row(cell.day, nil, cell.manager, ""), default: [:]][cell.counter] = cell.value
    }
    for row in rows.values {
      let due = row["meetings_due"] ?? 0
      #expect(due >= (row["meetings_held"] ?? 0) + (row["meetings_moved"] ?? 0))
    }
  }

  @Test("Managers at work have zeros, days off have nothing")
  func missingIsNotZero() {
    let department = SimulatedDepartment(.department, seed: 2)
    let company = department.scenario.company
    var written: Set<Row> = []
    for cell in department.cells where cell.counter == "meetings_due" {
      written.insert(Row(cell.day, nil, cell.manager, ""))
    }
    for day in company.days {
      for manager in company.managers {
        let isPresent = manager.isPresent(on: day, company.calendar)
        #expect(written.contains(Row(day, nil, manager.name, "")) == isPresent)
      }
    }
  }

  @Test("Every cell stands at its counter's grain, once, and none is negative")
  func grain() {
    let funnel = FunnelDefinition.standard
    let cells = SimulatedDepartment(.department, seed: 3).cells
    #expect(Set(cells.map { Row($0.day, $0.source, $0.manager, $0.counter) }).count == cells.count)
    for cell in cells {
      let grain = funnel.counter(cell.counter)?.grain
      #expect(grain?.hasSource == (cell.source != nil))
      #expect(grain?.hasManager == (cell.manager != nil))
      #expect((cell.value ?? -1) >= 0)
    }
    #expect(Set(cells.map(\.counter)) == Set(funnel.counters.map(\.key)))
  }

  @Test("Clients of the test have steps in order, and an outcome within the window")
  func outcomes() throws {
    for seed in 1...10 as ClosedRange<UInt64> {
      let department = SimulatedDepartment(.screenShareNow, seed: seed)
      let form = try #require(department.scenario.test?.form)
      #expect(Set(department.testUnits.map(\.exposure.unit)).count == department.testUnits.count)
      for record in department.testUnits {
        let exposure = record.exposure
        #expect((form.start...form.end).contains(exposure.day))
        let days = record.events.compactMap(\.day)
        #expect(days == days.sorted())
        let outcome = try #require(record.events.first { $0.stage == "meetings_held" })
        if let held = outcome.day { #expect(held - exposure.day <= form.maturityDays) }
        if let uptake = exposure.uptakeDay {
          #expect(exposure.arm == "now")
          #expect(uptake == exposure.day && outcome.day == exposure.day)
        }
      }
    }
  }

  @Test("The final look of both tests is the review of 11 January 2027")
  func finalLook() throws {
    for (scenario, looks) in [(SimulatedScenario.screenShareNow, 5), (.screenShareNetwork, 4)] {
      let form = try #require(scenario.test?.form)
      let reviews = WorkingCalendar.russia.reviews(from: form.start, ripe: form.ripeOn)
      #expect(reviews.count == looks)
      let last = try #require(reviews.last)
      #expect(WorkingCalendar.russia.reviewDate(of: last) == Day(iso: "2027-01-11"))
    }
  }

  @Test("Arms come from the given list, place by place within each stratum")
  func sealedList() {
    var asked: [String: [Int]] = [:]
    let department = SimulatedDepartment(.screenShareNow, seed: 6) { stratum, position in
      asked[stratum, default: []].append(position)
      return position % 2 == 0 ? "usual" : "now"
    }
    for positions in asked.values { #expect(positions == Array(0..<positions.count)) }
    for (stratum, positions) in asked {
      let arms = department.testUnits.filter { $0.exposure.manager == stratum }.map(\.exposure.arm)
      #expect(arms == positions.map { $0 % 2 == 0 ? "usual" : "now" })
    }
  }

  @Test("Blocks keep the arms of a stratum within three of each other")
  func blocks() {
    var blocks = SeededBlocks(arms: ["usual", "now"], seed: 11)
    var ahead = 0
    for position in 0..<500 {
      ahead += blocks.arm("Анна", position) == "now" ? 1 : -1
      #expect(abs(ahead) <= 3)
    }
  }

  @Test("A team that logs its successes leaves absences of the offered arm out")
  func selectiveLogging() {
    var scenario = SimulatedScenario.screenShareNetwork
    scenario.test?.recordedAbsences = 0.5
    let full = SimulatedDepartment(.screenShareNetwork, seed: 9).testUnits
    let partial = SimulatedDepartment(scenario, seed: 9).testUnits
    func absences(_ units: [UnitRecord], _ arm: String) -> Int {
      units.count { $0.exposure.arm == arm && $0.events.contains { !$0.reached } }
    }
    #expect(absences(full, "usual") == absences(partial, "usual"))
    // Binomial(n, ½) within 5.3 standard deviations: fails once in 10⁷.
    let all = absences(full, "now")
    let gap = Double(absences(partial, "now")) - Double(all) / 2
    #expect(gap * gap < 5.3 * 5.3 * Double(all) / 4)
  }

  private struct Row: Hashable {
    let day: Day?
    let source: String?
    let manager: String?
    let counter: String
    init(_ day: Day?, _ source: String?, _ manager: String?, _ counter: String) {
      self.day = day
      self.source = source
      self.manager = manager
      self.counter = counter
    }
  }
}
