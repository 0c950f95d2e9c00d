import Testing
import VerdictInference

@Suite("ControlChartCalculation")
struct ControlChartCalculationTests {
  private let registry = CalculationRegistry([ControlChartCalculation.self])

  private func run(_ inputs: CalculationValue) throws -> CalculationValue {
    try registry.run("control-chart", inputs: inputs)
  }

  private let rates: [CalculationValue.Member] = [
    .init("numerator", [4, 6, 3, 5, 12, 2]), .init("denominator", [30, 28, 31, 30, 30, 29]),
  ]
  private let values: [CalculationValue.Member] = [
    .init("values", [10.0, 12.0, 9.0, 11.0, 10.0, 30.0])
  ]

  private func request(
    _ kind: CalculationValue,
    _ series: [CalculationValue.Member],
    _ more: [CalculationValue.Member] = []
  ) -> CalculationValue { .object([.init("kind", kind)] + series + more) }

  @Test("every kind answers every path, and only what was asked for")
  func paths() throws {
    let requests = [
      request("p", rates), request("p", rates, [.init("limits", "classic")]),
      request("laneyP", rates), request("xmr", values), request("ewma", values),
      request("cusum", rates, [.init("oddsRatio", 2.0)]), request("cusum", values),
      request("cusum", rates, [.init("rate", 0.1), .init("threshold", 2)]),
    ]
    for given in requests {
      let result = try run(given)
      for path in ControlChartCalculation.results {
        #expect(result.value(at: path) != nil, "\(path)")
      }
      #expect((result["averageRunLength"]?.asDouble ?? 0) > 1)
      guard case .object(let members) = given else { continue }
      let only = try run(.object(members + [.init("only", ["signals"])]))
      #expect(only == .object([.init("signals", result["signals"] ?? .null)]))
    }
  }

  @Test("values: the last one is out of the limits of the first five")
  func individuals() throws {
    let result = try run(request("xmr", values, [.init("baseline", 5)]))
    // Mean 10.4, ranges 2, 3, 2, 1: 10.4 ± 2.66 · 2.
    #expect(result["center"]?.asDouble == 10.4)
    #expect(result["signals"] == [5])
    guard case .array(let upper)? = result["upper"] else {
      Issue.record("upper is no list")
      return
    }
    #expect(agree(upper[0].asDouble, 15.72, within: 1e-12))
    #expect(result.value(at: "movingRange.signals") == [5])
    #expect(agree(result.value(at: "movingRange.upper")?.asDouble, 6.534, within: 1e-12))
  }

  @Test("false signals set the run length of every kind")
  func budget() throws {
    for (kind, more) in [("ewma", []), ("cusum", [])]
      as [(CalculationValue, [CalculationValue.Member])]
    {
      let result = try run(request(kind, values, more + [.init("falseAlarm", 0.01)]))
      #expect(agree(result["averageRunLength"]?.asDouble, 100, within: 1e-4))
    }
    let series = try run(request("cusum", values, [.init("falseAlarmsPerSeries", 0.06)]))
    #expect(agree(series["averageRunLength"]?.asDouble, 100, within: 1e-4))
    let exact = try run(request("p", rates, [.init("falseAlarm", 0.01)]))
    #expect((exact["averageRunLength"]?.asDouble ?? 0) >= 100)
    let sum = try run(
      request("cusum", rates, [.init("oddsRatio", 2.0), .init("falseAlarm", 0.01)])
    )
    #expect((sum["averageRunLength"]?.asDouble ?? 0) >= 100)
    #expect(sum.json.contains("meanGroupSize"))
  }

  @Test("what does not exist is null with its reason")
  func undefined() throws {
    let flat: [CalculationValue.Member] = [.init("values", [5.0, 5.0, 5.0])]
    for kind in ["ewma", "cusum"] as [CalculationValue] {
      let result = try run(request(kind, flat))
      #expect(result["signals"] == .null && result.json.contains("noVariance"))
    }
    let none: [CalculationValue.Member] = [
      .init("numerator", [0, 0]), .init("denominator", [9, 0]),
    ]
    let laney = try run(request("laneyP", none))
    #expect(laney["upper"] == .null && laney.json.contains("noVariance"))
    let sum = try run(request("cusum", none, [.init("rate", 0.2)]))
    #expect(sum["signals"] == .null && sum.json.contains("rateAtItsEnd"))
    let chart = try run(request("p", none))
    #expect(chart["signals"] == [] && chart.json.contains("noCountIsTooLow"))
    #expect(chart["averageRunLength"] == .null && chart.json.contains("neverSignals"))
  }

  @Test("wrong inputs are refused by their name")
  func refused() {
    func expect(_ error: InferenceError, _ inputs: CalculationValue) {
      #expect(throws: error) { try run(inputs) }
    }
    expect(.missing(field: "numerator"), request("p", []))
    expect(.missing(field: "values"), request("xmr", []))
    expect(.missing(field: "oddsRatio"), request("cusum", rates))
    expect(
      .conflictingInputs(
        fields: ["kind", "values"],
        allowed: "denominator, falseAlarm, limits, numerator, width"
      ),
      request("p", rates + values)
    )
    expect(
      .conflictingInputs(fields: ["threshold", "falseAlarm"], allowed: "1"),
      request("cusum", values, [.init("threshold", 4), .init("falseAlarm", 0.01)])
    )
    expect(
      .outsideRange(field: "falseAlarm", value: 1, allowed: "(0, 1)"),
      request("p", rates, [.init("falseAlarm", 1)])
    )
    expect(
      .outsideRange(field: "lambda", value: 0, allowed: "(0, 1]"),
      request("ewma", values, [.init("lambda", 0)])
    )
    expect(
      .successesAboveTrials(field: "numerator[1]", successes: 5, trials: 4),
      request("p", [.init("numerator", [1, 5]), .init("denominator", [4, 4])])
    )
    expect(
      .wrongType(field: "numerator[0]", expected: "integer"),
      request("p", [.init("numerator", [1.5]), .init("denominator", [4])])
    )
    expect(
      .unequalLengths(field: "denominator", count: 1, expected: 2),
      request("p", [.init("numerator", [1, 2]), .init("denominator", [4])])
    )
    expect(
      .unknown(field: "kind", value: "u", allowed: ["p", "laneyP", "xmr", "ewma", "cusum"]),
      request("u", rates)
    )
  }

  @Test("100,000 points in well under two seconds")
  func many() throws {
    let list = CalculationValue.array((0..<100_000).map { .number(Double($0 % 17)) })
    let trials = CalculationValue.array((0..<100_000).map { .number(Double(20 + $0 % 50)) })
    let many = [
      request("xmr", [.init("values", list)]), request("ewma", [.init("values", list)]),
      request("cusum", [.init("values", list)]),
      request(
        "cusum",
        [.init("numerator", list), .init("denominator", trials)],
        [.init("oddsRatio", 0.5)]
      ),
      request("p", [.init("numerator", list), .init("denominator", trials)]),
    ]
    for given in many { #expect(try run(given)["averageRunLength"]?.asDouble != nil) }
  }
}
