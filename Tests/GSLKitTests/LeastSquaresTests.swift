import GSLKit
import Testing

@Suite("LeastSquares")
struct LeastSquaresTests {
  /// Longley's data, NIST Statistical Reference Datasets: employment and six economic series.
  private static let rows: [[Double]] = [
    [60_323, 83.0, 234_289, 2_356, 1_590, 107_608, 1_947],
    [61_122, 88.5, 259_426, 2_325, 1_456, 108_632, 1_948],
    [60_171, 88.2, 258_054, 3_682, 1_616, 109_773, 1_949],
    [61_187, 89.5, 284_599, 3_351, 1_650, 110_929, 1_950],
    [63_221, 96.2, 328_975, 2_099, 3_099, 112_075, 1_951],
    [63_639, 98.1, 346_999, 1_932, 3_594, 113_270, 1_952],
    [64_989, 99.0, 365_385, 1_870, 3_547, 115_094, 1_953],
    [63_761, 100.0, 363_112, 3_578, 3_350, 116_219, 1_954],
    [66_019, 101.2, 397_469, 2_904, 3_048, 117_388, 1_955],
    [67_857, 104.6, 419_180, 2_822, 2_857, 118_734, 1_956],
    [68_169, 108.4, 442_769, 2_936, 2_798, 120_445, 1_957],
    [66_513, 110.8, 444_546, 4_681, 2_637, 121_950, 1_958],
    [68_655, 112.6, 482_704, 3_813, 2_552, 123_366, 1_959],
    [69_564, 114.2, 502_601, 3_931, 2_514, 125_368, 1_960],
    [69_331, 115.7, 518_173, 4_806, 2_572, 127_852, 1_961],
    [70_551, 116.9, 554_894, 4_007, 2_827, 130_081, 1_962],
  ]

  @Test("the certified coefficients and standard errors of Longley's data")
  func longley() throws {
    let certified: [(Double, Double)] = [
      (-3482258.63459582, 890420.383607373), (15.0618722713733, 84.9149257747669),
      (-0.358191792925910e-01, 0.334910077722432e-01), (-2.02022980381683, 0.488399681651699),
      (-1.03322686717359, 0.214274163161675), (-0.511041056535807e-01, 0.226073200069370),
      (1829.15146461355, 455.478499142212),
    ]
    let design = Matrix(Self.rows.map { [1] + $0.dropFirst() })
    let fit = try LeastSquares(design: design, response: Self.rows.map { $0[0] })
    let variance = fit.residualSumOfSquares / 9
    // The columns are nearly dependent (condition 4e4 once balanced); eight digits are certified back.
    #expect(abs(variance.squareRoot() - 304.854073561965) < 1e-8 * 304.9)
    for (index, (value, error)) in certified.enumerated() {
      #expect(abs(fit.coefficients[index] - value) < 1e-8 * abs(value), "\(index)")
      let ours = (variance * fit.unscaledCovariance[index, index]).squareRoot()
      #expect(abs(ours - error) < 1e-8 * error, "\(index)")
    }
  }

  @Test("a weight counts a row as often as it says")
  func weights() throws {
    let design = Matrix([[1, 0], [1, 1], [1, 2], [1, 5]])
    let heavy = try LeastSquares(design: design, response: [1, 3, 2, 9], weights: [1, 2, 0, 3])
    let repeated = try LeastSquares(
      design: Matrix([[1, 0], [1, 1], [1, 1], [1, 5], [1, 5], [1, 5]]),
      response: [1, 3, 3, 9, 9, 9]
    )
    for (one, other) in zip(heavy.coefficients, repeated.coefficients) {
      #expect(abs(one - other) < 1e-13)
    }
    for (one, other) in zip(
      heavy.unscaledCovariance.elements,
      repeated.unscaledCovariance.elements
    ) {
      #expect(abs(one - other) < 1e-14)
    }
    #expect(abs(heavy.residualSumOfSquares - repeated.residualSumOfSquares) < 1e-13)
  }

  @Test("columns that follow from others are refused with the rank")
  func deficient() {
    let design = Matrix([[1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 0, 1]])
    #expect(throws: MatrixError.rankDeficient(rank: 2, columns: 3)) {
      try LeastSquares(design: design, response: [1, 2, 3, 4])
    }
    #expect(throws: MatrixError.rankDeficient(rank: 1, columns: 2)) {
      try LeastSquares(design: Matrix([[1, 1]]), response: [1])
    }
    #expect(throws: MatrixError.rankDeficient(rank: 1, columns: 2)) {
      try LeastSquares(
        design: Matrix([[1, 0], [1, 1], [1, 1]]),
        response: [1, 2, 3],
        weights: [0, 1, 1]
      )
    }
    #expect(throws: MatrixError.notFinite(routine: "leastSquares")) {
      try LeastSquares(design: Matrix([[1], [1]]), response: [1, 2], weights: [1, -1])
    }
  }

  @Test("columns of very different units lose nothing")
  func units() throws {
    let x = [3.0, 5, 8, 13, 21]
    let y = [1.0, 4, 2, 8, 5]
    let plain = try LeastSquares(design: Matrix(x.map { [1, $0] }), response: y)
    let scaled = try LeastSquares(design: Matrix(x.map { [1, $0 * 1e12] }), response: y)
    #expect(abs(plain.coefficients[1] - scaled.coefficients[1] * 1e12) < 1e-14)
  }
}
