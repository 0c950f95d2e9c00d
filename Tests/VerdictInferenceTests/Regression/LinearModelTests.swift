import GSLKit
import Testing
import VerdictInference

@Suite("LinearModel")
struct LinearModelTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let response: [Double]
    let design: [[Double]]
    let cluster: [Int]
    let weights: [Double]?
    let coefficients: [Double]
    let errors: [String: [Double]?]
    let cr2Covariance: [Double]
    let satterthwaite: [Double]
    let p: [Double]
    var testDescription: String { name }

    func model() throws -> LinearModel {
      try LinearModel(design: Matrix(design), response: response, weights: weights)
    }
  }

  static let cases: [Case] = {
    guard let cases = try? CommittedOracle<Case>.cases("regression"), !cases.isEmpty else {
      preconditionFailure("the oracle regression is missing or unreadable")
    }
    return cases
  }()

  /// Whether a variance agrees with a standard error: ten digits, or all but rounding near 0.
  ///
  /// A level of 10⁶ under errors near 1 takes six digits from both sides.
  private func agree(_ variance: Double, _ expected: Double, level: Double) -> Bool {
    let relative = max(1e-10, 1e-14 * abs(level))
    return abs(variance - expected * expected) <= relative * expected * expected + 1e-16
  }

  @Test("coefficients and independent rows agree with R's lm and sandwich", arguments: cases)
  func rows(_ oracle: Case) throws {
    let model = try oracle.model()
    for (value, expected) in zip(model.coefficients, oracle.coefficients) {
      #expect(abs(value - expected) <= 1e-10 * max(1, abs(expected)))
    }
    let kinds: [(String, LinearModel.RowCovariance)] = [
      ("classical", .classical), ("hc0", .hc0), ("hc1", .hc1), ("hc2", .hc2), ("hc3", .hc3),
    ]
    for (name, kind) in kinds {
      let covariance = model.covariance(kind)
      guard let expected = oracle.errors[name] ?? nil else {
        #expect(covariance == nil)
        continue
      }
      let matrix = try #require(covariance)
      for (index, error) in expected.enumerated() {
        #expect(
          agree(matrix[index, index], error, level: oracle.coefficients[0]),
          "\(name) \(index)"
        )
      }
    }
    #expect(
      agrees(model.hatValues.reduce(0, +), Double(oracle.coefficients.count), relative: 1e-12)
    )
  }

  @Test(
    "clustered errors and Satterthwaite's degrees of freedom agree with clubSandwich",
    arguments: cases
  )
  func clusters(_ oracle: Case) throws {
    let model = try oracle.model()
    let kinds: [(String, ClusterContrast.Kind)] = [("cr0", .cr0), ("cr1", .cr1), ("cr2", .cr2)]
    for (name, kind) in kinds {
      let matrix = try #require(try model.clusterCovariance(kind, by: oracle.cluster))
      for (index, error) in try #require(oracle.errors[name] ?? nil).enumerated() {
        #expect(
          agree(matrix[index, index], error, level: oracle.coefficients[0]),
          "\(name) \(index)"
        )
      }
      if kind == .cr2 {
        let largest = oracle.cr2Covariance.map(abs).max() ?? 0
        for (value, expected) in zip(matrix.elements, oracle.cr2Covariance) {
          #expect(abs(value - expected) <= 1e-9 * largest)
        }
      }
    }
    for index in model.coefficients.indices {
      let error = try #require(oracle.errors["cr2"] ?? nil)[index]
      // Where the error itself is rounding of 0, R's degrees of freedom are a quotient of roundings.
      guard error > 1e-12 else { continue }
      var contrast = [Double](repeating: 0, count: model.coefficients.count)
      contrast[index] = 1
      let result = try model.clusterContrast(contrast, by: oracle.cluster)
      #expect(agree(result.variance(.cr2) ?? .nan, error, level: oracle.coefficients[0]))
      #expect(agrees(result.satterthwaite, oracle.satterthwaite[index], relative: 1e-7))
      #expect(agrees(result.test(.cr2)?.pValue, oracle.p[index], relative: 1e-6, absolute: 1e-12))
    }
  }

  private let design = Matrix(
    (0..<40).map { [1, $0 < 18 ? 1 : 0, Double(($0 * 7) % 11)] }
  )
  private let labels = (0..<40).map { ($0 * $0 + 3) % 9 }
  private let response = (0..<40).map { Double(($0 * 37) % 23) / 7 }
  private let weights = (0..<40).map { 1 + Double(($0 * 5) % 7) }

  @Test("the unit of the weights and a constant in the response change no error of a slope")
  func invariances() throws {
    let plain = try LinearModel(design: design, response: response, weights: weights)
    let moved = try LinearModel(
      design: design,
      response: response.map { $0 + 1_024 },
      weights: weights.map { $0 * 1e6 }
    )
    for kind in ClusterContrast.Kind.allCases {
      let one = try plain.clusterContrast([0, 1, 0], by: labels)
      let other = try moved.clusterContrast([0, 1, 0], by: labels.map { -$0 })
      #expect(agrees(one.variance(kind), other.variance(kind) ?? .nan, relative: 1e-9))
      #expect(agrees(one.satterthwaite, other.satterthwaite ?? .nan, relative: 1e-9))
    }
    for kind in LinearModel.RowCovariance.allCases where kind != .classical {
      let one = try #require(plain.test([0, 1, 0], kind))
      let other = try #require(moved.test([0, 1, 0], kind))
      #expect(agrees(one.standardError, other.standardError, relative: 1e-9))
    }
  }

  @Test("with every row its own cluster CR0 is HC0 and CR2 is HC2")
  func ownClusters() throws {
    for weights in [nil, weights] {
      let model = try LinearModel(design: design, response: response, weights: weights)
      let own = try model.clusterContrast([0, 1, 0], by: Array(0..<40))
      let plain = try #require(model.test([0, 1, 0], .hc0))
      #expect(agrees(own.test(.cr0)?.standardError, plain.standardError, relative: 1e-12))
      // With weights HC2 divides by 1 − h, CR2 by the variance under errors of one variance.
      guard weights == nil else { continue }
      let leverage = try #require(model.test([0, 1, 0], .hc2))
      #expect(agrees(own.test(.cr2)?.standardError, leverage.standardError, relative: 1e-12))
    }
  }

  @Test("arms that share no coefficient can be fitted apart and subtracted")
  func apart() throws {
    let both = try LinearModel(
      design: Matrix((0..<40).map { [1, $0 < 18 ? 1 : 0] }),
      response: response,
      weights: weights
    )
    let labels = (0..<40).map { $0 < 18 ? $0 % 4 : 10 + $0 % 5 }
    let whole = try both.clusterContrast([0, 1], by: labels)
    func arm(_ rows: Range<Int>) throws -> ClusterContrast {
      try LinearModel(
        design: Matrix(rows: rows.count, columns: 1, repeating: 1),
        response: Array(response[rows]),
        weights: Array(weights[rows])
      ).clusterContrast([1], by: Array(labels[rows]))
    }
    let parts = try arm(0..<18) - arm(18..<40)
    #expect(agrees(parts.estimate, whole.estimate, relative: 1e-12))
    #expect(parts.clusters == whole.clusters)
    for kind in ClusterContrast.Kind.allCases {
      #expect(agrees(parts.variance(kind), whole.variance(kind) ?? .nan, relative: 1e-11))
    }
    #expect(agrees(parts.satterthwaite, whole.satterthwaite ?? .nan, relative: 1e-11))
  }

  @Test("the interval excludes 0 exactly when p is below its level")
  func agreement() throws {
    let model = try LinearModel(design: design, response: response)
    for contrast in [[0, 1, 0], [1, 0, 0], [0.0, 0, 1]] {
      let test = try #require(try model.clusterContrast(contrast, by: labels).test(.cr2))
      for level in [0.5, 0.8, 0.9, 0.95, 0.99] {
        let interval = try #require(test.interval(level: level))
        #expect(interval.contains(0) == (try #require(test.pValue) > 1 - level))
      }
    }
  }

  @Test("what cannot be fitted is refused by name")
  func refused() {
    #expect(throws: InferenceError.tooFew(field: "design", value: 1, needed: 2)) {
      try LinearModel(design: Matrix([[1, 2], [1, 2], [1, 2]]), response: [1, 2, 3])
    }
    #expect(throws: InferenceError.unequalLengths(field: "response", count: 1, expected: 2)) {
      try LinearModel(design: Matrix([[1], [1]]), response: [1])
    }
    #expect(throws: InferenceError.negative(field: "weights[1]", value: -1)) {
      try LinearModel(design: Matrix([[1], [1]]), response: [1, 2], weights: [1, -1])
    }
    #expect(throws: InferenceError.unequalLengths(field: "clusters", count: 1, expected: 2)) {
      try LinearModel(design: Matrix([[1], [1]]), response: [1, 2]).clusterContrast([1], by: [1])
    }
  }

  @Test("what does not exist is missing: no freedom, one cluster, a row that fits itself")
  func missing() throws {
    let full = try LinearModel(design: Matrix([[1, 0], [1, 1]]), response: [1, 3])
    #expect(full.covariance(.classical) == nil)
    #expect(full.covariance(.hc1) == nil)
    #expect(full.covariance(.hc3) == nil)
    #expect(full.test([0, 1], .hc0) == nil)
    let one = try LinearModel(design: Matrix([[1], [1]]), response: [1, 3])
      .clusterContrast([1], by: [7, 7])
    #expect(one.variance(.cr1) == nil)
    #expect(one.test(.cr0) == nil)
    #expect(one.selfDeterminedClusters == 1)
    let flat = try LinearModel(design: Matrix([[1], [1], [1]]), response: [2, 2, 2])
    let test = try #require(flat.test([1], .hc0))
    #expect(test.standardError == 0)
    #expect(test.pValue == nil)
    #expect(test.interval(level: 0.95) == nil)
  }

  @Test("a hundred thousand clusters of weighted rows are read in a moment")
  func many() throws {
    let rows = 200_000
    let model = try LinearModel(
      design: Matrix(
        rows: rows,
        columns: 2,
        elements: (0..<rows).flatMap { [1, Double($0 % 4 / 2)] }
      ),
      response: (0..<rows).map { Double(($0 * 7_919) % 1_009) },
      weights: (0..<rows).map { 1 + Double(($0 * 31) % 17) }
    )
    let result = try model.clusterContrast([0, 1], by: (0..<rows).map { $0 / 2 })
    #expect(result.clusters == 100_000)
    #expect(try #require(result.satterthwaite) > 1_000)
  }
}
