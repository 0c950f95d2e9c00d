import Testing
import VerdictInference

@Suite("InterruptedSeriesCalculation")
struct InterruptedSeriesCalculationTests {
  private let registry = CalculationRegistry([InterruptedSeriesCalculation.self])
  private let numerator: CalculationValue = [9, 9, 12, 17, 14, 7, 15, 13, 11, 12, 14, 22]
  private let denominator: CalculationValue = [53, 57, 52, 63, 61, 62, 68, 65, 56, 52, 67, 71]

  private func run(_ inputs: CalculationValue) throws -> CalculationValue {
    try registry.run("interrupted-series", inputs: inputs)
  }

  @Test("rates, counts and values answer every path, and only what was asked for")
  func paths() throws {
    let requests: [(CalculationValue, String)] = [
      (["numerator": numerator, "denominator": denominator, "start": 6], "quasiBinomial"),
      (["numerator": numerator, "start": 6, "lags": 2], "quasiPoisson"),
      (["values": numerator, "start": 6, "level": 0.9], "gaussian"),
    ]
    for (given, family) in requests {
      let result = try run(given)
      for path in InterruptedSeriesCalculation.results {
        #expect(result.value(at: path) != nil && result.value(at: path) != .null, "\(path)")
      }
      #expect(result["family"] == .string(family))
      #expect(result["notes"] == nil)
      guard case .object(let members) = given else { continue }
      let only = try run(.object(members + [.init("only", ["level.estimate"])]))
      #expect(only == ["level": ["estimate": result.value(at: "level.estimate") ?? .null]])
    }
  }

  @Test("weekdays by number and as true are the same; a wrong list is refused")
  func weekdays() throws {
    let values = CalculationValue.array((0..<30).map { .number(Double(($0 * 11) % 7 + $0 % 3)) })
    let days = CalculationValue.array((0..<30).map { .integer($0 % 7) })
    let one = try run(["values": values, "start": 15, "weekday": true])
    #expect(one == (try run(["values": values, "start": 15, "weekday": days])))
    #expect(one != (try run(["values": values, "start": 15, "weekday": false])))
    #expect(one.json.contains("withoutWeekdays"))
    #expect(throws: InferenceError.unequalLengths(field: "weekday", count: 1, expected: 30)) {
      try run(["values": values, "start": 15, "weekday": [1]])
    }
    #expect(throws: InferenceError.wrongType(field: "weekday[0]", expected: "integer")) {
      try run(["values": values, "start": 15, "weekday": [1.5]])
    }
  }

  @Test("what does not exist is null with its reason")
  func undefined() throws {
    let separated = try run([
      "numerator": [3, 2, 4, 0, 0, 0], "denominator": [9, 9, 9, 9, 9, 9], "start": 3,
    ])
    #expect(separated.value(at: "level.estimate") == .null && separated.json.contains("separation"))
    #expect(separated.value(at: "localLevel.estimate")?.asDouble != nil)
    let late = try run(["values": [3, 2, 4, 5], "start": 4])
    #expect(late.value(at: "slope.p") == .null && late.json.contains("noneAfter"))
    for path in InterruptedSeriesCalculation.results { #expect(late.value(at: path) != nil) }
    let flat = try run(["values": [3, 3, 3, 3, 3, 3], "start": 3])
    #expect(flat.value(at: "level.estimate")?.asDouble == 0)
    #expect(flat.value(at: "level.p") == .null && flat.json.contains("noVariance"))
    let one = try run(["values": [3, 1, 4, 5, 9], "start": 4])
    #expect(one.value(at: "slope.estimate") == .null && one.json.contains("onePointAfter"))
    let single = try run(["values": [3], "start": 0])
    #expect(single.value(at: "level.estimate") == .null)
    let huge = try run(["values": [1e200, 3e200, 2e200, 4e200, 3e200, 5e200, 1e200], "start": 3])
    #expect(huge["dispersion"] == .null && huge.value(at: "level.p")?.asDouble != nil)
  }

  @Test("wrong inputs are refused by name")
  func refused() {
    func expect(_ error: InferenceError, _ inputs: CalculationValue) {
      #expect(throws: error) { try run(inputs) }
    }
    expect(.missing(field: "numerator"), ["start": 1])
    expect(.missing(field: "start"), ["values": [1, 2]])
    expect(
      .conflictingInputs(fields: ["numerator", "values"], allowed: "1"),
      ["values": [1, 2], "numerator": [1, 2], "start": 1]
    )
    expect(
      .conflictingInputs(fields: ["family", "denominator"], allowed: "values"),
      ["values": [1, 2], "denominator": [1, 2], "start": 1]
    )
    expect(
      .conflictingInputs(fields: ["lags", "covariance"], allowed: "neweyWest"),
      ["values": [1, 2], "start": 1, "lags": 0, "covariance": "model"]
    )
    expect(
      .outsideRange(field: "level", value: 1, allowed: "(0.0, 1.0)"),
      ["values": [1, 2, 3], "start": 1, "level": 1]
    )
    expect(
      .outsideRange(field: "start", value: -1, allowed: "[0, 2]"),
      ["values": [1, 2], "start": -1]
    )
  }
}
