import Foundation
import Testing
import VerdictInference

@Suite("StratifiedTables")
struct StratifiedTablesTests {
  struct Case: Decodable, Sendable {
    let strata: [[Int]]
    let values: [String: Double]
    let oddsRatioInterval: [Double]
  }
  struct Oracle: Decodable {
    let cases: [Case]
    static let cases: [Case] = {
      guard
        let url = Bundle.module.url(
          forResource: "stratified",
          withExtension: "json",
          subdirectory: "Oracles"
        ),
        let data = try? Data(contentsOf: url),
        let oracle = try? JSONDecoder().decode(Oracle.self, from: data)
      else { preconditionFailure("the oracle stratified is missing or unreadable") }
      return oracle.cases
    }()
  }

  private func request(_ strata: [[Int]]) -> CalculationValue {
    let records = strata.map { row -> CalculationValue in
      [
        "control": ["successes": .integer(row[0]), "trials": .integer(row[1])],
        "variant": ["successes": .integer(row[2]), "trials": .integer(row[3])],
      ]
    }
    return ["strata": .array(records)]
  }

  @Test(
    "values agree with statsmodels and with the papers in exact fractions",
    arguments: Oracle.cases
  )
  func oracle(_ oracle: Case) throws {
    let result = try Calculations.all.run("stratified", inputs: request(oracle.strata))
    for (path, expected) in oracle.values {
      #expect(agrees(result.value(at: path)?.asDouble, expected, relative: 1e-9), "\(path)")
    }
    let interval = try #require(result.value(at: "oddsRatio.interval")?.asInterval)
    #expect(agrees(interval.lower, oracle.oddsRatioInterval[0], relative: 1e-9))
    #expect(agrees(interval.upper, oracle.oddsRatioInterval[1], relative: 1e-9))
    for path in StratifiedCalculation.results { #expect(result.value(at: path) != nil, "\(path)") }
  }

  @Test(
    "the square of the deciding statistic at 0 is Cochran–Mantel–Haenszel",
    arguments: Oracle.cases
  )
  func scoreIsCMH(_ oracle: Case) throws {
    let strata = try oracle.strata.map {
      RateStratum(
        control: EffectiveCount(try [$0[0], $0[1]].count()),
        variant: EffectiveCount(try [$0[2], $0[3]].count())
      )
    }
    let z = try ScoreTest(strata: strata).statistic(at: 0)
    #expect(agrees(z * z, oracle.values["cmh.chiSquare"] ?? .nan, relative: 1e-11))
  }

  @Test("exchanging the arms turns the difference and inverts the ratios", arguments: Oracle.cases)
  func mirrored(_ oracle: Case) throws {
    let strata = try oracle.strata.map {
      RateStratum(
        control: EffectiveCount(try [$0[0], $0[1]].count()),
        variant: EffectiveCount(try [$0[2], $0[3]].count())
      )
    }
    let (one, other) = (
      try StratifiedTables(strata: strata),
      try StratifiedTables(strata: strata.map(\.swapped).reversed())
    )
    let (a, b) = (try #require(one.riskDifference), try #require(other.riskDifference))
    #expect(agrees(a.value, -b.value, relative: 1e-13))
    #expect(agrees(a.standardError, b.standardError, relative: 1e-12))
    let (c, d) = (try #require(one.oddsRatio), try #require(other.oddsRatio))
    #expect(agrees(c.value, 1 / d.value, relative: 1e-13))
    #expect(
      agrees(one.heterogeneity?.statistic, other.heterogeneity?.statistic ?? .nan, relative: 1e-11)
    )
    #expect(
      agrees(
        one.breslowDay(tarone: true)?.statistic,
        other.breslowDay(tarone: true)?.statistic ?? .nan,
        relative: 1e-9
      )
    )
  }

  @Test("what does not exist is null with its reason")
  func undefined() throws {
    let result = try Calculations.all.run(
      "stratified",
      inputs: request([[0, 9, 0, 8], [0, 4, 0, 4]])
    )
    #expect(result.value(at: "cmh.p") == .null)
    #expect(result.value(at: "oddsRatio.interval") == .null)
    #expect(result.value(at: "heterogeneity.q") == .null)
    #expect(result.value(at: "riskDifference.scoreInterval")?.asInterval != nil)
    #expect(result.json.contains("noVariance"))
  }
}
