/// What `control-chart` answers, before it is written down.
struct ControlChartAnswer {
  var chart: ControlChart
  var runLength: Double?
  /// Why there is no run length.
  var runLengthReason = NoteReason.neverSignals
  var lowerStatistic: [Double]?
  var limit: Double?
  var standardDeviation: Double?
  var dispersion: Double?
  var changeStarts: [Int]?
  var ranges: ControlChart?
  /// Notes about paths: path, reason, values.
  var notes: [(path: String, reason: NoteReason, values: [String])] = []
  /// Why the limits do not exist.
  var noLimits: NoteReason?
}

extension ControlChartRequest {
  func rateChart() throws(InferenceError) -> ControlChartAnswer {
    let counts = try counts()
    let baseline = try inputs.integer("baseline")
    let rates: RateChart
    if let center = try inputs.number("center") {
      rates = try RateChart(series: counts, center: center, baseline: baseline)
    } else {
      rates = try RateChart(series: counts, baseline: baseline)
    }
    if kind == "laneyP" { return try laney(rates) }
    let exact = try inputs.choice("limits", of: ["exact", "classic"]) != "classic"
    guard exact else {
      let width = try normalWidth(points: counts.count)
      let chart = try rates.classic(width: width)
      let length = try rates.runLength(of: chart)?.average
      return ControlChartAnswer(chart: chart, runLength: length, limit: width)
    }
    guard !inputs.has("width") else {
      throw .conflictingInputs(fields: ["width", "limits"], allowed: "limits = classic")
    }
    let alarm = try falseAlarm(points: counts.count)
    let chart = try rates.exact(falseAlarm: alarm)
    let length = try rates.runLength(of: chart)?.average
    var answer = ControlChartAnswer(chart: chart, runLength: length)
    let filled = counts.indices.filter { counts[$0].trials > 0 }
    let noLower = filled.filter { chart.lower[$0] == nil }.count
    let noUpper = filled.filter { chart.upper[$0] == nil }.count
    if noLower > 0 { answer.notes.append(("lower", .noCountIsTooLow, ["\(noLower)"])) }
    if noUpper > 0 { answer.notes.append(("upper", .noCountIsTooHigh, ["\(noUpper)"])) }
    let empty = counts.count - filled.count
    if empty > 0 { answer.notes.append(("statistic", .noTrials, ["\(empty)"])) }
    return answer
  }

  private func laney(_ rates: RateChart) throws(InferenceError) -> ControlChartAnswer {
    let width = try normalWidth(points: rates.series.count)
    guard let (chart, dispersion) = try rates.laney(width: width) else {
      let blank = [Double?](repeating: nil, count: rates.series.count)
      var answer = ControlChartAnswer(
        chart: ControlChart(
          statistic: rates.series.map(\.rate),
          center: rates.center,
          lower: blank,
          upper: blank
        )
      )
      let noRange = rates.center > 0 && rates.center < 1
      answer.noLimits = noRange ? .tooFewPoints : .noVariance
      return answer
    }
    var answer = ControlChartAnswer(chart: chart, limit: width, dispersion: dispersion)
    answer.runLength = try IndividualsChart.runLength(width: width).average
    let empty = rates.series.filter { $0.trials == 0 }.count
    if empty > 0 { answer.notes.append(("statistic", .noTrials, ["\(empty)"])) }
    return answer
  }

  func individuals() throws(InferenceError) -> ControlChartAnswer {
    let values = try values()
    let individuals = try IndividualsChart(
      values: values,
      baseline: try inputs.integer("baseline"),
      center: try inputs.number("center")
    )
    let width = try normalWidth(points: values.count)
    var answer = ControlChartAnswer(chart: try individuals.chart(width: width), limit: width)
    answer.runLength = try IndividualsChart.runLength(width: width).average
    answer.standardDeviation = individuals.standardDeviation
    answer.ranges = individuals.ranges
    return answer
  }

