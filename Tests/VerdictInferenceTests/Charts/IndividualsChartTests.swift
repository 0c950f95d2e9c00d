import Testing
import VerdictInference

@Suite("IndividualsChart")
struct IndividualsChartTests {
  @Test("limits by hand: mean 12, mean moving range 3")
  func byHand() throws {
    let chart = try IndividualsChart(values: [10, 12, 15, 11, 12])
    // Ranges 2, 3, 4, 1.
    #expect(chart.center == 12 && chart.meanRange == 2.5)
    let limits = try chart.chart()
    #expect(agree(limits.lower[0], 12 - 2.66 * 2.5, within: 1e-12))
    #expect(agree(limits.upper[0], 12 + 2.66 * 2.5, within: 1e-12))
    #expect(agree(chart.ranges.upper[0], 3.267 * 2.5, within: 1e-12))
    #expect(chart.ranges.statistic[0] == nil && chart.ranges.signals.isEmpty)
  }

  @Test("values near a thousand million keep their tiny spread; a shift moves the limits only")
  func large() throws {
    let values = [3.0, 5, 4, 7, 2, 6]
    let near = try IndividualsChart(values: values)
    let far = try IndividualsChart(values: values.map { $0 + 1e9 })
    #expect(near.meanRange == far.meanRange)
    #expect(agree(far.center - 1e9, near.center, within: 1e-6))
    let huge = try IndividualsChart(values: values.map { $0 * 1e299 })
    #expect(agree(huge.meanRange / 1e299, near.meanRange, within: 1e-12))
    #expect(throws: InferenceError.self) { try IndividualsChart(values: [1.7e308, -1.7e308]) }
  }

  @Test("only the baseline sets the limits; identical values have no width")
  func baseline() throws {
    let chart = try IndividualsChart(values: [5, 6, 5, 6, 20], baseline: 4).chart()
    #expect(chart.signals == [4])
    let flat = try IndividualsChart(values: [7, 7, 7, 7, 8], baseline: 4).chart()
    #expect(flat.lower[0] == 7 && flat.upper[0] == 7 && flat.signals == [4])
    #expect(throws: InferenceError.tooFew(field: "values", value: 1, needed: 2)) {
      try IndividualsChart(values: [7])
    }
    #expect(throws: InferenceError.self) { try IndividualsChart(values: [7, .nan]) }
  }

  @Test("without a change a chart of three deviations runs 370.4 points")
  func runLength() throws {
    #expect(agree(try IndividualsChart.runLength().average, 370.398, within: 5e-4))
    #expect(agree(try IndividualsChart.runLength(shift: 1).average, 43.895, within: 5e-4))
  }

  @Test("a weekday pattern takes out Mondays and refuses what it has not seen")
  func weekdays() throws {
    let days = (0..<28).map { $0 % 7 }
    let values = days.map { $0 == 0 ? 20.0 : $0 == 6 ? 0 : 40 }
    let pattern = try WeekdayPattern(values: values, weekdays: days)
    // Means 20, 40 five times, 0: overall 220/7.
    #expect(agree(pattern.indices[0], 20 * 7 / 220, within: 1e-15))
    #expect(agree(pattern.adjusted(20, weekday: 0), 220 / 7, within: 1e-12))
    #expect(agree(pattern.adjusted(40, weekday: 3), 220 / 7, within: 1e-12))
    #expect(pattern.adjusted(1, weekday: 6) == nil && pattern.adjusted(1, weekday: 9) == nil)
    #expect(throws: InferenceError.self) { try WeekdayPattern(values: [0, 0], weekdays: [1, 2]) }
    #expect(throws: InferenceError.unequalLengths(field: "weekdays", count: 1, expected: 2)) {
      try WeekdayPattern(values: [1, 2], weekdays: [1])
    }
  }

  @Test("a budget of false signals sets widths and run lengths, and refuses the impossible")
  func budget() throws {
    let budget = try FalseAlarmBudget(signalsPerMonth: 0.25, pointsPerMonth: 4, series: 6)
    #expect(agree(budget.averageRunLength, 96, within: 1e-12))
    #expect(
      agree(
        try IndividualsChart.runLength(width: budget.width).average,
        budget.averageRunLength,
        within: 1e-9
      )
    )
    for bad in [0, -1, 24, Double.nan] {
      #expect(throws: InferenceError.self) {
        try FalseAlarmBudget(signalsPerMonth: bad, pointsPerMonth: 4, series: 6)
      }
    }
    #expect(throws: InferenceError.self) {
      try FalseAlarmBudget(signalsPerMonth: 1, pointsPerMonth: 0, series: 6)
    }
  }
}
