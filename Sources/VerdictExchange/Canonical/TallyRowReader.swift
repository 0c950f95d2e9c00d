import VerdictModel

/// Lines of counts already summed: `date,arm,manager,source,segment,trials,successes`.
final class TallyRowReader: RowReader {
  private struct Key: Hashable {
    let hypothesis, measure, arm: String
    let day: Day
    let manager, source, segment: String?
  }

  private let date, arm, manager, source, segment, trials, successes, hypothesis, metric: Column
  private let known: KnownHypotheses
  private let given: String?
  private let measures: [String]
  private var seen: [Key: Int] = [:]

  init(_ header: CanonicalHeader, _ context: ImportContext) {
    date = header.column("date")
    arm = header.column("arm")
    manager = header.column("manager")
    source = header.column("source")
    segment = header.column("segment")
    trials = header.column("trials")
    successes = header.column("successes")
    hypothesis = header.column("hypothesis")
    metric = header.column("metric")
    known = KnownHypotheses(context)
    given = context.hypothesis
    measures = context.funnel.counters.filter { !$0.isMoney }.map(\.key)
  }

  func read(_ row: inout RowReading) -> ImportContent? {
    let day = row.neededDay(date)
    let arm = row.neededText(arm)
    let hypothesis = hypothesis.position == nil ? given : row.neededText(hypothesis)
    if let day, let arm, let hypothesis {
      known.check(
        hypothesis: hypothesis,
        column: self.hypothesis,
        arm: arm,
        armColumn: self.arm,
        day: day,
        dayColumn: date,
        in: &row
      )
    }
    let measure = readMeasure(hypothesis, &row)
    let manager = row.text(manager)
    let source = row.text(source)
    let segment = row.text(segment)
    if row.bytes(trials) == nil { row.refuse(trials, "import.emptyCell") }
    let trials = row.count(trials)
    let successes = row.count(successes)
    if let trials, let successes, successes > trials {
      row.refuse(
        self.successes,
        "import.successesAboveTrials",
        value: String(successes),
        ["trials": String(trials)]
      )
    }
    guard let day, let arm, let hypothesis, let measure, let trials, row.refusals.isEmpty else {
      return nil
    }
    let key = Key(
      hypothesis: hypothesis,
      measure: measure,
      arm: arm,
      day: day,
      manager: manager,
      source: source,
      segment: segment
    )
    if let line = seen.updateValue(row.row.line, forKey: key) {
      seen[key] = line
      row.refuse(self.trials, "import.repeated", value: String(trials), ["line": String(line)])
      return nil
    }
    let tally = Tally(
      measure: measure,
      arm: arm,
      day: day,
      manager: manager,
      source: source,
      segment: segment,
      trials: trials,
      successes: successes
    )
    return .tally(tally, hypothesis: hypothesis)
  }

  /// The `metric` column, else the hypothesis's own metric.
  private func readMeasure(_ hypothesis: String?, _ row: inout RowReading) -> String? {
    guard let measure = row.text(metric) else {
      if let hypothesis, let known = known[hypothesis] { return known.form.stage }
      if metric.position != nil, row.bytes(metric) == nil { row.refuse(metric, "import.emptyCell") }
      return nil
    }
    guard measures.contains(measure) else {
      var values = ["allowed": measures.joined(separator: ", ")]
      values["nearest"] = NearestName.of(measure, among: measures)
      row.refuse(metric, "import.unknownMetric", value: measure, values)
      return nil
    }
    return measure
  }
}
