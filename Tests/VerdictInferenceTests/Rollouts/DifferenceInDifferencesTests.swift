import Testing
import VerdictInference

@Suite("DifferenceInDifferences")
struct DifferenceInDifferencesTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Trend: Decodable, Sendable {
      let estimate: Double
      let error: Double
      let df: Double
    }
    let name: String
    /// unit, period, treated, post, value, weight.
    let rows: [[Double]]
    let estimate: Double
    let errors: [String: Double]
    let p: [String: Double]
    let df: [String: Double]
    let interval: [Double]
    let greater: Double
    let less: Double
    let smallest: Double
    let trend: Trend?
    let twoWay: Double?
    var testDescription: String { name }

    func comparison(
      swapped: Bool = false,
      _ change: (Double) -> Double = { $0 }
    ) throws -> DifferenceInDifferences {
      try DifferenceInDifferences(
        rows: rows.map {
          DifferenceInDifferences.Row(
            unit: Int($0[0]),
            period: $0[1],
            treated: ($0[2] == 1) != swapped,
            post: $0[3] == 1,
            value: change($0[4]),
            weight: $0[5]
          )
        }
      )
    }

    var request: CalculationValue {
      let records = rows.map { row -> CalculationValue in
        [
          "unit": .number(row[0]), "period": .string("week \(Int(row[1]))"),
          "treated": .boolean(row[2] == 1), "post": .integer(Int(row[3])), "value": .number(row[4]),
          "weight": .number(row[5]),
        ]
      }
      return ["rows": .array(records)]
    }
  }

  static let cases: [Case] = {
    guard let cases = try? CommittedOracle<Case>.cases("rollouts"), !cases.isEmpty else {
      preconditionFailure("the oracle rollouts is missing or unreadable")
    }
    return cases
  }()

  private let registry = CalculationRegistry([DifferenceInDifferencesCalculation.self])
  /// Fifteen printed digits, of which a level of 10⁶ takes six from R's own fit.
  private let tolerance = 1e-8

  @Test(
    "every number agrees with lm, sandwich, clubSandwich and refitted permutations",
    arguments: cases
  )
  func oracle(_ oracle: Case) throws {
    let result = try registry.run("difference-in-differences", inputs: oracle.request)
    #expect(agrees(result["estimate"]?.asDouble, oracle.estimate, relative: tolerance))
    for (name, error) in oracle.errors {
      let value = result.value(at: "standardErrors.\(name)")?.asDouble
      #expect(agrees(value, error, relative: tolerance), "\(name)")
      let p = result.value(at: "pValues.\(name)")?.asDouble
      #expect(agrees(p, oracle.p[name] ?? .nan, relative: 1e-7), "\(name)")
      let df = result.value(at: "degreesOfFreedom.\(name)")?.asDouble
      #expect(agrees(df, oracle.df[name] ?? .nan, relative: tolerance), "\(name)")
    }
    let interval = try #require(result["interval"]?.asInterval)
    #expect(agrees(interval.lower, oracle.interval[0], relative: 1e-7))
    #expect(agrees(interval.upper, oracle.interval[1], relative: 1e-7))
    #expect(agrees(result["smallestPossibleP"]?.asDouble, oracle.smallest, relative: 1e-12))
    let doubled = min(1, 2 * min(oracle.greater, oracle.less))
    #expect(agrees(result["permutationP"]?.asDouble, doubled, relative: 1e-12))
    let test = try #require(try oracle.comparison().permutationTest())
    #expect(agrees(test.pValueGreater, oracle.greater, relative: 1e-12))
    #expect(agrees(test.pValueLess, oracle.less, relative: 1e-12))
    for path in DifferenceInDifferencesCalculation.results {
      #expect(result.value(at: path) != nil, "\(path)")
    }
  }

  @Test("trends before the start agree with lm and clubSandwich", arguments: cases)
  func trends(_ oracle: Case) throws {
    let ours = try oracle.comparison().trendDifference
    guard let trend = oracle.trend else {
      #expect(ours == nil)
      return
    }
    let found = try #require(ours)
    // Slopes of .01 on values near 20 and 10⁶ keep that many digits less.
    #expect(agrees(found.estimate, trend.estimate, relative: 1e-8, absolute: 1e-9))
    #expect(agrees(found.standardError(.cr2), trend.error, relative: 1e-7))
    #expect(agrees(found.satterthwaite, trend.df, relative: 1e-8))
  }

  @Test("in a balanced panel dummies for units and periods change nothing", arguments: cases)
  func twoWay(_ oracle: Case) throws {
    guard let twoWay = oracle.twoWay else { return }
    let estimate = try #require(try oracle.comparison().clustered?.estimate)
    #expect(agrees(estimate, twoWay, relative: 1e-8))
  }

  @Test("exchanging the groups mirrors everything exactly", arguments: cases)
  func mirrored(_ oracle: Case) throws {
    let (one, other) = (try oracle.comparison(), try oracle.comparison(swapped: true))
    let (a, b) = (try #require(try one.clustered), try #require(try other.clustered))
    #expect(a.estimate == -b.estimate)
    for kind in ClusterContrast.Kind.allCases {
      #expect(a.standardError(kind) == b.standardError(kind))
      #expect(a.test(kind)?.pValue == b.test(kind)?.pValue)
    }
    for kind in LinearModel.RowCovariance.allCases {
      #expect(try one.rowTest(kind)?.standardError == other.rowTest(kind)?.standardError)
    }
    for effort in [RandomisationEffort(), RandomisationEffort(exactLimit: 0, draws: 500)] {
      let left = try #require(try one.permutationTest(effort: effort))
      let right = try #require(try other.permutationTest(effort: effort))
      #expect(left.pValueGreater == right.pValueLess)
      #expect(left.pValueLess == right.pValueGreater)
      #expect(left.interval(level: 0.6) == right.interval(level: 0.6)?.negated)
    }
  }

  @Test(
    "a constant, a unit of measure and absurd sizes change nothing but the unit",
    arguments: cases
  )
  func invariances(_ oracle: Case) throws {
    let plain = try #require(try oracle.comparison().clustered)
    // Factors are powers of two and constants leave the hundredths whole but for 2⁻²⁰ of rounding.
    for (factor, constant) in [(1, 1e9), (0x1p990, 0), (0x1p-990, 0), (-1, 0)] as [(Double, Double)]
    {
      let comparison = try oracle.comparison { factor * $0 + constant }
      let other = try #require(try comparison.clustered)
      #expect(agrees(other.estimate, factor * plain.estimate, relative: 1e-5))
      for kind in ClusterContrast.Kind.allCases {
        let error = try #require(plain.standardError(kind)) * abs(factor)
        #expect(agrees(other.standardError(kind), error, relative: 1e-5), "\(factor) \(constant)")
      }
    }
  }

  @Test("the interval of constant effects excludes 0 when p says so, and moves with the effect")
  func inversion() throws {
    let oracle = Self.cases[0]
    let test = try #require(try oracle.comparison().permutationTest())
    for level in [0.5, 0.8, 0.9, 0.94] {
      let interval = try #require(test.interval(level: level))
      let isHeld = min(test.pValueGreater, test.pValueLess) > (1 - level) / 2 * (1 + 1e-12)
      #expect(interval.contains(0) == isHeld)
    }
    let moved = try DifferenceInDifferences(
      rows: oracle.comparison().rows.map {
        DifferenceInDifferences.Row(
          unit: $0.unit,
          period: $0.period,
          treated: $0.treated,
          post: $0.post,
          value: $0.value + ($0.treated && $0.post ? 5 : 0),
          weight: $0.weight
        )
      }
    )
    let other = try #require(try moved.permutationTest()?.interval(level: 0.8))
    let plain = try #require(test.interval(level: 0.8))
    #expect(agrees(other.lower, try #require(plain.lower) + 5, relative: 1e-12))
    #expect(agrees(other.upper, try #require(plain.upper) + 5, relative: 1e-12))
  }

  @Test("placebo dates use the rows before the start alone, one for every cut")
  func placebos() throws {
    let oracle = Self.cases[2]
    let comparison = try oracle.comparison()
    let dates = try comparison.placeboDates
    #expect(dates.map(\.start) == [2, 3, 4])
    for date in dates {
      #expect(date.comparison.rows.allSatisfy { $0.period < 5 })
      let byHand = try DifferenceInDifferences(
        rows: comparison.rows.filter { !$0.post }.map {
          DifferenceInDifferences.Row(
            unit: $0.unit,
            period: $0.period,
            treated: $0.treated,
            post: $0.period >= date.start,
            value: $0.value,
            weight: $0.weight
          )
        }
      )
      #expect(date.comparison == byHand)
    }
    #expect(try Self.cases[3].comparison().placeboDates.isEmpty)
  }
}
