/// The inputs of `control-chart`, read for one kind of chart.
struct ControlChartRequest {
  let inputs: CalculationInputs
  /// p, laneyP, xmr, ewma, cusumOfRates or cusumOfValues.
  let kind: String

  /// The inputs that a kind understands beside the series.
  private static let understood: [String: Set<String>] = [
    "p": ["falseAlarm", "limits", "width"],
    "laneyP": ["falseAlarm", "width"],
    "xmr": ["falseAlarm", "width"],
    "ewma": ["falseAlarm", "width", "lambda", "standardDeviation"],
    "cusumOfRates": ["falseAlarm", "threshold", "oddsRatio", "rate"],
    "cusumOfValues": ["falseAlarm", "threshold", "shift", "direction", "standardDeviation"],
  ]

  /// Refuses inputs that the kind would silently ignore.
  func refuseForeignInputs() throws(InferenceError) {
    let own = Self.understood[kind] ?? []
    let ofRates = ["p", "laneyP", "cusumOfRates"].contains(kind)
    let series: Set<String> = ofRates ? ["numerator", "denominator"] : ["values"]
    for input in ControlChartCalculation.inputs where inputs.has(input.name) {
      let name = input.name == "falseAlarmsPerSeries" ? "falseAlarm" : input.name
      guard !["kind", "baseline", "center"].contains(name), !own.contains(name),
        !series.contains(name)
      else { continue }
      throw .conflictingInputs(
        fields: ["kind", input.name],
        allowed: (series.union(own)).sorted().joined(separator: ", ")
      )
    }
  }

  /// Successes among trials at each point.
  func counts() throws(InferenceError) -> [BinomialCount] {
    guard let successes = try wholeNumbers("numerator") else { throw .missing(field: "numerator") }
    guard let trials = try wholeNumbers("denominator") else {
      throw .missing(field: "denominator")
    }
    guard trials.count == successes.count else {
      throw .unequalLengths(
        field: "denominator",
        count: trials.count,
        expected: successes.count
      )
    }
    var counts: [BinomialCount] = []
    counts.reserveCapacity(trials.count)
    for index in trials.indices {
      guard trials[index] <= BinomialLimits.largestTrials else {
        throw .tooLarge(
          field: "denominator[\(index)]",
          value: trials[index],
          limit: BinomialLimits.largestTrials
        )
      }
      do throws(InferenceError) {
        counts.append(try BinomialCount(successes: successes[index], trials: trials[index]))
      } catch .negative(let field, let value) {
        let name = field == "trials" ? "denominator" : "numerator"
        throw .negative(field: "\(name)[\(index)]", value: value)
      } catch .successesAboveTrials(_, let successes, let trials) {
        throw .successesAboveTrials(
          field: "numerator[\(index)]",
          successes: successes,
          trials: trials
        )
      } catch {
        throw error
      }
    }
    guard !counts.isEmpty else { throw .tooFew(field: "numerator", value: 0, needed: 1) }
    return counts
  }

  private func wholeNumbers(_ name: String) throws(InferenceError) -> [Int]? {
    guard let numbers = try inputs.numbers(name) else { return nil }
    var whole: [Int] = []
    whole.reserveCapacity(numbers.count)
    for (index, number) in numbers.enumerated() {
      guard number == number.rounded(), abs(number) < 9e15 else {
        throw .wrongType(field: "\(name)[\(index)]", expected: "integer")
      }
      whole.append(Int(number))
    }
    return whole
  }

  /// The values at each point.
  func values() throws(InferenceError) -> [Double] {
    guard let values = try inputs.numbers("values") else { throw .missing(field: "values") }
    guard !values.isEmpty else { throw .tooFew(field: "values", value: 0, needed: 1) }
    return values
  }

  /// Expected false signals at a point, .0027 unless told otherwise.
  func falseAlarm(points: Int) throws(InferenceError) -> Double {
    try givenFalseAlarm(points: points) ?? ControlChart.customaryFalseAlarm
  }

  private func givenFalseAlarm(points: Int) throws(InferenceError) -> Double? {
    let perPoint = try inputs.number("falseAlarm")
    guard let perSeries = try inputs.number("falseAlarmsPerSeries") else {
      if let perPoint { return try ControlChart.checked(falseAlarm: perPoint) }
      return nil
    }
    guard perPoint == nil else {
      throw .conflictingInputs(fields: ["falseAlarm", "falseAlarmsPerSeries"], allowed: "1")
    }
    guard perSeries > 0, perSeries < Double(points) else {
      throw .outsideRange(
        field: "falseAlarmsPerSeries",
        value: perSeries,
        allowed: "(0, \(points))"
      )
    }
    return perSeries / Double(points)
  }

  /// The width of normal limits: given, from the false signals, or the customary 3.
  func normalWidth(points: Int) throws(InferenceError) -> Double {
    let falseAlarm = try givenFalseAlarm(points: points)
    guard let width = try inputs.number("width") else {
      return try falseAlarm.map { alarm throws(InferenceError) in
        try FalseAlarmBudget(signalsPerMonth: alarm, pointsPerMonth: 1, series: 1).width
      } ?? 3
    }
    guard falseAlarm == nil else {
      throw .conflictingInputs(fields: ["width", "falseAlarm"], allowed: "1")
    }
    return try ControlChart.checked(width: width)
  }

  /// A limit that is given instead of the false signals; nil when it is not.
  func givenLimit(_ name: String, points: Int) throws(InferenceError) -> Double? {
    guard let limit = try inputs.number(name) else { return nil }
    guard try givenFalseAlarm(points: points) == nil else {
      throw .conflictingInputs(fields: [name, "falseAlarm"], allowed: "1")
    }
    return limit
  }
}
