import VerdictInference
import VerdictModel

/// By day: Fisher's randomisation test over the registered lot of days, the interval by shift
/// inversion (Bojinov, Simchi-Levi & Zhao 2023, Management Science 69:3759).
enum DaysByLot {
  static func reading(_ arms: SliceArms, _ effort: RandomisationEffort)
    throws(InferenceError) -> SliceReading
  {
    var reading = SliceReading()
    let blocks = SliceDesign.blocks(of: arms.form.start...arms.form.end, arms.calendar)
      .filter { block in block.allSatisfy { arms.days.contains($0) } }
    let days = blocks.flatMap { $0 }
    guard !days.isEmpty else { return reading }
    let mechanism = try AllocationMechanism.blocks(
      blocks.map { block throws(InferenceError) in
        try AllocationMechanism.Block(runs: block.count, variant: block.count / 2)
      }
    )
    reading.smallestPossibleP = mechanism.smallestPossibleP
    let totals = Dictionary(
      uniqueKeysWithValues: arms.summed(arms.rows) { $0.day }.map { ($0.key, ($0.above, $0.under)) }
    )
    let outcomes = try RandomisationOutcomes(
      numerators: days.map { totals[$0]?.0 ?? 0 },
      denominators: days.map { totals[$0]?.1 ?? 0 }
    )
    let variant = Set(arms.design.days)
    guard
      let test = try RandomisationTest(
        outcomes,
        assignment: days.map { variant.contains($0) },
        mechanism: mechanism,
        washIn: WashIn(units: arms.design.washIn, before: false),
        effort: effort
      )
    else { return reading }
    reading.estimate = test.estimate
    reading.interval = test.interval(level: 1 - 2 * arms.level)
    reading.pValueBetter = test.pValueGreater
    reading.pValueWorse = test.pValueLess
    reading.smallestPossibleP = test.smallestPossibleP
    reading.remarks.append(.drawn(units: days.count))
    return reading
  }
}
