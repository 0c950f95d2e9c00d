import Testing
import VerdictInference

@Suite("The calc contract of a rollout to some")
struct DifferenceInDifferencesCalculationTests {
  private let registry = CalculationRegistry([DifferenceInDifferencesCalculation.self])

  /// unit, treated, post, value.
  private func answer(
    _ rows: [(Int, Bool, Bool, Double)],
    _ more: [CalculationValue.Member] = []
  ) throws(InferenceError) -> CalculationValue {
    let records = rows.map { row -> CalculationValue in
      [
        "unit": .integer(row.0), "period": .integer(row.2 ? 2 : 1), "treated": .boolean(row.1),
        "post": .boolean(row.2), "value": .number(row.3),
      ]
    }
    return try registry.run(
      "difference-in-differences",
      inputs: .object([.init("rows", .array(records))] + more)
    )
  }

  private let four: [(Int, Bool, Bool, Double)] = [
    (1, true, false, 3), (1, true, true, 8), (2, true, false, 4), (2, true, true, 7),
    (3, false, false, 5), (3, false, true, 6), (4, false, false, 2), (4, false, true, 4),
  ]

  @Test("the difference of differences by hand")
  func byHand() throws {
    let result = try answer(four)
    #expect(agrees(result["estimate"]?.asDouble, 2.5, relative: 1e-14))
    // Changes 5, 3 and 1, 2: CR2 of two means is the two-sample error (1 + .25)^½ on 2 degrees.
    let error = result.value(at: "standardErrors.cr2")?.asDouble
    #expect(agrees(error, 1.25.squareRoot(), relative: 1e-13))
    #expect(agrees(result.value(at: "degreesOfFreedom.cr2")?.asDouble, 2, relative: 1e-12))
    #expect(agrees(result["permutationP"]?.asDouble, 2.0 / 6, relative: 1e-14))
    #expect(result.json.contains("cannotReachLevel"))
  }

  @Test(
    "a table without a corner says which, and nothing else",
    arguments: [
      ("noTreatedUnits", [4, 5, 6, 7]), ("noOtherUnits", [0, 1, 2, 3]),
      ("noPrePeriod", [1, 3, 5, 7]), ("noPostPeriod", [0, 2, 4, 6]),
      ("treatedNotSeenBefore", [1, 3, 4, 5]), ("othersNotSeenAfter", [0, 1, 4, 6]),
    ] as [(String, [Int])]
  )
  func corners(_ reason: String, _ kept: [Int]) throws {
    let result = try answer(kept.map { four[$0] })
    for path in DifferenceInDifferencesCalculation.results {
      #expect(result.value(at: path) == .null, "\(path)")
    }
    #expect(result.json.contains(reason))
  }

  @Test("one treated unit: the estimate and permutation stand, its spread was never seen")
  func oneTreated() throws {
    let rows: [(Int, Bool, Bool, Double)] = four.filter { $0.0 != 2 }
    let result = try answer(rows)
    #expect(agrees(result["estimate"]?.asDouble, 3.5, relative: 1e-14))
    for name in ["cr0", "cr1", "cr2"] {
      #expect(result.value(at: "standardErrors.\(name)") == .null)
    }
    #expect(result.value(at: "standardErrors.hc3") == .null)
    #expect(result.value(at: "standardErrors.hc1")?.asDouble != nil)
    #expect(result.json.contains("unitAloneInCell"))
    #expect(result.json.contains("rowAloneInCell"))
    #expect(agrees(result["smallestPossibleP"]?.asDouble, 1.0 / 3, relative: 1e-14))
  }

  @Test("four rows leave no degrees of freedom; nothing varies: no p, never a NaN")
  func noFreedom() throws {
    let least = try answer([four[0], four[1], four[4], four[5]])
    #expect(least["estimate"]?.asDouble == 4)
    #expect(least.value(at: "pValues.hc1") == .null)
    #expect(least.json.contains("noDegreesOfFreedom"))
    let flat = try answer(four.map { ($0.0, $0.1, $0.2, 0.1) })
    #expect(flat["estimate"]?.asDouble == 0)
    for name in ["hc1", "hc3", "cr0", "cr1", "cr2"] {
      #expect(flat.value(at: "standardErrors.\(name)")?.asDouble == 0, "\(name)")
      #expect(flat.value(at: "pValues.\(name)") == .null, "\(name)")
    }
    #expect(flat["interval"] == .null)
    #expect(flat["permutationP"]?.asDouble == 1)
  }

  @Test("a period that is before and after is noted")
  func staggered() throws {
    var rows = try answer(four)
    #expect(!rows.json.contains("postVariesWithinPeriod"))
    rows = try registry.run(
      "difference-in-differences",
      inputs: [
        "rows": [
          ["unit": "a", "period": 1, "treated": true, "post": false, "value": 1],
          ["unit": "a", "period": 2, "treated": true, "post": true, "value": 3],
          ["unit": "b", "period": 1, "treated": false, "post": false, "value": 2],
          ["unit": "b", "period": 3, "treated": false, "post": true, "value": 2],
          ["unit": "c", "period": 2, "treated": false, "post": false, "value": 2],
        ]
      ]
    )
    #expect(rows.json.contains("postVariesWithinPeriod"))
  }

  @Test("bad rows are refused by name, and only what is asked for is answered")
  func contract() throws {
    #expect(throws: InferenceError.missing(field: "rows")) {
      try registry.run("difference-in-differences", inputs: [:])
    }
    #expect(throws: InferenceError.missing(field: "rows")) { try answer([]) }
    #expect(
      throws: InferenceError.conflictingInputs(
        fields: ["rows[0].treated", "rows[1].treated"],
        allowed: "1"
      )
    ) { try answer([(1, true, false, 1), (1, false, true, 1)]) }
    #expect(throws: InferenceError.wrongType(field: "rows[0].post", expected: "boolean")) {
      try registry.run(
        "difference-in-differences",
        inputs: ["rows": [["unit": 1, "treated": true, "post": "yes", "value": 1]]]
      )
    }
    #expect(throws: InferenceError.negative(field: "rows[0].weight", value: -1)) {
      try registry.run(
        "difference-in-differences",
        inputs: ["rows": [["unit": 1, "treated": true, "post": 0, "value": 1, "weight": -1]]]
      )
    }
    #expect(throws: InferenceError.self) { try answer(four, [.init("level", 0)]) }
    let only = try answer(four, [.init("only", ["pValues.cr2"])])
    #expect(only.value(at: "pValues.cr2")?.asDouble != nil)
    #expect(only.value(at: "pValues.hc1") == nil)
    #expect(only["permutationP"] == nil)
  }

  @Test("a hundred thousand rows are read in a moment")
  func many() throws {
    let rows = (0..<100_000).map { (index: Int) -> DifferenceInDifferences.Row in
      let (unit, period) = index.quotientAndRemainder(dividingBy: 4)
      let thousandths = Double((index * 7_919) % 997)
      return DifferenceInDifferences.Row(
        unit: unit,
        period: Double(period),
        treated: unit % 3 == 0,
        post: period >= 2,
        value: 1e9 + thousandths / 1_024,
        weight: Double(1 + index % 5)
      )
    }
    let comparison = try DifferenceInDifferences(rows: rows)
    let clustered = try #require(try comparison.clustered)
    #expect(clustered.clusters == 25_000)
    #expect(try #require(clustered.test(.cr2)?.pValue) > 0)
    let effort = RandomisationEffort(draws: 200)
    #expect(try #require(try comparison.permutationTest(effort: effort)?.pValue) > 0)
  }
}
