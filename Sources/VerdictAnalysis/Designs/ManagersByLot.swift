import VerdictInference
import VerdictModel

/// By manager: permutation over managers decides, each counting alike; an interval that respects
/// clusters (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018) stands beside it.
enum ManagersByLot {
  static func reading(_ arms: SliceArms, _ effort: RandomisationEffort)
    throws(InferenceError) -> SliceReading
  {
    var reading = SliceReading()
    func clusters(variant: Bool) throws(InferenceError) -> [BinomialCount] {
      let own = arms.rows.filter { arms.isVariant($0) == variant }
      var counts: [BinomialCount] = []
      for sum in arms.summed(own, by: \.member) where sum.under > 0 {
        counts.append(try BinomialCount(successes: Int(sum.above), trials: Int(sum.under)))
      }
      return counts
    }
    let comparison = ClusterComparison(
      control: try clusters(variant: false),
      variant: try clusters(variant: true)
    )
    reading.smallestPossibleP = comparison.smallestPossibleP
    guard let test = try comparison.permutationTest(effort: effort) else { return reading }
    reading.estimate = test.estimate
    reading.interval = test.interval(level: 1 - 2 * arms.level)
    reading.pValueBetter = test.pValueGreater
    reading.pValueWorse = test.pValueLess
    reading.smallestPossibleP = test.smallestPossibleP
    reading.remarks.append(.drawn(units: comparison.clusters))
    if let icc = comparison.intraclassCorrelation, let effect = comparison.designEffect {
      reading.remarks.append(.clusters(icc: icc, designEffect: effect))
    }
    if let interval = comparison.robust?.test(.cr2)?.interval(level: 1 - 2 * arms.level) {
      reading.remarks.append(.robust(interval))
    }
    func text(_ counts: [BinomialCount], _ arm: String) -> [String] {
      counts.map {
        "{\"arm\":\"\(arm)\",\"trials\":\($0.trials),\"successes\":\($0.successes)}"
      }
    }
    let all = text(comparison.control, "control") + text(comparison.variant, "variant")
    reading.call =
      "echo '{\"method\":\"clusters\",\"clusters\":[" + all.joined(separator: ",")
      + "]}' | verdict calc --batch"
    return reading
  }
}
