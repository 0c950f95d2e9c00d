import GSLKit
import Testing
import VerdictInference

@Suite("ClusterComparison")
struct ClusterComparisonTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let arm: [Int]
    let trials: [Int]
    let successes: [Int]
    let icc: Double
    let designEffect: Double
    let estimate: Double
    let errors: [String: Double]
    let degreesOfFreedom: Double
    let p: Double
    let interval90: [Double]
    let meanDifference: Double
    let greater: Double
    let less: Double
    let smallest: Double
    var testDescription: String { name }

    func clusters(_ arm: Int) throws -> [BinomialCount] {
      try self.arm.indices.filter { self.arm[$0] == arm }.map {
        try BinomialCount(successes: successes[$0], trials: trials[$0])
      }
    }

    var request: CalculationValue {
      let records = arm.indices.map { index -> CalculationValue in
        [
          "arm": .string(arm[index] == 1 ? "variant" : "control"),
          "trials": .integer(trials[index]), "successes": .integer(successes[index]),
        ]
      }
      return ["clusters": .array(records), "level": 0.9]
    }
  }

  static let cases: [Case] = {
    guard let cases = try? CommittedOracle<Case>.cases("clusters"), !cases.isEmpty else {
      preconditionFailure("the oracle clusters is missing or unreadable")
    }
    return cases
  }()

  private let registry = CalculationRegistry([ClustersCalculation.self])

  @Test("every number agrees with clubSandwich, anova and enumeration", arguments: cases)
  func oracle(_ oracle: Case) throws {
    let result = try registry.run("clusters", inputs: oracle.request)
    let expected: [(String, Double)] = [
      ("icc", oracle.icc), ("designEffect", oracle.designEffect),
      ("clusterRobust.estimate", oracle.estimate),
      ("clusterRobust.degreesOfFreedom", oracle.degreesOfFreedom), ("clusterRobust.p", oracle.p),
      ("permutationPLess", oracle.less), ("permutationPGreater", oracle.greater),
      ("permutationP", min(1, 2 * min(oracle.less, oracle.greater))),
      ("smallestPossibleP", oracle.smallest),
    ]
    // The reference fits by a decomposition of thousands of rows and prints fifteen digits.
    for (path, value) in expected {
      #expect(agrees(result.value(at: path)?.asDouble, value, relative: 1e-9), "\(path)")
    }
    for (name, error) in oracle.errors {
      let path = "clusterRobust.standardErrors.\(name)"
      #expect(agrees(result.value(at: path)?.asDouble, error, relative: 1e-9), "\(path)")
    }
    let interval = try #require(result.value(at: "clusterRobust.interval")?.asInterval)
    #expect(agrees(interval.lower, oracle.interval90[0], relative: 1e-8))
    #expect(agrees(interval.upper, oracle.interval90[1], relative: 1e-8))
    for path in ClustersCalculation.results { #expect(result.value(at: path) != nil, "\(path)") }
    let comparison = try ClusterComparison(control: oracle.clusters(0), variant: oracle.clusters(1))
    let permutation = try #require(try comparison.permutationTest())
    #expect(agrees(permutation.estimate, oracle.meanDifference, relative: 1e-12))
  }

  @Test("exchanging the arms mirrors everything exactly", arguments: cases)
  func mirrored(_ oracle: Case) throws {
    let one = try ClusterComparison(control: oracle.clusters(0), variant: oracle.clusters(1))
    let other = ClusterComparison(
      control: one.variant.reversed(),
      variant: one.control.reversed()
    )
    #expect(one.intraclassCorrelation == other.intraclassCorrelation)
    #expect(one.designEffect == other.designEffect)
    let (a, b) = (try #require(one.robust), try #require(other.robust))
    #expect(a.estimate == -b.estimate)
    for kind in ClusterContrast.Kind.allCases { #expect(a.variance(kind) == b.variance(kind)) }
    #expect(a.satterthwaite == b.satterthwaite)
    for effort in [RandomisationEffort(), RandomisationEffort(exactLimit: 0, draws: 2_000)] {
      let left = try #require(try one.permutationTest(effort: effort))
      let right = try #require(try other.permutationTest(effort: effort))
      #expect(left.pValueGreater == right.pValueLess)
      #expect(left.pValueLess == right.pValueGreater)
      #expect(left.estimate == -right.estimate)
    }
  }

  @Test("the closed form is the linear model with one row for each unit", arguments: cases)
  func rows(_ oracle: Case) throws {
    var (design, response, labels): ([[Double]], [Double], [Int]) = ([], [], [])
    for index in oracle.arm.indices {
      for unit in 0..<oracle.trials[index] {
        design.append([1, Double(oracle.arm[index])])
        response.append(unit < oracle.successes[index] ? 1 : 0)
        labels.append(index)
      }
    }
    let model = try LinearModel(design: Matrix(design), response: response)
    let rows = try model.clusterContrast([0, 1], by: labels)
    let closed = try #require(
      try ClusterComparison(control: oracle.clusters(0), variant: oracle.clusters(1)).robust
    )
    for kind in ClusterContrast.Kind.allCases {
      #expect(agrees(closed.variance(kind), rows.variance(kind) ?? .nan, relative: 1e-10))
    }
    #expect(agrees(closed.satterthwaite, rows.satterthwaite ?? .nan, relative: 1e-10))
  }

  private func request(_ clusters: [(String, Int, Int)]) -> CalculationValue {
    [
      "clusters": .array(
        clusters.map {
          ["arm": .string($0.0), "trials": .integer($0.1), "successes": .integer($0.2)]
        }
      )
    ]
  }

  @Test("three against three can reach no verdict, and the answer says so")
  func cannotReach() throws {
    let result = try registry.run(
      "clusters",
      inputs: request([
        ("control", 20, 0), ("control", 20, 1), ("control", 20, 2), ("variant", 20, 18),
        ("variant", 20, 19), ("variant", 20, 20),
      ])
    )
    #expect(result["smallestPossibleP"]?.asDouble == 0.05)
    #expect(result["permutationP"]?.asDouble == 0.1)
    #expect(result.json.contains("cannotReachLevel"))
  }

  @Test("the estimate of the design effect is that of its own formula, unequal sizes allowed for")
  func designEffect() throws {
    let counts = try [[1, 10], [9, 10], [2, 10], [8, 10]].map { try $0.count() }
    let comparison = ClusterComparison(
      control: Array(counts[..<2]),
      variant: Array(counts[2...])
    )
    // Within arms: MSB = (2·10·.16 + 2·10·.09)/2 = 2.5, MSW = 10(.09·2 + .16·2)/36 = 5/36, n₀ = 10.
    let icc = (2.5 - 5.0 / 36) / (2.5 + 9 * 5.0 / 36)
    #expect(agrees(comparison.intraclassCorrelation, icc, relative: 1e-14))
    #expect(agrees(comparison.designEffect, 1 + 9 * icc, relative: 1e-14))
  }

  @Test("what does not exist is null with its reason")
  func undefined() throws {
    let none = try registry.run("clusters", inputs: request([]))
    let empty = try registry.run(
      "clusters",
      inputs: request([("control", 5, 2), ("variant", 0, 0)])
    )
    for result in [none, empty] {
      for path in ClustersCalculation.results {
        #expect(result.value(at: path) == .null, "\(path)")
      }
      #expect(result.json.contains("emptyArm"))
    }
    #expect(empty.json.contains("clustersWithoutTrials"))
    let single = try registry.run(
      "clusters",
      inputs: request([("control", 5, 2), ("control", 6, 4), ("variant", 7, 5)])
    )
    #expect(single.value(at: "clusterRobust.p") == .null)
    #expect(single.json.contains("oneClusterInArm"))
    #expect(
      agrees(
        single.value(at: "clusterRobust.estimate")?.asDouble,
        5.0 / 7 - 6.0 / 11,
        relative: 1e-14
      )
    )
    #expect(single["permutationP"]?.asDouble != nil)
    let flat = try registry.run(
      "clusters",
      inputs: request([("control", 5, 0), ("control", 6, 0), ("variant", 7, 0), ("variant", 3, 0)])
    )
    #expect(flat["icc"] == .null)
    #expect(flat.value(at: "clusterRobust.standardErrors.cr2")?.asDouble == 0)
    #expect(flat.value(at: "clusterRobust.p") == .null)
    #expect(flat["permutationP"]?.asDouble == 1)
    let ones = try registry.run(
      "clusters",
      inputs: request([("control", 1, 0), ("control", 1, 1), ("variant", 1, 1), ("variant", 1, 0)])
    )
    #expect(ones["icc"] == .null)
    #expect(ones.value(at: "clusterRobust.p")?.asDouble == 1)
  }

  @Test("identical clusters everywhere: correlation below 0, no spread, p 1")
  func identical() throws {
    let result = try registry.run(
      "clusters",
      inputs: request([
        ("control", 10, 4), ("control", 10, 4), ("variant", 10, 4), ("variant", 10, 4),
      ])
    )
    #expect(agrees(result["icc"]?.asDouble, -1.0 / 9, relative: 1e-14))
    #expect(result["designEffect"]?.asDouble == 1)
    #expect(result.json.contains("negativeCorrelationTakenAsZero"))
    #expect(result["permutationP"]?.asDouble == 1)
  }

  @Test("counts of a billion and a hundred thousand clusters are answered")
  func large() throws {
    let billion = try registry.run(
      "clusters",
      inputs: request([
        ("control", 1_000_000_000, 180_000_000), ("control", 900_000_000, 171_000_000),
        ("variant", 1_000_000_000, 200_000_000), ("variant", 800_000_000, 168_000_000),
      ])
    )
    #expect(agrees(billion["icc"]?.asDouble, 0.000_2, relative: 2))
    #expect(billion.value(at: "clusterRobust.p")?.asDouble != nil)
    let many = ClusterComparison(
      control: try (0..<50_000).map { try BinomialCount(successes: $0 % 7, trials: 10) },
      variant: try (0..<50_000).map { try BinomialCount(successes: $0 % 8, trials: 11) }
    )
    #expect(try #require(many.robust?.satterthwaite) > 90_000)
    let test = try #require(try many.permutationTest(effort: RandomisationEffort(draws: 200)))
    #expect(!test.isExact)
  }

  @Test("only what is asked for is answered, and bad input is refused by name")
  func contract() throws {
    var request = request([("control", 5, 2), ("variant", 6, 4)])
    if case .object(let members) = request {
      request = .object(members + [.init("only", ["smallestPossibleP"])])
    }
    let result = try registry.run("clusters", inputs: request)
    #expect(result["smallestPossibleP"]?.asDouble == 0.5)
    #expect(result["icc"] == nil)
    #expect(result["permutationP"] == nil)
    #expect(throws: InferenceError.missing(field: "clusters")) {
      try registry.run("clusters", inputs: [:])
    }
    #expect(throws: InferenceError.missing(field: "clusters[0].arm")) {
      try registry.run("clusters", inputs: ["clusters": [["trials": 1, "successes": 1]]])
    }
    #expect(
      throws: InferenceError.unknown(
        field: "clusters[0].arm",
        value: "b",
        allowed: ["control", "variant"]
      )
    ) {
      try registry.run(
        "clusters",
        inputs: ["clusters": [["arm": "b", "trials": 1, "successes": 1]]]
      )
    }
    #expect(throws: InferenceError.self) {
      try registry.run(
        "clusters",
        inputs: ["clusters": [["arm": "control", "trials": 1, "successes": 1]], "level": 1]
      )
    }
  }
}
