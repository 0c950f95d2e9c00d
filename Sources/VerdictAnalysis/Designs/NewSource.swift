import VerdictInference
import VerdictModel

/// A new source beside today's: a comparison of weeks, not a lottery.
///
/// Money per success stands
/// beside the rate, with the ratio's set by Fieller.
enum NewSource {
  static func reading(_ arms: SliceArms) throws(InferenceError) -> SliceReading {
    var reading = SliceReading()
    func weeks(variant: Bool) -> [(key: Int, above: Double, under: Double, spend: Double)] {
      arms.summed(arms.rows.filter { arms.isVariant($0) == variant }) {
        ($0.day - arms.form.start) / 7
      }
    }
    let (control, variant) = (weeks(variant: false), weeks(variant: true))
    let rates = TwoSumRatios(
      control: try PairMoments(x: control.map(\.under), y: control.map(\.above)),
      variant: try PairMoments(x: variant.map(\.under), y: variant.map(\.above))
    )
    if let difference = rates.difference {
      reading.estimate = difference.estimate
      reading.interval = try difference.interval(level: 1 - 2 * arms.level)
    }
    let costs = TwoSumRatios(
      control: try PairMoments(x: control.map(\.above), y: control.map(\.spend)),
      variant: try PairMoments(x: variant.map(\.above), y: variant.map(\.spend))
    )
    if let old = costs.control.estimate, let new = costs.variant.estimate, old > 0 || new > 0 {
      var relative: Interval?
      if case .interval(let interval) = try costs.relativeFieller(level: 0.95) {
        relative = interval
      }
      reading.remarks.append(.cost(control: old, variant: new, relative: relative))
    }
    func pairs(_ weeks: [(key: Int, above: Double, under: Double, spend: Double)]) -> String {
      "{\"pairs\":[" + weeks.map { "[\($0.under),\($0.above)]" }.joined(separator: ",") + "]}"
    }
    reading.call =
      "echo '{\"method\":\"ratio\",\"control\":\(pairs(control)),\"variant\":\(pairs(variant))}'"
      + " | verdict calc --batch"
    return reading
  }
}
