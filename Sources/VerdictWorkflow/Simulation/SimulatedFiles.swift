import GSLKit
package import VerdictAnalysis
import VerdictExchange
package import VerdictModel

/// The files of a simulated department, as `verdict simulate` writes them and `import` reads them.
package enum SimulatedFiles {
  /// The scenario's files in the order in which they are loaded.
  ///
  /// `hypothesis.yaml` and `outcomes.csv` where the scenario files its test, `funnel.csv` where it
  /// files its table. The same scenario and seed give the same bytes.
  package static func files(
    for scenario: SimulatedScenario,
    seed: UInt64
  ) -> [(name: String, bytes: [UInt8])] {
    files(of: department(scenario, seed: seed))
  }

  /// The department with its arms drawn from the sealed list of `seal(_:seed:)`.
  package static func department(_ scenario: SimulatedScenario, seed: UInt64)
    -> SimulatedDepartment
  {
    guard let test = scenario.test else { return SimulatedDepartment(scenario, seed: seed) }
    let list = SealedList(seal: seal(scenario, seed: seed), arms: test.form.arms.map(\.key))
    return SimulatedDepartment(scenario, seed: seed) { list.arm(stratum: $0, position: $1) }
  }

  /// The public seal of a simulated test; real ones are random.
  package static func seal(_ scenario: SimulatedScenario, seed: UInt64) -> [UInt8] {
    Array("simulated \(scenario.test?.form.id ?? scenario.name) \(seed)".utf8)
  }

  /// The public seal of an experiment on slices; real ones are random.
  package static func seal(_ scenario: SliceScenario, seed: UInt64) -> [UInt8] {
    Array("simulated \(scenario.name) \(seed)".utf8)
  }

  /// The public seal of an experiment by unit; real ones are random.
  package static func seal(_ scenario: UnitScenario, seed: UInt64) -> [UInt8] {
    Array("simulated \(scenario.name) \(seed)".utf8)
  }

  /// The clients of an experiment by unit, their arms from the sealed list, known to the final look.
  package static func units(of scenario: UnitScenario, seed: UInt64) -> [UnitRecord] {
    let list = SealedList(
      seal: seal(scenario, seed: seed),
      arms: scenario.form.arms.map(\.key)
    )
    return scenario.truth.units(
      of: scenario.form,
      until: scenario.lastDay,
      random: RandomGenerator(seed: seed)
    ) { list.arm(stratum: $0, position: $1) }
  }

  /// `hypothesis.yaml` and `outcomes.csv` of an experiment by unit.
  package static func files(
    for scenario: UnitScenario,
    seed: UInt64
  ) -> [(name: String, bytes: [UInt8])] {
    let columns = OutcomeColumns(funnel: .standard)
    return [
      ("hypothesis.yaml", Array(HypothesisYAML.text(of: scenario.form).utf8)),
      (
        "outcomes.csv",
        CanonicalWriter().outcomes(units(of: scenario, seed: seed), columns: columns)
      ),
    ]
  }

  /// `hypothesis.yaml` and `funnel.csv` of an experiment on slices.
  ///
  /// The lot is the one the public seal gives; the rows follow it.
  package static func files(
    for scenario: SliceScenario,
    seed: UInt64
  ) -> [(name: String, bytes: [UInt8])] {
    let form = scenario.form
    guard let undrawn = form.allocation.slices else { return [] }
    let list = SealedList(seal: seal(scenario, seed: seed), arms: form.arms.map(\.key))
    let design = undrawn.drawn(by: list, for: form, .russia)
    let rows = scenario.truth.rows(design, random: RandomGenerator(seed: seed))
    let isSource = design.kind == .source
    let cells = rows.flatMap { row -> [FunnelCell] in
      func cell(_ counter: String, _ value: Int64) -> FunnelCell {
        FunnelCell(
          day: row.day,
          source: isSource ? row.member : nil,
          manager: isSource ? nil : row.member,
          counter: counter,
          value: value
        )
      }
      return [cell(design.per, row.denominator), cell(form.stage, row.numerator)]
        + (row.spend.map { [cell("spend", $0)] } ?? [])
    }
    return [
      ("hypothesis.yaml", Array(HypothesisYAML.text(of: form).utf8)),
      ("funnel.csv", CanonicalWriter().funnel(cells, funnel: .standard)),
    ]
  }

  /// The files of a department already simulated.
  package static func files(
    of department: SimulatedDepartment
  ) -> [(name: String, bytes: [UInt8])] {
    let writer = CanonicalWriter()
    let funnel = FunnelDefinition.standard
    let scenario = department.scenario
    var files: [(name: String, bytes: [UInt8])] = []
    if scenario.filesTest, let test = scenario.test {
      files.append(("hypothesis.yaml", Array(HypothesisYAML.text(of: test.form).utf8)))
    }
    if let days = scenario.filedTable {
      let cells = department.cells.filter { days.contains($0.day) }
      files.append(("funnel.csv", writer.funnel(cells, funnel: funnel)))
    }
    if scenario.filesTest, scenario.test != nil {
      let columns = OutcomeColumns(funnel: funnel)
      files.append(("outcomes.csv", writer.outcomes(department.testUnits, columns: columns)))
    }
    return files
  }
}

extension SimulatedScenario {
  /// The seed of the worked experiment, a typical one; each README says how often others end otherwise.
  package var usualSeed: UInt64 { name == "screen-share-network" ? 21 : 29 }
}
