import Testing
import VerdictInference

extension PairMoments {
  /// The moments of pairs `[x, y]`.
  init(_ pairs: [[Double]]) throws {
    try self.init(x: pairs.map { $0[0] }, y: pairs.map { $0[1] })
  }
}

@Suite("TwoSumRatios")
struct TwoSumRatiosTests {
  private func agreesWith(
    _ set: ConfidenceSet?,
    _ oracle: AmountOracles.Set,
    _ relative: Double
  ) -> Bool {
    func close(_ value: Double?, _ expected: Double?) -> Bool {
      guard let expected else { return value == nil }
      return agrees(value, expected, relative: relative, absolute: relative)
    }
    switch set {
    case .interval(let interval):
      return oracle.kind == "interval" && close(interval.lower, oracle.lower)
        && close(interval.upper, oracle.upper)
    case .outside(let lower, let upper):
      return oracle.kind == "outside" && close(lower, oracle.lower) && close(upper, oracle.upper)
    case .line: return oracle.kind == "line"
    case .empty: return oracle.kind == "empty"
    case nil: return false
    }
  }

  @Test("ratios, errors, p and sets agree with 50 digits", arguments: AmountOracles.ratios.cases)
  func oracle(_ oracle: AmountOracles.Ratio) throws {
    let ratios = TwoSumRatios(
      control: try PairMoments(oracle.control),
      variant: try PairMoments(oracle.variant)
    )
    // Pairs of 1e9 with a spread of 3: a residual keeps seven digits fewer.
    let relative = oracle.name == "near 1e9" ? 1e-6 : 1e-10
    #expect(agrees(ratios.control.estimate, oracle.controlRatio, relative: 1e-14))
    #expect(agrees(ratios.variant.estimate, oracle.variantRatio, relative: 1e-14))
    let difference = try #require(ratios.difference)
    #expect(agrees(difference.estimate, oracle.estimate, relative: relative))
    #expect(agrees(difference.standardError, oracle.standardError, relative: relative))
    #expect(agrees(difference.degreesOfFreedom, oracle.df, relative: relative))
    #expect(agrees(difference.pValue(), oracle.p, relative: 10 * relative))
    let interval = try difference.interval(level: oracle.level)
    #expect(agrees(interval.lower, oracle.interval[0], relative: relative))
    #expect(agrees(interval.upper, oracle.interval[1], relative: relative))
    let delta = try ratios.relativeDelta(level: oracle.level)
    #expect((delta == nil) == (oracle.delta == nil))
    if let ends = oracle.delta {
      #expect(agrees(delta?.lower, ends[0], relative: relative))
      #expect(agrees(delta?.upper, ends[1], relative: relative))
    }
    let level = oracle.level
    #expect(agreesWith(try ratios.relativeFieller(level: level), oracle.fieller, relative))
    #expect(agreesWith(try ratios.control.fieller(level: level), oracle.controlSet, relative))
    #expect(agreesWith(try ratios.variant.fieller(level: level), oracle.variantSet, relative))
    if let errors = oracle.armErrors {
      #expect(
        agrees(ratios.control.variance?.squareRoot(), errors[0], relative: max(relative, 1e-7))
      )
      #expect(
        agrees(ratios.variant.variance?.squareRoot(), errors[1], relative: max(relative, 1e-7))
      )
    }
  }

  @Test(
    "an arm's error is R's weighted regression with HC1",
    arguments: AmountOracles.regressions.ratios
  )
  func regression(_ oracle: AmountOracles.OneRatio) throws {
    let ratio = SumRatio(try PairMoments(x: oracle.x, y: oracle.y))
    #expect(agrees(ratio.estimate, oracle.estimate, relative: 1e-13))
    #expect(agrees(ratio.variance?.squareRoot(), oracle.standardError, relative: 1e-11))
  }

  @Test("with x = 1 everywhere it is Welch's test", arguments: AmountOracles.means.cases)
  func welch(_ oracle: AmountOracles.Case) throws {
    let ratios = TwoSumRatios(
      control: try PairMoments(oracle.control.map { [1, $0] }),
      variant: try PairMoments(oracle.variant.map { [1, $0] })
    )
    let welch = WelchTest.difference(
      control: try Moments(oracle.control),
      variant: try Moments(oracle.variant)
    )
    #expect(agrees(ratios.difference?.statistic ?? 0, welch?.statistic ?? 0, relative: 1e-12))
    #expect(ratios.difference?.degreesOfFreedom == welch?.degreesOfFreedom)
  }

  @Test("exchanged arms mirror the difference and invert the relative sets")
  func mirrored() throws {
    for oracle in AmountOracles.ratios.cases {
      let (c, v) = (try PairMoments(oracle.control), try PairMoments(oracle.variant))
      let (one, other) = (
        TwoSumRatios(control: c, variant: v), TwoSumRatios(control: v, variant: c)
      )
      let (a, b) = (try #require(one.difference), try #require(other.difference))
      #expect(a.estimate == -b.estimate)
      #expect(a.standardError == b.standardError)
      #expect(try a.interval() == b.interval().negated)
      let set = try #require(try one.relativeFieller())
      let mirror = try #require(try other.relativeFieller())
      for step in -60...60 where step != 0 {
        let ratio = 1.3 * Double(step) / 20
        #expect(set.contains(ratio - 1) == mirror.contains(1 / ratio - 1), "\(oracle.name)")
      }
      if let delta = try one.relativeDelta(), let back = try other.relativeDelta(),
        let lower = delta.lower, let upper = back.upper
      {
        #expect(agrees(1 / (1 + upper), 1 + lower, relative: 1e-13, absolute: 1e-15))
      }
    }
  }

  @Test("Fieller's set holds no difference exactly when p says so")
  func agreement() throws {
    var numbers = SystemlessNumbers(seed: 21)
    for _ in 0..<200 {
      func arm(_ n: Int, _ price: Double) throws -> PairMoments {
        try PairMoments((0..<n).map { _ in [Double(1 + numbers.below(6)), numbers.amount(price)] })
      }
      let ratios = TwoSumRatios(control: try arm(9, 50), variant: try arm(7, 90))
      for level in [0.6, 0.95] {
        let p = try #require(ratios.difference).pValue()
        #expect(try ratios.relativeFieller(level: level)?.contains(0) == (p > 1 - level))
      }
    }
  }

  @Test("the unit of y moves only what has it")
  func scale() throws {
    let oracle = try #require(AmountOracles.ratios.cases.first)
    func ratios(_ factor: Double) throws -> TwoSumRatios {
      func arm(_ pairs: [[Double]]) throws -> PairMoments {
        try PairMoments(pairs.map { [$0[0], $0[1] * factor] })
      }
      return TwoSumRatios(control: try arm(oracle.control), variant: try arm(oracle.variant))
    }
    let (one, other) = (try ratios(1), try ratios(0x1p-20))
    #expect(one.difference?.pValue() == other.difference?.pValue())
    #expect(try one.relativeFieller() == other.relativeFieller())
    #expect(one.relativeDifference == other.relativeDifference)
  }

  @Test("no pairs, one pair, no denominator and proportional pairs have what exists")
  func edges() throws {
    let (none, one) = (try PairMoments([]), try PairMoments([[2, 5]]))
    let some = try PairMoments([[2, 5], [3, 4], [1, 2]])
    #expect(TwoSumRatios(control: none, variant: some).difference == nil)
    #expect(TwoSumRatios(control: one, variant: some).difference == nil)
    #expect(SumRatio(one).estimate == 2.5)
    #expect(SumRatio(none).estimate == nil)
    #expect(SumRatio(try PairMoments([[1, 2], [-1, 5]])).estimate == nil)
    #expect(try SumRatio(try PairMoments([[1, 2], [-1, 5]])).fieller() != nil)
    // y = 0.3 x: no residual, whatever the rounding of the products.
    let proportional = try PairMoments([[1, 0.3], [2, 0.6], [7, 2.1], [11, 3.3]])
    #expect(SumRatio(proportional).variance == 0)
    #expect(TwoSumRatios(control: proportional, variant: proportional).difference == nil)
    #expect(TwoSumRatios(control: proportional, variant: some).difference != nil)
    let zero = try PairMoments([[1, -2], [1, 2], [2, 0]])
    #expect(TwoSumRatios(control: zero, variant: some).relativeDifference == nil)
    #expect(try TwoSumRatios(control: zero, variant: some).relativeDelta() == nil)
    #expect(try TwoSumRatios(control: zero, variant: some).relativeFieller()?.isBounded == false)
    let absurd = try PairMoments([[1e-139, 1e139], [2e-139, 5e139]])
    let answer = TwoSumRatios(control: absurd, variant: some)
    #expect(answer.difference == nil || answer.difference?.standardError.isFinite == true)
    #expect(throws: InferenceError.self) { try SumRatio(some).fieller(level: 0) }
  }
}