  /// Mean and spread of values, given or from the baseline.
  private func location(
    _ values: [Double]
  ) throws(InferenceError) -> (mean: Double, standardDeviation: Double) {
    let (center, spread) = (try inputs.number("center"), try inputs.number("standardDeviation"))
    if let spread, !(spread > 0) {
      throw .outsideRange(field: "standardDeviation", value: spread, allowed: "(0, inf)")
    }
    if let center, let spread {
      _ = try ControlChart.baseline(
        try inputs.integer("baseline"),
        of: values.count,
        atLeast: 1
      )
      return (center, spread)
    }
    let individuals = try IndividualsChart(
      values: values,
      baseline: try inputs.integer("baseline"),
      center: center
    )
    return (individuals.center, spread ?? individuals.standardDeviation)
  }

  func weightedAverage() throws(InferenceError) -> ControlChartAnswer {
    let values = try values()
    let lambda = try inputs.number("lambda") ?? 0.2
    guard lambda > 0, lambda <= 1 else {
      throw .outsideRange(field: "lambda", value: lambda, allowed: "(0, 1]")
    }
    let given = try givenLimit("width", points: values.count)
    let alarm = try falseAlarm(points: values.count)
    let (mean, deviation) = try location(values)
    guard deviation > 0 else { return without(values, mean, reason: .noVariance) }
    let average: WeightedAverageChart
    if let given {
      average = try WeightedAverageChart(weight: lambda, width: given)
    } else {
      do throws(InferenceError) {
        average = try WeightedAverageChart(weight: lambda, averageRunLength: 1 / alarm)
      } catch .outsideRange("weight", let value, let allowed) {
        throw .outsideRange(field: "lambda", value: value, allowed: allowed)
      } catch {
        throw Self.renamed(error)
      }
    }
    let chart = try average.chart(values, mean: mean, standardDeviation: deviation)
    var answer = ControlChartAnswer(chart: chart, limit: average.width)
    answer.standardDeviation = deviation
    if lambda >= WeightedAverageChart.smallestWeight {
      answer.runLength = try average.runLength().average
    } else {
      answer.runLengthReason = .weightTooSmall
    }
    return answer
  }

  /// A run length that cannot be had comes from the false signals that were asked for.
  private static func renamed(_ error: InferenceError) -> InferenceError {
    switch error {
    case .outsideRange("averageRunLength", let value, _) where value > 0:
      .outsideRange(field: "falseAlarm", value: 1 / value, allowed: "reachable")
    default: error
    }
  }

  /// The chart of values that have no spread to measure them by.
  private func without(
    _ values: [Double],
    _ mean: Double,
    reason: NoteReason
  ) -> ControlChartAnswer {
    let blank = [Double?](repeating: nil, count: values.count)
    var answer = ControlChartAnswer(
      chart: ControlChart(statistic: blank, center: mean, lower: blank, upper: blank)
    )
    answer.noLimits = reason
    answer.standardDeviation = 0
    return answer
  }

  func sumOfRates() throws(InferenceError) -> ControlChartAnswer {
    let counts = try counts()
    let given = try givenLimit("threshold", points: counts.count)
    let alarm = try falseAlarm(points: counts.count)
    let center: Double
    if let known = try inputs.number("center") {
      guard known > 0, known < 1 else {
        throw .outsideRange(field: "center", value: known, allowed: "(0, 1)")
      }
      _ = try ControlChart.baseline(
        try inputs.integer("baseline"),
        of: counts.count,
        atLeast: 1
      )
      center = known
    } else {
      center = try RateChart(series: counts, baseline: try inputs.integer("baseline")).center
    }
    let changed = try changedRate(from: center)
    // Nothing is more or less likely than a rate of 0 or 1.
    guard let changed else {
      let blank = [Double?](repeating: nil, count: counts.count)
      var answer = ControlChartAnswer(
        chart: ControlChart(statistic: blank, center: center, lower: blank, upper: blank)
      )
      answer.noLimits = .rateAtItsEnd
      return answer
    }
    let filled = counts.filter { $0.trials > 0 }
    let trials = filled.reduce(0.0) { $0 + Double($1.trials) }
    let size = filled.isEmpty ? 1 : max(Int((trials / Double(filled.count)).rounded()), 1)
    let sum: BernoulliCusum
    do throws(InferenceError) {
      if let given {
        sum = try BernoulliCusum(
          inControlRate: center,
          outOfControlRate: changed,
          threshold: given
        )
      } else {
        sum = try BernoulliCusum(
          inControlRate: center,
          outOfControlRate: changed,
          averageRunLength: 1 / alarm,
          groupSize: size
        )
      }
    } catch {
      throw Self.renamed(error)
    }
    let (chart, starts) = sum.chart(counts)
    var answer = ControlChartAnswer(chart: chart, limit: sum.threshold, changeStarts: starts)
    do throws(InferenceError) {
      answer.runLength = try sum.runLength(rate: center, groupSize: size).average
    } catch {
      answer.runLengthReason = .notSettled
    }
    if filled.contains(where: { $0.trials != size }) {
      answer.notes.append(("averageRunLength", .meanGroupSize, ["\(size)"]))
    }
    return answer
  }

