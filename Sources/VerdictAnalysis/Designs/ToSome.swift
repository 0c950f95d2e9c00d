import VerdictInference
import VerdictModel

/// To some: each manager against the own time before, those with the change against those without
/// (difference in differences).
///
/// Only a lot over managers can confirm.
enum ToSome {
  static func reading(_ arms: SliceArms, _ effort: RandomisationEffort)
    throws(InferenceError) -> SliceReading
  {
    var reading = SliceReading()
    let members = arms.design.members
    // Weeks counted from the start, so that none of them lies on both sides of it.
    func week(_ row: SliceRow) -> Int {
      let days = row.day - arms.form.start
      return days >= 0 ? days / 7 : -((-days + 6) / 7)
    }
    var rows: [DifferenceInDifferences.Row] = []
    for (index, member) in members.enumerated() {
      let own = arms.rows.filter { $0.member == member }
      for sum in arms.summed(own, by: week) where sum.under > 0 {
        rows.append(
          DifferenceInDifferences.Row(
            unit: index,
            period: Double(sum.key),
            treated: arms.design.variant.contains(member),
            post: sum.key >= 0,
            value: sum.above / sum.under,
            weight: sum.under
          )
        )
      }
    }
    guard !rows.isEmpty else { return reading }
    let comparison = try DifferenceInDifferences(rows: rows)
    guard comparison.emptyCell == nil else { return reading }
    let robust = try comparison.clustered?.test(.cr2)
    reading.call = call(rows)
    if arms.design.isDrawn, let lot = try comparison.permutationTest(effort: effort) {
      reading.estimate = lot.estimate
      reading.interval = lot.interval(level: 1 - 2 * arms.level)
      reading.pValueBetter = lot.pValueGreater
      reading.pValueWorse = lot.pValueLess
      reading.smallestPossibleP = comparison.smallestPossibleP
      reading.remarks.append(.drawn(units: members.count))
      if let interval = robust?.interval(level: 1 - 2 * arms.level) {
        reading.remarks.append(.robust(interval))
      }
    } else {
      reading.estimate = try comparison.clustered?.estimate
      reading.interval = robust?.interval(level: 1 - 2 * arms.level)
    }
    if let estimate = reading.estimate {
      var changes: [Double] = []
      for date in try comparison.placeboDates {
        if let change = try date.comparison.clustered?.estimate { changes.append(change) }
      }
      if !changes.isEmpty {
        reading.remarks.append(
          .placebo(larger: changes.count { abs($0) >= abs(estimate) }, of: changes.count)
        )
      }
    }
    return reading
  }

  private static func call(_ rows: [DifferenceInDifferences.Row]) -> String {
    let text = rows.map { row in
      "{\"unit\":\"\(row.unit)\",\"period\":\(row.period),\"treated\":\(row.treated),"
        + "\"post\":\(row.post),\"value\":\(row.value),\"weight\":\(row.weight)}"
    }
    return "echo '{\"method\":\"difference-in-differences\",\"rows\":["
      + text.joined(separator: ",") + "]}' | verdict calc --batch"
  }
}