  /// The rate to be found; nil where the centre is 0 or 1.
  private func changedRate(from center: Double) throws(InferenceError) -> Double? {
    switch (try inputs.number("oddsRatio"), try inputs.number("rate")) {
    case (nil, nil): throw .missing(field: "oddsRatio")
    case (_?, _?): throw .conflictingInputs(fields: ["oddsRatio", "rate"], allowed: "1")
    case (let ratio?, nil):
      guard ratio > 0, ratio != 1 else {
        throw .outsideRange(field: "oddsRatio", value: ratio, allowed: "(0, inf) without 1")
      }
      guard center > 0, center < 1 else { return nil }
      return try BernoulliCusum.rate(from: center, oddsRatio: ratio)
    case (nil, let rate?):
      guard rate > 0, rate < 1, rate != center else {
        throw .outsideRange(field: "rate", value: rate, allowed: "(0, 1) without \(center)")
      }
      return center > 0 && center < 1 ? rate : nil
    }
  }

  func sumOfValues() throws(InferenceError) -> ControlChartAnswer {
    let values = try values()
    let given = try givenLimit("threshold", points: values.count)
    let alarm = try falseAlarm(points: values.count)
    let shift = try inputs.number("shift") ?? 1
    guard shift > 0, shift <= 40 else {
      throw .outsideRange(field: "shift", value: shift, allowed: "(0, 40]")
    }
    let names = ["both", "lower", "upper"]
    let direction = try inputs.choice("direction", of: names) ?? "both"
    let sides: GaussianCusum.Sides =
      direction == "both" ? .both : direction == "lower" ? .lower : .upper
    let (mean, deviation) = try location(values)
    guard deviation > 0 else { return without(values, mean, reason: .noVariance) }
    let sum: GaussianCusum
    if let given {
      sum = try GaussianCusum(reference: shift / 2, threshold: given, sides: sides)
    } else {
      do throws(InferenceError) {
        sum = try GaussianCusum(reference: shift / 2, averageRunLength: 1 / alarm, sides: sides)
      } catch {
        throw Self.renamed(error)
      }
    }
    let path = try sum.path(values, mean: mean, standardDeviation: deviation)
    let blank = [Double?](repeating: nil, count: values.count)
    let line = [Double?](repeating: sum.threshold, count: values.count)
    let minus = line.map { $0.map { 0 - $0 } }
    let falling = path.lower.map { 0 - $0 }
    let chart = ControlChart(
      statistic: sides == .lower ? falling : path.upper.map { $0 },
      center: mean,
      lower: sides == .upper ? blank : minus,
      upper: sides == .lower ? blank : line,
      signals: path.signals
    )
    var answer = ControlChartAnswer(chart: chart, limit: sum.threshold)
    answer.changeStarts = path.changeStarts
    answer.standardDeviation = deviation
    answer.lowerStatistic = sides == .both ? falling : nil
    do throws(InferenceError) {
      answer.runLength = try sum.averageRunLength()
    } catch {
      answer.runLengthReason = .notSettled
    }
    return answer
  }
}
